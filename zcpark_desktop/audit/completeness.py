"""What an application cannot do without, by the level applied for; and rows that do not reach their limit."""

from __future__ import annotations

from decimal import Decimal

from ..evaluate import Evaluation, HorizonName, HorizonResult, SchemeResult, Verdict, trace
from ..rules import IndicatorClass
from ..wording import gap, telling
from .registry import Noticed, Severity, rule

MUST = (IndicatorClass.BINDING, IndicatorClass.CORE)


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


@rule("complete.binding_rows", Severity.MUST_FIX, "约束性指标有现状值", reads=("years", "boundary"))
def binding_rows_have_values(evaluation: Evaluation) -> Noticed:
    """Every binding row of the schemes up to the level applied for has a current value."""
    for scheme in applied_schemes(evaluation):
        for row in scheme.rows:
            if row.row.row_class in MUST and row.current.verdict is Verdict.MISSING:
                gaps = "、".join(each.sentence for each in row.current.gaps[:3])
                more = f"等{len(row.current.gaps)}项" if len(row.current.gaps) > 3 else ""
                yield (
                    f"{scheme.scheme.short_title}第{row.row.number}项“{row.row.name}”缺少数据：{gaps}{more}；请补充。",
                    tuple(each.address for each in row.current.gaps),
                )
            elif row.row.row_class in MUST and row.current.verdict is Verdict.UNDEFINED and row.current.value is None:
                yield (
                    f"{scheme.scheme.short_title}第{row.row.number}项“{row.row.name}”没有现状值："
                    f"{row.current.reason.rstrip('。')}；请核对数据。",
                    _divided(evaluation, row.current),
                )


def _divided(evaluation: Evaluation, result: HorizonResult) -> tuple[str, ...]:
    """Where the numbers of a division that has no result are entered."""
    steps = trace(evaluation, result.measure, result.year)
    entered = tuple(each.address for step in steps[-1:] for each in step.inputs if each.address)
    return entered or (f"years/{result.year}/energy",)


@rule(
    "complete.reference_rows",
    Severity.EXPLAIN,
    "重要参考指标有现状值或免列说明",
    reads=("years", "enterprises", "exemptions", "claims"),
)
def reference_rows_have_values(evaluation: Evaluation) -> Noticed:
    """Every reference row has a current value, or is exempted with a reason and evidence."""
    for scheme in applied_schemes(evaluation):
        for row in scheme.rows:
            if row.row.row_class not in MUST and row.current.verdict in (Verdict.MISSING, Verdict.UNDEFINED):
                reason = row.current.reason or "缺少" + "、".join(each.sentence for each in row.current.gaps[:2]) + "。"
                yield (
                    f"{scheme.scheme.short_title}第{row.row.number}项“{row.row.name}”没有现状值：{reason.rstrip('。')}；请补充数据，"
                    + (
                        "或说明不适用并附佐证。"
                        if row.row.row_class in scheme.scheme.exemptable_classes
                        else "或撤回加分申请。"
                    ),
                    tuple(each.address for each in row.current.gaps) or _divided(evaluation, row.current),
                )


@rule("complete.binding_targets", Severity.EXPLAIN, "约束性指标的规划值达标", reads=("targets", "years"))
def binding_targets_reach_the_limit(evaluation: Evaluation) -> Noticed:
    """The planned value of every binding row is there and reaches the limit."""
    for scheme in applied_schemes(evaluation):
        for row in scheme.rows:
            if row.row.row_class not in MUST:
                continue
            for horizon in (HorizonName.NEAR_TERM, HorizonName.LONG_TERM):
                result = row.horizons[horizon]
                name = f"{scheme.scheme.short_title}第{row.row.number}项“{row.row.name}”{result.year}年"
                if result.verdict is Verdict.MISSING and row.current.verdict is not Verdict.MISSING:
                    yield f"{name}没有规划值；请在“规划目标”中填写。", ("targets",)
                elif result.verdict is Verdict.NOT_MET:
                    yield (
                        f"{name}规划值未达到要求（{gap(row.row, row.indicator, result)}）；请调整目标，或说明理由。",
                        ("targets",),
                    )


@rule("complete.conditions", Severity.MUST_FIX, "申报条件", reads=("basics", "boundary", "foundations"))
def conditions_are_met(evaluation: Evaluation) -> Noticed:
    """The conditions of the level applied for are stated and met."""
    for scheme in applied_schemes(evaluation):
        for result in scheme.conditions:
            if evaluation.project.basics.level_applied.value not in {level.value for level in result.condition.levels}:
                continue
            if result.condition.row is not None and result.verdict is Verdict.MISSING:
                continue  # said by complete.binding_rows
            if result.verdict is Verdict.MISSING:
                yield (
                    f"{scheme.scheme.short_title}申报条件“{result.condition.title}”尚未说明；请填写。",
                    tuple(each.address for each in result.gaps),
                )
            elif result.verdict is Verdict.NOT_MET:
                yield (
                    f"{scheme.scheme.short_title}申报条件“{result.condition.title}”不满足：{result.finding}；请核对申报级别。",
                    ("basics/level_applied",),
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
