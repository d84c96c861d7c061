"""Non-fossil, renewable and clean energy: rows 5 and 19, and the nation's clean share."""

from __future__ import annotations

from decimal import Decimal

from .registry import Amounts, formula, quotient, sum_product

KWH = "万千瓦时"
TCE = "吨标准煤"


@formula(
    "非化石电量（不含绿证）",
    unit=KWH,
    reference="wuxi_2025:table",
    equation="{direct_green_10k_kwh} + {traded_green_10k_kwh} + {own_pv_used_10k_kwh} "
    "+ {own_other_used_10k_kwh} − {own_certificates_sold_10k_kwh}",
)
def nonfossil_electricity_without_certificates_10k_kwh(
    direct_green_10k_kwh: Decimal,
    traded_green_10k_kwh: Decimal,
    own_pv_used_10k_kwh: Decimal,
    own_other_used_10k_kwh: Decimal,
    own_certificates_sold_10k_kwh: Decimal,
) -> Decimal:
    """Green power used; own power whose certificates were sold is left out."""
    return (
        direct_green_10k_kwh
        + traded_green_10k_kwh
        + own_pv_used_10k_kwh
        + own_other_used_10k_kwh
        - own_certificates_sold_10k_kwh
    )


@formula(
    "非化石电量（含绿证）",
    unit=KWH,
    reference="wuxi_2025:table",
    equation="{nonfossil_electricity_without_certificates_10k_kwh} + {applied_certificates_10k_kwh}",
)
def nonfossil_electricity_with_certificates_10k_kwh(
    nonfossil_electricity_without_certificates_10k_kwh: Decimal, applied_certificates_10k_kwh: Decimal
) -> Decimal:
    """Green power used, and certificates bought apart."""
    return nonfossil_electricity_without_certificates_10k_kwh + applied_certificates_10k_kwh


@formula(
    "非化石电量（含绿证及电网非化石电量）",
    unit=KWH,
    reference="wuxi_2025:table",
    equation="{nonfossil_electricity_with_certificates_10k_kwh} + max({grid_10k_kwh} "
    "− {applied_certificates_10k_kwh}, 0) × {grid_nonfossil_percent} ÷ 100",
)
def nonfossil_electricity_with_grid_share_10k_kwh(
    nonfossil_electricity_with_certificates_10k_kwh: Decimal,
    grid_10k_kwh: Decimal,
    applied_certificates_10k_kwh: Decimal,
    grid_nonfossil_percent: Decimal,
) -> Decimal:
    """As above, with the grid's own non-fossil share of what certificates do not cover."""
    return (
        nonfossil_electricity_with_certificates_10k_kwh
        + max(grid_10k_kwh - applied_certificates_10k_kwh, Decimal(0)) * grid_nonfossil_percent / 100
    )


@formula(
    "非化石燃料和热力消费量",
    unit=TCE,
    reference="wuxi_2025:table",
    equation="Σ {nonfossil_fuel} × {calorific_coefficients} + ({purchased_nonfossil_gj} "
    "− {sent_nonfossil_gj}) × {heat_coefficient}",
)
def nonfossil_fuel_and_heat_tce(
    nonfossil_fuel: Amounts,
    calorific_coefficients: Amounts,
    purchased_nonfossil_gj: Decimal,
    sent_nonfossil_gj: Decimal,
    heat_coefficient: Decimal,
) -> Decimal:
    """Biomass and the like in final use and own heat supply, what is lost of it, and non-fossil heat bought."""
    return (
        sum_product(nonfossil_fuel, calorific_coefficients)
        + (purchased_nonfossil_gj - sent_nonfossil_gj) * heat_coefficient
    )


@formula(
    "非化石能源消费量（等价值）",
    unit=TCE,
    reference="wuxi_2025:table",
    equation="{nonfossil_electricity_10k_kwh} × {electricity_equivalent_coefficient} + {nonfossil_fuel_and_heat_tce}",
)
def nonfossil_energy_equivalent_tce(
    nonfossil_electricity_10k_kwh: Decimal,
    electricity_equivalent_coefficient: Decimal,
    nonfossil_fuel_and_heat_tce: Decimal,
) -> Decimal:
    """Numerator of row 5, electricity at 等价值."""
    return nonfossil_electricity_10k_kwh * electricity_equivalent_coefficient + nonfossil_fuel_and_heat_tce


@formula(
    "非化石能源消费量（当量值）",
    unit=TCE,
    reference="wuxi_2025:table",
    equation="{nonfossil_electricity_10k_kwh} × {electricity_calorific_coefficient} + {nonfossil_fuel_and_heat_tce}",
)
def nonfossil_energy_calorific_tce(
    nonfossil_electricity_10k_kwh: Decimal,
    electricity_calorific_coefficient: Decimal,
    nonfossil_fuel_and_heat_tce: Decimal,
) -> Decimal:
    """Numerator of row 5, electricity at 当量值."""
    return nonfossil_electricity_10k_kwh * electricity_calorific_coefficient + nonfossil_fuel_and_heat_tce


