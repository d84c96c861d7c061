"""Every grid goes out as a workbook and comes in again."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from zcpark_desktop import paths
from zcpark_desktop.excel.collecting import collect
from zcpark_desktop.excel.proposal import edits
from zcpark_desktop.excel.tables import write_table
from zcpark_desktop.forms import STEPS, Ask
from zcpark_desktop.project import NoSuchAddress, Project, parse_json, value_at, with_values
from zcpark_desktop.rules import Rules

from .conftest import Collect, clock, sentences

GRIDS = sorted({item.address for step in STEPS for item in step.items if not isinstance(item, Ask)} | {"evidence"})


@pytest.fixture(scope="module")
def sample() -> Project:
    return parse_json((paths.resources() / "samples" / "sample.json").read_bytes())


def emptied(project: Project, grid: str) -> Project:
    """The project without what stands in the grid."""
    plain: dict[str, Any] = project.model_dump()
    if grid.startswith("years/{year}/"):
        for year in plain["years"]:
            del year[grid.rsplit("/", 1)[1]]
    elif grid == "boundary/rings":
        plain["boundary"]["rings"] = ()
    else:
        plain[grid] = ()
    return Project.model_validate(plain)


@pytest.mark.parametrize("grid", GRIDS)
def test_a_grid_comes_back_as_it_went_out(grid: str, sample: Project, rules: Rules, tmp_path: Path) -> None:
    path = write_table(sample, rules, grid, tmp_path / "表.xlsx", clock)
    same = collect(sample, rules, [path])
    assert (same.changes, same.conflicts, sentences(same.refused)) == ((), (), "")
    bare = emptied(sample, grid)
    found = collect(bare, rules, [path])
    back = with_values(bare, edits(found))
    if grid == "evidence":  # the papers' files themselves are no part of a table
        assert [row.number for row in back.evidence] == [row.number for row in sample.evidence]
    else:
        assert back == sample


def test_there_is_a_sentence_for_a_grid_that_there_is_not(sample: Project, rules: Rules, tmp_path: Path) -> None:
    with pytest.raises(NoSuchAddress, match="没有名为“narratives”的表"):
        write_table(sample, rules, "narratives", tmp_path / "表.xlsx", clock)


def test_corners_may_be_added_and_left_out(park: Project, rules: Rules, tmp_path: Path, taken: Collect) -> None:
    square = [{"number": str(n), "x": x, "y": y} for n, (x, y) in
              enumerate([("120.1", "31.1"), ("120.2", "31.1"), ("120.2", "31.2"), ("120.1", "31.2")], start=1)]
    project = Project.model_validate({**park.model_dump(), "boundary": {"rings": [{"name": "东区", "points": square}]}})
    path = write_table(project, rules, "boundary/rings", tmp_path / "拐点.xlsx", clock)
    book = openpyxl.load_workbook(path)
    page = book["边界拐点"]
    page.delete_rows(7)
    for column, value in enumerate([None, "西区", "否", "1", "120,05", 31], start=1):
        page.cell(8, column).value = value
    page["F9"] = 31.5
    book.save(path)
    found = taken(path, into=project)
    assert "E8：“120,05”中千位分隔符的位置不对，请核对数字。该地块的拐点未改动。" in sentences(found.refused)
    page["E8"] = 120.05
    book.save(path)
    found = taken(path, into=project)
    assert sentences(found.refused) == ""
    after = with_values(project, edits(found))
    assert len(value_at(after, "boundary/rings/1/points")) == 3
    west = after.boundary.rings[1]
    assert (west.name, [point.y for point in west.points]) == ("西区", [Decimal(31), Decimal("31.5")])
