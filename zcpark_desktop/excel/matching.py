"""What a sheet is: told by its own mark and keys, or, for lists that others made, by the titles of their columns."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from typing import Any

from .cells import SheetCells
from .foreign import ColumnMapping, Conversion, UnitsSaid, by_titles
from .layouts import (
    CORNERS,
    MARK,
    RINGS,
    VALUE_KEY,
    VERSION,
    YEAR_KEY,
    FieldsDown,
    RowsDown,
    enterprise_layouts,
    park_layouts,
)

_SEARCHED_ROWS, _SEARCHED_COLUMNS = 30, 12


__all__ = ["UNRECOGNISED", "ColumnMapping", "Recognised", "UnknownSheet", "line_is_known", "mappings_from_json",
           "mappings_to_json", "recognise", "with_mapping"]

UNRECOGNISED = "看不出是哪张表；请使用程序生成的模板，或先建立各列的对应关系。"
"""What is said of a foreign list for which `foreign.guess` may help the user."""


class UnknownSheet(ValueError):
    """A sheet that says it is ours and cannot be taken; `str()` is one Chinese sentence without the sheet's name."""


@dataclass(frozen=True)
class Recognised:
    """A sheet of which it is known what stands where.

    Attributes:
        address: the list (rows down), or the row that the fields belong to (fields down; empty for the project).
        columns: column → path, year or key.
        first_row: the first row below the one that names the columns.
        key_column: where rows say which they are; None for a foreign list.
        year: the year of all rows, where no column tells it.
        unknown: titles of columns that were left aside.
        converted: columns whose numbers stand in another unit than the field's.
        notes: what the user should know of the reading, in Chinese sentences.
        heads: column → its title, of a foreign list.
        by_kind: where a foreign list says in which units amounts of energy stand; None for a sheet of ours.
    """

    sheet: SheetCells
    rows_down: bool
    address: str
    columns: Mapping[int, str]
    first_row: int
    key_column: int | None = None
    year: int | None = None
    unknown: tuple[str, ...] = ()
    converted: Mapping[int, Conversion] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    heads: Mapping[int, str] = field(default_factory=dict)
    by_kind: UnitsSaid | None = None


@lru_cache(maxsize=1)
def _known() -> tuple[dict[str, frozenset[str]], frozenset[str], frozenset[str]]:
    """The paths of each list, the lines of the park, and the lines of an enterprise: nothing else is ever read."""
    lists: dict[str, frozenset[str]] = {}
    lines: set[str] = set()
    for layout in park_layouts((2025,), (2025,)):
        if isinstance(layout, RowsDown):
            lists[layout.address] = lists.get(layout.address, frozenset()) | set(layout.paths)
        elif isinstance(layout, FieldsDown):
            lines |= set(layout.lines)
    own = {line for layout in enterprise_layouts("enterprises/0", (2025,)) if isinstance(layout, FieldsDown)
           for line in layout.lines}
    return lists, frozenset(lines), frozenset(own)


def line_is_known(base: str, line: str) -> bool:
    """Whether a sheet of fields may hold `line` below `base`."""
    _, lines, own = _known()
    return line in (own if base else lines)


def recognise(sheet: SheetCells, mappings: Iterable[ColumnMapping] = ()) -> Recognised | None:
    """What `sheet` is; None for one that holds nothing of ours.

    Raises:
        UnknownSheet: it bears our mark, of a newer format or of something that there is not.
    """
    for row in range(min(_SEARCHED_ROWS, len(sheet.rows))):
        for column in range(min(_SEARCHED_COLUMNS, len(sheet.rows[row]))):
            value = sheet.rows[row][column]
            if isinstance(value, str) and value.startswith(f"{MARK}:"):
                return _by_mark(sheet, value, row, column)
    return _by_titles(sheet, tuple(mappings))


def _by_mark(sheet: SheetCells, mark: str, row: int, column: int) -> Recognised:
    parts = mark.split(":", 3)
    if len(parts) != 4 or not parts[1].isdecimal() or parts[2] not in ("fields", "rows", "corners"):
        raise UnknownSheet("标记已被改动，无法识别；请使用程序生成的模板重新填写。")
    if int(parts[1]) > VERSION:
        raise UnknownSheet("由更新版本的程序生成；请升级本程序后再导入。")
    kind, address = parts[2], parts[3]
    lists = {**_known()[0], **({RINGS: frozenset(CORNERS)} if kind == "corners" else {})}
    rows_down = kind != "fields"
    if not (address in lists if rows_down else re.fullmatch(r"(enterprises/[^/]{1,80})?", address)):
        raise UnknownSheet("所对应的表在本版本中没有；请使用程序新生成的模板。")
    columns: dict[int, str] = {}
    unknown = []
    for position in range(column + 1, len(sheet.rows[row])):
        key = _key(sheet.rows[row][position])
        if not key:
            continue
        if not (key in {*lists[address], YEAR_KEY} if rows_down else key == VALUE_KEY or re.fullmatch(r"\d{4}", key)):
            unknown.append(key[:40])
        elif key in columns.values():
            raise UnknownSheet(f"列“{key[:40]}”出现了两次；请删去多出的一列。")
        else:
            columns[position] = key
    return Recognised(sheet, rows_down, address, columns, row + 1, column, None, tuple(unknown))


def _key(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip() if value is not None else ""


def _by_titles(sheet: SheetCells, mappings: tuple[ColumnMapping, ...]) -> Recognised | None:
    found = by_titles(sheet, mappings)
    if found is None:
        return None
    return Recognised(sheet, True, found.address, found.columns, found.first_row, None, found.year, found.unknown,
                      found.converted, found.notes, found.heads, found.by_kind)


def with_mapping(mappings: Iterable[ColumnMapping], settled: ColumnMapping) -> tuple[ColumnMapping, ...]:
    """`mappings` with `settled`, in place of the one for the same titles."""
    return (*(each for each in mappings if each.signature != settled.signature), settled)


def mappings_to_json(mappings: Iterable[ColumnMapping]) -> str:
    """Mappings as they are kept."""
    return json.dumps({"mappings": [asdict(mapping) for mapping in mappings]}, ensure_ascii=False, indent=2)


def mappings_from_json(text: str) -> tuple[ColumnMapping, ...]:
    """Mappings as they were kept.

    Raises:
        ValueError: the text holds no mappings; the sentence says so in Chinese.
    """
    wrong = ValueError("列对应关系文件的内容不合格式；请删除它，重新建立对应关系。")
    try:
        found = tuple(ColumnMapping(**each) for each in json.loads(text)["mappings"])
    except (TypeError, KeyError, ValueError):
        raise wrong from None
    lists = _known()[0]
    for mapping in found:
        if mapping.address not in lists or not isinstance(mapping.columns, dict) or not all(
                path in lists[mapping.address] or path == YEAR_KEY for path in mapping.columns.values()):
            raise wrong
        if mapping.year is not None and not isinstance(mapping.year, int):
            raise wrong
        if not isinstance(mapping.units, dict) or not all(isinstance(unit, str) for unit in mapping.units.values()):
            raise wrong
    return found
