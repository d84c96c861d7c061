"""The steps on the left: where one is, what is done, what needs care; any step at any time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from . import theme
from .theme import LARGE, MEDIUM, SMALL, TIGHT, em, space

STATE = Qt.ItemDataRole.UserRole + 1
NUMBER = Qt.ItemDataRole.UserRole + 2


class StepState(Enum):
    """How far a step is; the value is the word for it."""

    NOTHING_ASKED = "查看"
    EMPTY = "未填"
    IN_PROGRESS = "填写中"
    COMPLETE = "已完成"
    FINDINGS = "有问题"


class StepList(QWidget):
    """The list of steps under the overall progress."""

    chosen = Signal(str)

    def __init__(self, steps: Sequence[Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._steps = list(steps)
        self._words = QLabel("申报进度", objectName="progress_words")
        self._words.setFont(theme.sized(1.0, bold=True))
        self._percent = QLabel()
        self._percent.setProperty("role", "quiet")
        self._bar = QProgressBar(textVisible=False, maximum=1000)
        self._bar.setAccessibleName("申报进度")
        head = QHBoxLayout()
        head.addWidget(self._words)
        head.addStretch()
        head.addWidget(self._percent)

        self.list = QListWidget()
        self.list.setProperty("role", "steps")
        self.list.setAccessibleName("步骤")
        self._none_is_on_show = False
        self.list.setItemDelegate(_StepDelegate(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        for number, step in enumerate(self._steps, start=1):
            item = QListWidgetItem(step.title)
            item.setData(NUMBER, number)
            item.setToolTip(step.hint)
            self.list.addItem(item)
            self._show(item, StepState.EMPTY)
        self.list.currentRowChanged.connect(self._on_row)
        self.list.itemClicked.connect(self._on_click)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(MEDIUM), space(LARGE), space(SMALL), space(SMALL))
        layout.setSpacing(space(SMALL))
        layout.addLayout(head)
        layout.addWidget(self._bar)
        layout.addSpacing(space(TIGHT))
        layout.addWidget(self.list, 1)

    def show_states(self, states: Mapping[str, StepState], progress: float) -> None:
        """Show each step's state by its id, and the overall progress (0 to 1)."""
        for row, step in enumerate(self._steps):
            self._show(self.list.item(row), states.get(step.id, StepState.EMPTY))
        self._bar.setValue(round(progress * 1000))
        self._percent.setText(f"{progress:.0%}")

    def select(self, step_id: str) -> None:
        """Mark the step of that id as the one on show, without choosing it; a page beside the steps marks none."""
        row = next((row for row, step in enumerate(self._steps) if step.id == step_id), -1)
        self.list.blockSignals(True)
        if row < 0:
            self.list.clearSelection()  # the caret stays: a list without one takes its first row with the focus
        else:
            self.list.setCurrentRow(row)
        self.list.blockSignals(False)
        self._none_is_on_show = row < 0
        self.list.viewport().update()

    def state_of(self, step_id: str) -> StepState:
        """The state on show for the step of that id."""
        row = next(row for row, step in enumerate(self._steps) if step.id == step_id)
        state: StepState = self.list.item(row).data(STATE)
        return state

    def sizeHint(self) -> QSize:
        """As wide as a title of eleven characters with its number and sign."""
        return QSize(em(16), em(40))

    def _show(self, item: QListWidgetItem, state: StepState) -> None:
        item.setData(STATE, state)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"第{item.data(NUMBER)}步 {item.text()}，{state.value}")

    def _on_click(self, item: QListWidgetItem) -> None:
        if self._none_is_on_show:  # the step that one came from has the caret still
            self._on_row(self.list.row(item))

    def _on_row(self, row: int) -> None:
        if row >= 0:
            self.chosen.emit(self._steps[row].id)


class _StepDelegate(QStyledItemDelegate):
    """Paints a step: sign, number, title; the chosen one on a soft ground."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(em(8), em(2.35))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem,
              index: QModelIndex | QPersistentModelIndex) -> None:
        look = theme.current()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = option.rect.adjusted(0, 1, -space(TIGHT), -1)
        if chosen or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.selected if chosen else look.hover))
            painter.drawRoundedRect(ground, space(5), space(5))
        if chosen and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(look.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground, space(5), space(5))
        size = em(1.15)
        mark = QRect(ground.left() + space(SMALL), ground.center().y() - size // 2 + 1, size, size)
        paint_mark(painter, mark, index.data(STATE))
        painter.setFont(theme.sized(1.0, bold=chosen))
        left = mark.right() + space(SMALL)
        width = em(1.6)
        aligned = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setPen(QColor(look.quiet))
        painter.drawText(QRect(left, ground.top(), width, ground.height()), aligned, str(index.data(NUMBER)))
        painter.setPen(QColor(look.text))
        room = QRect(left + width, ground.top(), ground.right() - left - width - space(TIGHT), ground.height())
        title = painter.fontMetrics().elidedText(index.data(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, aligned, title)
        painter.restore()


def paint_mark(painter: QPainter, rect: QRect, state: StepState) -> None:
    """Draw a state's sign into `rect`: ring, half ring, tick or exclamation mark, told apart without colour too."""
    look = theme.current()
    stroke = max(1.4, rect.width() / 9)
    ring = rect.adjusted(2, 2, -2, -2)
    painter.setBrush(Qt.BrushStyle.NoBrush)

    def pen(colour: str) -> None:
        painter.setPen(QPen(QColor(colour), stroke, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap,
                            Qt.PenJoinStyle.RoundJoin))

    if state is StepState.NOTHING_ASKED:
        return  # indicators and export are looked at, not filled in
    if state is StepState.EMPTY:
        pen(look.faint)
        painter.drawEllipse(ring)
    elif state is StepState.IN_PROGRESS:
        pen(look.line)
        painter.drawEllipse(ring)
        pen(look.accent)
        painter.drawArc(ring, 90 * 16, -180 * 16)
    elif state is StepState.COMPLETE:
        pen(look.met)
        w, h = ring.width(), ring.height()
        tick = ((.05, .55), (.38, .88), (.95, .15))
        painter.drawPolyline([ring.topLeft() + QPoint(round(w * x), round(h * y)) for x, y in tick])
    else:
        pen(look.warning)
        painter.drawEllipse(ring)
        centre = ring.center()
        painter.drawLine(centre.x(), ring.top() + ring.height() * 3 // 10, centre.x(), centre.y() + 1)
        painter.drawPoint(centre.x(), ring.bottom() - ring.height() // 4 + 1)

