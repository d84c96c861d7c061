"""Facts of the energy balance: for each energy kind, how much goes where; and power and heat in use."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from ..project.facilities import Certificate
from ..project.years import CONVERSIONS, SECTORS, EnergyRow
from ..rules import EnergyType, Nature
from .registry import Fact, FactValue, Gap, Missing, View, add_fact, fact

INDUSTRIAL = ("fuel_industry",)
OTHER_SECTORS = tuple(f"fuel_{sector}" for sector in SECTORS if sector != "industry")
TERMINAL = tuple(f"fuel_{sector}" for sector in SECTORS)
CONVERSION_IN = tuple(f"conversion_in_{kind}" for kind in CONVERSIONS)
CONVERSION_OUT = tuple(f"conversion_out_{kind}" for kind in CONVERSIONS)
NONFOSSIL_USES = (*TERMINAL, "conversion_in_heating", "losses")
"""Where a non-fossil fuel is consumed as such; made into power, gas or other fuel, it is counted as that."""


def energy_name(view: View, energy: str) -> str:
    """The Chinese name of an energy kind; its id where the rules do not know it."""
    kind = view.rules.energy_types.get(energy)
    return kind.name if kind else energy


def row_address(view: View, energy: str, flow: str = "") -> str:
    """The address of an energy kind's row, or of one flow in it."""
    return view.address(f"energy/{energy}/{flow}".rstrip("/"))


def _titles(names: Iterable[str]) -> str:
    titles = [EnergyRow.model_fields[name].title or name for name in names]
    return "、".join(titles[:2]) + (f"等{len(titles)}格" if len(titles) > 2 else "")


def flows(view: View, names: tuple[str, ...], takes: Callable[[EnergyType], bool] = lambda _: True) -> FactValue:
    """The sum of the named flows for each kind that `takes` accepts.

    A blank counts as zero only where the year's table is declared so; otherwise it is a gap.
    """
    record = view.record
    if record is None or not record.energy:
        return Missing((view.gap("能源平衡表", view.address("energy")),))
    amounts: dict[str, Decimal] = {}
    gaps: list[Gap] = []
    for row in record.energy:
        kind = view.rules.energy_types.get(row.energy)
        if kind is None:
            gaps.append(
                view.gap(
                    f"能源平衡表中“{row.energy or '未选品种'}”不是已知的能源品种", row_address(view, row.key, "energy")
                )
            )
            continue
        if not takes(kind):
            continue
        values = {name: getattr(row, name) for name in names}
        blank = [name for name, value in values.items() if value is None]
        if blank and not record.energy_blanks_are_zero:
            gaps.append(view.gap(f"能源平衡表 {kind.name}：{_titles(blank)}", row_address(view, row.key, blank[0])))
        amounts[row.energy] = sum((value for value in values.values() if value is not None), Decimal(0))
    return Missing(tuple(gaps)) if gaps else amounts


def _fossil(kind: EnergyType) -> bool:
    return kind.nature is Nature.FOSSIL


def _nonfossil(kind: EnergyType) -> bool:
    return kind.nature is Nature.NONFOSSIL


def _clean_fossil(kind: EnergyType) -> bool:
    return kind.clean and _fossil(kind)  # clean kinds that are not fossil are counted with the non-fossil ones


def _flow_fact(
    name: str, title: str, names: tuple[str, ...], takes: Callable[[EnergyType], bool] = lambda _: True
) -> None:
    add_fact(Fact(name, title, "按品种", "years/{year}/energy", lambda view: flows(view, names, takes)))


_flow_fact("industrial_fuel", "工业终端消费量", INDUSTRIAL)
_flow_fact("other_sectors_fuel", "工业以外各行业终端消费量", OTHER_SECTORS)
_flow_fact("conversion_input", "加工转换投入量", CONVERSION_IN)
_flow_fact("conversion_output", "加工转换产出量", CONVERSION_OUT)
_flow_fact("recovered", "回收能", ("recovered",))
_flow_fact("losses", "损失量", ("losses",))
_flow_fact("feedstock", "用作原料、材料的能源", ("feedstock",))
_flow_fact("fossil_terminal_fuel", "化石能源终端消费量", TERMINAL, _fossil)
_flow_fact("fossil_industrial_fuel", "化石能源工业终端消费量", INDUSTRIAL, _fossil)
_flow_fact("international_fuel", "国际航空、航运燃料", ("international_transport",), _fossil)
_flow_fact("fossil_conversion_input", "化石能源加工转换投入量", CONVERSION_IN, _fossil)
_flow_fact("fossil_conversion_output", "化石能源加工转换产出量（含回收能）", (*CONVERSION_OUT, "recovered"), _fossil)
# losses are in the whole that these are shares of: a park on nothing but biomass, or gas, uses nothing else
_flow_fact("nonfossil_fuel", "非化石燃料终端消费、供热投入和损失量", NONFOSSIL_USES, _nonfossil)
_flow_fact("clean_fuel", "天然气终端消费、加工转换投入和损失量", (*TERMINAL, *CONVERSION_IN, "losses"), _clean_fossil)
_flow_fact("clean_fuel_made", "天然气加工转换产出量", CONVERSION_OUT, _clean_fossil)


