"""Steps of a calculation as blocks: the equation in words and in numbers, what it uses, energy kind by energy kind.

Every step has a number (式3) within its document, by which later steps quote it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Literal

from ... import wording
from ...evaluate import Input, Step
from ...evaluate.resolve import PRECISION
from ...facts import FACTS
from ...facts.coefficients import SOURCES
from ...formulas import FORMULAS
from ...project.statements import Evidence
from .. import blocks as b
from ..material import Material
from ..proofs import papers_at, quoted
from .calculation_equations import Line, equation_lines

_FEW = 8
"""A result of at most so many decimals is written with all of them."""

_FACTORS = (
    "process_factors",
    "heat_factor",
    "heat_coefficient",
    "electricity_calorific_coefficient",
    "electricity_equivalent_coefficient",
)
"""Facts that are coefficients, beside those for each energy kind."""


@dataclass(frozen=True)
class Numbered:
    """The steps of a document, all for one year.

    Attributes:
        numbers: step -> its number.
        users: step -> the indicators that rest on it.
    """

    material: Material
    year: int
    numbers: Mapping[str, int]
    users: Mapping[str, frozenset[str]]

    def mark(self, step: str) -> str:
        """The bookmark of a step."""
        return f"step.{step}"

    def quote(self, step: str) -> b.Link:
        """“式3”, which jumps there."""
        return b.Link(f"式{self.numbers[step]}", self.mark(step))

    def papers(self, step: str, address: str, fact: str = "") -> tuple[Evidence, ...]:
        """The papers beside an input of the step: of those, the ones that name its indicators where there are any."""
        papers = papers_at(self.material, address, fact)
        named = tuple(paper for paper in papers if not self.users[step].isdisjoint(paper.indicators))
        return named or papers


def step_blocks(steps: Numbered, step: Step, level: Literal[3, 4]) -> tuple[b.Block, ...]:
    """A step under a heading of that level: its number and title, the equation, its inputs, its lines, its result."""
    title = f"式{steps.numbers[step.name]}　{step.title}"
    made: list[b.Block] = [
        b.Heading(level, title, steps.mark(step.name), numbered=False),
        b.Equation(_lines_of(steps, step)),
    ]
    if step.inputs:
        made.append(_inputs(steps, step))
    if step.lines:
        made.append(_lines(steps, step))
    basis = f"依据：{steps.material.rules.reference(step.reference).title}。"
    made.append(b.Paragraph(basis, "note"))
    return tuple(made)


def _lines_of(steps: Numbered, step: Step) -> tuple[Line, ...]:
    """The equation in words, and in numbers; a sum over kinds has its numbers in the table."""
    words = equation_lines(f"{step.title} = ", step.equation)
    if step.value is None:
        return words
    unit = wording.unit(step.unit) or f"，即{wording.percent(step.value)}"
    result = f" = {_computed(step.value)}{unit}"
    if step.lines or not step.inputs:
        return (*words, (f"{step.title}{result}",))
    numbers = {name: _in_equation(steps, name) for name in FORMULAS[step.name].parameters}
    return (*words, *equation_lines("= ", FORMULAS[step.name].equation.format(**numbers), result))


def _in_equation(steps: Numbered, name: str) -> str:
    resolver = steps.material.evaluation.resolver(steps.year)
    value = resolver.result(name)
    shown = _digits(resolver.target(name), value if isinstance(value, Decimal) else None)
    return f"({shown})" if shown.startswith("-") else shown


def _computed(value: Decimal | None) -> str:
    """A result with all its digits where these are few, with six decimals otherwise."""
    if value is None:
        return wording.BLANK
    exact = value.normalize(PRECISION)
    return wording.entered(exact) if -int(exact.as_tuple().exponent) <= _FEW else wording.factor(exact)


def _digits(name: str, value: Decimal | None) -> str:
    """The value of a name: as entered, as a factor is printed, or as a result."""
    if name in FORMULAS:
        return _computed(value)
    if name in FACTS and name not in SOURCES and name not in _FACTORS:
        return wording.entered(value)
    return wording.factor(value)


# --------------------------------------------------------------------------- inputs


def source_of(steps: Numbered, step: Step, each: Input) -> b.Content:
    """Where an input comes from: a step, a document with how well it is known, or the park with its papers."""
    if each.kind == "formula":
        return (steps.quote(each.name),)
    if each.source:
        return f"{each.source}{grade(each.certainty)}"
    if each.kind == "factor":
        return wording.certainty(each.certainty)
    if each.name == "days_of_year":
        return "日历"
    papers = steps.papers(step.name, each.address, each.name)
    where = "企业清单" if each.address == "enterprises" else "园区填报"
    if papers:
        return f"{where}，佐证{quoted(papers, 4)}"
    return where if each.address == "enterprises" else f"{where}，佐证待补充"


def grade(certainty: str) -> str:
    """How well a value is known, in parentheses; empty for an official text."""
    return "" if certainty in ("", "official") else f"（{wording.certainty_aside(certainty)}）"


def _inputs(steps: Numbered, step: Step) -> b.Table:
    rows = [
        (each.title, _digits(each.name, each.value), wording.unit(each.unit), b.Cell(source_of(steps, step, each)))
        for each in step.inputs
    ]
    columns = (
        b.Column("数据项", weight=4),
        b.Column("数值", align="right", weight=2.4),
        b.Column("单位", align="center", weight=1.8),
        b.Column("来源", weight=4),
    )
    return b.Table(columns, rows, dense=True)


# --------------------------------------------------------------------------- energy kind by energy kind


def _vectors(steps: Numbered, step: Step) -> list[str]:
    """The names of the columns of the step's lines; last its own, where it has a result for each kind."""
    resolver = steps.material.evaluation.resolver(steps.year)
    names = [name for name in FORMULAS[step.name].parameters if isinstance(resolver.result(name), Mapping)]
    return [*(resolver.target(name) for name in names), *([step.name] if step.value is None else [])]


