"""Charts that Word draws: numbers are exact, stand in a workbook that can be edited, and are missing where missing."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from decimal import Decimal as D
from pathlib import Path

import docx
import openpyxl
import pytest
from lxml import etree

from tests.docx_checks import validate_docx
from tests.unit.report.demo import charts
from zcpark_desktop.report import blocks as b
from zcpark_desktop.report.docx_writer import write_docx
from zcpark_desktop.report.docx_writer.native_charts import native

CLOCK = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
C = {"c": f"{DRAWING}/chart", "a": f"{DRAWING}/main"}
NATIVE = [name for name, chart in charts().items() if not isinstance(chart, b.Sankey | b.Gantt | b.BoundaryMap)]
DRAWN = [name for name in charts() if name not in NATIVE]


def written(*contents: b.Chart) -> zipfile.ZipFile:
    buffer = io.BytesIO()
    figures = tuple(b.Figure(chart, f"图{at}", alt=f"说明{at}") for at, chart in enumerate(contents))
    write_docx(b.Document("kind", "题", figures), buffer, clock=CLOCK)
    return zipfile.ZipFile(buffer)


def part(chart: b.Chart) -> etree._Element:
    return etree.fromstring(written(chart).read("word/charts/chart1.xml"))


def numbers(root: etree._Element) -> dict[str, dict[int, str]]:
    """Series title → index of a point → its value as it stands in the chart."""
    return {
        "".join(series.xpath("c:tx//c:v/text()", namespaces=C)): {
            int(point.get("idx")): point.findtext("c:v", namespaces=C)
            for point in series.xpath("c:val//c:pt", namespaces=C)
        }
        for series in root.xpath("//c:ser", namespaces=C)
    }


def words(root: etree._Element) -> list[str]:
    """The categories of the first series."""
    return root.xpath("(//c:ser)[1]/c:cat//c:v/text()", namespaces=C)


def sheet(archive: zipfile.ZipFile, values: bool = True) -> list[list[object]]:
    book = openpyxl.load_workbook(io.BytesIO(archive.read("word/embeddings/chart1.xlsx")), data_only=values)
    return [list(row) for row in book["数据"].iter_rows(values_only=True)]


def bars(*values: str | None) -> b.StackedBars:
    power = b.Series("电力", tuple(None if value is None else D(value) for value in values))
    gas = b.Series("天然气", tuple(D(2) for _ in values))
    return b.StackedBars(tuple(f"{2023 + at}年" for at in range(len(values))), (power, gas), "万吨标准煤")


@pytest.mark.parametrize("name", NATIVE)
def test_a_chart_is_a_part_with_its_workbook_and_the_file_is_valid(name: str, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    write_docx(b.Document("kind", "题", (b.Figure(charts()[name], name),)), path, clock=CLOCK)
    assert validate_docx(path) == []
    document = docx.Document(str(path))
    (chart,) = [rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/chart")]
    (book,) = [rel.target_part for rel in chart.rels.values()]
    assert chart.content_type == "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
    assert book.content_type == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert not any(name.startswith("word/media/") for name in zipfile.ZipFile(path).namelist())


def test_every_number_of_a_chart_stands_in_the_cell_that_it_names() -> None:
    for name in NATIVE:
        archive = written(charts()[name])
        book = openpyxl.load_workbook(io.BytesIO(archive.read("word/embeddings/chart1.xlsx")), data_only=True)
        root = etree.fromstring(archive.read("word/charts/chart1.xml"))
        for reference in root.xpath("//c:numRef | //c:strRef", namespaces=C):
            page, _, cells = reference.findtext("c:f", namespaces=C).replace("$", "").partition("!")
            found = book[page][cells]
            column = [row[0].value for row in found] if isinstance(found, tuple) else [found.value]
            points = {int(p.get("idx")): p.findtext("c:v", namespaces=C) for p in reference.iter(f"{{{C['c']}}}pt")}
            for at, value in enumerate(column):
                if value in (None, "#N/A"):
                    assert at not in points, (name, cells, at)
                elif isinstance(value, str):
                    assert points[at] == value, (name, cells, at)
                else:
                    assert float(points[at]) == pytest.approx(value, rel=1e-12), (name, cells, at)


def test_a_value_is_carried_with_all_its_digits() -> None:
    assert numbers(part(bars("1234567.123456789012345")))["电力"] == {0: "1234567.123456789012345"}


def test_a_missing_value_is_no_point_an_empty_cell_and_a_gap() -> None:
    archive = written(bars("3", None, "0"))
    root = etree.fromstring(archive.read("word/charts/chart1.xml"))
    assert numbers(root)["电力"] == {0: "3", 2: "0"}
    assert [row[1] for row in sheet(archive)[1:]] == [3, None, 0]
    assert root.xpath("string(//c:dispBlanksAs/@val)", namespaces=C) == "gap"


def test_a_total_is_told_only_where_every_part_is_known() -> None:
    root = part(bars("3", None))
    assert numbers(root)["合计"] == {0: "5"}
    assert words(root) == ["2023年", "2024年（数据不全）"]


def test_totals_follow_when_staff_edit_the_numbers() -> None:
    assert sheet(written(bars("3", "4")), values=False)[1][3] == "=IF(COUNT(B2:C2)=COLUMNS(B2:C2),SUM(B2:C2),NA())"


def test_the_legend_of_a_ring_tells_number_and_share_and_its_title_the_whole() -> None:
    root = part(b.Ring((("电力", D("7.5")), ("天然气", D("2.5"))), "万吨", "排放"))
    assert words(root) == ["电力　7.50　75.0%", "天然气　2.50　25.0%"]
    assert root.xpath("c:chart/c:title//c:v/text()", namespaces=C) == ["排放：10.0万吨"]


def test_a_part_too_small_for_its_digits_does_not_read_as_nothing() -> None:
    root = part(b.Ring((("甲", D(2000)), ("乙", D("0.4")), ("丙", D(0))), "万吨"))
    assert words(root) == ["甲　2,000　100.0%", "乙　<1　<0.1%", "丙　0　0.0%"]


def test_a_long_name_in_the_legend_is_cut_and_whole_in_the_sheet() -> None:
    name = "园区" * 40
    archive = written(b.Ring(((name, D(1)), ("乙", D(1))), "万吨"))
    assert words(etree.fromstring(archive.read("word/charts/chart1.xml")))[0] == f"{name[:15]}…　1.00　50.0%"
    assert sheet(archive)[1][0] == name


def test_a_target_is_dashed_and_the_limit_dotted() -> None:
    root = part(charts()["单位能耗碳排放变化与目标"])
    assert root.xpath("//c:ser/c:spPr//a:prstDash/@val", namespaces=C) == ["solid", "dash", "sysDot"]
    assert set(numbers(root)["创建要求"].values()) == {"0.20"}


def test_where_target_and_actual_meet_the_number_is_told_once() -> None:
    root = part(charts()["单位能耗碳排放变化与目标"])
    hidden = root.xpath("//c:ser[2]/c:dLbls/c:dLbl[c:delete]/c:idx/@val", namespaces=C)
    assert hidden == ["4"]


def test_an_indicator_is_shown_in_percent_of_its_limit_in_the_look_of_its_verdict() -> None:
    root = part(charts()["各项指标与要求的差距"])
    found = numbers(root)
    assert D(found["未达标"][0]) == 775 and D(found["达标"][4]) == 100
    assert 3 not in found["达标"] and 3 not in found["未达标"]
    assert words(root)[3] == "余热余冷余压综合利用率\n缺数据（≥50%）"


@pytest.mark.parametrize(
    "chart",
    [
        bars(),
        b.StackedBars(("2024年",), (b.Series("电力", (None,)),), "万吨"),
        b.Ring((("电力", D(0)),), "万吨"),
        b.LineTrend(("2024",), (b.Series("实际", (None,)),), "吨"),
        b.GapBars((b.GapRow("甲", None, D(1), True, None, "缺数据", "≥1"),)),
    ],
    ids=lambda chart: type(chart).__name__,
)
def test_a_chart_without_a_value_is_a_picture_that_says_so(chart: b.Chart) -> None:
    assert native(chart) is None


def test_a_negative_part_of_a_ring_is_refused() -> None:
    with pytest.raises(ValueError, match="不能为负数"):
        native(b.Ring((("甲", D(-1)), ("乙", D(3))), "吨"))


@pytest.mark.parametrize("name", DRAWN)
def test_what_word_has_no_chart_for_is_a_vector_drawing_with_a_bitmap(name: str) -> None:
    archive = written(charts()[name])
    assert archive.read("word/media/image1.png").startswith(b"\x89PNG")
    svg = etree.fromstring(archive.read("word/media/drawing1.svg"))
    assert svg.tag.endswith("svg") and not svg.xpath("//*[local-name()='text']")
    assert b"<!DOCTYPE" not in archive.read("word/media/drawing1.svg")
    assert b'Extension="svg" ContentType="image/svg+xml"' in archive.read("[Content_Types].xml") or (
        b'PartName="/word/media/drawing1.svg"' in archive.read("[Content_Types].xml")
    )


def test_figures_carry_their_words_for_those_who_do_not_see_them() -> None:
    document = etree.fromstring(written(*charts().values()).read("word/document.xml"))
    described = document.xpath("//*[local-name()='docPr']/@descr")
    assert described == [f"说明{at}" for at in range(len(charts()))]


def test_the_same_figures_and_clock_give_the_same_bytes() -> None:
    first, second = written(*charts().values()), written(*charts().values())
    assert first.namelist() == second.namelist()
    assert all(first.read(name) == second.read(name) for name in first.namelist())


def test_marks_of_xml_and_control_characters_in_names_do_no_harm(tmp_path: Path) -> None:
    name = '<甲>&"乙"\x0b\x00\ufffe'
    path = tmp_path / "a.docx"
    chart = b.StackedBars((name,), (b.Series(name, (D(1),)),), name)
    ring = b.Ring(((name, D(1)), ("=1+1", D(2))), name, name)
    write_docx(b.Document("k", "题", (b.Figure(chart, name), b.Figure(ring, name))), path, clock=CLOCK)
    assert validate_docx(path) == []
