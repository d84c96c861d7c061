"""How a number came about, as rich text: the equation, its inputs with source and link, energy kind by kind.

Links: `field:<address>` is where a number is entered, `#<name>` is another step of the same text.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from html import escape

from zcpark_desktop import wording
from zcpark_desktop.evaluate import Evaluation, HorizonName, Input, RowResult, SchemeResult, Step, trace
from zcpark_desktop.rules import IndicatorKind

from .. import theme
from .edits import target_of
from .tables import shown_unit

FIELD = "field:"


def quantity(value: Decimal | None, unit: str) -> str:
    """A computed number to read: shares as percentages, large numbers with two places, small ones with six."""
    if value is None:
        return wording.BLANK
    if not unit:
        return wording.percent(value)
    return wording.number(value, 2 if abs(value) >= 100 else 4 if abs(value) >= 1 else 6)


def link(target: str, words: str) -> str:
    """A link in the colour of the accent."""
    look = theme.current()
    return f'<a href="{escape(target)}" style="color:{look.accent};text-decoration:none">{escape(words)}</a>'


def paragraph(inside: str, role: str = "text") -> str:
    """A paragraph of HTML in the colour of `role` (a colour of the look)."""
    return f'<p style="color:{getattr(theme.current(), role)};margin:0 0 6px 0">{inside}</p>'


def heading(words: str, name: str = "") -> str:
    """A heading, with a name that links can lead to."""
    anchor = f'<a name="{escape(name)}"></a>' if name else ""
    return f'<p style="margin:14px 0 4px 0">{anchor}<b>{escape(words)}</b></p>'


def items(lines: Iterable[str]) -> str:
    """A list of HTML lines."""
    return "".join(f'<p style="margin:0 0 4px 10px">• {line}</p>' for line in lines)


def trace_text(evaluation: Evaluation, scheme: SchemeResult, row: RowResult, horizon: HorizonName) -> str:
    """The text for a row of a scheme at one horizon, as HTML in the colours of the look of now."""
    result = row.horizons[horizon]
    parts = [paragraph(escape(row.indicator.definition), "quiet")]
    if result.planned:
        parts += _planned(evaluation, row, horizon)
    if result.reason:
        parts.append(paragraph(escape(result.reason), "warning"))
    if result.gaps:
        parts.append(heading("还缺这些数据"))
        parts.append(items(link(FIELD + gap.address, gap.sentence) for gap in result.gaps))
    if row.indicator.kind is IndicatorKind.CONDITION:
        parts += _conditions(scheme, row)
    elif row.indicator.kind is IndicatorKind.LIST:
        if result.text:
            parts.append(paragraph(escape(result.text)))
    else:
        steps = trace(evaluation, result.measure, result.year)
        if steps and result.planned:
            parts.append(heading(f"按{result.year}年数据推算"))
        parts += [_step(evaluation, step, [each.name for each in steps]) for step in reversed(steps)]
    reference = evaluation.rules.reference(row.indicator.reference)
    parts.append(paragraph(
        f"指标算法依据：{escape(reference.title)}（{wording.certainty(row.indicator.formula_certainty.value)}）", "quiet"))
    return f'<div style="color:{theme.current().text}">{"".join(parts)}</div>'


def _planned(evaluation: Evaluation, row: RowResult, horizon: HorizonName) -> list[str]:
    result = row.horizons[horizon]
    target = target_of(evaluation.project, row.row.indicator, result.year)
    assert target is not None
    unit = f" {shown_unit(row)}" if shown_unit(row) not in ("", "%") else ""
    words = [f"{result.year}年规划值 <b>{escape(wording.row_value(row.row, row.indicator, result) + unit)}</b>，由园区填写。"]
    words += [f"责任单位：{escape(target.owner)}。"] if target.owner else []
    words += [escape(target.note)] if target.note else []
    words.append(link(f"{FIELD}targets/{target.key}/value", "到规划目标"))
    parts = [paragraph(" ".join(words))]
    if row.indicator.kind in (IndicatorKind.LIST, IndicatorKind.CONDITION):
        return parts
    computed = evaluation.number(result.measure, result.year)
    if computed is not None:
        is_share, places = row.row.unit == "%", row.indicator.decimals
        shown = wording.percent(computed, places) if is_share else f"{wording.number(computed, places)}{escape(unit)}"
        parts.append(paragraph(f"按{result.year}年的能源、企业等数据推算为 <b>{shown}</b>，相差较大时请核对规划依据。"))
    return parts


def _conditions(scheme: SchemeResult, row: RowResult) -> list[str]:
    lines = []
    for each in scheme.conditions:
        if each.condition.row == row.row.number:
            links = "、".join(link(FIELD + gap.address, f"填写{gap.sentence}") for gap in each.gaps)
            lines.append(f"{escape(wording.verdict(each.verdict))}　{escape(each.condition.title)}"
                         f"{'：' + escape(each.finding) if each.finding else ''}　{links}")
    return [heading("逐条判定"), items(lines)] if lines else []


def _step(evaluation: Evaluation, step: Step, known: list[str]) -> str:
    look = theme.current()
    value = "" if step.value is None and step.lines else \
        f"　= <b>{quantity(step.value, step.unit)}</b>{' ' + escape(wording.unit(step.unit)) if step.unit else ''}"
    source = evaluation.rules.reference(step.reference).title if step.reference in evaluation.rules.references else ""
    parts = [heading(step.title, step.name),
             paragraph(f'<span style="color:{look.text}">{escape(step.equation)}</span>{value}')]
    if step.inputs:
        parts.append(_table([], [_input_cells(each, known) for each in step.inputs]))
    if step.lines:
        cells = [[escape(f"{line.label}（{line.unit}）"), *map(wording.factor, line.cells)] for line in step.lines]
        parts.append(_table(["", *step.columns], cells, right=range(1, len(step.columns) + 1)))
        sources = {line.source: line.certainty for line in step.lines if line.source}
        parts += [paragraph(f"系数来源：{escape(name)}（{wording.certainty(tag)}）", "quiet") for name, tag in sources.items()]
    if source:
        parts.append(paragraph(f"依据：{escape(source)}", "quiet"))
    return "".join(parts)


def _input_cells(each: Input, known: list[str]) -> list[str]:
    unit = wording.unit(each.unit)
    if each.kind == "formula":
        where = link(f"#{each.name}", "算法 ↓") if each.name in known else ""
        value = quantity(each.value, each.unit)
    else:
        where = link(FIELD + each.address, "填写处 →") if each.address else ""
        value = wording.factor(each.value) if each.kind == "factor" or each.source else wording.entered(each.value)
    source = "，".join(part for part in (each.source, wording.certainty(each.certainty)) if part)
    about = f'<br><span style="color:{theme.current().quiet}">{escape(source)}</span>' if source else ""
    return [f"{escape(each.title)}{about}", f"{value}&nbsp;{escape(unit)}" if unit else value, where]


def _table(heads: list[str], rows: list[list[str]], right: Iterable[int] = (1,)) -> str:
    look = theme.current()
    right = set(right)

    def line(cells: list[str], colour: str) -> str:
        return "<tr>" + "".join(
            f'<td align="{"right" if at in right else "left"}" style="color:{colour};padding:3px 4px;'
            f'{"white-space:nowrap;" if at in right and colour == look.text else ""}'
            f'border-bottom:1px solid {look.line}">{cell}</td>' for at, cell in enumerate(cells)) + "</tr>"

    top = line([escape(head) for head in heads], look.quiet) if heads else ""
    return (f'<table width="100%" cellspacing="0" style="border-collapse:collapse;margin:0 0 6px 0">{top}'
            f'{"".join(line(row, look.text) for row in rows)}</table>')
