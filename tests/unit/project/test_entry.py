"""Text as people type and paste it, and the values that it stands for."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zcpark_desktop.project.basics import Level, ParkRank
from zcpark_desktop.project.declared import declared
from zcpark_desktop.project.entry import EntryError, parse, raw, shown

MONEY = declared("years/2025/economy/gdp_10k_yuan")
VALUE_ADDED = declared("years/2025/economy/industrial_value_added_current_10k_yuan")
PERCENT = declared("years/2025/electricity/grid_nonfossil_percent")
PEOPLE = declared("years/2025/economy/employees")
YEAR = declared("buildings/1/completed_in")
BASE_YEAR = declared("period/base_year")
DAY = declared("basics/established_on")
FLAG = declared("enterprises/1/green_factory/value")
COUNTED = declared("enterprises/1/counted_in")
RANK = declared("basics/rank")
NAME = declared("basics/name")
EVIDENCE = declared("boundary/evidence")
ENERGY = declared("coefficients/1/energy")


def test_a_list_may_hold_texts_with_separators_in_them() -> None:
    indicators = declared("evidence/1/indicators")
    offered = {"a": "绿色工厂、绿色供应链企业占比", "b": "绿色工厂", "c": "园区 新能源"}
    for value in [("a",), ("b", "a"), ("a", "c", "b"), ("c",)]:
        assert parse(raw(value, indicators, offered), indicators, offered) == value
    with pytest.raises(EntryError, match="没有编号“绿色供应链”"):
        parse("绿色工厂、绿色供应链", indicators, offered)


@pytest.mark.parametrize(("text", "value"), [
    ("1234.5", "1234.5"), ("1,234.5", "1234.5"), ("１２３４．５", "1234.5"), ("1，234.5", "1234.5"),
    (" 1 234 567 ", "1234567"), ("0", "0"), ("1.50", "1.50"), ("250万元", "250"), ("1.2E+05", "120000"), (".5", "0.5"),
])
def test_numbers_are_taken_as_people_write_them(text, value):
    assert parse(text, MONEY) == Decimal(value)


def test_no_digit_is_lost():
    assert raw(parse("0.1234567890123456789", MONEY), MONEY) == "0.1234567890123456789"
    assert shown(parse("1234567.890", MONEY), MONEY) == "1,234,567.890"


def test_a_minus_sign_of_any_kind_is_a_minus():
    assert parse("−12", VALUE_ADDED) == parse("-12", VALUE_ADDED) == Decimal(-12)
    assert shown(Decimal(-1200), VALUE_ADDED) == "−1,200"


@pytest.mark.parametrize("text", ["", "  ", "—", "-", "/"])
def test_blank_and_dash_are_missing_and_not_zero(text):
    assert parse(text, MONEY) is None


@pytest.mark.parametrize(("text", "why"), [
    ("约100", "应为数字"), ("12.5%", "不能填写百分数"), ("1,23", "千位分隔符"), ("12,34,567", "千位分隔符"),
    ("-1", "不能为负数"), ("#DIV/0!", "出错标记"), ("1e99", "过大"), ("NaN", "应为数字"), ("1000000000000000", "过大"),
])
def test_what_is_no_number_is_refused_with_the_reason(text, why):
    with pytest.raises(EntryError, match=why):
        parse(text, MONEY)


def test_a_percent_sign_is_the_unit_where_the_unit_is_percent():
    assert parse("12.5%", PERCENT) == parse("12.5", PERCENT) == Decimal("12.5")
    assert parse("100", PERCENT) == 100
    with pytest.raises(EntryError, match="不能大于100"):
        parse("100.01", PERCENT)


def test_counts_and_years_are_whole():
    assert parse("12.0", PEOPLE) == 12
    assert parse("2025年", YEAR) == 2025
    with pytest.raises(EntryError, match="整数"):
        parse("12.5", PEOPLE)
    with pytest.raises(EntryError, match="不能小于1990"):
        parse("25", YEAR)
    assert shown(12345, PEOPLE) == "12,345" and shown(2025, YEAR) == "2025"


def test_a_year_that_must_be_there_cannot_be_blank():
    with pytest.raises(EntryError, match="不能为空"):
        parse("", BASE_YEAR)


@pytest.mark.parametrize("text", ["2025-01-31", "2025/1/31", "2025.1.31", "2025年1月31日", "20250131", "２０２５-０１-３１"])
def test_dates_are_taken_as_people_write_them(text):
    assert parse(text, DAY) == date(2025, 1, 31)


def test_impossible_dates_are_refused():
    with pytest.raises(EntryError, match="没有.*这一天"):
        parse("2025-02-30", DAY)
    with pytest.raises(EntryError, match="应为日期"):
        parse("去年", DAY)


def test_yes_no_and_unknown_are_three_answers():
    assert [parse(text, FLAG) for text in ("是", "√", "否", "×", "")] == [True, True, False, False, None]
    with pytest.raises(EntryError, match="不能为空"):
        parse("", COUNTED)
    with pytest.raises(EntryError, match="“是”或“否”"):
        parse("也许", FLAG)


def test_choices_go_by_label_and_name_what_there_is():
    assert parse("省级", RANK) is ParkRank.PROVINCIAL
    assert parse("city", declared("basics/level_applied")) is Level.CITY
    with pytest.raises(EntryError, match="国家级、省级、市级、其他"):
        parse("县级", RANK)


def test_evidence_is_written_by_number():
    offered = {"a": "2-01", "b": "2-02"}
    assert parse("2-01、2-02", EVIDENCE, offered) == ("a", "b")
    assert parse("2-02, 2-02\n2-01", EVIDENCE, offered) == ("b", "a")
    assert raw(("a", "b"), EVIDENCE, offered) == "2-01、2-02"
    with pytest.raises(EntryError, match="没有编号“9-99”"):
        parse("9-99", EVIDENCE, offered)


def test_an_energy_kind_goes_by_name_or_id():
    offered = {"natural_gas": "天然气"}
    assert parse("天然气", ENERGY, offered) == parse("natural_gas", ENERGY, offered) == "natural_gas"
    with pytest.raises(EntryError, match="请从列表中选择"):
        parse("煤精", ENERGY, offered)


def test_texts_keep_their_lines_and_lose_control_characters():
    assert parse(" 甲\r\n乙\x0b丙\x00 ", NAME) == "甲\n乙\n丙"
    with pytest.raises(EntryError, match="最多500个字，现有501个字"):
        parse("长" * 501, NAME)


@given(st.decimals(min_value=0, max_value=10**14, places=6))
def test_what_is_shown_can_be_typed_again(value):
    assert parse(shown(value, MONEY), MONEY) == value
    assert parse(raw(value, MONEY), MONEY) == value
