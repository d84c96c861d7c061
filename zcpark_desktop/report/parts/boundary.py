"""The boundary in a document: its map, and its corners as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from ... import wording
from ...boundary import BoundaryError, find_system
from ...boundary.guessing import centre
from ...boundary.systems import CGCS2000, ReferenceSystem, from_lonlat, moved, three_degree_zone
from ...boundary.writing import CoordinateTable, coordinate_table
from ...boundary.writing.parts import parts_of
from ...project.basics import Ring as BoundaryRing
from ...project.remembering import remembered
from ..blocks import Block, Column, Figure, Paragraph, Table
from ..charts import BoundaryMap, MapMark, MapRing, MarkKind
from ..material import Material

MOST_ROWS = 2_000
"""Corners that are printed; of more, the table is handed in as a file."""


def _rings(rings: tuple[BoundaryRing, ...], system: str, zone: ReferenceSystem) -> tuple[MapRing, ...]:
    try:
        parts = parts_of(rings, system)
    except BoundaryError:
        return ()
    flat = moved([ring for part in parts for ring in part.rings], CGCS2000, zone)
    return tuple(
        MapRing(
            tuple((point.x, point.y) for point in ring.points), tuple(point.number for point in ring.points), ring.hole
        )
        for ring in flat
    )


@remembered(most=1)  # application and plan of one export show the same
def map_figure(material: Material) -> Figure | None:
    """The map of the boundary; None where there is none to draw."""
    project = material.project
    boundary = project.boundary
    try:
        parts = parts_of(boundary.park_rings, boundary.reference_system)
        zone = three_degree_zone(centre([(p.x, p.y) for part in parts for p in part.outside.points])[0])
    except BoundaryError:
        return None
    rings = _rings(boundary.park_rings, boundary.reference_system, zone)
    places = [*_places(material)]
    flat = from_lonlat([place for _, place, _ in places], zone)
    marks = tuple(MapMark(kind, x, y, name) for (kind, _, name), (x, y) in zip(places, flat, strict=True))
    corners = sum(len(ring.corners) for ring in rings)
    note = "拐点较密处只标注部分点号。" if corners > 40 else ""
    return Figure(
        BoundaryMap(rings, _rings(boundary.host_rings, boundary.reference_system, zone), marks),
        "园区边界图",
        "figure.boundary",
        source=f"边界拐点坐标，CGCS2000，中央子午线{zone.central_meridian}°",
        note=note,
        alt=f"园区边界图，共{corners}个拐点，上方为北",
    )


def _places(material: Material) -> Iterator[tuple[MarkKind, tuple[Decimal, Decimal], str]]:
    project = material.project
    lists: tuple[tuple[MarkKind, Iterable[object]], ...] = (
        ("enterprise", (row for row in project.enterprises if row.inside)),
        ("roof", project.roofs),
        ("storage", project.storages),
        ("landmark", project.landmarks),
    )
    for kind, rows in lists:
        for row in rows:
            longitude, latitude = getattr(row, "longitude", None), getattr(row, "latitude", None)
            if longitude is not None and latitude is not None and abs(latitude) < 89:
                yield kind, (longitude, latitude), getattr(row, "name", "")


def corner_blocks(material: Material) -> tuple[Block, ...]:
    """How the boundary is given, and the table of all corners in degrees and metres; () without corners."""
    boundary = material.project.boundary
    try:
        table = coordinate_table(boundary.park_rings, boundary.reference_system)
    except BoundaryError:
        return _as_entered(material)
    lead = Paragraph(_lead(material, table))
    if len(table.rows) > MOST_ROWS:
        return (lead, Paragraph("拐点较多，坐标以电子文件另附。"))
    columns = (
        Column("地块", weight=1.7), Column("点号", align="center", weight=0.9),
        Column("经度", align="right", weight=2.2), Column("纬度", align="right", weight=2.1),
        Column("纵坐标X", unit="米", align="right", weight=1.9), Column("横坐标Y", unit="米", align="right", weight=1.8),
    )  # fmt: skip
    rows = tuple(
        (
            f"{row.plot}{'（扣除）' if row.hole else ''}",
            row.number,
            row.longitude,
            row.latitude,
            row.northing,
            row.easting,
        )
        for row in table.rows
    )
    note = f"CGCS2000；平面坐标为3度带高斯-克吕格投影，中央子午线{table.zone.central_meridian}°，横坐标不带带号。"
    return (lead, Table(columns, rows, "边界拐点坐标", note=note, dense=True))


def _lead(material: Material, table: CoordinateTable) -> str:
    boundary = material.project.boundary
    plots = len({row.plot for row in table.rows if not row.hole})
    system = find_system(boundary.reference_system)
    given = f"，测绘成果的坐标系为{system.title}" if system is not None and system != CGCS2000 else ""
    warning = system.warning.rstrip("。").split("；")[0] if system is not None else ""
    text = f"园区边界由{plots}个地块、{len(table.rows)}个拐点确定{given}。"
    if warning:
        text += f"{warning}。"
    return text + (f"{boundary.system_note.strip().rstrip('。')}。" if boundary.system_note.strip() else "")


def _as_entered(material: Material) -> tuple[Block, ...]:
    """Corners of which it is not known where they lie, as they were entered."""
    rings = [ring for ring in material.project.boundary.park_rings if ring.points]
    if not rings:
        return ()
    columns = (
        Column("地块", weight=2.4), Column("点号", align="center", weight=1),
        Column("经度或横坐标Y", align="right", weight=2.4), Column("纬度或纵坐标X", align="right", weight=2.4),
    )  # fmt: skip
    rows = tuple(
        (
            f"{ring.name or ring.key}{'（扣除）' if ring.hole else ''}",
            point.number or str(position),
            wording.entered(point.x),
            wording.entered(point.y),
        )
        for ring in rings
        for position, point in enumerate(ring.points, 1)
    )
    lead = Paragraph(f"园区边界由{len(rings)}个闭合环、{len(rows)}个拐点确定，坐标按填报数据列出，坐标系待核实。")
    if len(rows) > MOST_ROWS:
        return (lead, Paragraph("拐点较多，坐标以电子文件另附。"))
    return (lead, Table(columns, rows, "边界拐点坐标", dense=True))
