"""The scanner finds every table and key that tomllib reads, and the line on which it stands."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from zcpark_desktop.paths import resources
from zcpark_desktop.rules.toml_lines import Steps, toml_lines

TEXT = '''\
# a comment with [brackets] and key = "value"
title = "a # in a text, and [x]"
note = """
[not.a.table]
key = 1
"""
raw = \'\'\'
[[not.a.list]]\'\'\'
point.x = 1
"quoted key" = 2025-03-19

[table]
list = [
    1,
    [2, 3],  # = [
    { a = 1, b = "}" },
]

[[rows]]
limit = 0.2
[rows.goal]
text = 'it''s'
[[rows.tiers]]
below = 1
[[rows.tiers]]
below = 2

[[rows]]
[[rows.tiers]]
below = 3
'''.replace("'it''s'", "'its'")


def _paths(value: Any, steps: Steps = ()) -> Iterator[Steps]:
    if steps:
        yield steps
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, child in children:
        yield from _paths(child, (*steps, step))


@pytest.mark.parametrize("text", [TEXT, *(f.read_text("utf-8") for f in (resources() / "rules").rglob("*.toml"))])
def test_it_finds_exactly_what_tomllib_reads(text: str) -> None:
    assert set(toml_lines(text)) == set(_paths(tomllib.loads(text)))


@pytest.mark.parametrize(
    ("steps", "line"),
    [
        (("title",), 2), (("note",), 3), (("raw",), 7), (("point", "x"), 9), (("quoted key",), 10), (("table",), 12),
        (("table", "list"), 13), (("table", "list", 0), 14), (("table", "list", 1, 1), 15),
        (("table", "list", 2, "b"), 16), (("rows", 0), 19), (("rows", 0, "limit"), 20),
        (("rows", 0, "goal", "text"), 22), (("rows", 0, "tiers", 1, "below"), 26), (("rows", 1), 28),
        (("rows", 1, "tiers", 0), 29),
    ],
)  # fmt: skip
def test_it_tells_the_line(steps: Steps, line: int) -> None:
    assert toml_lines(TEXT)[steps] == line
