"""Where a foreign list names its columns: titles over one or more rows, a row of units beneath, then the data.

What others put around their data is told apart from it: a unit for the whole table in the corner above, sums, heads
that are repeated on each page, and who filled the table in beneath it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from zcpark_desktop.forms.units import factor, is_unit, split_title
from zcpark_desktop.project.entry import folded

from .cells import SheetCells

SEARCHED_ROWS = 30
_DEEPEST = 3
_LONGEST_TITLE = 60
_YEAR = re.compile(r"[(（]?(?<!\d)((?:19|20)\d{2})\s*年度?[)）]?")
_YEAR_ALONE = re.compile(r"((?:19|20)\d{2})(?:年度?)?")
TOTALS = frozenset({"合计", "总计", "小计", "累计", "共计", "总和", "平均", "平均值"})
_SUM_OF = re.compile(r"(合计|总计|小计|共计)([(（].*[)）])?")  # 制造业小计, 合计（万元）; no company is called so
_FOOT = re.compile(
    r"(填表|填报|制表|审核|复核|编制|报送|报出|统计|单位)?(人|员|负责人|单位|日期|时间)[:：].*|(联系人|联系电话|电话|审核|复核|制表|盖章)[:：].*"
    r"|(附?注|备注|说明|填[表报]说明|(资料|数据)来源)\d*[:：.、].*")
_CORNER = re.compile(r"单位[:：]\s*([^()\[\]（）【】]+)")
_BETWEEN = re.compile(r"[、,，;；\s]+")


@dataclass(frozen=True)
class Heading:
    """A row, or a few, that may name the columns.

    Attributes:
        titles: as the file has them, column by column; empty where there is none.
        plain: the same without spaces, units and years.
        units: the units that titles, or a row beneath them, name.
        years: the years that titles, or the group above them, name; None where they name none.
        depth: how many rows the titles take, from the row `top` on.
        first_row: the first row of data.
        stated: the units that the rows above state for the whole table (单位：万元、吨标准煤).
    """

    titles: tuple[str, ...]
    plain: tuple[str, ...]
    units: tuple[str, ...]
    years: tuple[int | None, ...]
    depth: int
    top: int
    first_row: int
    stated: tuple[str, ...] = ()


def headings(sheet: SheetCells) -> Iterator[Heading]:
    """Every way in which the first rows may name the columns; those in a single row before those over several."""
    rows = sheet.rows[:SEARCHED_ROWS]
    for depth in range(1, _DEEPEST + 1):
        for first in range(len(rows) - depth + 1):
            block = rows[first:first + depth]
            if all(_may_be_titles(row) for row in block):
                yield _heading(sheet, block, first + depth)


def _may_be_titles(row: list[Any]) -> bool:
    said = [value for value in row if value is not None and str(value).strip()]
    numbers = [value for value in said if isinstance(value, (int, float)) and not 1990 <= value <= 2100]
    return bool(said) and not numbers


def _heading(sheet: SheetCells, block: list[list[Any]], first_row: int) -> Heading:
    width, top = max(map(len, block)), first_row - len(block)
    titles, years = [], []
    group: int | None = None
    over = ""  # what stands over years: 产值（万元） over 2024, 2025
    for column in range(width):
        said = [str(row[column]).strip() for row in block if column < len(row) and row[column] not in (None, "")]
        if len(said) > 1 or not _beneath(block, column):
            over = said[0] if said else ""
        if said and over and over != said[-1] and re.fullmatch(_YEAR_ALONE, folded(said[-1])):
            titles.append(over)
            years.append(_year(said[-1]))
            continue
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
    return Heading(tuple(titles), tuple(plain for plain, _ in parts), tuple(units), tuple(years), len(block), top,
                   first_row, _stated(sheet.rows[:top]))


def _stated(above: list[list[Any]]) -> tuple[str, ...]:
    """The units in a corner above the titles; who reports (填报单位：…) is none."""
    found = [match[1] for row in above for value in row if isinstance(value, str)
             for match in _CORNER.finditer(folded(value))]
    return tuple(dict.fromkeys(unit for text in found for unit in _BETWEEN.split(text) if is_unit(unit)))


def stated_unit(stated: tuple[str, ...], wanted: str) -> str:
    """Which of a table's units a column in `wanted` stands in; empty where none, or more than one, leads there."""
    leading = [unit for unit in stated if wanted and factor(unit, wanted) is not None]
    return leading[0] if len(leading) == 1 else ""


def _beneath(block: list[list[Any]], column: int) -> bool:
    """Whether the column's title stands in the last of several rows, so that a group may stand above it."""
    return len(block) > 1 and column < len(block[-1]) and block[-1][column] not in (None, "")


def _year(title: str) -> int | None:
    found = _YEAR.search(folded(title)) or re.fullmatch(_YEAR_ALONE, folded(title))
    return int(found[1]) if found else None


def is_totals(row: list[Any]) -> bool:
    """Whether a row sums up others: its first text says so."""
    first = "".join(_first_text(row).split()).rstrip(":：")
    return first.removeprefix("本页") in TOTALS or bool(
        (found := _SUM_OF.search(first)) and found.end() == len(first))


def is_foot(row: list[Any]) -> bool:
    """Whether a row tells of the table: who filled it in, or a note beneath it."""
    return bool(_FOOT.fullmatch(folded("".join(_first_text(row).split()))))


def heads_of(titles: Iterable[str], known: Iterable[str]) -> frozenset[str]:
    """The plain titles by which a row that names columns is known: those of its own table, and those of the list."""
    return frozenset({*known, *map(_bare, titles)})


def repeats(row: list[Any], titles: Mapping[int, str], heads: frozenset[str]) -> bool | None:
    """Whether a row names columns again: just those of `titles`, or (False) others; None for a row of data.

    Args:
        titles: column → title as the file has it.
        heads: see `heads_of`.
    """
    said = {at: value for at, value in enumerate(row) if isinstance(value, str) and value.strip()}
    are_titles = sum(len(text) <= _LONGEST_TITLE and _bare(text) in heads for text in said.values())
    if len(said) < 2 or are_titles * 2 < len(said):
        return None
    return all(_close(titles.get(at, "")) == _close(text) for at, text in said.items())


@lru_cache(maxsize=4096)
def _bare(title: str) -> str:
    return split_title(_YEAR.sub("", title) or title)[0]


def _close(title: str) -> str:
    return "".join(folded(title).split())


def _first_text(row: list[Any]) -> str:
    return next((value for value in row if isinstance(value, str) and value.strip()), "")
