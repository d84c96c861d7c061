"""Where a foreign list names its columns: titles over one or more rows, a row of units beneath, then the data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from zcpark_desktop.project.entry import folded

from .cells import SheetCells
from .units import is_unit, split_title

SEARCHED_ROWS = 30
_DEEPEST = 3
_YEAR = re.compile(r"[(（]?(?<!\d)((?:19|20)\d{2})\s*年度?[)）]?")
TOTALS = frozenset({"合计", "总计", "小计", "累计", "共计", "总和", "本页合计", "本页小计"})


@dataclass(frozen=True)
class Heading:
    """A row, or a few, that may name the columns.

    Attributes:
        titles: as the file has them, column by column; empty where there is none.
        plain: the same without spaces, units and years.
        units: the units that titles, or a row beneath them, name.
        years: the years that titles, or the group above them, name; None where they name none.
        depth: how many rows the titles take.
        first_row: the first row of data.
    """

    titles: tuple[str, ...]
    plain: tuple[str, ...]
    units: tuple[str, ...]
    years: tuple[int | None, ...]
    depth: int
    first_row: int


def headings(sheet: SheetCells) -> Iterator[Heading]:
    """Every way in which the first rows may name the columns; those in a single row before those over several."""
    rows = sheet.rows[:SEARCHED_ROWS]
    for depth in range(1, _DEEPEST + 1):
        for first in range(len(rows) - depth + 1):
            block = rows[first:first + depth]
            if all(_may_be_titles(row) for row in block):
                yield _heading(sheet, block, first + depth)


def _may_be_titles(row: list[Any]) -> bool:
    texts = [value for value in row if isinstance(value, str) and value.strip()]
    numbers = [value for value in row if isinstance(value, (int, float)) and not 1990 <= value <= 2100]
    return bool(texts) and not numbers


def _heading(sheet: SheetCells, block: list[list[Any]], first_row: int) -> Heading:
    width = max(map(len, block))
    titles, years = [], []
    group: int | None = None
    for column in range(width):
        said = [str(row[column]).strip() for row in block if column < len(row) and row[column] not in (None, "")]
        titles.append(said[-1] if said else "")
        if len(said) > 1 or (said and not _beneath(block, column)):
            group = _year(said[0])  # a group's title stands over its first column; the others are blank there
        years.append(_year(titles[-1]) or (group if said and _beneath(block, column) else None))
    parts = [split_title(_YEAR.sub("", title) or title) for title in titles]
    units = [unit for _, unit in parts]
    below = sheet.rows[first_row] if first_row < len(sheet.rows) else []
    said = [str(value).strip("()（）[]【】 ") for value in below if value not in (None, "")]
    if said and all(map(is_unit, said)):
        first_row += 1
        units = [unit or (str(below[at]).strip("()（）[]【】 ") if at < len(below) and below[at] else "")
                 for at, unit in enumerate(units)]
    return Heading(tuple(titles), tuple(plain for plain, _ in parts), tuple(units), tuple(years), len(block), first_row)


def _beneath(block: list[list[Any]], column: int) -> bool:
    """Whether the column's title stands in the last of several rows, so that a group may stand above it."""
    return len(block) > 1 and column < len(block[-1]) and block[-1][column] not in (None, "")


def _year(title: str) -> int | None:
    found = _YEAR.search(folded(title)) or re.fullmatch(r"((?:19|20)\d{2})", folded(title))
    return int(found[1]) if found else None


def is_totals(row: list[Any]) -> bool:
    """Whether a row sums up others: its first text says so."""
    first = next((value for value in row if isinstance(value, str) and value.strip()), "")
    return "".join(first.split()).rstrip(":：") in TOTALS
