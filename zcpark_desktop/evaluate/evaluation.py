"""The answer: every row of every scheme at every horizon, with verdict, limit, gap and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext

from ..facts import Gap, Missing
from ..project import Project
from ..project.remembering import remembered
from ..project.statements import Claim, Exemption
from ..rules import Indicator, IndicatorClass, IndicatorKind, Level, Limit, Row, Rules, Scheme
from .judge import LISTS, ConditionResult, Judgement, judge_condition
from .resolve import PRECISION, Resolver, Undefined, resolvers
from .statements import claim_of, effective_exemption
from .verdict import HorizonName, Verdict


@dataclass(frozen=True, slots=True)
class HorizonResult:
    """A row at one horizon.

    Attributes:
        year: the year of the value.
        value: in the unit that the row prints (20 means 20 %); for a list, how many items reach the level.
        text: the answer in words, for rows that are judged.
        limit: what the row demands; the current value is held against the near-term limit.
        gap: how far the value falls short, in the row's own unit; negative where the limit is more than met.
        gaps: what is not filled in.
        planned: True for a target that was entered, False for a value that was computed.
        reason: why there is no verdict, in one sentence.
        measure: the name that was evaluated.
    """

    year: int
    verdict: Verdict
    measure: str = ""
    value: Decimal | None = None
    text: str = ""
    limit: Limit | None = None
    gap: Decimal | None = None
    gaps: tuple[Gap, ...] = ()
    planned: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RowResult:
    """A row of a scheme, evaluated."""

    row: Row
    indicator: Indicator
    horizons: Mapping[HorizonName, HorizonResult]
    exemption: Exemption | None = None
    claim: Claim | None = None

    @property
    def current(self) -> HorizonResult:
        """The base year."""
        return self.horizons[HorizonName.CURRENT]


@dataclass(frozen=True, slots=True)
class SchemeResult:
    """A scheme, evaluated: its rows, and the conditions that it states beside them for the level applied for."""

    scheme: Scheme
    rows: tuple[RowResult, ...]
    conditions: tuple[ConditionResult, ...]

    def row_of(self, indicator: str) -> RowResult | None:
        """The row of that indicator, or None where the scheme does not use it."""
        return next((row for row in self.rows if row.row.indicator == indicator), None)


@dataclass(frozen=True)
class Evaluation:
    """All schemes on the same data, and the resolvers that can tell how each number came about.

    Attributes:
        schemes: by id, from the city's level up; each is judged when it is first asked for, so that who types a figure
            waits for the one on show only.
    """

    project: Project
    rules: Rules
    schemes: Mapping[str, SchemeResult]
    resolvers: Mapping[int, Resolver]

    def at_level(self, level: str) -> SchemeResult | None:
        """The first scheme of the level: the one shipped, unless the user's own rules replace it; None without one."""
        return next((self.schemes[key] for key in self.schemes if self.rules.schemes[key].level == level), None)

    @property
    def base(self) -> Resolver:
        """The resolver of the base year."""
        return self.resolvers[self.project.period.base_year]

    def number(self, name: str, year: int | None = None) -> Decimal | None:
        """The value of a single number in a year (the base year by default); None where it has none."""
        result = self.result(name, year)
        return result if isinstance(result, Decimal) else None

    def result(self, name: str, year: int | None = None) -> Decimal | Mapping[str, Decimal] | Missing | Undefined:
        """The value of any name in a year, or why it has none."""
        return self.resolver(year or self.project.period.base_year).result(name)

    def resolver(self, year: int) -> Resolver:
        """The resolver of a year, also of one that no row asked for."""
        return self.resolvers.get(year) or Resolver(self.project, self.rules, year)


