"""The area that the boundary's corners enclose.

It is measured on the CGCS2000 ellipsoid (its axes are GRS 80's to the millimetre). Metres of a known projection are
brought to the ellipsoid first; those of an unknown one can only be measured on their plane.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from .rings import FEWEST_CORNERS, Outline, Position, are_degrees, corners
from .systems import ReferenceSystem, find_system, to_lonlat

if TYPE_CHECKING:
    from pyproj import Geod

SQUARE_METRES_PER_KM2 = Decimal(10) ** 6


class Measured(Enum):
    """On what an area was measured."""

    ELLIPSOID = "ellipsoid"
    PLANE = "plane"


@lru_cache(maxsize=1)
def _ellipsoid() -> Geod:
    from pyproj import Geod  # slow to import; only a boundary with corners needs it

    return Geod(ellps="GRS80")


def lonlat_area_km2(points: Sequence[Position]) -> Decimal:
    """The geodesic area inside a ring of longitudes and latitudes, whatever its direction, in km²."""
    area, _ = _ellipsoid().polygon_area_perimeter([float(x) for x, _ in points], [float(y) for _, y in points])
    return abs(Decimal(repr(float(area)))) / SQUARE_METRES_PER_KM2


def _projection(points: Sequence[Position], system: str) -> ReferenceSystem | None:
    """The system in which metres are to be read; None where degrees were given, or nobody knows."""
    known = find_system(system)
    return known if known is not None and known.is_projected and not are_degrees(points) else None


def ring_area_km2(points: Sequence[Position], system: str = "") -> Decimal | None:
    """The area inside a ring of corners (x, y), whatever its direction, in km²; None with fewer than three corners.

    Args:
        points: degrees, or metres of `system`.
        system: id of a reference system; empty or unknown leaves metres on their plane.
    """
    if len(points) < FEWEST_CORNERS:
        return None
    if are_degrees(points):
        return lonlat_area_km2(points)
    projection = _projection(points, system)
    if projection is not None:
        return lonlat_area_km2(to_lonlat(points, projection))
    twice = Decimal(0)
    for (x1, y1), (x2, y2) in zip(points, [*points[1:], points[0]], strict=True):
        twice += x1 * y2 - x2 * y1
    return abs(twice) / 2 / SQUARE_METRES_PER_KM2


def area_km2(rings: Iterable[Outline], system: str = "") -> Decimal | None:
    """The area of all outer rings less that of the holes, in km²; None where no outer ring is complete.

    Raises:
        BoundaryError: corners lie outside what `system` can describe.
    """
    total: Decimal | None = None
    holes = Decimal(0)
    for ring in rings:
        area = ring_area_km2(corners(ring.points), system)
        if area is None:
            continue
        if ring.hole:
            holes += area
        else:
            total = area if total is None else total + area
    return None if total is None else total - holes


def measured_on(rings: Iterable[Outline], system: str = "") -> Measured:
    """On what `area_km2` measures these rings."""
    for ring in rings:
        points = corners(ring.points)
        if not are_degrees(points) and _projection(points, system) is None:
            return Measured.PLANE
    return Measured.ELLIPSOID
