"""Balances that have to close: each energy kind, power and heat by origin, parts against wholes."""

from __future__ import annotations

from decimal import Decimal

from ..evaluate import Evaluation
from ..facts.energy import CONVERSION_IN, CONVERSION_OUT, TERMINAL
from ..project.fields import Model
from ..project.years import Electricity, EnergyRow, Heat, ParkYear
from ..wording import entered, named, number, percent, telling
from .registry import Noticed, Severity, rule

TOLERANCE = Decimal("0.001")
"""A balance is taken to close within 0.1 % of what is supplied: meters and rounding in reports."""
STATISTICAL = Decimal("0.01")
"""Up to 1 % may be the statistical difference that many sources together have, and needs a word; more is a mistake."""

ZERO = Decimal(0)


def _sum(part: object, names: tuple[str, ...]) -> Decimal:
    return sum((getattr(part, name) or ZERO for name in names), ZERO)


def electricity_supply(power: Electricity) -> Decimal:
    """Power that reaches the park's users by origin, less what is sent out, 10,000 kWh."""
    return _sum(
        power,
        (
            "grid_10k_kwh",
            "direct_green_10k_kwh",
            "traded_green_10k_kwh",
            "own_pv_used_10k_kwh",
            "own_other_used_10k_kwh",
        ),
    ) - (power.sent_out_10k_kwh or ZERO)


def heat_supply(heat: Heat) -> Decimal:
    """Heat over the boundary, net, GJ."""
    return _sum(heat, ("purchased_fossil_gj", "purchased_nonfossil_gj")) - _sum(
        heat, ("sent_fossil_gj", "sent_nonfossil_gj")
    )


def supply_and_use(record: ParkYear, row: EnergyRow) -> tuple[Decimal, Decimal]:
    """What one kind's row brings in and what it uses up, in the kind's unit; equal where the balance closes."""
    made = _sum(row, CONVERSION_OUT) + (row.recovered or ZERO)
    used = _sum(row, (*CONVERSION_IN, *TERMINAL, "losses", "feedstock"))
    if row.energy == "electricity":
        return electricity_supply(record.electricity) + made, used
    if row.energy == "heat":
        return heat_supply(record.heat) + made, used
    supplied = _sum(row, ("opening_stock", "purchased", "own_production")) + made
    return supplied, used + _sum(row, ("sent_out", "closing_stock"))


def _balanced_rows(record: ParkYear) -> list[tuple[EnergyRow, str]]:
    """The rows whose balance has to close, with their addresses.

    A row that is still empty is left alone. Power and heat have to close also where a table without their row, or with
    an empty one and blanks declared zero, states that none is used: their sources stand in tables of their own.
    """
    names = set(EnergyRow.model_fields) - {"id", "energy", "evidence"}
    table = f"years/{record.year}/energy"
    rows = [
        (row, f"{table}/{row.key}")
        for row in record.energy
        if record.energy_blanks_are_zero or any(getattr(row, name) is not None for name in names)
    ]
    present = {row.energy for row in record.energy}
    unused = [kind for kind in ("electricity", "heat") if record.energy and kind not in present]
    return rows + [(EnergyRow(energy=kind), table) for kind in unused]


def _differences(evaluation: Evaluation, low: Decimal, high: Decimal, then: str) -> Noticed:
    """The balances that do not close by more than `low` and at most `high`, as shares of the larger side."""
    for record in evaluation.project.years:
        for row, address in _balanced_rows(record):
            kind = evaluation.rules.energy_types.get(row.energy)
            if kind is None:
                continue
            supplied, used = supply_and_use(record, row)
            difference, larger = supplied - used, max(abs(supplied), abs(used))
            if low * larger < abs(difference) <= high * larger:
                origin = SOURCES.get(row.energy)
                yield (
                    f"{record.year}年{kind.name}收入{number(supplied)}{kind.unit}、支出{number(used)}{kind.unit}，收入"
                    f"{'多' if difference > 0 else '少'}{number(abs(difference))}{kind.unit}"
                    f"（{percent(abs(difference) / larger)}）；请核对能源平衡表{f'和{origin[1]}' if origin else ''}{then}。",
                    (address, f"years/{record.year}/{origin[0]}") if origin else (address,),
                )


