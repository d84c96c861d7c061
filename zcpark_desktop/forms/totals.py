"""The sums beneath a list, kept up to date row by row: one edit among ten thousand rows costs one row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from .rows_sheet import RowsSheet


@dataclass(frozen=True)
class Total:
    """The sum of a column over the rows that are shown.

    Attributes:
        column: the column.
        sum: of the values that there are.
        filled: how many rows have a value; a sum over none is no zero.
        missing: how many rows have none.
    """

    column: int
    sum: Decimal
    filled: int
    missing: int


class Totals:
    """The totals of one grid, over `rows` of a sheet (None for all of them)."""

    def __init__(self) -> None:
        self._sheet: RowsSheet | None = None
        self._rows: Sequence[int] | None = None
        self._totals: list[Total] = []

    def of(self, sheet: RowsSheet, rows: Sequence[int] | None) -> list[Total]:
        """The totals of `sheet`, worked out from the ones before where only some rows changed."""
        columns = [sheet.column_of(path) for path in sheet.table.totals]
        before = self._sheet
        same = (before is not None and rows is self._rows and before.year == sheet.year
                and len(before.rows) == len(sheet.rows))
        if same and before is not None:
            changed = self._changed(before, sheet, rows)
            self._totals = [self._moved(total, before, sheet, changed) for total in self._totals]
        else:
            every = range(sheet.row_count) if rows is None else rows
            self._totals = [_total(sheet, column, every) for column in columns]
        self._sheet, self._rows = sheet, rows
        return self._totals

    @staticmethod
    def _changed(before: RowsSheet, sheet: RowsSheet, rows: Sequence[int] | None) -> list[int]:
        if before.rows is sheet.rows:
            return []
        pairs = enumerate(zip(before.rows, sheet.rows, strict=True))
        changed = [at for at, (old, new) in pairs if old is not new]
        if rows is None or not changed:
            return changed
        shown = set(rows)
        return [at for at in changed if at in shown]

    @staticmethod
    def _moved(total: Total, before: RowsSheet, sheet: RowsSheet, changed: Sequence[int]) -> Total:
        if not changed:
            return total
        old, new = _total(before, total.column, changed), _total(sheet, total.column, changed)
        return Total(total.column, total.sum - old.sum + new.sum, total.filled - old.filled + new.filled,
                     total.missing - old.missing + new.missing)


def _total(sheet: RowsSheet, column: int, rows: Sequence[int]) -> Total:
    read = sheet.reader(column)
    values = [value for row in rows if (value := read(row)) is not None]
    return Total(column, sum(values, Decimal(0)), len(values), len(rows) - len(values))
