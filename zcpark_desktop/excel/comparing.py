"""Cells held against the project: the same, another value, or none that can be taken.

Three hundred workbooks have some hundred thousand cells. What a column needs is looked up once a sheet, each text is
parsed once, and what a reader is told of a change is put into words when it is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from zcpark_desktop.forms.offers import Offers
from zcpark_desktop.project import Address
from zcpark_desktop.project.declared import Declared, Kind
from zcpark_desktop.project.entry import EntryError, Offered, parse, raw

from .cells import SheetCells, cell_name
from .foreign import Conversion
from .numbers import as_text
from .proposal import Change, Conflict, Line, Refused, Source

BLANK: tuple[Any, ...] = (None, "", ())
_OF_YEAR = re.compile(r"/(\d{4})/")
_MOST_REMEMBERED = 50_000  # values of one field

class Column:
    """A column of a sheet: where it stands, what its cells are, and which values of it have been read before."""

    __slots__ = ("at", "path", "field", "known", "get", "below", "converted", "year")

    def __init__(self, at: int, path: str, field: Declared, known: dict[Any, Any],
                 get: Callable[[Any, int], Any] = lambda row, year: None, converted: Conversion | None = None) -> None:
        self.at, self.path, self.field, self.known, self.get = at, path, field, known, get
        self.below: dict[int, str] = {}  # year → the address below a row
        self.converted = converted
        named = _OF_YEAR.search(path)
        self.year = int(named[1]) if named else 0  # that the title names


class Comparing:
    """Takes cells one by one; tells what they would change.

    Attributes:
        same: how many cells agree with the project.
        new_evidence: papers that files bring, by key; cells may refer to them.
    """

    def __init__(self, offers: Offers) -> None:
        self._offers = offers
        self._first: dict[Address, Change] = {}
        self._others: dict[Address, list[Change]] = {}
        self._known: dict[str, dict[Any, Any]] = {}
        self.refused: list[Refused] = []
        self.same = 0
        self.new_evidence: dict[str, str] = {}

    def known(self, field: Declared) -> dict[Any, Any]:
        """The values of `field` that have been read before."""
        known = self._known.setdefault(field.pattern, {})
        if len(known) > _MOST_REMEMBERED:
            known.clear()
        return known

    def value(self, sheet: SheetCells, row: int, column: Column) -> Any:
        """What a cell says.

        Raises:
            EntryError: nothing that can be taken; one Chinese sentence.
        """
        at = column.at
        if sheet.troubles and (trouble := sheet.troubles.get((row, at))):
            raise EntryError(trouble)
        value = sheet.value(row, at)
        percent = bool(sheet.percent) and (row, at) in sheet.percent
        key = value if value.__class__ is str else (value.__class__, value, percent)
        try:
            return column.known[key]
        except KeyError:
            text = as_text(value, column.field, percent=percent)
            if column.converted is not None:
                text = _in_own_unit(text, column.field, column.converted)
            found = column.known[key] = parse(text, column.field, self.offered(column.field))
            return found

    def cell(self, sheet: SheetCells, row: int, column: Column, current: Any, address: Address, line: Line) -> None:
        """Hold a cell against `current`, which stands at `address`."""
        try:
            value = self.value(sheet, row, column)
        except EntryError as error:
            if not self._is_as_written(sheet.value(row, column.at), current, column):
                self.refuse(Source(line.file, line.sheet, cell_name(row, column.at)), str(error))
            return
        if value is None or value == "" or value == ():
            return
        if value == current or (current is not None and current != "" and current != ()
                                and self._is_as_written(sheet.value(row, column.at), current, column)):
            self.same += 1
            return
        change = Change(address, line, row, column.at, column.field, self.offered(column.field), current, value)
        if column.converted is not None:
            change.written = f"{sheet.value(row, column.at)}{column.converted.written}"
        self.note(change)

    def note(self, change: Change) -> None:
        """Take a change."""
        first = self._first.setdefault(change.address, change)
        if first is not change:
            self._others.setdefault(change.address, [first]).append(change)

    def refuse(self, source: Source, sentence: str) -> None:
        """Note what cannot be taken."""
        self.refused.append(Refused(source, sentence))

    def offered(self, field: Declared) -> Offered:
        """What the field may choose from."""
        offered = self._offers.of(field.offered_by)
        return {**offered, **self.new_evidence} if self.new_evidence and field.offered_by == "evidence" else offered

    def results(self) -> tuple[list[Change], list[Conflict]]:
        """The changes that no two cells contradict each other in, and the others."""
        distinct = {address: _distinct(found) for address, found in self._others.items()}
        conflicts = [Conflict(address, found[0].place, tuple(found)) for address, found in distinct.items()
                     if len(found) > 1]
        disputed = {conflict.address for conflict in conflicts}
        return [change for address, change in self._first.items() if address not in disputed], conflicts

    def _is_as_written(self, value: Any, current: Any, column: Column) -> bool:
        """Whether the cell holds exactly what a template writes for `current`, whatever that is worth."""
        if value.__class__ is not str or current in BLANK or column.converted is not None:
            return False
        try:
            return as_text(value, column.field) == raw(current, column.field, self.offered(column.field))
        except EntryError:
            return False


def _in_own_unit(text: str, field: Declared, conversion: Conversion) -> str:
    """A number that stands in another unit, in the field's own; every digit is kept, and none is added."""
    there = replace(field, unit=conversion.written, kind=Kind.NUMBER, can_be_missing=True, minimum=None, maximum=None)
    number = parse(text, there)
    if number is None:
        return ""
    text = format(number * conversion.factor, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _distinct(found: Iterable[Change]) -> list[Change]:
    first: dict[Any, Change] = {}
    for change in found:
        first.setdefault(change.new if change.new.__class__.__hash__ else repr(change.new), change)
    return list(first.values())
