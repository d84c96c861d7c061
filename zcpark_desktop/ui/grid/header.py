"""The heading of a grid: groups of columns, title, unit."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QStyle, QStyleOptionHeader, QWidget

from .. import theme
from ..theme import SMALL, TIGHT, space
from .cells import alignment
from .model import GridModel

TITLE_LINES = 2
_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere


class GridHeader(QHeaderView):
    """Columns under the names of their groups, with the unit on a line of its own and a mark for the column's menu.

    Signals:
        menu_asked: the user asked for the menu of a column (to sort and filter).
    """

    menu_asked = Signal(int)

    def __init__(self, model: GridModel, *, has_menus: bool, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._grid, self.has_menus = model, has_menus
        self.setSectionsClickable(True)
        self.setSectionsMovable(False)
        self.setHighlightSections(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if has_menus:
            self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            self.customContextMenuRequested.connect(self._ask_for_menu)

    def _ask_for_menu(self, where: object) -> None:
        self.menu_asked.emit(self.logicalIndexAt(where))

    def _has(self, part: str) -> bool:
        return any(getattr(head, part) for head in self._grid.sheet.heads)

    def _line(self) -> int:
        """The height of a line of a title; where another font stands in for Chinese, it may be the taller one."""
        metrics = QFontMetrics(theme.sized(1.0, bold=True))
        return max(metrics.lineSpacing(), metrics.boundingRect(QRect(0, 0, 1000, 1000), int(_WRAPPED), "国").height())

    def _group_height(self) -> int:
        return self._line() + space(TIGHT) if self._has("group") else 0

    def _title_lines(self) -> int:
        metrics = QFontMetrics(theme.sized(1.0, bold=True))
        for column, head in enumerate(self._grid.sheet.heads):
            if metrics.horizontalAdvance(head.title) > self.sectionSize(column) - 2 * space(SMALL):
                return TITLE_LINES
        return 1

    def sizeHint(self) -> QSize:
        """Room for groups, titles and units, as far as there are any."""
        height = self._group_height() + self._title_lines() * self._line() + 2 * space(TIGHT)
        return QSize(super().sizeHint().width(), height + (self._line() if self._has("unit") else 0))

    def paintSection(self, painter: QPainter, rect: QRect, column: int) -> None:
        """Title, unit and menu mark of one column; groups are painted over all of theirs."""
        if not rect.isValid() or column >= self._grid.columnCount():
            return
        look = theme.current()
        painter.save()
        painter.fillRect(rect, QColor(look.panel))
        painter.setPen(QColor(look.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        head = self._grid.head(column)
        inner = rect.adjusted(space(SMALL), self._group_height() + space(TIGHT), -space(SMALL), -space(TIGHT))
        if head.field is not None:
            across = Qt.AlignmentFlag(alignment(head.field)) & Qt.AlignmentFlag.AlignHorizontal_Mask
        else:
            has_numbers = head.unit != "" or head.title.isdigit()
            across = Qt.AlignmentFlag.AlignRight if has_numbers else Qt.AlignmentFlag.AlignLeft
        unit_height = self._line() if head.unit else 0
        painter.setPen(QColor(look.text))
        painter.setFont(theme.sized(1.0, bold=True))
        title = inner.adjusted(0, 0, 0, -unit_height)
        painter.drawText(title, int(across | Qt.AlignmentFlag.AlignVCenter | _WRAPPED),
                         self._fitting(painter, head.title, title))
        if head.unit:
            painter.setFont(theme.sized(0.9))
            painter.setPen(QColor(look.quiet))
            line = QRect(inner.left(), inner.bottom() - unit_height + 1, inner.width(), unit_height)
            painter.drawText(line, int(across | Qt.AlignmentFlag.AlignVCenter), head.unit)
        self._paint_marks(painter, rect, column)
        painter.restore()

    def _fitting(self, painter: QPainter, text: str, room: QRect) -> str:
        """`text`, cut with … where it does not fit on the lines there are."""
        flags = int(_WRAPPED)
        metrics = painter.fontMetrics()
        tall = QRect(0, 0, room.width(), 10_000)
        if metrics.boundingRect(tall, flags, text).height() <= room.height() + 2:
            return text
        while len(text) > 1 and metrics.boundingRect(tall, flags, text + "…").height() > room.height() + 2:
            text = text[:-1]
        return text + "…"

    def _paint_marks(self, painter: QPainter, rect: QRect, column: int) -> None:
        arrangement = self._grid.arrangement
        marks = ""
        if arrangement.sort_by == column:
            marks += "↓" if arrangement.descending else "↑"
        if column in arrangement.only:
            marks += "▼"
        if marks:
            painter.setFont(theme.sized(0.9))
            painter.setPen(QColor(theme.current().accent))
            corner = rect.adjusted(space(TIGHT), self._group_height() + 1, -space(TIGHT), -1)
            painter.drawText(corner, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop), marks)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The columns, then the names of the groups across theirs."""
        super().paintEvent(event)
        height = self._group_height()
        if not height:
            return
        painter = QPainter(self.viewport())
        look = theme.current()
        painter.setFont(theme.sized(0.9))
        for first, last, group in self._groups():
            left = self.sectionViewportPosition(first)
            right = self.sectionViewportPosition(last) + self.sectionSize(last)
            rect = QRect(left, 0, right - left, height)
            if not rect.intersects(self.viewport().rect()):
                continue
            painter.fillRect(rect, QColor(look.panel))
            painter.setPen(QColor(look.line))
            painter.drawLine(rect.topRight(), rect.bottomRight())
            if group:
                painter.drawLine(rect.bottomLeft(), rect.bottomRight())
            painter.setPen(QColor(look.quiet))
            visible = rect.intersected(self.viewport().rect()).adjusted(space(SMALL), 0, -space(SMALL), 0)
            painter.drawText(visible, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), group)

    def _groups(self) -> list[tuple[int, int, str]]:
        """The runs of visible neighbours of one group: first column, last column, name."""
        runs: list[tuple[int, int, str]] = []
        for column, head in enumerate(self._grid.sheet.heads):
            if self.isSectionHidden(column):
                continue
            if runs and runs[-1][2] == head.group and head.group:
                runs[-1] = (runs[-1][0], column, head.group)
            else:
                runs.append((column, column, head.group))
        return runs

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click on a heading sorts by it; on its edge it fits the width."""
        on_edge = self.cursor().shape() == Qt.CursorShape.SplitHCursor
        if self.has_menus and not on_edge:
            self.menu_asked.emit(self.logicalIndexAt(event.position().toPoint()))
            return
        super().mouseDoubleClickEvent(event)

    def event(self, event: QEvent) -> bool:
        """No tip for a spot without a column."""
        if isinstance(event, QHelpEvent) and self.logicalIndexAt(event.pos()) < 0:
            return True
        return super().event(event)

    def initStyleOption(self, option: QStyleOptionHeader) -> None:
        """Never pressed or sunken."""
        super().initStyleOption(option)
        option.state &= ~QStyle.StateFlag.State_Sunken
