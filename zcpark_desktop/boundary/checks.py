"""What is wrong with the rings of a boundary in themselves; each fault names its points."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from .ground import lonlat_rings, polygon
from .guessing import WUXI, guess, inside_box
from .rings import FEWEST_CORNERS, BoundaryError, Outline, PlainRing, are_degrees, called, corner_called, corners, plain
from .systems import CGCS2000, find_system, moved, three_degree_zone

MOST_TOLD = 5
"""Faults of one kind that are told one by one; the rest is counted."""
LEAST_OVERLAP_M2 = Decimal(1)


class FaultKind(Enum):
    """Kinds of fault."""

    INCOMPLETE = "incomplete"
    FEW = "few"
    DOUBLE = "double"
    CROSSING = "crossing"
    HOLE = "hole"
    OVERLAP = "overlap"
    SYSTEM = "system"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of the boundary.

    Attributes:
        kind: what kind of fault.
        sentence: what, where, what to do.
        ring: which of the rings, from 0.
        corners: which of its corners, from 0; empty where it is about the whole ring.
    """

    kind: FaultKind
    sentence: str
    ring: int = 0
    corners: tuple[int, ...] = ()


def faults(rings: Sequence[Outline], system: str) -> tuple[Fault, ...]:
    """All faults of the rings of one park, which are written in the reference system called `system`."""
    found = [*_incomplete(rings)]
    whole = [(at, ring) for at, ring in enumerate(rings) if len(plain([ring])) and not _few(ring)]
    for at, ring in whole:
        found += _double(ring, at)
        found += _crossing(ring, at)
    found += _of_system(rings, system)
    if any(fault.kind is FaultKind.SYSTEM for fault in found):
        return tuple(found)
    try:
        degrees = {at: lonlat_rings([ring], system)[0] for at, ring in whole}
    except BoundaryError as error:
        return (*found, Fault(FaultKind.SYSTEM, str(error)))
    found += _place(rings, degrees)
    crossing = {fault.ring for fault in found if fault.kind is FaultKind.CROSSING}
    found += _among(rings, {at: ring for at, ring in degrees.items() if at not in crossing})
    return tuple(found)


def _few(ring: Outline) -> bool:
    return len(set(corners(ring.points))) < FEWEST_CORNERS


def _incomplete(rings: Sequence[Outline]) -> Iterator[Fault]:
    for at, ring in enumerate(rings):
        blank = [n for n, point in enumerate(ring.points) if point.x is None or point.y is None]
        if blank:
            names = _names(ring, blank)
            yield Fault(
                FaultKind.INCOMPLETE, f"{called(ring, at)}的{names}缺少坐标；请补全，或删除这些点。", at, tuple(blank)
            )
        if ring.points and _few(ring):
            count = len(set(corners(ring.points)))
            yield Fault(
                FaultKind.FEW, f"{called(ring, at)}只有{count}个不同的拐点，至少要三个；请补全，或删除该地块。", at
            )


def _names(ring: Outline, which: Sequence[int]) -> str:
    told = "、".join(corner_called(ring.points[n], n) for n in which[:MOST_TOLD])
    return told + (f"等{len(which)}个点" if len(which) > MOST_TOLD else "")


def _double(ring: Outline, at: int) -> Iterator[Fault]:
    places: dict[tuple[Decimal, Decimal], list[int]] = defaultdict(list)
    last = len(ring.points) - 1
    for n, point in enumerate(ring.points):
        if point.x is None or point.y is None:
            continue
        if n == last and n and (point.x, point.y) == (ring.points[0].x, ring.points[0].y):
            continue  # a last point that closes the ring
        places[point.x, point.y].append(n)
    double = [which for which in places.values() if len(which) > 1]
    if double:
        pairs = "，".join(
            "与".join(corner_called(ring.points[n], n) for n in which[:3]) for which in double[:MOST_TOLD]
        )
        more = f"等{len(double)}处" if len(double) > MOST_TOLD else ""
        yield Fault(
            FaultKind.DOUBLE,
            f"{called(ring, at)}有重复的拐点：{pairs}{more}坐标相同；请删除多余的点，或更正坐标。",
            at,
            tuple(n for which in double for n in which),
        )


def crossings(ring: PlainRing) -> list[tuple[int, int]]:
    """Pairs of sides that meet where they should not; side n goes from corner n to the next.

    Neighbouring sides share a corner, and count only where one runs back over the other.
    """
    from shapely import STRtree
    from shapely.geometry import LineString, Polygon

    places = [(float(point.x), float(point.y)) for point in ring.points]
    if len(places) < FEWEST_CORNERS or Polygon(places).is_valid:
        return []
    count = len(places)
    sides = [LineString([places[n], places[(n + 1) % count]]) for n in range(count)]
    one, other = STRtree(sides).query(sides, predicate="intersects")
    found = set()
    for a, b in zip(one.tolist(), other.tolist(), strict=True):
        if a >= b or places[a] == places[(a + 1) % count] or places[b] == places[(b + 1) % count]:
            continue
        neighbours = b - a == 1 or (a == 0 and b == count - 1)
        if not neighbours or sides[a].intersection(sides[b]).length > 0:
            found.add((a, b))
    return sorted(found)


