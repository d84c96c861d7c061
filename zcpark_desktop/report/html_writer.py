"""From blocks to HTML for reading in the window: what rich-text widgets show, with links on what can be followed.

What stands in a document with an address becomes a link `field:ADDRESS` and an anchor of that name, so that a reader
can go from a sentence to its field, and from a form to the place in the document. Pictures are named `figure:N`, and
drawn by whoever shows the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape

from zcpark_desktop.report import blocks as b
from zcpark_desktop.report.docx_writer.plan import Entry, plan, with_turned_headings
from zcpark_desktop.report.docx_writer.text import clean

FIELD = "field:"
FIGURE = "figure:"
STYLE = """
p { margin: 0 0 2px 0; line-height: 150%; }
p.body { text-indent: 32px; }
p.note, p.source { font-size: 12px; margin-top: 2px; }
p.caption { margin: 10px 0 4px 0; font-size: 13px; }
h1 { font-size: 20px; margin: 18px 0 8px 0; }
h2 { font-size: 18px; margin: 14px 0 6px 0; }
h3 { font-size: 16px; margin: 12px 0 4px 0; }
h4 { font-size: 16px; margin: 8px 0 2px 0; }
td, th { font-size: 13px; padding: 3px 5px; }
th { font-weight: 600; }
"""
_TABLE = '<table width="100%" border="1" cellspacing="0" cellpadding="3" style="border-collapse: collapse">'
_SUBSCRIPT = re.compile(r"_\{([^{}]*)\}")
_PARAGRAPHS = {"centered": "center", "right": "right", "signature": "right", "title": "center", "subtitle": "center"}


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a document that begins a page: the cover, a chapter, an attachment.

    Attributes:
        text: the body, without html and head; `STYLE` goes with it.
        figures: what `figure:0`, `figure:1` … show.
        addresses: the addresses that lead here, in reading order; each stands in the first part that speaks of it.
    """

    text: str
    figures: tuple[b.Chart | b.Picture, ...]
    addresses: tuple[str, ...]


def write_html(document: b.Document) -> tuple[Part, ...]:
    """The whole document, part by part; chapters begin pages, so that each can be laid out by itself.

    Raises:
        BookmarkError: bookmarks are not unique, or a reference has no target.
    """
    return _Writer(replace(document, blocks=with_turned_headings(document.blocks))).write()


