"""The boundary as KML, which globes and phone maps show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..rings import Outline, Vertex
from .parts import parts_of, turned

_SPACE = "http://www.opengis.net/kml/2.2"
_LINE = "ff5c6f1f"
"""Opacity, blue, green, red: the order of KML."""


def kml(rings: Sequence[Outline], system: str, title: str) -> bytes:
    """The boundary, a placemark for each plot; the numbers of the corners are kept as extended data.

    Raises:
        BoundaryError: there is no complete outer ring, or the reference system of metres is not known.
    """
    from lxml import etree  # slow to import; only KML needs it

    def add(above: Any, tag: str, text: str | None = None, /, **attributes: str) -> Any:
        element = etree.SubElement(above, f"{{{_SPACE}}}{tag}", attributes)
        element.text = text
        return element

    root = etree.Element(f"{{{_SPACE}}}kml", nsmap={None: _SPACE})
    document = add(root, "Document")
    add(document, "name", title)
    style = add(document, "Style", id="boundary")
    line = add(style, "LineStyle")
    add(line, "color", _LINE)
    add(line, "width", "3")
    add(add(style, "PolyStyle"), "fill", "0")
    for part in parts_of(rings, system):
        placemark = add(document, "Placemark")
        add(placemark, "name", part.outside.name or title)
        add(placemark, "styleUrl", "#boundary")
        lines = [turned(ring, counter_clockwise=not ring.hole) for ring in part.rings]
        extended = add(placemark, "ExtendedData")
        for corners in lines:
            add(add(extended, "Data", name="numbers"), "value", "\t".join(point.number for point in corners))
        shape = add(placemark, "Polygon")
        for at, corners in enumerate(lines):
            ring = add(add(shape, "innerBoundaryIs" if at else "outerBoundaryIs"), "LinearRing")
            add(ring, "coordinates", _coordinates(corners))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _coordinates(corners: Sequence[Vertex]) -> str:
    return " ".join(f"{float(point.x)!r},{float(point.y)!r}" for point in (*corners, corners[0]))
