"""Results remembered for immutable parts of a project: an edit elsewhere shares them, so they are not read again."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

Part = TypeVar("Part")
Result = TypeVar("Result")


def remembered(most: int) -> Callable[[Callable[[Part], Result]], Callable[[Part], Result]]:
    """Compute the decorated function of one immutable part once for each part, and remember `most` of them.

    Parts are told apart by identity, which costs nothing to compare.
    """

    def remember(function: Callable[[Part], Result]) -> Callable[[Part], Result]:
        known: dict[int, tuple[Part, Result]] = {}

        @wraps(function)
        def recall(part: Part) -> Result:
            found = known.get(id(part))
            if found is None or found[0] is not part:
                if len(known) >= most:
                    known.clear()
                found = known[id(part)] = (part, function(part))  # holding the part keeps its identity its own
            return found[1]

        return recall

    return remember
