"""The reference systems that a park's coordinates come in, and the way between each and CGCS2000 longitude, latitude.

A Gauss-Krüger zone is a transverse Mercator projection of scale 1 whose false easting is 500 km, before which stands
the zone's number in one of two habits. Systems are named by their EPSG codes. CGCS2000 and WGS 84 agree within
decimetres; between them and Beijing 54 or Xi'an 80 there is no public transformation, so that their degrees are taken
over as they are, and the warning says what that may cost.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any

from .rings import BoundaryError, PlainRing, Position, Vertex

FALSE_EASTING = 500_000
ZONE_MILLION = 1_000_000
DEGREE_STEP = Decimal("1e-10")
"""Degrees are given to a hundredth of a millimetre: below it floating-point numbers hold nothing but noise."""
METRE_STEP = Decimal("1e-5")


class Kind(Enum):
    """What the coordinates of a system are."""

    GEOGRAPHIC = "geographic"
    PROJECTED = "projected"


class Datum(Enum):
    """The datum of a system: name, and the ellipsoid's semi-major axis (m) and inverse flattening."""

    CGCS2000 = "CGCS2000", "6378137", "298.257222101"
    WGS84 = "WGS 84", "6378137", "298.257223563"
    XIAN80 = "西安80", "6378140", "298.257"
    BEIJING54 = "北京54", "6378245", "298.3"

    @property
    def label(self) -> str:
        """What the datum is called."""
        return self.value[0]


_WARNINGS = {
    Datum.CGCS2000: "",
    Datum.WGS84: "WGS 84与CGCS2000相差不到1米，按相同处理。",
    Datum.XIAN80: "西安80到CGCS2000没有公开的转换参数，未作基准转换，平面位置可能偏差一百米左右；"
    "请尽量使用自然资源部门提供的CGCS2000成果。",
    Datum.BEIJING54: "北京54到CGCS2000没有公开的转换参数，未作基准转换，平面位置可能偏差一百米左右；"
    "请尽量使用自然资源部门提供的CGCS2000成果。",
}


@dataclass(frozen=True)
class ReferenceSystem:
    """A way to write down places.

    Attributes:
        id: EPSG code, as in `EPSG:4490`; the project stores it.
        title: as shown.
        datum: see `Datum`.
        width: of the zone in degrees, 3 or 6; None for longitude and latitude.
        central_meridian: in degrees; None for longitude and latitude.
        zone: the number that stands before the easting; None where there is none.
    """

    id: str
    title: str
    datum: Datum
    width: int | None = None
    central_meridian: int | None = None
    zone: int | None = None

    @property
    def kind(self) -> Kind:
        """Degrees or metres."""
        return Kind.GEOGRAPHIC if self.central_meridian is None else Kind.PROJECTED

    @property
    def is_projected(self) -> bool:
        """Whether coordinates are metres."""
        return self.central_meridian is not None

    @property
    def false_easting(self) -> int:
        """What is added to the distance from the central meridian, in metres."""
        return FALSE_EASTING + ZONE_MILLION * (self.zone or 0)

    @property
    def is_old(self) -> bool:
        """Whether there is no public way from its datum to CGCS2000."""
        return self.datum in (Datum.XIAN80, Datum.BEIJING54)

    @property
    def warning(self) -> str:
        """What accuracy is lost on the way to CGCS2000, in a sentence; empty for nothing."""
        return _WARNINGS[self.datum]


_GEOGRAPHIC = ((4490, Datum.CGCS2000), (4326, Datum.WGS84), (4610, Datum.XIAN80), (4214, Datum.BEIJING54))
# Datum, width, first EPSG codes of the systems with zone number and of those without.
_ZONED = (
    (Datum.CGCS2000, 3, 4513, 4534),
    (Datum.CGCS2000, 6, 4491, 4502),
    (Datum.XIAN80, 3, 2349, 2370),
    (Datum.XIAN80, 6, 2327, 2338),
    (Datum.BEIJING54, 3, 2401, 2422),
    (Datum.BEIJING54, 6, 21413, 21453),
)
_ZONES = {3: range(25, 46), 6: range(13, 24)}


def _made() -> Iterable[ReferenceSystem]:
    for code, datum in _GEOGRAPHIC:
        yield ReferenceSystem(f"EPSG:{code}", f"{datum.label} 经纬度", datum)
    for datum, width, numbered, plain in _ZONED:
        for at, zone in enumerate(_ZONES[width]):
            meridian = 3 * zone if width == 3 else 6 * zone - 3
            start = f"{datum.label} {width}度带"
            yield ReferenceSystem(
                f"EPSG:{plain + at}", f"{start} 中央子午线{meridian}°（横坐标不带带号）", datum, width, meridian
            )
            yield ReferenceSystem(
                f"EPSG:{numbered + at}",
                f"{start} 第{zone}带 中央子午线{meridian}°（横坐标带带号）",
                datum, width, meridian, zone,
            )  # fmt: skip


SYSTEMS: tuple[ReferenceSystem, ...] = tuple(_made())
"""All systems: longitude and latitude first, then the zones by datum and width."""

_BY_ID = {system.id: system for system in SYSTEMS}
CGCS2000 = _BY_ID["EPSG:4490"]
WGS84 = _BY_ID["EPSG:4326"]


