"""Habits that every field of the window shares, kept in one filter on the application.

The wheel scrolls the page and never changes a number or a choice; Ctrl+Z in a field that has nothing of its own to take
back takes back the last step of the project; Enter presses the button that has the focus, as the space bar does.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)

_TURNED_BY_WHEEL = (QAbstractSpinBox, QComboBox, QAbstractSlider, QTabBar)


class Habits(QObject):
    """The filter; install it on the application."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See the module."""
        kind = event.type()
        if kind == QEvent.Type.Wheel and isinstance(event, QWheelEvent):
            return self._keep_from_wheel(watched, event)
        if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            return self._leave_to_the_window(watched, event)
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._press(watched, event)
        return False

    def _keep_from_wheel(self, watched: QObject, event: QWheelEvent) -> bool:
        if not isinstance(watched, _TURNED_BY_WHEEL) or isinstance(watched, QScrollBar):
            return False
        above = watched.parentWidget()
        while above is not None and not isinstance(above, QAbstractScrollArea):
            above = above.parentWidget()
        if above is not None:
            _send_on(above.viewport(), event)
        event.accept()
        return True

    def _leave_to_the_window(self, watched: QObject, event: QKeyEvent) -> bool:
        undo, redo = event.matches(QKeySequence.StandardKey.Undo), event.matches(QKeySequence.StandardKey.Redo)
        if not undo and not redo:
            return False
        if isinstance(watched, QLineEdit):
            own = watched.isUndoAvailable() if undo else watched.isRedoAvailable()
        elif isinstance(watched, (QPlainTextEdit, QTextEdit)):
            own = watched.document().isUndoAvailable() if undo else watched.document().isRedoAvailable()
        else:
            return False
        if not own:
            event.ignore()
        return not own


    def _press(self, watched: QObject, event: QKeyEvent) -> bool:
        if (event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.isAutoRepeat()
                or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
                or not isinstance(watched, (QPushButton, QToolButton))
                or isinstance(watched.window(), QDialog)):  # a dialog's Enter is its default button's
            return False
        watched.click()
        return True


def _send_on(page: QWidget, event: QWheelEvent) -> None:
    where = page.mapFromGlobal(event.globalPosition())
    QGuiApplication.sendEvent(page, QWheelEvent(
        where, event.globalPosition(), QPoint(event.pixelDelta()), QPoint(event.angleDelta()), event.buttons(),
        event.modifiers(), event.phase(), event.inverted()))


def install(app: QApplication) -> Habits:
    """Give all fields of `app` these habits; the filter has to be kept."""
    habits = Habits(app)
    app.installEventFilter(habits)
    return habits
