"""A document as a text that can be read and compared: headings, sentences, tables, and the data of figures."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tests.unit.report.parks import cell_words
from zcpark_desktop.report import blocks as b


def plain(content: b.Content) -> str:
    """The words of a content; a reference as the bookmark that it points to."""
    runs = [content] if isinstance(content, str) else content
    return "".join(run if isinstance(run, str) else f"〔{run.bookmark}〕" if isinstance(run, b.Ref) else run.text
                   for run in runs if not isinstance(run, b.Note))


SHOWN_ROWS = 6
"""Rows of a table that the dump shows; of the others it tells how many there are."""


def dump(document: b.Document) -> str:
    """The document, a block a line or more."""
    return "\n".join(line for block in document.walk() for line in _block(block)) + "\n"


def _block(block: b.Block) -> Iterator[str]:
    match block:
        case b.Heading():
            yield f"{'' if block.level > 1 else chr(10)}{'#' * block.level} {block.text}"
        case b.Paragraph():
            yield _said(block.content)
        case b.NumberedList() | b.BulletList():
            yield from (f"  - {plain(item)}" for item in block.items)
        case b.Equation():
            yield from (f"  = {''.join(_piece(piece) for piece in ([line] if isinstance(line, str) else line))}"
                        for line in block.lines)
        case b.Table():
            yield from _table(block)
        case b.Figure():
            yield f"[图] {block.caption}：{type(block.content).__name__}"
            if not isinstance(block.content, b.Picture):
                yield from (f"  {line}" for line in _chart(block.content))
        case b.Cover():
            yield f"[封面] {'／'.join(block.title)}"
            yield from (f"  {label}：{text}" for label, text in block.fields)
            yield f"  {block.date}"
        case b.SignaturePage():
            yield f"[签章页] {block.title}"
        case _:
            yield f"[{type(block).__name__}]"


def _said(content: b.Content) -> str:
    """The words, each reference as the bookmark that it leads to."""
    if isinstance(content, str):
        return content
    return "".join(f"〔{run.bookmark}〕" if isinstance(run, b.Ref) else plain((run,)) for run in content)


def _piece(piece: str | b.Fraction) -> str:
    return piece if isinstance(piece, str) else f"({piece.numerator})/({piece.denominator})"


def _table(block: b.Table) -> Iterator[str]:
    yield f"[表] {block.caption}"
    heads = [f"{column.group}{'：' if column.group else ''}{column.title}{f'/{column.unit}' if column.unit else ''}"
             for column in block.columns]
    if any(heads):
        yield "  " + " | ".join(heads)
    yield from ("  " + " | ".join(cell_words(cell).replace("\n", "⏎") for cell in row)
                for row in block.rows[:SHOWN_ROWS])
    if len(block.rows) > SHOWN_ROWS:
        yield f"  …共{len(block.rows)}行"
    yield from (f"  {word}：{text}" for word, text in (("注", block.note), ("数据来源", block.source)) if text)


def _number(value: Decimal | None) -> str:
    return "—" if value is None else f"{value:.4f}"


def _chart(chart: b.Chart) -> Iterator[str]:
    match chart:
        case b.StackedBars():
            yield from (f"{each.name}：{'，'.join(map(_number, each.values))}" for each in chart.series)
        case b.LineTrend():
            yield from (f"{each.name}：{'，'.join(map(_number, each.values))}" for each in (*chart.actual, *chart.target))
        case b.Ring():
            yield from (f"{name}：{_number(value)}" for name, value in chart.parts)
        case b.GapBars():
            yield from (f"{row.name}：{row.value_text}（{row.limit_text}）" for row in chart.rows)
        case b.Sankey():
            yield from ("，".join(stage) for stage in chart.stages)
        case b.Gantt():
            yield from (f"{task.name}：{task.start.year}—{task.end.year}" for task in chart.tasks)
        case b.BoundaryMap():
            yield from (f"{'内环' if ring.hole else '边界'}：{len(ring.corners)}个拐点" for ring in chart.rings)
            yield from (f"所在园区：{len(ring.corners)}个拐点" for ring in chart.host)
            kinds = [mark.kind for mark in chart.marks]
            yield from (f"{kind}：{kinds.count(kind)}处" for kind in dict.fromkeys(kinds))
