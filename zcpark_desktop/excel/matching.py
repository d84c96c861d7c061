"""What a sheet is: told by its own mark and keys, or, for lists that others made, by the titles of their columns."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from zcpark_desktop.project.entry import folded

from .cells import SheetCells
from .layouts import (
    CONTEXT,
    CORNERS,
    MARK,
    RINGS,
    VALUE_KEY,
    VERSION,
    YEAR,
    YEAR_KEY,
    FieldsDown,
    RowsDown,
    enterprise_layouts,
    naming_paths,
    park_layouts,
)

_SEARCHED_ROWS, _SEARCHED_COLUMNS = 30, 12
_BRACKETS = re.compile(r"[(\[（【].*?[)\]）】]")


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
    """

    sheet: SheetCells
    rows_down: bool
    address: str
    columns: Mapping[int, str]
    first_row: int
    key_column: int | None = None
    year: int | None = None
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True)
class ColumnMapping:
    """How the columns of a foreign list are to be read; kept as JSON and found again by the titles.

    Attributes:
        address: the list, as a layout names it.
        columns: title in the file → path in the list (`#year` for the year).
        year: the year of all rows; None where a column tells it or none is needed.
    """

    address: str
    columns: Mapping[str, str]
    year: int | None = None


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


def plain_title(title: Any) -> str:
    """A column's title as it is compared: without unit in brackets, spaces and line breaks."""
    return re.sub(r"\s+", "", _BRACKETS.sub("", folded(str(title)))) if title is not None else ""


@lru_cache(maxsize=1)
def _titles() -> dict[str, dict[str, str]]:
    """For each list, the plain title of each column → its path; titles that two columns share tell nothing."""
    result: dict[str, dict[str, str]] = {}
    for layout in park_layouts((2025,), (2025,)):
        if not isinstance(layout, RowsDown):
            continue
        found = result.setdefault(layout.address, {"年份": YEAR_KEY} if layout.years else {})
        if layout.years:
            found.setdefault("年份", YEAR_KEY)
        for path in layout.paths:
            if not path.startswith(CONTEXT):
                title = plain_title(layout.field(path).title)
                found[title] = path if found.get(title, path) == path else ""
    return result


def _by_titles(sheet: SheetCells, mappings: tuple[ColumnMapping, ...]) -> Recognised | None:
    """A foreign list: by a saved mapping all of whose columns are there, otherwise where titles are our own."""
    best: tuple[int, Recognised] | None = None
    for row in range(min(_SEARCHED_ROWS, len(sheet.rows))):
        titles = [plain_title(value) for value in sheet.rows[row]]
        present = set(titles) - {""}
        if len(present) < 2:
            continue
        for mapping in mappings:
            wanted = {plain_title(title): path for title, path in mapping.columns.items()}
            if wanted and wanted.keys() <= present:
                return _mapped(sheet, row, titles, mapping.address, wanted, mapping.year)
        for address, known in _titles().items():
            common = {title: known[title] for title in present if known.get(title)}
            names = set(common.values()) & set(naming_paths(address))
            if names and len(common) >= max(2, len(present) // 2) and (best is None or len(common) > best[0]):
                needs_year = YEAR in address
                if not needs_year or YEAR_KEY in common.values():
                    best = len(common), _mapped(sheet, row, titles, address, common, None)
    return best[1] if best else None


def _mapped(sheet: SheetCells, row: int, titles: list[str], address: str, wanted: Mapping[str, str],
            year: int | None) -> Recognised:
    columns: dict[int, str] = {}
    unknown = []
    allowed = _known()[0].get(address, frozenset()) | {YEAR_KEY}
    for position, title in enumerate(titles):
        path = wanted.get(title, "")
        if path in allowed and path not in columns.values():
            columns[position] = path
        elif title:
            unknown.append(str(sheet.rows[row][position])[:40])
    return Recognised(sheet, True, address, columns, row + 1, None, year, tuple(unknown))


def titles_of(sheet: SheetCells) -> tuple[int, list[str]]:
    """For a mapping to be made: the row that most likely names the columns, and the titles in it."""
    counts = [sum(isinstance(value, str) and bool(value.strip()) for value in row)
              for row in sheet.rows[:_SEARCHED_ROWS]]
    if not counts:
        return 0, []
    row = counts.index(max(counts))
    return row, ["" if value is None else str(value) for value in sheet.rows[row]]


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
    return found
