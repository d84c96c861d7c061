"""Rings made ready for writing: every corner has a number, every hole stands with the part that it is cut out of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..ground import lonlat_rings, polygon
from ..rings import FEWEST_CORNERS, BoundaryError, Outline, PlainRing, Vertex


@dataclass(frozen=True, slots=True)
class Part:
    """One plot: its outside, and the holes in it; in longitude and latitude."""

    outside: PlainRing
    holes: tuple[PlainRing, ...]

    @property
    def rings(self) -> tuple[PlainRing, ...]:
        """The outside, then the holes."""
        return (self.outside, *self.holes)


def numbered(rings: Iterable[PlainRing]) -> tuple[PlainRing, ...]:
    """The rings; corners without a number are called J and their place in the whole, counted over all rings."""
    result = []
    count = 0
    for ring in rings:
        points = []
        for point in ring.points:
            count += 1
            points.append(Vertex(" ".join(point.number.split()) or f"J{count}", point.x, point.y))
        result.append(PlainRing(ring.name, ring.hole, tuple(points)))
    return tuple(result)


def parts_of(rings: Sequence[Outline], system: str) -> tuple[Part, ...]:
    """The plots in CGCS2000 longitude and latitude, with numbered corners.

    A hole belongs to the part that it shares most ground with.

    Raises:
        BoundaryError: there is no complete outer ring, or the reference system of metres is not known.
    """
    degrees = numbered(ring for ring in lonlat_rings(rings, system) if len(ring.points) >= FEWEST_CORNERS)
    outer = [ring for ring in degrees if not ring.hole]
    if not outer:
        raise BoundaryError("还没有完整的边界可以导出；请先录入至少三个拐点。")
    holes: dict[int, list[PlainRing]] = {at: [] for at in range(len(outer))}
    inner = [ring for ring in degrees if ring.hole]
    if len(outer) == 1:
        holes[0] = inner
    elif inner:
        shapes = [polygon(ring) for ring in outer]
        for ring in inner:
            shape = polygon(ring)
            shared = [shape.intersection(each).area for each in shapes]
            holes[shared.index(max(shared))].append(ring)
    return tuple(Part(ring, tuple(holes[at])) for at, ring in enumerate(outer))


def turned(ring: PlainRing, *, counter_clockwise: bool) -> tuple[Vertex, ...]:
    """The corners in the direction asked for, from the same first corner on."""
    twice = sum(
        one.x * two.y - two.x * one.y for one, two in zip(ring.points, (*ring.points[1:], ring.points[0]), strict=True)
    )
    if (twice > 0) == counter_clockwise:
        return ring.points
    return (ring.points[0], *reversed(ring.points[1:]))
