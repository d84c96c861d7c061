"""What a change of one corner makes of a ring's corners; the ring itself stays as it is."""

from __future__ import annotations

from zcpark_desktop.boundary.rings import Position
from zcpark_desktop.project.basics import Point, Ring

FEWEST = 3


def name_of(ring: Ring, row: int) -> str:
    """A corner in the name of a step: its number, or how manieth it is."""
    return ring.points[row].number.strip() or f"第{row + 1}点"


def _is_closed(ring: Ring) -> bool:
    """Whether the last corner repeats the first."""
    first, last = ring.points[0], ring.points[-1]
    return len(ring.points) > 1 and first.x is not None and (first.x, first.y) == (last.x, last.y)


def moved(ring: Ring, row: int, to: Position) -> tuple[Point, ...]:
    """The corners with that one elsewhere; a last one that repeats the first goes with it."""
    rows = {row, len(ring.points) - 1} if row == 0 and _is_closed(ring) else {row}
    return tuple(point.model_copy(update={"x": to[0], "y": to[1]}) if at in rows else point
                 for at, point in enumerate(ring.points))


def inserted(ring: Ring, after: int, at: Position) -> tuple[Point, ...]:
    """The corners with a new one after that one, named after it: J12-1 behind J12."""
    new = Point(number=fresh_number(ring, after), x=at[0], y=at[1])
    return (*ring.points[:after + 1], new, *ring.points[after + 1:])


def fresh_number(ring: Ring, after: int) -> str:
    """A number for a corner that comes after that one; empty where corners have none."""
    before = ring.points[after].number.strip()
    if not before:
        return ""
    taken = {point.number.strip() for point in ring.points}
    at = 1
    while f"{before}-{at}" in taken:
        at += 1
    return f"{before}-{at}"


def removed(ring: Ring, row: int) -> tuple[Point, ...]:
    """The corners without that one; a ring that repeated its first corner no longer does where that one goes."""
    points = ring.points[:-1] if row == 0 and _is_closed(ring) else ring.points
    return (*points[:row], *points[row + 1:])
