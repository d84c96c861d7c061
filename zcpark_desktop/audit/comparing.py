"""Two values of one quantity held against each other: slips of a unit, and jumps."""

from __future__ import annotations

from decimal import Decimal

from ..wording import entered, number

SLIPS = (1000, 10_000)
"""Kilo for mega, yuan for 10,000 yuan, kWh for 10,000 kWh: what a wrong unit multiplies a value by."""


def slip(old: Decimal | int | None, new: Decimal | int | None) -> int | None:
    """The factor of a wrong unit that parts the two values, within half and double of it; None where there is none."""
    if not old or not new or old < 0 or new < 0:
        return None
    larger, smaller = (new, old) if new > old else (old, new)
    return next((factor for factor in SLIPS if smaller * factor <= larger * 2 and larger <= smaller * factor * 2), None)


def goes_back(before: Decimal | int | None, old: Decimal | int | None, new: Decimal | int | None) -> bool:
    """Whether `new` is back where `before` was, within half and double: the value between stands alone."""
    if not before or not old or not new or min(before, old, new) < 0:
        return False
    return (new < old) == (before < old) and max(before, new) <= 2 * min(before, new)


def jumps(old: Decimal | int | None, new: Decimal | int | None, times: int) -> bool:
    """Whether one of the two values is at least `times` the other; zero and missing values tell nothing."""
    if not old or not new or old < 0 or new < 0:
        return False
    larger, smaller = (new, old) if new > old else (old, new)
    return larger >= smaller * times


def ratio(old: Decimal | int, new: Decimal | int) -> str:
    """“是上年的3.5倍”, or “是上年的1/1,000左右” for a fall."""
    if new >= old:
        return f"是上年的{times(Decimal(new) / Decimal(old))}倍"
    return f"仅为上年的1/{times(Decimal(old) / Decimal(new))}"


def times(value: Decimal) -> str:
    """How many times, with a decimal only where it tells something: 3.5, but 500."""
    return number(value, 0 if value >= 10 or value == value.to_integral_value() else 1)


def both(year: int, title: str, unit: str, old: Decimal | int, new: Decimal | int) -> str:
    """“2025年工业总产值358万元，上年3,339万元，仅为上年的1/9.3”."""
    return f"{year}年{title}{entered(new)}{unit}，上年{entered(old)}{unit}，{ratio(old, new)}"
