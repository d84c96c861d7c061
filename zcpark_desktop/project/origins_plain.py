"""Origins as plain data: an entry for each step and sheet, in it lists with columns, in them a short line for each row.

    {"how": "imported", "when": "2026-11-25T02:42Z", "who": "张三", "file": "企业.xlsx", "sheet": "企业清单",
     "cells": {"enterprises": {"columns": ["name", "annual/2025/output_10k_yuan"], "rows": {"17": "C12 K12"}}}}

A line holds a cell for each column; `.` where a value was read from no cell, `-` where a row has no value of the step.
Two hundred thousand cells take about a megabyte so, and less than half of that in the project file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

_TIME = "%Y-%m-%dT%H:%MZ"
_NO_CELL, _NOTHING = ".", "-"
_TEXTS = ("who", "file", "sheet")


def to_plain(items: Iterable[tuple[tuple[str, str, str], Any]]) -> list[dict[str, Any]]:
    """The entries for `items` (place in three parts, origin), in an order that depends on nothing but the items."""
    steps: dict[tuple[Any, ...], dict[str, dict[str, dict[str, str]]]] = {}
    last: Any = None
    lists: dict[str, dict[str, dict[str, str]]] = {}
    for (first, second, rest), origin in items:
        known = (origin.when, origin.how, origin.who, origin.file, origin.sheet)
        if known != last:
            last, lists = known, steps.setdefault(known, {})
        lists.setdefault(first, {}).setdefault(second, {})[rest] = origin.cell or _NO_CELL
    return [_entry(known, steps[known]) for known in sorted(steps)]


def _entry(known: tuple[Any, ...], lists: dict[str, dict[str, dict[str, str]]]) -> dict[str, Any]:
    when, how, *texts = known
    entry: dict[str, Any] = {"how": str(how), "when": when.astimezone(UTC).strftime(_TIME)}
    entry |= {name: text for name, text in zip(_TEXTS, texts, strict=True) if text}
    entry["cells"] = {first: _table(lists[first]) for first in sorted(lists)}
    return entry


def _table(rows: dict[str, dict[str, str]]) -> dict[str, Any]:
    columns = sorted({rest for row in rows.values() for rest in row})
    return {"columns": columns,
            "rows": {second: " ".join([row.get(rest, _NOTHING) for rest in columns])
                     for second, row in sorted(rows.items())}}


def from_plain(plain: Any, kind: Callable[[str], Any],
               origin: Callable[..., Any]) -> Iterator[tuple[tuple[str, str, str], Any]]:
    """The items that `to_plain` was given; `kind` reads how, `origin` makes one of (how, when, who, file, sheet, cell).

    Raises:
        ValueError: the data are none of that kind.
    """
    try:
        for entry in plain:
            when = datetime.strptime(entry["when"], _TIME).replace(tzinfo=UTC)
            how, texts = kind(entry["how"]), [_text(entry.get(name, "")) for name in _TEXTS]
            if entry.keys() - {"how", "when", "cells", *_TEXTS}:
                raise ValueError
            made: dict[str, Any] = {}
            for first, table in entry["cells"].items():
                columns = [_text(column) for column in table["columns"]]
                for second, line in table["rows"].items():
                    for rest, cell in zip(columns, line.split(" "), strict=True):
                        if cell == _NOTHING:
                            continue
                        if cell not in made:  # the same cells and columns come again and again: they are shared
                            made[cell] = origin(how, when, *texts, "" if cell == _NO_CELL else cell)
                        yield (first, second, rest), made[cell]
    except (TypeError, KeyError, AttributeError, ValueError):
        raise ValueError("数据来源的记录不合格式") from None


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value
