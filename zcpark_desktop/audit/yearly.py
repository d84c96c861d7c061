"""The park's own years held against each other: wrong units, jumps, and stocks that do not follow on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ..evaluate import Evaluation
from ..facts.energy import CONVERSION_IN, TERMINAL
from ..facts.fields import PARTS
from ..project.years import ParkYear
from ..wording import entered, number
from .balances import TOLERANCE
from .comparing import both, goes_back, jumps, slip
from .registry import Noticed, Severity, rule

JUMP = 3
"""A park's total that trebles within a year has a reason that an official will ask for."""
MATERIAL = Decimal("0.05")
"""Of kinds that add up, only a change of at least 5 % of their sum is worth a question."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity of one year.

    Attributes:
        below: its address below the year.
        weight: what one unit weighs in the group's sum; None where the group's quantities do not add up.
    """

    title: str
    unit: str
    value: Decimal | int
    below: str
    weight: Decimal | None = None


GROUPS = {
    "economy": ("经济数据", ()),
    "energy": ("各品种能源消费量", ()),
    "electricity": ("各类来源电量", ("maximum_load_mw", "grid_nonfossil_percent", "equivalent_kgce_per_kwh")),
    "heat": ("受入和送出热力", ("measured_factor_tco2_per_gj",)),
    "resources": ("水、固废和余能数据", ()),
    "freight": ("货运量", ()),
    "vehicles": ("车辆数", ()),
    "process": ("工业过程产品产量", ()),
}
"""Title of each group, and its fields that are no flows."""

ADDING_UP = ("electricity", "heat", "freight")


def _fields(group: str) -> tuple[str, ...]:
    return tuple(
        name
        for name, info in PARTS[group].model_fields.items()
        if isinstance(info.json_schema_extra, dict)
        and info.json_schema_extra.get("unit")
        and name not in GROUPS[group][1]
    )


def _quantities(evaluation: Evaluation, record: ParkYear, group: str) -> Iterator[Quantity]:
    """What is filled in of a group in one year."""
    if group == "vehicles":
        numbers = [row.number for row in record.vehicles if row.number is not None]
        if numbers:
            yield Quantity("交通工具保有量", "辆", sum(numbers), "vehicles")
    elif group == "process":
        for product in record.process:
            known = evaluation.rules.process_factors.get(product.product)
            if product.output is not None:
                title = f"工业过程产品“{known.name if known else product.product or product.key}”产量"
                yield Quantity(title, known.unit if known else "", product.output, f"process/{product.key}/output")
    elif group == "energy":
        weights = evaluation.result("calorific_coefficients", record.year)
        for row in record.energy:
            kind = evaluation.rules.energy_types.get(row.energy)
            uses = [
                value for name in (*TERMINAL, *CONVERSION_IN, "feedstock") if (value := getattr(row, name)) is not None
            ]
            if kind is not None and uses:
                weight: Decimal | None = weights.get(row.energy) if isinstance(weights, dict) else None
                yield Quantity(f"{kind.name}消费量", kind.unit, sum(uses, Decimal(0)), f"energy/{row.key}", weight)
    else:
        for name in _fields(group):
            info = PARTS[group].model_fields[name]
            value = getattr(getattr(record, group), name)
            if value is not None:
                extra = info.json_schema_extra
                unit = str(extra["unit"]) if isinstance(extra, dict) else ""
                one = Decimal(1) if group in ADDING_UP else None
                yield Quantity((info.title or name).removeprefix("其中："), unit, value, f"{group}/{name}", one)


def _pairs(evaluation: Evaluation, group: str) -> Iterator[tuple[int, Quantity, Quantity, Decimal | None]]:
    """(year, before, now, the sum of the group) for each quantity that two successive years both have.

    One that stands alone, and goes back the year after, is told once.
    """
    records = {record.year: record for record in evaluation.project.years}
    earlier: dict[str, Quantity] = {}
    before: dict[str, Quantity] = {}
    for year in sorted(records):
        earlier, before = before, {}
        if year - 1 not in records:
            continue
        before = {each.below: each for each in _quantities(evaluation, records[year - 1], group)}
        now = list(_quantities(evaluation, records[year], group))
        weighed = [each.weight * Decimal(each.value) for each in now if each.weight is not None]
        total = sum(weighed, Decimal(0)) if len(weighed) == len(now) else None
        for each in now:
            old, first = before.get(each.below), earlier.get(each.below)
            if old is None or old.title != each.title:
                continue
            if first is None or not goes_back(first.value, old.value, each.value):
                yield year, old, each, total


