"""The lines of the preview as a table: filtered, ticked, and fluid with a hundred thousand of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from zcpark_desktop.project.entry import folded

from .decisions import Decisions, Line, Sort

HEADS = ("采用", "类别", "位置或问题", "原值", "新值", "文件", "工作表和单元格")
TAKEN, SORT, PLACE, OLD, NEW, FILE, CELL = range(len(HEADS))

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class LinesModel(QAbstractTableModel):
    """The lines that are asked for.

    Signals:
        decided: what is taken has changed.
    """

    decided = Signal()

    def __init__(self, decisions: Decisions, parent: Any = None) -> None:
        super().__init__(parent)
        self.decisions = decisions
        self.rows = list(range(len(decisions.lines)))
        self._haystacks: list[str] = []

    def show_only(self, sort: Sort | None, file: str, text: str) -> None:
        """Show the lines of that sort (None for all) and file (empty for all) that hold all words of `text`."""
        lines, words = self.decisions.lines, folded(text).lower().split()
        rows = [at for at, line in enumerate(lines)
                if (sort is None or line.sort is sort) and (not file or line.source.file == file)]
        if words:
            if not self._haystacks:
                self._haystacks = ["\n".join(line.texts).lower() for line in lines]
            rows = [at for at in rows if all(word in self._haystacks[at] for word in words)]
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def line(self, row: int) -> Line:
        """The line that is shown at `row`."""
        return self.decisions.lines[self.rows[row]]

    def take(self, rows: Iterable[int], on: bool) -> None:
        """Take the values of the shown rows, or leave them out."""
        self.decisions.take([self.rows[row] for row in rows], on)
        self.refresh()

    def refresh(self) -> None:
        """Show what has been decided elsewhere."""
        if self.rows:
            self.dataChanged.emit(self.index(0, TAKEN), self.index(len(self.rows) - 1, TAKEN), [Role.CheckStateRole])
        self.decided.emit()

    # -- Qt --------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See QAbstractItemModel."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See QAbstractItemModel."""
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """See QAbstractItemModel."""
        if role == Role.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return HEADS[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """See QAbstractItemModel."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if index.column() == TAKEN and self.line(index.row()).change is not None:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """See QAbstractItemModel."""
        if role not in (Role.DisplayRole, Role.CheckStateRole, Role.ToolTipRole, Role.AccessibleTextRole):
            return None
        at, column = self.rows[index.row()], index.column()
        line = self.decisions.lines[at]
        if column == TAKEN:
            if line.change is None:
                return None
            taken = self.decisions.is_taken(at)
            if role == Role.CheckStateRole:
                return Qt.CheckState.Checked if taken else Qt.CheckState.Unchecked
            return ("采用" if taken else "不采用") if role == Role.AccessibleTextRole else None
        if role == Role.CheckStateRole:
            return None
        if column == SORT:
            return f"{line.sort.sign} {line.sort.word}"
        return line.texts[column - PLACE]

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """See QAbstractItemModel."""
        if role != Role.CheckStateRole:
            return False
        self.take([index.row()], Qt.CheckState(value) is Qt.CheckState.Checked)
        return True
