"""Where evidence is cited: every list of evidence ids in the project, found by what the models declare."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from zcpark_desktop.project import Address, Project
from zcpark_desktop.project.declared import all_patterns, declared


@cache
def _citing_patterns() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(pattern.split("/")) for pattern in all_patterns() if declared(pattern).offered_by == "evidence")


def _lists(node: Any, names: tuple[str, ...], address: str) -> Iterator[tuple[Address, tuple[str, ...]]]:
    if not names:
        if node:
            yield address, node
    elif names[0] == "*":
        for row in node:
            yield from _lists(row, names[1:], f"{address}/{row.key}")
    else:
        yield from _lists(getattr(node, names[0]), names[1:], f"{address}/{names[0]}" if address else names[0])


def citations(project: Project) -> dict[str, list[Address]]:
    """Where each piece of evidence is cited: its key → the addresses of the lists that name it."""
    found: dict[str, list[Address]] = {}
    for names in _citing_patterns():
        for address, keys in _lists(project, names, ""):
            for key in keys:
                found.setdefault(key, []).append(address)
    return found


def without_citations(project: Project, gone: set[str]) -> list[tuple[Address, tuple[str, ...]]]:
    """The edits that take the evidence `gone` out of every list that cites it."""
    edits = []
    for names in _citing_patterns():
        for address, keys in _lists(project, names, ""):
            if gone.intersection(keys):
                edits.append((address, tuple(key for key in keys if key not in gone)))
    return edits
