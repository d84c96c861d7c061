"""All the rules together, and what is asked of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from .entries import Convention, EnergyType, Entry, Factor, FuelFactorSet, Indicator, ProcessFactor, Reference
from .errors import RulesError
from .scheme import Horizon, Row, Scheme

T = TypeVar("T")


@dataclass(frozen=True)
class Rules:
    """Everything that the rule files say, by id, in the order of the files."""

    references: Mapping[str, Reference]
    indicators: Mapping[str, Indicator]
    conventions: Mapping[str, Convention]
    energy_types: Mapping[str, EnergyType]
    factors: Mapping[str, Factor]
    fuel_sets: Mapping[str, FuelFactorSet]
    process_factors: Mapping[str, ProcessFactor]
    schemes: Mapping[str, Scheme]

    def reference(self, key: str) -> Reference:
        """The document, or clause of one. Raises RulesError where there is none of that id; so do all look-ups."""
        return _found(self.references, key, "依据文件")

    def indicator(self, key: str) -> Indicator:
        """The indicator of that id."""
        return _found(self.indicators, key, "指标")

    def convention(self, key: str) -> Convention:
        """The convention of that id."""
        return _found(self.conventions, key, "口径")

    def energy_type(self, key: str) -> EnergyType:
        """The energy type of that id."""
        return _found(self.energy_types, key, "能源品种")

    def factor(self, key: str) -> Factor:
        """The factor of that id."""
        return _found(self.factors, key, "因子")

    def fuel_set(self, key: str) -> FuelFactorSet:
        """The set of fuel factors of that id."""
        return _found(self.fuel_sets, key, "燃料排放因子集")

    def process_factor(self, key: str) -> ProcessFactor:
        """The process factor of that product."""
        return _found(self.process_factors, key, "工业过程产品")

    def scheme(self, key: str) -> Scheme:
        """The scheme of that id."""
        return _found(self.schemes, key, "评价体系")

    def measure(self, row: Row, horizon: Horizon | str) -> str:
        """The name that is evaluated for a row: the goal's own, else the row's, else the indicator's."""
        return row.goal(horizon).measure or row.measure or self.indicator(row.indicator).measure

    @cached_property
    def bound_names(self) -> dict[str, str]:
        """Each name that a convention binds, with the id of that convention."""
        return {
            name: convention.id
            for convention in self.conventions.values()
            for alternative in convention.alternatives[:1]
            for name in alternative.targets
        }

    def bindings(self, choices: Mapping[str, str]) -> dict[str, str]:
        """What each bound name stands for under a project's choices.

        Args:
            choices: convention id -> alternative id; a convention that is left out has its default.

        Raises:
            RulesError: a convention or an alternative that the rules do not know.
        """
        targets: dict[str, str] = {}
        for key in choices:
            self.convention(key)
        for convention in self.conventions.values():
            choice = choices.get(convention.id, convention.default)
            alternative = convention.alternative(choice)
            if alternative is None:
                known = "、".join(each.id for each in convention.alternatives)
                raise RulesError(f"口径“{convention.title}”没有选项“{choice}”，可选 {known}。")
            targets.update(alternative.targets)
        return targets

    def check_names(self, known: Collection[str]) -> None:
        """Checks that what the files want measured or bound can be evaluated.

        Args:
            known: the names of all facts and formulas; factors and bound names need not be among them.

        Raises:
            RulesError: a measure, a tier or a target of no known name, with its file and line.
        """
        names = {*known, *self.factors, *self.bound_names}
        for convention in self.conventions.values():
            for alternative in convention.alternatives:
                for name, target in alternative.targets.items():
                    _check_name(alternative, target, names, "targets", name)
        for indicator in self.indicators.values():
            _check_name(indicator, indicator.measure, names, "measure")
        for scheme in self.schemes.values():
            for row in scheme.rows:
                _check_name(row, row.measure, names, "measure")
                for goal in (row.target, row.near_term, row.long_term):
                    if goal is not None:
                        _check_name(goal, goal.measure, names, "measure")
                        _check_name(goal, goal.tier_by, names, "tier_by")


def _check_name(entry: Entry, name: str | None, known: Collection[str], *steps: str) -> None:
    if name is not None and name not in known:
        raise entry.place.error(f"没有名为“{name}”的数据、公式或因子，请核对拼写", *steps)


def _found(entries: Mapping[str, T], key: str, kind: str) -> T:
    if key not in entries:
        raise RulesError(f"没有编号为“{key}”的{kind}，可用的有 {'、'.join(entries)}。")
    return entries[key]
