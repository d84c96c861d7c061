"""Numbers, texts and rows as they are taken in."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from zcpark_desktop.project import Project
from zcpark_desktop.project.basics import Level
from zcpark_desktop.project.enterprises import Enterprise
from zcpark_desktop.project.fields import MAX_ROWS, clean_text
from zcpark_desktop.project.years import Economy


@pytest.mark.parametrize(
    ("given", "number"),
    [
        ("1.50", "1.50"),
        (" 3 ", "3"),
        (7, "7"),
        ("-0", "-0"),
        ("1e3", "1E+3"),
        ("+2", "2"),
        (Decimal("0.1"), "0.1"),
        ("１２", "12"),
        ("0." + "1" * 20, "0." + "1" * 20),
        ("999999999999999", "999999999999999"),
    ],
)
def test_a_number_keeps_every_digit_that_was_given(given: Any, number: str) -> None:
    assert str(Economy(gdp_10k_yuan=given).gdp_10k_yuan) == number


def test_a_missing_number_is_not_zero() -> None:
    assert Economy().gdp_10k_yuan is None
    assert Economy(gdp_10k_yuan=None) != Economy(gdp_10k_yuan=0)


@pytest.mark.parametrize(
    "given",
    [
        1.5,
        True,
        "",
        "1,234",
        "12万",
        "NaN",
        "Infinity",
        Decimal("NaN"),
        Decimal("-Infinity"),
        [],
        {},
        "1e999",
        "0x10",
        "1_000",
        "--1",
        "1.2.3",
        10**15,
        "1e-99",
        "9" * 400,
    ],
)
def test_what_is_no_number_is_refused(given: Any) -> None:
    with pytest.raises(ValidationError):
        Economy(gdp_10k_yuan=given)


def test_a_quantity_is_not_negative_unless_its_declaration_says_so() -> None:
    with pytest.raises(ValidationError):
        Economy(gdp_10k_yuan=-1)
    assert Economy(industrial_value_added_current_10k_yuan=-1).industrial_value_added_current_10k_yuan == -1


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a\x0bb", "a\nb"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\x00\x07b", "ab"),
        ("a\ufffeb\uffff", "ab"),
        ("\t园", "\t园"),
        ("𠮷", "𠮷"),
    ],
)
def test_control_characters_pasted_from_word_are_taken_out(given: str, kept: str) -> None:
    assert clean_text(given) == kept


@given(st.text())
def test_a_clean_text_stays_as_it_is(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)


def test_rows_without_an_id_get_the_first_free_number() -> None:
    project = Project(enterprises=[{"name": "甲"}, {"id": "1", "name": "乙"}, {"name": "丙"}])
    assert [row.id for row in project.enterprises] == ["2", "1", "3"]


def test_rows_keep_their_ids_when_they_are_sorted() -> None:
    rows = Project(enterprises=[{"name": "甲"}, {"name": "乙"}]).enterprises
    assert [row.id for row in Project(enterprises=rows[::-1]).enterprises] == ["2", "1"]


def test_two_rows_of_the_same_name_are_refused() -> None:
    with pytest.raises(ValidationError, match="“coal”重复出现"):
        Project(years=[{"year": 2025, "energy": [{"energy": "coal"}, {"energy": "coal"}]}])


def test_a_table_has_an_end() -> None:
    row = Enterprise()
    with pytest.raises(ValidationError):
        Project(enterprises=[row] * (MAX_ROWS + 1))


def test_a_choice_is_stored_by_value_and_shown_by_label() -> None:
    assert Level("city") is Level.CITY
    assert (Level.CITY.value, Level.CITY.label) == ("city", "市级")


def test_a_project_never_changes() -> None:
    with pytest.raises(ValidationError):
        Project().title = "x"  # type: ignore[misc]
