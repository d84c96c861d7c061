"""Each rule on the park's years, power, certificates and results notices what it should, and no more."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.audit.parks import Pair, more, noticed, of_year, with_year

ECONOMY, POWER, HEAT, RESOURCES = (
    "years/2025/economy/",
    "years/2025/electricity/",
    "years/2025/heat/",
    "years/2025/resources/",
)
GAS = "years/2025/energy/natural_gas/"
CERTIFICATE = "certificates/g/"


def measured(kind: str, heat: str | None, **more: Any) -> dict[str, Any]:
    """A measured coefficient, with its paper."""
    row = {"energy": kind, "calorific_tce_per_unit": heat, "source": "检测报告", "evidence": ["p"], **more}
    return {"coefficients": [row]}


def lime(before: int, now: int) -> dict[str, Any]:
    """Lime made in 2024 and 2025, in tonnes."""
    return {
        of_year("process", year): [{"id": "1", "product": "lime", "output": output, "evidence": ["p"]}]
        for year, output in ((2024, before), (2025, now))
    }


YEARLY = [
    # a five-hundredth is within half of a thousandth; three times as much is a jump
    Pair("unit.economy", {ECONOMY + "gdp_10k_yuan": 240}, {ECONOMY + "gdp_10k_yuan": 241}, "疑为单位错用1,000倍"),
    Pair(
        "jump.economy",
        {ECONOMY + "gdp_10k_yuan": 40000},
        {ECONOMY + "gdp_10k_yuan": 40001},
        "2025年地区生产总值40,000万元，上年120,000万元，仅为上年的1/3；",
    ),
    Pair("unit.energy", {GAS + "fuel_industry": "0.2"}, {GAS + "fuel_industry": "0.21"}, "天然气消费量"),
    Pair("jump.energy", {GAS + "fuel_industry": 300}, {GAS + "fuel_industry": "299.99"}, "是上年的3倍；"),
    Pair("unit.electricity", {POWER + "grid_10k_kwh": "1.6"}, {POWER + "grid_10k_kwh": "1.61"}),
    # 300 + 800 + 60 + 40 + 10 = 1,210; 5 % is 60.5. Power sold from roofs may treble: 20 of 1,030 is little
    Pair(
        "jump.electricity",
        {POWER + "direct_green_10k_kwh": 300},
        {POWER + "own_pv_sold_10k_kwh": 30},
        "绿电直供电量300",
    ),
    Pair(
        "unit.heat",
        {of_year("heat/purchased_fossil_gj", 2024): 1000, HEAT + "purchased_fossil_gj": 2},
        {of_year("heat/purchased_fossil_gj", 2024): 1000, HEAT + "purchased_fossil_gj": "2.01"},
    ),
    Pair(
        "jump.heat",
        {of_year("heat/purchased_fossil_gj", 2024): 3000, HEAT + "purchased_fossil_gj": 9000},
        {of_year("heat/purchased_fossil_gj", 2024): 3000, HEAT + "purchased_fossil_gj": 8999},
    ),
    Pair("unit.resources", {RESOURCES + "fresh_water_10k_m3": "0.2"}, {RESOURCES + "fresh_water_10k_m3": "0.21"}),
    Pair("jump.resources", {RESOURCES + "fresh_water_10k_m3": 300}, {RESOURCES + "fresh_water_10k_m3": 299}),
    Pair("unit.process", lime(10, 5000), lime(10, 4999), "产量5,000吨，上年10吨"),
    Pair("jump.process", lime(10, 30), lime(10, 29), "是上年的3倍"),
    Pair("unit.freight", {of_year("freight/rail_t"): 2}, {of_year("freight/rail_t"): "2.01"}),
    Pair("jump.freight", {of_year("freight/rail_t"): 3000}, {of_year("freight/rail_t"): 2999}),
    Pair("unit.vehicles", {of_year("vehicles/1/number"): 19990}, {of_year("vehicles/1/number"): 19989}),
    Pair("jump.vehicles", {of_year("vehicles/1/number"): 110}, {of_year("vehicles/1/number"): 109}, "120辆"),
    # 0.1 % of 10.01 is a hundredth
    Pair("yearly.stocks", {GAS + "opening_stock": "10.02"}, {GAS + "opening_stock": "10.01"}, "相差0.02万立方米"),
    Pair(
        "yearly.constant_prices",
        {ECONOMY + "constant_price_year": 2015},
        {},
        "2025年工业增加值按2015年不变价，2023年按2020年",
    ),
    Pair(
        "yearly.constant_prices",
        {ECONOMY + "constant_price_year": None},
        {ECONOMY + "constant_price_year": None, ECONOMY + "industrial_value_added_constant_10k_yuan": None},
        "没有注明",
    ),
]

THE_ECONOMY = [
    Pair(
        "economy.industrial_value_added_current_10k_yuan",
        {ECONOMY + "industrial_value_added_current_10k_yuan": "100000.01"},
        {ECONOMY + "industrial_value_added_current_10k_yuan": 100000},
        "大于工业总产值100,000万元",
    ),
    Pair("economy.tax_10k_yuan", {ECONOMY + "tax_10k_yuan": "100000.01"}, {ECONOMY + "tax_10k_yuan": 100000}),
    Pair(
        "economy.above_scale_enterprises",
        {ECONOMY + "above_scale_enterprises": 4},
        {ECONOMY + "above_scale_enterprises": 3},
    ),
    Pair("economy.gdp", {ECONOMY + "gdp_10k_yuan": "24999.99"}, {ECONOMY + "gdp_10k_yuan": 25000}),
    Pair("economy.output_a_head", {ECONOMY + "employees": 20001}, {ECONOMY + "employees": 20000}, "人均4.9998万元"),
    Pair("economy.output_a_head", {ECONOMY + "employees": 19}, {ECONOMY + "employees": 20}),
    Pair(
        "economy.enterprises_listed",
        {ECONOMY + "enterprises": 4},
        {"enterprises/c/counted_in": False},
        "填报4家，企业清单中为3家",
    ),
    Pair("economy.enterprises_listed", {"enterprises/c/inside": False}, {"enterprises/c/inside": None}),
    Pair("economy.above_scale_listed", {"enterprises/b/above_scale": False}, {"enterprises/c/above_scale": True}),
    Pair("economy.enterprises_stated", {"basics/enterprise_count": 4}, {"basics/enterprise_count": None}),
]

THE_POWER = [
    # 10,000 MWh in 365 days of 24 hours: 1.14155 MW on average
    Pair(
        "power.load_too_small",
        {POWER + "maximum_load_mw": "1.14"},
        {POWER + "maximum_load_mw": "1.15"},
        "平均负荷1.142兆瓦",
    ),
    Pair("power.load_too_large", {POWER + "maximum_load_mw": "11.42"}, {POWER + "maximum_load_mw": "11.41"}),
    Pair("power.load_year", {POWER + "maximum_load_at": "2024年8月1日"}, {POWER + "maximum_load_at": "规划测算"}),
    Pair("power.coal_rate", {POWER + "equivalent_kgce_per_kwh": "0.249"}, {POWER + "equivalent_kgce_per_kwh": "0.25"}),
    Pair("power.coal_rate", {POWER + "equivalent_kgce_per_kwh": "0.401"}, {POWER + "equivalent_kgce_per_kwh": "0.4"}),
    Pair("heat.factor", {HEAT + "measured_factor_tco2_per_gj": "0.201"}, {HEAT + "measured_factor_tco2_per_gj": "0.2"}),
    Pair(
        "heat.factor", {HEAT + "measured_factor_tco2_per_gj": "0.049"}, {HEAT + "measured_factor_tco2_per_gj": "0.05"}
    ),
    Pair(
        "source.coal_rate",
        {POWER + "equivalent_kgce_per_kwh": "0.3", POWER + "equivalent_source": " "},
        {POWER + "equivalent_kgce_per_kwh": "0.3", POWER + "equivalent_source": "市统计局"},
    ),
    Pair(
        "source.grid_nonfossil",
        {POWER + "grid_nonfossil_percent": 30},
        {POWER + "grid_nonfossil_percent": 30, POWER + "grid_nonfossil_source": "省公报"},
        "30%没有注明来源",
    ),
    Pair(
        "source.heat_factor",
        {HEAT + "measured_factor_tco2_per_gj": "0.1"},
        {HEAT + "measured_factor_tco2_per_gj": "0.1", HEAT + "measured_factor_source": "热电企业核查报告"},
    ),
    Pair(
        "source.process_factor",
        {of_year("process"): [{"product": "lime", "output": 1, "factor_tco2_per_unit": "0.7"}]},
        {of_year("process"): [{"product": "lime", "output": 1}]},
    ),
    Pair("source.measured_coefficient", {"coefficients/natural_gas/source": ""}, {}, "缺少来源；"),
    Pair("source.measured_coefficient", {"coefficients/natural_gas/evidence": []}, {}, "缺少佐证材料；"),
    # 13.3 × 1.3 = 17.29
    Pair("coefficient.impossible_heat", measured("biomass", "4.51"), measured("biomass", "4.5"), "4.51吨标准煤/吨"),
    Pair("coefficient.impossible_heat", measured("biomass", "0.049"), measured("biomass", "0.05")),
    # 13.3 tce × 9 = 119.7 t, × 0.3 = 3.99 t
    Pair(
        "coefficient.emission_tco2_per_unit",
        measured("natural_gas", "13.3", emission_tco2_per_unit="119.71"),
        measured("natural_gas", "13.3", emission_tco2_per_unit="119.7"),
        "折每吨标准煤9.001吨",
    ),
    Pair(
        "coefficient.emission_tco2_per_unit",
        measured("natural_gas", "13.3", emission_tco2_per_unit=0),
        measured("biomass", "0.5", emission_tco2_per_unit=0),
    ),
    Pair(
        "coefficient.carbon_tco2_per_unit",
        measured("natural_gas", None, carbon_tco2_per_unit="3.98"),
        measured("natural_gas", None, carbon_tco2_per_unit="3.99"),
        "折每吨标准煤0.299吨",
    ),
    Pair(
        "coefficient.far_from_reference",
        {"coefficients/natural_gas/calorific_tce_per_unit": "17.291"},
        {"coefficients/natural_gas/calorific_tce_per_unit": "17.29"},
        "相差30.01%",
    ),
    # 500,000 kWh by 333 kW are 1,501.5 hours, by 334 1,497; by 1,251 399.7 and by 1,250 400
    Pair("power.pv_hours", {"roofs/r/capacity_kwp": 333}, {"roofs/r/capacity_kwp": 334}, "折合1,502小时"),
    Pair("power.pv_hours", {"roofs/r/capacity_kwp": 1251}, {"roofs/r/capacity_kwp": 1250}),
    Pair(
        "power.green_sold_unstated",
        {of_year("electricity/own_certificates_sold_10k_kwh", 2024): None},
        {POWER + "own_certificates_sold_10k_kwh": None},  # of the base year the rows say so
        "自用40万千瓦时",
    ),
]


def certificates(number: str, pieces: int = 11) -> dict[str, Any]:
    return more("certificates", {"id": "x", "number": number, "pieces": pieces, "used_for": 2025, "evidence": ["p"]})


CERTIFICATES = [
    Pair(
        "certificate.months",
        {CERTIFICATE + "generated_from": "2025-13"},
        {CERTIFICATE + "generated_from": "2025年6月"},
        "“2025-13”",
    ),
    Pair(
        "certificate.months",
        {CERTIFICATE + "generated_from": "2025-07"},
        {CERTIFICATE + "generated_from": "2025-06"},
        "晚于",
    ),
    Pair(
        "certificate.generated_later",
        {CERTIFICATE + "generated_to": "2026-01"},
        {CERTIFICATE + "generated_to": "2025-12"},
    ),
    Pair("certificate.generated_later", {CERTIFICATE + "used_for": 2024}, {CERTIFICATE + "used_for": 2026}),
    # two years from January 2024 on end with December 2025, from February 2024 on with January 2026
    Pair(
        "certificate.expired",
        {CERTIFICATE + "generated_from": "2024-01", CERTIFICATE + "used_for": 2026},
        {CERTIFICATE + "generated_from": "2024-02", CERTIFICATE + "used_for": 2026},
        "有效期至2025年12月，却用于2026年",
    ),
    Pair(
        "certificate.expired",
        {CERTIFICATE + "generated_from": "2021-01", CERTIFICATE + "generated_to": "", CERTIFICATE + "used_for": 2026},
        {CERTIFICATE + "generated_from": "2021-01", CERTIFICATE + "generated_to": "", CERTIFICATE + "used_for": 2025},
        "有效期至2025年12月",
    ),
    Pair(
        "certificate.other_year",
        {CERTIFICATE + "used_for": 2026},
        {CERTIFICATE + "used_for": 2022},  # before the power was made, which is said by itself
    ),
    Pair("certificate.ranges_overlap", certificates("GEC100至GEC110"), certificates("GEC101至GEC111"), "重叠1张"),
    Pair("certificate.ranges_overlap", certificates("GEC090~095"), certificates("HEC090~095"), "重叠6张"),
    Pair(
        "certificate.pieces",
        {CERTIFICATE + "pieces": 99},
        {CERTIFICATE + "number": "GEC001", CERTIFICATE + "pieces": 99},
        "编号共100个，填报99张",
    ),
    Pair("certificate.with_power", {"certificates/t/pieces": 601}, {"certificates/t/pieces": 600}, "折60.10万千瓦时"),
    Pair(
        "certificate.evidence",
        {CERTIFICATE + "evidence": []},
        {CERTIFICATE + "evidence": [], CERTIFICATE + "with_power": True},
    ),
    Pair("certificate.evidence", {CERTIFICATE + "number": ""}, {}, "缺少编号；"),
]


def made(output: str) -> dict[str, Any]:
    """Process emissions of so many tonnes."""
    return {
        of_year("process"): [{"product": "x", "output": output, "factor_tco2_per_unit": 1, "factor_source": "核查"}]
    }


RESULTS = [
    Pair(
        "share.above_whole",
        {POWER + "direct_green_10k_kwh": "890.001"},  # of 1,000, with 60 traded, 40 of its own, 10 of certificates
        {POWER + "direct_green_10k_kwh": 890},
        "为100.0001%，大于100%",
    ),
    # no certificate applies to power that is passed on:
    # (800 − 1,060) × 8.325 = −2,164.5, which the gas's 2,162.19 does not make up; 1,059 leaves 6.01 t
    Pair(
        "share.negative",
        {POWER + "sent_out_10k_kwh": 1060},
        {POWER + "sent_out_10k_kwh": 500},
        "“单位能耗碳排放”为-0.001",
    ),
    # 4,354 tce at 3: 13,062 t, of which 8,738.94 t are there
    Pair("result.carbon_per_energy", made("4323.07"), made("4323.06")),
    # industry: 900 × 1.229 + 1,330 = 2,436.1 tce
    Pair(
        "result.energy_per_value",
        {ECONOMY + "industrial_value_added_current_10k_yuan": "243.6"},
        {ECONOMY + "industrial_value_added_current_10k_yuan": "243.61"},
    ),
    Pair("result.captured_carbon", {RESOURCES + "ccus_t": "8738.95"}, {RESOURCES + "ccus_t": "8738.94"}),
    Pair(
        "result.water_reuse",
        {RESOURCES + "fresh_water_10k_m3": "3.9", RESOURCES + "reused_water_10k_m3": "396.1"},
        {RESOURCES + "fresh_water_10k_m3": 4, RESOURCES + "reused_water_10k_m3": 396},
    ),
]

PAIRS = [*YEARLY, *THE_ECONOMY, *THE_POWER, *CERTIFICATES, *RESULTS]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.rule)
def test_a_rule_notices_what_it_should_and_no_more(pair: Pair) -> None:
    pair.hold()


def test_a_plan_year_may_leap_but_has_the_units_of_the_others() -> None:
    leap = with_year(2026, freight={"rail_t": 3000})
    assert noticed("jump.freight", leap) == []
    assert noticed("unit.freight", leap) == []
    assert noticed("unit.freight", with_year(2026, freight={"rail_t": 2}))


def test_years_that_do_not_follow_each_other_are_not_compared() -> None:
    assert (
        noticed(
            "jump.freight",
            {"years": [{"year": 2023, "freight": {"rail_t": 1}}, {"year": 2025, "freight": {"rail_t": 9}}]},
        )
        == []
    )


def test_a_certificate_written_twice_in_full_is_left_to_the_rule_on_repeated_numbers() -> None:
    assert noticed("certificate.ranges_overlap", certificates("GEC001至GEC100")) == []
    assert noticed("balance.certificate_twice", certificates("GEC001至GEC100"))
