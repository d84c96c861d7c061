"""What differs between two states, and the way back from it."""

from __future__ import annotations

from hypothesis import given

from tests.strategies import projects
from zcpark_desktop.project import Project, new_project, value_at, with_value
from zcpark_desktop.project.enterprises import Enterprise
from zcpark_desktop.storage.changes import changed, changes


@given(projects(), projects())
def test_changes_lead_from_any_project_to_any_other(before: Project, after: Project) -> None:
    assert changed(before, changes(before, after)) == after


@given(projects())
def test_a_project_does_not_differ_from_itself(project: Project) -> None:
    assert changes(project, project) == []
    assert changes(project, Project.model_validate(project.model_dump())) == []


def _enterprises(*names: str) -> Project:
    rows = tuple(Enterprise(id=name, name=name) for name in names)
    return with_value(new_project("甲", "1" * 32), "enterprises", rows)


def test_a_cell_of_a_row_is_noted_as_that_row_only() -> None:
    before = _enterprises("a", "b", "c")
    after = with_value(before, "enterprises/b/industry", "电子")
    assert changes(before, after) == [["enterprises/b", {"id": "b", "name": "b", "industry": "电子"}]]


def test_a_removed_row_is_noted_without_the_others() -> None:
    before = _enterprises("a", "b", "c")
    rows = before.enterprises
    after = with_value(before, "enterprises", (rows[0], rows[2]))
    assert changes(before, after) == [["enterprises", 1, 2, []]]


def test_a_sorted_list_is_noted_by_the_keys_of_its_rows() -> None:
    before = _enterprises("a", "b", "c")
    rows = before.enterprises
    after = with_value(before, "enterprises", (rows[2], rows[1], rows[0]))
    assert changes(before, after) == [["enterprises", 0, 3, ["c", "b", "a"]]]


def test_an_added_row_is_noted_as_plain_data() -> None:
    before = _enterprises("a", "b")
    after = with_value(before, "enterprises", (*before.enterprises, Enterprise(id="c", name="丙")))
    assert changes(before, after) == [["enterprises", 2, 2, [{"id": "c", "name": "丙"}]]]


def test_years_that_only_fit_together_are_noted_together() -> None:
    before = new_project("甲", "1" * 32)
    after = with_value(before, "period", {"base_year": 2030, "near_term_year": 2035, "long_term_year": 2040})
    assert changed(before, changes(before, after)) == after


def test_a_year_that_changes_its_number_takes_its_figures_along() -> None:
    before = with_value(new_project("甲", "1" * 32), "years/2027/economy/employees", 7)
    after = with_value(before, "years/2027/year", 2028)
    assert changed(before, changes(before, after)) == after
    assert value_at(after, "years/2028/economy/employees") == 7