class _Writer:
    """Writes the blocks of one document."""

    def __init__(self, document: b.Document) -> None:
        self._document, self._plan = document, plan(document)
        self._entries = iter(self._plan.entries)
        self._parts: list[Part] = []
        self._made: list[str] = []
        self._figures: list[b.Chart | b.Picture] = []
        self._addresses: list[str] = []
        self._known: set[str] = set()
        self._notes: list[str] = []

    def write(self) -> tuple[Part, ...]:
        for block in self._document.walk():
            if isinstance(block, b.PageBreak | b.Contents | b.SignaturePage) or (
                    isinstance(block, b.Heading) and (block.new_page or block.level == 1)):
                self._end_part()
            self._made += self._block(block)
            if isinstance(block, b.Cover | b.Contents | b.SignaturePage):
                self._end_part()
        self._end_part()
        return tuple(self._parts)

    def _end_part(self) -> None:
        if self._made:
            self._parts.append(Part("".join(self._made), tuple(self._figures), tuple(self._addresses)))
        self._made, self._figures, self._addresses = [], [], []

    def _block(self, block: b.Block) -> Iterator[str]:
        match block:
            case b.Heading():
                yield self._heading(block, next(self._entries))
            case b.Paragraph():
                for line in _lines(block.content):
                    yield self._paragraph(block.style, self._linked(self._runs(line), block.address))
            case b.BulletList() | b.NumberedList():
                yield from self._list(block)
            case b.Equation():
                yield from self._equation(block)
            case b.Table():
                yield from self._table(block)
            case b.Figure():
                yield from self._figure(block)
            case b.Cover():
                yield from self._cover(block)
            case b.Contents():
                yield from self._contents(block.title, self._headings(block.depth))
            case b.ListOfTables():
                yield from self._contents(block.title, self._plan.of_kind("表"))
            case b.ListOfFigures():
                yield from self._contents(block.title, self._plan.of_kind("图"))
            case b.SignaturePage():
                yield from self._signatures(block)
        yield from self._noted()

    # -- text ------------------------------------------------------------------------------------------------------

    def _paragraph(self, style: str, made: str) -> str:
        align = f' align="{_PARAGRAPHS[style]}"' if style in _PARAGRAPHS else ""
        if style in ("title", "subtitle"):
            made = f"<b>{made}</b>"
        return f'<p class="{style}"{align}>{made}</p>'

    def _heading(self, block: b.Heading, entry: Entry) -> str:
        words = self._linked(f"{entry.label}{_text(block.text)}", block.address)
        return f"<h{block.level}>{words}</h{block.level}>"

    def _linked(self, made: str, address: str) -> str:
        if not address or not made:
            return made
        name = ""
        if address not in self._known:
            self._known.add(address)
            self._addresses.append(address)
            name = f'name="{escape(address)}" '
        return f'<a {name}href="{FIELD}{escape(address)}">{made}</a>'

    def _runs(self, content: b.Content) -> str:
        return _text(content) if isinstance(content, str) else "".join(self._run(piece) for piece in content)

    def _run(self, piece: b.Run | str) -> str:
        match piece:
            case str():
                return _text(piece)
            case b.Text():
                return f"<b>{_text(piece.text)}</b>" if piece.bold else _text(piece.text)
            case b.Ref():
                target = self._plan.target(piece.bookmark)
                return _text(str(target.page) if piece.show == "page" else target.shown)
            case b.Note():
                self._notes.append(piece.text)
                return f"<sup>{len(self._notes)}</sup>"
            case b.Link():
                return _text(piece.text)

    def _noted(self) -> Iterator[str]:
        """Footnotes, straight after the block that calls them."""
        for number, note in enumerate(self._notes, 1):
            yield f'<p class="note"><sup>{number}</sup> {_text(note)}</p>'
        self._notes.clear()

    def _list(self, block: b.BulletList | b.NumberedList) -> Iterator[str]:
        for number, item in enumerate(block.items, 1):
            mark = "•" if isinstance(block, b.BulletList) else chr(0x245F + number) if block.circled else f"（{number}）"
            yield self._paragraph("body", mark + self._runs(item))

    def _equation(self, block: b.Equation) -> Iterator[str]:
        for line in block.lines:
            pieces = [line] if isinstance(line, str) else line
            words = "".join(piece if isinstance(piece, str) else f"（{piece.numerator}）÷（{piece.denominator}）"
                            for piece in pieces)
            yield self._paragraph("centered", _symbols(words))
        if block.where:
            yield self._paragraph("body", "式中：" + _symbols(block.where))

    # -- tables and figures ----------------------------------------------------------------------------------------

    def _caption(self, caption: str) -> str:
        label = next(self._entries).label
        return f'<p class="caption" align="center"><b>{label}　{_text(caption)}</b></p>'

    def _below(self, note: str, source: str) -> Iterator[str]:
        if note:
            yield self._paragraph("note", f"注：{_text(note)}")
        if source:
            yield self._paragraph("source", f"数据来源：{_text(source)}")

    def _table(self, block: b.Table) -> Iterator[str]:
        if block.caption:
            yield self._caption(block.caption)
        whole = sum(column.weight for column in block.columns)
        widths = [f' width="{column.weight / whole * 100:.1f}%"' for column in block.columns]
        yield _TABLE
        if any(column.title for column in block.columns):
            yield f"<thead>{_head(block.columns, widths)}</thead>"
        for index, row in enumerate(block.rows):
            address = block.row_addresses[index] if index < len(block.row_addresses) else block.address
            yield f"<tr>{self._row(block, row, address, widths if not index else None)}</tr>"
        yield "</table>"
        yield from self._below(block.note, block.source)

    def _row(self, table: b.Table, row: b.Row, address: str, widths: Sequence[str] | None) -> str:
        made, at = [], 0
        for each in row:
            cell = each if isinstance(each, b.Cell) else b.Cell(each)
            column = table.columns[min(at, len(table.columns) - 1)]
            align = cell.align or ("center" if cell.label else column.align)
            spans = "".join(f' {name}="{span}"' for name, span in (("colspan", cell.colspan), ("rowspan", cell.rowspan))
                            if span > 1)
            shade = ' bgcolor="#f1f3f2"' if cell.label else ""
            width = widths[at] if widths and cell.colspan == 1 and at < len(widths) else ""
            words = self._linked(self._runs(cell.content), cell.address or address)
            words = f"<b>{words}</b>" if cell.bold else words
            # at the top: in the middle of a row that is broken between pages, text would stand in the margin
            made.append(f'<td align="{align}" valign="top"{spans}{shade}{width}>{words}</td>')
            at += cell.colspan
        return "".join(made)

    def _figure(self, block: b.Figure) -> Iterator[str]:
        picture = f'<img src="{FIGURE}{len(self._figures)}">'
        self._figures.append(block.content)
        yield f'<p align="center">{self._linked(picture, block.address)}</p>'
        if block.caption:
            yield self._caption(block.caption)
        yield from self._below(block.note, block.source)

    # -- pages of their own ----------------------------------------------------------------------------------------

    def _cover(self, block: b.Cover) -> Iterator[str]:
        yield "<p>　</p>" * 5
        for line in block.title:
            yield f'<p align="center" style="font-size: 28px"><b>{_text(line)}</b></p>'
        yield "<p>　</p>" * 8
        yield '<table align="center" width="80%" cellpadding="6">'
        for label, value in block.fields:
            yield f'<tr><td width="30%" align="right">{_text(label)}：</td><td>{_text(value)}</td></tr>'
        yield "</table>" + "<p>　</p>" * 3
        yield f'<p align="center">{_text(block.date)}</p>'

    def _headings(self, depth: int) -> list[Entry]:
        return [entry for entry in self._plan.of_kind("heading") if entry.level <= depth]

    def _contents(self, title: str, entries: Iterable[Entry]) -> Iterator[str]:
        yield self._paragraph("title", _text(title))
        yield '<table width="100%" cellpadding="1">'
        for entry in entries:
            indent = "　" * (2 * max(entry.level - 1, 0))
            space = "" if entry.kind == "heading" else "　"
            yield (f"<tr><td>{indent}{entry.label}{space}{_text(entry.text)}</td>"
                   f'<td align="right" width="8%">{entry.page}</td></tr>')
        yield "</table>"

    def _signatures(self, block: b.SignaturePage) -> Iterator[str]:
        yield self._paragraph("title", _text(block.title))
        for content in block.statement:
            yield self._paragraph("body", self._runs(content))
        yield _TABLE
        for signer, lines in block.signers:
            yield f'<tr><td width="24%" align="center">{_text(signer)}</td>'
            yield f'<td>{"<br>".join(_text(line) for line in lines)}</td></tr>'
        yield "</table>"


