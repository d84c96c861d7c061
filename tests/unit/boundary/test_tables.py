"""Coordinate tables, as surveyors and offices hand them in."""

from __future__ import annotations

from decimal import Decimal as D
from pathlib import Path

import pytest

from zcpark_desktop.boundary import BoundaryError
from zcpark_desktop.boundary.reading import ReadBoundary, open_boundary, read_boundary, read_rows

SQUARE = [("120.44", "31.59"), ("120.46", "31.59"), ("120.46", "31.61"), ("120.44", "31.61")]


def lines(corners: list[tuple[str, str]], letter: str = "J", first: int = 1, between: str = " ") -> str:
    return "\n".join(between.join((f"{letter}{n}", x, y)) for n, (x, y) in enumerate(corners, first))


def shape(read: ReadBoundary) -> list[tuple[str, bool, int]]:
    return [(ring.name, ring.hole, len(ring.points)) for ring in read.rings]


def places(read: ReadBoundary, at: int = 0) -> list[tuple[D, D]]:
    return [(point.x, point.y) for point in read.rings[at].points]


@pytest.mark.parametrize("between", [" ", "\t", ",", "，", ";", "   "])
@pytest.mark.parametrize("closing", ["", "\nJ1{0}120.44{0}31.59"])
def test_separators_and_a_repeated_first_point_do_not_matter(between: str, closing: str) -> None:
    read = read_boundary(lines(SQUARE, between=between) + closing.format(between))
    assert places(read) == [(D(x), D(y)) for x, y in SQUARE]
    assert [point.number for point in read.rings[0].points] == ["J1", "J2", "J3", "J4"]
    assert read.guesses[0].system.id == "EPSG:4490" and not read.swapped


def test_two_columns_without_numbers_are_enough() -> None:
    assert places(read_boundary("\n".join(" ".join(pair) for pair in SQUARE))) == [(D(x), D(y)) for x, y in SQUARE]


@pytest.mark.parametrize(
    ("heads", "swapped"),
    [
        ("点号,经度,纬度", False),
        ("界址点号,横坐标Y(m),纵坐标X(m)", False),
        ("No,Longitude,Latitude", False),
        ("点名,X,Y", False),
        ("序号,L,B", False),
    ],
)
def test_headings_tell_the_columns(heads: str, swapped: bool) -> None:
    read = read_boundary(heads + "\n" + lines(SQUARE, between=","))
    assert places(read)[0] == (D("120.44"), D("31.59"))


def test_headings_in_the_other_order_are_followed() -> None:
    text = "点号,纬度,备注,经度\n" + "\n".join(f"J{n},{y},界桩,{x}" for n, (x, y) in enumerate(SQUARE, 1))
    assert places(read_boundary(text))[0] == (D("120.44"), D("31.59"))


def test_survey_tables_print_north_first_and_that_is_noticed() -> None:
    read = read_boundary("点号 X Y\nJ1 3496700.12 40541700.5\nJ2 3496700 40543600\nJ3 3498900 40543600")
    assert read.swapped and read.guesses[0].system.id == "EPSG:4528"
    ring = read.settled(swapped=True)[0]
    assert (ring.points[0].x, ring.points[0].y) == (D("40541700.5"), D("3496700.12"))


@pytest.mark.parametrize(
    "row",
    [
        "J{0} 120°18′{1}.5″ 31°30′{1}″",
        "J{0},120-18-{1}.5,31-30-{1}",
        "J{0} 120 18 {1}.5 31 30 {1}",
        "J{0}\t120 18 {1}.5\t31 30 {1}",
    ],
)
def test_degrees_minutes_seconds_are_read_in_tables(row: str) -> None:
    read = read_boundary("\n".join(row.format(n, 10 + n * n) for n in range(1, 5)))
    assert places(read)[0] == (D("120.303194444444"), D("31.503055555556"))  # 18′11.5″ and 30′11″


def test_packed_degrees_are_read_where_all_numbers_are_such_and_it_is_told() -> None:
    read = read_boundary("J1 1201830.5 313030\nJ2 1201930.5 313030\nJ3 1201930.5 313130")
    assert places(read)[0] == (D("120.308472222222"), D("31.508333333333"))
    assert "度分秒" in read.notes[0]


def test_rings_are_parted_by_blank_lines_names_and_a_first_number_that_comes_again() -> None:
    other = [("120.50", "31.59"), ("120.52", "31.59"), ("120.52", "31.61")]
    for text in (
        f"{lines(SQUARE)}\n\n{lines(other)}",
        f"{lines(SQUARE)}\n{lines(other)}",
        f"{lines(SQUARE)}\nJ1 120.44 31.59\n{lines(other, 'K')}",
    ):
        assert [ring[1:] for ring in shape(read_boundary(text))] == [(False, 4), (False, 3)], text
    named = read_boundary(f"东片\n{lines(SQUARE)}\n西片：\n{lines(other)}")
    assert shape(named) == [("东片", False, 4), ("西片", False, 3)]