class _Evaluator:
    def __init__(self, project: Project, rules: Rules) -> None:
        self.project, self.rules = project, rules
        years = {project.period.base_year, project.period.near_term_year, project.period.long_term_year}
        years |= {record.year for record in project.years}
        years |= {scheme.near_term_year for scheme in rules.schemes.values() if scheme.near_term_year}
        self.resolvers = resolvers(project, rules, sorted(years))
        self.targets = {(t.indicator, t.year): t.value for t in project.targets if t.value is not None}

    def year(self, scheme: Scheme, horizon: HorizonName) -> int:
        period = self.project.period
        if horizon is HorizonName.CURRENT:
            return period.base_year
        if horizon is HorizonName.NEAR_TERM:
            return scheme.near_term_year or period.near_term_year
        return period.long_term_year

    def scheme(self, scheme: Scheme) -> SchemeResult:
        base = self.resolvers[self.project.period.base_year]
        levels = {scheme.level, self.project.basics.level_applied.value}
        wanted = [c for c in scheme.conditions if levels & {level.value for level in c.levels}]
        conditions = tuple(judge_condition(condition, self.project, base) for condition in wanted)
        return SchemeResult(scheme, tuple(self.row(scheme, row, conditions) for row in scheme.rows), conditions)

    def row(self, scheme: Scheme, row: Row, conditions: tuple[ConditionResult, ...]) -> RowResult:
        indicator = self.rules.indicator(row.indicator)
        exemption = effective_exemption(self.project, self.rules, scheme, row)
        claim = claim_of(self.project, scheme, row)
        horizons = {}
        for horizon in HorizonName:
            result = self.horizon(scheme, row, indicator, horizon, conditions)
            if exemption is not None:
                result = replace(result, verdict=Verdict.EXEMPT)
            elif row.row_class is IndicatorClass.INCENTIVE and claim is None:
                result = replace(result, verdict=Verdict.NOT_CLAIMED)
            horizons[horizon] = result
        return RowResult(row, indicator, horizons, exemption, claim)

    def horizon(
        self,
        scheme: Scheme,
        row: Row,
        indicator: Indicator,
        horizon: HorizonName,
        conditions: tuple[ConditionResult, ...],
    ) -> HorizonResult:
        year = self.year(scheme, horizon)
        goal = "long_term" if horizon is HorizonName.LONG_TERM else "near_term"
        measure = self.rules.measure(row, goal)
        if indicator.kind is IndicatorKind.CONDITION:
            return _judged_by_conditions(year, row, [c for c in conditions if c.condition.row == row.number], goal)
        limit, tier_gaps, no_limit = self.limit(row, goal, year)
        target = self.targets.get((row.indicator, year)) if horizon is not HorizonName.CURRENT else None
        if target is not None:
            if indicator.kind is IndicatorKind.LIST:
                return HorizonResult(
                    year,
                    Verdict.MET if target >= 100 else Verdict.NOT_MET,
                    measure,
                    target,
                    "",
                    limit,
                    100 - target,
                    planned=True,
                )
            return _compared(year, measure, target, limit, tier_gaps, no_limit, planned=True)
        if indicator.kind is IndicatorKind.LIST:
            if horizon is not HorizonName.CURRENT:
                return HorizonResult(year, Verdict.MISSING, measure, limit=limit, gaps=(_no_target(row, year),))
            return _judged_list(year, measure, LISTS[row.indicator](self.project), limit)
        result = self.resolvers[year].result(measure)
        if isinstance(result, Missing):
            gaps = result.gaps if horizon is HorizonName.CURRENT else (_no_target(row, year),)
            return HorizonResult(year, Verdict.MISSING, measure, limit=limit, gaps=gaps)
        if isinstance(result, Undefined):
            return HorizonResult(
                year, Verdict.UNDEFINED, measure, limit=limit, reason=f"“{result.title}”的分母为零或为负，无法计算。"
            )
        assert isinstance(result, Decimal), f"{measure} is no single number"
        return _compared(
            year, measure, result * 100 if row.unit == "%" else result, limit, tier_gaps, no_limit, planned=False
        )

    def limit(self, row: Row, goal: str, year: int) -> tuple[Limit | None, tuple[Gap, ...], str]:
        """The limit; or what is lacking to choose its tier; or that the policy prints none for this size."""
        tier_by, limit = _demands(row)[goal]
        if tier_by is None:
            return limit, (), ""
        size = self.resolvers[year].result(tier_by)
        if not isinstance(size, Decimal):  # a plan year without an energy balance: the park's present size
            size = self.resolvers[self.project.period.base_year].result(tier_by)
        if isinstance(size, Missing):
            return None, size.gaps, ""
        assert isinstance(size, Decimal)
        limit = row.limit_for(goal, size)
        return limit, (), "" if limit else "年综合能源消费量低于该指标体系的分档下限，未规定限值。"


