"""Shapefiles made for tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import Any

import shapefile
from pyproj import CRS


def made(
    polygons: Sequence[Sequence[Sequence[tuple[float, ...]]]], name: str = "边界", epsg: int | None = 4549, **how: Any
) -> dict[str, bytes]:
    """The files of a Shapefile by name; each polygon is its lines, the outside clockwise."""
    files = {end: io.BytesIO() for end in ("shp", "shx", "dbf")}
    kind = how.pop("kind", shapefile.POLYGON)
    with shapefile.Writer(**files, shapeType=kind, encoding="utf-8", **how) as writer:
        writer.field("NAME", "C", 60)
        for at, lines in enumerate(polygons):
            {shapefile.POLYGON: writer.poly, shapefile.POLYGONZ: writer.polyz, shapefile.POLYLINE: writer.line}[kind](
                [list(line) for line in lines]
            )
            writer.record(f"地块{at + 1}")
    result = {f"{name}.{end}": file.getvalue() for end, file in files.items()}
    result[f"{name}.cpg"] = b"UTF-8"
    if epsg is not None:
        result[f"{name}.prj"] = CRS.from_epsg(epsg).to_wkt("WKT1_ESRI").encode()
    return result


def zipped(files: dict[str, bytes]) -> bytes:
    """The files as a zip archive."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return content.getvalue()
