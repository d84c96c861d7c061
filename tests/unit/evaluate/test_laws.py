"""Laws that every evaluation keeps, whatever the park."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from tests.cases.case import park
from zcpark_desktop.evaluate import Verdict
from zcpark_desktop.project import Project, with_value
from zcpark_desktop.project.reading import project_from
from zcpark_desktop.rules import IndicatorKind

from .parks import NAMES, consistent_parks, current, evaluated, parts, rules, values

ENDLESS = ("green_rnd_intensity", "demand_response_share", "storage_share")
"""Shares of something that the numerator is no part of."""
INTENSIVE = (
    "equivalent_kgce_per_kwh", "grid_nonfossil_percent", "measured_factor_tco2_per_gj", "factor_tco2_per_unit",
    "calorific_tce_per_unit", "emission_tco2_per_unit", "carbon_tco2_per_unit", "unit_energy", "level_1", "level_2",
    "level_3",
)
ABSOLUTE = ("innovation_platforms", "low_energy_building_area", "ccus_scale")
KINDS = (IndicatorKind.CONDITION, IndicatorKind.LIST)
COMPARED = [
    (scheme, row.indicator) for scheme in NAMES for row in rules().schemes[scheme].rows
    if rules().indicator(row.indicator).kind not in KINDS
]


def scaled(node: Any, by: int) -> Any:
    """The park with every quantity taken `by` times; how much of it there is for a unit stays."""
    if isinstance(node, BaseModel):
        changed = {
            name: value * by
            if info.json_schema_extra and "unit" in info.json_schema_extra and value is not None
            and name not in INTENSIVE
            else scaled(value, by)
            for name, info in type(node).model_fields.items()
            for value in [getattr(node, name)]
        }
        return node.model_copy(update=changed)
    return tuple(scaled(each, by) for each in node) if isinstance(node, tuple) else node


@given(consistent_parks(), st.integers(2, 1000))
def test_a_park_many_times_as_large_has_the_same_intensities_and_shares(project: Project, by: int) -> None:
    small, large = evaluated(project), evaluated(scaled(project, by))
    for scheme, indicator in COMPARED:
        if indicator not in ABSOLUTE:
            left, right = current(small, indicator, scheme), current(large, indicator, scheme)
            assert (left is None) == (right is None)
            if left is not None and right is not None:
                assert abs(left - right) <= Decimal("1e-25") * max(abs(left), 1), indicator


@given(consistent_parks())
def test_the_shares_of_consistent_data_lie_between_zero_and_one(project: Project) -> None:
    evaluation = evaluated(project)
    for scheme in NAMES:
        for row in evaluation.schemes[scheme].rows:
            value = row.current.value
            if row.row.unit == "%" and row.row.indicator not in ENDLESS and value is not None:
                assert 0 <= value <= 100 + Decimal("1e-6"), row.row.indicator


GREEN = ("direct_green_10k_kwh", "traded_green_10k_kwh", "own_pv_used_10k_kwh", "own_other_used_10k_kwh")


@given(consistent_parks(), st.sampled_from(GREEN), st.decimals(0, 1, places=3))
def test_green_power_in_place_of_grid_power_never_worsens_rows_2_4_5_and_19(
    project: Project, source: str, share: Decimal
) -> None:
    power = project.years[0].electricity
    moved = ((power.grid_10k_kwh or 0) * share).quantize(Decimal("1e-9"))
    greener = with_value(project, "years/2025/electricity/grid_10k_kwh", (power.grid_10k_kwh or 0) - moved)
    greener = with_value(greener, f"years/2025/electricity/{source}", getattr(power, source) + moved)
    before, after = evaluated(project), evaluated(greener)
    for indicator in ("carbon_per_unit_energy", "carbon_per_value_added"):
        assert current(after, indicator) <= current(before, indicator)
    for indicator in ("nonfossil_energy_share", "renewable_share"):
        assert current(after, indicator) >= current(before, indicator)


@given(consistent_parks(), st.integers(0, 10**6))
def test_more_certificates_never_worsen_rows_2_5_and_19(project: Project, more: int) -> None:
    pieces = next(row for row in project.certificates if row.id == "a").pieces
    before, after = evaluated(project), evaluated(with_value(project, "certificates/a/pieces", pieces + more))
    assert current(after, "carbon_per_unit_energy") <= current(before, "carbon_per_unit_energy")
    for indicator in ("nonfossil_energy_share", "renewable_share"):
        assert current(after, indicator) >= current(before, indicator)


@given(consistent_parks(), st.decimals(0, 10**9, places=2))
def test_captured_co2_changes_no_row_but_its_own(project: Project, captured: Decimal) -> None:
    after = evaluated(with_value(project, "years/2025/resources/ccus_t", captured))
    assert {key: value for key, value in values(after).items() if key[1] != "ccus_scale"} == {
        key: value for key, value in values(evaluated(project)).items() if key[1] != "ccus_scale"
    }


@pytest.mark.parametrize("scheme", NAMES)
def test_leaving_a_row_out_changes_no_other_row(scheme: str) -> None:
    before = values(evaluated(park()))
    for row in rules().schemes[scheme].rows:
        data = {"exempt": {"reason": "客观条件不具备", "evidence": ["proof"]}}
        after = values(evaluated(park(data, scheme, row.indicator)))
        changed = {key for key in before if before[key] != after[key]}
        allowed = rules().schemes[scheme].exemptable_classes
        horizons = ("current", "near_term", "long_term") if row.row_class in allowed else ()
        assert changed == {(scheme, row.indicator, horizon) for horizon in horizons}


@given(st.sampled_from(COMPARED), st.sampled_from([2027, 2030]), st.decimals(-1, 1, places=12))
def test_a_verdict_turns_exactly_at_the_limit(row: tuple[str, str], year: int, off: Decimal) -> None:
    scheme, indicator = row
    horizon = "near_term" if year == 2027 else "long_term"
    probe = evaluated(park({"targets": {year: 1}}, scheme, indicator))
    limit = probe.schemes[scheme].row_of(indicator).horizons[horizon].limit
    value = max(limit.printed + off, Decimal(0))
    result = evaluated(park({"targets": {year: value}}, scheme, indicator)).schemes[scheme].row_of(indicator)
    met = value >= limit.printed if limit.comparison == ">=" else value <= limit.printed
    assert result.horizons[horizon].verdict is (Verdict.MET if met else Verdict.NOT_MET)


@given(consistent_parks(), st.randoms(use_true_random=False))
def test_the_order_of_rows_is_of_no_account(project: Project, random: Any) -> None:
    def shuffled(node: Any) -> Any:
        if isinstance(node, BaseModel):
            return node.model_copy(update={name: shuffled(getattr(node, name)) for name in type(node).model_fields})
        if isinstance(node, tuple):
            rows = [shuffled(each) for each in node]
            random.shuffle(rows)
            return tuple(rows)
        return node

    assert values(evaluated(shuffled(project))) == values(evaluated(project))


@given(st.data())
def test_the_parts_that_the_parks_are_made_of_add_up(data: st.DataObject) -> None:
    whole = data.draw(st.decimals(0, 10**6, places=2))
    assert sum(data.draw(parts(whole, 5))) == whole


def test_evaluating_twice_gives_the_same() -> None:
    assert values(evaluated(park())) == values(evaluated(park()))


def test_a_park_without_data_has_no_number_and_no_verdict_but_what_is_missing() -> None:
    empty = project_from({})
    for key, (verdict, value, gap, gaps) in values(evaluated(empty)).items():
        assert value is None and gap is None, key
        assert verdict in (Verdict.MISSING, Verdict.NOT_CLAIMED), key
        assert gaps, key