@remembered(most=2000)
def _demands(row: Row) -> dict[str, tuple[str | None, Limit | None]]:
    """For each goal of a row: what chooses its tier, and the limit where nothing has to."""
    return {goal: (row.goal(goal).tier_by, row.limit_for(goal, None)) for goal in ("near_term", "long_term")}


def _no_target(row: Row, year: int) -> Gap:
    return Gap(f"{year}年第{row.number}项“{row.name}”的规划值", "targets")


def _compared(
    year: int,
    measure: str,
    value: Decimal,
    limit: Limit | None,
    tier_gaps: tuple[Gap, ...],
    no_limit: str,
    *,
    planned: bool,
) -> HorizonResult:
    if limit is None or limit.printed is None:
        verdict = Verdict.MISSING if tier_gaps else Verdict.UNDEFINED
        return HorizonResult(
            year, verdict, measure, value, limit=limit, gaps=tier_gaps, planned=planned, reason=no_limit
        )
    gap = limit.printed - value if limit.comparison == ">=" else value - limit.printed
    return HorizonResult(
        year, Verdict.MET if gap <= 0 else Verdict.NOT_MET, measure, value, "", limit, gap, planned=planned
    )


def _judged_list(year: int, measure: str, judged: Judgement, limit: Limit | None) -> HorizonResult:
    if judged.gaps:
        return HorizonResult(year, Verdict.MISSING, measure, limit=limit, gaps=judged.gaps)
    if not judged.applies:
        return HorizonResult(year, Verdict.NOT_APPLICABLE, measure, limit=limit, reason="没有适用该要求的产品或设备。")
    text = f"{judged.total}项中{judged.reached}项达到"
    if judged.shortfalls:
        shown = "、".join(judged.shortfalls[:3]) + ("等" if len(judged.shortfalls) > 3 else "")
        text += f"；未达到：{shown}"
    short = judged.total - judged.reached
    return HorizonResult(
        year, Verdict.NOT_MET if short else Verdict.MET, measure, Decimal(judged.reached), text, limit, Decimal(short)
    )


def _judged_by_conditions(year: int, row: Row, conditions: list[ConditionResult], goal: str) -> HorizonResult:
    limit = row.limit_for(goal, None)
    gaps = tuple(gap for condition in conditions for gap in condition.gaps)
    text = "；".join(condition.finding for condition in conditions if condition.finding)
    failed = any(condition.verdict is Verdict.NOT_MET for condition in conditions)
    verdict = Verdict.NOT_MET if failed else Verdict.MISSING if gaps else Verdict.MET
    return HorizonResult(year, verdict, "", None, text, limit, gaps=gaps)


class _Schemes(Mapping[str, SchemeResult]):
    """The schemes of the rules, judged once each, when they are asked for."""

    def __init__(self, evaluator: _Evaluator) -> None:
        schemes = evaluator.rules.schemes.values()
        self._evaluator = evaluator
        self._ladder = {each.id: each for each in sorted(schemes, key=lambda each: list(Level).index(each.level))}
        self._judged: dict[str, SchemeResult] = {}

    def __getitem__(self, key: str) -> SchemeResult:
        if key not in self._judged:
            with localcontext(PRECISION):
                judged = self._evaluator.scheme(self._ladder[key])
            self._judged.setdefault(key, judged)  # the audit may ask at the same time, and gets the same
        return self._judged[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._ladder)

    def __len__(self) -> int:
        return len(self._ladder)


def evaluate(project: Project, rules: Rules) -> Evaluation:
    """The evaluation of `project` under every scheme of `rules`.

    A current value is computed from the base year and held against the near-term limit. A near- or long-term value
    is the target that the park entered, or computed from the plan year's own figures where there is none.
    """
    evaluator = _Evaluator(project, rules)
    return Evaluation(project, rules, _Schemes(evaluator), evaluator.resolvers)
