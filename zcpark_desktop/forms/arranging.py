"""Which rows of a sheet are shown, and in which order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from zcpark_desktop.project.declared import Kind
from zcpark_desktop.project.entry import folded

from .sheet import Sheet

_SEARCHED = (Kind.TEXT, Kind.LONG_TEXT, Kind.ONE_OF)


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


def arranged(sheet: Sheet, arrangement: Arrangement) -> list[int]:
    """The sheet's rows that are to be shown, in order; rows without a value come last however they are sorted."""
    rows: list[int] = list(range(sheet.row_count))
    words = [folded(word).lower() for word in arrangement.search.split()]
    if words:
        columns = [at for at, head in enumerate(sheet.heads) if head.field is not None and head.field.kind in _SEARCHED]

        def matches(row: int) -> bool:
            text = "\n".join(sheet.text(row, column) for column in columns).lower()
            return all(word in text for word in words)

        rows = [row for row in rows if matches(row)]
    for column, wanted in arrangement.only.items():
        rows = [row for row in rows if sheet.text(row, column) in wanted]
    if arrangement.sort_by is not None:
        column = arrangement.sort_by
        values = {row: sheet.value(row, column) for row in rows}
        blank = [row for row in rows if values[row] in (None, "", ())]
        filled = [row for row in rows if values[row] not in (None, "", ())]
        filled.sort(key=lambda row: sort_key(values[row]), reverse=arrangement.descending)
        rows = filled + blank
    return rows
