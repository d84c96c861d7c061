"""Rings for tests of the boundary's page, and where their corners are seen."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from PySide6.QtCore import QPoint

from zcpark_desktop.project.basics import Point, Ring
from zcpark_desktop.ui.boundary.map_view import MapView

SQUARE = (("J1", 500000, 3500000), ("J2", 501000, 3500000), ("J3", 501000, 3501000), ("J4", 500000, 3501000))
"""A square kilometre, anticlockwise."""


def ring(*corners: tuple[str, Any, Any], key: str = "a", name: str = "", hole: bool = False) -> Ring:
    """A ring of corners (number, x, y)."""
    points = tuple(Point(number=number, x=Decimal(str(x)), y=Decimal(str(y))) for number, x, y in corners)
    return Ring(id=key, name=name, hole=hole, points=points)


def spot_of(view: MapView, ring_at: int, row: int) -> QPoint:
    """Where the map shows a corner."""
    place = view.content.rings[ring_at].place_of(row)
    assert place is not None
    return view.camera.to_screen(place).toPoint()
