"""The manual beside the work: F1 opens the page for the step on show."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QPixmap, QShortcut, QTextDocument
from PySide6.QtWidgets import QStyle, QTextBrowser, QVBoxLayout, QWidget

from zcpark_desktop.manual.pages import START, page
from zcpark_desktop.paths import resources

from . import theme
from .theme import WIDE, em, space

if TYPE_CHECKING:
    from zcpark_desktop.rules import Rules

PICTURE = QTextDocument.ResourceType.ImageResource.value
PICTURE_WIDTH = 36


class _Reader(QTextBrowser):
    """Shows the manual's pictures as wide as a page of text."""

    def loadResource(self, kind: int, url: QUrl) -> object:
        """A picture of the manual, made smaller; everything else as usual."""
        picture = QPixmap(str(resources() / "manual" / url.path())) if kind == PICTURE else QPixmap()
        if picture.isNull():
            return super().loadResource(kind, url)
        return picture.scaledToWidth(em(PICTURE_WIDTH), Qt.TransformationMode.SmoothTransformation)


class HelpWindow(QWidget):
    """A small window that stays open beside the main one.

    Args:
        rules: the rules in use, which the chapter on accounting is made from.
    """

    def __init__(self, rules: Callable[[], Rules], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Tool)
        self._rules = rules
        self.setWindowTitle("说明")
        self.browser = _Reader()
        self.browser.setOpenLinks(False)
        self.browser.anchorClicked.connect(self._follow)
        self.browser.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.browser.setAccessibleName("说明正文")
        self.browser.setProperty("role", "reading")
        self.browser.document().setDocumentMargin(space(WIDE))
        self.browser.document().setIndentWidth(em(1.5))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.browser)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, activated=self.close)
        # A picture, the margins and frame beside it, and the bar: a column that is easy to read.
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        self.resize(em(PICTURE_WIDTH + 1) + 2 * space(WIDE) + bar, em(40))

    def show_page(self, name: str) -> None:
        """Show the page `name`, the manual's first page where there is none of that name."""
        found = page(name, self._rules()) or page(START, self._rules())
        assert found is not None, "the first page is there"
        self.show_text(found.title, found.text)

    def _follow(self, target: QUrl) -> None:
        if target.path().endswith(".md"):
            self.show_page(target.path().removesuffix(".md"))
        else:
            QDesktopServices.openUrl(target)

    def show_text(self, title: str, markdown: str) -> None:
        """Show `markdown` under a title."""
        self.setWindowTitle(f"说明：{title}")
        look = "dark" if theme.current().dark else "light"
        self.browser.setMarkdown(markdown.replace("-light.png)", f"-{look}.png)"))
        self.browser.document().setDefaultFont(theme.sized(1.05))
        self.show()
        self.raise_()
