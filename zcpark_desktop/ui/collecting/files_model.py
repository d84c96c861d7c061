"""The files of a collection: each with what it brings, ticked to be taken as a whole, chosen to see its lines alone."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, Qt

from .decisions import Counted, Decisions
from .lines_model import Index, Role

ALL = "全部文件"
HEADS = ("文件", "采用", "未采用")


class FilesModel(QAbstractTableModel):
    """All files on the first line, then one by one; the last column counts what cannot be taken."""

    def __init__(self, decisions: Decisions, parent: Any = None) -> None:
        super().__init__(parent)
        self.decisions = decisions
        self.names = sorted(decisions.files)

    def file(self, row: int) -> str:
        """The file at `row`; empty for all."""
        return self.names[row - 1] if row > 0 else ""

    def refresh(self) -> None:
        """Show what has been decided elsewhere."""
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.names), len(HEADS) - 1))

    def _counted(self, row: int) -> Counted:
        files = self.decisions.files
        if row:
            return files[self.names[row - 1]]
        return Counted(sum(each.offered for each in files.values()), self.decisions.taken,
                       sum(each.refused for each in files.values()))

    # -- Qt --------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index | None = None) -> int:
        """See QAbstractItemModel."""
        return 0 if parent is not None and parent.isValid() else len(self.names) + 1

    def columnCount(self, parent: Index | None = None) -> int:
        """See QAbstractItemModel."""
        return 0 if parent is not None and parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """See QAbstractItemModel."""
        if role == Role.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return HEADS[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """See QAbstractItemModel."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if index.column() == 0 and index.row() and self._counted(index.row()).offered:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """See QAbstractItemModel."""
        row, column = index.row(), index.column()
        count = self._counted(row)
        if column == 0:
            if role in (Role.DisplayRole, Role.ToolTipRole):
                return self.file(row) or ALL
            if role == Role.CheckStateRole and row and count.offered:
                return (Qt.CheckState.Unchecked if not count.taken else
                        Qt.CheckState.Checked if count.taken == count.offered else Qt.CheckState.PartiallyChecked)
        elif role == Role.DisplayRole:
            number, word = (f"{count.taken:,}", count.taken) if column == 1 else (f"{count.refused:,}", count.refused)
            return number if word or column == 1 else ""
        elif role == Role.ToolTipRole and column == 1:
            return f"可采用{count.offered:,}格，采用{count.taken:,}格"
        elif role == Role.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """See QAbstractItemModel."""
        if role != Role.CheckStateRole:
            return False
        count = self._counted(index.row())
        self.decisions.take_file(self.file(index.row()), not count.taken)
        self.refresh()
        return True
