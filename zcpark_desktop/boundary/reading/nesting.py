"""Which rings are holes, where a file does not say: those that lie inside an odd number of others."""

from __future__ import annotations

from collections.abc import Sequence

from ..rings import FEWEST_CORNERS, PlainRing, Vertex


def with_holes(rings: Sequence[PlainRing]) -> tuple[PlainRing, ...]:
    """The rings, each marked as a hole where an odd number of the others enclose it.

    A ring that crosses itself has no inside and stays as it is; the checks name it.
    """
    if len(rings) < 2:
        return tuple(rings)
    from shapely import STRtree
    from shapely.geometry import Polygon

    shapes = [Polygon([(float(point.x), float(point.y)) for point in ring.points]) for ring in rings]
    sound = [at for at, shape in enumerate(shapes) if shape.is_valid]
    tree = STRtree([shapes[at] for at in sound])
    depth = dict.fromkeys(range(len(rings)), 0)
    for inner in sound:
        for found in tree.query(shapes[inner], predicate="within"):
            outer = sound[int(found)]
            if outer != inner and shapes[outer].area > shapes[inner].area:
                depth[inner] += 1
    return tuple(PlainRing(ring.name, depth[at] % 2 == 1, ring.points) for at, ring in enumerate(rings))


def ring_of(name: str, points: Sequence[Vertex], *, hole: bool = False) -> PlainRing | None:
    """A ring without the last corner that repeats the first and without neighbours at the same place.

    None with fewer than three corners left. In drawings, neighbours at the same place are mere repetitions of a corner;
    in tables they are kept for the checks to name.
    """
    kept: list[Vertex] = []
    for point in points:
        if not kept or (point.x, point.y) != (kept[-1].x, kept[-1].y):
            kept.append(point)
    while len(kept) > 1 and (kept[0].x, kept[0].y) == (kept[-1].x, kept[-1].y):
        kept.pop()
    return PlainRing(name, hole, tuple(kept)) if len(kept) >= FEWEST_CORNERS else None
