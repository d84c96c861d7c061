"""Where evidence is cited: every list of evidence ids in the project, found by what the models declare.

Parts of the project that have not changed are not walked again: ten thousand enterprises cite a hundred thousand times.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from operator import attrgetter
from typing import Any, Generic, TypeVar

from zcpark_desktop.project import Address, Project
from zcpark_desktop.project.declared import all_patterns, declared

T = TypeVar("T")
Cites = tuple[Address, tuple[str, ...]]
"""The address of a list of evidence ids, and the ids."""


class Kept(Generic[T]):
    """A function of one immutable value that is not worked out again while the value stays the same object."""

    def __init__(self, work_out: Callable[[Any], T]) -> None:
        self._work_out = work_out
        self._of: Any = None
        self._result: T | None = None

    def of(self, value: Any) -> T:
        """The result for `value`."""
        if self._result is None or value is not self._of:
            self._of, self._result = value, self._work_out(value)
        return self._result


@cache
def _citing_paths() -> dict[str, tuple[tuple[str, ...], ...]]:
    """The paths to lists of evidence ids, below each field of the project; `*` stands for every row."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for pattern in all_patterns():
        if declared(pattern).offered_by == "evidence":
            first, *rest = pattern.split("/")
            found.setdefault(first, []).append(tuple(rest))
    return {first: tuple(paths) for first, paths in found.items()}


def _lists(node: Any, paths: tuple[tuple[str, ...], ...], address: str) -> Iterator[Cites]:
    """The lists at `paths` below `node` that name something."""
    plain = [(attrgetter(".".join(path)), "/".join(path)) for path in paths if "*" not in path]
    starred = [path for path in paths if path[0] == "*"]
    if starred:
        below = tuple(path[1:] for path in starred)
        if all("*" not in path for path in below):  # rows without lists of their own: read in one go
            reads = [(attrgetter(".".join(path)), "/".join(path)) for path in below]
            for row in node:
                for read, name in reads:
                    keys = read(row)
                    if keys:
                        yield f"{address}/{row.key}/{name}", keys
        else:
            for row in node:
                yield from _lists(row, below, f"{address}/{row.key}")
    for read, name in plain:
        keys = read(node)
        if keys:
            yield f"{address}/{name}", keys
    for first in {path[0] for path in paths if "*" in path and path[0] != "*"}:
        yield from _lists(getattr(node, first), tuple(path[1:] for path in paths if path[0] == first and "*" in path),
                          f"{address}/{first}")


class Citations:
    """The citations of one project after another."""

    def __init__(self) -> None:
        self._parts = {first: Kept(self._reading(first, paths)) for first, paths in _citing_paths().items()}

    def _reading(self, first: str, paths: tuple[tuple[str, ...], ...]) -> Callable[[Any], dict[str, list[Address]]]:
        def read(part: Any) -> dict[str, list[Address]]:
            found: dict[str, list[Address]] = {}
            for address, keys in _lists(part, paths, first):
                for key in keys:
                    found.setdefault(key, []).append(address)
            return found

        return read

    def of(self, project: Project) -> dict[str, list[Address]]:
        """Where each piece of evidence is cited: its key → the addresses of the lists that name it."""
        found: dict[str, list[Address]] = {}
        for first, kept in self._parts.items():
            for key, addresses in kept.of(getattr(project, first)).items():
                found.setdefault(key, []).extend(addresses)
        return found


def without_citations(project: Project, gone: set[str]) -> list[Cites]:
    """The edits that take the evidence `gone` out of every list that cites it."""
    edits = []
    for first, paths in _citing_paths().items():
        for address, keys in _lists(getattr(project, first), paths, first):
            if gone.intersection(keys):
                edits.append((address, tuple(key for key in keys if key not in gone)))
    return edits
