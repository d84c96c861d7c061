"""The table of indicators: keeps line, column and scroll through every change, and edits planned values in place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QTreeView, QWidget

from ..theme import em
from .cell_painter import CellPainter
from .table_model import FIRST_CELL, NAME, NUMBER, IndicatorModel
from .tables import Group

CELL_WIDTH, NAME_WIDTH, EVIDENCE_WIDTH, STANDING_WIDTH = 10.3, 11.2, 3.4, 6.8  # em


class IndicatorTable(QTreeView):
    """Shows an `IndicatorModel`.

    Signals:
        chosen: another line or cell is the current one (or none).
        menu_asked: the menu of the line is wanted, at a global position.
    """

    chosen = Signal()
    menu_asked = Signal(QPoint)

    def __init__(self, model: IndicatorModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.indicator_model = model
        self.painter = CellPainter(model, self)
        self.setModel(model)
        self.setItemDelegate(self.painter)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setIndentation(0)
        self.setUniformRowHeights(False)
        self.setMouseTracking(True)
        self.setAllColumnsShowFocus(True)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed)
        self.setAccessibleName("指标表")
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setMinimumSectionSize(em(0.5))

    def show_groups(self, groups: Sequence[Group], heads: tuple[str, ...]) -> None:
        """Show `groups`, with the same line current and in sight as before where it is still there."""
        line, column = self.current_line(), self.currentIndex().column()
        scroll = self.verticalScrollBar().value()
        same_table = heads == self.indicator_model.heads
        with QSignalBlocker(self):
            self.indicator_model.show_groups(groups, heads)
            if not self.currentIndex().isValid() and line is not None:
                index = self.indicator_model.find(line.indicator, min(max(column, 0), len(heads) - 1))
                if index.isValid():
                    self.setCurrentIndex(index)
            self._spread()
        if same_table:
            self.verticalScrollBar().setValue(scroll)
        else:
            self._set_widths()
            self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)
        self.chosen.emit()

    def _spread(self) -> None:
        for position in range(self.indicator_model.rowCount()):
            self.setExpanded(self.indicator_model.index(position, 0), True)
            self.setFirstColumnSpanned(position, QModelIndex(), True)

    def _set_widths(self) -> None:
        header = self.header()
        count = self.indicator_model.columnCount()
        cells = range(FIRST_CELL, FIRST_CELL + self.indicator_model.cell_count)
        numbered = bool(self.indicator_model.heads[NUMBER])
        for column in range(count):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            width = (CELL_WIDTH if column in cells else (3.3 if numbered else 0.6) if column == NUMBER
                     else EVIDENCE_WIDTH if column == cells.stop else STANDING_WIDTH)
            self.setColumnWidth(column, em(width))
        self._fit()

    def _fit(self) -> None:
        """Give the name what the other columns leave, and never too little to read."""
        count = self.indicator_model.columnCount()
        if count > NAME:
            taken = sum(self.columnWidth(column) for column in range(count) if column != NAME)
            self.setColumnWidth(NAME, max(self.viewport().width() - taken, em(NAME_WIDTH)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the names have the room."""
        super().resizeEvent(event)
        self._fit()

    def current_line(self) -> object:
        """The current line, or None."""
        return self.indicator_model.line(self.currentIndex())

    def go_to(self, indicator: str, column: int = FIRST_CELL) -> bool:
        """Make the indicator's line current; whether it is shown."""
        index = self.indicator_model.find(indicator, column)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        return index.isValid()

    def go_to_column(self, column: int) -> None:
        """Make another cell of the same line current."""
        beside = self.currentIndex().siblingAtColumn(column)
        if beside.isValid():
            self.setCurrentIndex(beside)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        """Tell who shows the details."""
        super().currentChanged(current, previous)
        self.chosen.emit()

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter goes on to the value beneath."""
        super().closeEditor(editor, hint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            below = self.indexBelow(self.currentIndex())
            while below.isValid() and self.indicator_model.line(below) is None:
                below = self.indexBelow(below)
            if below.isValid():
                self.setCurrentIndex(below.siblingAtColumn(self.currentIndex().column()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes a planned value away; the arrows sideways go from cell to cell."""
        current = self.currentIndex()
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not event.modifiers():
            if self.indicator_model.flags(current) & Qt.ItemFlag.ItemIsEditable:
                self.indicator_model.setData(current, "")
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not event.modifiers():
            self.go_to_column(current.column() + (1 if event.key() == Qt.Key.Key_Right else -1))
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the line, also by the menu key."""
        self.menu_asked.emit(event.globalPos())
