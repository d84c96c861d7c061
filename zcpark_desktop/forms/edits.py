"""What has to be written so that typed cells have a row to stand in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from zcpark_desktop.project import Address, Project, value_at
from zcpark_desktop.project.enterprises import EnterpriseYear
from zcpark_desktop.project.fields import Row
from zcpark_desktop.project.years import EnergyRow, ParkYear

Edit = tuple[Address, Any]


_WALKS = 3  # look-ups in a list after which its rows are indexed


class _Rows:
    """Rows by key: a few look-ups walk the list, ten thousand do not walk ten thousand rows each."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._walks: dict[Address, int] = {}
        self._indexes: dict[Address, dict[str, Any]] = {}

    def find(self, list_address: Address, key: str) -> Any:
        """The row called `key`, or None."""
        index = self._indexes.get(list_address)
        if index is not None:
            return index.get(key)
        rows = value_at(self._project, list_address)
        self._walks[list_address] = self._walks.get(list_address, 0) + 1
        if self._walks[list_address] > _WALKS:
            self._indexes[list_address] = {row.key: row for row in rows}
            return self._indexes[list_address].get(key)
        return next((row for row in rows if row.key == key), None)


def with_missing_years(project: Project, edits: Iterable[Edit], added: Iterable[Edit] = ()) -> list[Edit]:
    """`edits`, before them what they need: the park's years that are not there, `added`, the enterprises' years.

    A blank for a year that is not there is no edit: it would add a year with nothing in it.

    Args:
        edits: cells to write.
        added: edits that add rows, which some cells stand in.
    """
    rows = _Rows(project)
    years: set[str] = set()
    annual: dict[str, dict[str, None]] = {}

    def takes_place(edit: Edit) -> bool:
        address, value = edit
        names = address.split("/")
        is_blank = value is None or value in ("", ())
        if names[0] == "years" and len(names) > 2 and rows.find("years", names[1]) is None:
            if not is_blank:
                years.add(names[1])
            return not is_blank
        if names[0] == "enterprises" and len(names) > 4 and names[2] == "annual":
            enterprise = rows.find("enterprises", names[1])
            if enterprise is None or all(row.key != names[3] for row in enterprise.annual):
                if not is_blank:
                    annual.setdefault(names[1], {})[names[3]] = None
                return not is_blank
        return True

    added, edits = list(filter(takes_place, added)), list(filter(takes_place, edits))
    result: list[Edit] = []
    if years:
        all_years = [*project.years, *(ParkYear(year=int(year)) for year in years)]
        result.append(("years", tuple(sorted(all_years, key=lambda record: record.year))))
    result += added
    for key, missing in annual.items():
        enterprise = rows.find("enterprises", key)
        kept = enterprise.annual if enterprise is not None else ()
        result.append((f"enterprises/{key}/annual", (*kept, *(EnterpriseYear(year=int(year)) for year in missing))))
    return result + edits


def fresh_keys(rows: Iterable[Row], number: int) -> list[str]:
    """`number` keys that no row of `rows` has."""
    taken = {row.key for row in rows} | {row.id for row in rows}
    keys: list[str] = []
    candidate = len(taken)
    while len(keys) < number:
        candidate += 1
        if str(candidate) not in taken:
            keys.append(str(candidate))
    return keys


def copied_from_year(project: Project, list_address: Address, source: int) -> tuple[Any, ...]:
    """The rows of `list_address` (a list in a year) as they stand in year `source`.

    Of the energy balance only the kinds are taken, not the amounts: last year's numbers are never this year's.
    """
    record = project.year(source)
    if record is None:
        return ()
    name = list_address.rsplit("/", 1)[1]
    rows = getattr(record, name)
    if name == "energy":
        return tuple(EnergyRow(energy=row.energy) for row in rows)
    return tuple(row.model_copy(update={"evidence": ()}) if hasattr(row, "evidence") else row for row in rows)
