"""What was read from a file: sheets of cells, and what is wrong with some of them. Positions count from zero."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .identity import Identity

Position = tuple[int, int]
_LITERAL = re.compile(r'"[^"]*"|\\.')


class UnreadableFile(ValueError):
    """A file that cannot be read as tables; `str()` is one Chinese sentence without the file's name."""


@dataclass(frozen=True)
class SheetCells:
    """The cells of one sheet.

    Attributes:
        title: the sheet's name; empty for a CSV file.
        rows: the values, row by row, from the first row and column of the sheet.
        percent: cells that show their number as a percentage.
        troubles: cells that cannot be taken, each with a Chinese sentence.
        hidden: how many rows with something in them are hidden, as a filter leaves them.
    """

    title: str
    rows: list[list[Any]]
    percent: frozenset[Position] = frozenset()
    troubles: Mapping[Position, str] = field(default_factory=dict)
    hidden: int = 0

    def value(self, row: int, column: int) -> Any:
        """The cell's value; None outside the sheet."""
        return self.rows[row][column] if row < len(self.rows) and column < len(self.rows[row]) else None


@dataclass(frozen=True)
class FileCells:
    """What one file holds.

    Attributes:
        name: of the file, as the user knows it.
        sheets: those that are shown.
        identity: what the workbook says it is; None for one that is not ours.
        notes: what was left aside, in Chinese sentences.
    """

    name: str
    sheets: tuple[SheetCells, ...]
    identity: Identity | None = None
    notes: tuple[str, ...] = ()


def shows_percent(number_format: str) -> bool:
    """Whether cells of that format show a hundred times their number; a quoted % is mere text behind the number."""
    return "%" in _LITERAL.sub("", number_format)


def cell_name(row: int, column: int) -> str:
    """A1 for (0, 0)."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"
