"""Entities of a drawing as lines of points: curves made straight within a stated tolerance, heights left out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

TOLERANCE_M = 0.01
"""How far a chord may lie from the arc or curve that it stands for, in metres."""
_MOST_PIECES = 4096
"""Into which a curve is cut between two of its knots at most."""
_CURVED = "圆弧和曲线已按不超过0.01米的误差化为折线。"
_FLAT = "图形含有高程，只取平面位置。"

Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of points, in the drawing's units.

    Attributes:
        closed: the last point is joined to the first.
    """

    points: tuple[Place, ...]
    closed: bool = False


def line_of(entity: Any, tolerance: float, notes: list[str]) -> list[Line]:
    """The lines that an entity draws; none for texts and points.

    Args:
        tolerance: in the drawing's units.
        notes: what was changed is told here.
    """
    kind = entity.dxftype()
    if kind == "LINE":
        return [_flat([entity.dxf.start, entity.dxf.end], False, notes)]
    if kind in ("ARC", "CIRCLE"):
        notes.append(_CURVED)
        return [_flat(entity.flattening(_sagitta(tolerance, float(entity.dxf.radius))), kind == "CIRCLE", notes)]
    if kind == "ELLIPSE":
        notes.append(_CURVED)
        closed = abs(abs(entity.dxf.end_param - entity.dxf.start_param) - math.tau) < 1e-9
        return [_flat(entity.flattening(tolerance, segments=16), closed, notes)]
    if kind == "SPLINE":
        notes.append(_CURVED)
        return [_flat(_spline(entity.construction_tool(), tolerance), bool(entity.closed), notes)]
    if kind == "LWPOLYLINE":
        ocs = entity.ocs()
        height = float(entity.dxf.elevation)
        corners = [(float(x), float(y), float(bulge)) for x, y, bulge in entity.get_points("xyb")]
        points = _bulged(corners, bool(entity.closed), tolerance, notes)
        return [_flat(ocs.points_to_wcs([(x, y, height) for x, y in points]), bool(entity.closed), notes)]
    if kind == "POLYLINE":
        return _polyline(entity, tolerance, notes)
    return _hatch(entity, tolerance, notes) if kind == "HATCH" else []


def _spline(curve: Any, tolerance: float) -> list[Any]:
    """Points on a B-spline over the range of its parameter in which it is defined.

    A periodic spline has knots before and behind that range; ezdxf's own flattening would run over them too.
    """
    knots, degree = curve.knots(), curve.order - 1
    first, last = knots[degree], knots[len(curve.control_points)]
    spans = [at for at in sorted(set(knots)) if first <= at <= last]
    result = [curve.point(first)]
    for start, end in zip(spans, spans[1:], strict=False):
        count = 8
        while count < _MOST_PIECES:
            halves = list(curve.points([start + (end - start) * n / (2 * count) for n in range(2 * count + 1)]))
            chords = zip(halves[::2], halves[1::2], halves[2::2], strict=False)
            if max(a.lerp(b).distance(middle) for a, middle, b in chords) <= tolerance:
                break
            count *= 2
        result += curve.points([start + (end - start) * n / count for n in range(1, count + 1)])
    return result


def _sagitta(tolerance: float, radius: float) -> float:
    """A circle smaller than the tolerance is still drawn with some corners."""
    return min(tolerance, abs(radius) / 4) or tolerance


def _flat(points: Iterable[Any], closed: bool, notes: list[str]) -> Line:
    found = [(float(point[0]), float(point[1]), float(point[2])) for point in points]
    if any(z for _x, _y, z in found):
        notes.append(_FLAT)
    if not all(math.isfinite(n) and abs(n) < 1e12 for x, y, _z in found for n in (x, y)):
        raise ValueError("no coordinate")
    return Line(tuple((x, y) for x, y, _z in found), closed)


def _polyline(entity: Any, tolerance: float, notes: list[str]) -> list[Line]:
    if entity.is_2d_polyline:
        ocs = entity.ocs()
        height = float(entity.dxf.elevation[2]) if entity.dxf.hasattr("elevation") else 0.0
        corners = [
            (float(v.dxf.location[0]), float(v.dxf.location[1]), float(v.dxf.bulge or 0)) for v in entity.vertices
        ]
        points = _bulged(corners, bool(entity.is_closed), tolerance, notes)
        return [_flat(ocs.points_to_wcs([(x, y, height) for x, y in points]), bool(entity.is_closed), notes)]
    if entity.is_3d_polyline:
        return [_flat([vertex.dxf.location for vertex in entity.vertices], bool(entity.is_closed), notes)]
    notes.append("有网格面，没有读取。")
    return []


def _hatch(entity: Any, tolerance: float, notes: list[str]) -> list[Line]:
    ocs = entity.ocs()
    height = float(entity.dxf.elevation[2]) if entity.dxf.hasattr("elevation") else 0.0
    lines = []
    for path in entity.paths:
        corners = getattr(path, "vertices", None)
        if corners is None:
            notes.append("有填充的边界由曲线组成，没有读取；请读取边界线本身。")
            continue
        points = _bulged([(float(x), float(y), float(bulge)) for x, y, bulge in corners], True, tolerance, notes)
        lines.append(_flat(ocs.points_to_wcs([(x, y, height) for x, y in points]), True, notes))
    return lines


def _bulged(
    corners: Sequence[tuple[float, float, float]], closed: bool, tolerance: float, notes: list[str]
) -> list[Place]:
    """The corners of a polyline, with points on the arcs between them."""
    result: list[Place] = []
    for at, (x, y, bulge) in enumerate(corners):
        result.append((x, y))
        last = at + 1 == len(corners)
        if not bulge or (last and not closed):
            continue
        after = corners[0 if last else at + 1]
        if (x, y) != after[:2]:
            notes.append(_CURVED)
            result += _on_arc((x, y), after[:2], bulge, tolerance)
    return result


def _on_arc(start: Place, end: Place, bulge: float, tolerance: float) -> list[Place]:
    """Points on the arc between two corners, without them; the bulge is the tangent of a quarter of its angle."""
    angle = 4 * math.atan(bulge)
    chord = math.dist(start, end)
    radius = chord * (1 + bulge * bulge) / (4 * abs(bulge))
    step = 2 * math.acos(1 - min(tolerance / radius, 1.0)) if radius > tolerance else math.pi / 2
    count = min(max(math.ceil(abs(angle) / max(step, 1e-4)), 2), 20_000)
    # The centre lies on the left of the chord for a bulge of less than a half circle that runs counter-clockwise.
    half = (1 - bulge * bulge) / (4 * bulge)
    centre_x = (start[0] + end[0]) / 2 - half * (end[1] - start[1])
    centre_y = (start[1] + end[1]) / 2 + half * (end[0] - start[0])
    first = math.atan2(start[1] - centre_y, start[0] - centre_x)
    angles = (first + angle * number / count for number in range(1, count))
    return [(centre_x + radius * math.cos(at), centre_y + radius * math.sin(at)) for at in angles]
