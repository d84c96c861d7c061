"""Columns that stay in sight: a second view of the same cells, laid over the left edge of the grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView

from .delegate import GridDelegate
from .header import GridHeader

if TYPE_CHECKING:
    from .view import GridView


class _Overlay(QTableView):
    """The second view: it shares cells and selection, and leaves keys and wheel to the grid."""

    def __init__(self, grid: GridView) -> None:
        super().__init__(grid)
        self._grid = grid

    def edit(self, index: QModelIndex, trigger: QAbstractItemView.EditTrigger | None = None,
             event: QEvent | None = None) -> bool:
        """A list opens only when it is asked for, not when a letter is typed."""
        if trigger is None:
            super().edit(index)
            return True
        delegate = self.itemDelegate()
        if isinstance(delegate, GridDelegate):
            delegate.typed = trigger == QAbstractItemView.EditTrigger.AnyKeyPressed
        return super().edit(index, trigger, event)

    def wheelEvent(self, event: object) -> None:
        """Scroll the grid."""
        self._grid.wheelEvent(event)  # type: ignore[arg-type]

    def contextMenuEvent(self, event: object) -> None:
        """The grid's menu."""
        self._grid.contextMenuEvent(event)  # type: ignore[arg-type]


class FrozenColumns(QObject):
    """Keeps the overlay of the frozen columns in step with its grid."""

    def __init__(self, grid: GridView) -> None:
        super().__init__(grid)
        self._grid = grid
        model = grid.grid_model
        self.view = _Overlay(grid)
        view = self.view
        view.setObjectName("frozen")
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # keys are the grid's, and so is the name a screen reader says
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setStyleSheet("QTableView#frozen { border: none; }")
        header = GridHeader(model, has_menus=grid.header.has_menus, parent=view)
        header.menu_asked.connect(grid.header.menu_asked)
        view.setHorizontalHeader(header)
        view.setModel(model)
        view.setSelectionModel(grid.selectionModel())
        self.delegate = GridDelegate(model, view)
        self.delegate.left.connect(grid.go_on)
        view.setItemDelegate(self.delegate)
        view.setEditTriggers(grid.editTriggers())
        view.setSelectionMode(grid.selectionMode())
        view.verticalHeader().hide()
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.verticalHeader().setDefaultSectionSize(grid.verticalHeader().defaultSectionSize())
        view.verticalHeader().setMinimumSectionSize(grid.verticalHeader().minimumSectionSize())
        view.setWordWrap(False)
        view.setFocusProxy(grid)  # keys go to the grid, whose caret is this one
        grid.verticalScrollBar().valueChanged.connect(view.verticalScrollBar().setValue)
        view.verticalScrollBar().valueChanged.connect(grid.verticalScrollBar().setValue)
        grid.header.sectionResized.connect(self._on_resized)
        header.sectionResized.connect(self._on_own_resized)
        grid.verticalHeader().geometriesChanged.connect(self.place)
        grid.header.geometriesChanged.connect(self.place)
        grid.installEventFilter(self)
        self.rebuild()

    @property
    def _count(self) -> int:
        return sum(head.frozen for head in self._grid.grid_model.sheet.heads)

    def holds(self, column: int) -> bool:
        """Whether `column` is one of the frozen ones."""
        return 0 <= column < self._count

    def width(self) -> int:
        """How much of the grid's left edge is covered."""
        shown = (column for column in range(self._count) if not self._grid.isColumnHidden(column))
        return sum(self._grid.columnWidth(column) for column in shown)

    def _on_resized(self, column: int, _old: int, width: int) -> None:
        if self.holds(column):
            self.view.setColumnWidth(column, width)
            self.place()

    def _on_own_resized(self, column: int, _old: int, width: int) -> None:
        if self.holds(column) and width > 0:  # a column that is hidden here reports a width of nothing
            self._grid.setColumnWidth(column, width)

    def rebuild(self) -> None:
        """Show the frozen columns of a new sheet."""
        count = self._count
        for column in range(self._grid.grid_model.columnCount()):
            self.view.setColumnHidden(column, column >= count or self._grid.isColumnHidden(column))
            if column < count:
                self.view.setColumnWidth(column, self._grid.columnWidth(column))
        self.view.clearSpans()
        for row, column, height in self._grid.grid_model.sheet.spans():
            self.view.setSpan(row, column, height, 1)
        self.view.setVisible(count > 0)
        self.place()

    def place(self) -> None:
        """Lay the overlay over the grid's left edge."""
        grid = self._grid
        left = grid.verticalHeader().width() if grid.verticalHeader().isVisible() else 0
        frame = grid.frameWidth()
        self.view.horizontalHeader().setFixedHeight(grid.header.height())
        self.view.setGeometry(left + frame, frame, self.width(), grid.viewport().height() + grid.header.height())
        self.view.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the grid when it is first shown or its look changes."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.place()
        return super().eventFilter(watched, event)
