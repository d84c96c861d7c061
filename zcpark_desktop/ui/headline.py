"""The line at the top: menus, the project's name and how safe it is, and undo, redo and save."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenuBar, QSizePolicy, QToolButton, QWidget

from . import theme
from .theme import SMALL, TIGHT, em, space


class Headline(QWidget):
    """The line; a QMainWindow takes it as its menu widget."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "headline")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.bar = QMenuBar()
        self.bar.setNativeMenuBar(False)
        self.bar.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._name = _ElidedLabel()
        self._name.setFont(theme.sized(1.0, bold=True))
        self._state = QLabel()
        self._state.setAccessibleName("保存状态")
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(space(TIGHT))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(space(TIGHT), space(TIGHT), space(SMALL), space(TIGHT))
        layout.setSpacing(space(SMALL))
        layout.addWidget(self.bar)
        layout.addStretch(1)
        layout.addWidget(self._name, 1000)
        layout.addWidget(self._state)
        layout.addStretch(1)
        layout.addLayout(self._buttons)

    def add_button(self, action: QAction, text: str) -> None:
        """Show `action` as a button with icon and word."""
        button = QToolButton()
        button.setDefaultAction(action)
        button.setText(text)
        action.setIconText(text)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # pressing it leaves the caret in its field
        self._buttons.addWidget(button)

    def show_name(self, name: str, state: str, tone: str) -> None:
        """Show the project's name and how safe it is; `tone` is quiet, met, warning or error."""
        if self._name.text() != name:
            self._name.setText(name)
            self._name.setToolTip(name)
        self._state.setText(state)
        if self._state.property("role") != tone:
            self._state.setProperty("role", tone)
            self._state.style().polish(self._state)

    @property
    def state(self) -> str:
        """The words on show about how safe the project is."""
        return self._state.text()


class _ElidedLabel(QLabel):
    """A line that is shortened in its middle where the room is narrow, and never wider than its text."""

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setMaximumWidth(self.fontMetrics().horizontalAdvance(text) + space(TIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(em(6), self.maximumWidth()), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
