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
from ...evaluate.evaluation import PRECISION
from ...facts import FACTS
from ...formulas import FORMULAS
from .. import blocks as b
from ..material import Material
from ..proofs import papers_at, quoted
from .calculation_equations import Line, equation_lines


@dataclass(frozen=True)
class Numbered:
    """The steps of a document with their numbers, all for one year."""

    material: Material
    year: int
    numbers: Mapping[str, int]

    def mark(self, step: str) -> str:
        """The bookmark of a step."""
        return f"step.{step}"

    def quote(self, step: str) -> b.Link:
        """“式3”, which jumps there."""
        return b.Link(f"式{self.numbers[step]}", self.mark(step))


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
    result = f" = {wording.factor(step.value)}{wording.unit(step.unit)}"
    if step.lines or not step.inputs:
        return (*words, (f"{step.title}{result}",))
    resolver = steps.material.evaluation.resolver(steps.year)
    numbers = {name: _in_equation(resolver.result(name)) for name in FORMULAS[step.name].parameters}
    return (*words, *equation_lines("= ", FORMULAS[step.name].equation.format(**numbers), result))


def _in_equation(value: object) -> str:
    shown = wording.factor(value) if isinstance(value, Decimal) else wording.BLANK
    return f"({shown})" if shown.startswith("-") else shown


# --------------------------------------------------------------------------- inputs


def source_of(steps: Numbered, each: Input) -> b.Content:
    """Where an input comes from: a step, a document with how well it is known, or the park with its papers."""
    if each.kind == "formula":
        return (steps.quote(each.name),)
    if each.source:
        return f"{each.source}{grade(each.certainty)}"
    if each.kind == "factor":
        return wording.certainty(each.certainty)
    if each.name == "days_of_year":
        return "日历"
    papers = papers_at(steps.material, each.address, each.name)
    return f"园区填报，佐证{quoted(papers, 4)}" if papers else "园区填报，佐证待补充"


def grade(certainty: str) -> str:
    """How well a value is known, in parentheses; empty for an official text."""
    return "" if certainty in ("", "official") else f"（{wording.certainty(certainty)}）"


def _value(each: Input) -> str:
    return wording.entered(each.value) if each.kind == "fact" else wording.factor(each.value)


def _inputs(steps: Numbered, step: Step) -> b.Table:
    rows = [(each.title, _value(each), wording.unit(each.unit), b.Cell(source_of(steps, each))) for each in step.inputs]
    columns = (
        b.Column("数据项", weight=4),
        b.Column("数值", align="right", weight=2.4),
        b.Column("单位", align="center", weight=1.8),
        b.Column("来源", weight=4),
    )
    return b.Table(columns, rows, dense=True)


# --------------------------------------------------------------------------- energy kind by energy kind


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
    columns = [
        b.Column("品种", weight=2.4),
        b.Column("单位", align="center", weight=1.6),
        *(b.Column(title, align="right", weight=2.4) for title in step.columns),
    ]
    rows: list[list[str | b.Cell]] = [
        [line.label, line.unit, *(wording.factor(cell) for cell in line.cells)] for line in step.lines
    ]
    if parts:
        added, rest = parts
        columns.append(b.Column("结果", wording.unit(step.unit), "right", 2.6))
        for row, value in zip(rows, added, strict=True):
            row.append(wording.factor(value))
        blanks = len(columns) - 2
        if rest:
            rows.append(["表外各项", *[""] * blanks, wording.factor(rest)])
        rows.append([b.Cell("合计", bold=True), *[""] * blanks, b.Cell(wording.factor(step.value), bold=True)])
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
        paper for fact in facts for paper in papers_at(steps.material, fact.where.format(year=steps.year))
    )
    said += [f"佐证{quoted(papers)}"] if papers else []
    return "；".join(said)
