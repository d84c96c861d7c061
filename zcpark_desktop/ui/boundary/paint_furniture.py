"""What stands at the map's edges and not in the world: scale bar, north arrow, sentences."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from .. import theme
from ..theme import MEDIUM, em, space
from .camera import Camera, round_length

LONGEST_BAR = 9  # em


def length_words(metres: float) -> str:
    """A round length as it is written: “500 米”, “2 公里”, “5 厘米”."""
    if metres >= 1000:
        return f"{metres / 1000:g} 公里"
    return f"{metres:g} 米" if metres >= 1 else f"{metres * 100:g} 厘米"


def scale_room(camera: Camera) -> QRectF:
    """Where the scale bar stands."""
    high = em(2.4)
    return QRectF(space(MEDIUM), camera.size.height() - high - space(MEDIUM), em(LONGEST_BAR + 1), high)


def paint_scale(painter: QPainter, camera: Camera) -> None:
    """The scale bar, of a round length."""
    look = theme.current()
    room = scale_room(camera)
    metres = round_length(em(LONGEST_BAR) / camera.scale)
    long = metres * camera.scale
    foot = QPointF(room.left() + em(0.5), room.bottom() - em(0.5))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_veil())
    painter.drawRoundedRect(QRectF(room.left(), room.top(), long + em(1), room.height()), em(0.3), em(0.3))
    painter.setPen(QPen(QColor(look.text), 1.4))
    up = QPointF(0, -em(0.4))
    painter.drawPolyline(QPolygonF([foot + up, foot, foot + QPointF(long, 0), foot + QPointF(long, 0) + up]))
    words = QRectF(foot.x() - em(2), room.top(), long + em(4), em(1.5))
    painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter), length_words(metres))


def north_room(camera: Camera) -> QRectF:
    """Where the north arrow stands."""
    return QRectF(camera.size.width() - em(2.4) - space(MEDIUM), space(MEDIUM), em(2.4), em(4))


def paint_north(painter: QPainter, camera: Camera) -> None:
    """The arrow to the north, which is up."""
    look = theme.current()
    room = north_room(camera)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_veil())
    painter.drawRoundedRect(room, em(0.3), em(0.3))
    tip, middle = QPointF(room.center().x(), room.top() + em(0.3)), room.center().x()
    foot, wide = room.top() + em(2.3), em(0.55)
    painter.setBrush(QColor(look.text))
    painter.drawPolygon(QPolygonF([tip, QPointF(middle - wide, foot), QPointF(middle, foot - em(0.5))]))
    painter.setPen(QPen(QColor(look.text), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolygon(QPolygonF([tip, QPointF(middle + wide, foot), QPointF(middle, foot - em(0.5))]))
    painter.drawText(QRectF(room.left(), foot, room.width(), em(1.6)), int(Qt.AlignmentFlag.AlignCenter), "北")


def paint_sentence(painter: QPainter, room: QRectF, sentence: str) -> None:
    """A sentence in the middle of an empty map."""
    painter.setPen(QColor(theme.current().quiet))
    flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
    painter.drawText(room.adjusted(em(2), 0, -em(2), 0), flags, sentence)


def paint_prompt(painter: QPainter, size: QRectF, sentence: str) -> None:
    """What the map waits for, along its upper edge."""
    look = theme.current()
    metrics = painter.fontMetrics()
    wide = min(metrics.horizontalAdvance(sentence) + em(2), size.width() - em(7))
    text = metrics.boundingRect(QRectF(0, 0, wide - em(1.4), em(20)).toRect(), int(Qt.TextFlag.TextWordWrap), sentence)
    room = QRectF((size.width() - wide) / 2, space(MEDIUM), wide, text.height() + em(0.9))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.accent))
    painter.drawRoundedRect(room, em(0.4), em(0.4))
    painter.setPen(QColor(look.on_accent))
    painter.drawText(room.adjusted(em(0.7), 0, -em(0.7), 0),
                     int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap), sentence)


def paint_cross(painter: QPainter, spot: QPointF) -> None:
    """The cross with which the keyboard points."""
    painter.setPen(QPen(QColor(theme.current().accent), 1.5))
    far = em(1.2)
    painter.drawLine(spot - QPointF(far, 0), spot + QPointF(far, 0))
    painter.drawLine(spot - QPointF(0, far), spot + QPointF(0, far))


def _veil() -> QColor:
    colour = QColor(theme.current().raised)
    colour.setAlphaF(0.82)
    return colour
