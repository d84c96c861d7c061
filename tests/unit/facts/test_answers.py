"""Statements may be unknown: yes, no and unknown together."""

from __future__ import annotations

import pytest

from zcpark_desktop.facts.enterprises import both, either
from zcpark_desktop.project.enterprises import Enterprise


@pytest.mark.parametrize(
    ("left", "right", "one", "all_"),
    [
        (True, True, True, True), (True, False, True, False), (False, False, False, False),
        (True, None, True, None), (False, None, None, False), (None, None, None, None),
    ],
)
def test_unknown_is_told_only_where_it_matters(
    left: bool | None, right: bool | None, one: bool | None, all_: bool | None
) -> None:
    assert either(left, right) is either(right, left) is one
    assert both(left, right) is both(right, left) is all_


@pytest.mark.parametrize(
    ("code", "industrial"),
    [
        ("0610", True), ("0590", False), ("4690", True), ("4700", False), ("C3562", True), ("c3562", True),
        ("D44", True), ("E47", False), (" 3562 ", True), ("I6510", False), ("", None), ("C", None), ("3", None),
        ("制造业", None),
    ],
)
def test_industry_is_mining_manufacturing_and_utilities(code: str, industrial: bool | None) -> None:
    assert Enterprise(industry_code=code).is_industrial is industrial
