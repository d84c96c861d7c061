"""How a live number looks in the text: one character to the caret, a tinted pill with the value to the reader."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPen,
    QPyTextObject,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
)

from zcpark_desktop.narrative import Chip

from .. import theme
from ..theme import em

PILL = QTextFormat.ObjectTypes.UserObject.value + 1
NAME = QTextFormat.Property.UserProperty.value + 1
PLACE = "\ufffc"  # the character that stands for an object in a text document
WIDEST = 30  # em; a longer value ends in dots, and is read in full in the tool tip

Read = Callable[[str], Chip | None]


def pill_format(name: str, around: QTextCharFormat) -> QTextCharFormat:
    """The format of the character that stands for the chip `name`."""
    made = QTextCharFormat(around)
    made.setObjectType(PILL)
    made.setProperty(NAME, name)
    made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignBaseline)
    return made


def plain_format(around: QTextCharFormat) -> QTextCharFormat:
    """The format of ordinary text beside a pill."""
    made = QTextCharFormat(around)
    for name in (QTextFormat.Property.ObjectType.value, NAME):
        made.clearProperty(name)
    made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignNormal)
    return made


class Pill(QPyTextObject):
    """Draws the chips of one document; `read` tells what a chip says now."""

    def __init__(self, document: QTextDocument, read: Read) -> None:
        super().__init__(document)
        self._read = read
        document.documentLayout().registerHandler(PILL, self)

    def intrinsicSize(self, document: QTextDocument, position: int, format: QTextFormat) -> QSizeF:
        """As wide as its words and a margin, as high as the line."""
        metrics = QFontMetricsF(document.defaultFont())
        return QSizeF(metrics.horizontalAdvance(self._words(format, metrics)) + 2 * _margin(), metrics.height())

    def drawObject(
        self, painter: QPainter, rect: QRectF, document: QTextDocument, position: int, format: QTextFormat
    ) -> None:
        """A tinted ground and the value; a missing one in the colour of errors, with a sign."""
        look, chip = theme.current(), self._chip(format)
        metrics = QFontMetricsF(document.defaultFont())
        has_value = chip is not None and chip.text is not None
        ground = QRectF(rect).adjusted(1, 0.5, -1, -0.5)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look.selected if has_value else look.not_met), 1))
        painter.setBrush(QColor(look.selected) if has_value else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(ground, em(0.3), em(0.3))
        painter.setFont(document.defaultFont())
        painter.setPen(QColor(look.text if has_value else look.not_met))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._words(format, metrics))
        painter.restore()

    def _chip(self, format: QTextFormat) -> Chip | None:
        return self._read(str(format.property(NAME)))

    def _words(self, format: QTextFormat, metrics: QFontMetricsF) -> str:
        chip = self._chip(format)
        words = str(format.property(NAME)) if chip is None else f"✗ {chip.title}" if chip.text is None else chip.text
        return metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, em(WIDEST))


def _margin() -> float:
    return em(0.35)
