"""The enterprises together: their sums against the park's totals, and how each stands among its industry."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Context, Decimal
from functools import cache, partial
from statistics import median_low

from ..evaluate import Evaluation
from ..project.enterprises import Enterprise, EnterpriseYear
from ..project.remembering import remembered
from ..wording import number, telling
from .comparing import times
from .enterprise_figures import FIGURES
from .many import Fault, called, each_fault
from .registry import Noticed, Severity, rule

CLOSE = Decimal("0.01")
"""Sum and total agree within 1 %: rounding in hundreds of reports."""

GROUP = 100
"""Sums are kept for so many enterprises at a time: after a change, only one group is added up again."""

Sums = dict[tuple[int, str, bool], tuple[Decimal, int]]
"""(year, figure, industrial only) -> the sum, and how many enterprises have such a figure."""

_EXACT = Context(prec=60)

_groups: dict[int, tuple[tuple[Enterprise, ...], Sums]] = {}


def _group_sums(members: tuple[Enterprise, ...]) -> Sums:
    """The sums over one group."""
    found: Sums = {}
    for enterprise in members:
        kinds = (False, True) if enterprise.is_industrial else (False,)
        for row in enterprise.annual if enterprise.counted_in else ():
            for name in FIGURES:
                value = getattr(row, name)
                if value is not None:
                    for industrial in kinds:
                        key = row.year, name, industrial
                        total, count = found.get(key, (Decimal(0), 0))
                        found[key] = _EXACT.add(total, value), count + 1
    return found


@remembered(most=4)
def _sums(enterprises: tuple[Enterprise, ...]) -> Sums:
    """The sums over all enterprises that are counted in."""
    result: Sums = {}
    for start in range(0, len(enterprises), GROUP):
        members = enterprises[start : start + GROUP]
        known = _groups.get(start)
        if known is None or known[0] != members:
            known = _groups[start] = (members, _group_sums(members))
        for key, (amount, count) in known[1].items():
            total, number_of = result.get(key, (Decimal(0), 0))
            result[key] = _EXACT.add(total, amount), number_of + count
    return result


def _total_rule(
    name: str,
    title: str,
    total: Callable[[Evaluation, int], Decimal | None],
    where: str,
    *,
    industrial: bool = False,
    closes: bool = False,
) -> None:
    """Σ over the enterprises is at most the park's total; where the total is theirs alone, it is the same."""
    unit = FIGURES[name][1]
    whose = "纳入统计工业企业" if industrial else "纳入统计企业"

    def notice(evaluation: Evaluation) -> Noticed:
        sums = _sums(evaluation.project.enterprises)
        members = evaluation.number("counted_all_enterprises") if closes else None
        listed = len(evaluation.project.enterprises)
        for record in evaluation.project.years:
            found = sums.get((record.year, name, industrial))
            limit = total(evaluation, record.year) if found else None
            if found is None or limit is None or limit < 0:  # a negative total is said by itself
                continue
            amount, filled = found
            # of a list that is known to be incomplete, economy.enterprises_listed says so
            whole = members is not None and (record.economy.enterprises or 0) <= listed
            short = closes and whole and filled == members and amount < limit * (1 - CLOSE)
            if amount > limit * (1 + CLOSE) or short:
                yield (
                    f"{record.year}年{whose}{FIGURES[name][0]}合计{telling(amount, limit)}{unit}，{'小于' if short else '大于'}"
                    f"园区{title}{number(limit)}{unit}，相差{number(abs(amount - limit))}{unit}；请核对两处数据，或说明口径差异。",
                    (f"years/{record.year}/{where}", "enterprises"),
                )

    reads = (f"enterprises/*/annual/*/{name}", "enterprises/*/counted_in", f"years/*/{where}")
    rule(f"sum.{name}", Severity.EXPLAIN, f"企业{FIGURES[name][0]}合计与园区{title}相符", reads=reads)(notice)


def _economy(name: str) -> Callable[[Evaluation, int], Decimal | None]:
    def total(evaluation: Evaluation, year: int) -> Decimal | None:
        record = evaluation.project.year(year)
        value: Decimal | None = getattr(record.economy, name) if record else None
        return value

    return total


def _computed(name: str) -> Callable[[Evaluation, int], Decimal | None]:
    return lambda evaluation, year: evaluation.number(name, year)


_total_rule(
    "output_10k_yuan",
    "工业总产值",
    _economy("industrial_output_10k_yuan"),
    "economy/industrial_output_10k_yuan",
    industrial=True,
)
_total_rule(
    "value_added_10k_yuan",
    "工业增加值（现价）",
    _economy("industrial_value_added_current_10k_yuan"),
    "economy/industrial_value_added_current_10k_yuan",
    industrial=True,
)
_total_rule("revenue_10k_yuan", "营业收入", _economy("revenue_10k_yuan"), "economy/revenue_10k_yuan", closes=True)
_total_rule(
    "green_rnd_10k_yuan", "绿色低碳研发经费", _economy("green_rnd_10k_yuan"), "economy/green_rnd_10k_yuan", closes=True
)
_total_rule("electricity_10k_kwh", "全年用电量", _computed("electricity_consumption_10k_kwh"), "energy")
_total_rule(
    "energy_calorific_tce", "综合能源消费量（当量值）", _computed("energy_calorific_with_feedstock_tce"), "energy"
)
_total_rule(
    "energy_equivalent_tce", "综合能源消费量（等价值）", _computed("energy_equivalent_with_feedstock_tce"), "energy"
)
_total_rule("emissions_tco2", "二氧化碳排放量", _computed("emissions_tco2"), "energy")


