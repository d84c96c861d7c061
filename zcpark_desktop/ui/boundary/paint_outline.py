"""How the outlines are painted: the park's area and lines, its corners with their numbers, the host park behind."""

from __future__ import annotations

from collections.abc import Container, Sequence
from math import hypot

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from .. import theme
from ..theme import em
from .camera import Camera
from .content import DrawnRing
from .outline_paths import OutlinePaths

FILL, HOST_FILL = 0.13, 0.05
ROOMY_SHARE = 0.7  # of a ring's corners stand apart: all are shown as dots
NUMBERS_APART = 3.2  # em
FEW = 60  # corners: each may carry its number, where there is room
MOST_STROKED = 400


def paint_areas(painter: QPainter, camera: Camera, paths: OutlinePaths, *, host: bool) -> None:
    """The areas: the park's, and quietly behind it its host park's, where that is shown."""
    look = theme.current()
    if host:
        _fill(painter, camera, paths.area(camera.scale, host=True), QColor(look.quiet), HOST_FILL)
    _fill(painter, camera, paths.area(camera.scale, host=False), QColor(look.accent), FILL)


def paint_lines(painter: QPainter, camera: Camera, paths: OutlinePaths, shown: Container[int], current: int, *,
                edged: bool) -> None:
    """The lines of the rings that are shown; the current ring's is stronger, a hole's dashed, a host park's quiet.

    Args:
        edged: with an edge on both sides, so that they stand out from a picture.
    """
    look = theme.current()
    edge = QColor(look.raised)
    edge.setAlphaF(0.75)
    for at, lines in enumerate(paths.stretches(camera.scale, camera.seen)):
        if at in shown:
            ring = paths.rings[at]
            strong = at == current and len(paths.rings) > 1
            colour = QColor(look.quiet if ring.host else look.accent)
            if edged:
                _draw(painter, camera, lines, edge, 5)
            _draw(painter, camera, lines, colour, 2.2 if strong else 1.5, dashed=ring.hole)


def _fill(painter: QPainter, camera: Camera, area: QPainterPath, colour: QColor, share: float) -> None:
    colour.setAlphaF(share)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # its edge lies under the line
    painter.setTransform(camera.transform, True)
    painter.fillPath(area, colour)
    painter.restore()


def _draw(painter: QPainter, camera: Camera, lines: list[QPolygonF], colour: QColor, width: float, *,
          dashed: bool = False) -> None:
    """Draw lines; many corners with the thinnest pen, which is fifty times as fast as any other, and thrice."""
    many = sum(len(line) for line in lines) > MOST_STROKED
    pen = QPen(colour, 1.0 if many else width)
    pen.setCosmetic(True)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if dashed and not many:
        pen.setStyle(Qt.PenStyle.DashLine)
    shifts = ((0.0, 0.0), (0.4, 0.4), (-0.4, 0.4)) if many else ((0.0, 0.0),)
    painter.save()
    painter.setPen(pen)
    for right, down in shifts:
        painter.setTransform(camera.transform * QTransform.fromTranslate(right, down))
        for line in lines:
            painter.drawPolyline(line)
    painter.restore()


def paint_dots(painter: QPainter, camera: Camera, ring: DrawnRing, paths: OutlinePaths, at: int) -> None:
    """The corners of a ring as dots; where they would run into each other, only those that carry a number."""
    seen = camera.seen
    apart = paths.spread(at, camera.scale, em(0.6))
    roomy = len(apart) >= ROOMY_SHARE * len(ring.places)
    positions = range(len(ring.places)) if roomy else _numbered(camera, ring, paths, at)
    dots = [camera.to_screen(place) for position in positions if seen.contains(place := ring.places[position])]
    colour = QColor(theme.current().quiet if ring.host else theme.current().accent)
    painter.setPen(QPen(colour, em(0.42), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawPoints(QPolygonF(dots))


def _numbered(camera: Camera, ring: DrawnRing, paths: OutlinePaths, at: int) -> Sequence[int]:
    """The positions of the corners that may carry their number."""
    few = len(ring.places) <= FEW
    return range(len(ring.places)) if few else paths.spread(at, camera.scale, em(NUMBERS_APART))


def paint_chosen(painter: QPainter, spot: QPointF) -> None:
    """The selected corner."""
    look = theme.current()
    painter.setPen(QPen(QColor(look.accent), 2))
    painter.setBrush(QColor(look.raised))
    painter.drawEllipse(spot, em(0.45), em(0.45))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.accent))
    painter.drawEllipse(spot, em(0.2), em(0.2))


