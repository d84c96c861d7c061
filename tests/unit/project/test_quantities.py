"""Numbers are read in two ways, quickly and with care: both take and refuse the same, in the same words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from zcpark_desktop.project import ProjectError, with_value
from zcpark_desktop.project.project import new_project
from zcpark_desktop.project.quantities import Amount, Longitude, Number, Percentage, UpToOne
from zcpark_desktop.project.reading import project_from

WATER = "years/2025/resources/fresh_water_10k_m3"


def read(kind: Any, value: Any) -> Any:
    return TypeAdapter(kind).validate_python(value)


@pytest.mark.parametrize(
    ("kind", "taken", "refused"),
    [
        (Amount, "0", "-0.000001"),
        (Percentage, "100", "100.000001"),
        (Percentage, "0.00", "-1"),
        (UpToOne, "1.0", "1.01"),
        (Longitude, "-180", "-180.000001"),
        (Longitude, "180", "180.000001"),
        (Number, "-999999999999999", "-1000000000000000"),
    ],
)
def test_limits_hold_for_ordinary_texts_and_for_everything_else(kind: Any, taken: str, refused: str) -> None:
    for writing in (str, Decimal, " {} ".format, "{}e0".format):
        assert read(kind, writing(taken)) == Decimal(taken)
        with pytest.raises(ValidationError):
            read(kind, writing(refused))


@given(st.decimals(-(10**15) + 1, 10**15 - 1, allow_nan=False, allow_infinity=False, places=6))
def test_every_digit_is_kept_whichever_way_a_number_is_written(number: Decimal) -> None:
    assert str(read(Number, str(number))) == str(number)
    assert read(Number, f" {number}") == read(Number, number) == number


@pytest.mark.parametrize(
    ("value", "why"), [("-1", "不能为负数"), (Decimal(-1), "不能为负数"), ("一百", "应为数字，现为“一百”"), (1.5, "应为数字")]
)
def test_a_wrong_number_is_told_of_once(value: Any, why: str) -> None:
    with pytest.raises(ProjectError) as refused:
        project_from({"years": [{"year": 2025, "resources": {"fresh_water_10k_m3": value}}]})
    assert str(refused.value).partition("：")[2] == f"{why}；请改正。"


def test_two_wrong_numbers_are_counted_as_two() -> None:
    with pytest.raises(ProjectError, match="另有1处类似问题"):
        project_from({"years": [{"year": 2025, "resources": {"fresh_water_10k_m3": "-1"}}, {"year": 2026, "heat": {
            "purchased_fossil_gj": "x"}}]})


def test_an_entry_that_does_not_fit_is_told_of_once() -> None:
    with pytest.raises(ProjectError) as refused:
        with_value(new_project(), WATER, "-1")
    assert str(refused.value).endswith("：不能为负数；请改正。") and str(refused.value).count("；") == 1
