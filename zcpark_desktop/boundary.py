"""The geometry of the park's boundary: the area that its corners enclose.

Corners in degrees are measured on the CGCS2000 ellipsoid (its axes are GRS 80's to the millimetre); corners in metres
on the plane of their projection.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pyproj import Geod

FEWEST_CORNERS = 3
SQUARE_METRES_PER_KM2 = Decimal(10) ** 6


class Corner(Protocol):
    """A corner of the boundary: longitude and latitude in degrees, or eastward and northward in metres."""

    @property
    def x(self) -> Decimal | None:
        """Longitude, or the eastward coordinate; None while it is not filled in."""

    @property
    def y(self) -> Decimal | None:
        """Latitude, or the northward coordinate; None while it is not filled in."""


class Outline(Protocol):
    """A closed line of corners: the outside of a part of the park, or a hole in it."""

    @property
    def points(self) -> Sequence[Corner]:
        """The corners in order."""

    @property
    def hole(self) -> bool:
        """Whether what it encloses is taken away."""


class Measured(Enum):
    """On what an area was measured."""

    ELLIPSOID = "ellipsoid"
    PLANE = "plane"


@lru_cache(maxsize=1)
def _ellipsoid() -> Geod:
    from pyproj import Geod  # slow to import; only a boundary with corners needs it

    return Geod(ellps="GRS80")


def corners(points: Iterable[Corner]) -> list[tuple[Decimal, Decimal]]:
    """The corners that are complete, without a last one that repeats the first."""
    found = [(point.x, point.y) for point in points if point.x is not None and point.y is not None]
    if len(found) > 1 and found[0] == found[-1]:
        found.pop()
    return found


def are_degrees(points: Sequence[tuple[Decimal, Decimal]]) -> bool:
    """Whether all corners can be longitude and latitude; otherwise they are metres."""
    return all(abs(x) <= 180 and abs(y) <= 90 for x, y in points)


def ring_area_km2(points: Sequence[tuple[Decimal, Decimal]]) -> Decimal | None:
    """The area inside a ring of corners (x, y), whatever its direction, in km²; None with fewer than three corners.

    Degrees give the geodesic area on the ellipsoid, metres the area on the plane.
    """
    if len(points) < FEWEST_CORNERS:
        return None
    if are_degrees(points):
        area, _ = _ellipsoid().polygon_area_perimeter([float(x) for x, _ in points], [float(y) for _, y in points])
        return abs(Decimal(repr(float(area)))) / SQUARE_METRES_PER_KM2
    twice = Decimal(0)
    for (x1, y1), (x2, y2) in zip(points, [*points[1:], points[0]], strict=True):
        twice += x1 * y2 - x2 * y1
    return abs(twice) / 2 / SQUARE_METRES_PER_KM2


def area_km2(rings: Iterable[Outline]) -> Decimal | None:
    """The area of all outer rings less that of the holes, in km²; None where no outer ring is complete."""
    total: Decimal | None = None
    holes = Decimal(0)
    for ring in rings:
        area = ring_area_km2(corners(ring.points))
        if area is None:
            continue
        if ring.hole:
            holes += area
        else:
            total = area if total is None else total + area
    return None if total is None else total - holes


def measured_on(rings: Iterable[Outline]) -> Measured:
    """On what `area_km2` measures these rings."""
    return Measured.ELLIPSOID if all(are_degrees(corners(ring.points)) for ring in rings) else Measured.PLANE
