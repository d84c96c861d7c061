"""The boundary's map and table in a document."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.unit.audit.parks import park, rules
from zcpark_desktop.evaluate import evaluate
from zcpark_desktop.report import blocks as b
from zcpark_desktop.report.material import Material
from zcpark_desktop.report.parts.boundary import MOST_ROWS, corner_blocks, map_figure

SQUARE = (("120.44", "31.59"), ("120.46", "31.59"), ("120.46", "31.609"), ("120.44", "31.609"))


def material(**changes: Any) -> Material:
    named = {name.replace("__", "/"): value for name, value in changes.items()}
    return Material(evaluate(park(named), rules()), date(2026, 3, 1))


def ring(corners: tuple[tuple[str, str], ...] = SQUARE, **more: Any) -> dict[str, Any]:
    return {"points": [{"number": f"J{n}", "x": x, "y": y} for n, (x, y) in enumerate(corners, 1)], **more}


def drawn(found: b.Figure | None) -> b.BoundaryMap:
    assert found is not None and isinstance(found.content, b.BoundaryMap)
    return found.content


def test_the_map_shows_rings_host_and_what_has_a_place() -> None:
    made = drawn(
        map_figure(
            material(
                boundary__rings=[ring(), ring(SQUARE, id="h", whose="host")],
                landmarks=[{"name": "锡东大道", "longitude": "120.461", "latitude": "31.6"}, {"name": "无处可寻"}],
            )
        )
    )
    assert (len(made.rings), len(made.host)) == (1, 1)
    assert made.rings[0].numbers == ("J1", "J2", "J3", "J4")
    assert [mark.kind for mark in made.marks] == ["enterprise"] * 3 + ["landmark"]
    assert 541_000 < made.rings[0].corners[0][0] < 542_000


def test_enterprises_outside_are_not_on_the_map() -> None:
    made = drawn(map_figure(material(enterprises__a__inside=False)))
    assert [mark.kind for mark in made.marks] == ["enterprise"] * 2


def test_the_table_gives_degrees_and_metres_and_names_the_meridian() -> None:
    lead, table = corner_blocks(material(boundary__rings=[ring(name="东片")]))
    assert isinstance(lead, b.Paragraph) and lead.content == "园区边界由1个地块、4个拐点确定。"
    assert isinstance(table, b.Table) and "中央子午线120°" in table.note
    assert [column.title for column in table.columns] == ["地块", "点号", "经度", "纬度", "纵坐标X", "横坐标Y"]
    assert tuple(table.rows[0][:4]) == ("东片", "J1", "120°26′24.0000″", "31°35′24.0000″")


def test_another_system_is_named_with_its_warning() -> None:
    (lead, _) = corner_blocks(
        material(boundary__reference_system="EPSG:4610", boundary__system_note="控制点由测绘院提供")
    )
    assert isinstance(lead, b.Paragraph)
    assert "坐标系为西安80 经纬度。西安80到CGCS2000没有公开的转换参数" in str(lead.content)
    assert str(lead.content).endswith("控制点由测绘院提供。")


def test_metres_of_an_unknown_system_are_printed_as_entered_and_not_drawn() -> None:
    metres = (("541700", "3496700"), ("543600", "3496700"), ("543600", "3498900"))
    made = material(boundary__rings=[ring(metres)], boundary__reference_system="")
    assert map_figure(made) is None
    lead, table = corner_blocks(made)
    assert isinstance(lead, b.Paragraph) and "坐标系待核实" in str(lead.content)
    assert isinstance(table, b.Table) and tuple(table.rows[0]) == ("1", "J1", "541,700", "3,496,700")


def test_without_corners_there_is_neither_map_nor_table() -> None:
    made = material(boundary__rings=[])
    assert map_figure(made) is None and corner_blocks(made) == ()


def test_very_many_corners_are_handed_in_as_a_file() -> None:
    many = tuple((f"{120.44 + n * 1e-6:.6f}", f"{31.59 + (n % 2) * 1e-6 + n * 1e-6:.6f}") for n in range(MOST_ROWS + 1))
    made = material(boundary__rings=[ring((*many, ("120.43", "31.6")))])
    assert [type(block) for block in corner_blocks(made)] == [b.Paragraph, b.Paragraph]
    figure = map_figure(made)
    assert figure is not None and figure.note
