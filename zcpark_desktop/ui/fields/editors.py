"""The editors of texts, numbers and dates: each shows a value, takes an answer, and keeps what does not fit.

All editors speak the same way: `show_value` shows what is stored, `answered` carries a new value, `refused` says why a
text is no answer, `commit` takes what is still being typed. A refused text stays in the editor and is not stored.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from zcpark_desktop.project.declared import Declared
from zcpark_desktop.project.entry import EntryError, Offered, parse, raw, shown

from ..theme import em, space

OfferedNow = Callable[[], Offered]
TYPED_AFTER_MS = 400  # a pause in the typing of a long text, after which the project takes it


class _Typed:
    """What the editors of typed texts share: a text waits until it is taken, and stays where it does not fit."""

    answered: Any
    refused: Any
    _pending = False

    def _meant(self) -> Any:
        """The answer that the text stands for.

        Raises:
            EntryError: it does not fit.
        """
        raise NotImplementedError

    @property
    def pending(self) -> bool:
        """Whether the text differs from what is stored."""
        return self._pending

    def commit(self) -> None:
        """Take what has been typed."""
        if not self._pending:
            return
        try:
            value = self._meant()
        except EntryError as error:
            self.refused.emit(str(error))
            return
        self._pending = False
        self.answered.emit(value)

    def keep_pending(self) -> None:
        """The project did not take the answer: the text stays and is not stored."""
        self._pending = True


class LineEntry(_Typed, QLineEdit):
    """One line: texts, numbers, years, dates.

    A number shows thousands separators while it is read, and its bare digits while it is typed.
    """

    answered = Signal(object)
    refused = Signal(str)
    reverted = Signal()

    def __init__(self, field: Declared, offered: OfferedNow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field, self._offered = field, offered
        self._value: Any = None
        if field.is_numeric:
            self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.textEdited.connect(self._note_typing)

    def _note_typing(self) -> None:
        self._pending = True

    def show_value(self, value: Any) -> None:
        """Show `value`, unless something else is being typed."""
        self._value = value
        if not self._pending:
            self._show()

    def _show(self) -> None:
        write = raw if self.hasFocus() else shown
        text = write(self._value, self._field, self._offered())
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(len(text) if self.hasFocus() else 0)

    def _meant(self) -> Any:
        return parse(self.text(), self._field, self._offered())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Bare digits while typing."""
        super().focusInEvent(event)
        if not self._pending:
            self._show()
            if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
                self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the field takes what was typed; a menu over it does not count as leaving."""
        super().focusOutEvent(event)
        if event.reason() == Qt.FocusReason.PopupFocusReason:
            return
        self.commit()
        if not self._pending:
            self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the answer and goes on to the next field; Esc brings back what is stored."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.commit()
            if not self._pending:
                self.focusNextChild()
            return
        if event.key() == Qt.Key.Key_Escape and self._pending:
            self._pending = False
            self._show()
            self.reverted.emit()
            return
        super().keyPressEvent(event)


class LongEntry(_Typed, QPlainTextEdit):
    """A text of several lines; grows with what is in it.

    It is taken whenever the typing pauses: nobody leaves a field for minutes in which a long text is written.

    Signals:
        left: the field was left; what is typed next is another step of undo.
    """

    answered = Signal(object)
    refused = Signal(str)
    reverted = Signal()
    left = Signal()
    FEWEST_LINES, MOST_LINES = 3, 12

    def __init__(self, field: Declared, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self._value = ""
        self._showing = False
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._pause = QTimer(self, singleShot=True, interval=TYPED_AFTER_MS)
        self._pause.timeout.connect(self.commit)
        self.textChanged.connect(self._on_text)
        self._fit()

    def _on_text(self) -> None:
        if not self._showing:
            self._pending = True
            self._pause.start()
        self._fit()

    def _fit(self) -> None:
        lines = min(max(self.document().size().height(), self.FEWEST_LINES), self.MOST_LINES)
        frame = 2 * (self.document().documentMargin() + self.frameWidth()) + em(0.5)
        height = round(lines * self.fontMetrics().lineSpacing() + frame)
        if height != self.height():
            self.setFixedHeight(height)

    def resizeEvent(self, event: QEvent) -> None:
        """A narrower field needs more lines."""
        super().resizeEvent(event)
        self._fit()

    def show_value(self, value: str) -> None:
        """Show `value`, unless something else is being typed."""
        self._value = value
        if not self._pending and value != self.toPlainText() and not (self.hasFocus() and self._says(value)):
            self._showing = True
            self.setPlainText(value)
            self._showing = False

    def _says(self, value: str) -> bool:
        """Whether what is being written means `value`, up to the space at its ends."""
        try:
            return bool(self._meant() == value)
        except EntryError:
            return False

    def _meant(self) -> Any:
        return parse(self.toPlainText(), self._field)

    def commit(self) -> None:
        """Take what has been typed, now and not when the pause is over."""
        self._pause.stop()
        super().commit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the field takes what was typed; from then on 撤销 is the project's."""
        super().focusOutEvent(event)
        if event.reason() == Qt.FocusReason.PopupFocusReason:
            return
        self.commit()
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self.document().clearUndoRedoStacks()
            self.show_value(self._value)
            self.left.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls a text only while it is being edited, and the page otherwise."""
        if self.hasFocus() and self.verticalScrollBar().maximum() > 0:
            super().wheelEvent(event)
        else:
            event.ignore()


class DateEntry(QWidget):
    """A date as text, with a calendar to pick it from."""

    answered = Signal(object)
    refused = Signal(str)
    reverted = Signal()

    def __init__(self, field: Declared, offered: OfferedNow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from PySide6.QtWidgets import QToolButton

        from .. import icons

        self.line = LineEntry(field, offered)
        self.line.setAccessibleName(field.title)
        self.line.setPlaceholderText("年-月-日")
        self.line.setFixedWidth(em(9))
        self.line.answered.connect(self.answered)
        self.line.refused.connect(self.refused)
        self.line.reverted.connect(self.reverted)
        self.button = QToolButton()
        self.button.setAccessibleName(f"{field.title}：从日历选择")
        self.button.setToolTip("从日历选择")
        icons.put(self.button, "calendar")
        self.button.clicked.connect(self._open_calendar)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(space(4))
        layout.addWidget(self.line)
        layout.addWidget(self.button)
        layout.addStretch()
        self.setFocusProxy(self.line)

    @property
    def pending(self) -> bool:
        """Whether the text differs from what is stored."""
        return self.line.pending

    def show_value(self, value: Any) -> None:
        """Show `value`, unless something else is being typed."""
        self.line.show_value(value)

    def commit(self) -> None:
        """Take what has been typed."""
        self.line.commit()

    def keep_pending(self) -> None:
        """The project did not take the answer: the text stays and is not stored."""
        self.line.keep_pending()

    def _open_calendar(self) -> None:
        from PySide6.QtCore import QDate
        from PySide6.QtWidgets import QCalendarWidget, QDialog, QVBoxLayout

        dialog = QDialog(self)
        dialog.setWindowTitle("选择日期")
        calendar = QCalendarWidget()
        chosen = QDate.fromString(self.line.text(), Qt.DateFormat.ISODate)
        if chosen.isValid():
            calendar.setSelectedDate(chosen)
        calendar.activated.connect(dialog.accept)
        calendar.clicked.connect(dialog.accept)
        layout = QVBoxLayout(dialog)
        layout.addWidget(calendar)
        if dialog.exec():
            self.answered.emit(calendar.selectedDate().toPython())
        self.line.setFocus()

    def sizeHint(self) -> QSize:
        """As wide as the text and its button."""
        return QSize(em(12), self.line.sizeHint().height())
