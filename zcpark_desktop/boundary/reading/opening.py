"""The way into a file of coordinates, whatever its format."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..rings import BoundaryError
from .shapes import LARGEST_FILE, OpenedBoundary, Progress, ReadBoundary, unheard
from .text import decoded

SUFFIXES = (".csv", ".txt", ".json", ".geojson", ".kml", ".kmz", ".shp", ".zip", ".dxf")
"""Endings of the files that `open_boundary` reads; workbooks come as rows through `read_rows`."""


def _loaded(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise BoundaryError(f"文件“{path.name}”超过300兆字节，不像园区边界；请在制图软件中只另存边界所在的图层。")
        return path.read_bytes()
    except OSError:
        raise BoundaryError(f"文件“{path.name}”无法读取；请核对它是否存在、是否被其他程序占用。") from None


def open_boundary(source: Path | bytes | str, name: str = "", progress: Progress = unheard) -> OpenedBoundary:
    """A file of coordinates, opened: its layers are known, and any of them can be read.

    Args:
        source: a file, the content of one, or pasted text.
        name: of the file, where its content is given; its ending tells the format.
        progress: told how far the opening is; an exception from it ends it.

    Raises:
        BoundaryError: it is not readable, or no such file.
    """
    if isinstance(source, str):
        return _of_text(source, name)
    if isinstance(source, Path):
        name = name or source.name
        suffix = source.suffix.lower()
        if suffix == ".shp":
            from .shapefiles import open_shapefile

            return open_shapefile(source)
        content = _loaded(source)
    else:
        content, suffix = source, Path(name).suffix.lower()
    if not content.strip():
        raise BoundaryError(f"文件“{name}”是空的；请核对是否选错了文件。")
    if content.startswith((b"AC10", b"MC0.0")):
        raise BoundaryError(f"文件“{name}”是DWG图纸，无法直接读取；请在CAD中另存为DXF后重试。")
    if content.startswith((b"\xd0\xcf\x11\xe0", b"%PDF")) or suffix in (".xlsx", ".xls", ".pdf", ".docx"):
        raise BoundaryError(f"文件“{name}”不是坐标文件；支持坐标表、GeoJSON、KML、KMZ、Shapefile和DXF。")
    if content.startswith(b"PK"):
        from .archives import open_archive

        return open_archive(content, name)
    if suffix == ".dxf" or content.startswith(b"AutoCAD Binary DXF"):
        from .dxf import open_dxf

        return open_dxf(content, name, progress)
    if suffix == ".kml":
        from .kml import open_kml

        return open_kml(content, name)
    return _of_text(decoded(content, name), name)


def _of_text(text: str, name: str) -> OpenedBoundary:
    start = text.lstrip("\ufeff \t\r\n")[:200]
    if start.startswith("{"):
        from .geojson import open_geojson

        return open_geojson(text, name)
    if start.startswith("<"):
        from .kml import open_kml

        return open_kml(text.encode(), name)
    from .tables import open_rows
    from .text import split_rows

    return open_rows(split_rows(text), name)


def read_rows(rows: Sequence[Sequence[str]], name: str = "") -> ReadBoundary:
    """The rings of a table whose cells come as text, such as a sheet of a workbook.

    Raises:
        BoundaryError: there are no corners in it, or cells that are no coordinates.
    """
    from .tables import open_rows

    return open_rows([list(row) for row in rows], name).read()


def read_boundary(
    source: Path | bytes | str, name: str = "", layer: str | None = None, progress: Progress = unheard
) -> ReadBoundary:
    """`open_boundary` and `OpenedBoundary.read` in one.

    Raises:
        LayerNeeded: the file has several layers with lines, and none is named.
        BoundaryError: it is not readable, or holds no boundary.
    """
    return open_boundary(source, name, progress).read(layer, progress)