FEWEST = 8
"""A median over fewer enterprises of one industry says little."""
SPREAD = 5.2
"""3.5 deviations of a normal distribution, in median absolute deviations (3.5 × 1.4826)."""
APART = 2_079_442
"""And at least eight times off the median: ln 8, in millionths, as the logarithms below."""
MILLION = 10**6

MEASURES: dict[str, tuple[str, str, str, str]] = {
    "energy": ("energy_equivalent_tce", "output_10k_yuan", "单位产值综合能耗（等价值）", "吨标准煤/万元"),
    "electricity": ("electricity_10k_kwh", "output_10k_yuan", "单位产值用电量", "万千瓦时/万元"),
    "value_added": ("value_added_10k_yuan", "output_10k_yuan", "增加值与产值之比", ""),
    "revenue": ("revenue_10k_yuan", "output_10k_yuan", "营业收入与产值之比", ""),
}
"""Numerator, denominator, title and unit of the ratios that enterprises of one industry have much in common."""


Logarithms = tuple[int | None, ...]
Outlier = tuple[Enterprise, str, int, int]
"""Enterprise, industry, ln of its value and of the industry's median."""


@remembered(most=60_000)
def _logarithms(enterprise: Enterprise) -> tuple[str, dict[int, Logarithms]] | None:
    """The industry's group (中类), and ln of each measure by year in millionths: whole numbers sort fast."""
    group = enterprise.industry_code.strip().lstrip("ABCDEFGHIJKLMNOPQRST")[:3]
    if not enterprise.counted_in or len(group) < 3:
        return None
    return group, {
        row.year: tuple(_logarithm(row, *names[:2]) for names in MEASURES.values()) for row in enterprise.annual
    }


def _logarithm(row: EnterpriseYear, part: str, whole: str) -> int | None:
    above, below = getattr(row, part), getattr(row, whole)
    if above is None or below is None or above <= 0 or below <= 0:
        return None
    return int(math.log(above / below) * MILLION)  # only a rank among others: six digits are plenty


@remembered(most=4)
def _outliers_by_year(enterprises: tuple[Enterprise, ...]) -> Callable[[int], dict[str, list[Outlier]]]:
    """For a year, those far off their industry by measure; worked out once for each year that is asked for."""
    return cache(partial(_outliers, enterprises))


def _outliers(enterprises: tuple[Enterprise, ...], year: int) -> dict[str, list[Outlier]]:
    groups: dict[str, list[tuple[Enterprise, Logarithms]]] = {}
    for enterprise in enterprises:
        known = _logarithms(enterprise)
        values = known[1].get(year) if known else None
        if known and values:
            groups.setdefault(known[0], []).append((enterprise, values))
    found: dict[str, list[Outlier]] = {}
    for group, members in groups.items():
        for place, measure in enumerate(MEASURES) if len(members) >= FEWEST else ():
            known_values = [(row, value) for row, logs in members if (value := logs[place]) is not None]
            if len(known_values) < FEWEST:
                continue
            middle = median_low([value for _, value in known_values])
            spread = median_low([abs(value - middle) for _, value in known_values])
            limit = max(SPREAD * spread, APART)
            found.setdefault(measure, []).extend(
                (row, group, value, middle) for row, value in known_values if abs(value - middle) > limit
            )
    return found


def _outlier_rule(measure: str) -> None:
    part, whole, title, unit = MEASURES[measure]

    def notice(evaluation: Evaluation) -> Noticed:
        year = evaluation.project.period.base_year
        faults: list[Fault] = []
        for row, group, value, middle in _outliers_by_year(evaluation.project.enterprises)(year).get(measure, ()):
            own, common = (Decimal(str(math.exp(each / MILLION))) for each in (value, middle))
            far = f"是其{times(own / common)}倍" if own > common else f"仅为其1/{times(common / own)}"
            faults.append(
                (
                    f"企业“{called(row)}”{year}年{title}{number(own, 4)}{unit}，同行业（中类{group}）中位数{number(common, 4)}{unit}，"
                    f"{far}；请核对单位，或说明原因。",
                    f"enterprises/{row.key}/annual/{year}/{part}",
                )
            )
        yield from each_fault(faults)

    reads = tuple(f"enterprises/*/{name}" for name in (f"annual/*/{part}", f"annual/*/{whole}", "industry_code"))
    rule(f"outlier.{measure}", Severity.EXPLAIN, f"企业{title}与同行业相当", reads=reads)(notice)


for _measure in MEASURES:
    _outlier_rule(_measure)
