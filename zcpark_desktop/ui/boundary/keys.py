"""What the keys do on the map: everything that the pointer can."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from .map_view import MapView

ZOOM = 1.5
PAN_SHARE = 0.15  # of the shorter side
STEP_M, LONG_STEP_M = 1, 10
ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)}
IN, OUT = (Qt.Key.Key_Plus, Qt.Key.Key_Equal), (Qt.Key.Key_Minus, Qt.Key.Key_Underscore)
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
SHIFT, ALT, CONTROL = (Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier,
                       Qt.KeyboardModifier.ControlModifier)


class Keys:
    """The keyboard on one map.

    Arrows pan, plus and minus zoom, 0 and Home show everything. Enter selects a corner, Tab goes on to the next; Alt
    with the arrows moves it by a metre, with Shift too by ten; Insert puts one behind it, Delete removes it, Esc lets
    it go. While a place is asked for, Enter gives the one in the middle.
    """

    def __init__(self, view: MapView) -> None:
        self._view = view

    def wants(self, event: QKeyEvent) -> bool:
        """Whether a key that may be a shortcut of the window is meant for the map."""
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in ARROWS:
            return not held & CONTROL
        if key == Qt.Key.Key_Escape:
            return bool(self._view.prompt) or self._view.row >= 0
        return not held & (CONTROL | ALT) and key in (*IN, *OUT, *ENTER, Qt.Key.Key_Delete, Qt.Key.Key_Insert,
                                                      Qt.Key.Key_Home, Qt.Key.Key_0)

    def press(self, event: QKeyEvent) -> bool:
        """Do what the key means; whether it means anything here."""
        if not self.wants(event):
            return False
        view, key, held = self._view, event.key(), event.modifiers()
        if key in ARROWS:
            self._arrow(*ARROWS[Qt.Key(key)], alt=bool(held & ALT), shift=bool(held & SHIFT))
        elif key in IN:
            view.zoom(ZOOM)
        elif key in OUT:
            view.zoom(1 / ZOOM)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_0):
            view.fit()
        elif key == Qt.Key.Key_Escape:
            self._escape()
        elif key in ENTER:
            self._enter()
        elif view.may_edit and view.place_of_chosen() is not None:
            if key == Qt.Key.Key_Delete:
                view.corner_removed.emit(view.current, view.row)
            else:
                self._insert()
        return True

    def _arrow(self, east: int, north: int, *, alt: bool, shift: bool) -> None:
        view = self._view
        if not alt:
            far = PAN_SHARE * min(view.width(), view.height()) * (3 if shift else 1)
            view.look(view.camera.panned(QPointF(-east * far, north * far)))
        elif view.may_edit and view.place_of_chosen() is not None:
            metres = LONG_STEP_M if shift else STEP_M
            view.corner_nudged.emit(view.current, view.row, east * metres, north * metres)

    def _escape(self) -> None:
        view = self._view
        if view.hand.give_up():
            return
        if view.prompt:
            view.stop_asking()
            view.place_declined.emit()
        else:
            view.choose(view.current, -1)
            view.corner_chosen.emit(-1, -1)

    def _enter(self) -> None:
        view = self._view
        if view.prompt:
            view.place_given.emit(QPointF(view.camera.centre))
        elif view.place_of_chosen() is None and view.content.corner_count:
            middle = view.camera.centre
            far, ring, row = min(((place - middle).manhattanLength(), at, row)
                                 for at, ring in enumerate(view.content.rings)
                                 for row, place in zip(ring.rows, ring.places, strict=True))
            del far
            self._select(ring, row)

    def _insert(self) -> None:
        view = self._view
        ring = view.content.rings[view.current]
        at = ring.index_of(view.row)
        if at is not None and len(ring.places) > 1:
            following = ring.places[(at + 1) % len(ring.places)]
            view.corner_inserted.emit(view.current, view.row, (ring.places[at] + following) / 2)

    def step(self, by: int) -> bool:
        """Select the next corner (1) or the one before (-1) of the current ring, round and round."""
        view = self._view
        if view.place_of_chosen() is None or not view.hasFocus():
            return False
        ring = view.content.rings[view.current]
        at = ring.index_of(view.row)
        if at is None:
            return False
        self._select(view.current, ring.rows[(at + by) % len(ring.rows)])
        return True

    def _select(self, ring: int, row: int) -> None:
        view = self._view
        view.choose(ring, row)
        place = view.place_of_chosen()
        if place is not None:
            view.reveal(place)
        view.corner_chosen.emit(ring, row)
