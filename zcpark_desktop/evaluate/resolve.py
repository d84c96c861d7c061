"""How a name becomes a number: conventions bind it, rules and facts give it, formulas compute it, once a year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, localcontext

from ..facts import FACTS, Gap, Missing, View
from ..formulas import FORMULAS
from ..project import Project
from ..rules import Rules

PRECISION = Context(prec=34, traps=[DivisionByZero, InvalidOperation])
"""Quotients carry 34 digits; nothing is rounded between formulas."""


@dataclass(frozen=True, slots=True)
class Undefined:
    """No value, because a division by zero or by a negative whole stands in the way; `title` names what was divided."""

    title: str


Result = Decimal | Mapping[str, Decimal] | Missing | Undefined

_BESIDE = tuple(name for name in Project.model_fields if name not in ("years", "origins"))
"""What a resolver may read beside the record of its year; it reads no other year's, nor where a value comes from."""

_BESIDE_THE_YEARS = tuple(
    fact.name for fact in FACTS.values() if fact.where.split("/")[0] not in ("years", "coefficients")
)
"""Facts that are read from one list of the park, and from no year's record."""


def chosen(project: Project, rules: Rules) -> dict[str, str]:
    """The project's choices of convention that the rules know; unknown ones are left to the audit."""
    choices = {}
    for row in project.conventions:
        convention = rules.conventions.get(row.convention)
        if convention is None:
            continue
        installed = rules.fuel_sets if convention.alternatives_from == "fuel_sets" else ()
        if row.choice in installed or convention.alternative(row.choice) is not None:
            choices[row.convention] = row.choice
    return choices


class Resolver:
    """Every name's result for one year of one project, each computed once."""

    def __init__(self, project: Project, rules: Rules, year: int) -> None:
        """Read `project` by `rules` for `year`."""
        choices = chosen(project, rules)
        self.rules = rules
        self.choices = choices
        self.bindings = rules.bindings({k: v for k, v in choices.items() if rules.conventions[k].alternatives})
        fuel_set = choices.get("fuel_factor_set", rules.convention("fuel_factor_set").default)
        self.view = View(project, rules, year, fuel_set)
        self._results: dict[str, Result] = {}

    @property
    def year(self) -> int:
        """The year that is read."""
        return self.view.year

    def target(self, name: str) -> str:
        """What `name` stands for under the conventions chosen."""
        while name in self.bindings:
            name = self.bindings[name]
        return name

    def result(self, name: str) -> Result:
        """The value of `name`, or why it has none.

        Raises:
            KeyError: no fact, factor or formula has that name.
        """
        name = self.target(name)
        if name not in self._results:
            with localcontext(PRECISION):  # whoever asks first
                self._results[name] = self._compute(name)
        return self._results[name]

    def follow(self, before: Resolver) -> None:
        """Take over what does not rest on the year's record from a resolver of the same year, read before it changed.

        Everything else in its project and its rules has to be the same.
        """
        results = before._results
        self._results.update({name: results[name] for name in _BESIDE_THE_YEARS if name in results})

    def reads_the_same(self, project: Project, rules: Rules) -> bool:
        """Whether all that this resolver reads beside its year's record is in `project` and `rules` too."""
        mine = self.view.project
        return self.rules is rules and all(getattr(mine, name) is getattr(project, name) for name in _BESIDE)

    def _compute(self, name: str) -> Result:
        if name in self.rules.factors:
            return self.rules.factors[name].value
        if name in FACTS:
            return FACTS[name].read(self.view)
        formula = FORMULAS[name]
        inputs = [self.result(parameter) for parameter in formula.parameters]
        gaps: dict[Gap, None] = {}
        for each in inputs:
            if isinstance(each, Missing):
                gaps.update(dict.fromkeys(each.gaps))
        if gaps:
            return Missing(tuple(gaps))
        for each in inputs:
            if isinstance(each, Undefined):
                return each
        try:
            return formula.function(*inputs)
        except ZeroDivisionError:  # raised by formulas.quotient
            return Undefined(formula.title)


_last: dict[int, Resolver] = {}


def resolvers(project: Project, rules: Rules, years: Iterable[int]) -> dict[int, Resolver]:
    """A resolver for each of the years.

    Those of the evaluation before are used again where nothing that they read has changed, so that a figure typed
    costs one year's numbers, however many years the park plans for.
    """
    global _last
    before, found = _last, {}  # documents are evaluated on other threads, so that `_last` may be another at any time
    for year in years:
        known = before.get(year)
        if known is None or not known.reads_the_same(project, rules):
            found[year] = Resolver(project, rules, year)
        elif known.view.record is project.year(year):
            found[year] = known
        else:
            found[year] = Resolver(project, rules, year)
            found[year].follow(known)
    _last = found
    return found
