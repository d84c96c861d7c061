"""Figures are drawn alike each time, in Chinese, and never show what is not there."""

from __future__ import annotations

import io
import struct
from datetime import date
from decimal import Decimal as D
from math import cos, hypot, sin, tau

import pytest
from PIL import Image

from tests.unit.report.demo import charts
from zcpark_desktop.report import blocks as b
from zcpark_desktop.report import figures
from zcpark_desktop.report.chart_look import number
from zcpark_desktop.report.charts import height_mm
from zcpark_desktop.report.figures import FontMissing, boundary_map, canvas, render
from zcpark_desktop.report.figures.sankey import lay_out


def millimetres(png: bytes) -> tuple[float, float]:
    width, height = struct.unpack(">II", png[16:24])
    return width / 200 * 25.4, height / 200 * 25.4


@pytest.mark.parametrize("name", charts())
def test_a_figure_fits_the_text_and_is_the_same_each_time(name: str) -> None:
    chart = charts()[name]
    png = render(chart)
    width, height = millimetres(png)
    assert abs(width - 156) < 0.2 and abs(height - height_mm(chart)) < 0.2
    assert png == render(chart)
    assert not Image.open(io.BytesIO(png)).text  # type: ignore[attr-defined]


EMPTY: list[b.Chart] = [
    b.StackedBars(("2024年",), (b.Series("电力", (None,)),), "万吨"),
    b.StackedBars((), (), "万吨"),
    b.Ring((), "万吨"),
    b.Ring((("电力", D(0)),), "万吨"),
    b.LineTrend(("2024",), (b.Series("实际", (None,)),), "吨"),
    b.GapBars(()),
    b.Sankey((("甲",), ("乙",)), (), "吨"),
    b.Sankey((("甲",), ("乙",)), (b.Flow("甲", "乙", D(0)),), "吨"),
    b.Gantt(()),
    b.BoundaryMap(()),
    b.BoundaryMap((b.MapRing(()),)),
]


@pytest.mark.parametrize("chart", EMPTY, ids=lambda chart: type(chart).__name__)
def test_a_figure_without_data_says_so(chart: b.Chart, monkeypatch: pytest.MonkeyPatch) -> None:
    said = []
    monkeypatch.setattr(canvas.Canvas, "nothing", lambda self: said.append(True))
    assert render(chart).startswith(b"\x89PNG")
    assert said == [True]


ODD: list[b.Chart] = [
    b.StackedBars(("2024年", "2025年"), (b.Series("电力", (D(1), None)), b.Series("天然气", (D(0), D(2)))), "万吨"),
    b.StackedBars(("2024年",), (b.Series("电力", (D(0),)),), "万吨"),
    b.LineTrend(("2024",), (b.Series("实际", (D(0),)),), "吨", limit=("要求", D(0))),
    b.LineTrend(("2024", "2025"), (b.Series("实际", (D("0.95"), D("0.96"))),), "吨"),
    b.GapBars(
        (b.GapRow("零限值", D(1), D(0), False, False, "1", "0"), b.GapRow("零限值", D(0), D(0), False, True, "0", "0"))
    ),
    b.Sankey((("甲",), ("乙",)), (b.Flow("甲", "乙", D(5)),), "吨"),
    b.BoundaryMap((b.MapRing(((D(500000), D(3500000)),) * 4),)),
    b.BoundaryMap((b.MapRing(((D(0), D(0)), (D("0.01"), D(0)), (D(0), D("0.01")))),)),
    b.Gantt((b.GanttTask("一天", date(2026, 1, 1), date(2026, 1, 1), mark="很长很长很长的说明"),)),
]


@pytest.mark.parametrize("chart", ODD, ids=lambda chart: type(chart).__name__)
def test_zero_single_and_partial_data_are_drawn(chart: b.Chart) -> None:
    assert render(chart).startswith(b"\x89PNG")


def test_a_total_is_not_shown_where_a_part_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    from zcpark_desktop.report.figures import bars

    made = canvas.Canvas(74, canvas.fonts())
    bars.draw(b.StackedBars(("2024", "2025"), (b.Series("电", (D(3), None)), b.Series("气", (D(4), D(2)))), "吨"), made)
    shown = [text.get_text() for text in made.figure.axes[0].texts]
    assert "7.00" in shown and "数据不全" in shown and shown.count("2.00") == 1


BAD: list[tuple[b.Chart, str]] = [
    (b.Ring((("甲", D(-1)), ("乙", D(3))), "吨"), "不能为负数"),
    (b.Sankey((("甲",), ("乙",)), (b.Flow("甲", "丙", D(1)),), "吨"), "没有名为“丙”的节点"),
    (b.Sankey((("甲",), ("乙",)), (b.Flow("甲", "乙", D(-1)),), "吨"), "不能为负数"),
    (b.Sankey((("甲",), ("乙",)), (b.Flow("乙", "甲", D(1)),), "吨"), "不能逆向"),
    (b.Gantt((b.GanttTask("甲", date(2026, 2, 1), date(2026, 1, 1)),)), "结束时间早于开始时间"),
]


