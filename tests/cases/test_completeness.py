"""Nothing is left without a case: rows, each side of each limit, what is lacking, every reading of a convention."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import pytest

from zcpark_desktop.evaluate import HorizonName, conventions_of, evaluate, load_rules
from zcpark_desktop.rules import IndicatorKind, Row, Rules

from .case import HERE, SCHEMES, Case, all_cases, park
from .working import worked_out

RULES = load_rules()
ROWS = [(scheme, row) for scheme in SCHEMES for row in RULES.schemes[scheme].rows]
KINDS = (IndicatorKind.CONDITION, IndicatorKind.LIST)
NUMERIC = [(scheme, row) for scheme, row in ROWS if RULES.indicator(row.indicator).kind not in KINDS]


def row_id(value: object) -> str:
    return value.indicator if isinstance(value, Row) else str(value)


def cases_of(scheme: str, row: Row) -> list[Case]:
    return [case for case in all_cases() if (case.scheme, case.indicator) == (scheme, row.indicator)]


def limits_met_and_missed(cases: list[Case]) -> Iterator[tuple[str, str, str]]:
    """(limit, verdict, at|off) of each value that some case holds against a limit."""
    for case in cases:
        for expected in case.expected.values():
            if expected["verdict"] in ("met", "not_met"):
                value = worked_out(expected["working"]) if "working" in expected else Fraction(expected["value"])
                exactly = value == Fraction(Decimal(expected["limit"][1:]))
                yield expected["limit"], expected["verdict"], "at" if exactly else "off"


def printed_limits(row: Row) -> set[str]:
    sign = "≥" if row.comparison == ">=" else "≤"
    found = set()
    for goal in (row.target, row.near_term, row.long_term):
        if goal is not None:
            numbers = [tier.limit for tier in goal.tiers] if goal.tiers else [goal.limit]
            found |= {f"{sign}{number.normalize():f}" for number in numbers}
    return found


def test_the_schemes_of_the_cases_are_those_that_ship() -> None:
    assert set(SCHEMES) == set(RULES.schemes)


def test_every_row_has_a_case_file_and_every_file_a_row() -> None:
    files = {(path.parent.name, path.stem) for path in HERE.glob("*/*.toml")}
    assert files == {(scheme, row.indicator) for scheme, row in ROWS}


@pytest.mark.parametrize(("scheme", "row"), ROWS, ids=row_id)
def test_a_row_has_five_cases_or_more_each_with_a_name_of_its_own(scheme: str, row: Row) -> None:
    names = [case.data["name"] for case in cases_of(scheme, row)]
    assert len(names) >= 5
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(("scheme", "row"), NUMERIC, ids=row_id)
def test_every_limit_is_met_exactly_and_missed_and_bettered(scheme: str, row: Row) -> None:
    covered = set(limits_met_and_missed(cases_of(scheme, row)))
    wanted = {
        (limit, *side)
        for limit in printed_limits(row)
        for side in (("met", "at"), ("met", "off"), ("not_met", "off"))
    }
    assert wanted - covered == set()


@pytest.mark.parametrize(("scheme", "row"), ROWS, ids=row_id)
def test_a_row_has_a_case_of_lacking_data(scheme: str, row: Row) -> None:
    assert any(
        expected["verdict"] == "missing" and "targets" not in expected["missing"]
        for case in cases_of(scheme, row)
        for expected in case.expected.values()
    )


@pytest.mark.parametrize(("scheme", "row"), ROWS, ids=row_id)
def test_a_row_has_a_case_of_exemption_or_claim(scheme: str, row: Row) -> None:
    assert any("exempt" in case.data or case.data.get("claimed") is False for case in cases_of(scheme, row))


def alternatives(rules: Rules) -> list[tuple[str, str]]:
    """Every reading that is not the default one."""
    found = []
    for convention in rules.conventions.values():
        if convention.alternatives_from == "fuel_sets":
            choices = list(rules.fuel_sets)
        else:
            choices = [alternative.id for alternative in convention.alternatives]
        found += [(convention.id, choice) for choice in choices if choice != convention.default]
    return found


@pytest.mark.parametrize(("convention", "choice"), alternatives(RULES))
def test_every_alternative_of_a_convention_has_a_case_in_a_row_that_rests_on_it(convention: str, choice: str) -> None:
    for case in all_cases():
        if case.data.get("conventions", {}).get(convention) == choice:
            evaluation = evaluate(park(case.data, case.scheme, case.indicator), RULES)
            result = evaluation.schemes[case.scheme].row_of(case.indicator).horizons[HorizonName.CURRENT]
            if convention in conventions_of(evaluation, result.measure, result.year):
                return
    pytest.fail(f"no case chooses {choice} of {convention} where it matters")


def test_all_rows_of_the_base_park_compute() -> None:
    evaluation = evaluate(park(), RULES)
    verdicts = {
        (scheme, row.row.indicator): row.current.verdict.value
        for scheme, result in evaluation.schemes.items()
        for row in result.rows
    }
    assert {key: verdict for key, verdict in verdicts.items() if verdict not in ("met", "not_met")} == {}
