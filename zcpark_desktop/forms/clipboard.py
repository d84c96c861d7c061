"""Blocks of cells as spreadsheets put them on the clipboard: HTML first, then text with tabs.

The HTML flavour keeps line breaks inside a cell apart from rows, and often carries the number behind a rounded text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from html import escape
from html.parser import HTMLParser

Block = list[list[str]]

_SHOWN_NUMBER = re.compile(r"-?[\d,]+(\.\d+)?([eE][+-]?\d+)?|\([\d,]+(\.\d+)?\)")
_SPACE = re.compile(r"[ \t\r\n\f]+")
MOST_SPANNED = 1000
DIGITS = 15
"""Significant digits of a number in a spreadsheet."""


class _Cell:
    def __init__(self, attributes: dict[str, str | None]) -> None:
        self.text = ""
        self.columns = _span(attributes.get("colspan"))
        self.rows = _span(attributes.get("rowspan"))
        self.number = attributes.get("sdval") or attributes.get("x:num")

    def content(self) -> str:
        lines = [line.strip(" ") for line in self.text.split("\n")]
        text = "\n".join(lines).strip("\n").replace("\xa0", " ").strip()
        if self.number and _SHOWN_NUMBER.fullmatch(text):
            return _in_full(self.number) or text
        return text


def _in_full(number: str) -> str:
    """The number behind a rounded one, with the 15 digits that a spreadsheet keeps; blank where it has lost some."""
    try:
        full = Decimal(number)
    except InvalidOperation:
        return ""
    if not full.is_finite() or abs(full) >= 10**DIGITS:
        return ""  # a code that was typed as a number: as it is shown, it is noticed
    return f"{Context(prec=DIGITS, rounding=ROUND_HALF_EVEN).plus(full).normalize():f}"


def _span(text: str | None) -> int:
    return min(max(int(text), 1), MOST_SPANNED) if text and text.isdigit() else 1


class _TableReader(HTMLParser):
    """Reads the first table; merged cells have their text in the top left corner."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[_Cell]] = []
        self.depth = 0
        self.done = False
        self._cell: _Cell | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.done:
            return
        if tag == "table":
            self.depth += 1
        elif self.depth == 1 and tag == "tr":
            self._cell = None
            self.rows.append([])
        elif self.depth == 1 and tag in ("td", "th"):
            if not self.rows:
                self.rows.append([])
            self._cell = _Cell(dict(attrs))
            self.rows[-1].append(self._cell)
        elif self._cell is not None and tag in ("br", "p", "div") and (tag == "br" or self._cell.text.strip()):
            self._cell.text += "\n"

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self.depth:
            self.depth -= 1
            self.done = self.done or self.depth == 0
        elif self.depth == 1 and tag in ("td", "th", "tr"):
            self._cell = None

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self.done:
            self._cell.text += _SPACE.sub(" ", data)


def block_of_html(html: str) -> Block | None:
    """The cells of the first table in `html`; None where there is no table."""
    reader = _TableReader()
    reader.feed(html)
    reader.close()
    rows = [row for row in reader.rows if row]
    if not rows:
        return None
    block: Block = []
    covered: dict[int, int] = {}  # column → how many lines below are still covered by a merged cell
    for row in rows:
        line, covered = _line(row, covered)
        block.append(line)
    width = max(len(line) for line in block)
    return [line + [""] * (width - len(line)) for line in block]


def _line(row: list[_Cell], covered: dict[int, int]) -> tuple[list[str], dict[int, int]]:
    """The texts of one line, blank where a merged cell reaches into it, and what is covered in the next."""
    line: list[str] = []
    below: dict[int, int] = {}
    cells = iter(row)
    while True:
        if covered.get(len(line), 0):
            below[len(line)] = covered[len(line)] - 1
            line.append("")
            continue
        cell = next(cells, None)
        if cell is None:
            return line, below
        for offset in range(cell.columns):
            if cell.rows > 1:
                below[len(line)] = cell.rows - 1
            line.append(cell.content() if offset == 0 else "")


def block_of_text(text: str) -> Block:
    """The cells of tab-separated `text`; a cell in double quotes may hold line breaks, tabs and doubled quotes."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.endswith("\n"):
        text = text[:-1]
    block: Block = [[]]
    position, length = 0, len(text)
    while position <= length:
        if position < length and text[position] == '"':
            quoted = _quoted(text, position)
            if quoted is not None:
                cell, position = quoted
                block[-1].append(cell)
                if position >= length:
                    break
                if text[position] == "\n":
                    block.append([])
                position += 1
                continue
        end = position
        while end < length and text[end] not in "\t\n":
            end += 1
        block[-1].append(text[position:end])
        if end >= length:
            break
        if text[end] == "\n":
            block.append([])
        position = end + 1
    width = max(len(line) for line in block)
    return [line + [""] * (width - len(line)) for line in block]


def _quoted(text: str, start: int) -> tuple[str, int] | None:
    """The quoted cell at `start` and where it ends; None where the quote is just a character."""
    position = start + 1
    while True:
        end = text.find('"', position)
        if end < 0:
            return None
        if text[end + 1:end + 2] == '"':
            position = end + 2
            continue
        if end + 1 < len(text) and text[end + 1] not in "\t\n":
            return None
        return text[start + 1:end].replace('""', '"'), end + 1


def text_of_block(block: Sequence[Sequence[str]]) -> str:
    """`block` as tab-separated text, quoted as spreadsheets do."""
    def cell(text: str) -> str:
        if any(mark in text for mark in '\t\n"'):
            return '"' + text.replace('"', '""') + '"'
        return text

    return "\n".join("\t".join(map(cell, line)) for line in block) + "\n"


def html_of_block(block: Sequence[Sequence[str]]) -> str:
    """`block` as an HTML table; long digit strings are marked as text, so that a spreadsheet keeps every digit."""
    def cell(text: str) -> str:
        is_code = text.isdigit() and (len(text) > 11 or text.startswith("0"))
        kept = ' style="mso-number-format:\'\\@\'"' if is_code else ""
        return f"<td{kept}>" + escape(text).replace("\n", '<br style="mso-data-placement:same-cell">') + "</td>"

    rows = "".join("<tr>" + "".join(map(cell, line)) + "</tr>" for line in block)
    return f'<html><head><meta charset="utf-8"></head><body><table>{rows}</table></body></html>'