def test_rings_are_parted_by_a_column_of_plots_or_of_ring_numbers() -> None:
    inner = [("120.445", "31.595"), ("120.455", "31.595"), ("120.455", "31.605")]
    plots = "地块名称,点号,经度,纬度\n" + "\n".join(
        f"{name},J{n},{x},{y}"
        for name, ring in (("甲", SQUARE), ("乙", [("120.5", "31.5"), ("120.6", "31.5"), ("120.6", "31.6")]))
        for n, (x, y) in enumerate(ring, 1)
    )
    assert shape(read_boundary(plots)) == [("甲", False, 4), ("乙", False, 3)]
    numbered = "\n".join(
        f"J{n},{which},{x},{y}" for which, ring in ((1, SQUARE), (2, inner)) for n, (x, y) in enumerate(ring, 1)
    )
    assert [ring[1:] for ring in shape(read_boundary(numbered))] == [(False, 4), (True, 3)]


def test_holes_come_from_a_column_or_from_lying_inside() -> None:
    inner = [("120.445", "31.595"), ("120.455", "31.595"), ("120.455", "31.605")]
    read = read_boundary(f"{lines(SQUARE)}\n\n{lines(inner, 'K')}")
    assert [ring.hole for ring in read.rings] == [False, True] and "内环" in read.notes[0]
    kinds = "类型,点号,经度,纬度\n" + "\n".join(f"外环,J{n},{x},{y}" for n, (x, y) in enumerate(SQUARE, 1)) + "\n\n"
    stated = read_boundary(kinds + "\n".join(f"外环,K{n},{x},{y}" for n, (x, y) in enumerate(inner, 1)))
    assert [ring.hole for ring in stated.rings] == [False, False]  # an overlap then, which the checks name


def test_an_island_in_a_hole_is_a_part_again() -> None:
    def box(size: float) -> list[tuple[str, str]]:
        a, b, c, d = 120.5 - size, 120.5 + size, 31.5 - size, 31.5 + size
        return [(f"{x:.4f}", f"{y:.4f}") for x, y in ((a, c), (b, c), (b, d), (a, d))]

    read = read_boundary("\n\n".join(lines(box(size)) for size in (0.03, 0.02, 0.01)))
    assert [ring.hole for ring in read.rings] == [False, True, False]


LAND_OFFICE = """[属性描述]
格式版本号=1.01
坐标系=2000国家大地坐标系
几度分带=3
投影类型=高斯克吕格
计量单位=米
带号=40
[地块坐标]
5,1.234,1,东片,面,,工业,,@
J1,1,3496700.12,40541700.5
J2,1,3496700,40543600
J3,1,3498900,40543600
J4,1,3498900,40541700
J1,1,3496700.12,40541700.5
4,0.1,2,西片,面,,工业,,@
J5,1,3496700,40531700
J6,1,3496700,40533600
J7,1,3498900,40533600
J5,1,3496700,40531700
"""


def test_the_land_offices_own_text_format_is_read_with_its_system() -> None:
    read = read_boundary(LAND_OFFICE)
    assert shape(read) == [("东片", False, 4), ("西片", False, 3)]
    assert read.system is not None and read.system.id == "EPSG:4528" and read.swapped


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_files_are_read_in_the_encodings_that_are_met(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "界址点.csv"
    path.write_bytes(
        ("地块,点号,经度,纬度\n" + "\n".join(f"东片,J{n},{x},{y}" for n, (x, y) in enumerate(SQUARE, 1))).encode(
            encoding
        )
    )
    assert shape(read_boundary(path)) == [("东片", False, 4)]


def test_rows_of_a_workbook_are_read() -> None:
    rows = [
        ["园区界址点成果表", "", "", ""],
        ["点号", "纵坐标X", "横坐标Y", "边长"],
        ["J1", "3496700.12", "541700.5", ""],
        ["", "", "", "1899.5"],
        ["J2", "3496700", "543600", ""],
        ["", "", "", "2200"],
        ["J3", "3498900", "543600", ""],
    ]
    read = read_rows(rows, "Sheet1")
    assert [ring[2] for ring in shape(read)] == [3]
    assert places(read)[0] == (D("541700.5"), D("3496700.12")) and not read.swapped


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("J1 120.44 31.59\nJ2 120.4x6 31.59\nJ3 120.46 31.61\nJ4 120.44 31.61", "第2行（J2）的“120.4x6”不是坐标"),
        ("点号,经度,纬度\nJ1,120.44,31.59\nJ2,120.46,\nJ3,120.46,31.61\nJ4,120.44,31.61", "第3行（J2）缺少一个坐标"),
        (lines(SQUARE[:2]), "只有2个拐点"),
        (f"东片\n{lines(SQUARE)}\n西片\n{lines(SQUARE[:2])}", "地块“西片”只有2个拐点"),
        ("这里没有坐标", "没有找到两列坐标"),
        ("", "没有找到两列坐标"),
    ],
)
def test_what_cannot_be_read_is_one_sentence_that_names_the_place(text: str, sentence: str) -> None:
    with pytest.raises(BoundaryError) as caught:
        read_boundary(text)
    assert sentence in str(caught.value) and str(caught.value).endswith("。") and "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "a.csv", "是空的"),
        (b"AC1032\x00\x00", "a.dwg", "DWG"),
        (b"%PDF-1.7", "a.pdf", "不是坐标文件"),
        (b"\x00\x01\x02\x03" * 30, "a.txt", "不是文本文件"),
        (b"PK\x03\x04junk", "a.zip", "不完整或已损坏"),
    ],
)
def test_other_files_are_refused_with_a_sentence(content: bytes, name: str, sentence: str) -> None:
    with pytest.raises(BoundaryError, match=sentence):
        open_boundary(content, name)
