"""The corners of one ring of the boundary as a sheet: number, longitude, latitude."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from zcpark_desktop.project import Address, Project
from zcpark_desktop.project.basics import Point, Ring
from zcpark_desktop.project.declared import Declared, Kind

from .edits import Edit
from .offers import Offers
from .sheet import Head, Sheet, Written

_NAMES = ("number", "x", "y")


def _field(name: str) -> Declared:
    info = Point.model_fields[name]
    return Declared(f"boundary/rings/*/points/{name}", info.title or name,
                    Kind.TEXT if name == "number" else Kind.NUMBER, can_be_missing=name != "number",
                    longest=500 if name == "number" else None)


_FIELDS = tuple(_field(name) for name in _NAMES)


class PointsSheet(Sheet):
    """The corners of `ring`; they are written back as a whole, since a corner has no name of its own.

    Args:
        is_new: the ring is not in the project yet, and is added with its first corner.
    """

    has_rows_of_its_own = True
    row_word = "拐点"

    def __init__(self, project: Project, ring: Ring, offers: Offers, *, is_new: bool = False) -> None:
        super().__init__(project, offers)
        self._ring, self._is_new = ring, is_new
        self.points = ring.points
        self.points_address: Address = f"boundary/rings/{ring.key}/points"
        self.heads = tuple(Head(field.title, width=width, frozen=False, field=field)
                           for field, width in zip(_FIELDS, (7, 17, 17), strict=True))

    @property
    def row_count(self) -> int:
        """See `Sheet`."""
        return len(self.points)

    def row_key(self, row: int) -> str:
        """See `Sheet`."""
        return str(row)

    def value(self, row: int, column: int) -> Any:
        """See `Sheet`."""
        return getattr(self.points[row], _NAMES[column])

    def field(self, row: int, column: int) -> Declared | None:
        """See `Sheet`."""
        return _FIELDS[column]

    def text(self, row: int, column: int) -> str:
        """See `Sheet`; coordinates have no thousands separators."""
        return self.raw(row, column)

    def address(self, row: int, column: int) -> Address | None:
        """See `Sheet`; all corners stand at one address."""
        return self.points_address

    def writing(self, cells: Sequence[Written]) -> list[Edit]:
        """See `Sheet`."""
        number = max([self.row_count, *(row + 1 for row, _, _ in cells)])
        changes: dict[int, dict[str, Any]] = {}
        for row, column, value in cells:
            changes.setdefault(row, {})[_NAMES[column]] = value
        points = [*self.points, *(Point() for _ in range(number - self.row_count))]
        return self._put(tuple(
            point.model_copy(update=changes[row]) if row in changes else point for row, point in enumerate(points)))

    def _put(self, points: tuple[Point, ...]) -> list[Edit]:
        if self._is_new:
            ring = self._ring.model_copy(update={"points": points})
            return [("boundary/rings", (*self.project.boundary.rings, ring))]
        return [(self.points_address, points)]

    def inserting(self, at: int, number: int) -> list[Edit]:
        """See `Sheet`."""
        return self._put((*self.points[:at], *(Point() for _ in range(number)), *self.points[at:]))

    def removing(self, rows: Sequence[int]) -> list[Edit]:
        """See `Sheet`."""
        gone = set(rows)
        return self._put(tuple(point for row, point in enumerate(self.points) if row not in gone))

    def moving(self, rows: Sequence[int], to: int) -> list[Edit]:
        """See `Sheet`."""
        moved = set(rows)
        before = [point for row, point in enumerate(self.points) if row < to and row not in moved]
        after = [point for row, point in enumerate(self.points) if row >= to and row not in moved]
        return self._put((*before, *(self.points[row] for row in sorted(moved)), *after))

    def cell_at(self, address: Address) -> tuple[int, int] | None:
        """See `Sheet`."""
        return (0, 0) if address == self.points_address else None
