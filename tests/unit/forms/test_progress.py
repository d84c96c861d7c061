"""How far a step is filled in."""

from zcpark_desktop.forms import step
from zcpark_desktop.forms.progress import Progress, progress
from zcpark_desktop.project import new_project
from zcpark_desktop.project.edits import with_values
from zcpark_desktop.project.facilities import Roof, Storage


def test_a_new_project_is_empty_on_every_step():
    project = new_project(project_id="1")
    for name in ("basics", "boundary", "economy", "energy", "electricity", "enterprises", "facilities", "targets"):
        assert progress(project, step(name)).is_empty, name


def test_the_boundary_asks_for_four_sides_area_location_and_outline():
    assert progress(new_project(), step("boundary")).asked == 7


def test_no_and_zero_are_answers():
    project = with_values(new_project(), [("years/2025/economy/gdp_10k_yuan", 0)])
    assert progress(project, step("economy")).filled == 1


def test_a_question_that_is_not_asked_does_not_count():
    city = new_project()
    province = with_values(city, [("basics/level_applied", "province")])
    assert progress(province, step("basics")).asked == progress(city, step("basics")).asked + 1


def test_a_list_that_the_park_has_none_of_counts_as_answered():
    project = with_values(new_project(), [
        ("roofs", (Roof(name="1号屋顶"),)), ("storages", (Storage(name="储能"),)), ("declared_empty", ("demand_responses",)),
    ])
    assert progress(project, step("facilities")) == Progress(3, 3)
    assert progress(project, step("facilities")).is_complete


def test_a_page_without_questions_is_never_complete():
    assert not progress(new_project(), step("export")).is_complete
