"""The boundary's corners as a sheet: a row for each corner, with the ring that it belongs to.

A corner has no name of its own, so a ring's corners are taken as a whole, in the order of the rows: a row left out is a
corner left out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from zcpark_desktop.forms.offers import Offers
from zcpark_desktop.forms.points_sheet import PointsSheet
from zcpark_desktop.project import Project
from zcpark_desktop.project.basics import Point, Ring, Whose
from zcpark_desktop.project.declared import Declared
from zcpark_desktop.project.entry import EntryError

from .layouts import CORNERS, RINGS, field_of
from .matching import Recognised

Value = Callable[[int, int], Any]
"""The value of a cell; raises EntryError with a sentence."""


def corner_fields(project: Project, offers: Offers) -> dict[str, Declared]:
    """What is declared of each column."""
    heads = PointsSheet(project, Ring(), offers).heads
    points = [head.field for head in heads if head.field is not None]
    name, hole, whose = (field_of(f"{RINGS}/*/{name}") for name in ("name", "hole", "whose"))
    return dict(zip(CORNERS, (name, hole, *points, whose), strict=True))


@dataclass
class RingRows:
    """One ring as a sheet has it.

    Attributes:
        key: of the ring; empty for one known by its name only.
        first_row: where it begins.
        problems: cells that cannot be taken: row, column, sentence. The ring then stays as it is.
    """

    key: str
    name: str
    first_row: int
    hole: bool | None = None
    whose: Whose | None = None
    points: list[Point] = field(default_factory=list)
    problems: list[tuple[int, int, str]] = field(default_factory=list)


def rings_of(each: Recognised, value: Value) -> list[RingRows]:
    """The rings of a sheet, in its order; a row without key and name belongs to the ring above it."""
    columns = {key: column for column, key in each.columns.items()}
    found: dict[tuple[str, str], RingRows] = {}
    above: RingRows | None = None
    for row in range(each.first_row, len(each.sheet.rows)):
        mark = each.sheet.value(row, each.key_column) if each.key_column is not None else None
        mark = mark if isinstance(mark, str) else ""
        cells: dict[str, Any] = {}
        problems = []
        for key, column in columns.items():
            try:
                cells[key] = value(row, column)
            except EntryError as error:
                if each.sheet.value(row, column) is not None:
                    problems.append((row, column, str(error)))
        if mark.startswith("#") or not (problems or any(cell not in (None, "") for cell in cells.values())):
            continue
        name = str(cells.get("name") or "")
        if mark or name or above is None:
            above = found.setdefault((mark, "" if mark else name), RingRows(mark, name, row))
        above.problems += problems
        if cells.get("hole") is not None:
            above.hole = bool(cells["hole"])
        if cells.get("whose"):
            above.whose = cells["whose"]
        point = {key: cells.get(key) for key in ("number", "x", "y")}
        if any(each is not None and each != "" for each in point.values()):
            above.points.append(Point(number=str(point["number"] or ""), x=point["x"], y=point["y"]))
    return list(found.values())

