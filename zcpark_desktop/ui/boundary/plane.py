"""The plane on which the map is drawn: metres of a projection, and the way to and from the project's own coordinates.

Coordinates in metres are drawn as they are. Longitudes and latitudes are drawn in the three-degree zone in which they
lie, so that lengths and angles are right and grid north is up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QPointF

from zcpark_desktop.boundary.rings import BoundaryError, Position, are_degrees
from zcpark_desktop.boundary.systems import (
    CGCS2000,
    ReferenceSystem,
    between,
    find_system,
    three_degree_zone,
)

DEGREE_PLACES, METRE_PLACES = Decimal("1e-8"), Decimal("1e-3")  # both about a millimetre


@dataclass(frozen=True)
class Plane:
    """Where the project's coordinates lie on the map.

    Attributes:
        own: the system of the project's coordinates; None for metres that nobody knows the projection of.
        drawn: the system of the map's metres; None where `own` is.
    """

    own: ReferenceSystem | None
    drawn: ReferenceSystem | None

    def places(self, points: Sequence[Position], of: ReferenceSystem | None = None) -> list[QPointF]:
        """The points of the system `of` (of the project's own, where none) on the map.

        Raises:
            BoundaryError: they cannot be in that system, or the map knows no system.
        """
        system = of or self.own
        if self.drawn is None or system is None:
            if of is not None:
                raise BoundaryError("边界的坐标系不明，经纬度不能与它画在一起；请先选择坐标系。")
            return [QPointF(float(x), float(y)) for x, y in points]
        return [QPointF(float(x), float(y)) for x, y in between(points, system, self.drawn)]

    def coordinates(self, place: QPointF, of: ReferenceSystem | None = None) -> Position:
        """A place of the map in the system `of` (the project's own, where none), to a millimetre.

        Raises:
            BoundaryError: it lies where that system has no places.
        """
        x, y = Decimal(repr(place.x())), Decimal(repr(place.y()))
        to = of or self.own
        if self.drawn is not None and to is not None:
            ((x, y),) = between([(x, y)], self.drawn, to)
        step = METRE_PLACES if to is None or to.is_projected else DEGREE_PLACES
        return x.quantize(step), y.quantize(step)


def plane_of(system_id: str, points: Iterable[Position]) -> Plane:
    """The plane for points that are said to be in that system; numbers that cannot be are taken as what they look like.

    Args:
        system_id: as the project stores it; may be unknown.
        points: the coordinates of the boundary, or longitudes and latitudes where it has none yet.
    """
    all_points = list(points)
    own = find_system(system_id)
    looks_geographic = are_degrees(all_points)
    if own is None or own.is_projected == looks_geographic:
        own = CGCS2000 if looks_geographic else None
    if own is None or own.is_projected:
        return Plane(own, own)
    middle = sorted(x for x, _ in all_points)[len(all_points) // 2] if all_points else Decimal(120)
    try:
        return Plane(own, three_degree_zone(middle))
    except BoundaryError:
        return Plane(None, None)
