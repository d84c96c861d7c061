"""Degrees, minutes and seconds in the habits that are met."""

from __future__ import annotations

from decimal import Decimal as D

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zcpark_desktop.boundary.angles import degrees_minutes_seconds, parse_coordinate, unpacked

# 18 minutes and 30.5 seconds are 0.308472222... degrees
DEGREES = D("120.308472222222")


@pytest.mark.parametrize(
    "text",
    [
        "120°18′30.5″",
        "120°18'30.5\"",
        "120-18-30.5",
        "120 18 30.5",
        "120度18分30.5秒",
        "120：18：30.5",
        "１２０°18′30.5″",
        "E120°18′30.5″",
        "东经120°18′30.5″",
        "120°18′30.5″E",
        " 120° 18′ 30.5″ ",
        "120°18’30.5”",
        "120º18'30.5''",
    ],
)
def test_degrees_minutes_seconds_are_read(text: str) -> None:
    assert parse_coordinate(text) == DEGREES


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("120.448316", "120.448316"),
        ("120.448316°", "120.448316"),
        ("１２０．５", "120.5"),
        ("40512345.678", "40512345.678"),
        ("3,512,345.678", "3512345.678"),
        ("120°18.5′", "120.308333333333"),
        ("120°18′", "120.3"),
        ("-31.5", "-31.5"),
        ("西经31.5", "-31.5"),
        ("1E2", "1E2"),
    ],
)
def test_decimal_numbers_are_read(text: str, value: str) -> None:
    assert parse_coordinate(text) == D(value)


@pytest.mark.parametrize(
    "text",
    ["", "J1", "12o.3", "120°60′30″", "120°18′60″", "181°0′0″", "120.5.6", "120°18.5′30″", "1e99", "—", "锡东大道"],
)
def test_what_is_no_coordinate_is_none(text: str) -> None:
    assert parse_coordinate(text) is None


@pytest.mark.parametrize(
    ("packed", "degrees"),
    [
        ("1201830.5", "120.308472222222"),
        ("313030", "31.508333333333"),
        ("1206030", None),
        ("3512345.678", None),
        ("120.5", None),
    ],
)
def test_packed_degrees_are_taken_apart(packed: str, degrees: str | None) -> None:
    assert unpacked(D(packed)) == (None if degrees is None else D(degrees))


def test_seconds_are_rounded_and_carried() -> None:
    assert degrees_minutes_seconds(D("120.5")) == "120°30′00.0000″"
    assert degrees_minutes_seconds(D("119.99999999999")) == "120°00′00.0000″"
    assert degrees_minutes_seconds(D("-0.00001"), 1) == "0°00′00.0″"
    assert degrees_minutes_seconds(D("31.617842"), 0) == "31°37′04″"


@settings(max_examples=100, deadline=None)
@given(st.decimals(0, 179, places=10))
def test_what_is_written_is_read_again(degrees: D) -> None:
    read = parse_coordinate(degrees_minutes_seconds(degrees, 5))
    assert read is not None and abs(read - degrees) <= D("0.000005") / 3600 + D("1e-12")


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40))
def test_no_text_is_too_odd(text: str) -> None:
    parse_coordinate(text)
