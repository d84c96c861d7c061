"""The steps that are lists: enterprises, resources, buildings, transport, facilities, products and devices."""

from __future__ import annotations

from .structure import Ask, Column, Section, Step, Table, Yearly

STATEMENTS = (
    "diagnosed", "benchmark", "footprint", "disclosed", "green_factory", "green_supply_chain", "verified",
    "cleaner_production", "on_platform",
)
_ANNUAL = (
    "output_10k_yuan", "value_added_10k_yuan", "revenue_10k_yuan", "green_rnd_10k_yuan", "energy_calorific_tce",
    "energy_equivalent_tce", "electricity_10k_kwh", "emissions_tco2",
)

ENTERPRISES = Step(
    "enterprises", "企业清单", "列出边界内的企业及其年度数据和各项指标标志；占比类指标由此计算。",
    (
        Section("企业清单", (
            Table(
                "enterprises",
                (
                    Column("name", "身份", frozen=True, width=30), Column("credit_code", "身份", width=21),
                    Column("industry_code", "身份"),
                    Column("industry", "身份", width=20), Column("inside", "身份"), Column("above_scale", "身份"),
                    Column("counted_in", "身份"),
                    *(Column("annual/{year}/" + name, "年度数据") for name in _ANNUAL),
                    *(Column(f"{name}/value", "指标标志") for name in STATEMENTS),
                    *(Column(f"{name}/evidence", "佐证", optional=True) for name in STATEMENTS),
                    Column("address", "其他", optional=True, width=28), Column("longitude", "其他", optional=True),
                    Column("latitude", "其他", optional=True), Column("note", "其他", optional=True),
                ),
                "企业",
                flags=("inside", "above_scale", "counted_in", *(f"{name}/value" for name in STATEMENTS)),
                totals=tuple("annual/{year}/" + name for name in _ANNUAL),
                years_from="annual",
            ),
        )),
    ),
)

RESOURCES = Step(
    "resources", "资源循环", "填写用水、固体废物、余热余压、碳捕集和工业过程产品。",
    (
        Section("资源利用", (
            Yearly("years/{year}/resources", (
                "fresh_water_10k_m3", "reused_water_10k_m3", "solid_waste_generated_t", "solid_waste_utilized_t",
                "prior_stock_utilized_t", "waste_heat_recoverable_gj", "waste_heat_recovered_gj",
                "waste_cold_recoverable_gj", "waste_cold_recovered_gj", "waste_pressure_recoverable_gj",
                "waste_pressure_recovered_gj", "ccus_t", "evidence",
            ), frozenset({"prior_stock_utilized_t", "waste_cold_recoverable_gj", "waste_cold_recovered_gj",
                          "waste_pressure_recoverable_gj", "waste_pressure_recovered_gj", "ccus_t", "evidence"})),
        )),
        Section("工业过程产品", (
            Table("years/{year}/process", (
                Column("product", frozen=True), Column("route"), Column("output"), Column("factor_tco2_per_unit"),
                Column("factor_source"), Column("evidence"),
            ), "产品", totals=("output",), optional=True),
        ), "生产过程本身排放二氧化碳的产品，如水泥熟料、石灰、合成氨；没有的不填。"),
    ),
)

BUILDINGS = Step(
    "buildings", "建筑", "列出边界内的建筑及其绿色建筑星级；新建建筑须逐栋填写。",
    (
        Section("建筑", (
            Table("buildings", (
                Column("name", frozen=True), Column("owner", width=26), Column("use"), Column("area_m2"),
                Column("is_new"),
                Column("completed_in"), Column("stars"), Column("low_energy"), Column("evidence", optional=True),
            ), "建筑", flags=("is_new", "use", "stars", "low_energy"), totals=("area_m2",)),
        )),
    ),
)

TRANSPORT = Step(
    "transport", "交通", "填写登记在园区管理机构和企业名下的车辆，以及进出园区的货运量。",
    (
        Section("车辆", (
            Table("years/{year}/vehicles", (
                Column("owner", frozen=True), Column("use"), Column("fuel"), Column("number"),
                Column("evidence", optional=True),
            ), "车辆", flags=("use", "fuel"), totals=("number",)),
        )),
        Section("货物运输", (
            Yearly("years/{year}/freight", (
                "rail_t", "water_t", "pipe_t", "conveyor_t", "new_energy_truck_t", "china6_truck_t", "other_truck_t",
                "evidence",
            ), frozenset({"evidence"})),
        ), "进出园区的货物按运输方式分列；没有的方式填写0。"),
    ),
)

FACILITIES = Step(
    "facilities", "光伏储能与需求响应", "逐项填写屋顶光伏、储能和可调节负荷。",
    (
        Section("屋顶光伏", (
            Table("roofs", (
                Column("name", frozen=True), Column("owner", width=26), Column("usable_m2"), Column("covered_m2"),
                Column("capacity_kwp"), Column("connected_in"), Column("longitude", optional=True),
                Column("latitude", optional=True), Column("evidence", optional=True),
            ), "屋顶", totals=("usable_m2", "covered_m2", "capacity_kwp")),
        )),
        Section("储能", (
            Table("storages", (
                Column("name", frozen=True), Column("owner", width=26), Column("kind"), Column("power_mw"),
                Column("energy_mwh"), Column("connected_in"), Column("longitude", optional=True),
                Column("latitude", optional=True), Column("evidence", optional=True),
            ), "储能", totals=("power_mw", "energy_mwh")),
        )),
        Section("需求响应", (
            Table("demand_responses", (
                Column("name", frozen=True), Column("owner", width=26), Column("kind"), Column("power_mw"),
                Column("energy_mwh_per_day"), Column("available_from"), Column("evidence", optional=True),
            ), "资源", totals=("power_mw", "energy_mwh_per_day")),
        )),
    ),
)

INNOVATION = Step(
    "innovation", "创新平台与产品设备", "填写创新平台、智能管理平台、产品单耗和通用用能设备。",
    (
        Section("创新平台", (
            Table("platforms", (
                Column("name", frozen=True), Column("owner", width=26), Column("kind"), Column("level"),
                Column("green"),
                Column("recognised_in"), Column("approval_number"), Column("evidence", optional=True),
            ), "平台", flags=("level", "green")),
            Ask("platform_name"),
        )),
        Section("产品单耗", (
            Table("products", (
                Column("name", frozen=True), Column("enterprise", width=26), Column("has_standard"), Column("standard"),
                Column("unit"), Column("unit_energy"), Column("level_1"), Column("level_2"), Column("level_3"),
                Column("evidence", optional=True),
            ), "产品", flags=("has_standard",)),
        ), "有国家能耗限额标准的产品逐个填写。"),
        Section("用能设备", (
            Table("devices", (
                Column("name", frozen=True), Column("kind"), Column("enterprise", width=26), Column("model"),
                Column("number"),
                Column("in_new_project"), Column("standard"), Column("grade"), Column("evidence", optional=True),
            ), "设备", flags=("kind", "in_new_project", "grade"), totals=("number",)),
        ), "电动机、变压器、泵、风机等通用设备，新建项目与既有项目分开填写。"),
    ),
)

STEPS = (ENTERPRISES, RESOURCES, BUILDINGS, TRANSPORT, FACILITIES, INNOVATION)
