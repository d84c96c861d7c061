"""Changes of corners from the map, each one step of undo with a name."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, Signal

from zcpark_desktop.boundary.rings import BoundaryError
from zcpark_desktop.forms.boundary_edits import RINGS
from zcpark_desktop.project import ProjectError
from zcpark_desktop.project.basics import Point, Ring

from ..session import Session
from . import corner_edits
from .map_view import MapView
from .placed import plane_for


class CornerSteps(QObject):
    """Does in the session what the map asks for.

    Signals:
        chosen: ring and row that are to be selected after a change; row -1 for none.
        refused: one sentence.
    """

    chosen = Signal(int, int)
    refused = Signal(str)

    def __init__(self, session: Session, view: MapView) -> None:
        super().__init__(view)
        self._session = session
        self._stay: tuple[tuple[str, int], object] = (("", -1), object())  # one stay at one corner: nudges are one step
        view.corner_moved.connect(self.move)
        view.corner_nudged.connect(self.nudge)
        view.corner_inserted.connect(self.insert)
        view.corner_removed.connect(self.remove)

    def _ring(self, ring: int) -> Ring:
        return self._session.project.boundary.rings[ring]

    def _put(self, ring: Ring, points: tuple[Point, ...], label: str, focus: object | None = None) -> bool:
        try:
            self._session.apply(label, [(f"{RINGS}/{ring.key}/points", points)], structural=True, focus=focus)
        except ProjectError as error:
            self.refused.emit(str(error))
            return False
        return True

    def move(self, at: int, row: int, place: QPointF, focus: object | None = None) -> None:
        """Put a corner at a place."""
        ring = self._ring(at)
        try:
            position = plane_for(self._session.project).coordinates(place)
        except BoundaryError as error:
            self.refused.emit(str(error))
            return
        self._put(ring, corner_edits.moved(ring, row, position), f"移动拐点 {corner_edits.name_of(ring, row)}", focus)
        self.chosen.emit(at, row)

    def nudge(self, at: int, row: int, east_m: int, north_m: int) -> None:
        """Move a corner by metres; what follows each other at one corner is one step."""
        ring = self._ring(at)
        plane = plane_for(self._session.project)
        point = ring.points[row]
        if point.x is None or point.y is None:
            return
        if self._stay[0] != (ring.key, row):
            self._stay = ((ring.key, row), object())
        (place,) = plane.places([(point.x, point.y)])
        self.move(at, row, place + QPointF(east_m, north_m), self._stay[1])

    def insert(self, at: int, after: int, place: QPointF) -> None:
        """Put a corner at a place on the edge behind a corner."""
        ring = self._ring(at)
        try:
            position = plane_for(self._session.project).coordinates(place)
        except BoundaryError as error:
            self.refused.emit(str(error))
            return
        number = corner_edits.fresh_number(ring, after)
        if self._put(ring, corner_edits.inserted(ring, after, position), f"插入拐点 {number}".rstrip()):
            self.chosen.emit(at, after + 1)

    def remove(self, at: int, row: int) -> None:
        """Take a corner away."""
        ring = self._ring(at)
        label = f"删除拐点 {corner_edits.name_of(ring, row)}"
        if self._put(ring, corner_edits.removed(ring, row), label):
            self.chosen.emit(at, min(row, len(ring.points) - 2))

    def leave(self) -> None:
        """The corner was left: a nudge after this is a step of its own."""
        self._stay = (("", -1), object())
