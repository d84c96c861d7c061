"""综合能源消费量 at 当量值 and 等价值, and the shares of the energy balance.

Consumption is counted where energy is used: final use, plus what conversion takes in and gives back, plus losses,
less what is recovered. Power made inside the park from fuel is thereby not counted twice.
"""

from __future__ import annotations

from decimal import Decimal

from .registry import Amounts, formula, quotient, sum_product

TCE = "吨标准煤"


def _plus(left: Amounts, right: Amounts, sign: int = 1) -> Amounts:
    return {kind: left.get(kind, Decimal(0)) + sign * right.get(kind, Decimal(0)) for kind in {**left, **right}}


@formula(
    "终端消费量（用作燃料、动力）",
    unit="按品种",
    reference="ndrc_910:annex4",
    equation="{industrial_fuel} + {other_sectors_fuel}",
)
def terminal_fuel(industrial_fuel: Amounts, other_sectors_fuel: Amounts) -> Amounts:
    """Final use of each kind by all sectors, feedstock left out."""
    return _plus(industrial_fuel, other_sectors_fuel)


@formula(
    "工业能源净消费量",
    unit="按品种",
    reference="gb_t_2589_2020",
    equation="{industrial_fuel} + {conversion_input} − {conversion_output} − {recovered} + {losses}",
)
def industrial_net_consumption(
    industrial_fuel: Amounts, conversion_input: Amounts, conversion_output: Amounts, recovered: Amounts, losses: Amounts
) -> Amounts:
    """Industry's consumption of each kind; conversion, recovery and losses belong to industry."""
    return _plus(_plus(_plus(_plus(industrial_fuel, conversion_input), conversion_output, -1), recovered, -1), losses)


@formula(
    "能源净消费量",
    unit="按品种",
    reference="gb_t_2589_2020",
    equation="{industrial_net_consumption} + {other_sectors_fuel}",
)
def net_consumption(industrial_net_consumption: Amounts, other_sectors_fuel: Amounts) -> Amounts:
    """The whole park's consumption of each kind, feedstock left out."""
    return _plus(industrial_net_consumption, other_sectors_fuel)


@formula(
    "综合能源消费量（当量值，不含原料用能）",
    unit=TCE,
    reference="gb_t_2589_2020",
    equation="Σ {net_consumption} × {calorific_coefficients}",
)
def energy_calorific_without_feedstock_tce(net_consumption: Amounts, calorific_coefficients: Amounts) -> Decimal:
    """Each kind at its own heat content."""
    return sum_product(net_consumption, calorific_coefficients)


@formula(
    "综合能源消费量（等价值，不含原料用能）",
    unit=TCE,
    reference="ndrc_910:annex3",
    equation="Σ {net_consumption} × {equivalent_coefficients}",
)
def energy_equivalent_without_feedstock_tce(net_consumption: Amounts, equivalent_coefficients: Amounts) -> Decimal:
    """Electricity at the fuel that generating it takes, other kinds at their heat content."""
    return sum_product(net_consumption, equivalent_coefficients)


@formula(
    "综合能源消费量（当量值，含原料用能）",
    unit=TCE,
    reference="gb_t_2589_2020",
    equation="{energy_calorific_without_feedstock_tce} + Σ {feedstock} × {feedstock_calorific_coefficients}",
)
def energy_calorific_with_feedstock_tce(
    energy_calorific_without_feedstock_tce: Decimal, feedstock: Amounts, feedstock_calorific_coefficients: Amounts
) -> Decimal:
    """As above, with energy that is used as raw material."""
    return energy_calorific_without_feedstock_tce + sum_product(feedstock, feedstock_calorific_coefficients)


@formula(
    "综合能源消费量（等价值，含原料用能）",
    unit=TCE,
    reference="ndrc_910:annex3",
    equation="{energy_equivalent_without_feedstock_tce} + Σ {feedstock} × {feedstock_equivalent_coefficients}",
)
def energy_equivalent_with_feedstock_tce(
    energy_equivalent_without_feedstock_tce: Decimal, feedstock: Amounts, feedstock_equivalent_coefficients: Amounts
) -> Decimal:
    """As above, with energy that is used as raw material."""
    return energy_equivalent_without_feedstock_tce + sum_product(feedstock, feedstock_equivalent_coefficients)


