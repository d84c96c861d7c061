"""Where the project's values come from: who typed or pasted them, or which cell of which file they were taken from.

Origins are kept beside the values, in the project itself: undo, journal, versions, saving and the data file carry them.
A value whose field is emptied loses its origin; what was entered before origins were kept has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from sys import intern
from typing import Any, Protocol

from immutables import Map
from pydantic import GetJsonSchemaHandler
from pydantic_core import core_schema

from .addressing import Address
from .origins_plain import from_plain, to_plain

Place = tuple[str, str, str]
"""An address in three: list or part, row or field, and the rest; a row's origins are dropped with one look-up."""


class How(StrEnum):
    """How a value came into the project."""

    TYPED = "typed"
    PASTED = "pasted"
    IMPORTED = "imported"


@dataclass(frozen=True, slots=True)
class Origin:
    """How one value, or many of one step, came into the project.

    Attributes:
        when: in UTC, to the minute.
        who: the account that did it; empty where the system tells none.
        file, sheet, cell: what an imported value was read from; the sheet of a CSV file has no name.
    """

    how: How
    when: datetime
    who: str = ""
    file: str = ""
    sheet: str = ""
    cell: str = ""


class ReadFrom(Protocol):
    """A cell of a file (`excel.proposal.Source`)."""

    @property
    def file(self) -> str: ...
    @property
    def sheet(self) -> str: ...
    @property
    def cell(self) -> str: ...


def place_of(address: Address) -> Place:
    """`address` in three parts; the last is one string for all rows that have it."""
    first, _, below = address.partition("/")
    second, _, rest = below.partition("/")
    return first, second, intern(rest)


class Origins:
    """The origins of a project's values: an immutable value that shares what it has in common with its forerunner."""

    __slots__ = ("_map",)

    def __init__(self, map: Map[str, Map[str, Map[str, Origin]]] | None = None) -> None:
        self._map = Map() if map is None else map

    def __eq__(self, other: object) -> bool:
        return self._map == other._map if isinstance(other, Origins) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._map)

    def __len__(self) -> int:
        return sum(len(row) for rows in self._map.values() for row in rows.values())

    def get(self, address: Address) -> Origin | None:
        """The origin that is kept for `address`, whatever stands there now."""
        first, second, rest = place_of(address)
        found: Origin | None = self._map.get(first, _NONE).get(second, _NONE).get(rest)
        return found

    def items(self) -> Iterator[tuple[Place, Origin]]:
        """Everything that is kept, in no order."""
        for first, rows in self._map.items():
            for second, row in rows.items():
                for rest, origin in row.items():
                    yield (first, second, rest), origin

    def with_changes(self, put: Iterable[tuple[Place, Origin]], gone: Iterable[Place]) -> Origins:
        """These origins, without `gone` (and all that lies below it) and with `put`."""
        changed: dict[str, dict[str, dict[str, Origin]]] = {}

        def row(first: str, second: str) -> dict[str, Origin]:
            rows = changed.setdefault(first, {})
            if second not in rows:
                rows[second] = dict(self._map.get(first, _NONE).get(second, _NONE))
            return rows[second]

        for first, second, rest in gone:
            if first in self._map and (second in self._map[first] or second in changed.get(first, {})):
                kept = row(first, second)
                for each in [name for name in kept if not rest or name == rest or name.startswith(f"{rest}/")]:
                    del kept[each]
        for (first, second, rest), origin in put:
            row(first, second)[rest] = origin
        result = self._map
        for first, made in changed.items():
            with result.get(first, _NONE).mutate() as rows:
                for second, entries in made.items():
                    if entries:
                        rows[second] = Map(entries)
                    else:
                        rows.pop(second, None)
                kept_rows = rows.finish()
            result = result.set(first, kept_rows) if kept_rows else result.delete(first) if first in result else result
        return Origins(result)

    def since(self, before: Origins) -> dict[str, Any] | None:
        """What turns `before` into these origins, as plain data for the journal; None where they are equal.

        What both share is not looked at.
        """
        put: list[tuple[Place, Origin]] = []
        gone: list[str] = []
        for first in {*self._map, *before._map}:
            rows, old_rows = self._map.get(first, _NONE), before._map.get(first, _NONE)
            if rows is old_rows:
                continue
            gone += [f"{first}/{second}" for second in old_rows if second not in rows]
            for second, row in rows.items():
                old = old_rows.get(second, _NONE)
                if row is not old:
                    put += (((first, second, rest), origin) for rest, origin in row.items() if old.get(rest) != origin)
                    gone += ["/".join(filter(None, (first, second, rest))) for rest in old if rest not in row]
        return {"put": to_plain(put), "gone": gone} if put or gone else None

    def following(self, plain: Mapping[str, Any]) -> Origins:
        """These origins with what `since` told.

        Raises:
            ValueError: the data are none of that kind.
        """
        return self.with_changes(_read(plain["put"]), map(place_of, plain["gone"]))

    # -- as a field of the project ---------------------------------------------------------------------------------

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls._validated,
            serialization=core_schema.plain_serializer_function_ser_schema(lambda origins: to_plain(origins.items())))

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: core_schema.CoreSchema,
                                     handler: GetJsonSchemaHandler) -> dict[str, Any]:
        texts = {name: {"type": "string"} for name in ("how", "when", "who", "file", "sheet")}
        return {"type": "array", "items": {"type": "object", "properties": {**texts, "cells": {"type": "object"}}}}

    @classmethod
    def _validated(cls, value: Any) -> Origins:
        return value if isinstance(value, Origins) else Origins().with_changes(_read(value), ())


_NONE: Any = Map()
NO_ORIGINS = Origins()


def _read(plain: Any) -> Iterator[tuple[Place, Origin]]:
    return from_plain(plain, How, Origin)
