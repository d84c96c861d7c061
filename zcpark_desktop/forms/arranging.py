"""Which rows of a sheet are shown, and in which order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from zcpark_desktop.project.entry import folded

from .rows_sheet import RowsSheet


@dataclass(frozen=True)
class Arrangement:
    """What the user asked to see.

    Attributes:
        search: words that all have to occur in the texts of a row.
        only: column → the texts, one of which its cell has to show ("" for not filled in).
        sort_by: column to sort by; None for the order in the project.
        descending: largest first.
    """

    search: str = ""
    only: Mapping[int, frozenset[str]] = field(default_factory=dict)
    sort_by: int | None = None
    descending: bool = False

    @property
    def is_plain(self) -> bool:
        """All rows, in the order of the project."""
        return not self.search.strip() and not self.only and self.sort_by is None


def sort_key(value: Any) -> tuple[int, Any]:
    """A key that sorts values of one column: numbers and dates by size, words by their reading in GB 18030."""
    if isinstance(value, (bool, int, Decimal)):
        return 0, value
    if isinstance(value, date):
        return 0, value.toordinal()
    label = getattr(value, "label", value)
    if isinstance(label, tuple):
        return 1, "、".join(label).encode("gb18030", "replace")
    return 1, str(label).encode("gb18030", "replace")


def arranged(sheet: RowsSheet, arrangement: Arrangement) -> list[int]:
    """The sheet's rows that are to be shown, in order; rows without a value come last however they are sorted."""
    rows: list[int] = list(range(sheet.row_count))
    words = [folded(word).lower() for word in arrangement.search.split()]
    if words:
        texts = sheet.search_texts()
        rows = [row for row in rows if all(word in texts[row] for word in words)]
    for column, wanted in arrangement.only.items():
        read, shown_as = sheet.reader(column), {}
        for row in rows:
            value = read(row)
            if value not in shown_as:  # a column that is filtered holds few answers
                shown_as[value] = sheet.text(row, column)
        rows = [row for row in rows if shown_as[read(row)] in wanted]
    if arrangement.sort_by is not None:
        column = arrangement.sort_by
        read = sheet.reader(column)
        values = {row: read(row) for row in rows}
        blank = [row for row in rows if values[row] in (None, "", ())]
        filled = [row for row in rows if values[row] not in (None, "", ())]
        filled.sort(key=lambda row: sort_key(values[row]), reverse=arrangement.descending)
        rows = filled + blank
    return rows
