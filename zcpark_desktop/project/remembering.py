"""Results remembered for immutable parts of a project: an edit elsewhere shares them, so they are not read again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import update_wrapper
from typing import Generic, TypeVar

Part = TypeVar("Part")
Result = TypeVar("Result")


class Remembered(Generic[Part, Result]):
    """A function of one immutable part that is computed once for each part.

    Parts are told apart by identity, which costs nothing to compare; holding a part keeps its identity its own.
    """

    def __init__(self, function: Callable[[Part], Result], most: int) -> None:
        self._function, self._most = function, most
        self._known: dict[int, tuple[Part, Result]] = {}
        update_wrapper(self, function)

    def __call__(self, part: Part) -> Result:
        found = self._known.get(id(part))
        if found is None:
            if len(self._known) >= self._most:
                self._known.clear()
            found = self._known[id(part)] = part, self._function(part)
        return found[1]

    def each(self, parts: Sequence[Part]) -> list[Result]:
        """The results of many parts, in order; for thousands of rows much quicker than one call for each."""
        known = list(map(self._known.get, map(id, parts)))
        return [self(part) if found is None else found[1] for part, found in zip(parts, known, strict=True)]


def remembered(most: int) -> Callable[[Callable[[Part], Result]], Remembered[Part, Result]]:
    """Compute the decorated function of one immutable part once for each part, and remember `most` of them."""

    def remember(function: Callable[[Part], Result]) -> Remembered[Part, Result]:
        return Remembered(function, most)

    return remember