SOURCES = {"electricity": ("electricity", "电力来源表"), "heat": ("heat", "热力来源表")}
"""Kinds whose sources stand in a table of their own: the part of the year, and what staff call it."""
BALANCE_READS = ("years/*/energy", "years/*/electricity", "years/*/heat")
TWICE = Decimal(2)
"""No difference is more than twice the larger side: one side at most is negative."""


@rule("balance.energy", Severity.MUST_FIX, "能源平衡表各品种收支相等", reads=BALANCE_READS)
def energy_balances_close(evaluation: Evaluation) -> Noticed:
    """Supply equals use for each kind and year, but for a statistical difference."""
    yield from _differences(evaluation, STATISTICAL, TWICE, "")


@rule("balance.energy_difference", Severity.EXPLAIN, "能源平衡表没有平衡差额", reads=BALANCE_READS)
def energy_balances_have_no_difference(evaluation: Evaluation) -> Noticed:
    """Supply equals use for each kind and year, within the tolerance."""
    yield from _differences(evaluation, TOLERANCE, STATISTICAL, "，或说明平衡差额的来由")


@rule("balance.unknown_energy", Severity.MUST_FIX, "能源品种在规则中", reads=("years/*/energy/*/energy",))
def energies_are_known(evaluation: Evaluation) -> Noticed:
    """Every energy kind of a balance has a name, unit and coefficient."""
    for record in evaluation.project.years:
        for row in record.energy:
            if row.energy not in evaluation.rules.energy_types:
                yield (
                    f"{record.year}年能源平衡表中“{row.energy or '未选品种'}”不是已知的能源品种；请重新选择。",
                    (f"years/{record.year}/energy/{row.key}",),
                )


@rule(
    "balance.conversion_efficiency",
    Severity.MUST_FIX,
    "加工转换产出不大于投入",
    reads=("years/*/energy", "coefficients"),
)
def conversion_gives_no_more_than_it_takes(evaluation: Evaluation) -> Noticed:
    """For each kind of conversion, output in tce (当量值) is at most input."""
    titles = {
        "thermal_power": "火力发电",
        "heating": "供热",
        "refining": "炼油及煤制油",
        "gas_making": "制气",
        "other": "其他加工转换",
    }
    for record in evaluation.project.years:
        coefficients = evaluation.result("calorific_coefficients", record.year)
        if not isinstance(coefficients, dict):
            continue
        for kind, title in titles.items():
            flows = {
                way: sum(
                    (
                        ((getattr(row, f"conversion_{way}_{kind}") or ZERO) * coefficients.get(row.energy, ZERO))
                        for row in record.energy
                    ),
                    ZERO,
                )
                for way in ("in", "out")
            }
            if flows["out"] > flows["in"]:
                yield (
                    f"{record.year}年{title}产出{telling(flows['out'], flows['in'])}吨标准煤，大于投入"
                    f"{telling(flows['in'], flows['out'])}吨标准煤；请核对能源平衡表。",
                    (f"years/{record.year}/energy",),
                )


@rule(
    "balance.sold_certificates",
    Severity.MUST_FIX,
    "售出绿证的电量不大于自用电量",
    reads=(
        "years/*/electricity/own_certificates_sold_10k_kwh",
        "years/*/electricity/own_pv_used_10k_kwh",
        "years/*/electricity/own_other_used_10k_kwh",
    ),
)
def no_more_certificates_are_sold_than_power_is_used(evaluation: Evaluation) -> Noticed:
    """Own power whose certificates were sold is part of own power used."""
    for record in evaluation.project.years:
        power = record.electricity
        own = _sum(power, ("own_pv_used_10k_kwh", "own_other_used_10k_kwh"))
        sold = power.own_certificates_sold_10k_kwh
        if sold is not None and sold > own:
            yield (
                f"{record.year}年已售出绿证的自用电量{entered(sold)}万千瓦时，大于可再生能源自用电量{entered(own)}万千瓦时；请核对。",
                (f"years/{record.year}/electricity/own_certificates_sold_10k_kwh",),
            )