def _lines(content: b.Content) -> list[b.Content]:
    if not isinstance(content, str):
        return [content]
    return [line.strip() for line in content.splitlines() if line.strip()]


def _text(text: str) -> str:
    return escape(clean(text)).replace("\n", "<br>")


def _symbols(text: str) -> str:
    return _SUBSCRIPT.sub(r"<sub>\1</sub>", _text(text))


def _head(columns: Sequence[b.Column], widths: Sequence[str]) -> str:
    """One row, or two where adjacent columns share a group."""
    grouped = any(column.group for column in columns)
    first, second, at = [], [], 0
    while at < len(columns):
        column = columns[at]
        words = _text(column.title) + (f"<br>（{_text(column.unit)}）" if column.unit else "")
        if not column.group:
            rows = ' rowspan="2"' if grouped else ""
            first.append(f'<th align="center" valign="middle" bgcolor="#f1f3f2"{rows}{widths[at]}>{words}</th>')
            at += 1
            continue
        end = at
        while end < len(columns) and columns[end].group == column.group:
            title = _text(columns[end].title) + (f"<br>（{_text(columns[end].unit)}）" if columns[end].unit else "")
            second.append(f'<th align="center" valign="middle" bgcolor="#f1f3f2"{widths[end]}>{title}</th>')
            end += 1
        first.append(f'<th align="center" bgcolor="#f1f3f2" colspan="{end - at}">{_text(column.group)}</th>')
        at = end
    return f"<tr>{''.join(first)}</tr>" + (f"<tr>{''.join(second)}</tr>" if grouped else "")
