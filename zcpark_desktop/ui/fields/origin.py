"""Where the value of a field comes from: a small mark beside it, its tip, and a line in its context menu."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit, QPushButton, QToolTip, QWidget

from zcpark_desktop import wording
from zcpark_desktop.project import Address, Project, origin_of

from .. import theme

STAYS_MS = 10_000


def origin_words(project: Project, address: Address | None) -> str:
    """Where the value at `address` comes from, in a sentence; empty where nothing is known of it."""
    origin = origin_of(project, address) if address is not None else None
    return f"来源：{wording.origin(origin)}" if origin is not None else ""


class OriginMark(QPushButton):
    """The mark beside `editor`, shown where the origin of its value is known."""

    def __init__(self, editor: QWidget) -> None:
        super().__init__("来源")
        self._editor = editor
        self.words = ""
        self.setProperty("role", "link")
        self.setFont(theme.sized(0.85))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the tab key goes from answer to answer
        self.setAccessibleName("数据来源")
        self.clicked.connect(lambda _on=False: self.tell())
        editor.installEventFilter(self)
        self.hide()

    def say(self, words: str) -> None:
        """Know where the value comes from; empty where nothing is known."""
        if words == self.words and self.isHidden() != bool(words):
            return
        self.words = words
        self.setToolTip(words)
        self.setAccessibleDescription(words)
        self._editor.setToolTip(words)
        self.setVisible(bool(words))

    def tell(self) -> None:
        """Show the sentence beside the field."""
        QToolTip.showText(self._editor.mapToGlobal(QPoint(0, self._editor.height())), self.words, self._editor,
                          self._editor.rect(), STAYS_MS)

    def menu(self) -> QMenu:
        """The usual menu of the editor, and the line that tells the origin."""
        editor = self._editor
        menu = editor.createStandardContextMenu() if isinstance(editor, (QLineEdit, QPlainTextEdit)) else QMenu(editor)
        menu.addSeparator()
        action = menu.addAction("数据来源", self.tell)
        action.setEnabled(bool(self.words))
        return menu

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Answer the wish for a menu."""
        if watched is self._editor and isinstance(event, QContextMenuEvent):
            menu = self.menu()
            menu.exec(event.globalPos())
            menu.deleteLater()
            return True
        return False
