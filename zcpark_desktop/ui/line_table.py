"""A table of lines to be read and decided, a line at a time; keys of its own do what its buttons do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, QItemSelectionModel, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from .theme import em


class LineTable(QTableView):
    """Shows `model` line by line, all of one height.

    Args:
        name: what a screen reader calls the table.
        line_height: in em.
    """

    def __init__(self, model: QAbstractItemModel | None, name: str, line_height: float = 2.2,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: dict[str, Callable[[], object]] = {}
        self.setModel(model)
        self.setProperty("role", "lines")
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        lines, heads = self.verticalHeader(), self.horizontalHeader()
        lines.hide()
        lines.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        lines.setDefaultSectionSize(em(line_height))
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heads.setHighlightSections(False)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """See QTableView. The heads look at no selection: they would ask each of its cells at every paint."""
        super().setModel(model)
        if model is not None:
            self.horizontalHeader().setSelectionModel(QItemSelectionModel(model, self))

    def set_widths(self, widths: dict[int, float], stretched: int) -> None:
        """Give columns their widths in em, and all that is left to one of them."""
        for column, width in widths.items():
            self.setColumnWidth(column, em(width))
        self.horizontalHeader().setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)

    def on_key(self, keys: str, action: Callable[[], object]) -> None:
        """Let a key (as in `Ctrl+B`) do something while the table has the focus."""
        self._keys[QKeySequence(keys).toString()] = action

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key of the table's own, or the usual way."""
        plain = event.keyCombination().toCombined() & ~Qt.KeyboardModifier.KeypadModifier.value
        action = self._keys.get(QKeySequence(plain).toString().replace("Enter", "Return"))
        if action is None:
            super().keyPressEvent(event)
        else:
            event.accept()
            action()

    def put_caret(self, row: int, column: int) -> None:
        """Choose the line at `row` alone, and bring it into sight; nothing where there is none."""
        index = self.model().index(row, column)
        if index.isValid():
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.scrollTo(index)
