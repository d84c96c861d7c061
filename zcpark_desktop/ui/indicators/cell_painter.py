"""Paints the tables of indicators: value and verdict, limit and gap, and a bar of the distance to the limit.

The bar has its limit at a fixed place. What is missing to a floor, or too much over a ceiling, is hatched: met and not
met are told apart without colour, and sign and word stand above.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionViewItem, QWidget

from zcpark_desktop import wording
from zcpark_desktop.evaluate import Verdict

from .. import theme
from ..open_editor import EditingDelegate
from ..theme import SMALL, TIGHT, em, space
from .standing import Standing
from .table_model import FIRST_CELL, NAME, NUMBER, IndicatorModel, ItemRole
from .tables import Bar, Cell, Group, Line

Index = QModelIndex | QPersistentModelIndex
LIMIT_AT = 0.64
"""Where on the bar the limit stands, as a share of its width; beyond it there is room for half as much again."""

LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
ELIDE = Qt.TextElideMode.ElideRight
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


def colour_of(tone: str) -> QColor:
    """The colour of a tone (met, error, warning, quiet) in the look of now."""
    look = theme.current()
    return QColor({"met": look.met, "error": look.not_met, "warning": look.warning}.get(tone, look.quiet))


def paint_bar(painter: QPainter, rect: QRect, bar: Bar, colour: QColor) -> None:
    """Draw `bar` into `rect`: the track, the value, the hatched gap, and the limit as an upright line."""
    look = theme.current()
    limit = rect.left() + rect.width() * LIMIT_AT
    end = min(rect.left() + rect.width() * LIMIT_AT * bar.ratio, rect.right() + 1.0)
    top, height = rect.top() + rect.height() * 0.25, rect.height() * 0.5
    radius = height / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.line))
    painter.drawRoundedRect(QRectF(rect.left(), top, rect.width(), height), radius, radius)
    solid = end if bar.met or bar.upward else limit
    painter.setBrush(colour)
    if solid > rect.left():
        painter.drawRoundedRect(QRectF(rect.left(), top, solid - rect.left(), height), radius, radius)
    if not bar.met:
        start, stop = (end, limit) if bar.upward else (limit, end)
        painter.setBrush(QColor(look.raised))
        painter.drawRect(QRectF(start, top, stop - start, height))
        painter.setBrush(QBrush(colour, Qt.BrushStyle.BDiagPattern))
        painter.setPen(QPen(colour, 1))
        painter.drawRect(QRectF(start, top, max(stop - start, 1.0), height))
    painter.setPen(QPen(QColor(look.text), max(1.5, em(0.12)), Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    painter.drawLine(round(limit), rect.top(), round(limit), rect.bottom() + 1)
    painter.restore()


class CellPainter(EditingDelegate):
    """Paints groups, names, cells and standings, and edits planned values."""

    def __init__(self, model: IndicatorModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Lines hold two lines of text and a bar; groups one line."""
        return QSize(em(6), em(2.3) if self._model.line(index) is None else em(3.9))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """See the module."""
        look = theme.current()
        item = index.data(ItemRole)
        painter.save()
        if isinstance(item, Group):
            painter.fillRect(option.rect, QColor(look.panel))
            painter.setPen(QColor(look.quiet))
            painter.setFont(theme.sized(0.95, bold=True))
            painter.drawText(option.rect.adjusted(space(SMALL), 0, 0, 0), LEFT, str(index.data()))
            painter.restore()
            return
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.fillRect(option.rect, QColor(look.selected if selected else look.hover if hovered else look.raised))
        painter.setPen(QColor(look.line))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        inside = option.rect.adjusted(space(SMALL), space(TIGHT), -space(SMALL), -space(TIGHT) - 1)
        if isinstance(item, Cell):
            self._paint_cell(painter, inside, item)
        elif isinstance(item, Line):
            self._paint_beside(painter, inside, item, index)
        view: Any = option.widget
        if view is not None and view.hasFocus() and view.currentIndex() == index:
            painter.setPen(QPen(QColor(look.accent), max(1, em(0.12))))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _paint_cell(self, painter: QPainter, rect: QRect, cell: Cell) -> None:
        look = theme.current()
        tone = colour_of(cell.tone)
        small = theme.sized(0.88)
        line = em(1.3)
        top = QRect(rect.left(), rect.top(), rect.width(), line)
        painter.setFont(theme.sized(1.0))
        painter.setPen(tone)
        verdict = f"{cell.sign} {cell.word}"
        painter.drawText(top, LEFT, verdict)
        room = top.adjusted(painter.fontMetrics().horizontalAdvance(verdict) + space(TIGHT), 0, 0, 0)
        painter.setFont(theme.sized(1.05, bold=True))
        painter.setPen(QColor(look.text if cell.value != wording.BLANK else look.faint))
        painter.drawText(room, RIGHT, painter.fontMetrics().elidedText(cell.value, ELIDE, room.width()))
        middle = QRect(rect.left(), top.bottom() + 1, rect.width(), em(1.15))
        painter.setFont(small)
        painter.setPen(QColor(look.quiet))
        metrics = painter.fontMetrics()
        gap = cell.gap or ("填写规划值" if cell.editable and cell.verdict is Verdict.MISSING else "")
        room_for_limit = middle.width() - (metrics.horizontalAdvance(gap) + space(SMALL) if gap else 0)
        painter.drawText(middle, LEFT, metrics.elidedText(cell.limit, ELIDE, max(room_for_limit, em(2))))
        if gap and not cell.gap:
            painter.setPen(QColor(look.accent))
        elif cell.tone == "error":
            painter.setPen(tone)
        painter.drawText(middle, RIGHT, gap)
        if cell.bar is not None:
            paint_bar(painter, QRect(rect.left(), rect.bottom() - em(0.6), rect.width(), em(0.6)), cell.bar, tone)

    def _paint_beside(self, painter: QPainter, rect: QRect, line: Line, index: Index) -> None:
        look = theme.current()
        column = index.column()
        if column == NUMBER:
            painter.setPen(QColor(look.quiet))
            painter.setFont(theme.sized(1.0))
            painter.drawText(rect.adjusted(0, 0, 0, em(1.3) - rect.height()), RIGHT, line.number)
        elif column == NAME:
            self._paint_name(painter, rect, line)
        elif column == FIRST_CELL + len(line.cells):
            painter.setPen(QColor(look.text if line.evidence else look.faint))
            painter.drawText(rect.adjusted(0, 0, 0, em(1.3) - rect.height()), LEFT, str(index.data()))
        elif line.standing is not None and column == FIRST_CELL + len(line.cells) + 1:
            self._paint_standing(painter, rect, line.standing)
        else:
            painter.setPen(QColor(look.faint))
            painter.drawText(rect.adjusted(0, 0, 0, em(1.3) - rect.height()), LEFT, "不含此项")

    def _paint_name(self, painter: QPainter, rect: QRect, line: Line) -> None:
        look = theme.current()
        painter.setPen(QColor(look.text))
        font = theme.sized(1.0)
        height = em(1.3)
        shown = _two_lines(line.name, QFontMetrics(font), rect.width())
        painter.setFont(font)
        for number, words in enumerate(shown):
            painter.drawText(QRect(rect.left(), rect.top() + number * height, rect.width(), height), LEFT, words)
        if line.unit and len(shown) < 2:
            painter.setPen(QColor(look.quiet))
            painter.setFont(theme.sized(0.88))
            below = QRect(rect.left(), rect.top() + height, rect.width(), em(1.15))
            painter.drawText(below, LEFT, painter.fontMetrics().elidedText(line.unit, ELIDE, rect.width()))

    def _paint_standing(self, painter: QPainter, rect: QRect, standing: Standing) -> None:
        painter.setPen(colour_of(standing.tone))
        painter.setFont(theme.sized(1.0))
        painter.drawText(rect.adjusted(0, 0, 0, em(1.3) - rect.height()), LEFT, f"{standing.sign} {standing.word}")

    # -- editing ---------------------------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A plain field, so that input methods work."""
        line = QLineEdit(parent)
        line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line.setPlaceholderText("规划值")
        line.setAccessibleName("规划值")
        self._editor = line
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Every digit of the planned value; once, so that a change elsewhere leaves alone what is being typed."""
        if isinstance(editor, QLineEdit) and not editor.property("filled"):
            editor.setProperty("filled", True)
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        """Hand the text on."""
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Over the upper part of the cell; the limit stays in sight."""
        rect = option.rect.adjusted(space(TIGHT), space(TIGHT) // 2, -space(TIGHT), 0)
        rect.setHeight(max(em(1.9), editor.minimumSizeHint().height()))
        editor.setGeometry(rect)

    def helpEvent(self, event: Any, view: Any, option: QStyleOptionViewItem, index: Index) -> bool:
        """Tool tips as the model has them."""
        return super().helpEvent(event, view, option, index) if event.type() == QEvent.Type.ToolTip else False


def _two_lines(words: str, metrics: QFontMetrics, width: int) -> list[str]:
    """`words` broken into at most two lines of `width`, the second one shortened where it has to be."""
    if metrics.horizontalAdvance(words) <= width:
        return [words]
    layout = QTextLayout(words, theme.sized(1.0))
    layout.setTextOption(_wrapping())
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(width)
    length = line.textLength()
    layout.endLayout()
    return [words[:length], metrics.elidedText(words[length:], ELIDE, width)]


def _wrapping() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option