@formula(
    "非化石能源消费占比（等价值）",
    unit="",
    reference="wuxi_2025:table",
    equation="{nonfossil_energy_equivalent_tce} ÷ {energy_equivalent_tce}",
)
def nonfossil_energy_equivalent_share(
    nonfossil_energy_equivalent_tce: Decimal, energy_equivalent_tce: Decimal
) -> Decimal:
    """Row 5, both sides at 等价值."""
    return quotient(nonfossil_energy_equivalent_tce, energy_equivalent_tce)


@formula(
    "非化石能源消费占比（当量值）",
    unit="",
    reference="wuxi_2025:table",
    equation="{nonfossil_energy_calorific_tce} ÷ {energy_calorific_tce}",
)
def nonfossil_energy_calorific_share(nonfossil_energy_calorific_tce: Decimal, energy_calorific_tce: Decimal) -> Decimal:
    """Row 5, both sides at 当量值."""
    return quotient(nonfossil_energy_calorific_tce, energy_calorific_tce)


@formula(
    "可再生电力消费占比（含绿证）",
    unit="",
    reference="wuxi_2025:table",
    equation="{nonfossil_electricity_with_certificates_10k_kwh} ÷ {electricity_consumption_10k_kwh}",
)
def renewable_electricity_share(
    nonfossil_electricity_with_certificates_10k_kwh: Decimal, electricity_consumption_10k_kwh: Decimal
) -> Decimal:
    """Row 19 as the plan's text and the province read it: electricity by electricity."""
    return quotient(nonfossil_electricity_with_certificates_10k_kwh, electricity_consumption_10k_kwh)


@formula(
    "可再生能源消费占比（含绿证）",
    unit="",
    reference="wuxi_2025:table",
    equation="({nonfossil_electricity_with_certificates_10k_kwh} "
    "× {electricity_equivalent_coefficient} + {nonfossil_fuel_and_heat_tce}) "
    "÷ {energy_equivalent_tce}",
)
def renewable_energy_share(
    nonfossil_electricity_with_certificates_10k_kwh: Decimal,
    electricity_equivalent_coefficient: Decimal,
    nonfossil_fuel_and_heat_tce: Decimal,
    energy_equivalent_tce: Decimal,
) -> Decimal:
    """Row 19 as the table's name reads: energy by energy, at 等价值."""
    return quotient(
        nonfossil_electricity_with_certificates_10k_kwh * electricity_equivalent_coefficient
        + nonfossil_fuel_and_heat_tce,
        energy_equivalent_tce,
    )


@formula(
    "天然气消费量",
    unit=TCE,
    reference="ndrc_910:annex3",
    equation="Σ {clean_fuel} × {calorific_coefficients} − Σ {clean_fuel_made} × {calorific_coefficients}",
)
def clean_fuel_tce(clean_fuel: Amounts, clean_fuel_made: Amounts, calorific_coefficients: Amounts) -> Decimal:
    """Natural gas used, converted and lost, less what conversion gives back (LNG made gaseous counts once)."""
    return sum_product(clean_fuel, calorific_coefficients) - sum_product(clean_fuel_made, calorific_coefficients)


@formula(
    "清洁能源消费占比（非化石能源和天然气）",
    unit="",
    reference="ndrc_910:annex3",
    equation="({nonfossil_energy_equivalent_tce} + {clean_fuel_tce}) ÷ {energy_equivalent_tce}",
)
def clean_energy_with_gas_share(
    nonfossil_energy_equivalent_tce: Decimal, clean_fuel_tce: Decimal, energy_equivalent_tce: Decimal
) -> Decimal:
    """The nation's clean share, natural gas counted as clean."""
    return quotient(nonfossil_energy_equivalent_tce + clean_fuel_tce, energy_equivalent_tce)


@formula(
    "清洁能源消费占比（仅非化石能源）",
    unit="",
    reference="ndrc_910:annex3",
    equation="{nonfossil_energy_equivalent_tce} ÷ {energy_equivalent_tce}",
)
def clean_energy_nonfossil_share(nonfossil_energy_equivalent_tce: Decimal, energy_equivalent_tce: Decimal) -> Decimal:
    """The nation's clean share, non-fossil only."""
    return quotient(nonfossil_energy_equivalent_tce, energy_equivalent_tce)


@formula(
    "绿电直供占比",
    unit="",
    reference="ndrc_910:annex4",
    equation="{direct_green_10k_kwh} ÷ {electricity_consumption_10k_kwh}",
)
def direct_green_share(direct_green_10k_kwh: Decimal, electricity_consumption_10k_kwh: Decimal) -> Decimal:
    """The nation asks for at least half of the power by direct supply, in principle."""
    return quotient(direct_green_10k_kwh, electricity_consumption_10k_kwh)
