"""The steps on energy: the balance of each year, electricity and heat by origin, certificates."""

from __future__ import annotations

from .structure import Ask, Balance, Column, FlowGroup, Section, Step, Table, Yearly

FLOW_GROUPS = (
    FlowGroup("供应", ("opening_stock", "purchased", "own_production", "sent_out", "closing_stock")),
    FlowGroup("加工转换投入", (
        "conversion_in_thermal_power", "conversion_in_heating", "conversion_in_refining", "conversion_in_gas_making",
        "conversion_in_other",
    )),
    FlowGroup("加工转换产出", (
        "conversion_out_thermal_power", "conversion_out_heating", "conversion_out_refining",
        "conversion_out_gas_making", "conversion_out_other",
    )),
    FlowGroup("回收与损失", ("recovered", "losses")),
    FlowGroup("终端消费", (
        "fuel_industry", "fuel_construction", "fuel_transport", "fuel_services", "fuel_other", "fuel_residential",
        "fuel_agriculture",
    )),
    FlowGroup("原料及其他", ("feedstock", "international_transport", "evidence")),
)

ENERGY = Step(
    "energy", "能源平衡", "按品种填写购入、自产、外供、加工转换与终端消费；平衡差额应为零。",
    (
        Section("能源平衡表", (
            Balance("years/{year}/energy", FLOW_GROUPS),
            Ask("years/{year}/energy_blanks_are_zero", optional=True),
        ), "电力、热力的供应取自“电力与热力”页，此处不填。"),
        Section("实测系数", (
            Table("coefficients", (
                Column("energy", frozen=True), Column("calorific_tce_per_unit"), Column("emission_tco2_per_unit"),
                Column("carbon_tco2_per_unit"), Column("source"), Column("evidence"),
            ), "系数", optional=True),
        ), "有检测报告的，可用实测系数代替默认值；没有的不填。"),
    ),
)

ELECTRICITY = Step(
    "electricity", "电力与热力", "按来源填写电量和热量；绿电、绿证按实际结算和核销凭证填写。",
    (
        Section("电力来源", (
            Yearly("years/{year}/electricity", (
                "grid_10k_kwh", "direct_green_10k_kwh", "traded_green_10k_kwh", "own_pv_used_10k_kwh",
                "own_pv_sold_10k_kwh", "own_other_used_10k_kwh", "own_other_sold_10k_kwh",
                "own_certificates_sold_10k_kwh", "sent_out_10k_kwh", "maximum_load_mw", "maximum_load_at",
                "grid_nonfossil_percent", "grid_nonfossil_source", "equivalent_kgce_per_kwh", "equivalent_source",
                "evidence",
            ), frozenset({"maximum_load_at", "grid_nonfossil_percent", "grid_nonfossil_source",
                          "equivalent_kgce_per_kwh", "equivalent_source", "evidence"})),
        ), "没有发生的电量填写0，不清楚的留空。"),
        Section("热力来源", (
            Yearly("years/{year}/heat", (
                "purchased_fossil_gj", "purchased_nonfossil_gj", "sent_fossil_gj", "sent_nonfossil_gj",
                "measured_factor_tco2_per_gj", "measured_factor_source", "supplier", "parameters", "evidence",
            ), frozenset({"measured_factor_tco2_per_gj", "measured_factor_source", "supplier", "parameters",
                          "evidence"})),
        )),
        Section("绿证", (
            Table("certificates", (
                Column("number", frozen=True), Column("holder"), Column("pieces"), Column("generated_from"),
                Column("generated_to"), Column("used_for"), Column("with_power"), Column("evidence"),
            ), "绿证", totals=("pieces",), optional=True),
        ), "单独购买的绿证；随绿电交易取得的标为“是”，不重复计算。"),
    ),
)

STEPS = (ENERGY, ELECTRICITY)