@rule(
    "balance.certificates_exceed",
    Severity.EXPLAIN,
    "绿证电量不大于普通电量",
    reads=("certificates", "years/*/electricity"),
)
def certificates_cover_no_more_than_ordinary_power(evaluation: Evaluation) -> Noticed:
    """Certificates beyond the ordinary power have no effect."""
    for record in evaluation.project.years:
        bought = evaluation.number("certificates_10k_kwh", record.year)
        applied = evaluation.number("applied_certificates_10k_kwh", record.year)
        if bought is not None and applied is not None and bought > applied:
            yield (
                f"{record.year}年绿证折电量{number(bought)}万千瓦时，超过可抵扣的普通电量{number(applied)}万千瓦时，超出部分不计；"
                "请核对绿证用于年份，或说明结余安排。",
                ("certificates",),
            )


@rule("balance.certificate_twice", Severity.MUST_FIX, "绿证不重复计算", reads=("certificates/*/number",))
def no_certificate_is_counted_twice(evaluation: Evaluation) -> Noticed:
    """A certificate number stands once in the list."""
    seen: dict[str, str] = {}
    for row in evaluation.project.certificates:
        number_text = row.number.strip()
        if number_text and number_text in seen:
            yield (
                f"绿证编号“{number_text}”重复出现，只按一次计算；请删除重复的一行。",
                (f"certificates/{row.key}/number",),
            )
        seen.setdefault(number_text, row.key)


PARTS = (
    (
        "resources",
        "solid_waste_utilized_t",
        ("solid_waste_generated_t", "prior_stock_utilized_t"),
        "一般工业固体废物综合利用量",
        "产生量与利用往年贮存量之和",
    ),
    ("resources", "prior_stock_utilized_t", ("solid_waste_utilized_t",), "综合利用往年贮存量", "综合利用量"),
    ("resources", "waste_heat_recovered_gj", ("waste_heat_recoverable_gj",), "已回收利用余热", "可回收余热"),
    ("resources", "waste_cold_recovered_gj", ("waste_cold_recoverable_gj",), "已回收利用余冷", "可回收余冷"),
    ("resources", "waste_pressure_recovered_gj", ("waste_pressure_recoverable_gj",), "已回收利用余压", "可回收余压"),
    ("economy", "green_rnd_10k_yuan", ("revenue_10k_yuan",), "绿色低碳研发经费", "营业收入"),
)


def _unit(part: type[Model], name: str) -> str:
    extra = part.model_fields[name].json_schema_extra
    return str(extra["unit"]) if isinstance(extra, dict) else ""


@rule(
    "balance.part_exceeds_whole",
    Severity.MUST_FIX,
    "部分不大于整体",
    reads=("years/*/resources", "years/*/economy", "roofs"),
)
def no_part_exceeds_its_whole(evaluation: Evaluation) -> Noticed:
    """What is used, recovered or spent is at most what there is."""
    for record in evaluation.project.years:
        for group, part, whole, part_title, whole_title in PARTS:
            values = getattr(record, group)
            amount = getattr(values, part)
            limits = [getattr(values, name) for name in whole]
            if amount is not None and None not in limits and amount > sum(limits):
                unit = _unit(type(values), part)
                yield (
                    f"{record.year}年{part_title}{entered(amount)}{unit}，大于{whole_title}{entered(sum(limits, ZERO))}"
                    f"{unit}；请核对两项数据和单位。",
                    tuple(f"years/{record.year}/{group}/{name}" for name in (part, *whole)),
                )
    for row in evaluation.project.roofs:
        if row.covered_m2 is not None and row.usable_m2 is not None and row.covered_m2 > row.usable_m2:
            yield (
                f"屋顶{named(row, evaluation.project.roofs)}的光伏覆盖面积{entered(row.covered_m2)}平方米，大于可利用面积"
                f"{entered(row.usable_m2)}平方米；请核对两项数据。",
                (f"roofs/{row.key}/covered_m2", f"roofs/{row.key}/usable_m2"),
            )
