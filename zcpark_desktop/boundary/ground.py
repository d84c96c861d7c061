"""The boundary as a shape on the ground, in metres: what lies inside it, how far off, and what sticks out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .guessing import centre
from .rings import FEWEST_CORNERS, BoundaryError, Outline, PlainRing, Position, are_degrees, plain
from .systems import CGCS2000, ReferenceSystem, find_system, from_lonlat, moved, three_degree_zone


@dataclass(frozen=True)
class Ground:
    """A shape in metres.

    Attributes:
        zone: the 3° zone of its centre, in which it is measured.
        shape: shapely's polygon or polygons; holes are left out of it.
    """

    zone: ReferenceSystem
    shape: Any


def lonlat_rings(rings: Iterable[Outline], system: str) -> tuple[PlainRing, ...]:
    """The rings in CGCS2000 longitude and latitude; degrees are such already, whatever `system` says.

    Raises:
        BoundaryError: metres of no known system, or out of its range.
    """
    result: list[PlainRing] = []
    known = find_system(system)
    for ring in plain(rings):
        if are_degrees([(point.x, point.y) for point in ring.points]):
            result.append(ring)
        elif known is None or not known.is_projected:
            raise BoundaryError(
                "拐点坐标是以米为单位的平面坐标，而没有选择相应的坐标系；请在“坐标系”中选择所用的分带。"
            )
        else:
            result += moved([ring], known, CGCS2000)
    return tuple(result)


def ground_of(rings: Iterable[Outline], system: str) -> Ground | None:
    """The rings as one shape on the ground; None where no outer ring has three corners, or the holes leave no ground.

    Raises:
        BoundaryError: metres of no known system, or out of its range.
    """
    degrees = [ring for ring in lonlat_rings(rings, system) if len(ring.points) >= FEWEST_CORNERS]
    if not any(not ring.hole for ring in degrees):
        return None
    middle = centre([(point.x, point.y) for ring in degrees for point in ring.points])
    zone = three_degree_zone(middle[0])
    from shapely import unary_union  # slow to import; only a boundary with corners needs it

    flat = moved(degrees, CGCS2000, zone)
    outer = unary_union([polygon(ring) for ring in flat if not ring.hole])
    holes = [polygon(ring) for ring in flat if ring.hole]
    shape = outer.difference(unary_union(holes)) if holes else outer
    return None if shape.is_empty else Ground(zone, shape)  # nothing is any distance from an empty shape


def polygon(ring: PlainRing) -> Any:
    """A ring as shapely's polygon; one that crosses itself is made of the pieces that it encloses."""
    from shapely import make_valid
    from shapely.geometry import Polygon

    shape = Polygon([(float(point.x), float(point.y)) for point in ring.points])
    return shape if shape.is_valid else make_valid(shape)


def margins_m(ground: Ground, places: Sequence[Position]) -> list[Decimal]:
    """How far each place (longitude, latitude) lies outside the shape, in metres; inside, less than 0 by as much."""
    if not places:
        return []
    from shapely import distance, intersects, points, prepare

    prepare(ground.shape)
    flat = points([(float(x), float(y)) for x, y in from_lonlat(places, ground.zone)])
    edge = distance(ground.shape.boundary, flat)
    within = intersects(ground.shape, flat)
    return [Decimal(repr(-far if inside else far)) for far, inside in zip(edge.tolist(), within.tolist(), strict=True)]


def outside_km2(inner: Ground, outer: Ground) -> Decimal:
    """The part of `inner` that lies outside `outer`, in km² on the plane of its zone."""
    if inner.zone != outer.zone:
        raise BoundaryError("两个园区的边界不在同一个3度带内，相距过远；请核对坐标和坐标系。")
    return Decimal(repr(float(inner.shape.difference(outer.shape).area))) / 1_000_000
