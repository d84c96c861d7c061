"""The outline of the boundary, drawn."""

from __future__ import annotations

from decimal import Decimal
from math import cos, radians

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from zcpark_desktop.boundary import are_degrees, corners
from zcpark_desktop.project.basics import Ring

from . import theme
from .theme import TIGHT, em, space

MOST_NUMBERED = 60  # corners; beyond this, only some of them carry their number


class OutlineView(QWidget):
    """The outline of all rings with the numbers of their corners; north is up.

    Signals:
        corner_chosen: ring and corner that were clicked.
    """

    corner_chosen = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rings: tuple[Ring, ...] = ()
        self._current = 0
        self._corner = -1
        self.setMinimumSize(em(20), em(20))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("边界示意图")

    def show_rings(self, rings: tuple[Ring, ...], current: int, corner: int) -> None:
        """Draw `rings`; the current one with its corners, one of which is marked."""
        self._rings, self._current, self._corner = rings, current, corner
        self.setAccessibleDescription(f"共{len(rings)}个地块，{sum(len(ring.points) for ring in rings)}个拐点")
        self.update()

    def _placed(self) -> list[list[QPointF]]:
        """The corners of each ring on the widget: one scale for both axes, longitude shortened by latitude."""
        raw = [corners(ring.points) for ring in self._rings]
        every = [point for ring in raw for point in ring]
        if not every:
            return [[] for _ in raw]
        left, right = min(x for x, _ in every), max(x for x, _ in every)
        low, high = min(y for _, y in every), max(y for _, y in every)
        shorten = cos(radians(float(low + high) / 2)) if are_degrees(every) else 1.0
        margin = em(2.5)
        width, height = max(self.width() - 2 * margin, 1), max(self.height() - 2 * margin, 1)
        wide, tall = float(right - left) * shorten, float(high - low)
        scale = min(width / wide if wide else 1e12, height / tall if tall else 1e12)
        scale = 1.0 if scale >= 1e12 else scale
        centre = QPointF(self.width() / 2, self.height() / 2)
        middle_x, middle_y = (left + right) / 2, (low + high) / 2

        def place(x: Decimal, y: Decimal) -> QPointF:
            return QPointF(centre.x() + float(x - middle_x) * shorten * scale, centre.y() - float(y - middle_y) * scale)

        return [[place(x, y) for x, y in ring] for ring in raw]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Rings, corners, numbers, and an arrow to the north."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(look.line))
        painter.setBrush(QColor(look.raised))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), space(TIGHT), space(TIGHT))
        placed = self._placed()
        if not any(placed):
            painter.setPen(QColor(look.faint))
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), "输入或粘贴拐点坐标后，这里显示边界轮廓")
            return
        self._paint_rings(painter, placed)
        if 0 <= self._current < len(placed):
            self._paint_corners(painter, placed[self._current])
        self._paint_north(painter)

    def _paint_rings(self, painter: QPainter, placed: list[list[QPointF]]) -> None:
        look = theme.current()
        area = QPainterPath()
        holes = QPainterPath()
        for ring, points in zip(self._rings, placed, strict=True):
            if len(points) < 2:
                continue
            path = QPainterPath(points[0])
            for point in points[1:]:
                path.lineTo(point)
            path.closeSubpath()
            if ring.hole:
                holes.addPath(path)
            else:
                area.addPath(path)
        fill = QColor(look.accent)
        fill.setAlphaF(0.14)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillPath(area.subtracted(holes), fill)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(look.accent), 1.6))
        painter.drawPath(area)
        painter.setPen(QPen(QColor(look.accent), 1.2, Qt.PenStyle.DashLine))
        painter.drawPath(holes)

    def _paint_corners(self, painter: QPainter, points: list[QPointF]) -> None:
        look = theme.current()
        numbers = [point.number or str(at + 1) for at, point in enumerate(self._rings[self._current].points)]
        every = max(1, -(-len(points) // MOST_NUMBERED))
        painter.setFont(theme.sized(0.85))
        centre = QPointF(self.width() / 2, self.height() / 2)
        line = painter.fontMetrics().height()
        for at, point in enumerate(points):
            chosen = at == self._corner
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.not_met if chosen else look.accent))
            size = em(0.38) if chosen else em(0.22)
            painter.drawEllipse(point, size, size)
            if at % every and not chosen:
                continue
            away = point - centre
            length = max((away.x() ** 2 + away.y() ** 2) ** 0.5, 1)
            spot = point + away / length * em(1.1)
            painter.setPen(QColor(look.text))
            room = QRectF(spot.x() - em(3), spot.y() - line / 2, em(6), line)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), numbers[at] if at < len(numbers) else "")

    def _paint_north(self, painter: QPainter) -> None:
        look = theme.current()
        top = QPointF(self.width() - em(1.6), em(1.0))
        painter.setPen(QPen(QColor(look.quiet), 1.4))
        painter.drawLine(top, top + QPointF(0, em(2)))
        painter.drawLine(top, top + QPointF(-em(0.4), em(0.7)))
        painter.drawLine(top, top + QPointF(em(0.4), em(0.7)))
        room = QRectF(top.x() - em(1), top.y() + em(2), em(2), em(1.3))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), "北")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the corner under the pointer."""
        for ring, points in enumerate(self._placed()):
            for at, point in enumerate(points):
                if (point - event.position()).manhattanLength() < em(0.8):
                    self.corner_chosen.emit(ring, at)
                    return

    def sizeHint(self) -> QSize:
        """About square."""
        return QSize(em(30), em(26))
