"""The park's CO2 by 910 annex 4: fuel, conversion by carbon balance, power by origin, heat, process.

CO2 only; there is no term for sinks, captured CO2 or offsets, so row 28 never lowers row 2. Electricity is counted
in 10,000 kWh, that is 10 MWh.
"""

from __future__ import annotations

from decimal import Decimal

from .registry import Amounts, formula, quotient, sum_product

TCO2 = "吨二氧化碳"
MWH_PER_10K_KWH = Decimal(10)


@formula(
    "化石燃料燃烧排放量", unit=TCO2, reference="ndrc_910:annex4", equation="Σ {fossil_terminal_fuel} × {fuel_factors}"
)
def fuel_combustion_tco2(fossil_terminal_fuel: Amounts, fuel_factors: Amounts) -> Decimal:
    """E_用作燃料: final use of fossil kinds, feedstock left out."""
    return sum_product(fossil_terminal_fuel, fuel_factors)


@formula(
    "工业化石燃料燃烧排放量",
    unit=TCO2,
    reference="ndrc_910:annex4",
    equation="Σ {fossil_industrial_fuel} × {fuel_factors}",
)
def industrial_fuel_combustion_tco2(fossil_industrial_fuel: Amounts, fuel_factors: Amounts) -> Decimal:
    """The part of it that industry burns."""
    return sum_product(fossil_industrial_fuel, fuel_factors)


@formula(
    "国际航空、航运燃料排放量",
    unit=TCO2,
    reference="ndrc_910:annex4",
    equation="Σ {international_fuel} × {fuel_factors}",
)
def international_fuel_tco2(international_fuel: Amounts, fuel_factors: Amounts) -> Decimal:
    """The part of E_用作燃料 that annex 4 has listed apart, and not deducted."""
    return sum_product(international_fuel, fuel_factors)


@formula(
    "加工转换排放量",
    unit=TCO2,
    reference="ndrc_910:annex4",
    equation="Σ {fossil_conversion_input} × {carbon_factors} − Σ {fossil_conversion_output} × {carbon_factors}",
)
def conversion_tco2(
    fossil_conversion_input: Amounts, fossil_conversion_output: Amounts, carbon_factors: Amounts
) -> Decimal:
    """E_加工转换 by carbon balance (all carbon oxidised); recovered fossil gases are outputs."""
    return sum_product(fossil_conversion_input, carbon_factors) - sum_product(fossil_conversion_output, carbon_factors)


@formula(
    "可抵扣的绿证电量",
    unit="万千瓦时",
    reference="ndrc_910:annex4",
    equation="min({certificates_10k_kwh}, max({grid_10k_kwh} + {own_certificates_sold_10k_kwh} "
    "− max({sent_out_10k_kwh} − {electricity_made_10k_kwh}, 0), 0))",
)
def applied_certificates_10k_kwh(
    certificates_10k_kwh: Decimal,
    grid_10k_kwh: Decimal,
    own_certificates_sold_10k_kwh: Decimal,
    sent_out_10k_kwh: Decimal,
    electricity_made_10k_kwh: Decimal,
) -> Decimal:
    """Certificates bought apart cover ordinary power only, each once, and only what the park itself uses.

    What is sent out beyond the park's own generation from fuel is power passed on: it is subtracted at the ordinary
    factor, so that a certificate on it would subtract it once more.
    """
    passed_on = max(sent_out_10k_kwh - electricity_made_10k_kwh, Decimal(0))
    kept = max(grid_10k_kwh + own_certificates_sold_10k_kwh - passed_on, Decimal(0))
    return min(certificates_10k_kwh, kept)


@formula(
    "普通电量",
    unit="万千瓦时",
    reference="ndrc_910:annex4",
    equation="{grid_10k_kwh} + {own_certificates_sold_10k_kwh} − {applied_certificates_10k_kwh}",
)
def ordinary_electricity_10k_kwh(
    grid_10k_kwh: Decimal, own_certificates_sold_10k_kwh: Decimal, applied_certificates_10k_kwh: Decimal
) -> Decimal:
    """Power that is not green: own power whose certificates were sold counts as ordinary."""
    return grid_10k_kwh + own_certificates_sold_10k_kwh - applied_certificates_10k_kwh


@formula(
    "净受入普通电量",
    unit="万千瓦时",
    reference="ndrc_910:annex4",
    equation="{ordinary_electricity_10k_kwh} − {sent_out_10k_kwh}",
)
def net_ordinary_electricity_10k_kwh(ordinary_electricity_10k_kwh: Decimal, sent_out_10k_kwh: Decimal) -> Decimal:
    """Ordinary power in, less ordinary power sent out."""
    return ordinary_electricity_10k_kwh - sent_out_10k_kwh


@formula(
    "电力间接排放量",
    unit=TCO2,
    reference="ndrc_910:annex4",
    equation="{net_ordinary_electricity_10k_kwh} × 10 × {ordinary_power_factor}",
)
def power_tco2(net_ordinary_electricity_10k_kwh: Decimal, ordinary_power_factor: Decimal) -> Decimal:
    """E_电: direct green supply, traded green power and certificates count 0."""
    return net_ordinary_electricity_10k_kwh * MWH_PER_10K_KWH * ordinary_power_factor