def _parts(steps: Numbered, step: Step) -> tuple[list[Decimal], Decimal] | None:
    """What each line adds to the result, and what the single inputs add; None where the result is no such sum."""
    if step.value is None:
        return None
    formula = FORMULAS[step.name]
    resolver = steps.material.evaluation.resolver(steps.year)
    results = {name: resolver.result(name) for name in formula.parameters}
    vectors = [name for name, value in results.items() if isinstance(value, Mapping)]

    def of(cells: Mapping[str, Decimal | None], scalars: bool) -> Decimal:
        arguments: list[object] = []
        for name, value in results.items():
            if name in vectors:
                cell = cells.get(name)
                arguments.append({} if cell is None else {"": cell})
            else:
                arguments.append(value if scalars else Decimal(0))
        found = formula.function(*arguments)
        assert isinstance(found, Decimal)
        return found

    with localcontext(PRECISION):
        added = [of(dict(zip(vectors, line.cells, strict=True)), scalars=False) for line in step.lines]
        rest = of({}, scalars=True)
        return (added, rest) if sum(added, rest) == step.value else None


def _lines(steps: Numbered, step: Step) -> b.Table:
    parts = _parts(steps, step)
    names = _vectors(steps, step)
    columns = [
        b.Column("品种", weight=2.4),
        b.Column("单位", align="center", weight=1.6),
        *(b.Column(title, align="right", weight=2.4) for title in step.columns),
    ]
    rows: list[list[str | b.Cell]] = [
        [line.label, line.unit, *(_digits(name, cell) for name, cell in zip(names, line.cells, strict=True))]
        for line in step.lines
    ]
    if parts:
        added, rest = parts
        columns.append(b.Column("结果", wording.unit(step.unit), "right", 2.6))
        for row, value in zip(rows, added, strict=True):
            row.append(_computed(value))
        blanks = len(columns) - 2
        if rest:
            rows.append(["未分品种的各项", *[""] * blanks, _computed(rest)])
        rows.append([b.Cell("合计", bold=True), *[""] * blanks, b.Cell(_computed(step.value), bold=True)])
    caption = f"{step.title}分品种计算（{steps.year}年）"
    return b.Table(columns, rows, caption, dense=True, source=_line_sources(steps, step))


def _line_sources(steps: Numbered, step: Step) -> str:
    """The factors' documents, and the papers of the energy balance (or of the products) of the year."""
    documents: dict[str, list[str]] = {}
    for line in step.lines:
        if line.source:
            documents.setdefault(f"{line.source}{grade(line.certainty)}", []).append(line.label)
    said = [
        f"{'、'.join(labels)}取自{document}" if len(documents) > 1 else document
        for document, labels in documents.items()
    ]
    facts = [FACTS[name] for name in FORMULAS[step.name].parameters if name in FACTS]
    papers = dict.fromkeys(
        paper for fact in facts for paper in steps.papers(step.name, fact.where.format(year=steps.year))
    )
    said += [f"佐证{quoted(papers)}"] if papers else []
    return "；".join(said)
