"""A label that shows as much of its words as there is room for, and the whole as a tip."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from .theme import em


class ElidedLabel(QLabel):
    """One line of plain text; takes the room that is left, and asks for none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def setText(self, words: str) -> None:
        """Show the words."""
        if words != self.text():
            super().setText(words)
            self.setToolTip(words)

    def minimumSizeHint(self) -> QSize:
        """A few characters wide."""
        return QSize(em(4) if self.text() else 0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what there is room for."""
        painter = QPainter(self)
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, self.width())
        self.style().drawItemText(painter, self.rect(), self.alignment().value, self.palette(), self.isEnabled(), words,
                                  self.foregroundRole())