def find_system(id_: str) -> ReferenceSystem | None:
    """The system called `id_`; None where there is none."""
    return _BY_ID.get(id_)


def likely_systems() -> tuple[ReferenceSystem, ...]:
    """Those that a document of a park in Jiangsu may be in: all longitudes and latitudes, and the zones around."""
    return tuple(each for each in SYSTEMS if each.central_meridian in (None, 117, 120, 123))


def system(id_: str) -> ReferenceSystem:
    """The system called `id_`.

    Raises:
        BoundaryError: there is none.
    """
    found = find_system(id_)
    if found is None:
        raise BoundaryError(f"没有代号为“{id_[:40]}”的坐标系；请从列表中选择，如EPSG:4490（CGCS2000 经纬度）。")
    return found


@cache
def _by_parts(datum: Datum, width: int, meridian: int, numbered: bool) -> ReferenceSystem | None:
    for each in SYSTEMS:
        if (each.datum, each.width, each.central_meridian) == (datum, width, meridian) and numbered == bool(each.zone):
            return each
    return None


def zone_system(datum: Datum, width: int, meridian: int, *, numbered: bool) -> ReferenceSystem | None:
    """The Gauss-Krüger system of a datum with this width (3 or 6) and central meridian; None where there is none."""
    return _by_parts(datum, width, meridian, numbered)


def three_degree_zone(longitude: Decimal, *, numbered: bool = False) -> ReferenceSystem:
    """The CGCS2000 3° zone in which `longitude` (degrees) lies.

    Raises:
        BoundaryError: none in China's range of zones.
    """
    found = zone_system(Datum.CGCS2000, 3, 3 * int((longitude / 3).to_integral_value()), numbered=numbered)
    if found is None:
        raise BoundaryError(f"经度{longitude:f}°不在CGCS2000的3度带范围内（73.5°至136.5°）；请核对坐标和坐标系。")
    return found


_own = threading.local()
"""PROJ's objects may not be shared between threads: window, audit and import each have their own."""


def _projection(of: ReferenceSystem) -> Any:
    made: dict[ReferenceSystem, Any] = _own.__dict__.setdefault("made", {})
    if of not in made:
        made[of] = _transverse_mercator(of)
    return made[of]


def _transverse_mercator(of: ReferenceSystem) -> Any:
    """PROJ's projection, made from numbers only: neither its database nor the network is asked."""
    from pyproj import Proj, network  # slow to import; only coordinates in metres need it

    network.set_network_enabled(False)
    _, axis, flattening = of.datum.value
    return Proj(
        f"+proj=tmerc +lat_0=0 +lon_0={of.central_meridian} +k=1 +x_0={of.false_easting} +y_0=0"
        f" +a={axis} +rf={flattening} +units=m"
    )


def _converted(points: Sequence[Position], of: ReferenceSystem, step: Decimal, *, inverse: bool) -> list[Position]:
    if not points:
        return []
    xs, ys = _projection(of)([float(x) for x, _ in points], [float(y) for _, y in points], inverse=inverse)
    result = []
    for at, (x, y) in enumerate(zip(xs, ys, strict=True)):
        if not (abs(x) < 1e9 and abs(y) < 1e9):
            raise BoundaryError(
                f"第{at + 1}点（{points[at][0]:f}，{points[at][1]:f}）不在“{of.title}”可以表示的范围内；请核对坐标系和坐标。"
            )
        result.append((Decimal(repr(x)).quantize(step), Decimal(repr(y)).quantize(step)))
    return result


def to_lonlat(points: Sequence[Position], of: ReferenceSystem) -> list[Position]:
    """The points of a system as CGCS2000 longitude and latitude in degrees.

    Raises:
        BoundaryError: a point lies where the system has no places.
    """
    if of.is_projected:
        return _converted(points, of, DEGREE_STEP, inverse=True)
    for at, (x, y) in enumerate(points):
        if abs(x) > 180 or abs(y) > 90:
            raise BoundaryError(f"第{at + 1}点（{x:f}，{y:f}）不是经纬度，而坐标系为“{of.title}”；请核对坐标系。")
    return list(points)


def from_lonlat(points: Sequence[Position], to: ReferenceSystem) -> list[Position]:
    """CGCS2000 longitudes and latitudes (degrees) as points of a system.

    Raises:
        BoundaryError: a point lies where the system has no places.
    """
    return _converted(points, to, METRE_STEP, inverse=False) if to.is_projected else list(points)


def between(points: Sequence[Position], of: ReferenceSystem, to: ReferenceSystem) -> list[Position]:
    """Points of one system as points of another; within one system they stay as they are."""
    return list(points) if of == to else from_lonlat(to_lonlat(points, of), to)


def moved(rings: Iterable[PlainRing], of: ReferenceSystem, to: ReferenceSystem) -> tuple[PlainRing, ...]:
    """Rings of one system as rings of another, with the same names and numbers.

    Raises:
        BoundaryError: a corner lies where one of the systems has no places.
    """
    result = []
    for ring in rings:
        places = between([(point.x, point.y) for point in ring.points], of, to)
        points = (Vertex(point.number, x, y) for point, (x, y) in zip(ring.points, places, strict=True))
        result.append(PlainRing(ring.name, ring.hole, tuple(points)))
    return tuple(result)