def _of_kind(view: View, energy: str, names: tuple[str, ...]) -> Decimal | Missing | None:
    amounts = flows(view, names, lambda kind: kind.id == energy)
    if isinstance(amounts, (Missing, Decimal)):
        return amounts
    return amounts.get(energy)


def _electricity(view: View, names: tuple[str, ...]) -> FactValue:
    amount = _of_kind(view, "electricity", names)
    if amount is None:
        return Missing((view.gap("能源平衡表 电力：各行业用电量", view.address("energy")),))
    return amount


def _heat(view: View, names: tuple[str, ...]) -> FactValue:
    amount = _of_kind(view, "heat", names)
    return Decimal(0) if amount is None else amount  # a balance without a row for heat states that none is used


@fact("终端用电量", unit="万千瓦时", where="years/{year}/energy/electricity")
def terminal_electricity_10k_kwh(view: View) -> FactValue:
    """Electricity in final use by all sectors."""
    return _electricity(view, TERMINAL)


@fact("工业以外各行业用电量", unit="万千瓦时", where="years/{year}/energy/electricity")
def other_sectors_electricity_10k_kwh(view: View) -> FactValue:
    """Electricity in final use outside industry."""
    return _electricity(view, OTHER_SECTORS)


@fact("全年用电量", unit="万千瓦时", where="years/{year}/energy/electricity")
def electricity_consumption_10k_kwh(view: View) -> FactValue:
    """Electricity in final use, in conversion, and lost on the way."""
    return _electricity(view, (*TERMINAL, *CONVERSION_IN, "losses"))


@fact("园区自发电量（火力发电和回收能发电）", unit="万千瓦时", where="years/{year}/energy/electricity")
def electricity_made_10k_kwh(view: View) -> FactValue:
    """Electricity that the park makes from fuel and from recovered energy; none where the balance has no such row."""
    amount = _of_kind(view, "electricity", (*CONVERSION_OUT, "recovered"))
    return Decimal(0) if amount is None else amount


@fact("工业以外各行业用热量", unit="吉焦", where="years/{year}/energy/heat")
def other_sectors_heat_gj(view: View) -> FactValue:
    """Heat in final use outside industry."""
    return _heat(view, OTHER_SECTORS)


@fact("全年用热量", unit="吉焦", where="years/{year}/energy/heat")
def heat_consumption_gj(view: View) -> FactValue:
    """Heat in final use, in conversion, and lost on the way."""
    return _heat(view, (*TERMINAL, *CONVERSION_IN, "losses"))


@fact("未随电量取得的绿证折电量", unit="万千瓦时", where="certificates")
def certificates_10k_kwh(view: View) -> FactValue:
    """Certificates used for the year, one for 1 MWh; those that came with traded power are left out.

    A number counts once in the whole list, as its first row says: used in another year, or come with traded power,
    it is used up.
    """
    project = view.project
    if not project.certificates and not project.is_declared_empty("certificates"):
        return Missing((Gap("绿证清单（没有的，请勾选“本园区没有”）", "certificates"),))
    first_rows: dict[str, Certificate] = {}
    gaps: list[Gap] = []
    for row in project.certificates:
        if row.used_for is None or row.pieces is None:
            what = "用于年份" if row.used_for is None else "张数"
            field = "used_for" if row.used_for is None else "pieces"
            gaps.append(Gap(f"绿证“{row.number or row.key}”的{what}", f"certificates/{row.key}/{field}"))
        else:
            first_rows.setdefault(row.number.strip() or f"#{row.key}", row)
    used = [row for row in first_rows.values() if row.used_for == view.year and not row.with_power]
    return Missing(tuple(gaps)) if gaps else Decimal(sum(row.pieces or 0 for row in used)) / 10
