"""A block of texts put into a sheet: which values it makes, which cells it cannot fill, which rows it needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zcpark_desktop.project.declared import Declared, Kind
from zcpark_desktop.project.entry import EntryError, parse

from .clipboard import Block
from .edits import Edit
from .sheet import Sheet, Written
from .units import factor, split_title


@dataclass(frozen=True)
class Refused:
    """A text that does not fit its cell: where it went, what it was, and why it does not fit."""

    row: int
    column: int
    text: str
    place: str
    reason: str

    @property
    def sentence(self) -> str:
        """Where and why."""
        return f"{self.place}：{self.reason}"


@dataclass(frozen=True)
class Pasted:
    """What a paste would do.

    Attributes:
        edits: what to write, in one step; what does not fit is not among it.
        refused: the texts that do not fit.
        cells: how many cells are written.
        added: how many rows are added.
        skipped: how many texts met a cell that is not typed (computed, closed, a heading).
        outside: how many texts had no cell to go to.
    """

    edits: tuple[Edit, ...]
    refused: tuple[Refused, ...] = ()
    cells: int = 0
    added: int = 0
    skipped: int = 0
    outside: int = 0


def tiled(block: Block, rows: int, columns: int) -> Block:
    """`block` repeated to fill a selection of `rows` × `columns`, where that is a multiple of it; else as it is."""
    height, width = len(block), len(block[0])
    if rows % height or columns % width or (rows, columns) == (height, width):
        return block
    return [[block[row % height][column % width] for column in range(columns)] for row in range(rows)]


def without_heads(block: Block, sheet: Sheet, columns: Sequence[int]) -> Block:
    """`block` without its first line, where that repeats the headings of the columns it goes to."""
    if len(block) < 2:
        return block
    titles = [sheet.heads[column].title for column in columns[:len(block[0])]]
    first = [text.split("（")[0].split("(")[0].strip() for text in block[0]]
    same = sum(text == title.split("（")[0] for text, title in zip(first, titles, strict=False) if text)
    return block[1:] if same and same == sum(bool(text) for text in first) else block


def in_another_unit(heads: Sequence[str], sheet: Sheet, columns: Sequence[int]) -> str:
    """Which of the pasted `heads` names another unit than its column has, and what to do; empty for none."""
    for text, column in zip(heads, columns, strict=False):
        head, unit = sheet.heads[column], split_title(text)[1]
        if unit and head.unit and factor(unit, head.unit) != 1:
            return (f"复制的列名“{text.strip()[:40]}”单位是{unit}，本表“{head.title}”单位是{head.unit}，没有粘贴；"
                    "请换算后再粘贴，或把原文件拖到窗口中由程序换算。")
    return ""


def _keeps_blank_out(field: Declared) -> bool:
    """A blank cell leaves such a field as it is, since it always has a value."""
    return not field.can_be_missing and field.kind in (Kind.YES_NO, Kind.CHOICE, Kind.YEAR, Kind.COUNT, Kind.NUMBER)


def paste(sheet: Sheet, block: Sequence[Sequence[str | None]], rows: Sequence[int], columns: Sequence[int]) -> Pasted:
    """What putting `block` into the sheet does.

    Args:
        sheet: where it goes.
        block: lines of texts; None leaves a cell as it is.
        rows: the sheet's rows that the lines go to, in order (as sorted and filtered on the screen); numbers from the
            sheet's `row_count` on are rows to add.
        columns: the sheet's columns that the texts of a line go to, in order.
    """
    written: list[Written] = []
    refused: list[Refused] = []
    skipped = outside = 0
    for number, line in enumerate(block):
        for offset, text in enumerate(line):
            if text is None:
                continue
            if number >= len(rows) or offset >= len(columns):
                outside += bool(text.strip())
                continue
            row, column = rows[number], columns[offset]
            field = sheet.entry_field(row, column)
            if field is None:
                skipped += bool(text.strip())
                continue
            if not text.strip() and (row >= sheet.row_count or _keeps_blank_out(field)):
                continue
            try:
                written.append((row, column, parse(text, field, sheet.offers.of(field.offered_by))))
            except EntryError as error:
                refused.append(Refused(row, column, text, sheet.place(row, column), str(error)))
    added = max((row - sheet.row_count + 1 for row, _, _ in written), default=0)
    edits = tuple(sheet.writing(written)) if written else ()
    return Pasted(edits, tuple(refused), len(written), max(added, 0), skipped, outside)
