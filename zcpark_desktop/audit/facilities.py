"""Buildings, roofs, stores, responding loads, platforms and products: sizes that fit each other."""

from __future__ import annotations

from decimal import Decimal

from ..evaluate import Evaluation
from ..project.facilities import LowEnergy, PlatformLevel, Stars
from ..wording import entered, telling
from .many import called
from .registry import Noticed, Severity, rule

WATTS_A_SQUARE_METRE = (Decimal("0.05"), Decimal("0.3"))
"""kWp on a square metre of covered roof: thin film at the low end, no module at more than 0.25."""
HOURS = (Decimal("0.2"), Decimal(24))
"""MWh per MW of a store: flywheels below, heat and cold stores up to a day."""
HOURS_A_DAY = 24


def _ratio_rule(
    id: str, title: str, part: str, whole: str, rows: str, limits: tuple[Decimal, Decimal], unit: str
) -> None:
    """Each row's ratio of two fields lies within limits."""

    def notice(evaluation: Evaluation) -> Noticed:
        for row in getattr(evaluation.project, rows):
            above, below = getattr(row, part), getattr(row, whole)
            if above and below and not limits[0] <= above / below <= limits[1]:
                fields = type(row).model_fields
                units = [fields[name].json_schema_extra["unit"] for name in (part, whole)]
                yield (
                    f"“{called(row)}”{fields[part].title}{entered(above)}{units[0]}、"
                    f"{fields[whole].title}{entered(below)}{units[1]}，"
                    f"折合{telling(above / below, Decimal(0), *limits)}{unit}，"
                    f"不在{limits[0]}—{limits[1]}{unit}之间；请核对单位，或说明原因。",
                    (f"{rows}/{row.key}/{part}", f"{rows}/{row.key}/{whole}"),
                )

    rule(id, Severity.EXPLAIN, title, reads=(f"{rows}/*/{part}", f"{rows}/*/{whole}"))(notice)


_ratio_rule(
    "roof.capacity",
    "光伏装机容量与覆盖面积相当",
    "capacity_kwp",
    "covered_m2",
    "roofs",
    WATTS_A_SQUARE_METRE,
    "千瓦/平方米",
)
_ratio_rule("storage.hours", "储能容量与功率相当", "energy_mwh", "power_mw", "storages", HOURS, "小时")


@rule(
    "response.hours",
    Severity.MUST_FIX,
    "需求响应日电量与功率相符",
    reads=("demand_responses/*/energy_mwh_per_day", "demand_responses/*/power_mw"),
)
def no_response_lasts_longer_than_a_day(evaluation: Evaluation) -> Noticed:
    """The energy a day is at most the power for 24 hours."""
    for row in evaluation.project.demand_responses:
        energy, power = row.energy_mwh_per_day, row.power_mw
        if energy is not None and power is not None and energy > power * HOURS_A_DAY:
            yield (
                f"需求响应资源“{called(row)}”日电量{entered(energy)}兆瓦时，大于功率{entered(power)}兆瓦响应24小时的"
                f"{entered(power * HOURS_A_DAY)}兆瓦时；请核对单位。",
                (f"demand_responses/{row.key}/energy_mwh_per_day",),
            )


@rule(
    "response.exceeds_load",
    Severity.EXPLAIN,
    "需求响应能力不大于最大负荷",
    reads=("demand_responses/*/power_mw", "demand_responses/*/available_from", "years/*/electricity/maximum_load_mw"),
)
def no_more_responds_than_the_load(evaluation: Evaluation) -> Noticed:
    """What can be cut in the base year is at most the maximum load, unless stores or plants give to the grid."""
    year = evaluation.project.period.base_year
    power = evaluation.number("demand_response_mw")
    record = evaluation.project.year(year)
    load = record.electricity.maximum_load_mw if record else None
    if power is not None and load is not None and power > load:
        yield (
            f"{year}年需求响应能力合计{telling(power, load)}兆瓦，大于最大用电负荷{entered(load)}兆瓦；请核对单位，"
            "含储能、自备电源向电网送电的请说明。",
            ("demand_responses", f"years/{year}/electricity/maximum_load_mw"),
        )


