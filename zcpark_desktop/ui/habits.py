"""Habits that every field of the window shares, kept by one filter.

The wheel scrolls the page and never changes a number or a choice; Ctrl+Z in a field that has nothing of its own to take
back takes back the last step of the project; Enter presses the button that has the focus, as the space bar does.

The filter sits on the windows, where the wheel comes in, and on the one field or button that has the focus. On the
application it would be asked about every event of every widget, a hundred for each figure that is typed.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QWheelEvent, QWindow
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
_HAS_OWN_KEYS = (QLineEdit, QPlainTextEdit, QTextEdit, QPushButton, QToolButton)


class Habits(QObject):
    """The filter of one application; it finds its place by itself."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        app.focusWindowChanged.connect(self._watch_window)
        app.focusChanged.connect(self._watch_focused)

    def _watch_window(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # a second time changes nothing

    def _watch_focused(self, before: QWidget | None, now: QWidget | None) -> None:
        if isinstance(before, _HAS_OWN_KEYS):
            before.removeEventFilter(self)
        if isinstance(now, _HAS_OWN_KEYS):
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See the module."""
        if isinstance(event, QWheelEvent):
            return isinstance(watched, QWindow) and self._keep_from_wheel(watched, event)
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                return self._leave_to_the_window(watched, event)
            if event.type() == QEvent.Type.KeyPress:
                return self._press(watched, event)
        return False

    def _keep_from_wheel(self, window: QWindow, event: QWheelEvent) -> bool:
        top = QWidget.find(window.winId())
        at = top.childAt(event.position().toPoint()) if top is not None else None
        while at is not None and not isinstance(at, _TURNED_BY_WHEEL) and not at.isWindow():
            at = at.parentWidget()
        if not isinstance(at, _TURNED_BY_WHEEL) or isinstance(at, QScrollBar) or QApplication.activePopupWidget():
            return False
        above = at.parentWidget()
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
    """Give all fields of `app` these habits; the filter lives as long as `app`."""
    return Habits(app)
