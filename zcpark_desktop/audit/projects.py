"""Key projects and the building period: complete, in order, and of a size that the park can bear."""

from __future__ import annotations

from decimal import Decimal

from ..evaluate import Evaluation
from ..project.plan import KeyProject
from ..wording import entered, telling
from .many import called
from .registry import Noticed, Severity, rule

TABLE = ("builder", "content", "investment_10k_yuan", "start_year", "end_year", "schedule", "significance")
"""What the national table of projects asks beside the name (910 annex 2)."""
LIFETIME = 50
"""Years that plant and buildings of the park run at most."""
ZERO = Decimal(0)


@rule(
    "period.construction",
    Severity.MUST_FIX,
    "建设期起止年份正确",
    reads=("period/construction_start", "period/construction_end"),
)
def the_building_period_goes_forward(evaluation: Evaluation) -> Noticed:
    """The building period starts before it ends."""
    period = evaluation.project.period
    first, last = period.construction_start, period.construction_end
    if first is not None and last is not None and first > last:
        yield f"建设期起始年{first}晚于结束年{last}；请更正。", ("period/construction_start", "period/construction_end")


@rule(
    "period.targets",
    Severity.EXPLAIN,
    "远期目标年在建设期内",
    reads=("period/construction_end", "period/long_term_year"),
)
def the_building_period_reaches_the_long_term(evaluation: Evaluation) -> Noticed:
    """The long-term year is not after the building period: what is built later cannot bear it."""
    period = evaluation.project.period
    if period.construction_end is not None and period.construction_end < period.long_term_year:
        yield (
            f"建设期于{period.construction_end}年结束，远期目标年为{period.long_term_year}年；请核对，或说明后续安排。",
            ("period/construction_end", "period/long_term_year"),
        )


@rule(
    "project.incomplete",
    Severity.EXPLAIN,
    "重点项目内容完整",
    reads=tuple(f"key_projects/*/{name}" for name in ("name", *TABLE)),
)
def projects_are_complete(evaluation: Evaluation) -> Noticed:
    """Every project fills the columns of the national table (910 annex 2)."""
    for row in evaluation.project.key_projects:
        lacking = [name for name in ("name", *TABLE) if getattr(row, name) is None or getattr(row, name) == ""]
        if lacking:
            titles = "、".join(str(KeyProject.model_fields[name].title) for name in lacking)
            yield (
                f"重点项目“{called(row)}”缺少{titles}；请补充，或说明原因。",
                tuple(f"key_projects/{row.key}/{name}" for name in lacking),
            )


@rule(
    "project.years",
    Severity.MUST_FIX,
    "重点项目起止年份正确",
    reads=("key_projects/*/start_year", "key_projects/*/end_year"),
)
def projects_end_after_they_start(evaluation: Evaluation) -> Noticed:
    """A project is finished no earlier than it is begun."""
    for row in evaluation.project.key_projects:
        if row.start_year is not None and row.end_year is not None and row.start_year > row.end_year:
            yield (
                f"重点项目“{called(row)}”开工年份{row.start_year}晚于建成年份{row.end_year}；请更正。",
                (f"key_projects/{row.key}/start_year", f"key_projects/{row.key}/end_year"),
            )


@rule(
    "project.outside_period",
    Severity.EXPLAIN,
    "重点项目在建设期内",
    reads=(
        "key_projects/*/start_year",
        "key_projects/*/end_year",
        "period/construction_start",
        "period/construction_end",
    ),
)
def projects_lie_in_the_building_period(evaluation: Evaluation) -> Noticed:
    """A project is begun and finished within the building period."""
    period = evaluation.project.period
    if (period.construction_start or 0) > (period.construction_end or 9999):
        return  # said by period.construction
    for row in evaluation.project.key_projects:
        early = (
            row.start_year is not None
            and period.construction_start is not None
            and row.start_year < period.construction_start
        )
        late = (
            row.end_year is not None and period.construction_end is not None and row.end_year > period.construction_end
        )
        if early or late:
            yield (
                f"重点项目“{called(row)}”建设周期为{row.start_year or '未填'}—{row.end_year or '未填'}年，超出建设期"
                f"{period.construction_start or '未填'}—{period.construction_end or '未填'}年；请核对，或说明原因。",
                (f"key_projects/{row.key}/{'start_year' if early else 'end_year'}",),
            )


@rule("project.twice", Severity.EXPLAIN, "重点项目不重复", reads=("key_projects/*/name",))
def no_project_stands_twice(evaluation: Evaluation) -> Noticed:
    """A project stands in the table once, so that money and effects count once."""
    seen: dict[str, KeyProject] = {}
    for row in evaluation.project.key_projects:
        name = row.name.strip()
        if name and seen.setdefault(name, row) is not row:
            yield (
                f"重点项目“{name}”重复出现；请删除重复的一行，或在名称中区分，或说明原因。",
                (f"key_projects/{row.key}/name",),
            )


