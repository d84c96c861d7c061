"""The indicators themselves: shares beyond the whole, and results that no park can have."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..evaluate import Evaluation, HorizonResult, RowResult, trace
from ..rules import IndicatorKind
from ..wording import entered, telling, unit_after
from .balances import no_part_exceeds_its_whole
from .registry import Noticed, Severity, rule

UNBOUNDED = ("demand_response_share", "storage_share")
"""Percentages of a mean day or of the load, which may be more than all of it."""
WHOLE = Decimal(100)
MOST_REUSE = Decimal("0.99")
CARBON_PER_TCE = Decimal(3)
"""tCO2/tce at 等价值: fossil power has 2.75, coke 2.94."""
ENERGY_PER_VALUE = (Decimal("0.001"), Decimal(10))
"""tce for 10,000 yuan of industrial value added, from software to smelting."""


def is_impossible(row: RowResult) -> bool:
    """Whether the present value cannot be: a share beyond the whole, or less than nothing."""
    value = row.current.value
    if value is None or row.indicator.kind is IndicatorKind.LIST:
        return False
    return value < 0 or (row.row.unit == "%" and row.row.indicator not in UNBOUNDED and value > WHOLE)


def rows_once(evaluation: Evaluation) -> Iterator[RowResult]:
    """Each indicator once, from the first scheme that uses it."""
    seen: set[str] = set()
    for scheme in evaluation.schemes.values():
        for row in scheme.rows:
            if row.row.indicator not in seen:
                seen.add(row.row.indicator)
                yield row


def _entered(evaluation: Evaluation, result: HorizonResult) -> tuple[str, ...]:
    """Where the numbers of the last step of a result are entered."""
    steps = trace(evaluation, result.measure, result.year) if result.measure else ()
    found = dict.fromkeys(each.address for step in steps[-1:] for each in step.inputs if each.address)
    return tuple(found) or (f"years/{result.year}/energy",)


@rule("share.above_whole", Severity.MUST_FIX, "占比不大于100%", reads=("years", "enterprises", "buildings", "roofs"))
def no_share_exceeds_the_whole(evaluation: Evaluation) -> Noticed:
    """No share of a whole is more than 100 %."""
    parts = [place for _, places in no_part_exceeds_its_whole(evaluation) for place in places]
    for row in rows_once(evaluation):
        value = row.current.value
        if row.row.unit == "%" and row.row.indicator not in UNBOUNDED and value is not None and value > WHOLE:
            places = _entered(evaluation, row.current)
            if any(part == place or part.startswith(f"{place}/") for part in parts for place in places):
                continue  # said by balance.part_exceeds_whole
            yield (
                f"{row.current.year}年“{row.indicator.name}”为{telling(value, WHOLE)}%，大于100%；请核对分子和分母的数据、年份和口径。",
                places,
            )


@rule("share.negative", Severity.MUST_FIX, "指标值不为负数", reads=("years", "enterprises"))
def no_result_is_negative(evaluation: Evaluation) -> Noticed:
    """No indicator is below zero: more is taken off (sent out, converted) than there was."""
    for row in rows_once(evaluation):
        value = row.current.value
        if row.indicator.kind is not IndicatorKind.LIST and value is not None and value < 0:
            yield (
                f"{row.current.year}年“{row.indicator.name}”为{telling(value, Decimal(0), decimals=3)}"
                f"{'%' if row.row.unit == '%' else unit_after(row.row)}，小于0；请核对送出量、加工转换产出等扣减项。",
                _entered(evaluation, row.current),
            )


@rule(
    "result.carbon_per_energy",
    Severity.EXPLAIN,
    "单位能耗碳排放在合理范围",
    reads=("years/*/energy", "years/*/electricity", "years/*/heat", "years/*/process"),
)
def carbon_per_energy_is_possible(evaluation: Evaluation) -> Noticed:
    """No common fuel or power gives more than 3 tCO2 per tce; beyond it, process emissions or a wrong unit."""
    for record in evaluation.project.years:
        value = evaluation.number("carbon_per_unit_energy", record.year)
        if value is not None and value > CARBON_PER_TCE:
            yield (
                f"{record.year}年单位能耗碳排放{telling(value, CARBON_PER_TCE, decimals=3)}吨二氧化碳/吨标准煤，"
                f"高于燃料和电力的常见上限{CARBON_PER_TCE}；"
                "请核对单位，有大量过程排放的请说明。",
                (f"years/{record.year}/energy",),
            )


@rule(
    "result.energy_per_value",
    Severity.EXPLAIN,
    "单位工业增加值综合能耗在合理范围",
    reads=("years/*/energy", "years/*/economy/industrial_value_added_current_10k_yuan"),
)
def energy_per_value_is_possible(evaluation: Evaluation) -> Noticed:
    """Energy for each 10,000 yuan lies between that of software and that of smelting."""
    for record in evaluation.project.years:
        value = evaluation.number("energy_per_value_added", record.year)
        if value is not None and not ENERGY_PER_VALUE[0] <= value <= ENERGY_PER_VALUE[1]:
            yield (
                f"{record.year}年单位工业增加值综合能耗（当量值）{telling(value, *ENERGY_PER_VALUE, decimals=3)}吨标准煤/万元，不在"
                f"{ENERGY_PER_VALUE[0]}—{ENERGY_PER_VALUE[1]}之间；请核对能源和增加值的单位，或说明原因。",
                (f"years/{record.year}/economy/industrial_value_added_current_10k_yuan", f"years/{record.year}/energy"),
            )


@rule(
    "result.captured_carbon",
    Severity.EXPLAIN,
    "二氧化碳捕集量不大于排放量",
    reads=("years/*/resources/ccus_t", "years/*/energy", "years/*/process"),
)
def no_more_is_captured_than_emitted(evaluation: Evaluation) -> Noticed:
    """The CO2 captured in a year is at most what the park emits, but for CO2 that no inventory holds (biomass)."""
    for record in evaluation.project.years:
        captured, emitted = record.resources.ccus_t, evaluation.number("emissions_tco2", record.year)
        if captured is not None and emitted is not None and captured > emitted >= 0:  # below 0 is said by itself
            yield (
                f"{record.year}年二氧化碳捕集利用和封存量{entered(captured)}吨，大于园区排放量{telling(emitted, captured)}吨；请核对单位，"
                "捕集的是生物质等不计入排放量的请说明。",
                (f"years/{record.year}/resources/ccus_t",),
            )


@rule(
    "result.water_reuse",
    Severity.EXPLAIN,
    "工业用水重复利用率在合理范围",
    reads=("years/*/resources/fresh_water_10k_m3", "years/*/resources/reused_water_10k_m3"),
)
def water_reuse_is_possible(evaluation: Evaluation) -> Noticed:
    """Above 99 % of reuse the fresh water lacks, or stands in another unit."""
    for record in evaluation.project.years:
        value = evaluation.number("water_reuse_share", record.year)
        if value is not None and value > MOST_REUSE:
            yield (
                f"{record.year}年工业用水重复利用率{telling(value * 100, MOST_REUSE * 100)}%，高于99%；请核对新水量的单位，或说明原因。",
                (f"years/{record.year}/resources/fresh_water_10k_m3",),
            )
