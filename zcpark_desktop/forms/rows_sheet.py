"""A list of the project as a sheet: rows down, fields across."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any

from zcpark_desktop.project import Address, Project, row_title
from zcpark_desktop.project.declared import Declared, Kind, declared, row_model
from zcpark_desktop.project.entry import folded, raw
from zcpark_desktop.project.fields import Row

from .edits import Edit, fresh_keys, with_missing_years
from .offers import Offers
from .sheet import Head, Sheet, Written
from .structure import Table

_WIDTHS = {
    Kind.NUMBER: 12, Kind.COUNT: 9, Kind.YEAR: 8, Kind.TEXT: 14, Kind.LONG_TEXT: 28, Kind.YES_NO: 8, Kind.CHOICE: 12,
    Kind.DATE: 12, Kind.ONE_OF: 18, Kind.SEVERAL_OF: 14,
}


_SEARCHED = (Kind.TEXT, Kind.LONG_TEXT, Kind.ONE_OF)


def rows_at(project: Project, list_address: Address) -> tuple[Any, ...]:
    """The rows of a list; none where the list's year has not been added yet."""
    names = list_address.split("/")
    if names[0] == "years":
        record = project.year(int(names[1]))
        return getattr(record, names[2]) if record is not None else ()
    rows: tuple[Any, ...] = getattr(project, names[0])
    return rows


