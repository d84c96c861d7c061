"""Boundaries from Shapefiles: polygons with their holes, closed lines as rings, the system from the .prj file."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path, PurePosixPath
from typing import Any

from ..rings import BoundaryError, PlainRing, Vertex
from ..systems import FALSE_EASTING, SYSTEMS, ZONE_MILLION, Datum, ReferenceSystem, zone_system
from .nesting import ring_of
from .shapes import (
    COMPLAINTS,
    LARGEST_FILE,
    LayerSummary,
    OpenedBoundary,
    Progress,
    ReadBoundary,
    read_result,
)
from .text import decoded

_PARTS = (".dbf", ".shx", ".prj", ".cpg")
SUFFIXES = (".shp", *_PARTS)
"""Endings of the files that make up a Shapefile."""
_NAME_FIELDS = ("name", "名称", "地块名称", "dkmc", "xmmc", "yqmc", "title")


def open_shapefile(path: Path) -> OpenedBoundary:
    """A Shapefile with the files beside it, opened.

    Raises:
        BoundaryError: it cannot be read, or is no Shapefile.
    """
    parts: dict[str, bytes] = {}
    try:
        for each in path.parent.iterdir():
            if each.stem == path.stem and each.suffix.lower() in SUFFIXES:
                if each.stat().st_size > LARGEST_FILE:
                    raise BoundaryError(f"文件“{each.name}”超过300兆字节，不像园区边界；请只另存边界所在的图形。")
                parts[f"{path.stem}{each.suffix.lower()}"] = each.read_bytes()
    except OSError:
        raise BoundaryError(f"文件“{path.name}”无法读取；请核对它是否存在、是否被其他程序占用。") from None
    if f"{path.stem}.shp" not in parts:
        raise BoundaryError(f"文件“{path.name}”无法读取；请核对它是否存在、是否被其他程序占用。")
    return open_parts(parts)


def open_parts(parts: dict[str, bytes]) -> OpenedBoundary:
    """The Shapefiles among files given by name; each is a layer.

    Raises:
        BoundaryError: one of them is no Shapefile.
    """
    lowered = {_key(name): content for name, content in parts.items()}
    layers: dict[str, tuple[list[PlainRing], ReferenceSystem | None, list[str]]] = {}
    summaries = []
    for name, content in parts.items():
        stem, suffix = _key(name)
        if suffix != ".shp":
            continue
        title = PurePosixPath(stem).name
        beside = {end: lowered.get((stem, end)) for end in _PARTS}
        rings, counts, notes = _read(title, content, beside)
        prj = beside[".prj"]
        system = system_of_wkt(decoded(prj, f"{title}.prj")) if prj else None
        if not prj:
            notes.append("没有坐标系文件（.prj），请确认坐标系。")
        elif system is None:
            notes.append("坐标系文件（.prj）所写的坐标系不在支持之列，请确认坐标系。")
        layers[title] = (rings, system, notes)
        summaries.append(LayerSummary(title, counts, bool(rings)))

    def reader(layer: str, _progress: Progress) -> ReadBoundary:
        rings, system, notes = layers[layer]
        return read_result(rings, layer, system, notes)

    return OpenedBoundary("Shapefile", tuple(summaries), reader)


@contextmanager
def _quiet() -> Iterator[None]:
    """What pyshp doubts in a file goes to nobody who could do anything about it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _key(name: str) -> tuple[str, str]:
    path = PurePosixPath(name)
    return str(path.with_suffix("")), path.suffix.lower()


def _read(
    title: str, content: bytes, beside: dict[str, bytes | None]
) -> tuple[list[PlainRing], dict[str, int], list[str]]:
    import shapefile  # only Shapefiles need it

    rings: list[PlainRing] = []
    notes: list[str] = []
    counts: dict[str, int] = {}
    if len(content) < 100 or content[:4] != b"\x00\x00\x27\x0a":
        raise BoundaryError(f"“{title}.shp”不是Shapefile，或不完整；请重新导出后重试。")
    stated = int.from_bytes(content[24:28], "big") * 2
    if stated > len(content):
        raise BoundaryError(
            f"“{title}.shp”不完整（应有{stated}字节，实有{len(content)}字节）；请重新复制或导出后重试。"
        )
    try:
        with _quiet(), shapefile.Reader(shp=io.BytesIO(content[:stated])) as reader:
            names = _names(beside, len(reader))
            for at, shape in enumerate(reader.iterShapes()):
                _take(shape, names[at] if at < len(names) else "", rings, counts, notes)
    except (shapefile.ShapefileException, *COMPLAINTS) as error:
        if isinstance(error, BoundaryError):
            raise
        raise BoundaryError(f"“{title}.shp”不完整或已损坏；请重新复制或导出后重试。") from None
    return rings, counts, notes


