"""Coefficients and factors for each energy kind: measured by the park where it says so, the rules' otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ..project.statements import MeasuredCoefficient
from ..rules import EnergyType, FuelFactor, Nature
from ..rules.entries import co2_of_carbon
from .energy import energy_name
from .registry import FactValue, Gap, Missing, View, fact

TCE_PER_10K_KWH = Decimal(10)
"""1 kgce/kWh is 10 tce for 10,000 kWh."""


@dataclass(frozen=True, slots=True)
class Sourced:
    """A coefficient with where it comes from: a reference of the rules, or the park's own words."""

    value: Decimal
    unit: str
    source: str
    certainty: str


def _measured(view: View, energy: str) -> MeasuredCoefficient | None:
    return next((row for row in view.project.coefficients if row.energy == energy), None)


def _kinds(view: View) -> list[EnergyType]:
    record = view.record
    known = view.rules.energy_types
    return [known[row.energy] for row in record.energy if row.energy in known] if record else []


def _from_rules(view: View, value: Decimal, unit: str, reference: str, certainty: str) -> Sourced:
    return Sourced(value, unit, view.rules.reference(reference).title, certainty)


def _own(row: MeasuredCoefficient, value: Decimal, unit: str) -> Sourced:
    return Sourced(value, unit, f"园区实测：{row.source or '未注明来源'}", "measured")


def calorific(view: View, kind: EnergyType) -> Sourced | None:
    """tce for one unit at 当量值, or None where none is known."""
    unit = f"吨标准煤/{kind.unit}"
    own = _measured(view, kind.id)
    if own and own.calorific_tce_per_unit is not None:
        return _own(own, own.calorific_tce_per_unit, unit)
    if kind.calorific_tce_per_unit is None:
        return None
    return _from_rules(view, kind.calorific_tce_per_unit, unit, kind.reference, kind.certainty.value)


def equivalent(view: View, kind: EnergyType) -> Sourced | None:
    """tce for one unit at 等价值: for electricity the year's coal rate, otherwise as 当量值."""
    if kind.equivalent != "by_year":
        return calorific(view, kind)
    unit = f"吨标准煤/{kind.unit}"
    record = view.record
    given = record.electricity.equivalent_kgce_per_kwh if record else None
    if record is not None and given is not None:
        return Sourced(
            given * TCE_PER_10K_KWH, unit, record.electricity.equivalent_source or "园区填报，未注明来源", "measured"
        )
    default = view.rules.factor("electricity_equivalent_default")
    return _from_rules(view, default.value * TCE_PER_10K_KWH, unit, default.reference, default.certainty.value)


def _fuel(view: View, kind: EnergyType) -> FuelFactor | None:
    found = view.rules.fuel_set(view.fuel_set).factor(kind.fuel) if kind.fuel else None
    return found if found is not None and found.unit == kind.unit else None


def combustion(view: View, kind: EnergyType) -> Sourced | None:
    """tCO2 for one unit burnt."""
    unit = f"吨二氧化碳/{kind.unit}"
    own = _measured(view, kind.id)
    if own and own.emission_tco2_per_unit is not None:
        return _own(own, own.emission_tco2_per_unit, unit)
    found = _fuel(view, kind)
    if found is None:
        return None
    return _from_rules(view, found.tco2_per_unit, unit, found.reference, found.certainty.value)


def carbon(view: View, kind: EnergyType) -> Sourced | None:
    """tCO2 that the carbon in one unit makes when all of it is oxidised (carbon balance of conversion)."""
    unit = f"吨二氧化碳/{kind.unit}"
    own = _measured(view, kind.id)
    if own and own.carbon_tco2_per_unit is not None:
        return _own(own, own.carbon_tco2_per_unit, unit)
    found = _fuel(view, kind)
    if found is None:
        return None
    value = co2_of_carbon(found.ncv_gj_per_unit * found.carbon_tc_per_gj)
    return _from_rules(view, value, unit, found.reference, found.certainty.value)