class RowsSheet(Sheet):
    """A `Table` of one project, in one year where the table asks for one."""

    has_rows_of_its_own = True

    def __init__(self, project: Project, table: Table, offers: Offers, year: int | None = None) -> None:
        super().__init__(project, offers)
        self.table, self.year = table, year
        self.row_word = table.row_word
        self.list_address: Address = self._with_year(table.address)
        self.rows: tuple[Row, ...] = rows_at(project, self.list_address)
        self._paths = tuple(self._with_year(column.path) for column in table.columns)
        self._readers = tuple(self._reader(path) for path in self._paths)
        self._years: list[Any] | None = None
        self._texts: list[str] | None = None
        self._fields = tuple(declared(f"{self.list_address}/*/{path}") for path in self._paths)
        self.heads = tuple(self._head(position) for position in range(len(self._paths)))

    def _with_year(self, address: str) -> str:
        return address.replace("{year}", str(self.year)) if self.year is not None else address

    # -- reading -------------------------------------------------------------------------------------------------------

    def _reader(self, path: str) -> Callable[[int], Any]:
        """What takes the value at `path` out of a row; a yearly value is None where the row lacks that year."""
        names = path.split("/")
        if len(names) == 1:
            read = attrgetter(path)
            return lambda row: read(self.rows[row])
        if len(names) == 2:
            read = attrgetter(".".join(names))
            return lambda row: read(self.rows[row])
        read = attrgetter(names[2])

        def of_year(row: int) -> Any:
            record = self._records()[row]
            return None if record is None else read(record)

        return of_year

    def _record(self, row: Any) -> Any:
        return next((record for record in getattr(row, self.table.years_from) if record.year == self.year), None)

    def _records(self) -> list[Any]:
        """The record of the sheet's year in each row, or None."""
        if self._years is None:
            self._years = [self._record(row) for row in self.rows]
        return self._years

    def reader(self, column: int) -> Callable[[int], Any]:
        """What gives the value of `column` in a row, quickly."""
        return self._readers[column]

    def search_texts(self) -> list[str]:
        """The words of each row that a search looks through, folded to lower case."""
        if self._texts is None:
            self._texts = [self._search_text(row) for row in range(len(self.rows))]
        return self._texts

    def _search_text(self, row: int) -> str:
        parts = [raw(self._readers[column](row), field, self.offers.of(field.offered_by))
                 for column, field in enumerate(self._fields) if field.kind in _SEARCHED]
        return folded("\n".join(filter(None, parts))).lower()

    @property
    def source(self) -> tuple[object, ...]:
        """See `Sheet`; evidence is shown by its number."""
        return self.rows, self.project.evidence

    def take_over(self, before: Sheet) -> list[int] | None:
        """See `Sheet`."""
        assert isinstance(before, RowsSheet)
        if before.year != self.year or len(before.rows) != len(self.rows):
            return None
        if before.project.evidence is not self.project.evidence:
            return None  # its numbers are shown, and searched for
        changed = [at for at, (old, new) in enumerate(zip(before.rows, self.rows, strict=True)) if old is not new]
        if before._years is not None:
            self._years = before._years if not changed else list(before._years)
            for at in changed:
                self._years[at] = self._record(self.rows[at])
        if before._texts is not None:
            self._texts = before._texts if not changed else list(before._texts)
            for at in changed:
                self._texts[at] = self._search_text(at)
        return changed

    def _head(self, position: int) -> Head:
        column, field = self.table.columns[position], self._fields[position]
        width = column.width or (26 if column.frozen else max(_WIDTHS[field.kind], min(2 * len(field.title) + 2, 22)))
        group = column.group
        if "{year}" in column.path:
            group = f"{self.year}年"
        return Head(field.title, field.unit, group, field.definition, width, column.frozen, field)

    @property
    def row_count(self) -> int:
        """See `Sheet`."""
        return len(self.rows)

    def row_key(self, row: int) -> str:
        """See `Sheet`."""
        return self.rows[row].key

    def value(self, row: int, column: int) -> Any:
        """See `Sheet`."""
        return self._readers[column](row)

    def field(self, row: int, column: int) -> Declared | None:
        """See `Sheet`."""
        return self._fields[column]

    def address(self, row: int, column: int) -> Address | None:
        """See `Sheet`."""
        return f"{self.list_address}/{self.rows[row].key}/{self._paths[column]}"

    def address_in(self, key: str, column: int) -> Address:
        """The address of `column` in the row `key`, which may be about to be added."""
        return f"{self.list_address}/{key}/{self._paths[column]}"

    def column_of(self, path: str) -> int:
        """The column of `path` as the table declares it."""
        return next(position for position, column in enumerate(self.table.columns) if column.path == path)

    def tip(self, row: int, column: int) -> str:
        """Definition and source; the titles of evidence; long texts in full."""
        field = self._fields[column]
        value = self.value(row, column)
        if field.offered_by == "evidence" and value:
            return "\n".join(self.offers.evidence_title(key) for key in value)
        if field.kind in (Kind.LONG_TEXT, Kind.TEXT) and len(str(value)) > 12:
            return str(value)
        return field.definition

    def writing(self, cells: Sequence[Written]) -> list[Edit]:
        """See `Sheet`; rows beyond the end are added first."""
        number = max((row - self.row_count + 1 for row, _, _ in cells), default=0)
        if number <= 0:
            return super().writing(cells)
        keys = fresh_keys(self.rows, number)
        added = (self.list_address, (*self.rows, *self._blank(keys)))
        all_keys = [*(row.key for row in self.rows), *keys]
        edits = [(self.address_in(all_keys[row], column), value) for row, column, value in cells]
        return with_missing_years(self.project, edits, [added])

    def _blank(self, keys: Sequence[str]) -> list[Row]:
        model = row_model(self.list_address)
        return [model(id=key) for key in keys]

    def inserting(self, at: int, number: int) -> list[Edit]:
        """See `Sheet`."""
        blank = self._blank(fresh_keys(self.rows, number))
        return with_missing_years(self.project, [], [(self.list_address, (*self.rows[:at], *blank, *self.rows[at:]))])

    def removing(self, rows: Sequence[int]) -> list[Edit]:
        """See `Sheet`."""
        gone = set(rows)
        return [(self.list_address, tuple(row for position, row in enumerate(self.rows) if position not in gone))]

    def moving(self, rows: Sequence[int], to: int) -> list[Edit]:
        """See `Sheet`."""
        moved = set(rows)
        before = [row for position, row in enumerate(self.rows) if position < to and position not in moved]
        after = [row for position, row in enumerate(self.rows) if position >= to and position not in moved]
        return [(self.list_address, (*before, *(self.rows[position] for position in sorted(moved)), *after))]

    def cell_at(self, address: Address) -> tuple[int, int] | None:
        """See `Sheet`."""
        if address == self.list_address:
            return 0, 0  # of the blank row, where there is no other
        start = f"{self.list_address}/"
        if not address.startswith(start):
            return None
        key, _, path = address[len(start):].partition("/")
        for position, row in enumerate(self.rows):
            if row.key == key:
                return position, self._column_at(path)
        return None

    def _column_at(self, path: str) -> int:
        for position, own in enumerate(self._paths):
            if own == path or (path and own.startswith(f"{path}/")):
                return position
        return 0

    def place(self, row: int, column: int) -> str:
        """See `Sheet`."""
        name = row_title(self.rows[row]) if row < len(self.rows) else ""
        named = f"（{name}）" if name and not name.startswith("第") else ""
        return f"第{row + 1}行{named}“{self.heads[column].title}”"