def _reads(group: str) -> tuple[str, ...]:
    return tuple(f"years/*/{group}/{name}" for name in _fields(group)) if group in PARTS else (f"years/*/{group}",)


def _unit_rule(group: str) -> None:
    def notice(evaluation: Evaluation) -> Noticed:
        for year, old, new, _ in _pairs(evaluation, group):
            factor = slip(old.value, new.value)
            if factor is not None:
                yield (
                    f"{both(year, new.title, new.unit, old.value, new.value)}，疑为单位错用{factor:,}倍；"
                    "请核对单位和小数点，或说明原因。",
                    (f"years/{year}/{new.below}", f"years/{year - 1}/{old.below}"),
                )

    rule(f"unit.{group}", Severity.EXPLAIN, f"{GROUPS[group][0]}各年单位一致", reads=_reads(group))(notice)


def _jump_rule(group: str) -> None:
    def notice(evaluation: Evaluation) -> Noticed:
        for year, old, new, total in _pairs(evaluation, group):
            if year > evaluation.project.period.base_year or slip(old.value, new.value) is not None:
                continue
            small = (
                new.weight is not None
                and total is not None
                and (abs(Decimal(new.value) - Decimal(old.value)) * new.weight < MATERIAL * total)
            )
            if jumps(old.value, new.value, JUMP) and not small:
                yield (
                    f"{both(year, new.title, new.unit, old.value, new.value)}；请核对，或说明原因。",
                    (f"years/{year}/{new.below}", f"years/{year - 1}/{old.below}"),
                )

    rule(f"jump.{group}", Severity.EXPLAIN, f"{GROUPS[group][0]}各年变化平稳", reads=_reads(group))(notice)


for _group in GROUPS:
    _unit_rule(_group)
    _jump_rule(_group)


@rule(
    "yearly.stocks",
    Severity.EXPLAIN,
    "期初库存等于上年期末库存",
    reads=("years/*/energy/*/opening_stock", "years/*/energy/*/closing_stock"),
)
def stocks_follow_on(evaluation: Evaluation) -> Noticed:
    """A year opens with what the year before closed with."""
    records = {record.year: record for record in evaluation.project.years}
    for year in sorted(records):
        closing = {row.energy: row.closing_stock for row in records[year - 1].energy} if year - 1 in records else {}
        for row in records[year].energy:
            kind, old, new = evaluation.rules.energy_types.get(row.energy), closing.get(row.energy), row.opening_stock
            if kind is not None and old is not None and new is not None and abs(new - old) > TOLERANCE * max(old, new):
                yield (
                    f"{year}年{kind.name}期初库存{entered(new)}{kind.unit}，上年期末库存{entered(old)}{kind.unit}，"
                    f"相差{number(abs(new - old))}{kind.unit}；请核对，或说明盘盈盘亏。",
                    (
                        f"years/{year}/energy/{row.key}/opening_stock",
                        f"years/{year - 1}/energy/{row.key}/closing_stock",
                    ),
                )


@rule(
    "yearly.constant_prices",
    Severity.MUST_FIX,
    "不变价增加值的基期一致",
    reads=("years/*/economy/industrial_value_added_constant_10k_yuan", "years/*/economy/constant_price_year"),
)
def constant_prices_have_one_year(evaluation: Evaluation) -> Noticed:
    """Values at constant prices name their price year, and all years the same one."""
    first: tuple[int, int] | None = None
    for record in evaluation.project.years:
        economy = record.economy
        place = (f"years/{record.year}/economy/constant_price_year",)
        if economy.industrial_value_added_constant_10k_yuan is None:
            continue
        if economy.constant_price_year is None:
            yield (
                f"{record.year}年工业增加值（不变价）{entered(economy.industrial_value_added_constant_10k_yuan)}万元没有注明"
                "不变价基期年份；请补充。",
                place,
            )
        elif first is None:
            first = record.year, economy.constant_price_year
        elif first[1] != economy.constant_price_year:
            yield (
                f"{record.year}年工业增加值按{economy.constant_price_year}年不变价，{first[0]}年按{first[1]}年不变价，"
                "不能相互比较；请统一基期。",
                place,
            )
