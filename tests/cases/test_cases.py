"""Every hand-worked case comes out as it was worked out."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from zcpark_desktop.evaluate import HorizonName, HorizonResult, evaluate, load_rules
from zcpark_desktop.rules import Rules

from .case import Case, all_cases, park
from .working import rounded, worked_out

DIGITS = Fraction(1, 10**28)
"""Quotients carry 34 digits; a sum of quotients is exact to far more than 28."""


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load_rules()


def close(found: Decimal | None, exact: Fraction) -> bool:
    return found is not None and abs(Fraction(found) - exact) <= DIGITS * max(abs(exact), 1)


def exact_value(expected: dict[str, Any]) -> Fraction | None:
    """The value that the case states, checked against its own working."""
    if "value" not in expected:
        return None
    value = Decimal(expected["value"])
    if "working" not in expected:
        return Fraction(value)
    exact = worked_out(expected["working"])
    assert rounded(exact, value) == value, f"the working gives {float(exact)}, and not {value}"
    return exact


def check_limit(result: HorizonResult, expected: dict[str, Any], value: Fraction | None) -> None:
    sign, printed = expected["limit"][0], Decimal(expected["limit"][1:])
    assert result.limit is not None
    assert (result.limit.comparison, result.limit.printed) == ({"≥": ">=", "≤": "<="}[sign], printed)
    if expected["verdict"] in ("met", "not_met"):
        assert value is not None and result.gap is not None
        gap = Fraction(printed) - value if sign == "≥" else value - Fraction(printed)
        assert (gap <= 0) == (expected["verdict"] == "met"), "the case's verdict contradicts its own value"
        assert close(result.gap, gap)
        if gap == 0:
            assert result.gap == 0, "exactly at the limit"


def check_horizon(result: HorizonResult, expected: dict[str, Any]) -> None:
    value = exact_value(expected)
    found = result.value if result.value is None else format(result.value, "f")
    assert result.verdict.value == expected["verdict"], f"value {found}, lacking {result.gaps}"
    if value is None:
        assert result.value is None or expected["verdict"] in ("exempt", "not_claimed")
    else:
        assert close(result.value, value), f"{found} instead of {float(value)}"
    if "limit" in expected:
        check_limit(result, expected, value)
    else:
        assert value is None or expected["verdict"] not in ("met", "not_met") or result.limit.printed is None
    assert result.planned is expected.get("planned", False)
    if expected["verdict"] == "missing":
        assert {gap.address for gap in result.gaps} == set(expected["missing"])
        for gap in result.gaps:
            assert expected["missing"][gap.address] in gap.sentence
    assert expected.get("text", "") in result.text
    assert expected.get("reason", "") in result.reason


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.id)
def test_case(case: Case, rules: Rules) -> None:
    evaluation = evaluate(park(case.data, case.scheme, case.indicator), rules)
    row = evaluation.schemes[case.scheme].row_of(case.indicator)
    assert row is not None and row.row.number == case.row
    for name, working in case.data.get("numbers", {}).items():
        found = evaluation.number(name)
        assert close(found, worked_out(working)), f"{name} is {found} instead of {float(worked_out(working))}"
    for horizon, expected in case.expected.items():
        check_horizon(row.horizons[HorizonName(horizon)], expected)
