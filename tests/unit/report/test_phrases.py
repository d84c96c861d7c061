"""Grammar of the sentences that are made from data."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from zcpark_desktop.report.phrases import clauses, main_part, runs, some, span, with_change, year_span


def test_a_value_without_a_year_before_is_told_alone() -> None:
    assert with_change("碳排放量", "吨", (2024, 2025), (None, D("12.345")), 2) == "碳排放量为12.35吨"


@pytest.mark.parametrize(("old", "new", "sentence"), [
    ("100", "110", "碳排放量为110.00吨，比2024年增长10.00%"), ("100", "90", "碳排放量为90.00吨，比2024年下降10.00%"),
    ("100", "100.0", "碳排放量为100.00吨，与2024年持平"), ("100", "100.001", "碳排放量为100.00吨，与2024年基本持平"),
    ("0", "5", "碳排放量为5.00吨，2024年为零"), ("5", "0", "碳排放量为0.00吨，比2024年下降100.00%"),
    ("0", "0", "碳排放量为0.00吨，与2024年持平"), ("-3", "-5", "碳排放量为-5.00吨，比2024年减少")])
def test_a_value_is_told_with_how_it_moved(old: str, new: str, sentence: str) -> None:
    assert with_change("碳排放量", "吨", (2024, 2025), (D(old), D(new)), 2) == sentence


def test_where_the_year_before_is_missing_the_last_known_year_stands_in() -> None:
    assert with_change("碳排放量", "吨", (2023, 2024, 2025), (D(8), None, D(4)), 2) == "碳排放量为4.00吨，比2023年下降50.00%"


def parts(**values: str) -> dict[str, D]:
    return {name: D(value) for name, value in values.items()}


@pytest.mark.parametrize(("old", "new", "sentence"), [
    (parts(电力="10", 热力="5"), parts(电力="16", 热力="6"), "电力增加6.00吨，是总量上升的主要部分。"),
    (parts(电力="10", 热力="5"), parts(电力="4", 热力="6"), "电力减少6.00吨，是总量下降的主要部分。"),
    (parts(电力="10", 热力="5"), parts(电力="10", 热力="8"), "热力增加3.00吨，是总量上升的主要部分。"),
    (parts(煤="6", 热力="5"), parts(热力="5"), "煤减少6.00吨，是总量下降的主要部分。"),
    (parts(电力="10", 热力="5"), parts(电力="12", 热力="3"), ""),
    (parts(电力="10", 热力="5", 煤="5"), parts(电力="14", 热力="8", 煤="8"), ""),
    (parts(电力="10"), parts(电力="14"), ""),
])
def test_the_main_part_of_a_change_is_named_only_where_one_makes_half_of_it(
    old: dict[str, D], new: dict[str, D], sentence: str
) -> None:
    assert main_part(old, new, "吨") == sentence


def test_of_many_names_the_first_stand_for_all() -> None:
    assert some(["甲", "乙"], most=2) == "甲、乙"
    assert some(["甲", "乙", "丙"], "家", most=2) == "甲、乙等3家"


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
