"""What goes out comes in again, unchanged: for the sample, and for any project."""

from __future__ import annotations

import tempfile
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.strategies import projects
from zcpark_desktop import paths
from zcpark_desktop.excel.collecting import collect
from zcpark_desktop.excel.layouts import RowsDown, offices
from zcpark_desktop.excel.proposal import Proposal, edits
from zcpark_desktop.excel.templates import enterprise_templates, layouts_of, office_template, park_template
from zcpark_desktop.project import Project, new_project, parse_json, with_values
from zcpark_desktop.project.project import Project as Model
from zcpark_desktop.rules import Rules

from .conftest import clock, sentences


@pytest.fixture(scope="module")
def sample() -> Project:
    return parse_json((paths.resources() / "samples" / "sample.json").read_bytes())


def nothing(found: Proposal) -> tuple[str, str, str]:
    """What was found to change, to decide and to refuse."""
    return sentences(found.changes), sentences(found.conflicts), sentences(found.refused)


def test_the_samples_workbooks_change_nothing_in_the_sample(sample: Project, rules: Rules, tmp_path: Path) -> None:
    files = [park_template(sample, rules, tmp_path, clock)]
    files += [office_template(sample, rules, tmp_path, office, clock) for office in offices()]
    files += islice(enterprise_templates(sample, rules, tmp_path / "企业", clock), 12)
    found = collect(sample, rules, files)
    assert nothing(found) == ("", "", "")
    assert found.notes == ()


def test_the_samples_workbook_makes_the_sample_out_of_an_empty_project(
    sample: Project, rules: Rules, tmp_path: Path
) -> None:
    path = park_template(sample, rules, tmp_path, clock)
    bare = new_project(project_id=sample.project_id)
    found = collect(bare, rules, [path])
    assert sentences(found.refused) == "" and found.conflicts == ()
    made = with_values(bare, edits(found))
    for layout in layouts_of(sample):
        lists = [layout.address] if isinstance(layout, RowsDown) else []
        for name in lists:
            if name in ("evidence", "enterprises") or "{year}" in name:
                continue
            assert getattr(made, name) == getattr(sample, name), name
    assert made.years == sample.years
    assert made.boundary == sample.boundary
    assert made.enterprises == sample.enterprises
    assert [row.model_copy(update={"file": None}) for row in sample.evidence] == list(made.evidence)


@settings(max_examples=30)
@given(project=projects())
def test_any_projects_workbook_changes_nothing_in_it(rules: Rules, project: Model) -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = [park_template(project, rules, Path(folder), clock),
                 *enterprise_templates(project, rules, Path(folder) / "企业", clock)]
        assert nothing(collect(project, rules, files)) == ("", "", "")


def test_a_corner_left_blank_is_no_corner_and_no_change(rules: Rules, tmp_path: Path) -> None:
    corners = [{"number": "1", "x": "120.3"}, {}, {"number": "2", "x": "120.4"}]
    project = Project.model_validate({"boundary": {"rings": [{"name": "东区", "points": corners}]}})
    assert nothing(collect(project, rules, [park_template(project, rules, tmp_path, clock)])) == ("", "", "")


def test_control_characters_in_a_code_do_not_make_it_another(rules: Rules, tmp_path: Path) -> None:
    measured = {"energy": "natural_gas\x1f", "calorific_tce_per_unit": "13.3"}
    project = Project.model_validate({"coefficients": [measured]})
    assert project.coefficients[0].energy == "natural_gas"
    assert nothing(collect(project, rules, [park_template(project, rules, tmp_path, clock)])) == ("", "", "")
