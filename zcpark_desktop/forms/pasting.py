"""A block of texts put into a sheet: which values it makes, which cells it cannot fill, which rows it needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from zcpark_desktop.project import Project
from zcpark_desktop.project.declared import Declared, Kind, row_model
from zcpark_desktop.project.entry import EntryError, parse

from .clipboard import Block
from .edits import Edit, fresh_keys, with_missing_years
from .rows_sheet import RowsSheet
from .sheet import Sheet, Tone


@dataclass(frozen=True)
class Refused:
    """A cell that a text does not fit."""

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
        edits: what to write, in one step.
        refused: cells whose text does not fit; they are not among the edits.
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


def paste(project: Project, sheet: Sheet, block: Block, rows: Sequence[int], columns: Sequence[int],
          *, may_add: bool = True) -> Pasted:
    """What putting `block` into the sheet does.

    Args:
        project: the project that the sheet shows.
        sheet: where it goes.
        block: lines of texts.
        rows: the sheet's rows that the lines go to, in order (as sorted and filtered on the screen).
        columns: the sheet's columns that the texts of a line go to, in order.
        may_add: lines beyond `rows` become new rows, where the sheet's rows can be added.
    """
    edits: list[Edit] = []
    refused: list[Refused] = []
    skipped = outside = cells = 0
    extra = max(len(block) - len(rows), 0)
    new_keys: list[str] = []
    before: list[Edit] = []
    if extra and may_add and isinstance(sheet, RowsSheet):
        new_keys = fresh_keys(sheet.rows, extra)
        model = row_model(sheet.list_address)
        before = [(sheet.list_address, (*sheet.rows, *(model(id=key) for key in new_keys)))]
    for number, line in enumerate(block):
        is_new = number >= len(rows)
        if is_new and not new_keys:
            outside += sum(bool(text.strip()) for text in line)
            continue
        for offset, text in enumerate(line):
            if offset >= len(columns):
                outside += bool(text.strip())
                continue
            column = columns[offset]
            row = sheet.row_count + number - len(rows) if is_new else rows[number]
            if not is_new and sheet.tone(row, column) is not Tone.ENTRY:
                skipped += bool(text.strip())
                continue
            written = _cell(sheet, row, column, text, new_keys[number - len(rows)] if is_new else None)
            if isinstance(written, Refused):
                refused.append(written)
            elif written is not None:
                edits.append(written)
                cells += 1
    placed = tuple(with_missing_years(project, edits, before))
    return Pasted(placed, tuple(refused), cells, len(new_keys), skipped, outside)


def _keeps_blank_out(field: Declared) -> bool:
    """A blank cell leaves such a field as it is, since it always has a value."""
    return not field.can_be_missing and field.kind in (Kind.YES_NO, Kind.CHOICE, Kind.YEAR, Kind.COUNT, Kind.NUMBER)


def _cell(sheet: Sheet, row: int, column: int, text: str, key: str | None) -> Edit | Refused | None:
    if key is not None:
        assert isinstance(sheet, RowsSheet)
        field, address = sheet.heads[column].field, sheet.address_in(key, column)
        if not text.strip():
            return None
    else:
        field, address = sheet.field(row, column), sheet.address(row, column)
    assert field is not None and address is not None
    if not text.strip() and _keeps_blank_out(field):
        return None
    try:
        value: Any = parse(text, field, sheet.offers.of(field.offered_by))
    except EntryError as error:
        return Refused(sheet.place(row, column), str(error))
    return address, value
