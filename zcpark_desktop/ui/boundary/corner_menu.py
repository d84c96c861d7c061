"""The menu of the map: what can be done with the corner or edge under the pointer."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QMenu

from .map_view import ZOOM_STEP, MapView


def make(view: MapView, ring: int, row: int, place: QPointF) -> QMenu:
    """The menu at `place`, over the corner in that ring and row (-1, -1 for none)."""
    menu = QMenu(view)
    edge = view.hand.edge_at(place)
    if row >= 0:
        number = view.content.rings[ring].number_of(row)
        view.choose(ring, row)
        view.corner_chosen.emit(ring, row)
        remove = menu.addAction(f"删除拐点 {number}")
        remove.setShortcut("Delete")
        remove.triggered.connect(lambda: view.corner_removed.emit(ring, row))
        remove.setEnabled(view.may_edit)
    elif edge is not None:
        insert = menu.addAction("在此插入拐点")
        insert.triggered.connect(lambda: view.corner_inserted.emit(*edge))
        insert.setEnabled(view.may_edit)
    if not menu.isEmpty():
        menu.addSeparator()
    for text, keys, action in (("放大", "+", lambda: view.zoom(ZOOM_STEP)), ("缩小", "-", lambda: view.zoom(1 / ZOOM_STEP)),
                               ("显示全图", "Home", view.fit)):
        entry = menu.addAction(text)
        entry.setShortcut(keys)
        entry.triggered.connect(lambda _checked=False, action=action: action())
    return menu
