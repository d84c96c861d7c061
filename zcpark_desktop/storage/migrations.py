"""How projects of earlier formats become projects of today: one small tested step a format.

A step takes and returns the plain data of `project.json`. Format history:

1. the first format: `manifest.json`, `project.json` with what differs from the declared defaults, `evidence/<sha256>`.
2. `origins`: where values come from; the boundary's reference system is the id of one, no longer free text.

A declared default that changes is a new format too, since `project.json` leaves defaults out.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from zcpark_desktop.boundary.guessing import named_in

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


_FIRST_SYSTEM = "CGCS2000"
"""What the first format meant where it said nothing of the reference system."""


@migration(from_=1, to=2)
def _name_the_reference_system(raw: dict[str, Any]) -> dict[str, Any]:
    """A free text that names one system becomes its id; any other is kept as a note, and the system is left open.

    Metres of an unknown zone are left open too: which zone it is, is for the user to say.
    """
    boundary = raw.get("boundary")
    if not isinstance(boundary, dict):
        return raw
    text = boundary.get("reference_system", _FIRST_SYSTEM)
    known = named_in(text) if isinstance(text, str) else None
    if known is not None and not known.is_projected and _in_metres(boundary):
        known = None
    note = text if known is None and text != _FIRST_SYSTEM else ""
    changed = {**boundary, "reference_system": known.id if known is not None else ""}
    return {**raw, "boundary": {**changed, "system_note": note} if note else changed}


def _in_metres(boundary: dict[str, Any]) -> bool:
    """Whether a corner is no longitude and latitude."""
    try:
        return any(
            abs(float(point[axis])) > limit
            for ring in boundary.get("rings", ())
            for point in ring.get("points", ())
            for axis, limit in (("x", 180), ("y", 90))
            if point.get(axis) is not None
        )
    except (AttributeError, TypeError, ValueError):
        return False  # no corners at all; the models say what is wrong with them