@formula(
    "工业综合能源消费量（当量值，不含原料用能）",
    unit=TCE,
    reference="gb_t_2589_2020",
    equation="Σ {industrial_net_consumption} × {calorific_coefficients}",
)
def industrial_energy_calorific_without_feedstock_tce(
    industrial_net_consumption: Amounts, calorific_coefficients: Amounts
) -> Decimal:
    """Industry's part of the consumption, at heat content."""
    return sum_product(industrial_net_consumption, calorific_coefficients)


@formula(
    "工业综合能源消费量（当量值，含原料用能）",
    unit=TCE,
    reference="gb_t_2589_2020",
    equation="{industrial_energy_calorific_without_feedstock_tce} + Σ {feedstock} × {feedstock_calorific_coefficients}",
)
def industrial_energy_calorific_with_feedstock_tce(
    industrial_energy_calorific_without_feedstock_tce: Decimal,
    feedstock: Amounts,
    feedstock_calorific_coefficients: Amounts,
) -> Decimal:
    """Feedstock is used by industry."""
    return industrial_energy_calorific_without_feedstock_tce + sum_product(feedstock, feedstock_calorific_coefficients)


@formula(
    "单位工业增加值综合能耗（当量值）",
    unit="吨标准煤/万元",
    reference="wuxi_2025:table",
    equation="{industrial_energy_calorific_tce} ÷ {industrial_value_added_10k_yuan}",
)
def energy_per_value_added(
    industrial_energy_calorific_tce: Decimal, industrial_value_added_10k_yuan: Decimal
) -> Decimal:
    """Row 3: industry's energy at 当量值 by its value added."""
    return quotient(industrial_energy_calorific_tce, industrial_value_added_10k_yuan)


@formula(
    "终端能源消费量（当量值）",
    unit=TCE,
    reference="gb_t_2589_2020",
    equation="Σ {terminal_fuel} × {calorific_coefficients}",
)
def terminal_energy_calorific_tce(terminal_fuel: Amounts, calorific_coefficients: Amounts) -> Decimal:
    """Final use of all kinds, without feedstock and conversion."""
    return sum_product(terminal_fuel, calorific_coefficients)


@formula(
    "终端能源消费量（等价值）",
    unit=TCE,
    reference="gb_t_2589_2020",
    equation="Σ {terminal_fuel} × {equivalent_coefficients}",
)
def terminal_energy_equivalent_tce(terminal_fuel: Amounts, equivalent_coefficients: Amounts) -> Decimal:
    """Final use of all kinds, electricity at 等价值."""
    return sum_product(terminal_fuel, equivalent_coefficients)


@formula(
    "终端电气化率（当量值）",
    unit="",
    reference="wuxi_2025:table",
    equation="{terminal_electricity_10k_kwh} × {electricity_calorific_coefficient} ÷ {terminal_energy_calorific_tce}",
)
def electrification_calorific_share(
    terminal_electricity_10k_kwh: Decimal,
    electricity_calorific_coefficient: Decimal,
    terminal_energy_calorific_tce: Decimal,
) -> Decimal:
    """Row 20: electricity in final use, both at 当量值."""
    return quotient(terminal_electricity_10k_kwh * electricity_calorific_coefficient, terminal_energy_calorific_tce)


@formula(
    "终端电气化率（等价值）",
    unit="",
    reference="wuxi_2025:table",
    equation="{terminal_electricity_10k_kwh} × {electricity_equivalent_coefficient} ÷ {terminal_energy_equivalent_tce}",
)
def electrification_equivalent_share(
    terminal_electricity_10k_kwh: Decimal,
    electricity_equivalent_coefficient: Decimal,
    terminal_energy_equivalent_tce: Decimal,
) -> Decimal:
    """Row 20: electricity in final use, both at 等价值."""
    return quotient(terminal_electricity_10k_kwh * electricity_equivalent_coefficient, terminal_energy_equivalent_tce)
