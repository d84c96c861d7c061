"""Finds the line of every table and key in a TOML text, which `tomllib` does not tell.

The text is known to be well-formed (tomllib has read it), so that this scanner only follows its structure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Steps = tuple[str | int, ...]
"""The path to a field: keys of tables and indexes into lists."""

_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"""+|\'\'\'.*?\'\'\'+'  # texts of several lines
    r'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\''  # texts of one line
    r"|#[^\n]*|[^\S\n]+"  # comments, spaces
    r"|[\[\]{}=,.\n]|[^\s\[\]{}=,.#\"']+",  # signs, words
    re.DOTALL,
)


def toml_lines(text: str) -> dict[Steps, int]:
    """The line (from 1) of each table, key and list element."""
    return _Scanner(text).scan()


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    line = 1
    for found in _TOKEN.finditer(text):
        token = found[0]
        if token == "\n" or not token.isspace() and not token.startswith("#"):
            yield token, line
        line += token.count("\n")
    yield "", line


class _Scanner:
    def __init__(self, text: str) -> None:
        self._tokens = list(_tokens(text))
        self._at = 0
        self._lines: dict[Steps, int] = {}

    @property
    def _token(self) -> str:
        return self._tokens[self._at][0]

    def _next(self) -> tuple[str, int]:
        self._at += 1
        return self._tokens[self._at - 1]

    def _skip_newlines(self) -> None:
        while self._token == "\n":
            self._next()

    def scan(self) -> dict[Steps, int]:
        table: Steps = ()
        last_index: dict[Steps, int] = {}
        while self._token:
            if self._token == "\n":
                self._next()
            elif self._token == "[":
                table = self._header(last_index)
            else:
                self._pair(table)
        return self._lines

    def _header(self, last_index: dict[Steps, int]) -> Steps:
        line = self._next()[1]
        is_list = self._token == "["
        if is_list:
            self._next()
        table: Steps = ()
        names = self._key("]")
        for name in names:
            table += (name,)
            if is_list and len(table) - sum(isinstance(step, int) for step in table) == len(names):
                last_index[table] = last_index.get(table, -1) + 1
                self._lines.setdefault(table, line)
            if table in last_index:
                table += (last_index[table],)
        while self._token == "]":
            self._next()
        self._lines[table] = line
        return table

    def _key(self, end: str) -> list[str]:
        names = []
        while self._token != end:
            token = self._next()[0]
            if token != ".":
                names.append(token.strip("\"'"))
        return names

    def _pair(self, table: Steps) -> None:
        line = self._tokens[self._at][1]
        steps = table
        for name in self._key("="):
            steps += (name,)
            self._lines.setdefault(steps, line)
        self._next()
        self._value(steps)

    def _value(self, steps: Steps) -> None:
        if self._token == "[":
            self._elements(steps)
        elif self._token == "{":
            self._next()
            self._skip_newlines()
            while self._token != "}":
                self._pair(steps)
                self._separator()
            self._next()
        else:
            while self._token not in ("", "\n", ",", "]", "}"):
                self._next()

    def _elements(self, steps: Steps) -> None:
        self._next()
        self._skip_newlines()
        index = 0
        while self._token != "]":
            self._lines[(*steps, index)] = self._tokens[self._at][1]
            self._value((*steps, index))
            self._separator()
            index += 1
        self._next()

    def _separator(self) -> None:
        self._skip_newlines()
        if self._token == ",":
            self._next()
        self._skip_newlines()
