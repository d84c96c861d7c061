"""The energy balance of one year, as its grid computes it while numbers are typed."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from zcpark_desktop.project.years import SUPPLY_FLOWS, EnergyRow, ParkYear

SOURCES = (
    "opening_stock", "purchased", "own_production", "recovered",
    "conversion_out_thermal_power", "conversion_out_heating", "conversion_out_refining", "conversion_out_gas_making",
    "conversion_out_other",
)
USES = (
    "sent_out", "closing_stock", "losses", "feedstock",
    "conversion_in_thermal_power", "conversion_in_heating", "conversion_in_refining", "conversion_in_gas_making",
    "conversion_in_other",
    "fuel_agriculture", "fuel_industry", "fuel_construction", "fuel_transport", "fuel_services", "fuel_other",
    "fuel_residential",
)

_SUPPLY_OF: dict[str, tuple[str, dict[str, tuple[str, ...]]]] = {
    "electricity": ("electricity", {
        "purchased": ("grid_10k_kwh", "direct_green_10k_kwh", "traded_green_10k_kwh"),
        "own_production": ("own_pv_used_10k_kwh", "own_pv_sold_10k_kwh", "own_other_used_10k_kwh",
                           "own_other_sold_10k_kwh"),
        "sent_out": ("own_pv_sold_10k_kwh", "own_other_sold_10k_kwh", "sent_out_10k_kwh"),
    }),
    "heat": ("heat", {
        "purchased": ("purchased_fossil_gj", "purchased_nonfossil_gj"),
        "sent_out": ("sent_fossil_gj", "sent_nonfossil_gj"),
    }),
}


def is_supplied_elsewhere(energy: str, flow: str) -> bool:
    """Whether `flow` of `energy` comes from the tables of origin, and so is not typed into the balance."""
    return energy in _SUPPLY_OF and flow in SUPPLY_FLOWS


def _sum(values: Iterable[Decimal | None]) -> Decimal | None:
    """The sum; None as soon as one is missing."""
    total = Decimal(0)
    for value in values:
        if value is None:
            return None
        total += value
    return total


def origin_fields(energy: str, flow: str) -> tuple[str, ...]:
    """The fields of the table of origin that make up a supply flow of electricity or heat; empty for none."""
    part, flows = _SUPPLY_OF[energy]
    return tuple(f"{part}/{name}" for name in flows.get(flow, ()))


def supply(year: ParkYear, energy: str, flow: str) -> Decimal | None:
    """A supply flow of electricity (10,000 kWh) or heat (GJ), from the table of origin.

    Purchased power is grid power, direct green supply and traded green power; own production is own renewable power,
    used or sold; what is sold is sent out again. None where a part is missing, and for flows that there are not.
    """
    part, flows = _SUPPLY_OF[energy]
    origin = getattr(year, part)
    names = flows.get(flow, ())
    return _sum(getattr(origin, name) for name in names) if names else None


def flow_value(year: ParkYear, row: EnergyRow, flow: str) -> Decimal | None:
    """What stands in the balance for `flow`: typed, or from the table of origin."""
    if is_supplied_elsewhere(row.energy, flow):
        return supply(year, row.energy, flow)
    value: Decimal | None = getattr(row, flow)
    return value


def difference(year: ParkYear, row: EnergyRow) -> Decimal | None:
    """Supply less use of one energy kind, in its own unit: zero in a balance that closes.

    Opening stock, purchases, own production, conversion output and recovery, less what is sent out, put into
    conversion, lost, used, taken as feedstock and left in stock. None while figures are missing, unless the year's
    blanks are declared to be zero. International transport fuel is part of other flows and not counted again.
    """
    def amount(flow: str) -> Decimal | None:
        value = flow_value(year, row, flow)
        if value is not None:
            return value
        if is_supplied_elsewhere(row.energy, flow):
            # a flow that the table of origin does not know is none; one that it knows may still be missing
            return None if origin_fields(row.energy, flow) else Decimal(0)
        return Decimal(0) if year.energy_blanks_are_zero else None

    sources, uses = _sum(map(amount, SOURCES)), _sum(map(amount, USES))
    return None if sources is None or uses is None else sources - uses
