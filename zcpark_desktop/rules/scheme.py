"""A scheme: which indicators one policy uses, of which class, with which limits at which horizon."""

from __future__ import annotations

import datetime
import hashlib
import json
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from .entries import Entry
from .fields import Certainty, Cites, Id, Number, PointsTo, Positive, SchemeId, Text, Whole, Year, wrong

if TYPE_CHECKING:
    from .catalogue import Rules


class IndicatorClass(StrEnum):
    """How strongly a row binds: all `binding` and `core` rows have to be met."""

    BINDING = "binding"
    REFERENCE = "reference"
    INCENTIVE = "incentive"
    CORE = "core"
    GUIDING = "guiding"

    @property
    def label(self) -> str:
        """The class as the policies print it."""
        return _CLASS_LABELS[self]


_CLASS_LABELS = {
    IndicatorClass.BINDING: "约束性指标",
    IndicatorClass.REFERENCE: "重要参考指标",
    IndicatorClass.INCENTIVE: "激励性指标",
    IndicatorClass.CORE: "核心指标",
    IndicatorClass.GUIDING: "引导指标",
}


class Level(StrEnum):
    """The administrative level that a park applies to."""

    CITY = "city"
    PROVINCE = "province"
    NATION = "nation"

    @property
    def label(self) -> str:
        """The level in Chinese."""
        return {"city": "市级", "province": "省级", "nation": "国家级"}[self]


class Horizon(StrEnum):
    """The two dates for which a policy states limits."""

    NEAR_TERM = "near_term"
    LONG_TERM = "long_term"

    @property
    def label(self) -> str:
        """The horizon in Chinese."""
        return {"near_term": "近期", "long_term": "远期"}[self]


Comparison = Literal[">=", "<="]


@dataclass(frozen=True)
class Limit:
    """What a row demands at one horizon.

    Attributes:
        comparison: which side of the limit is met; the limit itself always is.
        printed: the number in the row's own unit as printed (20 means 20 %); None for a demand in words.
        threshold: the number in the unit of the measure (20 % is 0.2); None for a demand in words.
        text: the demand in words; None for a number.
        unit: the row's unit as printed.
        basis: what a percentage is taken of, where the policy names it.
    """

    comparison: str
    printed: Decimal | None
    threshold: Decimal | None
    text: str | None
    unit: str
    basis: str | None


class Tier(Entry):
    """The limit for parks of one size: from `from` (inclusive) to `below` (exclusive)."""

    at_least: Positive | None = Field(default=None, alias="from")
    below: Positive | None = None
    limit: Number

    def covers(self, value: Decimal) -> bool:
        """Whether a park of that size falls into this tier."""
        return (self.at_least is None or value >= self.at_least) and (self.below is None or value < self.below)


class Goal(Entry):
    """The demand at one horizon: a number, a sentence, or numbers by size."""

    limit: Number | None = None
    text: Text | None = None
    tiers: tuple[Tier, ...] | None = None
    tier_by: Id | None = None
    measure: Id | None = None
    basis: Text | None = None

    @model_validator(mode="after")
    def _states_exactly_one_demand(self) -> Self:
        if sum(each is not None for each in (self.limit, self.text, self.tiers)) != 1:
            raise wrong("缺少限值，或写了不止一种：limit、text、tiers 三者须且只须写一个")
        if (self.tiers is None) != (self.tier_by is None):
            raise wrong("tiers 与 tier_by 应同时出现")
        return self

    @model_validator(mode="after")
    def _tiers_ascend_without_overlap(self) -> Self:
        if self.tiers is None:
            return self
        if not self.tiers:
            raise wrong("tiers 不能为空")
        end: Decimal | None = Decimal(0)
        for count, tier in enumerate(self.tiers, start=1):
            start = end if tier.at_least is None else tier.at_least
            if end is None or start is None or start < end or (tier.below is not None and tier.below <= start):
                raise wrong(f"tiers 第 {count} 档与前一档重叠或没有从小到大排列，请检查 from 和 below")
            end = tier.below
        return self


