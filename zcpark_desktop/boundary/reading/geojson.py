"""Boundaries from GeoJSON: polygons as they are, closed lines as rings."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from ..guessing import named_in
from ..rings import BoundaryError, PlainRing, Vertex
from ..systems import WGS84, ReferenceSystem
from .nesting import ring_of
from .shapes import LayerSummary, OpenedBoundary, Progress, ReadBoundary, read_result

_DEEPEST = 20


def open_geojson(text: str, name: str) -> OpenedBoundary:
    """A GeoJSON file, opened; it is one layer.

    Raises:
        BoundaryError: it is no JSON, or no GeoJSON.
    """
    try:
        data = json.loads(text.lstrip("\ufeff"), parse_float=Decimal, parse_int=Decimal)
    except json.JSONDecodeError as error:
        raise BoundaryError(
            f"“{name or '文本'}”第{error.lineno}行第{error.colno}列不合JSON格式，文件可能不完整；请重新导出后重试。"
        ) from None
    except (RecursionError, ValueError, ArithmeticError):
        raise BoundaryError(f"“{name or '文本'}”不是GeoJSON；请核对是否选错了文件。") from None
    if not isinstance(data, dict) or not isinstance(data.get("type"), str):
        raise BoundaryError(f"“{name or '文本'}”不是GeoJSON（缺少type）；请核对是否选错了文件。")
    rings: list[PlainRing] = []
    notes: list[str] = []
    for title, properties, geometry in _geometries(data, "", {}, 0):
        _take(rings, notes, title, properties, geometry)
    layer = name or "GeoJSON"

    def reader(_layer: str, _progress: Progress) -> ReadBoundary:
        return read_result(rings, layer, _system(data), notes)

    return OpenedBoundary("GeoJSON", (LayerSummary(layer, {"面": len(rings)}, bool(rings)),), reader)


def _system(data: dict[str, Any]) -> ReferenceSystem:
    """As an old-style `crs` member names it; without one, GeoJSON is WGS 84."""
    crs = data.get("crs")
    properties = crs.get("properties") if isinstance(crs, dict) else None
    named = properties.get("name") if isinstance(properties, dict) else None
    if isinstance(named, str):
        code = named.rsplit(":", 1)[-1]
        return named_in(f"EPSG:{code}") or WGS84
    return WGS84


def _geometries(
    data: Any, title: str, properties: dict[str, Any], depth: int
) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Every geometry with the name and properties of the feature that it belongs to."""
    if not isinstance(data, dict) or depth > _DEEPEST:
        return
    if data.get("type") == "FeatureCollection":
        for feature in _listed(data.get("features")):
            yield from _geometries(feature, title, properties, depth + 1)
    elif data.get("type") == "Feature":
        own = data.get("properties")
        own = own if isinstance(own, dict) else {}
        named = next((own[key] for key in ("name", "NAME", "Name", "名称", "地块名称", "title") if own.get(key)), title)
        yield from _geometries(data.get("geometry"), str(named)[:80], own, depth + 1)
    elif data.get("type") == "GeometryCollection":
        for part in _listed(data.get("geometries")):
            yield from _geometries(part, title, properties, depth + 1)
    else:
        yield title, properties, data


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _take(
    rings: list[PlainRing], notes: list[str], title: str, properties: dict[str, Any], geometry: dict[str, Any]
) -> None:
    kind, places = geometry.get("type"), _listed(geometry.get("coordinates"))
    polygons = {"Polygon": [places], "MultiPolygon": places}.get(str(kind))
    numbers = _listed(properties.get("numbers"))
    if polygons is not None:
        for which, polygon in enumerate(polygons):
            for at, line in enumerate(_listed(polygon)):
                named = _listed(numbers[at]) if at < len(numbers) and which == 0 else []
                ring = _ring(title, line, at > 0, notes, named)
                if ring is not None:
                    rings.append(ring)
        return
    lines = {"LineString": [places], "MultiLineString": places}.get(str(kind), [])
    for line in lines:
        if _listed(line) and line[0] == line[-1]:
            ring = _ring(title, line, False, notes, [])
            if ring is not None:
                rings.append(ring)
        else:
            notes.append("有不闭合的线，没有读取。")
    if kind in ("Point", "MultiPoint"):
        notes.append("单独的点没有读取。")


def _ring(title: str, line: Any, hole: bool, notes: list[str], numbers: list[Any]) -> PlainRing | None:
    points = []
    for at, place in enumerate(_listed(line)):
        if not isinstance(place, list) or len(place) < 2 or not all(isinstance(n, Decimal) for n in place[:2]):
            raise BoundaryError(f"“{title or 'GeoJSON'}”第{at + 1}点不是两个数字的坐标；请核对文件是否完整。")
        if not all(n.is_finite() and abs(n) < Decimal(10) ** 12 for n in place[:2]):
            raise BoundaryError(f"“{title or 'GeoJSON'}”第{at + 1}点的数字过大；请核对文件。")
        if len(place) > 2:
            notes.append("坐标含有高程，只取平面位置。")
        number = str(numbers[at])[:40] if at < len(numbers) else ""
        points.append(Vertex(number, place[0], place[1]))
    return ring_of(title, points, hole=hole)
