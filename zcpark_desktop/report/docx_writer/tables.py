"""Tables as WordprocessingML: real widths, spans and repeated heads, written row by row in one pass.

Word, WPS and LibreOffice agree on a table only if tblGrid, tblW, every tcW and the fixed layout say the same, and if
every spanned cell is really there. Rows do not break across pages, except those that would leave a large hole.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import groupby
from operator import getitem
from typing import Any

from zcpark_desktop.report import blocks as b
from zcpark_desktop.report.docx_writer import styles as look
from zcpark_desktop.report.docx_writer.layout import CROWDED_COLUMNS, Fit, halves
from zcpark_desktop.report.docx_writer.text import escape, paragraph, run, width_in_halves

CellContent = Callable[[b.Content, bool, str | None], str]
"""Writes the runs of a cell: content, bold, bookmark."""

_KEEP = "<w:keepNext/>"
_SPLIT_ABOVE = 4000
"""A row higher than this (7 cm) may break across pages."""
_TOGETHER_BELOW = 4600
"""A table lower than this (8 cm) stays on one page."""


def table(
    block: b.Table, styles: Mapping[str, str], fit: Fit, content: CellContent, noted: bool = False
) -> bytes:
    """The w:tbl of a table in UTF-8, without caption and notes; `noted` where a paragraph that belongs to it follows.

    Raises:
        ValueError: a row has too few or too many cells for the columns.
    """
    return _Writer(block, styles, fit, content, noted).write()


class _Writer:
    def __init__(
        self, block: b.Table, styles: Mapping[str, str], fit: Fit, content: CellContent, noted: bool
    ) -> None:
        self._followed = noted or bool(block.note or block.source)
        self._block = block
        self._styles = styles
        self._total = sum(fit[0])
        self._content = content
        self._widths, self._heights = fit
        dense = "_dense" if block.dense and block.style != "form" else ""
        self._text = styles["form_text" if block.style == "form" else f"table_text{dense}"]
        self._head_style = styles["form_label" if block.style == "form" else f"table_head{dense}"]
        self._aligns = [column.align for column in block.columns]

    def write(self) -> bytes:
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in self._widths)
        above = "".join(("<w:tbl>", self._properties(), f"<w:tblGrid>{grid}</w:tblGrid>", *self._head()))
        return b"".join((above.encode(), *self._rows(), b"</w:tbl>"))

    def _properties(self) -> str:
        block = self._block
        named = f'<w:tblCaption w:val="{escape(block.caption)}"/>' if block.caption else ""
        margins = look.NARROW_MARGINS if len(block.columns) >= CROWDED_COLUMNS else ""
        # Borders stand in the style and here: WPS reads the style's only when it has written the file itself.
        return (
            f'<w:tblPr><w:tblStyle w:val="{self._styles[block.style]}"/><w:tblW w:w="{self._total}" w:type="dxa"/>'
            f'<w:jc w:val="center"/>{look.TABLE_BORDERS[block.style]}<w:tblLayout w:type="fixed"/>{margins}'
            '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0"'
            f' w:noVBand="1"/>{named}</w:tblPr>'
        )

    # ---------------------------------------------------------------- head

    def _head(self) -> list[str]:
        columns = self._block.columns
        if not any(column.title for column in columns):
            return []
        if not any(column.group for column in columns):
            return [
                self._head_row(
                    [self._head_cell(self._title(c, w), w) for c, w in zip(columns, self._widths, strict=True)]
                )
            ]
        upper: list[str] = []
        lower: list[str] = []
        at = 0
        for _, members in groupby(enumerate(columns), key=lambda item: (item[1].group, item[1].group or item[0])):
            group = [column for _, column in members]
            widths = self._widths[at : at + len(group)]
            at += len(group)
            if group[0].group:
                upper.append(self._head_cell(group[0].group, sum(widths), span=len(group), last=False))
                lower.extend(self._head_cell(self._title(c, w), w) for c, w in zip(group, widths, strict=True))
            else:
                upper.append(self._head_cell(self._title(group[0], widths[0]), widths[0], merge="restart", last=False))
                lower.append(self._head_cell("", widths[0], merge="continue"))
        return [self._head_row(upper), self._head_row(lower)]

    def _title(self, column: b.Column, width: int) -> str:
        """Title and unit, the unit on a line of its own if both do not fit on one."""
        if not column.unit:
            return column.title
        text = f"{column.title}（{column.unit}）"
        fits = width_in_halves(text) <= halves(width, self._block)
        return text if fits else f"{column.title}\n（{column.unit}）"

    def _head_row(self, cells: list[str]) -> str:
        return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"

    def _head_cell(self, text: str, width: int, span: int = 1, merge: str = "", last: bool = True) -> str:
        three = self._block.style == "three_line"
        line = look.THREE_LINE_HEAD if three and (last or span > 1) else ""
        shade = "" if three else look.HEAD_SHADE
        return (
            f"<w:tc><w:tcPr>{_size(width, span)}{_merge(merge)}{line}{shade}"
            f'<w:vAlign w:val="center"/></w:tcPr>{paragraph(self._head_style, run(text))}</w:tc>'
        )

    # ---------------------------------------------------------------- rows

    def _rows(self) -> list[bytes]:
        block, widths = self._block, self._widths
        heights = self._heights
        together = sum(heights) < _TOGETHER_BELOW
        last = len(block.rows) - 1
        plain = (self._plain(""), self._plain(_KEEP))
        open_spans: dict[int, _Span] = {}
        made: list[bytes] = []
        for index, row in enumerate(block.rows):
            # A long table must not keep its first row with the second: LibreOffice then loses all rows after the first
            # page where the head has two rows. The head keeps with the first row by its style. The last two rows stay
            # together, so that none stands alone under a repeated head.
            keep = (together and index < last) or (self._followed and index == last) or 1 < index == last - 1
            start = b"<w:tr>" if heights[index] > _SPLIT_ABOVE else b"<w:tr><w:trPr><w:cantSplit/></w:trPr>"
            if not open_spans and len(row) == len(widths) and set(map(type, row)) == {str}:
                made += (start, *map(getitem, plain[keep], row), b"</w:tr>")
            else:
                made += (start, self._spanned(index, row, keep, open_spans, index == last).encode(), b"</w:tr>")
        return made

    def _plain(self, keep: str) -> list[_PlainCells]:
        """Each column's cells of nothing but text."""
        return [
            _PlainCells(self._opening(width, 1, "", "", self._text, keep, align))
            for width, align in zip(self._widths, self._aligns, strict=True)
        ]

    def _opening(
        self, width: int, span: int, merge: str, shade: str, style: str, keep: str, align: str, label: bool = False
    ) -> str:
        jc = "" if align == ("center" if label else "left") else f'<w:jc w:val="{align}"/>'
        return (
            f'<w:tc><w:tcPr>{_size(width, span)}{_merge(merge)}{shade}<w:vAlign w:val="center"/></w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}{jc}</w:pPr>'
        )

    def _spanned(self, index: int, row: b.Row, keep: bool, open_spans: dict[int, _Span], last: bool) -> str:
        """A row with cells of more than text, or beneath cells that span rows."""
        made: list[str] = []
        at = 0
        kept = _KEEP if keep else ""
        waiting = iter(row)
        while at < len(self._widths):
            span = open_spans.get(at)
            if span is not None:
                made.append(self._continued(at, span, kept))
                span.rows -= 1
                if not span.rows:
                    del open_spans[at]
                at += span.columns
                continue
            cell = next(waiting, None)
            if cell is None:
                raise self._misfit(index)
            if isinstance(cell, str):
                cell = b.Cell(cell)
            covered = range(at, at + cell.colspan)
            if covered.stop > len(self._widths) or any(column in open_spans for column in covered):
                raise self._misfit(index)
            made.append(self._cell(at, cell, kept))
            if cell.rowspan > 1:
                open_spans[at] = _Span(cell.rowspan - 1, cell.colspan, cell.label)
            at += cell.colspan
        if next(waiting, None) is not None or (last and open_spans):
            raise self._misfit(index)
        return "".join(made)

    def _cell(self, at: int, cell: b.Cell, keep: str) -> str:
        width = sum(self._widths[at : at + cell.colspan])
        align = cell.align or ("center" if cell.label else self._aligns[at])
        style = self._head_style if cell.label else self._text
        # Table heads keep with the next row by style; labels stand in any row.
        keep = keep or ('<w:keepNext w:val="0"/>' if cell.label else "")
        merge = "restart" if cell.rowspan > 1 else ""
        shade = look.HEAD_SHADE if cell.label else ""
        opening = self._opening(width, cell.colspan, merge, shade, style, keep, align, cell.label)
        return f"{opening}{self._content(cell.content, cell.bold, cell.bookmark)}</w:p></w:tc>"

    def _continued(self, at: int, span: _Span, keep: str) -> str:
        width = sum(self._widths[at : at + span.columns])
        shade = look.HEAD_SHADE if span.label else ""
        return self._opening(width, span.columns, "continue", shade, self._text, keep, "left") + "</w:p></w:tc>"

    def _misfit(self, index: int) -> ValueError:
        name = self._block.caption or "无题注的表"
        return ValueError(f"表“{name}”第 {index + 1} 行的单元格与 {len(self._widths)} 列的表头对不上。")


class _PlainCells(dict[Any, bytes]):
    """Text → the cell of a column that holds it; columns of long tables repeat few texts."""

    def __init__(self, opening: str) -> None:
        self._opening = opening

    def __missing__(self, text: str) -> bytes:
        made = self[text] = f"{self._opening}{run(text)}</w:p></w:tc>".encode()
        return made


class _Span:
    """A cell that still covers rows below it."""

    def __init__(self, rows: int, columns: int, label: bool) -> None:
        self.rows, self.columns, self.label = rows, columns, label


def _size(width: int, span: int) -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tcW w:w="{width}" w:type="dxa"/>{spanned}'


def _merge(merge: str) -> str:
    return f'<w:vMerge w:val="{merge}"/>' if merge else ""
