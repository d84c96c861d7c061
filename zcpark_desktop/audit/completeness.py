"""What an application cannot do without, by the level applied for; and rows that do not reach their limit."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..evaluate import ConditionResult, Evaluation, HorizonName, RowResult, SchemeResult, Verdict
from ..rules import IndicatorClass
from ..wording import gap, telling
from .registry import Noticed, Severity, rule

MUST = (IndicatorClass.BINDING, IndicatorClass.CORE)
SIDES = tuple(f"boundary/{side}" for side in ("east", "south", "west", "north"))


def applied_schemes(evaluation: Evaluation) -> list[SchemeResult]:
    """The schemes of the levels up to the one applied for: the ladder is city, province, nation."""
    ladder = ["city", "province", "nation"]
    reach = ladder.index(evaluation.project.basics.level_applied.value)
    return [result for result in evaluation.schemes.values() if ladder.index(result.scheme.level.value) <= reach]


@rule("complete.basics", Severity.MUST_FIX, "基本信息完整", reads=("basics", "boundary"))
def basics_are_complete(evaluation: Evaluation) -> Noticed:
    """Name, applicant, both contacts and the four sides."""
    project = evaluation.project
    wanted = {
        "basics/name": ("园区名称", project.basics.name),
        "basics/applicant": ("申报单位", project.basics.applicant),
        "basics/managing_body": ("管理机构", project.basics.managing_body),
        "basics/head/name": ("园区负责人姓名", project.basics.head.name),
        "basics/contact/name": ("联系人姓名", project.basics.contact.name),
        "basics/contact/phone": ("联系人电话", project.basics.contact.phone or project.basics.contact.mobile),
        "boundary/east": ("东至", project.boundary.east),
        "boundary/south": ("南至", project.boundary.south),
        "boundary/west": ("西至", project.boundary.west),
        "boundary/north": ("北至", project.boundary.north),
    }
    for address, (title, value) in wanted.items():
        if not value.strip():
            yield f"“{title}”未填写；请补充。", (address,)


def states_conditions(scheme: SchemeResult, row: RowResult) -> bool:
    """Whether the row is but the scheme's conditions once more, as the park's scale is."""
    return any(result.condition.row == row.row.number for result in scheme.conditions)


def missing_conditions(evaluation: Evaluation) -> Iterator[tuple[SchemeResult, ConditionResult]]:
    """The conditions of the level applied for of which nothing is stated yet."""
    for scheme, result in _conditions(evaluation):
        if result.verdict is Verdict.MISSING:
            yield scheme, result


def _conditions(evaluation: Evaluation) -> Iterator[tuple[SchemeResult, ConditionResult]]:
    level = evaluation.project.basics.level_applied.value
    for scheme in applied_schemes(evaluation):
        for result in scheme.conditions:
            if level in {each.value for each in result.condition.levels}:
                yield scheme, result


@rule("complete.binding_targets", Severity.EXPLAIN, "约束性指标的规划值达标", reads=("targets", "years"))
def binding_targets_reach_the_limit(evaluation: Evaluation) -> Noticed:
    """The planned value of every binding row is there and reaches the limit."""
    targets = {(target.indicator, target.year): target for target in evaluation.project.targets}
    missing: dict[int, dict[str, str]] = {}
    said: set[tuple[str, int, str]] = set()
    for scheme in applied_schemes(evaluation):
        for row in scheme.rows:
            if row.row.row_class not in MUST or states_conditions(scheme, row):
                continue
            for horizon in (HorizonName.NEAR_TERM, HorizonName.LONG_TERM):
                result = row.horizons[horizon]
                short = gap(row.row, row.indicator, result)
                once = (row.row.indicator, result.year, short)
                if result.verdict is Verdict.MISSING and row.current.verdict is not Verdict.MISSING:
                    missing.setdefault(result.year, {}).setdefault(row.row.indicator, row.row.name)
                elif result.verdict is Verdict.NOT_MET and short and once not in said:
                    said.add(once)  # the schemes of the levels share rows
                    target = targets.get((row.row.indicator, result.year))
                    yield (
                        f"{scheme.scheme.short_title}第{row.row.number}项“{row.row.name}”{result.year}年规划值未达到要求"
                        f"（{short}）；请调整目标，或说明理由。",
                        (f"targets/{target.key}/value" if target else "targets",),
                    )
    for year, names in sorted(missing.items()):
        yield (
            f"{'、'.join(f'“{name}”' for name in names.values())}没有{year}年规划值；请在“规划目标”中填写，或说明理由。",
            ("targets",),
        )


IN_PRINCIPLE = ("listed_in_catalogue", "energy_floor")
"""Conditions that the policy asks for in principle, or that only follow from it (910 annexes 1 and 3)."""

STATED_AT = {
    "listed_in_catalogue": "basics/catalogue_listed",
    "accounting_foundation": "foundations/accounting/value",
    "no_major_accident": "foundations/no_major_accident/value",
    "boundary_complete": "boundary/east",
}


@rule("complete.conditions", Severity.MUST_FIX, "申报条件已说明并满足", reads=("basics", "boundary", "foundations"))
def conditions_are_met(evaluation: Evaluation) -> Noticed:
    """The conditions of the level applied for are stated, and met as far as the policy leaves no choice."""
    rows = {
        each.address
        for scheme in applied_schemes(evaluation)
        for row in scheme.rows
        if row.row.row_class in MUST and not states_conditions(scheme, row)
        for each in row.current.gaps
    }
    said: set[tuple[str, ...]] = set()
    for scheme, result in missing_conditions(evaluation):
        places = tuple(each.address for each in result.gaps if each.address not in rows and each.address not in SIDES)
        if places and places not in said:  # figures are said by complete.binding_rows, sides by complete.basics
            said.add(places)
            yield f"{scheme.scheme.short_title}申报条件“{result.condition.title}”尚未说明；请填写。", places
    yield from _failed(evaluation, "请核对填报内容，确实不满足的请调整申报级别。", in_principle=False)


@rule(
    "complete.conditions_in_principle",
    Severity.EXPLAIN,
    "原则性申报条件满足",
    reads=("basics/catalogue_listed", "basics/level_applied", "years/*/energy"),
)
def conditions_in_principle_are_met(evaluation: Evaluation) -> Noticed:
    """What the policy asks for in principle is met: the catalogue of parks, and the energy that its limits start at."""
    yield from _failed(evaluation, "请核对，或调整申报级别，或说明情况。", in_principle=True)


def _failed(evaluation: Evaluation, then: str, *, in_principle: bool) -> Noticed:
    found: dict[str, list[tuple[SchemeResult, ConditionResult]]] = {}
    for scheme, result in _conditions(evaluation):
        if result.verdict is Verdict.NOT_MET and (result.condition.judged_by in IN_PRINCIPLE) is in_principle:
            found.setdefault(result.finding, []).append((scheme, result))
    for finding, results in found.items():
        condition = results[0][1].condition
        energy = evaluation.number("energy_equivalent_tce") if condition.judged_by == "energy_floor" else None
        now = (
            f"（{evaluation.project.period.base_year}年为{telling(energy, condition.limit)}吨标准煤）"
            if energy is not None and condition.limit is not None
            else ""
        )
        field = STATED_AT.get(condition.judged_by, f"years/{evaluation.project.period.base_year}/energy")
        yield (
            f"{'、'.join(scheme.scheme.short_title for scheme, _ in results)}申报条件“{condition.title}”不满足："
            f"{finding}{now}；{then}",
            ("basics/level_applied", field),
        )


@rule(
    "complete.city_list",
    Severity.EXPLAIN,
    "省级、国家级申报已列入市级名单",
    reads=("basics/level_applied", "basics/in_city_list"),
)
def higher_levels_stand_in_the_citys_list(evaluation: Evaluation) -> Noticed:
    """A park outside the city's list may in principle not apply to province or nation (the city's plan, part 3)."""
    basics = evaluation.project.basics
    if basics.level_applied.value != "city" and not basics.in_city_list:
        state = "未列入" if basics.in_city_list is False else "未填写是否列入"
        yield (
            f"申报{basics.level_applied.label}零碳园区，而{state}市级零碳园区培育建设名单，原则上不得申报；请核对，或说明情况。",
            ("basics/in_city_list",),
        )


@rule(
    "complete.direct_supply",
    Severity.EXPLAIN,
    "国家级申报绿电直供占比",
    reads=("basics/level_applied", "years/*/electricity/direct_green_10k_kwh"),
)
def half_of_the_power_is_supplied_directly(evaluation: Evaluation) -> Noticed:
    """The nation asks for at least half of the power by direct green supply, in principle (910 annex 4)."""
    share = evaluation.number("direct_green_share")
    if evaluation.project.basics.level_applied.value == "nation" and share is not None and share * 2 < 1:
        year = evaluation.project.period.base_year
        yield (
            f"{year}年绿电直供电量占{telling(share * 100, Decimal(50))}%，国家级零碳园区原则上不低于50%；请说明后续安排。",
            (f"years/{year}/electricity/direct_green_10k_kwh",),
        )
