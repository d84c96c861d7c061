"""The boundary from a terminal: looked at, taken in, written."""

from __future__ import annotations

from pathlib import Path

import pytest

from zcpark_desktop.boundary.writing import FORMATS
from zcpark_desktop.project.basics import Whose
from zcpark_desktop.storage.archive import open_project

from .conftest import Run, is_one_sentence

TABLE = "J1 3496700 541700\nJ2 3496700 543600\nJ3 3498900 543600\nJ4 3498900 541700\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Corners in metres, north first, without a word on their system."""
    path = tmp_path / "界址点.txt"
    path.write_text(TABLE, encoding="gb18030")
    return path


def test_the_samples_boundary_is_told_with_its_areas(sample: Path, run: Run) -> None:
    assert run("boundary", sample) == (
        0,
        "坐标系：CGCS2000 经纬度\n申报园区：1个地块、25个拐点，面积16.2169平方公里\n所在园区：1个地块、13个拐点，面积38.6197平方公里\n",
        "",
    )


def test_an_empty_project_has_none(empty: Path, run: Run) -> None:
    assert run("boundary", empty)[:2] == (0, "坐标系：CGCS2000 经纬度\n申报园区：没有拐点\n所在园区：没有拐点\n")


@pytest.mark.parametrize("suffix", FORMATS)
def test_what_is_written_can_be_taken_in_again(sample: Path, run: Run, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"边界{suffix}"
    assert run("boundary", sample, "--out", out) == (0, f"{out}\n", "")
    system = ("--system", "EPSG:4549") if suffix == ".dxf" else ()
    code, said, _ = run("boundary", sample, "--from", out, *system)
    assert code == 0 and "已从" in said and "面积16.2169平方公里" in said
    assert len(open_project(sample).project.boundary.park_rings[0].points) == 25


def test_metres_need_their_system_and_the_likely_ones_are_named(empty: Path, run: Run, table: Path) -> None:
    before = empty.read_bytes()
    code, out, err = run("boundary", empty, "--from", table)
    assert (code, out) == (2, "") and is_one_sentence(err)
    assert "EPSG:4549" in err and "--system" in err
    assert empty.read_bytes() == before
    code, out, _ = run("boundary", empty, "--from", table, "--system", "EPSG:4549")
    assert code == 0 and "已对调" in out and "1个地块、4个拐点，面积4.1" in out
    boundary = open_project(empty).project.boundary
    assert boundary.reference_system == "EPSG:4549"
    assert [str(point.x) for point in boundary.park_rings[0].points] == ["541700", "543600", "543600", "541700"]


def test_the_hosts_boundary_stays_and_both_are_in_one_system(sample: Path, run: Run, table: Path) -> None:
    run("boundary", sample, "--from", table, "--system", "EPSG:4549")
    boundary = open_project(sample).project.boundary
    assert [ring.whose for ring in boundary.rings] == [Whose.PARK, Whose.HOST]
    assert boundary.host_rings[0].points[0].x is not None and boundary.host_rings[0].points[0].x > 500_000
    assert "面积38.6197平方公里" in run("boundary", sample)[1]


def test_the_hosts_boundary_is_taken_in_beside_the_parks(empty: Path, run: Run, table: Path) -> None:
    assert run("boundary", empty, "--from", table, "--system", "EPSG:4549", "--host")[0] == 0
    assert len(open_project(empty).project.boundary.host_rings) == 1


def test_an_unsound_boundary_is_told_and_the_exit_code_says_so(empty: Path, run: Run, tmp_path: Path) -> None:
    bow = tmp_path / "a.csv"
    bow.write_text("J1,120.44,31.59\nJ2,120.46,31.61\nJ3,120.46,31.59\nJ4,120.44,31.61", encoding="utf-8")
    code, out, _ = run("boundary", empty, "--from", bow)
    assert code == 1 and "[问题] 第1个地块的边界自身相交：J1—J2与J3—J4" in out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--from", "nowhere.dxf"), "无法读取"),
        (("--out", "a.xyz"), "不能导出为“.xyz”"),
        (("--from", "{table}", "--system", "EPSG:1"), "没有代号为“EPSG:1”的坐标系"),
        (("--from", "{table}", "--layer", "红线"), "没有名为“红线”的图层"),
        (("--from", "{table}", "--out", "a.kml"), "不能同时使用"),
        (("--out", "{table}"), "已存在"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    sample: Path, run: Run, table: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    before = sample.read_bytes()
    code, out, err = run("boundary", sample, *(each.replace("{table}", str(table)) for each in arguments))
    assert (code, out) == (2, "") and is_one_sentence(err) and sentence in err
    assert sample.read_bytes() == before


def test_a_workbook_is_a_file_of_coordinates_too(empty: Path, run: Run, tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = "说明"
    sheet = book.create_sheet("界址点")
    for row in (
        ("点号", "纵坐标X", "横坐标Y"),
        ("J1", 3496700.12, 541700.5),
        ("J2", 3496700, 543600),
        ("J3", 3498900, 543600),
    ):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    assert run("boundary", empty, "--from", tmp_path / "a.xlsx", "--system", "EPSG:4549")[0] == 0
    first = open_project(empty).project.boundary.park_rings[0].points[0]
    assert (str(first.x), str(first.y)) == ("541700.5", "3496700.12")
