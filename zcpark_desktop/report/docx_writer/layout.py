"""How much room blocks take: column widths, heights of rows, and a guess at the pages.

Lengths are twips. The guess follows the grid of GB/T 9704 (22 lines of 28 characters) and is good to a page or so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from math import ceil
from typing import TypeGuard

from zcpark_desktop.report import blocks as b
from zcpark_desktop.report.charts import height_mm
from zcpark_desktop.report.docx_writer import styles as look
from zcpark_desktop.report.docx_writer.text import width_in_halves

PORTRAIT_HEIGHT = look.PAGE_HEIGHT - look.TOP - look.BOTTOM
LANDSCAPE_WIDTH, LANDSCAPE_HEIGHT = PORTRAIT_HEIGHT, look.TEXT_WIDTH
CROWDED_COLUMNS = 12
"""A table of so many columns has narrow margins in its cells, so that its words get the room."""
CELL_PADDING = 64
CAPTION_HEIGHT = 420
_HIGH_LINES = 10
"""A row of more lines makes the columns share their room anew."""
_LEAST_HALVES = (10, 7, 4)
"""Halves of a Chinese character that a column keeps at least if it has use for them: what makes the lowest table."""
_WHOLE = re.compile(r"\d{4}(?:—\d{4})?年(?:\d+月\d+日)?|[✓✗–…] \S{1,3}|[!-~≤≥°′″✓✗]+[、，；。）]?")
"""What is not to be broken within a cell: dates, verdicts, numbers with their signs and the stop after them."""
_LEAST_TITLE = 10
"""Halves of a Chinese character beyond which a title takes what it gets; a unit may have four more."""
_LONGEST_WHOLE = 24
"""Halves of a Chinese character; what is longer (an address of the web) may break."""
SINGLE = 13.5
"""Twips of single line spacing per half-point: 13 with Word's Chinese fonts, 14.5 with Noto in LibreOffice."""


def column_widths(weights: Sequence[float], total: int) -> list[int]:
    """Whole twips in proportion to the weights; they add up to `total` exactly.

    Raises:
        ValueError: a weight is not above zero.
    """
    if any(weight <= 0 for weight in weights):
        raise ValueError("表格的列宽比例必须大于零。")
    whole = sum(weights)
    edges = [round(total * sum(weights[:i]) / whole) for i in range(len(weights) + 1)]
    return [right - left for left, right in zip(edges, edges[1:], strict=False)]


def text_size(table: b.Table) -> int:
    """Size of a table's text in half-points: 小四 in forms, 五号 in tables, 小五 in dense ones."""
    return look.SIZES["小四" if table.style == "form" else "小五" if table.dense else "五号"]


def margins(table: b.Table) -> int:
    """What the margins of a cell take of its column's width, and a hair."""
    return 140 if len(table.columns) >= CROWDED_COLUMNS else 200