@rule(
    "project.never_pays",
    Severity.EXPLAIN,
    "重点项目年收益大于运维成本",
    reads=("key_projects/*/income_10k_yuan", "key_projects/*/running_cost_10k_yuan"),
)
def projects_earn_more_than_they_cost(evaluation: Evaluation) -> Noticed:
    """A project whose running costs exceed its income never pays back."""
    for row in evaluation.project.key_projects:
        income, cost = row.income_10k_yuan, row.running_cost_10k_yuan
        if income is not None and cost is not None and cost > 0 and income <= cost:
            yield (
                f"重点项目“{called(row)}”年收益{entered(income)}万元，不大于年运维成本{entered(cost)}万元，无法收回投资；"
                "请核对，或说明公益性质和资金来源。",
                (f"key_projects/{row.key}/income_10k_yuan",),
            )


@rule(
    "project.pays_at_once",
    Severity.EXPLAIN,
    "重点项目投资回收期在合理范围",
    reads=("key_projects/*/income_10k_yuan", "key_projects/*/investment_10k_yuan"),
)
def no_project_pays_back_within_months(evaluation: Evaluation) -> Noticed:
    """Income of a year at least as large as the investment is a wrong unit."""
    for row in evaluation.project.key_projects:
        income, cost, money = row.income_10k_yuan, row.running_cost_10k_yuan or ZERO, row.investment_10k_yuan
        if income is not None and money and income - cost >= money:
            yield (
                f"重点项目“{called(row)}”年净收益{entered(income - cost)}万元，不小于投资{entered(money)}万元，一年内即可收回；"
                "请核对单位，或说明原因。",
                (f"key_projects/{row.key}/income_10k_yuan",),
            )


@rule(
    "project.pays_late",
    Severity.EXPLAIN,
    "重点项目在运营年限内收回投资",
    reads=tuple(
        f"key_projects/*/{name}"
        for name in ("income_10k_yuan", "running_cost_10k_yuan", "investment_10k_yuan", "lifetime_years")
    ),
)
def projects_pay_back_while_they_run(evaluation: Evaluation) -> Noticed:
    """What a project costs comes back before it is worn out; project.never_pays speaks of those without a gain."""
    for row in evaluation.project.key_projects:
        income, cost, money = row.income_10k_yuan, row.running_cost_10k_yuan or ZERO, row.investment_10k_yuan
        years = row.lifetime_years
        if income is None or money is None or not years or income <= cost:
            continue
        payback = money / (income - cost)
        if payback > years:
            yield (
                f"重点项目“{called(row)}”投资{entered(money)}万元，年净收益{entered(income - cost)}万元，静态回收期"
                f"{telling(payback, Decimal(years), decimals=1)}年，长于运营年限{years}年；请核对单位，或说明公益性质和资金来源。",
                (f"key_projects/{row.key}/investment_10k_yuan", f"key_projects/{row.key}/income_10k_yuan"),
            )


@rule("project.lifetime", Severity.EXPLAIN, "重点项目运营年限在合理范围", reads=("key_projects/*/lifetime_years",))
def lifetimes_are_possible(evaluation: Evaluation) -> Noticed:
    """A project runs for at most fifty years."""
    for row in evaluation.project.key_projects:
        years = row.lifetime_years
        if years is not None and years > LIFETIME:
            yield (
                f"重点项目“{called(row)}”运营年限{years}年，长于{LIFETIME}年；请核对，或说明原因。",
                (f"key_projects/{row.key}/lifetime_years",),
            )


def _sum_rule(name: str, title: str, whole: str, whole_title: str, unit: str) -> None:
    def notice(evaluation: Evaluation) -> Noticed:
        year = evaluation.project.period.base_year
        total = sum((getattr(row, name) or ZERO for row in evaluation.project.key_projects), ZERO)
        limit = evaluation.number(whole, year)
        if limit is not None and total > limit >= 0:  # a negative total is said by itself
            yield (
                f"重点项目{title}合计{entered(total)}{unit}，大于{year}年{whole_title}{telling(limit, total)}{unit}；"
                "请核对单位和重复计算，或说明增量来源。",
                tuple(
                    f"key_projects/{row.key}/{name}" for row in evaluation.project.key_projects if getattr(row, name)
                ),
            )

    rule(
        f"project.{name}",
        Severity.EXPLAIN,
        f"重点项目{title}合计不大于园区总量",
        reads=(f"key_projects/*/{name}", "years/*/energy"),
    )(notice)


_sum_rule("savings_tce", "年节能量", "energy_equivalent_with_feedstock_tce", "综合能源消费量（等价值）", "吨标准煤")
_sum_rule("reduction_tco2", "年降碳量", "emissions_tco2", "二氧化碳排放量", "吨")


@rule("action.year", Severity.EXPLAIN, "配套行动在建设期内建成", reads=("actions/*/year", "period/construction_end"))
def actions_are_done_in_the_building_period(evaluation: Evaluation) -> Noticed:
    """An accompanying action is done by the end of the building period."""
    last = evaluation.project.period.construction_end
    for row in evaluation.project.actions:
        if row.year is not None and last is not None and row.year > last:
            yield (
                f"配套行动“{called(row)}”建成年份{row.year}年，晚于建设期结束年{last}年；请核对，或说明原因。",
                (f"actions/{row.key}/year",),
            )
