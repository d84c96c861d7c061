"""What the pointer does on the map: pan, zoom, choose, drag a corner, insert one, point at a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QGestureEvent, QPinchGesture

from ..theme import em
from .content import nearest_corner, nearest_edge

if TYPE_CHECKING:
    from .map_view import MapView

REACH = 0.8  # em, from a corner or edge at which the pointer takes it
WHEEL_NOTCH = 120.0
WHEEL_FACTOR = 1.25  # a notch


class Hand:
    """The pointer on one map."""

    def __init__(self, view: MapView) -> None:
        self._view = view
        self._from: QPointF | None = None      # where the button went down
        self._last = QPointF()
        self._corner: tuple[int, int] | None = None  # the corner that the button took hold of
        self._under_way = False

    @property
    def is_dragging(self) -> bool:
        """Whether a corner is being dragged."""
        return self._view.moving is not None

    def corner_at(self, spot: QPointF) -> tuple[int, int] | None:
        """Ring and row of the corner at a spot."""
        view = self._view
        reach = em(REACH) / view.camera.scale
        return nearest_corner(view.content.rings, view.rings_shown(), view.camera.to_world(spot), reach)

    def edge_at(self, place: QPointF) -> tuple[int, int, QPointF] | None:
        """Ring, row of the corner before, and nearest place on the edge at a place."""
        view = self._view
        return nearest_edge(view.content.rings, view.rings_shown(), place, em(REACH) / view.camera.scale)

    def show_cursor(self, spot: QPointF | None = None) -> None:
        """The cursor that says what a press would do."""
        view = self._view
        if view.prompt:
            shape = Qt.CursorShape.CrossCursor
        elif self._from is not None and self._corner is None:
            shape = Qt.CursorShape.ClosedHandCursor
        elif spot is not None and (view.problem_at(spot) or view.mark_at(spot)):
            shape = Qt.CursorShape.PointingHandCursor
        elif spot is not None and self.corner_at(spot):
            shape = Qt.CursorShape.SizeAllCursor if view.may_edit else Qt.CursorShape.PointingHandCursor
        else:
            shape = Qt.CursorShape.OpenHandCursor
        view.setCursor(shape)

    def press(self, event: QMouseEvent) -> None:
        """Take hold of what is there."""
        view, spot = self._view, event.position()
        if event.button() == Qt.MouseButton.MiddleButton:
            self._from, self._last, self._corner, self._under_way = spot, spot, None, True
        elif event.button() == Qt.MouseButton.LeftButton:
            self._from, self._last, self._under_way = spot, spot, False
            self._corner = None if view.prompt else self.corner_at(spot)
            if self._corner is not None and view.problem_at(spot) is None:
                view.choose(*self._corner)
                view.corner_chosen.emit(*self._corner)
        self.show_cursor(spot)

    def move(self, event: QMouseEvent) -> None:
        """Pan, or drag the corner that was taken."""
        view, spot = self._view, event.position()
        view.pointer_moved.emit(view.camera.to_world(spot))
        if self._from is None:
            self.show_cursor(spot)
            return
        if not self._under_way:
            if (spot - self._from).manhattanLength() < QApplication.startDragDistance():
                return
            self._under_way = True
        if self._corner is None:
            view.look(view.camera.panned(spot - self._last))
        elif view.may_edit:
            view.moving = view.camera.to_world(spot)
            view.update()
        self._last = spot

    def release(self, event: QMouseEvent) -> None:
        """Let go: a drag is told, a click chooses."""
        view, spot = self._view, event.position()
        if self._from is None:
            return
        corner, clicked, place = self._corner, not self._under_way, view.moving
        self._from, self._corner, self._under_way, view.moving = None, None, False, None
        self.show_cursor(spot)
        if place is not None and corner is not None:
            view.update()
            view.corner_moved.emit(*corner, place)
        elif clicked and event.button() == Qt.MouseButton.LeftButton:
            self._click(spot)

    def _click(self, spot: QPointF) -> None:
        view = self._view
        if view.prompt:
            view.place_given.emit(view.camera.to_world(spot))
            return
        problem = view.problem_at(spot)
        mark = view.mark_at(spot)
        if problem is not None:
            view.problem_chosen.emit(problem)
        elif mark is not None and self.corner_at(spot) is None:
            view.mark_chosen.emit(mark)

    def double_click(self, event: QMouseEvent) -> None:
        """Insert a corner on the edge that is there; elsewhere go nearer."""
        view, spot = self._view, event.position()
        if event.button() != Qt.MouseButton.LeftButton or view.prompt or self.corner_at(spot):
            return
        edge = self.edge_at(view.camera.to_world(spot)) if view.may_edit else None
        if edge is not None:
            view.corner_inserted.emit(*edge)
        else:
            view.zoom(2.0, spot)

    def wheel(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, or where the map has the keys; otherwise the page scrolls."""
        view = self._view
        if not view.hasFocus() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        view.zoom(WHEEL_FACTOR ** (event.angleDelta().y() / WHEEL_NOTCH), event.position())
        event.accept()

    def pinch(self, event: QEvent) -> bool:
        """Zoom with two fingers; whether it was that."""
        view = self._view
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            view.zoom(1 + event.value(), event.position())
            return True
        if isinstance(event, QGestureEvent):
            gesture = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(gesture, QPinchGesture):
                spot = QPointF(view.mapFromGlobal(gesture.centerPoint().toPoint()))
                view.zoom(gesture.scaleFactor(), spot)
                return True
        return False

    def give_up(self) -> bool:
        """Let go of everything without a change; whether a corner was being dragged."""
        view, was = self._view, self.is_dragging
        self._from, self._corner, self._under_way, view.moving = None, None, False, None
        if was:
            view.update()
        self.show_cursor()
        return was