@formula(
    "热力间接排放量",
    unit=TCO2,
    reference="ndrc_910:annex4",
    equation="({purchased_fossil_gj} − {sent_fossil_gj}) × {heat_factor}",
)
def heat_tco2(purchased_fossil_gj: Decimal, sent_fossil_gj: Decimal, heat_factor: Decimal) -> Decimal:
    """E_热: heat of non-fossil origin counts 0."""
    return (purchased_fossil_gj - sent_fossil_gj) * heat_factor


@formula(
    "工业生产过程排放量", unit=TCO2, reference="ndrc_910:annex4", equation="Σ {process_products} × {process_factors}"
)
def process_tco2(process_products: Amounts, process_factors: Amounts) -> Decimal:
    """E_工业过程: products whose making releases CO2."""
    return sum_product(process_products, process_factors)


@formula(
    "能源活动排放量",
    unit=TCO2,
    reference="ndrc_910:annex4",
    equation="{fuel_combustion_tco2} + {conversion_tco2} + {power_tco2} + {heat_tco2}",
)
def energy_activity_tco2(
    fuel_combustion_tco2: Decimal, conversion_tco2: Decimal, power_tco2: Decimal, heat_tco2: Decimal
) -> Decimal:
    """E_能源活动."""
    return fuel_combustion_tco2 + conversion_tco2 + power_tco2 + heat_tco2


@formula(
    "园区二氧化碳排放量", unit=TCO2, reference="ndrc_910:annex4", equation="{energy_activity_tco2} + {process_tco2}"
)
def emissions_tco2(energy_activity_tco2: Decimal, process_tco2: Decimal) -> Decimal:
    """E_园区."""
    return energy_activity_tco2 + process_tco2


@formula(
    "单位能耗碳排放",
    unit="吨/吨标准煤",
    reference="ndrc_910:annex3",
    equation="{emissions_tco2} ÷ {energy_equivalent_tce}",
)
def carbon_per_unit_energy(emissions_tco2: Decimal, energy_equivalent_tce: Decimal) -> Decimal:
    """Row 2: the park's CO2 by its energy, electricity at 等价值 (green power stays in the denominator)."""
    return quotient(emissions_tco2, energy_equivalent_tce)


@formula(
    "工业用电占比",
    unit="",
    reference="wuxi_2025:table",
    equation="1 − {other_sectors_electricity_10k_kwh} ÷ {electricity_consumption_10k_kwh}",
)
def industrial_electricity_share(
    other_sectors_electricity_10k_kwh: Decimal, electricity_consumption_10k_kwh: Decimal
) -> Decimal:
    """Industry's part of the power; the whole of it where other sectors use none."""
    if not other_sectors_electricity_10k_kwh:
        return Decimal(1)
    return 1 - quotient(other_sectors_electricity_10k_kwh, electricity_consumption_10k_kwh)


@formula(
    "工业用热占比", unit="", reference="wuxi_2025:table", equation="1 − {other_sectors_heat_gj} ÷ {heat_consumption_gj}"
)
def industrial_heat_share(other_sectors_heat_gj: Decimal, heat_consumption_gj: Decimal) -> Decimal:
    """Industry's part of the heat; the whole of it where other sectors use none."""
    if not other_sectors_heat_gj:
        return Decimal(1)
    return 1 - quotient(other_sectors_heat_gj, heat_consumption_gj)


@formula(
    "工业电力间接排放量",
    unit=TCO2,
    reference="wuxi_2025:table",
    equation="{net_ordinary_electricity_10k_kwh} × 10 × {industrial_ordinary_power_factor} "
    "× {industrial_electricity_share}",
)
def industrial_power_tco2(
    net_ordinary_electricity_10k_kwh: Decimal,
    industrial_ordinary_power_factor: Decimal,
    industrial_electricity_share: Decimal,
) -> Decimal:
    """Power emissions by industry's share of the consumption."""
    return (
        net_ordinary_electricity_10k_kwh
        * MWH_PER_10K_KWH
        * industrial_ordinary_power_factor
        * industrial_electricity_share
    )


@formula("工业热力间接排放量", unit=TCO2, reference="wuxi_2025:table", equation="{heat_tco2} × {industrial_heat_share}")
def industrial_heat_tco2(heat_tco2: Decimal, industrial_heat_share: Decimal) -> Decimal:
    """Heat emissions by industry's share of the consumption."""
    return heat_tco2 * industrial_heat_share


@formula(
    "工业二氧化碳排放量",
    unit=TCO2,
    reference="wuxi_2025:table",
    equation="{industrial_fuel_combustion_tco2} + {conversion_tco2} + {industrial_power_tco2} "
    "+ {industrial_heat_tco2} + {process_tco2}",
)
def industrial_emissions_tco2(
    industrial_fuel_combustion_tco2: Decimal,
    conversion_tco2: Decimal,
    industrial_power_tco2: Decimal,
    industrial_heat_tco2: Decimal,
    process_tco2: Decimal,
) -> Decimal:
    """The inventory of row 2, industry only."""
    return (
        industrial_fuel_combustion_tco2 + conversion_tco2 + industrial_power_tco2 + industrial_heat_tco2 + process_tco2
    )


@formula(
    "单位工业增加值二氧化碳排放量",
    unit="吨二氧化碳/万元",
    reference="wuxi_2025:table",
    equation="{industrial_emissions_tco2} ÷ {industrial_value_added_10k_yuan}",
)
def carbon_per_value_added(industrial_emissions_tco2: Decimal, industrial_value_added_10k_yuan: Decimal) -> Decimal:
    """Row 4."""
    return quotient(industrial_emissions_tco2, industrial_value_added_10k_yuan)
