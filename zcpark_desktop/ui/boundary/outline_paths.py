"""The outlines as paths for the painter, as fine as the screen shows them: a ring of 5,000 corners stays quick to draw.

Coarser lines are made once for each step of the scale, and kept; they are cut into stretches, of which only those
on the screen are drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import floor, hypot, log2

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPolygonF

from .content import DrawnRing, around

FINENESS, AREA_FINENESS = 0.7, 2.0  # pixels; corners nearer to each other than this are seen as one
STRETCH = 64  # corners


STEPS = 2  # to a doubling of the scale


def step_of(scale: float) -> int:
    """The steps of half a doubling that a scale has reached; what is prepared for one serves up to the next."""
    return floor(STEPS * log2(scale))


def scale_at(step: int) -> float:
    """The scale at which a step begins."""
    return float(2.0 ** (step / STEPS))


def thinned(places: Sequence[QPointF], nearest: float) -> list[QPointF]:
    """The places without those nearer than `nearest` to the one kept before; the first and last stay."""
    if len(places) < 3:
        return list(places)
    kept = [places[0]]
    x, y = places[0].x(), places[0].y()
    for place in places[1:-1]:
        across, up = place.x() - x, place.y() - y
        if abs(across) >= nearest or abs(up) >= nearest:
            kept.append(place)
            x, y = place.x(), place.y()
    return [*kept, places[-1]]


class OutlinePaths:
    """The paths of some rings at any scale."""

    def __init__(self, rings: Iterable[DrawnRing] = ()) -> None:
        self.rings = tuple(rings)
        self._areas: dict[tuple[int, bool], QPainterPath] = {}
        self._stretches: dict[int, list[list[Stretch]]] = {}
        self._spread: dict[tuple[int, int, int], list[int]] = {}

    def stretches(self, scale: float, seen: QRectF) -> Iterator[list[QPolygonF]]:
        """For each ring, in order, the stretches of its line that touch the part of the world that is seen."""
        fine = step_of(scale)
        if fine not in self._stretches:
            nearest = FINENESS / scale_at(fine + 1)
            self._stretches[fine] = [_cut(_closed(thinned(ring.places, nearest))) for ring in self.rings]
        for ring in self._stretches[fine]:
            yield [line for line, room in ring if room.intersects(seen)]

    def area(self, scale: float, *, host: bool) -> QPainterPath:
        """What the rings of the park, or of its host park, enclose; holes left out."""
        key = (step_of(scale), host)
        if key not in self._areas:
            path = QPainterPath()
            path.setFillRule(Qt.FillRule.OddEvenFill)
            nearest = AREA_FINENESS / scale_at(key[0] + 1)
            for ring in self.rings:
                if ring.host == host:
                    path.addPolygon(QPolygonF(_closed(thinned(ring.places, nearest))))
            self._areas[key] = path
        return self._areas[key]

    def spread(self, ring: int, scale: float, apart: float) -> list[int]:
        """Positions of the ring's corners that are about `apart` pixels from each other along the line."""
        key = (ring, step_of(scale), round(apart))
        if key not in self._spread:
            self._spread[key] = _spread(self.rings[ring].places, apart / scale_at(key[1]))
        return self._spread[key]


Stretch = tuple[QPolygonF, QRectF]


def _closed(places: list[QPointF]) -> list[QPointF]:
    return [*places, places[0]] if len(places) > 2 else places


def _cut(line: list[QPointF]) -> list[Stretch]:
    """The line in pieces with the rectangles around them; a rectangle without width or height touches nothing."""
    pieces = [line[start:start + STRETCH + 1] for start in range(0, max(len(line) - 1, 0), STRETCH)]
    return [(QPolygonF(piece), around(piece).adjusted(-1e-3, -1e-3, 1e-3, 1e-3)) for piece in pieces]


def _spread(places: Sequence[QPointF], apart: float) -> list[int]:
    found, gone = [], apart
    before = places[0] if places else QPointF()
    for at, place in enumerate(places):
        gone += hypot(place.x() - before.x(), place.y() - before.y())
        before = place
        if gone >= apart:
            found.append(at)
            gone = 0.0
    return found
