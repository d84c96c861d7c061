"""Reading one rule file as text, and knowing the line on which each of its fields stands."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from .errors import RulesError, shown
from .toml_lines import Steps, toml_lines

LARGEST_FILE = 5 * 1024 * 1024


@dataclass(frozen=True)
class Source:
    """A rule file that was read.

    Attributes:
        name: its path below the folder of rules, as messages show it; the shipped ones say so.
        data: its tables; a CSV file is one list named `rows` plus its `#` lines.
        columns: the heading of a CSV file.
        locate: makes the map from a field's path to its line; called only when something is wrong.
    """

    name: str
    data: dict[str, Any] = field(repr=False, compare=False)
    locate: Callable[[], dict[Steps, int]] = field(repr=False, compare=False)
    columns: list[str] = field(default_factory=list, compare=False)

    @property
    def is_csv(self) -> bool:
        """Whether the file is a table of text cells."""
        return self.name.lower().endswith(".csv")

    @property
    def field_word(self) -> str:
        """What a field of this file is called in a message."""
        return "列" if self.is_csv else "字段"

    @cached_property
    def _lines(self) -> dict[Steps, int]:
        return self.locate()

    def line(self, steps: Steps) -> int:
        """The line of a field, or of the nearest table around it."""
        while steps and steps not in self._lines:
            steps = steps[:-1]
        return self._lines.get(steps, 1)

    def error(self, steps: Steps, message: str) -> RulesError:
        """The sentence about a field of this file."""
        return RulesError(f"{self.name} 第 {self.line(steps)} 行：{message}。")


@dataclass(frozen=True)
class Place:
    """Where an entry was read; shown as file and line."""

    source: Source
    steps: Steps

    def __str__(self) -> str:
        return f"{self.source.name} 第 {self.source.line(self.steps)} 行"

    def error(self, message: str, *further: str | int) -> RulesError:
        """The sentence about the entry, or about a field in it."""
        return self.source.error(self.steps + further, message)


def read(file: Path, name: str) -> Source:
    """Reads a rule file.

    Args:
        name: what messages call it.

    Raises:
        RulesError: not readable, too large, not UTF-8, empty, or not well-formed.
    """
    text = _text(name, file)
    return _read_csv(name, text) if file.suffix.lower() == ".csv" else _read_toml(name, text)


def _text(name: str, file: Path) -> str:
    try:
        size = file.stat().st_size
        if size > LARGEST_FILE:
            raise RulesError(f"{name}：文件大于 {LARGEST_FILE // 1024 // 1024} MB，不像规则文件，请检查后重新放入。")
        content = file.read_bytes()
    except OSError as problem:
        raise RulesError(f"{name}：文件无法读取，请检查是否被其他程序占用以及有无读取权限。") from problem
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise RulesError(f"{name} 第 {line} 行：文件不是 UTF-8 编码，请另存为 UTF-8 编码后重新放入。") from problem
    if not text.strip():
        raise RulesError(f"{name}：文件为空，请填写内容或删除该文件。")
    return text


def _read_toml(name: str, text: str) -> Source:
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except (ValueError, ArithmeticError, RecursionError) as problem:
        raise RulesError(_toml_sentence(name, text, str(problem))) from problem
    return Source(name, data, lambda: toml_lines(text))


def _toml_sentence(name: str, text: str, problem: str) -> str:
    found = re.search(r"at line (\d+)", problem)
    last = text.rstrip("\n").count("\n") + 1
    line = int(found[1]) if found else last if "end of document" in problem else None
    where = f"{name} 第 {line} 行" if line else name
    if re.search(r"overwrite|twice|mutate|[Dd]uplicate", problem):
        return f"{where}：同一个字段或表写了两次，请只保留一个。"
    return f"{where}：写法不符合 TOML 格式，请检查引号、等号和括号是否成对。"


def _read_csv(name: str, text: str) -> Source:
    """Lines that begin with `#` are fields of the whole file: `#title,…`; then the heading, then the rows."""
    reader = csv.reader(io.StringIO(text), strict=True)
    data: dict[str, Any] = {}
    rows: list[dict[str, str]] = []
    lines: dict[Steps, int] = {}
    line = 1
    source = Source(name, data, lambda: lines)
    columns = source.columns
    try:
        for cells in reader:
            start, line = line, reader.line_num + 1
            cells = [cell.strip() for cell in cells]
            if not any(cells):
                continue
            if not columns and cells[0].startswith("#"):
                _read_head(source, lines, cells, start)
            elif not columns:
                lines[()] = lines[("rows",)] = start
                columns += _checked_columns(source, cells)
            else:
                steps: Steps = ("rows", len(rows))
                lines[steps] = start
                if len(cells) != len(columns):
                    raise source.error(
                        steps, f"有 {len(cells)} 列，而表头有 {len(columns)} 列，请补齐或删去多余的逗号"
                    )
                rows.append({column: cell for column, cell in zip(columns, cells, strict=True) if cell})
    except csv.Error as problem:
        raise RulesError(f"{name} 第 {line} 行：写法不符合 CSV 格式，请检查双引号是否成对。") from problem
    if not rows:
        raise RulesError(f"{name}：没有数据行，请在表头下填写，或删除该文件。")
    data["rows"] = rows
    return source


def _read_head(source: Source, lines: dict[Steps, int], cells: list[str], line: int) -> None:
    key, values = cells[0].removeprefix("#").strip(), [cell for cell in cells[1:] if cell]
    lines[(key,)] = line
    if key in source.data:
        raise source.error((key,), f"“#{shown(key)}”写了两次，请只保留一个")
    if len(values) != 1:
        raise source.error((key,), f"“#{shown(key)}”之后应有且只有一个值，值中有逗号时请加双引号")
    source.data[key] = values[0]


def _checked_columns(source: Source, cells: list[str]) -> list[str]:
    for column in cells:
        if not column or cells.count(column) > 1:
            raise source.error(("rows",), f"表头的列名“{shown(column)}”为空或重复，请改正")
    return cells