SOURCES = {
    "calorific_coefficients": calorific,
    "equivalent_coefficients": equivalent,
    "feedstock_calorific_coefficients": calorific,
    "feedstock_equivalent_coefficients": equivalent,
    "fuel_factors": combustion,
    "carbon_factors": carbon,
}


FIELDS = {
    "fuel_factors": ("燃烧排放因子", "emission_tco2_per_unit"),
    "carbon_factors": ("含碳量", "carbon_tco2_per_unit"),
}
"""What a kind lacks, and the field of its measured coefficients where it is filled in."""


def _vector(view: View, name: str, flows: tuple[str, ...], fossil_only: bool) -> FactValue:
    """One coefficient for each kind in the balance; a gap where a kind with such a flow has none."""
    values: dict[str, Decimal] = {}
    gaps: list[Gap] = []
    record = view.record
    used = {row.energy for row in record.energy if any(getattr(row, flow) for flow in flows)} if record else set()
    for kind in _kinds(view):
        if fossil_only and kind.nature is not Nature.FOSSIL:
            continue
        found = SOURCES[name](view, kind)
        if found is not None:
            values[kind.id] = found.value
        elif kind.id in used:
            what, field = FIELDS.get(name, ("折标准煤系数", "calorific_tce_per_unit"))
            address = f"coefficients/{kind.id}/{field}" if _measured(view, kind.id) else "coefficients"
            gaps.append(Gap(f"{energy_name(view, kind.id)}的{what}（请在“实测系数”中填写）", address))
    return Missing(tuple(gaps)) if gaps else values


_FUEL = tuple(
    f"fuel_{s}" for s in ("agriculture", "industry", "construction", "transport", "services", "other", "residential")
)
_CONVERSION = tuple(
    f"conversion_{way}_{kind}"
    for way in ("in", "out")
    for kind in ("thermal_power", "heating", "refining", "gas_making", "other")
)
_USES = (*_FUEL, *_CONVERSION, "recovered", "losses")


@fact("折标准煤系数（当量值）", unit="吨标准煤/单位", where="coefficients")
def calorific_coefficients(view: View) -> FactValue:
    """tce for one unit of each kind, at 当量值."""
    return _vector(view, "calorific_coefficients", _USES, fossil_only=False)


@fact("折标准煤系数（等价值）", unit="吨标准煤/单位", where="coefficients")
def equivalent_coefficients(view: View) -> FactValue:
    """tce for one unit of each kind, electricity at 等价值."""
    return _vector(view, "equivalent_coefficients", _USES, fossil_only=False)


@fact("原料折标准煤系数（当量值）", unit="吨标准煤/单位", where="coefficients")
def feedstock_calorific_coefficients(view: View) -> FactValue:
    """The same for kinds that are used as raw material: asked for only where feedstock counts as consumption."""
    return _vector(view, "feedstock_calorific_coefficients", ("feedstock",), fossil_only=False)


@fact("原料折标准煤系数（等价值）", unit="吨标准煤/单位", where="coefficients")
def feedstock_equivalent_coefficients(view: View) -> FactValue:
    """The same, electricity at 等价值."""
    return _vector(view, "feedstock_equivalent_coefficients", ("feedstock",), fossil_only=False)


@fact("燃料燃烧排放因子", unit="吨二氧化碳/单位", where="coefficients")
def fuel_factors(view: View) -> FactValue:
    """tCO2 for one unit of each fossil kind burnt."""
    return _vector(view, "fuel_factors", _FUEL, fossil_only=True)


@fact("含碳量折二氧化碳", unit="吨二氧化碳/单位", where="coefficients")
def carbon_factors(view: View) -> FactValue:
    """tCO2 of the carbon in one unit of each fossil kind."""
    return _vector(view, "carbon_factors", (*_CONVERSION, "recovered"), fossil_only=True)


def _single(view: View, energy: str, read: str) -> FactValue:
    found = SOURCES[read](view, view.rules.energy_type(energy))
    if found is None:
        return Missing((Gap(f"{energy_name(view, energy)}的折标准煤系数", "coefficients"),))
    return found.value


