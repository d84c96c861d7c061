"""Grammar of the sentences that are made from data."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from zcpark_desktop.report.phrases import clauses, compared, runs, span, with_change, year_span


@pytest.mark.parametrize(("old", "new", "sentence"), [
    ("100", "110", "比2024年增长10.00%"), ("100", "90", "比2024年下降10.00%"), ("100", "100.0", "与2024年持平"),
    ("0", "5", "比2024年增加"), ("-3", "-5", "比2024年减少"), ("5", "0", "比2024年下降100.00%"),
])
def test_a_change_is_told_as_it_was(old: str, new: str, sentence: str) -> None:
    assert compared(2024, D(old), D(new)) == sentence


def test_a_value_without_a_year_before_is_told_alone() -> None:
    assert with_change("碳排放量", "吨", (2024, 2025), (None, D("12.345")), 2) == "碳排放量为12.35吨"


def test_no_value_makes_no_sentence() -> None:
    assert with_change("碳排放量", "吨", (2024, 2025), (D(1), None), 2) == ""
    assert clauses(["", ""]) == ""


def test_an_entered_value_keeps_its_digits() -> None:
    assert with_change("产值", "万元", (2024, 2025), (D("10.0"), D("11.0"))) == "产值为11.0万元，比2024年增长10.00%"


@pytest.mark.parametrize(("first", "last", "shown"), [
    (2026, 2028, "2026—2028年"), (2026, 2026, "2026年"), (None, 2028, "2028年底前"), (2026, None, "2026年起"),
    (None, None, "")])
def test_a_span_of_years_is_told_as_far_as_it_is_known(first: int | None, last: int | None, shown: str) -> None:
    assert span(first, last) == shown


@pytest.mark.parametrize(("years", "shown"),
                         [((2022, 2023, 2024), "2022—2024年"), ((2022, 2024), "2022年、2024年"), ((2025,), "2025年"),
                          ((), "")])
def test_years_that_follow_each_other_are_a_span(years: tuple[int, ...], shown: str) -> None:
    assert year_span(years) == shown


@pytest.mark.parametrize(("numbers", "shown"), [([3, 1, 2, 5], "1—3、5"), ([1, 2], "1、2"), ([7], "7"), ([], "")])
def test_three_numbers_in_a_row_are_a_span(numbers: list[int], shown: str) -> None:
    assert runs(numbers) == shown
