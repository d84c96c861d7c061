"""Rings that were read from a file, taken into the project: all of its boundary ends up in one reference system."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from zcpark_desktop.boundary import BoundaryError, PlainRing, ReferenceSystem, find_system
from zcpark_desktop.boundary.systems import between
from zcpark_desktop.project import Address, Project
from zcpark_desktop.project.basics import Point, Ring, Whose

from .edits import fresh_keys

RINGS, SYSTEM = "boundary/rings", "boundary/reference_system"


class Way(Enum):
    """What becomes of the rings that the project has."""

    INSTEAD = "替换现有边界"
    BESIDE = "添加为新的地块"
    HOST = "作为所在园区的边界（园中园）"


def ring_edits(
    project: Project, rings: Sequence[PlainRing], of: ReferenceSystem, way: Way
) -> list[tuple[Address, object]]:
    """The changes that take `rings`, which are in the system `of`, into the project.

    What stays and what comes are brought into one system: the project's where some of its own rings stay, that of
    the file otherwise.

    Raises:
        BoundaryError: the numbers cannot be of this system, or cannot be brought into the project's.
    """
    boundary = project.boundary
    kept = {Way.INSTEAD: boundary.host_rings, Way.BESIDE: boundary.rings, Way.HOST: boundary.park_rings}[way]
    stated = find_system(boundary.reference_system)
    if kept and stated is None:
        raise BoundaryError("现有拐点的坐标系还没有选择，无法与导入的坐标放在一起；请先在“坐标系”中选择。")
    home = stated if kept and stated is not None and way is not Way.INSTEAD else of
    stay = tuple(_moved(ring, stated, home) for ring in kept) if stated is not None else kept
    whose = Whose.HOST if way is Way.HOST else Whose.PARK
    keys = fresh_keys(boundary.rings, len(rings))
    new = tuple(_ring(ring, key, whose, of, home) for ring, key in zip(rings, keys, strict=True))
    return [(RINGS, (*new, *stay) if way is Way.INSTEAD else (*stay, *new)), (SYSTEM, home.id)]


def _ring(ring: PlainRing, key: str, whose: Whose, of: ReferenceSystem, home: ReferenceSystem) -> Ring:
    places = between([(point.x, point.y) for point in ring.points], of, home)
    points = tuple(Point(number=point.number, x=x, y=y) for point, (x, y) in zip(ring.points, places, strict=True))
    return Ring(id=key, name=ring.name, hole=ring.hole, whose=whose, points=points)


def _moved(ring: Ring, of: ReferenceSystem, home: ReferenceSystem) -> Ring:
    """The ring in another system; corners that are not complete have nothing to be brought there, and go."""
    if of == home:
        return ring
    complete = [(point, (point.x, point.y)) for point in ring.points if point.x is not None and point.y is not None]
    places = between([place for _, place in complete], of, home)
    points = tuple(Point(number=point.number, x=x, y=y) for (point, _), (x, y) in zip(complete, places, strict=True))
    return ring.model_copy(update={"points": points})