class Row(Entry):
    """One row of a scheme's table.

    Attributes:
        target: the demand where the policy states one for both horizons.
        measure: the name that is measured here, where it differs from the indicator's.
    """

    number: Whole
    indicator: Annotated[Id, PointsTo("indicators")]
    name: Text
    row_class: IndicatorClass = Field(alias="class")
    unit: Text
    comparison: Comparison
    target: Goal | None = None
    near_term: Goal | None = None
    long_term: Goal | None = None
    measure: Id | None = None
    category: Text | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _states_a_goal_for_every_horizon(self) -> Self:
        if self.target is None and (self.near_term is None or self.long_term is None):
            raise wrong("缺少限值：请写 near_term 和 long_term，或只写一个两期共用的 target")
        if self.target is not None and (self.near_term is not None or self.long_term is not None):
            raise wrong("target 表示两期共用，不能与 near_term、long_term 同时写")
        return self

    def goal(self, horizon: Horizon | str) -> Goal:
        """The demand at a horizon, with tiers and words as printed."""
        goal = self.target or (self.near_term if Horizon(horizon) is Horizon.NEAR_TERM else self.long_term)
        assert goal is not None, "held by the validator of the row"
        return goal

    def limit_for(self, horizon: Horizon | str, tier_value: Decimal | None) -> Limit | None:
        """The limit that applies to a park of a size.

        Args:
            horizon: `near_term` or `long_term`.
            tier_value: the park's value of `goal(horizon).tier_by`; used only where the goal has tiers.

        Returns:
            None where the policy prints no limit for that size, and where the size is needed and not known.
        """
        goal = self.goal(horizon)
        if goal.text is not None:
            return Limit(self.comparison, None, None, goal.text, self.unit, goal.basis)
        printed = goal.limit
        if goal.tiers is not None and tier_value is not None:
            # A tier without `from` begins where the one before it ends: the first that covers the value counts.
            printed = next((tier.limit for tier in goal.tiers if tier.covers(tier_value)), None)
        if printed is None:
            return None
        threshold = printed / 100 if self.unit == "%" else printed
        return Limit(self.comparison, printed, threshold, None, self.unit, goal.basis)


class Condition(Entry):
    """A condition beside the table of indicators.

    Attributes:
        judged_by: the name of the judgement that the evaluation makes.
        levels: the levels of application that ask for it.
        row: the number of the row that states it, where one does.
        limit: the number that `judged_by` compares with, where there is one.
    """

    id: Id
    title: Text
    text: Text
    judged_by: Literal[
        "listed_in_catalogue", "boundary_complete", "accounting_foundation", "no_major_accident", "energy_floor"
    ]
    levels: Annotated[tuple[Level, ...], Field(min_length=1)]
    row: Whole | None = None
    limit: Number | None = None
    unit: Text | None = None
    reference: Cites

    @model_validator(mode="after")
    def _a_floor_has_a_limit(self) -> Self:
        if self.judged_by == "energy_floor" and self.limit is None:
            raise wrong("judged_by 为 energy_floor 的条件应写 limit（吨标准煤）")
        return self


class Scheme(Entry):
    """One policy's table of indicators with its conditions."""

    id: SchemeId
    title: Text
    short_title: Text
    issuer: Text
    document: Text
    number: Text | None = None
    date: datetime.date | None = None
    reference: Cites
    certainty: Certainty
    level: Level
    near_term_year: Year | None = None
    exemptable_classes: tuple[IndicatorClass, ...] = ()
    note: Text | None = None
    rows: Annotated[tuple[Row, ...], Field(min_length=1)]
    conditions: tuple[Condition, ...] = ()

    def row(self, number: int) -> Row | None:
        """The row of that number, or None."""
        return next((row for row in self.rows if row.number == number), None)

    def row_of(self, indicator: str) -> Row | None:
        """The row of that indicator, or None where the scheme does not use it."""
        return next((row for row in self.rows if row.indicator == indicator), None)

    def conditions_for(self, level: Level | str) -> tuple[Condition, ...]:
        """The conditions that an application at that level has to meet."""
        return tuple(each for each in self.conditions if Level(level) in each.levels)


def digest(scheme: Scheme) -> str:
    """SHA-256 of what the scheme demands, so that a reopened project can tell that its rules have changed.

    Notes are left out, and numbers are compared by value: a better explanation, or 0.20 for 0.2, is no other rule.
    """
    return _digest(scheme.model_dump(by_alias=True))


def digest_of_factors(rules: Rules) -> str:
    """SHA-256 of what all schemes share: energy kinds, factors and readings (see `digest`)."""
    catalogues = (rules.energy_types, rules.factors, rules.fuel_sets, rules.process_factors, rules.conventions)
    return _digest([{key: entry.model_dump() for key, entry in catalogue.items()} for catalogue in catalogues])


def _digest(content: Any) -> str:
    text = json.dumps(_canonical(content), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _canonical(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _canonical(each) for key, each in value.items() if key != "note" and each is not None}
    if isinstance(value, tuple | list):
        return [_canonical(each) for each in value]
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return str(value)
