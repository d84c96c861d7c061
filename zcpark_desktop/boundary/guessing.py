"""Which reference system do these numbers look like? A guess for a person to confirm, with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .rings import BoundaryError, Position
from .systems import CGCS2000, SYSTEMS, WGS84, Datum, ReferenceSystem, find_system, to_lonlat, zone_system

WUXI = (Decimal("119.5"), Decimal("31.0"), Decimal("120.7"), Decimal("32.1"))
"""West, south, east and north of the city with its counties, in degrees, a little generous."""
CHINA = (Decimal("73"), Decimal("3"), Decimal("136"), Decimal("54"))
NORTHINGS = (Decimal(300_000), Decimal(6_000_000))
"""Metres from the equator between which China lies."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A system that the numbers may be of.

    Attributes:
        system: the system.
        swapped: the first number of each point is the northward one (Chinese tables print X, the northing, first).
        reason: why, in a Chinese sentence.
    """

    system: ReferenceSystem
    swapped: bool
    reason: str


def swap(points: Sequence[Position]) -> list[Position]:
    """The points with x and y exchanged."""
    return [(y, x) for x, y in points]


def inside_box(point: Position, box: tuple[Decimal, Decimal, Decimal, Decimal]) -> bool:
    """Whether a point lies in a box of west, south, east, north; its edges belong to it."""
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def centre(points: Sequence[Position]) -> Position:
    """The middle between the extremes of the points, of which there is one at least."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def guess(points: Sequence[Position]) -> tuple[Guess, ...]:
    """The systems that the points may be in, the likeliest first; empty for numbers that are like none.

    Args:
        points: as they were read, in the order x (east), y (north) that their table claims.
    """
    if not points:
        return ()
    if _most(points, _in_china):
        return _degrees(swapped=False)
    if _most(swap(points), _in_china):
        return _degrees(swapped=True)
    if _most(points, _like_metres):
        return _metres(points, swapped=False)
    return _metres(swap(points), swapped=True) if _most(swap(points), _like_metres) else ()


def _most(points: Sequence[Position], likely: Callable[[Position], bool]) -> bool:
    """Whether more than half of the points are like this: a slip in one of them shall not hide the system."""
    return 2 * sum(map(likely, points)) > len(points)


def _in_china(point: Position) -> bool:
    return inside_box(point, CHINA)


def _degrees(*, swapped: bool) -> tuple[Guess, ...]:
    words = "第一个数是纬度、第二个数是经度，应对调；" if swapped else "数值为经纬度，"
    return (
        Guess(CGCS2000, swapped, f"{words}国内测绘成果一般为CGCS2000。"),
        Guess(WGS84, swapped, f"{words}来自卫星定位或网络地图时为WGS 84（与CGCS2000相差不到1米）。"),
    )


def _like_metres(point: Position) -> bool:
    """Whether y can be a northing in China, and x an easting of a zone of six degrees at most."""
    x, y = point
    return NORTHINGS[0] <= y <= NORTHINGS[1] and 100_000 <= _in_zone(x) <= 900_000 and _zone(x) is not None


def _in_zone(easting: Decimal) -> Decimal:
    return easting % 1_000_000 if easting >= 0 else Decimal(-1)


def _zone(easting: Decimal) -> int | None:
    """The zone's number before the easting, 0 for none; None where no zone has this number."""
    zone = int(easting // 1_000_000)
    return zone if zone == 0 or 13 <= zone <= 23 or 25 <= zone <= 45 else None


def _metres(points: Sequence[Position], *, swapped: bool) -> tuple[Guess, ...]:
    zone = Counter(_zone(point[0]) or 0 for point in points if _like_metres(point)).most_common(1)[0][0]
    words = "第一列是纵坐标X（北）、第二列是横坐标Y（东），应对调；" if swapped else ""
    if zone:
        width = 3 if zone >= 25 else 6
        meridian = 3 * zone if width == 3 else 6 * zone - 3
        reason = f"{words}横坐标前两位{zone}是{width}度带带号，中央子午线{meridian}°"
        found = [zone_system(datum, width, meridian, numbered=True) for datum in _DATUMS]
        return tuple(
            Guess(each, swapped, f"{reason}；{_DATUM_WORDS[each.datum]}") for each in found if each is not None
        )
    middle = centre([point for point in points if _like_metres(point)])
    ranked: list[tuple[int, Decimal, int, Guess]] = []
    for each in SYSTEMS:
        if not each.is_projected or each.zone is not None:
            continue
        try:
            longitude, latitude = to_lonlat([middle], each)[0]
        except BoundaryError:
            continue
        near = inside_box((longitude, latitude), WUXI)
        if not inside_box((longitude, latitude), CHINA) or (not near and each.datum is not Datum.CGCS2000):
            continue
        off = abs(longitude - (each.central_meridian or 0))
        place = f"按中央子午线{each.central_meridian}°计算位于东经{longitude:.2f}°、北纬{latitude:.2f}°"
        reason = f"{words}横坐标不带带号，{place}，{'在' if near else '不在'}无锡范围内；{_DATUM_WORDS[each.datum]}"
        far = abs(longitude - (WUXI[0] + WUXI[2]) / 2)
        rank = (0 if near else 1000) + 10 * _DATUMS.index(each.datum) + (0 if each.width == 3 else 1)
        if off > Decimal(each.width or 6) / 2 + Decimal("0.5"):
            rank += 5
        ranked.append((rank, far if not near else off, int(each.id[5:]), Guess(each, swapped, reason)))
    ranked.sort(key=lambda item: item[:3])
    likely = [item for item in ranked if item[0] < 1000]
    return tuple(item[3] for item in (likely or ranked)[:8])


_DATUMS = (Datum.CGCS2000, Datum.XIAN80, Datum.BEIJING54)
_DATUM_WORDS = {
    Datum.CGCS2000: "2018年7月以后的成果一般为CGCS2000。",
    Datum.XIAN80: "2018年7月以前的成果可能为西安80，须看资料说明。",
    Datum.BEIJING54: "更早的图纸可能为北京54，须看资料说明。",
}


def named_in(text: str) -> ReferenceSystem | None:
    """The system that a free text such as “CGCS2000” or “国家2000大地坐标系 3度带 中央子午线120度” names for sure.

    A zone is found by an EPSG code only; a datum alone names its longitude and latitude.
    """
    plain = "".join(text.upper().split())
    direct = find_system(plain) or (find_system(f"EPSG:{plain}") if plain.isdigit() else None)
    if direct is not None:
        return direct
    if any(word in plain for word in ("带", "高斯", "投影", "ZONE", "GK", "平面", "地方", "独立", "城建")):
        return None
    names = {
        Datum.CGCS2000: ("CGCS2000", "CGCS-2000", "国家2000", "2000国家", "大地2000"),
        Datum.WGS84: ("WGS84", "WGS-84"),
        Datum.XIAN80: ("西安80", "西安1980", "1980西安", "XIAN1980", "XIAN80"),
        Datum.BEIJING54: ("北京54", "北京1954", "1954北京", "BEIJING1954", "BEIJING54"),
    }
    found = [datum for datum, words in names.items() if any(word in plain for word in words)]
    return next((each for each in SYSTEMS if each.datum is found[0]), None) if len(found) == 1 else None
