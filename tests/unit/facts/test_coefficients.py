"""Where a coefficient comes from: the park's own measurement, the rules, or nowhere."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.cases.case import park
from tests.unit.evaluate.parks import rules
from zcpark_desktop.facts import FACTS, Missing, View
from zcpark_desktop.facts.coefficients import (
    calorific,
    carbon,
    combustion,
    equivalent,
    heat_factor_source,
    process_factor_source,
    process_name,
)


def view(case: dict[str, Any] | None = None, year: int = 2025) -> View:
    return View(park(case), rules(), year, "guide_24_sectors")


def measured(**values: Any) -> dict[str, Any]:
    return {"add": {"coefficients": [{"source": "检测报告", **values}]}}


GAS = "natural_gas"


def test_the_rules_give_what_the_park_did_not_measure() -> None:
    kind = rules().energy_type(GAS)
    found = calorific(view(), kind)
    assert found is not None
    assert (found.value, found.unit, found.certainty) == (Decimal("13.3"), "吨标准煤/万立方米", "secondary")


def test_a_measurement_replaces_only_what_was_measured() -> None:
    kind = rules().energy_type(GAS)
    seen = view(measured(energy=GAS, calorific_tce_per_unit="12.1"))
    found, burnt = calorific(seen, kind), combustion(seen, kind)
    assert found is not None and burnt is not None
    assert (found.value, found.source, found.certainty) == (Decimal("12.1"), "园区实测：检测报告", "measured")
    assert (burnt.value, burnt.certainty) == (Decimal("21.6219"), "secondary")


def test_a_measurement_without_a_source_says_so() -> None:
    found = calorific(
        view({"add": {"coefficients": [{"energy": GAS, "calorific_tce_per_unit": 12}]}}), rules().energy_type(GAS)
    )
    assert found is not None
    assert found.source == "园区实测：未注明来源"


def test_all_carbon_counts_in_conversion_and_the_oxidised_part_in_burning() -> None:
    kind = rules().energy_type("coke")
    burnt, all_carbon = combustion(view(), kind), carbon(view(), kind)
    assert burnt is not None and all_carbon is not None
    # 28.446 × 0.02940 × 44/12 = 3.06647880, of which 93 % are 2.85182528
    assert all_carbon.value == Decimal("3.0664788")
    assert burnt.value == Decimal("2.8518")


@pytest.mark.parametrize("energy", ["coal_gangue", "lubricant", "electricity", "heat", "biomass", "waste_heat"])
def test_a_kind_without_a_known_factor_has_none(energy: str) -> None:
    assert combustion(view(), rules().energy_type(energy)) is None
    assert carbon(view(), rules().energy_type(energy)) is None


def test_power_has_two_values_and_other_kinds_have_one() -> None:
    power, coke = rules().energy_type("electricity"), rules().energy_type("coke")
    values = [read(view(), power) for read in (calorific, equivalent)]
    assert [found and found.value for found in values] == [Decimal("1.229"), Decimal("3.024")]
    assert equivalent(view(), coke) == calorific(view(), coke)


def test_fossil_heat_has_0_11_unless_it_was_measured() -> None:
    assert heat_factor_source(view()).value == Decimal("0.11")
    given = {"years/2025/heat/measured_factor_tco2_per_gj": 0, "years/2025/heat/measured_factor_source": "供热单位"}
    found = heat_factor_source(view({"set": given}))
    assert (found.value, found.source) == (0, "园区实测：供热单位")  # a zero that was entered is a zero


def test_a_process_product_has_the_parks_factor_or_the_rules() -> None:
    assert process_factor_source(view(), "none") is None
    assert process_name(view(), "none") == "none"
    found = process_factor_source(view(), "lime")
    assert found is not None
    assert (found.value, process_name(view(), "lime")) == (Decimal("0.683"), "石灰")
    own = process_factor_source(view({"set": {"years/2025/process/lime/factor_tco2_per_unit": "0.7"}}), "lime")
    assert own is not None
    assert (own.value, own.source) == (Decimal("0.7"), "园区填报，未注明来源")


def test_output_and_factor_of_a_process_product_are_not_confused() -> None:
    assert FACTS["process_products"].read(view()) == {"lime": 10000}
    assert FACTS["process_factors"].read(view()) == {"lime": Decimal("0.683")}
    blank = view({"blank": ["years/2025/process/lime/output"]})
    gaps = FACTS["process_products"].read(blank)
    assert isinstance(gaps, Missing)
    assert [gap.address for gap in gaps.gaps] == ["years/2025/process/lime/output"]
    assert FACTS["process_factors"].read(blank) == {"lime": Decimal("0.683")}


@pytest.mark.parametrize(("product", "name"), [("crude_steel", "粗钢"), ("cheese", "cheese"), ("", "第lime行")])
def test_a_process_product_without_a_factor_is_a_gap_under_its_name(product: str, name: str) -> None:
    gaps = FACTS["process_factors"].read(view({"set": {"years/2025/process/lime/product": product}}))
    assert isinstance(gaps, Missing)
    assert [(gap.sentence, gap.address) for gap in gaps.gaps] == [
        (f"2025年工业过程产品“{name}”的排放因子", "years/2025/process/lime/factor_tco2_per_unit")
    ]


def test_a_year_without_a_record_has_no_fact_but_a_gap_that_names_the_year() -> None:
    seen = view(year=2019)
    for name, fact in FACTS.items():
        result = fact.read(seen)
        if isinstance(result, Missing):
            assert result.gaps and all(gap.sentence and gap.address for gap in result.gaps)
        else:
            assert name in WITHOUT_RECORD, name


WITHOUT_RECORD = {
    # coefficients of no kinds, or of the rules alone
    "calorific_coefficients",
    "equivalent_coefficients",
    "fuel_factors",
    "carbon_factors",
    "feedstock_calorific_coefficients",
    "feedstock_equivalent_coefficients",
    "electricity_calorific_coefficient",
    "electricity_equivalent_coefficient",
    "heat_coefficient",
    "heat_factor",
    "days_of_year",
    # lists whose rows carry their own years
    "certificates_10k_kwh",
    "new_building_area_m2",
    "new_two_star_area_m2",
    "new_buildings",
    "new_two_star_buildings",
    "low_energy_building_area",
    "usable_roof_m2",
    "covered_roof_m2",
    "storage_mwh",
    "demand_response_mwh_per_day",
    "demand_response_mw",
    "innovation_platforms",
}


@pytest.mark.parametrize(("year", "days"), [(2023, 365), (2024, 366), (2025, 365), (2028, 366), (2100, 365)])
def test_a_year_has_its_days(year: int, days: int) -> None:
    assert FACTS["days_of_year"].read(view(year=year)) == days


@pytest.mark.parametrize(
    ("coefficients", "place"),
    [
        ([], "coefficients"),
        ([{"energy": "naphtha", "source": "检测报告"}], "coefficients/naphtha/calorific_tce_per_unit"),
    ],
)
def test_a_lacking_coefficient_leads_to_the_table_of_measured_ones(coefficients: Any, place: str) -> None:
    energy = [{"energy": "naphtha", "purchased": 5, "fuel_industry": 5}]
    found = FACTS["calorific_coefficients"].read(
        view({"set": {"years/2025/energy": energy, "coefficients": coefficients}})
    )
    assert isinstance(found, Missing)
    assert [gap.address for gap in found.gaps] == [place]