def _names(beside: dict[str, bytes | None], _count: int) -> list[str]:
    """What the table beside the shapes calls each of them; nothing where the table is missing or damaged."""
    import shapefile

    table = beside[".dbf"]
    if table is None:
        return []
    stated = (beside[".cpg"] or b"").decode("ascii", "ignore").strip().lower()
    for encoding in dict.fromkeys(("utf-8" if "utf" in stated or "65001" in stated else "gb18030", "utf-8", "gb18030")):
        try:
            with _quiet(), shapefile.Reader(dbf=io.BytesIO(table), encoding=encoding) as reader:
                fields = [str(field[0]).lower() for field in reader.fields[1:]]
                column = next((fields.index(name) for name in _NAME_FIELDS if name in fields), None)
                if column is None:
                    return []
                return [str(record[column] or "").strip()[:80] for record in reader.iterRecords()]
        except (shapefile.ShapefileException, *COMPLAINTS):  # names are a courtesy: the boundary stands without them
            continue
    return []


def _take(shape: Any, name: str, rings: list[PlainRing], counts: dict[str, int], notes: list[str]) -> None:
    kind = str(shape.shapeTypeName)
    word = {"POLYGON": "面", "POLYLINE": "线", "POINT": "点", "MULTIPOINT": "点"}.get(kind.rstrip("ZM"), "其他图形")
    if kind == "NULL":
        return
    counts[word] = counts.get(word, 0) + 1
    if kind.endswith("Z"):
        notes.append("图形含有高程，只取平面位置。")
    if word in ("点", "其他图形"):
        return
    for line in _lines(shape):
        if word == "面":
            # The outside runs clockwise, holes the other way round (the format's own rule).
            ring = ring_of(name, line, hole=_signed_area(line) > 0)
        elif len(line) > 1 and (line[0].x, line[0].y) == (line[-1].x, line[-1].y):
            ring = ring_of(name, line)
        else:
            notes.append("有不闭合的线，没有读取。")
            continue
        if ring is not None:
            rings.append(ring)


def _lines(shape: Any) -> Iterator[list[Vertex]]:
    starts = [*shape.parts, len(shape.points)]
    for first, after in zip(starts, starts[1:], strict=False):
        yield [Vertex("", _number(place[0]), _number(place[1])) for place in shape.points[first:after]]


def _number(value: float) -> Decimal:
    number = Decimal(repr(float(value)))
    if not number.is_finite() or abs(number) > Decimal(10) ** 12:
        raise ValueError("no coordinate")
    return number


def _signed_area(line: Sequence[Vertex]) -> Decimal:
    twice = Decimal(0)
    for one, two in zip(line, line[1:], strict=False):
        twice += (one.x - line[0].x) * (two.y - line[0].y) - (two.x - line[0].x) * (one.y - line[0].y)
    return twice / 2


_ELLIPSOIDS = {
    (6378137, "298.257222"): Datum.CGCS2000, (6378137, "298.257224"): Datum.WGS84,
    (6378140, "298.257000"): Datum.XIAN80, (6378245, "298.300000"): Datum.BEIJING54,
}  # fmt: skip


def system_of_wkt(text: str) -> ReferenceSystem | None:
    """The system that a .prj file describes by its ellipsoid and projection; None for any other."""
    spheroid = re.search(r'(?:SPHEROID|ELLIPSOID)\["[^"]*",\s*([\d.]+),\s*([\d.]+)', text, re.IGNORECASE)
    if spheroid is None:
        return None
    datum = _ELLIPSOIDS.get((round(float(spheroid[1])), f"{float(spheroid[2]):.6f}"))
    if datum is None:
        return None
    if not re.match(r"\s*(PROJCS|PROJCRS)", text, re.IGNORECASE):
        return next(each for each in SYSTEMS if each.datum is datum)
    if not re.search(r"Gauss|Transverse_Mercator", text, re.IGNORECASE):
        return None
    stated = re.findall(r'PARAMETER\["(\w+)",\s*(-?[\d.]+)', text, re.IGNORECASE)
    values = {key.lower(): float(value) for key, value in stated}
    if values.get("scale_factor", 1.0) != 1 or values.get("latitude_of_origin") or values.get("false_northing"):
        return None
    meridian, easting = values.get("central_meridian", 0.0), values.get("false_easting", 0.0)
    zone = round((easting - FALSE_EASTING) / ZONE_MILLION)
    # A zone of three and one of six degrees about one meridian are the same but for the name.
    for width in (3, 6) if re.search(r"3[-_ ]degree", text, re.IGNORECASE) else (6, 3):
        found = zone_system(datum, width, round(meridian), numbered=bool(zone))
        if found is not None and found.false_easting == easting and found.central_meridian == meridian:
            return found
    return None