class Labels:
    """Words on the map that keep out of each other's way; what is placed first stands."""

    def __init__(self, painter: QPainter) -> None:
        self._painter = painter
        self._cells: dict[tuple[int, int], list[QRectF]] = {}
        self._cell = em(4)

    def _around(self, room: QRectF) -> list[tuple[int, int]]:
        cell = self._cell
        return [(column, row) for column in range(int(room.left() // cell), int(room.right() // cell) + 1)
                for row in range(int(room.top() // cell), int(room.bottom() // cell) + 1)]

    def keep_free(self, room: QRectF) -> None:
        """Let no words stand in `room`."""
        for cell in self._around(room):
            self._cells.setdefault(cell, []).append(room)

    def place(self, words: str, room: QRectF, colour: QColor, *, insist: bool = False) -> bool:
        """Write `words` into the middle of `room` if nothing stands there (or in any case); whether it did."""
        if not insist and any(room.intersects(other) for cell in self._around(room)
                              for other in self._cells.get(cell, ())):
            return False
        self.keep_free(room)
        look = theme.current()
        halo = QColor(look.raised)
        halo.setAlphaF(0.78)
        painter = self._painter
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(halo)
        painter.drawRoundedRect(room, em(0.2), em(0.2))
        painter.setPen(colour)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), words)
        return True


def outward(ring: DrawnRing, at: int, before: int, after: int) -> QPointF:
    """The direction, of length 1 and with y downwards as on the screen, that leads out of the ring at a corner.

    Args:
        at: position of the corner among the places.
        before: position of one that comes before it; far enough that the line's small turns do not count.
        after: position of one that comes after it.
    """
    places = ring.places
    here = places[at]
    one, two = _unit(here - places[before]), _unit(here - places[after])
    out = one + two
    length = hypot(out.x(), out.y())
    if length < 1e-6:  # a straight line: to its right, which is outside of a ring that runs anticlockwise
        out, length, turn = QPointF(one.y(), -one.x()), 1.0, 1.0
    else:
        turn = one.y() * two.x() - one.x() * two.y()
    side = 1.0 if turn * _turning(ring) >= 0 else -1.0
    return QPointF(out.x() / length * side, -out.y() / length * side)


def _unit(by: QPointF) -> QPointF:
    length = hypot(by.x(), by.y())
    return QPointF(by.x() / length, by.y() / length) if length else QPointF(0, 1)


def _turning(ring: DrawnRing) -> float:
    """Positive for a ring that runs anticlockwise (y to the north)."""
    if not ring.turning:
        places = ring.places
        ring.turning.append(sum(one.x() * two.y() - two.x() * one.y()
                                for one, two in zip(places, (*places[1:], places[0]), strict=True)))
    return ring.turning[0]


def paint_numbers(painter: QPainter, camera: Camera, ring: DrawnRing, paths: OutlinePaths, at: int,
                  labels: Labels) -> None:
    """The numbers of a ring's corners, as many as have room."""
    line = painter.fontMetrics().height()
    seen = camera.seen
    colour = QColor(theme.current().text)
    spread = _numbered(camera, ring, paths, at)
    for turn, position in enumerate(spread):
        place = ring.places[position]
        if seen.contains(place):
            out = outward(ring, position, spread[turn - 1], spread[(turn + 1) % len(spread)])
            place_number(painter, camera.to_screen(place), out, ring.numbers[position], line, colour, labels)


def place_number(painter: QPainter, spot: QPointF, out: QPointF, number: str, line: int, colour: QColor,
                 labels: Labels, *, insist: bool = False) -> None:
    """One corner's number, outside of the line."""
    wide = painter.fontMetrics().horizontalAdvance(number) + em(0.4)
    middle = spot + QPointF(out.x() * (em(0.45) + wide / 2), out.y() * (em(0.45) + line / 2))
    labels.place(number, QRectF(middle.x() - wide / 2, middle.y() - line / 2, wide, line), colour, insist=insist)


def paint_moved(painter: QPainter, camera: Camera, ring: DrawnRing, at: int, place: QPointF) -> None:
    """The two edges of a corner that is being dragged, as they would be."""
    painter.setPen(QPen(QColor(theme.current().accent), 1.4, Qt.PenStyle.DashLine))
    neighbours = (ring.places[at - 1], ring.places[(at + 1) % len(ring.places)])
    for neighbour in neighbours:
        painter.drawLine(camera.to_screen(neighbour), camera.to_screen(place))
