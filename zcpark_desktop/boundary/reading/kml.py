"""Boundaries from KML: polygons as they are, closed lines as rings; always WGS 84."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from ..angles import parse_coordinate
from ..rings import BoundaryError, PlainRing, Vertex
from ..systems import WGS84
from .nesting import ring_of
from .shapes import LayerSummary, OpenedBoundary, Progress, ReadBoundary, read_result

_NUMBERS = "numbers"
"""Name of the extended data in which our own files keep the numbers of the corners."""


def open_kml(content: bytes, name: str) -> OpenedBoundary:
    """A KML file, opened; each folder with geometry is a layer.

    No entities are resolved and nothing is loaded from outside.

    Raises:
        BoundaryError: it is no XML, or no KML.
    """
    from lxml import etree  # slow to import; only KML needs it

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise BoundaryError(
            f"“{name or '文本'}”第{error.lineno or 1}行不合XML格式，文件可能不完整；请重新导出后重试。"
        ) from None
    except ValueError:
        raise BoundaryError(f"“{name or '文本'}”不是KML；请核对是否选错了文件。") from None
    if _tag(root) != "kml" and not any(_tag(each) == "Placemark" for each in root.iter()):
        raise BoundaryError(f"“{name or '文本'}”不是KML；请核对是否选错了文件。")
    whole = name or "KML"
    layers: dict[str, list[PlainRing]] = {}
    notes: dict[str, list[str]] = {}
    for placemark in _named(root, "Placemark"):
        folder = _folder(placemark) or whole
        rings, told = layers.setdefault(folder, []), notes.setdefault(folder, [])
        _take(placemark, rings, told)
    summaries = tuple(
        LayerSummary(key, {"面": len(rings)} if rings else {}, bool(rings)) for key, rings in layers.items()
    )

    def reader(layer: str, _progress: Progress) -> ReadBoundary:
        return read_result(layers[layer], layer, WGS84, notes[layer])

    return OpenedBoundary("KML", summaries, reader)


def _tag(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _named(element: Any, *names: str) -> Iterator[Any]:
    return (each for each in element.iter() if _tag(each) in names)


def _child(element: Any, name: str) -> str:
    return next(((each.text or "").strip() for each in element if _tag(each) == name), "")


def _folder(placemark: Any) -> str:
    return next((_child(each, "name") for each in placemark.iterancestors() if _tag(each) == "Folder"), "")


def _take(placemark: Any, rings: list[PlainRing], notes: list[str]) -> None:
    title = _child(placemark, "name")[:80]
    named = (data for data in _named(placemark, "Data") if data.get("name") == _NUMBERS)
    numbers = [(data.findtext("{*}value") or "").split("\t") for data in named]
    at = 0
    for shape in _named(placemark, "Polygon", "LineString", "Point"):
        kind = _tag(shape)
        if kind == "Point":
            notes.append("单独的点没有读取。")
        elif kind == "LineString":
            points = _points(shape, title, [], notes)
            if len(points) > 1 and (points[0].x, points[0].y) == (points[-1].x, points[-1].y):
                _add(rings, ring_of(title, points))
            else:
                notes.append("有不闭合的线，没有读取。")
        else:
            for line in _named(shape, "outerBoundaryIs", "innerBoundaryIs"):
                points = _points(line, title, numbers[at] if at < len(numbers) else [], notes)
                at += 1
                _add(rings, ring_of(title, points, hole=_tag(line) == "innerBoundaryIs"))


def _add(rings: list[PlainRing], ring: PlainRing | None) -> None:
    if ring is not None:
        rings.append(ring)


def _points(element: Any, title: str, numbers: list[str], notes: list[str]) -> list[Vertex]:
    text = next(((each.text or "") for each in _named(element, "coordinates")), "")
    points = []
    for at, place in enumerate(text.split()):
        values: list[Decimal | None] = [parse_coordinate(part) for part in place.split(",")]
        if len(values) < 2 or values[0] is None or values[1] is None:
            raise BoundaryError(f"“{title or 'KML'}”第{at + 1}点的“{place[:40]}”不是坐标；请核对文件是否完整。")
        if len(values) > 2 and values[2]:
            notes.append("坐标含有高程，只取平面位置。")
        points.append(Vertex(numbers[at] if at < len(numbers) else "", values[0], values[1]))
    return points