@fact("电力折标准煤系数（当量值）", unit="吨标准煤/万千瓦时", where="coefficients")
def electricity_calorific_coefficient(view: View) -> FactValue:
    """1.229 tce for 10,000 kWh."""
    return _single(view, "electricity", "calorific_coefficients")


@fact("电力折标准煤系数（等价值）", unit="吨标准煤/万千瓦时", where="years/{year}/electricity/equivalent_kgce_per_kwh")
def electricity_equivalent_coefficient(view: View) -> FactValue:
    """The year's coal rate."""
    return _single(view, "electricity", "equivalent_coefficients")


@fact("热力折标准煤系数", unit="吨标准煤/吉焦", where="coefficients")
def heat_coefficient(view: View) -> FactValue:
    """0.03412 tce/GJ."""
    return _single(view, "heat", "calorific_coefficients")


def heat_factor_source(view: View) -> Sourced:
    """tCO2 for one GJ of fossil heat: measured where the park says so, 0.11 otherwise (910 annex 4)."""
    record = view.record
    measured = record.heat.measured_factor_tco2_per_gj if record else None
    if record is not None and measured is not None:
        return Sourced(
            measured, "吨二氧化碳/吉焦", f"园区实测：{record.heat.measured_factor_source or '未注明来源'}", "measured"
        )
    default = view.rules.factor("heat_fossil_default")
    return _from_rules(view, default.value, "吨二氧化碳/吉焦", default.reference, default.certainty.value)


@fact("化石能源热力排放因子", unit="吨二氧化碳/吉焦", where="years/{year}/heat/measured_factor_tco2_per_gj")
def heat_factor(view: View) -> FactValue:
    """As `heat_factor_source`."""
    return heat_factor_source(view).value


def process_factor_source(view: View, key: str) -> Sourced | None:
    """tCO2 for one tonne of the process product in row `key`, or None where none is known."""
    record = view.record
    row = next((row for row in record.process if row.key == key), None) if record else None
    if row is None:
        return None
    if row.factor_tco2_per_unit is not None:
        return Sourced(
            row.factor_tco2_per_unit, "吨二氧化碳/吨", row.factor_source or "园区填报，未注明来源", "measured"
        )
    known = view.rules.process_factors.get(row.product)
    if known is None or known.tco2_per_unit is None:
        return None
    return _from_rules(view, known.tco2_per_unit, f"吨二氧化碳/{known.unit}", known.reference, known.certainty.value)


def process_name(view: View, key: str) -> str:
    """The Chinese name of the process product in row `key`."""
    record = view.record
    row = next((row for row in record.process if row.key == key), None) if record else None
    if row is None:
        return key
    known = view.rules.process_factors.get(row.product)
    return known.name if known else row.product or f"第{key}行"


def _process(view: View, read: str) -> FactValue:
    record = view.record
    if record is None or (not record.process and not view.project.is_declared_empty("process")):
        return Missing((view.gap("工业过程产品（没有的，请勾选“本园区没有”）", view.address("process")),))
    values: dict[str, Decimal] = {}
    gaps: list[Gap] = []
    for row in record.process:
        source = process_factor_source(view, row.key)
        factor = source.value if source else None
        value = row.output if read == "output" else factor
        if value is None:
            field, what = ("output", "产量") if read == "output" else ("factor_tco2_per_unit", "排放因子")
            gaps.append(
                view.gap(
                    f"工业过程产品“{process_name(view, row.key)}”的{what}", view.address(f"process/{row.key}/{field}")
                )
            )
        else:
            values[row.key] = value
    return Missing(tuple(gaps)) if gaps else values


@fact("工业过程产品产量", unit="吨", where="years/{year}/process")
def process_products(view: View) -> FactValue:
    """Output of each product."""
    return _process(view, "output")


@fact("工业过程排放因子", unit="吨二氧化碳/吨", where="years/{year}/process")
def process_factors(view: View) -> FactValue:
    """tCO2 for one tonne of each product."""
    return _process(view, "factor")