@pytest.mark.parametrize(("chart", "sentence"), BAD)
def test_data_that_cannot_be_drawn_is_refused(chart: b.Chart, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        render(chart)


def test_nodes_of_a_stage_do_not_overlap_and_heights_follow_values() -> None:
    made = lay_out(charts()["2025年能源流向"], 60)  # type: ignore[arg-type]
    for stage in made.stages:
        for upper, lower in zip(stage, stage[1:], strict=False):
            assert upper.top + upper.height <= lower.top
        assert stage[-1].top + stage[-1].height <= 60 + 1e-6
    scales = {round(node.height / float(node.value), 6) for stage in made.stages for node in stage}
    assert len(scales) == 1


def test_a_flow_that_skips_a_stage_passes_it() -> None:
    made = lay_out(
        b.Sankey((("甲",), ("乙",), ("丙",)), (b.Flow("甲", "丙", D(2)), b.Flow("甲", "乙", D(1))), "吨"), 50
    )
    assert [(node.name, node.passing, node.value) for node in made.stages[1]] == [("乙", False, D(1)), ("", True, D(2))]


@pytest.mark.parametrize(
    ("value", "largest", "text"),
    [("1234.56", "9999", "1,235"), ("54.45", "121.5", "54.5"), ("1.555", "2.1", "1.56"), ("0.1", "0.9", "0.100")],
)
def test_labels_have_about_four_digits(value: str, largest: str, text: str) -> None:
    assert number(D(value), D(largest)) == text


def test_the_programs_own_font_has_every_character_of_gb_2312() -> None:
    from matplotlib import font_manager

    (file,) = canvas._own_fonts()
    characters = set(font_manager.get_font(str(file)).get_charmap())
    wanted = "".join(bytes((h, low)).decode("gb2312", "ignore") for h in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    assert len(wanted) == 6763
    assert {ord(character) for character in wanted} <= characters


def test_no_font_at_all_is_one_sentence_and_no_boxes(monkeypatch: pytest.MonkeyPatch) -> None:
    figures.forget()
    monkeypatch.setattr(canvas, "fonts", lambda: ())
    with pytest.raises(FontMissing, match=r"^找不到中文字体.*。$"):
        figures.render(EMPTY[0])


def _round(count: int, radius: float = 60) -> list[tuple[float, float]]:
    return [(78 + radius * cos(tau * at / count), 78 + radius * sin(tau * at / count)) for at in range(count)]


def test_of_many_corners_some_get_their_number_the_first_among_them_and_none_covers_another() -> None:
    line = _round(500)
    ring = b.MapRing((), tuple(f"J{at}" for at in range(1, 501)))
    shown = boundary_map.shown_numbers(line, ring, [])
    places = [at for at, _ in shown]
    boxes = [box for _, box in shown]
    assert places[0] == 0 and 30 < len(places) < 120
    assert not any(one.meets(other) for n, one in enumerate(boxes) for other in boxes[:n])
    gaps = [after - before for before, after in zip(places, [*places[1:], 500], strict=True)]
    assert max(gaps) <= 16


def test_of_few_corners_all_get_their_number_outside_the_outline() -> None:
    line = _round(12)
    shown = boundary_map.shown_numbers(line, b.MapRing((), tuple(f"J{at}" for at in range(1, 13))), [])
    assert [at for at, _ in shown] == list(range(12))
    assert all(hypot(box.x - 78, box.y - 78) > 61 for _, box in shown)


@pytest.mark.parametrize(
    ("scale", "metres"), [(0.019, 2000), (0.0191, 1000), (0.038, 1000), (0.0076, 5000), (38.0, 1), (380.0, 1)]
)
def test_the_scale_bar_is_a_round_length_of_at_most_38_millimetres(scale: float, metres: int) -> None:
    assert boundary_map.bar_metres(scale) == metres


def test_a_host_much_larger_than_the_park_is_cut_off_so_that_the_park_can_be_seen() -> None:
    def square(size: int) -> b.MapRing:
        return b.MapRing(tuple((D(x), D(y)) for x, y in ((0, 0), (size, 0), (size, size), (0, size))))

    assert b.BoundaryMap((square(100),), (square(300),)).extent() == (-24, -24, 324, 324)
    assert b.BoundaryMap((square(100),), (square(301),)).extent() == (-8, -8, 108, 108)


def test_the_marks_of_a_kind_are_drawn_in_one_go_however_many_there_are() -> None:
    ring = b.MapRing(((D(0), D(0)), (D(900), D(0)), (D(900), D(900)), (D(0), D(900))))
    enterprises = tuple(b.MapMark("enterprise", D(at), D(at)) for at in range(1, 801))
    roofs = (b.MapMark("roof", D(300), D(600)), b.MapMark("roof", D(9), D(9)))
    chart = b.BoundaryMap((ring,), marks=(*enterprises, *roofs))
    made = canvas.Canvas(height_mm(chart), canvas.fonts())
    made.draw(boundary_map.draw, chart)
    counts = [len(line.get_xdata()) for line in made.figure.axes[0].lines]
    assert counts[:2] == [800, 2]
