"""Indicators that are one number divided by another: enterprises, resources, buildings, transport, flexible power.

They are declared as a table, because each says nothing but its numerator and denominator.
"""

from __future__ import annotations

from decimal import Decimal

from .registry import FORMULAS, Formula, formula, quotient


def _ratio(name: str, title: str, numerator: str, denominator: str, reference: str = "wuxi_2025:table") -> None:
    FORMULAS[name] = Formula(
        name,
        title,
        "",
        f"{{{numerator}}} ÷ {{{denominator}}}",
        reference,
        (numerator, denominator),
        quotient,
    )


ENTERPRISE_SHARES = {
    # statement: (indicator, title)
    "diagnosed": ("digital_diagnosis_share", "参与“智改数转网联”诊断企业数量占比"),
    "benchmark_reached": ("benchmark_efficiency_share", "企业能效水平达到行业标杆比例"),
    "footprint": ("carbon_footprint_share", "开展碳足迹核算认证企业占比"),
    "verified": ("carbon_verification_share", "开展碳排放核查企业占比"),
    "cleaner_production": ("cleaner_production_share", "清洁生产审核企业数量占比"),
    "on_platform": ("platform_coverage_share", "智能管理平台对园区企业的覆盖范围"),
}
BASES = {"all": "纳入统计企业", "above_scale": "纳入统计的规上企业"}

for _statement, (_indicator, _title) in ENTERPRISE_SHARES.items():
    for _base, _base_title in BASES.items():
        _ratio(
            f"{_indicator}_of_{_base}",
            f"{_title}（{_base_title}）",
            f"{_statement}_{_base}_enterprises",
            f"counted_{_base}_enterprises",
        )
_ratio(
    "benchmark_efficiency_share_of_benchmarked",
    "企业能效水平达到行业标杆比例（有标杆值的企业）",
    "benchmark_reached_all_enterprises",
    "benchmarked_enterprises",
)
_ratio(
    "platform_coverage_energy_share",
    "智能管理平台对园区企业的覆盖范围（按能耗）",
    "on_platform_energy_tce",
    "all_enterprises_energy_tce",
)
_ratio(
    "environmental_disclosure_share",
    "规上企业环境信息披露率",
    "disclosed_industrial_enterprises",
    "counted_industrial_enterprises",
)
_ratio(
    "green_factory_share",
    "绿色工厂、绿色供应链企业占比",
    "green_industrial_enterprises",
    "counted_industrial_enterprises",
)
_ratio("green_rnd_per_revenue", "绿色低碳研发经费投入强度（按营业收入）", "green_rnd_10k_yuan", "revenue_10k_yuan")
_ratio(
    "green_rnd_per_value_added",
    "绿色低碳研发经费投入强度（按工业增加值）",
    "green_rnd_10k_yuan",
    "industrial_value_added_10k_yuan",
)
_ratio("waste_heat_recovery_share", "工业余热回收利用率", "waste_heat_recovered_gj", "waste_heat_recoverable_gj")
_ratio(
    "green_building_area_share",
    "新建建筑中二星及以上绿色建筑占比（按面积）",
    "new_two_star_area_m2",
    "new_building_area_m2",
)
_ratio(
    "green_building_count_share",
    "新建建筑中二星及以上绿色建筑占比（按栋数）",
    "new_two_star_buildings",
    "new_buildings",
)
_ratio("clean_vehicle_share", "新能源、清洁能源动力交通工具保有量占比", "clean_vehicles", "all_vehicles")
_ratio("rooftop_pv_share", "可利用建筑屋顶光伏覆盖率", "covered_roof_m2", "usable_roof_m2")
_ratio(
    "demand_response_energy_share",
    "电力需求响应能力（占日均用电量）",
    "demand_response_mwh_per_day",
    "mean_daily_electricity_mwh",
)
_ratio("demand_response_load_share", "电力需求响应能力（占最大用电负荷）", "demand_response_mw", "maximum_load_mw")
_ratio("storage_share", "储能容量（占日均用电量）", "storage_mwh", "mean_daily_electricity_mwh")


@formula(
    "一般工业固体废物综合利用率",
    unit="",
    reference="wuxi_2025:table",
    equation="{solid_waste_utilized_t} ÷ ({solid_waste_generated_t} + {prior_stock_utilized_t})",
)
def solid_waste_utilization_share(
    solid_waste_utilized_t: Decimal, solid_waste_generated_t: Decimal, prior_stock_utilized_t: Decimal
) -> Decimal:
    """Row 13: what is used, stock of earlier years included on both sides."""
    return quotient(solid_waste_utilized_t, solid_waste_generated_t + prior_stock_utilized_t)


