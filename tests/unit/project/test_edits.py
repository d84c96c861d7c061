"""Many values changed at once."""

from __future__ import annotations

from decimal import Decimal

import pytest

from zcpark_desktop.project import NoSuchAddress, ProjectError, new_project, with_value
from zcpark_desktop.project.edits import with_values


def test_edits_give_what_the_same_edits_one_by_one_give():
    edits = [("title", "甲"), ("years/2025/economy/gdp_10k_yuan", "1.5"), ("years/2025/economy/employees", 3),
             ("years/2024/economy/gdp_10k_yuan", Decimal(2)), ("enterprises", [{"name": "一厂"}, {"name": "二厂"}]),
             ("enterprises/2/name", "三厂"), ("title", "乙")]
    one_by_one = new_project("", "p")
    for address, value in edits:
        one_by_one = with_value(one_by_one, address, value)
    assert with_values(new_project("", "p"), edits) == one_by_one


def test_untouched_rows_are_shared():
    project = with_values(new_project(), [("enterprises", [{"name": "一厂"}, {"name": "二厂"}])])
    after = with_values(project, [("enterprises/1/name", "三厂")])
    assert after.enterprises[1] is project.enterprises[1]
    assert after.years is project.years


def test_years_that_move_together_are_checked_together():
    project = new_project()
    with pytest.raises(ProjectError, match="年份应依次为"):
        with_values(project, [("period/long_term_year", 2026)])
    moved = with_values(project, [("period/base_year", 2023), ("period/near_term_year", 2025),
                                  ("period/long_term_year", 2026)])
    assert moved.period.long_term_year == 2026


def test_the_sentence_names_the_field_that_does_not_fit():
    with pytest.raises(ProjectError) as caught:
        with_values(new_project(), [("title", "甲"), ("years/2025/economy/gdp_10k_yuan", "-1")])
    assert str(caught.value) == "2025年 经济 地区生产总值：不能为负数；请改正。"


@pytest.mark.parametrize("address", ["nothing", "years/1999/economy", "title/below", ""])
def test_an_address_where_nothing_stands_is_refused(address):
    with pytest.raises(NoSuchAddress):
        with_values(new_project(), [(address, "x")])


def test_two_rows_of_one_key_are_refused():
    with pytest.raises(ProjectError, match="只能出现一次"):
        with_values(new_project(), [("years/2025/year", 2024)])
