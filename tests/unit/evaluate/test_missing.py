"""What is not filled in never becomes a number: everything that a value rests on is taken away, one by one."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cases.case import park
from zcpark_desktop.evaluate import Evaluation, HorizonName, Verdict, trace
from zcpark_desktop.facts import FACTS
from zcpark_desktop.facts.energy import CONVERSION_IN, CONVERSION_OUT, TERMINAL
from zcpark_desktop.formulas import FORMULAS
from zcpark_desktop.project import Project, value_at, with_value
from zcpark_desktop.project.years import EnergyRow

from .parks import NAMES, evaluated, rules

DEFAULTED = ("coefficients", "equivalent_kgce_per_kwh", "measured_factor_tco2_per_gj")
"""Places that may stay empty: the rules then give a value, and name its source."""


def present(evaluation: Evaluation, scheme: str, indicator: str) -> Any:
    return evaluation.schemes[scheme].row_of(indicator).horizons[HorizonName.CURRENT]


def addresses(evaluation: Evaluation, measure: str) -> set[str]:
    """Where the facts behind a measure are entered."""
    resolver, found, seen = evaluation.base, set(), set()

    def visit(name: str) -> None:
        name = resolver.target(name)
        if name in seen:
            return
        seen.add(name)
        if name in FACTS and name != "days_of_year":
            found.add(FACTS[name].where.format(year=2025))
        for parameter in FORMULAS[name].parameters if name in FORMULAS else ():
            visit(parameter)

    visit(measure)
    return {address for address in found if not address.endswith(DEFAULTED)}


def without(project: Project, address: str) -> Project:
    """The park with nothing at `address`; the power's row is taken out of its table."""
    if address.endswith(("energy/electricity", "energy/heat")):
        address = "years/2025/energy"
    return with_value(project, address, () if isinstance(value_at(project, address), tuple) else None)


WHOLE = evaluated(park())
ROWS = [
    (scheme, row.indicator, address)
    for scheme in NAMES
    for row in rules().schemes[scheme].rows
    if rules().indicator(row.indicator).kind.value not in ("condition", "list")
    for address in sorted(addresses(WHOLE, present(WHOLE, scheme, row.indicator).measure))
]


@pytest.mark.parametrize(("scheme", "indicator", "address"), ROWS)
def test_a_value_without_one_of_its_sources_is_missing_and_names_it(scheme: str, indicator: str, address: str) -> None:
    result = present(evaluated(without(park(), address)), scheme, indicator)
    assert result.verdict is Verdict.MISSING
    assert result.value is None and result.gap is None
    place = address.removesuffix("/electricity").removesuffix("/heat") if "/energy/" in address else address
    assert any(gap.address.startswith(place) for gap in result.gaps), result.gaps
    assert all(gap.sentence for gap in result.gaps)


def test_every_row_with_a_number_rests_on_something() -> None:
    assert {(scheme, indicator) for scheme, indicator, _ in ROWS} == {
        (scheme, row.indicator)
        for scheme in NAMES
        for row in rules().schemes[scheme].rows
        if rules().indicator(row.indicator).kind.value not in ("condition", "list")
    }


FLOWS = (*TERMINAL, *CONVERSION_IN, *CONVERSION_OUT, "recovered", "losses", "feedstock")


def filled() -> Project:
    """The cases' park with every blank of its energy balance filled in as zero, and none taken for zero."""
    project = with_value(park(), "years/2025/energy_blanks_are_zero", False)
    for row in project.years[0].energy:
        for flow in FLOWS:
            if getattr(row, flow) is None:
                project = with_value(project, f"years/2025/energy/{row.key}/{flow}", 0)
    return project


KINDS = [row.key for row in park().years[0].energy]


@pytest.mark.parametrize("flow", FLOWS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_blank_cell_of_the_balance_is_no_zero(kind: str, flow: str) -> None:
    address = f"years/2025/energy/{kind}/{flow}"
    full, blank = evaluated(filled()), evaluated(with_value(filled(), address, None))
    touched = 0
    for scheme in NAMES:
        for row in rules().schemes[scheme].rows:
            before, after = present(full, scheme, row.indicator), present(blank, scheme, row.indicator)
            if before.value != after.value:
                touched += 1
                assert after.verdict is Verdict.MISSING and after.value is None
                assert [gap.address for gap in after.gaps] == [address]
    asked = flow != "feedstock"  # feedstock is left out of consumption by the default convention
    assert (touched > 0) == asked


def test_a_balance_that_is_filled_in_with_zeros_gives_what_declared_zeros_give() -> None:
    declared, entered = evaluated(park()), evaluated(filled())
    for scheme in NAMES:
        for row in rules().schemes[scheme].rows:
            left, right = (present(each, scheme, row.indicator) for each in (declared, entered))
            assert left.value == right.value


def test_supply_and_international_transport_are_not_asked_for() -> None:
    others = set(EnergyRow.model_fields) - {*FLOWS, "id", "energy", "evidence"}
    assert others == {
        "opening_stock", "purchased", "own_production", "sent_out", "closing_stock", "international_transport"
    }


def test_what_is_missing_stands_in_the_trace_as_a_step_without_value() -> None:
    evaluation = evaluated(without(park(), "years/2025/resources/fresh_water_10k_m3"))
    (step,) = trace(evaluation, "water_reuse_share", 2025)
    assert step.value is None
    assert {each.name: each.value is None for each in step.inputs} == {
        "reused_water_10k_m3": False, "fresh_water_10k_m3": True}