@rule(
    "building.proof",
    Severity.EXPLAIN,
    "绿色和低能耗建筑有佐证",
    reads=("buildings/*/stars", "buildings/*/low_energy", "buildings/*/completed_in", "buildings/*/evidence"),
)
def green_buildings_are_proved(evaluation: Evaluation) -> Noticed:
    """A new building of two or three stars, or one of a low-energy class, that counts now has its label as evidence."""
    for row in evaluation.project.buildings:
        if row.completed_in is not None and row.completed_in > evaluation.project.period.base_year:
            continue
        grades = [row.stars.label] if row.is_new and row.stars in (Stars.TWO, Stars.THREE) else []
        grades += [row.low_energy.label] if row.low_energy not in (None, LowEnergy.NONE) else []
        if grades and not row.evidence:
            yield (
                f"建筑“{called(row)}”（{entered(row.area_m2)}平方米）填报{'、'.join(grades)}而没有佐证材料；请关联标识证书，或说明原因。",
                (f"buildings/{row.key}/evidence",),
            )


@rule(
    "platform.approval",
    Severity.EXPLAIN,
    "省级以上创新平台有批复文号",
    reads=("platforms/*/level", "platforms/*/approval_number"),
)
def platforms_have_their_approval(evaluation: Evaluation) -> Noticed:
    """A platform of provincial rank or above has the number of its approval."""
    for row in evaluation.project.platforms:
        if row.level in (PlatformLevel.NATIONAL, PlatformLevel.PROVINCIAL) and not row.approval_number.strip():
            yield (
                f"{row.level.label}创新平台“{called(row)}”没有填写批复文号；请补充，或说明原因。",
                (f"platforms/{row.key}/approval_number",),
            )


@rule(
    "product.levels",
    Severity.MUST_FIX,
    "产品能耗限额由严到宽",
    reads=("products/*/level_1", "products/*/level_2", "products/*/level_3"),
)
def limits_grow_from_level_to_level(evaluation: Evaluation) -> Noticed:
    """Level 1 of a limit is the strictest, level 3 the widest."""
    for row in evaluation.project.products:
        levels = {at: level for at in (1, 2, 3) if (level := getattr(row, f"level_{at}")) is not None}
        if list(levels.values()) != sorted(levels.values()):
            yield (
                f"产品“{called(row)}”的能耗限额为{'、'.join(f'{at}级{entered(level)}' for at, level in levels.items())}，"
                "应由1级到3级逐级放宽；请对照标准更正。",
                tuple(f"products/{row.key}/level_{at}" for at in levels),
            )


LEAST_OF_BEST = Decimal("0.2")
"""A fifth of level 1, which the best plants just reach, is another unit."""


@rule(
    "product.above_limit",
    Severity.EXPLAIN,
    "产品单耗不高于3级限额",
    reads=("products/*/unit_energy", "products/*/level_3"),
)
def products_keep_the_widest_limit(evaluation: Evaluation) -> Noticed:
    """Level 3 is what no plant in operation may exceed; more is a wrong unit, or an unlawful plant."""
    for row in evaluation.project.products:
        if row.unit_energy is not None and row.level_3 is not None and row.unit_energy > row.level_3:
            yield (
                f"产品“{called(row)}”单位产品能耗{entered(row.unit_energy)}{row.unit}，高于3级限额（限定值）"
                f"{entered(row.level_3)}{row.unit}；请核对单位和限额，或说明整改安排。",
                (f"products/{row.key}/unit_energy", f"products/{row.key}/level_3"),
            )


@rule(
    "product.far_below_limit",
    Severity.EXPLAIN,
    "产品单耗与1级限额相当",
    reads=("products/*/unit_energy", "products/*/level_1"),
)
def products_are_not_far_better_than_the_best(evaluation: Evaluation) -> Noticed:
    """No product takes less than a fifth of what the strictest level allows."""
    for row in evaluation.project.products:
        own, best = row.unit_energy, row.level_1
        if own is not None and best and own < best * LEAST_OF_BEST:
            yield (
                f"产品“{called(row)}”单位产品能耗{entered(own)}{row.unit}，不到1级限额{entered(best)}{row.unit}的五分之一；"
                "请核对单位，或说明原因。",
                (f"products/{row.key}/unit_energy", f"products/{row.key}/level_1"),
            )


@rule(
    "product.standard",
    Severity.EXPLAIN,
    "有限额标准的产品注明标准编号",
    reads=("products/*/has_standard", "products/*/standard"),
)
def products_name_their_standard(evaluation: Evaluation) -> Noticed:
    """A product with a national limit names the standard that it is held against."""
    for row in evaluation.project.products:
        if row.has_standard and not row.standard.strip():
            yield (
                f"产品“{called(row)}”有国家能耗限额标准（2级{entered(row.level_2)}），而没有填写标准编号；请补充，或说明原因。",
                (f"products/{row.key}/standard",),
            )
