"""The boundary as a coordinate table: degrees, minutes and seconds beside metres of the 3° zone, both CGCS2000."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from ..angles import degrees_minutes_seconds
from ..guessing import centre
from ..rings import Outline
from ..systems import ReferenceSystem, from_lonlat, three_degree_zone
from .parts import parts_of

HEADS = ("地块", "类型", "点号", "经度", "纬度", "纵坐标X（米）", "横坐标Y（米）")


@dataclass(frozen=True)
class TableRow:
    """One corner as it is printed.

    Attributes:
        plot: name of the plot.
        hole: the corner is one of a hole.
        number: of the corner.
        longitude, latitude: as in 120°18′30.5000″.
        northing, easting: metres of the table's zone, three decimals.
    """

    plot: str
    hole: bool
    number: str
    longitude: str
    latitude: str
    northing: str
    easting: str


@dataclass(frozen=True)
class CoordinateTable:
    """All corners.

    Attributes:
        zone: the CGCS2000 3° zone that the metres are of, without zone number.
    """

    zone: ReferenceSystem
    rows: tuple[TableRow, ...]


def coordinate_table(rings: Sequence[Outline], system: str, second_decimals: int = 4) -> CoordinateTable:
    """The table of all corners, ring by ring; the zone is that of the boundary's middle.

    Args:
        second_decimals: four stand for three millimetres, five for less than one.

    Raises:
        BoundaryError: there is no complete outer ring, or the reference system of metres is not known.
    """
    parts = parts_of(rings, system)
    middle = centre([(point.x, point.y) for part in parts for point in part.outside.points])
    zone = three_degree_zone(middle[0])
    rows = []
    for at, part in enumerate(parts):
        for ring in part.rings:
            flat = from_lonlat([(point.x, point.y) for point in ring.points], zone)
            for point, (x, y) in zip(ring.points, flat, strict=True):
                rows.append(
                    TableRow(
                        part.outside.name or f"地块{at + 1}",
                        ring.hole,
                        point.number,
                        degrees_minutes_seconds(point.x, second_decimals),
                        degrees_minutes_seconds(point.y, second_decimals),
                        f"{y:.3f}",
                        f"{x:.3f}",
                    )
                )
    return CoordinateTable(zone, tuple(rows))


def csv_table(rings: Sequence[Outline], system: str) -> bytes:
    """The table as CSV in UTF-8 with its mark, as Excel and WPS open it; seconds with five decimals.

    Raises:
        BoundaryError: see `coordinate_table`.
    """
    table = coordinate_table(rings, system, second_decimals=5)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADS)
    before: tuple[str, bool] | None = None
    for row in table.rows:
        if before is not None and (row.plot, row.hole) != before:
            writer.writerow(())
        before = row.plot, row.hole
        writer.writerow(
            (
                row.plot,
                "内环" if row.hole else "外环",
                row.number,
                row.longitude,
                row.latitude,
                row.northing,
                row.easting,
            )
        )
    return text.getvalue().encode("utf-8-sig")