@formula(
    "工业用水重复利用率",
    unit="",
    reference="wuxi_2025:table",
    equation="{reused_water_10k_m3} ÷ ({fresh_water_10k_m3} + {reused_water_10k_m3})",
)
def water_reuse_share(reused_water_10k_m3: Decimal, fresh_water_10k_m3: Decimal) -> Decimal:
    """Row 14: R = V_r / (V + V_r), summed over the park before dividing."""
    return quotient(reused_water_10k_m3, fresh_water_10k_m3 + reused_water_10k_m3)


@formula(
    "余热、余冷、余压综合利用率",
    unit="",
    reference="ndrc_910:annex3",
    equation="({waste_heat_recovered_gj} + {waste_cold_recovered_gj} + {waste_pressure_recovered_gj}) ÷ "
    "({waste_heat_recoverable_gj} + {waste_cold_recoverable_gj} + {waste_pressure_recoverable_gj})",
)
def waste_energy_recovery_share(
    waste_heat_recovered_gj: Decimal,
    waste_cold_recovered_gj: Decimal,
    waste_pressure_recovered_gj: Decimal,
    waste_heat_recoverable_gj: Decimal,
    waste_cold_recoverable_gj: Decimal,
    waste_pressure_recoverable_gj: Decimal,
) -> Decimal:
    """The nation's weighted mean; the weights are the recoverable amounts."""
    return quotient(
        waste_heat_recovered_gj + waste_cold_recovered_gj + waste_pressure_recovered_gj,
        waste_heat_recoverable_gj + waste_cold_recoverable_gj + waste_pressure_recoverable_gj,
    )


@formula(
    "货物运输总量",
    unit="吨",
    reference="wuxi_2025:table",
    equation="{rail_t} + {water_t} + {pipe_t} + {conveyor_t} + {new_energy_truck_t} "
    "+ {china6_truck_t} + {other_truck_t}",
)
def freight_t(
    rail_t: Decimal,
    water_t: Decimal,
    pipe_t: Decimal,
    conveyor_t: Decimal,
    new_energy_truck_t: Decimal,
    china6_truck_t: Decimal,
    other_truck_t: Decimal,
) -> Decimal:
    """Freight into and out of the park by all modes."""
    return rail_t + water_t + pipe_t + conveyor_t + new_energy_truck_t + china6_truck_t + other_truck_t


@formula(
    "清洁方式货运量",
    unit="吨",
    reference="wuxi_2025:table",
    equation="{rail_t} + {water_t} + {pipe_t} + {conveyor_t} + {new_energy_truck_t}",
)
def clean_freight_t(
    rail_t: Decimal, water_t: Decimal, pipe_t: Decimal, conveyor_t: Decimal, new_energy_truck_t: Decimal
) -> Decimal:
    """Freight by rail, water, pipe, conveyor and new-energy trucks."""
    return rail_t + water_t + pipe_t + conveyor_t + new_energy_truck_t


_ratio("clean_freight_share_without_china6", "货物清洁运输比例", "clean_freight_t", "freight_t")


@formula(
    "货物清洁运输比例（计入国六货车）",
    unit="",
    reference="wuxi_2025:table",
    equation="({clean_freight_t} + {china6_truck_t}) ÷ {freight_t}",
)
def clean_freight_share_with_china6(clean_freight_t: Decimal, china6_truck_t: Decimal, freight_t: Decimal) -> Decimal:
    """Row 18 where 国六 trucks count as clean."""
    return quotient(clean_freight_t + china6_truck_t, freight_t)


@formula(
    "日均用电量",
    unit="兆瓦时",
    reference="wuxi_2025:table",
    equation="{electricity_consumption_10k_kwh} × 10 ÷ {days_of_year}",
)
def mean_daily_electricity_mwh(electricity_consumption_10k_kwh: Decimal, days_of_year: Decimal) -> Decimal:
    """The year's power by its days; 10,000 kWh are 10 MWh."""
    return electricity_consumption_10k_kwh * 10 / days_of_year


@formula("碳捕集利用和封存规模", unit="万吨/年", reference="wuxi_2025:table", equation="{ccus_t} ÷ 10000")
def ccus_scale(ccus_t: Decimal) -> Decimal:
    """Row 28; it never lowers row 2."""
    return ccus_t / 10000
