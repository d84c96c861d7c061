"""What a reader should find in a document that was composed from the project as it is now."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from .. import blocks as b
from ..docx_writer.plan import Plan, plan, with_turned_headings, word_name
from ..docx_writer.text import as_shown
from .word_file import Piece, squeezed


@dataclass(frozen=True, slots=True)
class Expected:
    """The pieces in order, the chart or picture of each figure in order, footnotes, and the bookmarks of cells."""

    pieces: tuple[Piece, ...]
    figures: tuple[b.Figure, ...]
    footnotes: tuple[str, ...]
    cell_bookmarks: tuple[str, ...]


def expected(document: b.Document) -> Expected:
    """The pieces of a document, as `WordFile` reads them."""
    document = replace(document, blocks=with_turned_headings(document.blocks))
    reader = _Reader(plan(document))
    pieces = tuple(
        piece
        for block in document.walk()
        for piece in reader.pieces(block)
        if piece.text or piece.kind in ("table", "figure")
    )
    figures = tuple(block for block in document.walk() if isinstance(block, b.Figure))
    cells = tuple(
        word_name(cell.bookmark)
        for block in document.walk()
        if isinstance(block, b.Table)
        for cell in block.cells()
        if cell.bookmark
    )
    return Expected(pieces, figures, tuple(reader.notes), cells)


def plainly(text: str) -> str:
    """The words as Word holds them, without spaces."""
    return squeezed(as_shown(text))


class _Reader:
    def __init__(self, numbered: Plan) -> None:
        self._plan = numbered
        self._captions = iter([entry for entry in numbered.entries if entry.kind != "heading"])
        self.notes: list[str] = []

    def pieces(self, block: b.Block) -> Iterator[Piece]:
        match block:
            case b.Heading():
                yield Piece("heading", plainly(block.text), block.level)
            case b.Paragraph():
                contents = block.content.splitlines() if isinstance(block.content, str) else [block.content]
                yield from (Piece("text", self._said(content)) for content in contents)
            case b.BulletList() | b.NumberedList():
                yield from (Piece("text", self._said(item)) for item in block.items)
            case b.Equation():
                yield from (Piece("text", _equation(line)) for line in block.lines)
                if block.where:
                    yield Piece("text", plainly("式中：") + _equation(block.where))
            case b.Table():
                yield from self._captioned(block.caption)
                yield Piece("table", rows=(*_heads(block.columns), *self._rows(block)))
                yield from _below(block.note, block.source)
            case b.Figure():
                yield Piece("figure")
                yield from self._captioned(block.caption)
                yield from _below(block.note, block.source)
            case b.Cover():
                yield from (Piece("text", plainly(text)) for text in (block.mark, *block.title))
                if block.fields:
                    yield Piece("table", rows=tuple((plainly(label), plainly(text)) for label, text in block.fields))
                yield Piece("text", plainly(block.date))
            case b.SignaturePage():
                yield Piece("text", plainly(block.title))
                yield from (Piece("text", self._said(content)) for content in block.statement)
                if block.signers:
                    yield Piece(
                        "table", rows=tuple((plainly(who), plainly("".join(lines))) for who, lines in block.signers)
                    )

    def _captioned(self, caption: str) -> Iterator[Piece]:
        if caption:
            entry = next(self._captions)
            yield Piece("caption", plainly(entry.label + entry.text))

    def _rows(self, block: b.Table) -> Iterator[tuple[str, ...]]:
        for row in block.rows:
            yield tuple(plainly(cell) if isinstance(cell, str) else self._said(cell.content) for cell in row)

    def _said(self, content: b.Content) -> str:
        if isinstance(content, str):
            return plainly(content)
        said = []
        for run in content:
            match run:
                case b.Ref():
                    said.append(self._plan.target(run.bookmark).shown if run.show == "label" else "")
                case b.Note():
                    self.notes.append(plainly(run.text))
                case str():
                    said.append(run)
                case _:
                    said.append(run.text)
        return plainly("".join(said))


def _equation(line: str | Sequence[str | b.Fraction]) -> str:
    parts = (line,) if isinstance(line, str) else line
    text = "".join(part if isinstance(part, str) else part.numerator + part.denominator for part in parts)
    return plainly(re.sub(r"_\{([^{}]*)\}", r"\1", text))


def _heads(columns: Sequence[b.Column]) -> Iterator[tuple[str, ...]]:
    if not any(column.title for column in columns):
        return
    titles = [plainly(f"{column.title}（{column.unit}）" if column.unit else column.title) for column in columns]
    if not any(column.group for column in columns):
        yield tuple(titles)
        return
    spans = groupby(enumerate(columns), key=lambda each: (each[1].group, each[1].group or each[0]))
    firsts = [(group, next(members)[0]) for (group, _), members in spans]
    yield tuple(plainly(group) or titles[at] for group, at in firsts)
    yield tuple(title for column, title in zip(columns, titles, strict=True) if column.group)


def _below(note: str, source: str) -> Iterator[Piece]:
    if note:
        yield Piece("text", plainly(f"注：{note}"))
    if source:
        yield Piece("text", plainly(f"数据来源：{source}"))
