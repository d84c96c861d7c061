"""Chips on quantities of a year, and on how they moved between two years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from .. import wording
from ..evaluate import Evaluation, Undefined
from ..facts import Missing
from .reading import Family, Reading

AGAINST = "较"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that every year has.

    Attributes:
        title: what it is called.
        name: what is evaluated.
        unit: as a sentence writes it; `%` for a share.
        decimals: None for an entered number, which keeps its own digits.
    """

    title: str
    name: str
    unit: str
    decimals: int | None = 2

    def said(self, value: Decimal) -> str:
        """The value with its unit."""
        if self.unit == "%":
            return wording.percent(value, self.decimals or 0)
        return (wording.entered(value) if self.decimals is None else wording.number(value, self.decimals)) + self.unit

    def moved(self, year: int, old: Decimal, new: Decimal) -> str:
        """“比2022年增长3.20%”, “与2022年持平”; shares move by percentage points."""
        if self.unit != "%" or old == new:
            return wording.compared(year, old, new)
        return f"比{year}年{'提高' if new > old else '降低'}{wording.number(abs(new - old) * 100)}个百分点"


QUANTITIES: dict[str, dict[str, Quantity]] = {
    "能耗": {
        "等价值": Quantity("综合能源消费量（等价值）", "energy_equivalent_tce", "吨标准煤"),
        "当量值": Quantity("综合能源消费量（当量值）", "energy_calorific_tce", "吨标准煤"),
    },
    "排放": {"": Quantity("二氧化碳排放量", "emissions_tco2", "吨")},
    "单位能耗碳排放": {"": Quantity("单位能耗碳排放", "carbon_per_unit_energy", "吨/吨标准煤", 3)},
    "单位增加值能耗": {"": Quantity("单位工业增加值综合能耗（当量值）", "energy_per_value_added", "吨标准煤/万元", 3)},
    "单位增加值碳排放": {"": Quantity("单位工业增加值二氧化碳排放量", "carbon_per_value_added", "吨二氧化碳/万元", 3)},
    "用电": {"": Quantity("用电量", "electricity_consumption_10k_kwh", "万千瓦时")},
    "用热": {"": Quantity("用热量", "heat_consumption_gj", "吉焦")},
    "绿电直供": {
        "电量": Quantity("绿电直供电量", "direct_green_10k_kwh", "万千瓦时", None),
        "占比": Quantity("绿电直供占用电量的比重", "direct_green_share", "%"),
    },
    "绿电交易": {"": Quantity("绿电交易电量", "traded_green_10k_kwh", "万千瓦时", None)},
    "光伏自用": {"": Quantity("自有光伏自用电量", "own_pv_used_10k_kwh", "万千瓦时", None)},
    "可再生电力占比": {"": Quantity("可再生电力消费占比（含绿证）", "renewable_electricity_share", "%")},
    "生产总值": {"": Quantity("地区生产总值", "gdp_10k_yuan", "万元", None)},
    "工业总产值": {"": Quantity("工业总产值", "industrial_output_10k_yuan", "万元", None)},
    "工业增加值": {"": Quantity("工业增加值（现价）", "industrial_value_added_current_10k_yuan", "万元", None)},
    "营业收入": {"": Quantity("营业收入", "revenue_10k_yuan", "万元", None)},
    "从业人员": {"": Quantity("从业人员", "employees", "人", None)},
}
"""First word → last word (blank for quantities that have one reading only) → what it is."""


def years_of(evaluation: Evaluation) -> range:
    """The years that the project may speak of."""
    period = evaluation.project.period
    return range(period.base_year - 3, period.long_term_year + 1)


def _year(evaluation: Evaluation, word: str) -> int | None:
    """The year that the word names; None where it is none of the project's."""
    return int(word) if word.isascii() and word.isdigit() and int(word) in years_of(evaluation) else None


def _read(views: dict[str, Quantity], evaluation: Evaluation, words: tuple[str, ...]) -> Reading | None:
    against = words[-1] if words and words[-1].startswith(AGAINST) else ""
    year_word, *rest = words[:-1] if against else words or ("",)
    year, view = _year(evaluation, year_word), ".".join(rest)
    if year is None or view not in views:
        return None
    quantity = views[view]
    if not against:
        return _said(quantity, evaluation, year)
    earlier = _year(evaluation, against.removeprefix(AGAINST))
    return None if earlier is None or earlier == year else _moved(quantity, evaluation, year, earlier)


def _said(quantity: Quantity, evaluation: Evaluation, year: int) -> Reading:
    result = evaluation.result(quantity.name, year)
    title = f"{year}年{quantity.title}"
    if isinstance(result, Decimal):
        return Reading(title, quantity.said(result))
    return _without_value(title, result)


def _moved(quantity: Quantity, evaluation: Evaluation, year: int, earlier: int) -> Reading:
    title = f"{year}年{quantity.title}比{earlier}年的变化"
    old, new = evaluation.result(quantity.name, earlier), evaluation.result(quantity.name, year)
    if isinstance(old, Decimal) and isinstance(new, Decimal):
        return Reading(title, quantity.moved(earlier, old, new))
    return _without_value(title, new if not isinstance(new, Decimal) else old)


def _without_value(title: str, result: object) -> Reading:
    if isinstance(result, Missing):
        return Reading(title, None, result.gaps)
    assert isinstance(result, Undefined), f"{title} is no single number"
    return Reading(title, None, reason=f"“{result.title}”的分母为零，无法计算。")


def _offered(views: dict[str, Quantity], evaluation: Evaluation) -> Iterator[str]:
    """Every year with data and the plan years; and how the base year stands to the one before and to the first."""
    period = evaluation.project.period
    first, base = period.base_year - 3, period.base_year
    for view in views:
        tail = f".{view}" if view else ""
        for year in (*range(first, base + 1), period.near_term_year, period.long_term_year):
            yield f"{year}{tail}"
        for year, earlier in (
            (base, base - 1),
            (base, first),
            (period.near_term_year, base),
            (period.long_term_year, base),
        ):
            yield f"{year}{tail}.{AGAINST}{earlier}"


def _family(head: str, views: dict[str, Quantity]) -> Family:
    tail = f".<{'|'.join(views)}>" if "" not in views else ""
    return Family(
        head, "年度数据", f"{head}.<年份>{tail}[.{AGAINST}<年份>]", partial(_read, views), partial(_offered, views)
    )


FAMILIES = tuple(_family(head, views) for head, views in QUANTITIES.items())
