"""The line at the top: menus on the left, the project's name and state in the middle, undo, redo and save on the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenuBar, QSizePolicy, QToolButton, QWidget

from . import theme
from .theme import LARGE, SMALL, TIGHT, space


class Headline(QWidget):
    """The line; a QMainWindow takes it as its menu widget."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "headline")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.bar = QMenuBar()
        self.bar.setNativeMenuBar(False)
        self.bar.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._name = QLabel()
        self._name.setFont(theme.sized(1.0, bold=True))
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._name.setMinimumWidth(space(LARGE))
        self._state = QLabel()
        self._state.setAccessibleName("保存状态")
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(space(TIGHT))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(space(TIGHT), space(TIGHT), space(SMALL), space(TIGHT))
        layout.setSpacing(space(SMALL))
        layout.addWidget(self.bar)
        layout.addStretch(1)
        layout.addWidget(self._name)
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
        self._name.setText(self._name.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, theme.em(26)))
        self._name.setToolTip(name)
        self._state.setText(state)
        if self._state.property("role") != tone:
            self._state.setProperty("role", tone)
            self._state.style().polish(self._state)

    @property
    def state(self) -> str:
        """The words on show about how safe the project is."""
        return self._state.text()
