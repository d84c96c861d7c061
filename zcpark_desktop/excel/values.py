"""The values of a project, as sheets ask for them: None where a year or a row is not there yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

from zcpark_desktop.project import Address, NoSuchAddress, Project, value_at
from zcpark_desktop.project.declared import row_model
from zcpark_desktop.project.enterprises import Enterprise
from zcpark_desktop.project.fields import Row

from .layouts import YEAR, RowsDown, field_of


@lru_cache(maxsize=4096)
def getter(path: str) -> Callable[[Any, int], Any]:
    """Reads the field at `path` of a row, `{year}` in it being the year."""
    names = path.split("/")
    if len(names) == 1:
        return lambda row, year: getattr(row, path)
    if len(names) == 2:
        first, second = names
        return lambda row, year: getattr(getattr(row, first), second)
    list_name, key, name = names

    def of_year(row: Any, year: int) -> Any:
        wanted = year if key == YEAR else int(key)
        for record in getattr(row, list_name):
            if record.year == wanted:
                return getattr(record, name)
        return None

    return of_year


class Values:
    """Reads one project."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._lists: dict[Address, dict[str, Any]] = {}

    def list_rows(self, address: Address) -> dict[str, Any]:
        """The rows of a list by key; none where the list's year is not there."""
        if address not in self._lists:
            try:
                rows = value_at(self.project, address)
            except NoSuchAddress:
                rows = ()
            self._lists[address] = {row.key: row for row in rows}
        return self._lists[address]

    def at(self, base: Address, line: str) -> Any:
        """The value at `line` below `base`; what an empty field holds where a year or a row is missing."""
        if base.startswith("enterprises/"):
            row = self.list_rows("enterprises").get(base.split("/")[1])
            return self.in_row(row if row is not None else Enterprise(), line, 0)
        try:
            return value_at(self.project, line)
        except NoSuchAddress:
            return empty(line)

    def in_row(self, row: Row, path: str, year: int) -> Any:
        """The value at `path` in `row`, `{year}` in it being `year`."""
        return getter(path)(row, year)

    def rows(self, layout: RowsDown) -> Iterator[tuple[int, Any]]:
        """The rows that a sheet shows, each with its year (0 for none)."""
        if not layout.years:
            for row in self.list_rows(layout.address).values():
                yield 0, row
        elif YEAR in layout.address:
            for year in layout.years:
                rows = self.list_rows(layout.address.replace(YEAR, str(year)))
                for row in self._shown(rows, layout):
                    yield year, row
        else:
            for row in self.list_rows(layout.address).values():
                for year in layout.years:
                    yield year, row


    def _shown(self, rows: dict[str, Any], layout: RowsDown) -> Iterable[Any]:
        """The rows of a sheet; one that is asked for by its kind is blank where it is not there yet."""
        if not layout.only:
            return rows.values()
        model, kind = row_model(layout.address), layout.paths[0]
        return [rows[key] if key in rows else model.model_validate({kind: key}) for key in layout.only]


def empty(address: Address) -> Any:
    """What the field at `address` holds before it is filled in."""
    list_address, _, name = address.rpartition("/")
    field = field_of(address)
    if not field.can_be_missing and list_address.count("/") == 1:
        return getattr(row_model(list_address.split("/")[0])(), name, None)
    return () if field.offered_by and field.kind.value == "several_of" else "" if field.longest else None
