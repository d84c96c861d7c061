"""The editors of closed answers: a choice, yes or no, a statement. They speak as those of `editors` do."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QComboBox, QHBoxLayout, QRadioButton, QWidget

from zcpark_desktop.project.declared import Declared, Kind

from ..theme import MEDIUM, space
from .editors import OfferedNow

NOT_FILLED = "未填"


class ChoiceEntry(QComboBox):
    """One of a list of answers; the first line is "not filled in"."""

    answered = Signal(object)
    refused = Signal(str)
    reverted = Signal()

    def __init__(self, field: Declared, offered: OfferedNow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field, self._offered = field, offered
        self._value: Any = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._fill()
        self.activated.connect(self._on_activated)

    pending = False

    def _fill(self) -> None:
        self.clear()
        blank = "" if self._field.kind is Kind.ONE_OF else None
        if self._field.can_be_missing or self._field.kind is Kind.ONE_OF:
            self.addItem(NOT_FILLED, blank)
        for choice in self._field.choices:
            self.addItem(choice.label, choice)
        for value, label in self._offered().items():
            self.addItem(label, value)

    def _on_activated(self, position: int) -> None:
        value = self.itemData(position)
        if value != self._value:
            self.answered.emit(self._field.choices[0].__class__(value) if self._field.choices and value else value)

    def show_value(self, value: Any) -> None:
        """Show `value`."""
        self._value = value
        self.setCurrentIndex(max(self.findData(value), 0))

    def commit(self) -> None:
        """A choice is taken when it is made."""

    def keep_pending(self) -> None:
        """The project did not take the answer: show what is stored."""
        self.show_value(self._value)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel never changes an answer."""
        event.ignore()


class YesNoEntry(QWidget):
    """Yes, no, or not filled in."""

    answered = Signal(object)
    refused = Signal(str)
    reverted = Signal()
    pending = False

    def __init__(self, field: Declared, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._value: bool | None = None
        self._buttons: dict[bool | None, QRadioButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(space(MEDIUM))
        answers: list[tuple[bool | None, str]] = [(True, "是"), (False, "否"), (None, NOT_FILLED)]
        for answer, word in answers:
            button = QRadioButton(word)
            button.setAccessibleName(f"{field.title}：{word}")
            button.clicked.connect(lambda _checked, value=answer: self._on_clicked(value))
            self._group.addButton(button)
            self._buttons[answer] = button
            layout.addWidget(button)
        layout.addStretch()
        self.setFocusProxy(self._buttons[True])

    def _on_clicked(self, value: bool | None) -> None:
        if value is not self._value:
            self.answered.emit(value)

    def show_value(self, value: bool | None) -> None:
        """Show `value`."""
        self._value = value
        self._buttons[value].setChecked(True)
        self.setFocusProxy(self._buttons[value])

    def commit(self) -> None:
        """An answer is taken when it is given."""

    def keep_pending(self) -> None:
        """The project did not take the answer: show what is stored."""
        self.show_value(self._value)


class CheckEntry(QCheckBox):
    """A statement that holds or not; there is no third state."""

    answered = Signal(object)
    refused = Signal(str)
    reverted = Signal()
    pending = False

    def __init__(self, field: Declared, parent: QWidget | None = None) -> None:
        super().__init__(field.title, parent)
        self._value = False
        self.clicked.connect(lambda checked: self.answered.emit(bool(checked)))

    def show_value(self, value: bool) -> None:
        """Show `value`."""
        self._value = value
        self.setChecked(value)

    def commit(self) -> None:
        """An answer is taken when it is given."""

    def keep_pending(self) -> None:
        """The project did not take the answer: show what is stored."""
        self.show_value(self._value)