def halves(width: int, table: b.Table) -> int:
    """How many halves of a Chinese character a line of a cell holds."""
    return max(2, (width - margins(table)) // (text_size(table) * 5))


Fit = tuple[list[int], list[float]]
"""Widths of a table's columns, and heights of its rows."""


class Fits:
    """Measures each table of a document once, though it is planned first and written later."""

    def __init__(self) -> None:
        self._made: dict[tuple[int, int], tuple[b.Table, Fit]] = {}

    def of(self, table: b.Table, total: int) -> Fit:
        """How the table fits into a width."""
        key = (id(table), total)
        if key not in self._made:
            self._made[key] = (table, fitted(table, total))  # with the table, which keeps its id its own
        return self._made[key][1]


def fitted(table: b.Table, total: int) -> Fit:
    """Widths of a table's columns, and heights of its rows.

    Widths follow the columns' weights, as far as no number or date has to break. Where a row would be very high, the
    columns with long texts get what the others can spare, unless the table grows by it.
    """
    least = _least_widths(table)
    widths = _widened(column_widths([column.weight for column in table.columns], total), least)
    texts = [row if _is_plain(row) else [*map(_text, row)] for row in table.rows]
    half_points = text_size(table)
    heights = _row_heights(texts, widths, table)
    if max(heights, default=0) <= _HIGH_LINES * half_points * SINGLE:
        return widths, heights
    tried = [(sum(heights), widths, heights)]
    for kept in _LEAST_HALVES:
        others = _balanced(table, widths, least, kept)
        better = _row_heights(texts, others, table)
        # Columns of two characters are hard to read: they have to make the table a good deal lower.
        tried.append((sum(better) * (1.3 if kept < 6 else 1), others, better))
    return min(tried, key=lambda fit: fit[0])[1:]


def _is_plain(row: b.Row) -> TypeGuard[Sequence[str]]:
    """Whether the row has nothing but texts, as nearly all rows of long tables."""
    return set(map(type, row)) == {str}


def _text(cell: str | b.Cell) -> str:
    return cell if isinstance(cell, str) else words(cell.content)


def _row_heights(rows: Sequence[Sequence[str]], widths: Sequence[int], table: b.Table) -> list[float]:
    """Heights of rows by their texts; a merged cell counts for its first column and row only."""
    half_points = text_size(table)
    lines = [1] * len(rows)
    for texts, width in zip(zip_longest(*rows, fillvalue=""), widths, strict=False):
        room = halves(width, table)
        high = {text: _lines(text, room) for text in set(texts) if _is_long(text, room)}
        if high:
            lines = [max(most, high.get(text, 1)) for most, text in zip(lines, texts, strict=True)]
    return [most * half_points * SINGLE + CELL_PADDING for most in lines]


def _least_widths(table: b.Table) -> list[int]:
    """The width of each column that breaks nothing in it that should stand whole."""
    wide = [_title_halves(column) for column in table.columns]
    texts: list[tuple[set[str], set[str]]] = [(set(), set()) for _ in wide]  # of each column, plain and bold
    simple: list[Sequence[str]] = []
    for row in table.rows:
        if len(row) == len(wide) and _is_plain(row):
            simple.append(row)
            continue
        spans = [1 if isinstance(cell, str) else cell.colspan for cell in row]
        if sum(spans) != len(wide):  # a cell above reaches into the row
            continue
        at = 0
        for cell, span in zip(row, spans, strict=True):
            if isinstance(cell, str):
                texts[at][0].add(cell)
            elif span == 1:
                texts[at][cell.bold].add(words(cell.content))
            at += span
    for (plain, _), column in zip(texts, zip(*simple, strict=True), strict=False):
        plain.update(column)
    for at, faces in enumerate(texts):
        for bold, told in enumerate(faces):
            if pieces := set(_WHOLE.findall("\n".join(told))):
                wide[at] = max(wide[at], max(map(_whole_halves, pieces)) + bold)
    return [halves * text_size(table) * 5 + margins(table) for halves in wide]


def _whole_halves(piece: str) -> int:
    """Room for what must not break: a half more, as signs, capitals and other fonts' digits are wider; % by two."""
    more = 1 + ("%" in piece)
    if piece.isascii():
        return min(len(piece) + more, _LONGEST_WHOLE)
    seams = sum(1 for pair in pairwise(piece) if _SEAM.match("".join(pair)))
    return min(width_in_halves(piece) + more + ceil(seams / 2), _LONGEST_WHOLE)


def _title_halves(column: b.Column) -> int:
    """Room for a column's title and unit: each in one line where it is short, the title else in about two."""
    wide = width_in_halves(column.title)
    title = wide if wide <= 6 else min(max(4, (wide + 3) // 4 * 2), _LEAST_TITLE)
    return max(title, min(_whole_halves(f"（{column.unit}）"), _LEAST_TITLE + 4)) if column.unit else title


def _widened(widths: list[int], least: list[int]) -> list[int]:
    """The widths, those below their least raised to it; the others give way as far as they are above theirs."""
    short = sum(max(0, low - width) for width, low in zip(widths, least, strict=True))
    spare = sum(max(0, width - low) for width, low in zip(widths, least, strict=True))
    if not short:
        return widths
    if short > spare:
        return column_widths(least, sum(widths))
    left = 1 - short / spare
    wanted = [low + max(0, width - low) * left for width, low in zip(widths, least, strict=True)]
    return column_widths(wanted, sum(widths))


def _balanced(table: b.Table, widths: list[int], whole: list[int], kept: int) -> list[int]:
    """Widths at which the longest texts of all columns take about the same number of lines, nothing `whole` broken.

    Every column keeps at least `kept` halves of a character, as far as it has use for them.
    """
    per_half, beside, total = text_size(table) * 5, margins(table), sum(widths)
    longest = [0] * len(widths)
    for row in table.rows:
        if len(row) == len(widths):
            for at, cell in enumerate(row):
                longest[at] = max(longest[at], width_in_halves(_text(cell)))
    least = [max(low, min(long, kept) * per_half + beside) for low, long in zip(whole, longest, strict=True)]
    if sum(least) > total:
        return widths
    lines = 1
    while True:
        wanted = [max(low, ceil(long / lines) * per_half + beside)
                  for low, long in zip(least, longest, strict=True)]
        if sum(wanted) <= total:
            return column_widths(wanted, total)
        lines += 1 + lines // 8


_SEAM = re.compile("[\u4e00-\u9fff][0-9A-Za-z]|[0-9A-Za-z][\u4e00-\u9fff]")


def _lines(text: str, halves_per_line: int, indent: int = 0) -> int:
    """Lines that a text takes; Word puts a quarter of a character between Chinese and Latin ones."""
    return sum(
        max(1, ceil((width_in_halves(part) + len(_SEAM.findall(part)) / 2 + indent) / halves_per_line))
        for part in text.split("\n")
    )


def _is_long(text: str, room: int) -> bool:
    """Whether it may take more than a line: most texts of cells do not, and need no closer look."""
    return (len(text) > room * 0.4 and width_in_halves(text) > room * 0.8) or "\n" in text


def words(content: b.Content) -> str:
    """The words of a content, as far as they take room."""
    if isinstance(content, str):
        return content
    return "".join(run if isinstance(run, str) else getattr(run, "text", "") for run in content)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The room on a page: what stands between the margins upright and turned, a line's height, a character's width."""

    upright: tuple[int, int] = (look.TEXT_WIDTH, PORTRAIT_HEIGHT)
    turned: tuple[int, int] = (LANDSCAPE_WIDTH, LANDSCAPE_HEIGHT)
    line: int = look.LINE
    character: float = look.TEXT_WIDTH / 28


class Pages:
    """Counts pages while blocks are placed one below the other."""

    def __init__(self, fits: Fits, sheet: Sheet | None = None) -> None:
        self._fits = fits
        self._sheet = sheet or Sheet()
        self._page = 1
        self._used = 0.0
        self._width, self._height = self._sheet.upright

    def restart(self) -> None:
        """The body begins: page 1."""
        self._page, self._used = 1, 0

    def turn(self, landscape: bool) -> None:
        """Pages from here on are landscape, or portrait again."""
        self._width, self._height = self._sheet.turned if landscape else self._sheet.upright
        self._next_page()

    def place(self, block: b.Block) -> int:
        """Places a block; returns the page that it begins on."""
        match block:
            case b.PageBreak():
                self._next_page()
            case b.Heading():
                if block.new_page:
                    self._next_page()
                if self._used + 2 * self._sheet.line > self._height:
                    self._next_page()
                return self._flow(self._body_lines(block.text, 6))
            case b.Paragraph():
                return self._flow(self._body_lines(words(block.content), 4 if block.style == "body" else 0))
            case b.BulletList() | b.NumberedList():
                return self._flow(sum(self._body_lines(words(item), 8) for item in block.items))
            case b.Equation():
                return self._flow(len(block.lines) * 700 + (self._body_lines(block.where, 0) if block.where else 0))
            case b.Table():
                return self._table(block)
            case b.Figure():
                return self._whole(figure_height(block) + CAPTION_HEIGHT * 2)
            case b.SignaturePage() | b.Cover() | b.Contents() | b.ListOfTables() | b.ListOfFigures():
                self._next_page()
                page = self._page
                self._used = self._height
                return page
        return self._page

    def _next_page(self) -> None:
        if self._used:
            self._page, self._used = self._page + 1, 0

    def _body_lines(self, text: str, indent: int) -> int:
        per_line = int(self._width * 2 / self._sheet.character)
        return self._sheet.line * _lines(text, per_line, indent)

    def _flow(self, height: int) -> int:
        """Lines that may break across pages."""
        if self._used + self._sheet.line > self._height:
            self._next_page()
        page = self._page
        self._used += height
        while self._used > self._height:
            self._page, self._used = self._page + 1, self._used - self._height
        return page

    def _whole(self, height: float) -> int:
        """Something that does not break."""
        height = min(height, self._height)
        if self._used + height > self._height:
            self._next_page()
        self._used += height
        return self._page

    def _table(self, table: b.Table) -> int:
        head = (3 if any(column.group or column.unit for column in table.columns) else 1) * text_size(table) * SINGLE
        page = self._whole((CAPTION_HEIGHT if table.caption else 0) + head)
        for height in self._fits.of(table, self._width)[1]:
            before = self._page
            self._whole(height)
            if self._page != before:
                self._used += head
        self._used = min(self._height, self._used + (CAPTION_HEIGHT if table.note or table.source else 200))
        return page


def figure_height(figure: b.Figure) -> int:
    """Height of a figure as it is placed: charts know theirs, pictures are taken for a third of a page."""
    if isinstance(figure.content, b.Picture):
        return PORTRAIT_HEIGHT // 3
    return height_mm(figure.content) * 14400 // 254
