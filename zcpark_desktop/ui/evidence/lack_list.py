"""The list of what lacks evidence: sorts with their entries; Enter or a double click goes to the place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from .. import theme
from ..theme import em
from .lacking import Lack, LackGroup

Index = QModelIndex | QPersistentModelIndex
MOST_OPEN = 200


class LackModel(QAbstractItemModel):
    """Groups and their lacks; a lack's internal id is its group's position + 1."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups: tuple[LackGroup, ...] = ()

    def show_groups(self, groups: Sequence[LackGroup]) -> bool:
        """Show `groups`; whether they are others than before."""
        if tuple(groups) == self._groups:
            return False
        self.beginResetModel()
        self._groups = tuple(groups)
        self.endResetModel()
        return True

    def lack(self, index: Index) -> Lack | None:
        """The lack at `index`; None for a group."""
        if not index.isValid() or not index.internalId():
            return None
        return self._groups[index.internalId() - 1].lacks[index.row()]

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """See QAbstractItemModel."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index = QModelIndex()) -> Any:  # noqa: B008
        """See QAbstractItemModel."""
        if not index.isValid() or not index.internalId():
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See QAbstractItemModel."""
        if not parent.isValid():
            return len(self._groups)
        return 0 if parent.internalId() else len(self._groups[parent.row()].lacks)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See QAbstractItemModel."""
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See QAbstractItemModel."""
        lack = self.lack(index)
        if role == Qt.ItemDataRole.DisplayRole:
            group = self._groups[index.row()] if lack is None else None
            return f"! {group.title}（{len(group.lacks)}）" if group else f"{lack.words} →" if lack else None
        if role == Qt.ItemDataRole.FontRole and lack is None:
            return theme.sized(1.0, bold=True)
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(theme.current().warning if lack is None else theme.current().accent)
        return None


class LackList(QTreeView):
    """Shows what lacks evidence.

    Signals:
        chosen: the user wants to go to this lack.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lack_model = LackModel(self)
        self.setModel(self.lack_model)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(em(1.4))
        self.setExpandsOnDoubleClick(True)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setStyleSheet(f"QTreeView::item {{ padding: {em(0.25)}px 0; }}")
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName("缺少佐证的内容")
        self.activated.connect(self._choose)

    def show_groups(self, groups: Sequence[LackGroup]) -> None:
        """Show `groups`; long ones begin folded."""
        closed = {self.lack_model.index(row, 0).data().split("（")[0] for row in range(self.lack_model.rowCount())
                  if not self.isExpanded(self.lack_model.index(row, 0))}
        if self.lack_model.show_groups(groups):
            for row, group in enumerate(groups):
                is_open = f"! {group.title}" not in closed and len(group.lacks) <= MOST_OPEN
                self.setExpanded(self.lack_model.index(row, 0), is_open)

    def _choose(self, index: QModelIndex) -> None:
        lack = self.lack_model.lack(index)
        if lack is not None:
            self.chosen.emit(lack)
