"""How marks are painted: enterprises, PV, storages and problems, each with a shape of its own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

from .. import theme
from ..theme import em
from .camera import Camera
from .content import Layer, Mark, Problem
from .paint_outline import Labels

SIZE = 1.15  # em, of a sign
MARKED = (Layer.LANDMARKS, Layer.ABOVE_SCALE, Layer.ENTERPRISES, Layer.PV, Layer.STORAGE)
MOST_NAMED = 120  # names on the screen at once


def paint_sign(painter: QPainter, layer: Layer, spot: QPointF) -> None:
    """The sign of a layer, with its middle at `spot`."""
    look = theme.current()
    half = em(SIZE) / 2
    painter.setPen(QPen(QColor(look.raised), em(0.12)))
    painter.setBrush(QColor(look.raised if layer is Layer.PROBLEMS else look.text))
    if layer is Layer.ABOVE_SCALE:
        painter.drawRect(QRectF(spot.x() - half * 0.7, spot.y() - half * 0.7, half * 1.4, half * 1.4))
    elif layer is Layer.ENTERPRISES:
        painter.setPen(QPen(QColor(look.text), em(0.12)))
        painter.setBrush(QColor(look.raised))
        painter.drawRect(QRectF(spot.x() - half * 0.5, spot.y() - half * 0.5, half, half))
    elif layer is Layer.LANDMARKS:
        painter.drawPolygon(QPolygonF([spot + QPointF(0, -half * 0.8), spot + QPointF(half * 0.8, 0),
                                       spot + QPointF(0, half * 0.8), spot + QPointF(-half * 0.8, 0)]))
    elif layer is Layer.PV:
        painter.drawPolygon(QPolygonF([spot + QPointF(0, -half * 0.9), spot + QPointF(half * 0.9, half * 0.75),
                                       spot + QPointF(-half * 0.9, half * 0.75)]))
    elif layer is Layer.STORAGE:
        painter.drawRoundedRect(QRectF(spot.x() - half * 0.85, spot.y() - half * 0.5, half * 1.55, half), 2, 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRect(QRectF(spot.x() + half * 0.72, spot.y() - half * 0.25, half * 0.25, half * 0.5))
    elif layer is Layer.PROBLEMS:
        painter.setPen(QPen(QColor(look.not_met), em(0.16)))
        painter.drawEllipse(spot, half * 1.1, half * 1.1)
        painter.drawLine(spot + QPointF(0, -half * 0.55), spot + QPointF(0, half * 0.15))
        painter.drawPoint(spot + QPointF(0, half * 0.55))


def sign(layer: Layer, ratio: float) -> QPixmap:
    """The sign of a layer as a picture, for the legend and for many marks."""
    size = em(SIZE * 1.5)
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_sign(painter, layer, QPointF(size / 2, size / 2))
    painter.end()
    return picture


def seen_marks(camera: Camera, marks: Iterable[Mark], shown: Collection[Layer]) -> list[tuple[Mark, QPointF]]:
    """The marks on the screen and their spots; of marks that would cover each other, the first."""
    seen, cell = camera.seen, em(0.8) / camera.scale
    left, right, low, high = seen.left(), seen.right(), seen.top(), seen.bottom()
    found: dict[tuple[int, int], Mark] = {}
    for mark in marks:
        x, y = mark.place.x(), mark.place.y()
        if left <= x <= right and low <= y <= high and mark.layer in shown:
            found.setdefault((int(x / cell), int(y / cell)), mark)
    return [(mark, camera.to_screen(mark.place)) for mark in found.values()]


def paint_marks(painter: QPainter, there: Sequence[tuple[Mark, QPointF]], labels: Labels) -> None:
    """The signs of these marks; they keep words off themselves."""
    ratio = painter.device().devicePixelRatioF()
    signs = {layer: sign(layer, ratio) for layer in {mark.layer for mark, _ in there}}
    half = em(SIZE * 1.5) / 2
    for mark, spot in there:
        painter.drawPixmap(spot - QPointF(half, half), signs[mark.layer])
    if len(there) <= MOST_NAMED:
        for _, spot in there:
            labels.keep_free(QRectF(spot.x() - half * 0.5, spot.y() - half * 0.5, half, half))


def paint_names(painter: QPainter, there: Sequence[tuple[Mark, QPointF]], labels: Labels) -> None:
    """The names of these marks, where there is room and they are not too many."""
    if len(there) > MOST_NAMED:
        return
    metrics, line = painter.fontMetrics(), painter.fontMetrics().height()
    colour = QColor(theme.current().quiet)
    for mark, spot in sorted(there, key=lambda each: MARKED.index(each[0].layer)):
        words = metrics.elidedText(mark.name, Qt.TextElideMode.ElideRight, em(11))
        wide = metrics.horizontalAdvance(words) + em(0.4)
        labels.place(words, QRectF(spot.x() + em(0.7), spot.y() - line / 2, wide, line), colour)


def paint_problems(painter: QPainter, camera: Camera, problems: Iterable[Problem]) -> None:
    """A ring with an exclamation mark around each place where something is wrong."""
    seen = camera.seen
    for problem in problems:
        if seen.contains(problem.place):
            paint_sign(painter, Layer.PROBLEMS, camera.to_screen(problem.place))
