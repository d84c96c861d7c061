"""What a cell says becomes the text that the one parser takes."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from zcpark_desktop.excel.numbers import as_text, fits
from zcpark_desktop.project.declared import declared
from zcpark_desktop.project.entry import EntryError, parse

GDP = "years/*/economy/gdp_10k_yuan"
PERCENT = "years/*/electricity/grid_nonfossil_percent"


def value(cell: Any, address: str = GDP, *, percent: bool = False) -> Any:
    field = declared(address)
    return parse(as_text(cell, field, percent=percent), field)


@pytest.mark.parametrize(("cell", "number"), [
    ("1,234.5 ", "1234.5"),
    ("１２３４．５", "1234.5"),
    ("1 234 567", "1234567"),
    ("1.2E+5", "120000"),
    (" 1200 万元", "1200"),
    (1200, "1200"),
    (1200.0, "1200"),
    (0.1 + 0.2, "0.3"),
    (1e-7, "0.0000001"),
    (123456789012345, "123456789012345"),
    ("\u200b88\ufeff", "88"),
])  # fmt: skip
def test_a_number_is_read_however_it_is_written(cell: Any, number: str) -> None:
    assert value(cell) == Decimal(number)


@pytest.mark.parametrize("cell", [None, "", "—", "-", "——", "/", "　", "\u3000"])
def test_a_dash_or_a_blank_is_no_number_and_not_zero(cell: Any) -> None:
    assert value(cell) is None


def test_a_percentage_is_taken_where_the_unit_is_percent() -> None:
    assert value("12.5%", PERCENT) == Decimal("12.5")
    assert value(0.125, PERCENT, percent=True) == Decimal("12.5")
    assert value(12.5, PERCENT) == Decimal("12.5")


@pytest.mark.parametrize(("cell", "percent"), [("12.5%", False), (0.125, True)])
def test_a_percentage_is_refused_where_the_unit_is_another(cell: Any, percent: bool) -> None:
    with pytest.raises(EntryError, match="百分数"):
        value(cell, percent=percent)


def test_a_year_may_be_written_with_its_word() -> None:
    assert value("2025年", "roofs/*/connected_in") == 2025


@pytest.mark.parametrize(("cell", "why"), [
    ("1200 吨", "应为数字"),
    ("12,34", "千位分隔符"),
    ("约1200", "应为数字"),
    ("#DIV/0!", "出错标记"),
    (datetime(2025, 1, 1), "日期"),
    (float("inf"), "有限"),
    (True, "应为数字"),
])  # fmt: skip
def test_what_is_no_number_is_refused_with_a_sentence(cell: Any, why: str) -> None:
    with pytest.raises(EntryError, match=why):
        value(cell)


@pytest.mark.parametrize("cell", [913202145385231022, 9.13202145385231e17, 91320214])
def test_a_credit_code_kept_as_a_number_is_an_error(cell: Any) -> None:
    with pytest.raises(EntryError, match="存成了数字"):
        value(cell, "enterprises/*/credit_code")


def test_a_short_code_kept_as_a_number_is_its_digits() -> None:
    assert value(3562, "enterprises/*/industry_code") == "3562"
    assert value(13912345678.0, "basics/contact/mobile") == "13912345678"


def test_a_long_number_in_a_text_has_lost_digits() -> None:
    with pytest.raises(EntryError, match="15位"):
        value(1234567890123456, "certificates/*/number")


def test_an_error_is_no_text_either() -> None:
    with pytest.raises(EntryError, match="出错标记"):
        value("#N/A", "enterprises/*/name")


@pytest.mark.parametrize(("number", "kept"), [
    ("123456789012345", True), ("0.1", True), ("1234567890123456", False), ("0.1234567890123456", False),
    ("1E+15", False),
])  # fmt: skip
def test_a_number_with_more_digits_than_a_spreadsheet_keeps_is_known(number: str, kept: bool) -> None:
    assert fits(Decimal(number)) is kept
