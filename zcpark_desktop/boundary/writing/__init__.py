"""The boundary out to other programs: GeoJSON, KML, DXF, and the coordinate table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from ..rings import BoundaryError, Outline
from .table import CoordinateTable, TableRow, coordinate_table, csv_table

__all__ = ["FORMATS", "CoordinateTable", "TableRow", "coordinate_table", "written"]

FORMATS = {".geojson": "GeoJSON", ".kml": "KML", ".dxf": "DXF图纸", ".csv": "坐标表"}
"""Ending → what it is called."""


def written(rings: Sequence[Outline], system: str, name: str, title: str) -> bytes:
    """The boundary as the content of a file.

    Args:
        rings: of the park.
        system: id of their reference system.
        name: of the file; its ending tells the format.
        title: of the park.

    Raises:
        BoundaryError: no such format, no complete outer ring, or the reference system of metres is not known.
    """
    return _writer(Path(name).suffix.lower())(rings, system, title)


def _writer(suffix: str) -> Callable[[Sequence[Outline], str, str], bytes]:
    if suffix in (".geojson", ".json"):
        from .geojson import geojson

        return geojson
    if suffix == ".kml":
        from .kml import kml

        return kml
    if suffix == ".dxf":
        from .dxf import dxf

        return dxf
    if suffix == ".csv":
        return lambda rings, system, _title: csv_table(rings, system)
    raise BoundaryError(
        f"不能导出为“{suffix}”；可以导出为{'、'.join(f'{name}（{end}）' for end, name in FORMATS.items())}。"
    )
