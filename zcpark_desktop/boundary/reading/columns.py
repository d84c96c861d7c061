"""Which columns of a table of coordinates hold what: by their headings, or by what their numbers look like."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..angles import folded, parse_coordinate
from ..guessing import guess
from ..rings import Position

_LOOKED_AT = 400
"""Rows that are enough to tell the columns by."""

# Headings, matched from their beginning; the first that matches counts.
_HEADINGS = {
    "number": r"点号|点名|拐点|界址点|桩号|编号|序号|点位|no\b|no\.|id\b|point|number|name\b|点$",
    "east": r"经度|东经|lon|lng|long|横坐标|东坐标|东向|east|y坐标.*(东|横)|e$|e\(|l$|l\(",
    "north": r"纬度|北纬|lat|纵坐标|北坐标|北向|north|x坐标.*(北|纵)|n$|n\(|b$|b\(",
    "first": r"x",
    "second": r"y",
    "ring": r"圈号|环号|圈|环$|ring|part",
    "plot": r"地块|宗地|片区|图斑|plot|parcel",
    "hole": r"是否.*(内环|扣除|孔)|内环|扣除|孔|hole|类型|内外",
}
_PATTERNS = {key: re.compile(pattern, re.IGNORECASE) for key, pattern in _HEADINGS.items()}


@dataclass(frozen=True)
class Columns:
    """Where a table has what; None for what it has not.

    Attributes:
        x, y: columns of the two coordinates.
    """

    x: int
    y: int
    number: int | None = None
    ring: int | None = None
    plot: int | None = None
    hole: int | None = None

    @staticmethod
    def cell(row: Sequence[str], column: int | None) -> str:
        """The text in a column; empty where the row ends before it, or there is no such column."""
        return row[column] if column is not None and column < len(row) else ""


def header_of(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    """The row of headings and what it names, heading → column; (-1, {}) where there is none."""
    for at, row in enumerate(rows[:_LOOKED_AT]):
        found: dict[str, int] = {}
        for column, cell in enumerate(row):
            text = folded(cell).replace(" ", "").lower()
            if not text or len(text) > 20 or parse_coordinate(text) is not None:
                continue
            key = next((key for key, pattern in _PATTERNS.items() if pattern.match(text)), None)
            if key is not None:
                found.setdefault(key, column)
        if {"east", "north"} <= found.keys() or {"first", "second"} <= found.keys():
            return at, found
    return -1, {}


def columns_of(rows: Sequence[Sequence[str]], header_row: int, header: dict[str, int]) -> Columns | None:
    """The columns of a table; None where no two of them hold coordinates."""
    if header_row >= 0:
        known = {key: header.get(key) for key in ("number", "ring", "plot", "hole")}
        if {"east", "north"} <= header.keys():
            return Columns(header["east"], header["north"], **known)
        return Columns(header["first"], header["second"], **known)
    return _by_numbers(rows)


def _numeric(rows: Sequence[Sequence[str]]) -> Iterator[list[Decimal | None]]:
    for row in rows[:_LOOKED_AT]:
        values = [parse_coordinate(cell) if cell else None for cell in row]
        if sum(value is not None for value in values) >= 2:
            yield values


def _by_numbers(rows: Sequence[Sequence[str]]) -> Columns | None:
    """The first two neighbouring columns of numbers that look like places; else the last two of numbers."""
    read = list(_numeric(rows))
    widest = max((len(row) for row in read), default=0)
    pairs: list[int] = []
    for column in range(widest - 1):
        places: list[Position] = [
            (row[column], row[column + 1])  # type: ignore[misc]
            for row in read
            if len(row) > column + 1 and row[column] is not None and row[column + 1] is not None
        ]
        if 2 * len(places) <= len(read):
            continue
        if guess(places):
            return _beside(column, read)
        pairs.append(column)
    if not pairs:
        return None
    return _beside(pairs[1] if len(pairs) > 1 and _counts(read, 0) else pairs[0], read)


def _counts(read: Sequence[Sequence[Decimal | None]], column: int) -> bool:
    """Whether a column holds small whole numbers, as of points or rings."""
    found = [row[column] for row in read if len(row) > column]
    values = [value for value in found if value is not None]
    return bool(values) and all(value == value.to_integral_value() and 0 <= value < 10_000 for value in values)


def _beside(column: int, read: Sequence[Sequence[Decimal | None]]) -> Columns:
    """Number and ring stand before the coordinates: `J1, x, y` or `J1, 1, x, y`."""
    ring = column - 1 if column >= 2 and _counts(read, column - 1) else None
    return Columns(column, column + 1, number=0 if column >= 1 else None, ring=ring)
