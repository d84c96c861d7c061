"""How a value came about: the formulas that were used, their inputs with source and place, energy kind by kind.

The same steps are the trace panel of the window, the calculation appendix in Word, and `evaluate --json`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

from ..facts import FACTS
from ..facts.coefficients import SOURCES, Sourced, heat_factor_source, process_factor_source, process_name
from ..facts.energy import energy_name
from ..formulas import FORMULAS
from .evaluation import Evaluation
from .resolve import PRECISION, Resolver


@dataclass(frozen=True, slots=True)
class Input:
    """A number that a step uses.

    Attributes:
        kind: `fact` (entered), `factor` (from the rules), `formula` (another step).
        address: where it is entered, for the jump; empty for others.
        source: the document that a factor comes from.
        certainty: how well that is known (see rules.Certainty), or `measured`.
    """

    name: str
    title: str
    unit: str
    kind: str
    value: Decimal | None
    address: str = ""
    source: str = ""
    certainty: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One energy kind (or product) of a step that sums over kinds: its numbers, column by column."""

    label: str
    unit: str
    cells: tuple[Decimal | None, ...]
    source: str = ""
    certainty: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One formula as it was used.

    Attributes:
        equation: with the terms' titles in place of their names.
        reference: the id of the clause.
        columns: the titles of the columns of `lines`.
    """

    name: str
    title: str
    unit: str
    equation: str
    reference: str
    value: Decimal | None
    inputs: tuple[Input, ...]
    columns: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()


def title_of(resolver: Resolver, name: str) -> str:
    """The Chinese term of a name under the conventions chosen."""
    name = resolver.target(name)
    if name in FORMULAS:
        return FORMULAS[name].title
    if name in FACTS:
        return FACTS[name].title
    return resolver.rules.factor(name).title


def unit_of(resolver: Resolver, name: str) -> str:
    """The unit of a name's value."""
    name = resolver.target(name)
    if name in FORMULAS:
        return FORMULAS[name].unit
    return FACTS[name].unit if name in FACTS else resolver.rules.factor(name).unit


def _input(resolver: Resolver, parameter: str) -> Input:
    name = resolver.target(parameter)
    result = resolver.result(name)
    value = result if isinstance(result, Decimal) else None
    title, unit = title_of(resolver, name), unit_of(resolver, name)
    if name in resolver.rules.factors:
        factor = resolver.rules.factors[name]
        return Input(
            name,
            title,
            unit,
            "factor",
            value,
            source=resolver.rules.reference(factor.reference).title,
            certainty=factor.certainty.value,
        )
    if name in FORMULAS:
        return Input(name, title, unit, "formula", value)
    sourced = _single_source(resolver, name)
    return Input(
        name,
        title,
        unit,
        "fact",
        value,
        FACTS[name].where.format(year=resolver.year),
        sourced.source if sourced else "",
        sourced.certainty if sourced else "",
    )


def _single_source(resolver: Resolver, name: str) -> Sourced | None:
    view = resolver.view
    kinds = resolver.rules.energy_types
    if name == "heat_factor":
        return heat_factor_source(view)
    if name == "heat_coefficient":
        return SOURCES["calorific_coefficients"](view, kinds["heat"])
    if name == "electricity_calorific_coefficient":
        return SOURCES["calorific_coefficients"](view, kinds["electricity"])
    if name == "electricity_equivalent_coefficient":
        return SOURCES["equivalent_coefficients"](view, kinds["electricity"])
    return None


def _line_source(resolver: Resolver, parameter: str, key: str) -> Sourced | None:
    if parameter == "process_factors":
        return process_factor_source(resolver.view, key)
    kind = resolver.rules.energy_types.get(key)
    return SOURCES[parameter](resolver.view, kind) if kind is not None and parameter in SOURCES else None


def _lines(resolver: Resolver, vectors: Mapping[str, Mapping[str, Decimal]]) -> tuple[Line, ...]:
    amounts = [name for name in vectors if name not in SOURCES and name != "process_factors"]
    keys = [
        key
        for key in dict.fromkeys(key for name in amounts for key in vectors[name])
        if any(vectors[name].get(key) for name in amounts)
    ]
    lines = []
    for key in keys:
        found = [s for name in vectors if (s := _line_source(resolver, name, key)) is not None]
        kind = resolver.rules.energy_types.get(key)
        label = energy_name(resolver.view, key) if kind else process_name(resolver.view, key)
        lines.append(
            Line(
                label,
                kind.unit if kind else "吨",
                tuple(values.get(key) for values in vectors.values()),
                "；".join(dict.fromkeys(s.source for s in found)),
                found[0].certainty if found else "",
            )
        )
    return tuple(lines)


def _step(resolver: Resolver, name: str) -> Step:
    formula = FORMULAS[name]
    vectors, inputs = {}, []
    for parameter in formula.parameters:
        result = resolver.result(parameter)
        if isinstance(result, Mapping):
            vectors[parameter] = result
        else:
            inputs.append(_input(resolver, parameter))
    result = resolver.result(name)
    titles = {parameter: title_of(resolver, parameter) for parameter in formula.parameters}
    columns = [titles[parameter] for parameter in vectors]
    if vectors and isinstance(result, Mapping):
        vectors[name] = result
        columns.append(formula.title)
    return Step(
        name,
        formula.title,
        formula.unit,
        formula.equation.format(**titles),
        formula.reference,
        result if isinstance(result, Decimal) else None,
        tuple(inputs),
        tuple(columns),
        _lines(resolver, vectors),
    )


def trace(evaluation: Evaluation, measure: str, year: int) -> tuple[Step, ...]:
    """The steps to the value of `measure` in `year`, each after the steps that it uses; empty for an entered number."""
    resolver = evaluation.resolver(year)
    order: dict[str, None] = {}

    def visit(name: str) -> None:
        name = resolver.target(name)
        if name in FORMULAS and name not in order:
            for parameter in FORMULAS[name].parameters:
                visit(parameter)
            order[name] = None

    if not measure:
        return ()
    with localcontext(PRECISION):
        visit(measure)
        return tuple(_step(resolver, name) for name in order)


EQUIVALENTS = ("equivalent_coefficients", "feedstock_equivalent_coefficients", "electricity_equivalent_coefficient")
"""The facts that hold the year's coal rate."""


def conventions_of(evaluation: Evaluation, measure: str, year: int) -> tuple[str, ...]:
    """The ids of the conventions that the value of `measure` rests on, in the order of the rules."""
    resolver = evaluation.resolver(year)
    bound = evaluation.rules.bound_names
    used: set[str] = set()

    def visit(name: str) -> None:
        if name in bound:
            used.add(bound[name])
            visit(resolver.bindings[name])
            return
        if name in ("fuel_factors", "carbon_factors"):
            used.add("fuel_factor_set")
        if name in EQUIVALENTS:
            used.add("electricity_equivalent")
        if name in FORMULAS:
            for parameter in FORMULAS[name].parameters:
                visit(parameter)

    visit(measure)
    return tuple(key for key in evaluation.rules.conventions if key in used)
