"""What the trace prints is what was computed: every step follows from its equation, its inputs and its lines."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given

from tests.cases.case import park
from tests.cases.test_completeness import alternatives
from zcpark_desktop.evaluate import Evaluation, HorizonName, Step, conventions_of, trace
from zcpark_desktop.formulas import FORMULAS
from zcpark_desktop.project import Project

from .equations import printed, recomputed
from .parks import NAMES, consistent_parks, evaluated, rules


def steps(evaluation: Evaluation) -> dict[str, Step]:
    """All steps to all present values, each once."""
    return {
        step.name: step
        for scheme in NAMES
        for row in evaluation.schemes[scheme].rows
        for horizon in HorizonName
        for result in [row.horizons[horizon]]
        for step in trace(evaluation, result.measure, evaluation.project.period.base_year)
        if result.value is not None
    }


def check(evaluation: Evaluation) -> None:
    for step in steps(evaluation).values():
        if step.name.startswith("industrial_") and step.name.endswith("_share") and step.value == 1:
            continue  # 1 − 0 ÷ 0 where nobody uses any
        found, said = recomputed(step), printed(step)
        assert found.keys() == said.keys()
        for label, value in found.items():
            assert abs(value - said[label]) <= Fraction(1, 10**25) * max(abs(value), 1), f"{step.name} {label}"


def test_every_step_follows_from_what_it_prints() -> None:
    check(evaluated(park()))


@pytest.mark.parametrize(("convention", "choice"), alternatives(rules()))
def test_every_step_follows_from_what_it_prints_under_every_convention(convention: str, choice: str) -> None:
    check(evaluated(park({"conventions": {convention: choice}})))


def test_certificates_beyond_the_grids_power_follow_from_what_is_printed() -> None:
    data = {"conventions": {"nonfossil_scope": "with_grid_share"}, "set": {"certificates/a/pieces": 900000}}
    check(evaluated(park(data)))


@given(consistent_parks())
def test_every_step_of_any_park_follows_from_what_it_prints(project: Project) -> None:
    check(evaluated(project))


def test_all_formulas_are_traced_under_some_convention() -> None:
    seen: set[str] = set()
    both = {"nonfossil_view": "calorific", "feedstock": "with_feedstock"}
    for chosen in [{}, both, *({convention: choice} for convention, choice in alternatives(rules()))]:
        evaluation = evaluated(park({"conventions": chosen}))
        seen |= steps(evaluation).keys()
        seen |= {step.name for step in trace(evaluation, "demand_response_load_share", 2025)}
    assert set(FORMULAS) - seen == {
        "direct_green_share",  # the audit's, and no row's own
        "international_fuel_tco2",  # listed apart, in no row (附件4)
    }


def test_steps_stand_after_those_that_they_use() -> None:
    evaluation = evaluated(park())
    for scheme in NAMES:
        for row in evaluation.schemes[scheme].rows:
            known: set[str] = set()
            for step in trace(evaluation, row.current.measure, 2025):
                assert {each.name for each in step.inputs if each.kind == "formula"} <= known, step.name
                known.add(step.name)


def test_the_last_step_is_the_value_of_the_row() -> None:
    evaluation = evaluated(park())
    for scheme in NAMES:
        for row in evaluation.schemes[scheme].rows:
            found = trace(evaluation, row.current.measure, 2025)
            if found and row.current.value is not None:
                assert found[-1].value is not None
                shown = Fraction(found[-1].value) * (100 if row.row.unit == "%" else 1)
                assert abs(shown - Fraction(row.current.value)) < Fraction(1, 10**30)


def step_of(name: str, row: str, case: dict[str, object] | None = None) -> Step:
    evaluation = evaluated(park(case))
    measure = evaluation.schemes["wuxi-2025"].row_of(row).current.measure
    return {step.name: step for step in trace(evaluation, measure, 2025)}[name]


def test_a_measured_coefficient_is_printed_with_the_parks_own_source() -> None:
    measured = {"coefficients": [{"energy": "natural_gas", "emission_tco2_per_unit": 20, "source": "检测报告"}]}
    lines = {line.label: line for line in step_of("fuel_combustion_tco2", "carbon_per_unit_energy", {
        "add": measured}).lines}
    assert lines["天然气"].source == "园区实测：检测报告"
    assert lines["天然气"].certainty == "measured"
    assert lines["天然气"].cells == (Decimal(3500), Decimal(20))
    assert lines["柴油"].certainty == "secondary"


def test_a_kind_that_is_not_used_has_no_line() -> None:
    step = step_of("fuel_combustion_tco2", "carbon_per_unit_energy", {
        "add": {"years/2025/energy": [{"energy": "lpg", "fuel_industry": 0}]}})
    assert [line.label for line in step.lines] == ["天然气", "柴油"]


def test_the_default_coal_rate_names_its_source_and_a_given_one_the_parks() -> None:
    def rate(case: dict[str, object]) -> tuple[Decimal | None, str, str]:
        step = step_of("nonfossil_energy_equivalent_tce", "nonfossil_energy_share", case)
        found = next(each for each in step.inputs if each.name == "electricity_equivalent_coefficient")
        return found.value, found.source, found.certainty

    value, source, certainty = rate({})
    assert (value, certainty) == (Decimal("3.024"), "secondary")
    assert source
    given = {"years/2025/electricity/equivalent_kgce_per_kwh": Decimal("0.3"),
             "years/2025/electricity/equivalent_source": "统计局通知"}
    assert rate({"set": given}) == (Decimal("3.0"), "统计局通知", "measured")


def test_a_row_names_the_conventions_that_it_rests_on() -> None:
    evaluation = evaluated(park())

    def named(row: str) -> set[str]:
        return set(conventions_of(evaluation, evaluation.schemes["wuxi-2025"].row_of(row).current.measure, 2025))

    assert named("carbon_per_unit_energy") == {
        "ordinary_power_factor", "fuel_factor_set", "electricity_equivalent", "feedstock"}
    assert named("energy_per_value_added") == {"feedstock", "value_added_price"}
    assert named("carbon_per_value_added") == {
        "ordinary_power_factor", "industrial_power_factor", "fuel_factor_set", "value_added_price"}
    assert named("nonfossil_energy_share") == {
        "electricity_equivalent", "feedstock", "nonfossil_view", "nonfossil_scope"}
    assert named("renewable_share") == {"renewable_view"}
    assert named("water_reuse_share") == set()
