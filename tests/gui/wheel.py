"""The wheel of the mouse, as the system tells the window of it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget


def turn_wheel_over(widget: QWidget, by: int = -120) -> None:
    """Turn the wheel, the pointer over the middle of a widget that is scrolled into sight."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()
    middle, window = widget.rect().center(), widget.window()
    QApplication.sendEvent(window.windowHandle(), QWheelEvent(
        QPointF(widget.mapTo(window, middle)), QPointF(widget.mapToGlobal(middle)), QPoint(0, 0), QPoint(0, by),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False))
