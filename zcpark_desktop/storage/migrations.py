"""How projects of earlier formats become projects of today: one small tested step a format.

A step takes and returns the plain data of `project.json`. Format history:

1. the first format: `manifest.json`, `project.json` with what differs from the declared defaults, `evidence/<sha256>`.
2. `origins`: where values come from.

A declared default that changes is a new format too, since `project.json` leaves defaults out.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

FORMAT = 2
REPLAYED_FROM = 1  # the earliest format whose journals tell their steps as today's do

Step = Callable[[dict[str, Any]], dict[str, Any]]
STEPS: dict[int, Step] = {}


def migration(*, from_: int, to: int) -> Callable[[Step], Step]:
    """Declare the function that brings plain data of format `from_` to format `to`, the next one.

    Raises:
        ValueError: the step skips a format, or there is one already.
    """
    if to != from_ + 1 or from_ in STEPS:
        raise ValueError(f"migration {from_} -> {to}: one step from each format to the next")

    def register(step: Step) -> Step:
        STEPS[from_] = step
        return step

    return register


def migrated(raw: dict[str, Any], format_: int, *, to: int = FORMAT) -> dict[str, Any]:
    """The plain data `raw` of format `format_` as data of format `to`.

    Raises:
        KeyError: a step is not there; a test sees to it that all are.
    """
    for number in range(format_, to):
        raw = STEPS[number](raw)
    return raw


@migration(from_=1, to=2)
def _with_origins(raw: dict[str, Any]) -> dict[str, Any]:
    """Nothing is known of where the values of format 1 come from."""
    return raw