def _crossing(ring: Outline, at: int) -> Iterator[Fault]:
    whole = plain([ring])[0]
    found = crossings(whole)
    if not found:
        return
    names = [corner_called(point, n) for n, point in enumerate(whole.points)]

    def side(n: int) -> str:
        return f"{names[n]}—{names[(n + 1) % len(names)]}"

    pairs = "，".join(f"{side(a)}与{side(b)}" for a, b in found[:MOST_TOLD])
    more = f"等{len(found)}处" if len(found) > MOST_TOLD else ""
    yield Fault(
        FaultKind.CROSSING,
        f"{called(ring, at)}的边界自身相交：{pairs}{more}；请核对这些点的顺序和坐标。",
        at,
        tuple(sorted({n for pair in found for n in pair})),
    )


def _of_system(rings: Sequence[Outline], system: str) -> Iterator[Fault]:
    points = [place for ring in rings for place in corners(ring.points)]
    if not points:
        return
    known = find_system(system)
    degrees = are_degrees(points)
    if known is None:
        words = f"坐标系“{system[:40]}”无法识别" if system else "没有选择坐标系"
        yield Fault(FaultKind.SYSTEM, f"{words}，拐点坐标的位置和面积无法核对；请从列表中选择。")
    elif degrees and known.is_projected:
        yield Fault(FaultKind.SYSTEM, f"坐标系选择的是“{known.title}”（米），而拐点坐标像经纬度；请更正坐标系或坐标。")
    elif not degrees and not known.is_projected:
        likely = guess(points)
        if likely and not likely[0].system.is_projected:
            yield Fault(FaultKind.SYSTEM, "拐点坐标的经度、纬度像是颠倒了；请对调。")
            return
        words = f"像“{likely[0].system.title}”" if likely else "不是经纬度"
        yield Fault(FaultKind.SYSTEM, f"坐标系选择的是“{known.title}”，而拐点坐标{words}；请更正坐标系或坐标。")
    elif known.is_projected:
        yield from _of_zone(points, known.id)


def _of_zone(points: Sequence[tuple[Decimal, Decimal]], system: str) -> Iterator[Fault]:
    """Metres whose zone number is another than the system's."""
    likely = [each for each in guess(points) if not each.swapped]
    known = find_system(system)
    assert known is not None
    if not likely and guess(points):
        yield Fault(FaultKind.SYSTEM, "拐点坐标的横、纵坐标像是颠倒了（X为纵坐标、向北，Y为横坐标、向东）；请对调。")
    elif likely and (likely[0].system.zone or 0) != (known.zone or 0):
        yield Fault(
            FaultKind.SYSTEM,
            f"坐标系选择的是“{known.title}”，而拐点坐标像“{likely[0].system.title}”；请核对带号。",
        )


def _place(rings: Sequence[Outline], degrees: dict[int, PlainRing]) -> Iterator[Fault]:
    for at, ring in degrees.items():
        off = [n for n, point in enumerate(ring.points) if not inside_box((point.x, point.y), WUXI)]
        if not off:
            continue
        point = ring.points[off[0]]
        which = "" if len(off) == len(ring.points) else f"有{len(off)}个拐点"
        yield Fault(
            FaultKind.PLACE,
            f"{called(rings[at], at)}{which}不在无锡范围内，如{corner_called(point, off[0])}位于经度{point.x:.4f}°、"
            f"纬度{point.y:.4f}°；请核对坐标系、带号和坐标。",
            at,
            tuple(off),
        )


def _among(rings: Sequence[Outline], degrees: dict[int, PlainRing]) -> Iterator[Fault]:
    """Holes outside of all parts, and parts that overlap."""
    if len(degrees) < 2:
        return
    from shapely import STRtree

    first = next(iter(degrees.values())).points[0]
    zone = three_degree_zone(first.x)
    shapes = {at: polygon(moved([ring], CGCS2000, zone)[0]) for at, ring in degrees.items()}
    parts = [at for at, ring in degrees.items() if not ring.hole]
    tree = STRtree([shapes[at] for at in parts])
    for at, ring in degrees.items():
        near = [parts[n] for n in sorted(tree.query(shapes[at]).tolist())]
        if ring.hole:
            left = shapes[at].area - sum(shapes[at].intersection(shapes[n]).area for n in near)
            if left > float(LEAST_OVERLAP_M2):
                yield Fault(
                    FaultKind.HOLE,
                    f"扣除的内环{called(rings[at], at)}有{left:,.0f}平方米不在任何地块之内；请核对内环的坐标，或取消“扣除”。",
                    at,
                )
            continue
        for n in near:
            shared = shapes[at].intersection(shapes[n]).area if n > at else 0
            if shared > float(LEAST_OVERLAP_M2):
                yield Fault(
                    FaultKind.OVERLAP,
                    f"{called(rings[at], at)}与{called(rings[n], n)}重叠{shared:,.0f}平方米，面积会重复计算；请核对坐标，"
                    "或把其中一个设为扣除的内环。",
                    at,
                )
