"""A list to tick from: thousands of lines, each with a second text; a search, and all that it finds at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QSortFilterProxyModel, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ..line_table import LineTable
from ..theme import SMALL, space
from .lines_model import Index, Role


class _Model(QAbstractTableModel):
    def __init__(self, entries: Sequence[tuple[str, str, str]], parent: Any) -> None:
        super().__init__(parent)
        self.entries = list(entries)
        self.ticked = {key for key, _, _ in entries}

    def rowCount(self, parent: Index | None = None) -> int:
        """See QAbstractItemModel."""
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def columnCount(self, parent: Index | None = None) -> int:
        """See QAbstractItemModel."""
        return 0 if parent is not None and parent.isValid() else 2

    def flags(self, index: Index) -> Qt.ItemFlag:
        """See QAbstractItemModel."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else flags

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """See QAbstractItemModel."""
        key, *texts = self.entries[index.row()]
        if role in (Role.DisplayRole, Role.ToolTipRole):
            return texts[index.column()]
        if role == Role.CheckStateRole and index.column() == 0:
            return Qt.CheckState.Checked if key in self.ticked else Qt.CheckState.Unchecked
        if role == Role.UserRole:
            return " ".join(texts).lower()
        return None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """See QAbstractItemModel."""
        if role != Role.CheckStateRole:
            return False
        self.tick([index.row()], Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    def tick(self, rows: Sequence[int], on: bool) -> None:
        """Tick the rows, or take their ticks away."""
        keys = {self.entries[row][0] for row in rows}
        self.ticked = self.ticked | keys if on else self.ticked - keys
        if self.entries:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.entries) - 1, 0), [Role.CheckStateRole])


class TickList(QWidget):
    """Entries (key, title, what there is to say of it), all ticked at first.

    Signals:
        changed: other entries are ticked.
    """

    changed = Signal()

    def __init__(self, name: str, entries: Sequence[tuple[str, str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = _Model(entries, self)
        self._shown = QSortFilterProxyModel(self)
        self._shown.setSourceModel(self.model)
        self._shown.setFilterRole(Role.UserRole)
        self.search = QLineEdit(placeholderText="查找", clearButtonEnabled=True)
        self.search.setAccessibleName(f"查找{name}")
        self.search.textChanged.connect(lambda text: self._shown.setFilterFixedString(text.strip().lower()))
        self.all, self.none = QPushButton("全选"), QPushButton("全不选")
        self.all.clicked.connect(lambda _on=False: self._tick_shown(True))
        self.none.clicked.connect(lambda _on=False: self._tick_shown(False))
        self.view = LineTable(self._shown, name)
        self.view.horizontalHeader().hide()
        self.view.set_widths({0: 15}, 1)
        self.view.on_key("Space", self._toggle)
        bar = QHBoxLayout()
        bar.setSpacing(space(SMALL))
        bar.addWidget(self.search, 1)
        bar.addWidget(self.all)
        bar.addWidget(self.none)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(space(SMALL))
        layout.addLayout(bar)
        layout.addWidget(self.view, 1)
        self.model.dataChanged.connect(lambda *_: self.changed.emit())

    @property
    def ticked(self) -> list[str]:
        """The keys of the ticked entries, in their order."""
        return [key for key, _, _ in self.model.entries if key in self.model.ticked]

    def tick(self, keys: Sequence[str]) -> None:
        """Tick just the entries of these keys."""
        self.model.ticked = set()
        self.model.tick([row for row, entry in enumerate(self.model.entries) if entry[0] in keys], True)

    def _toggle(self) -> None:
        row = self._shown.mapToSource(self.view.currentIndex()).row()
        if row >= 0:
            self.model.tick([row], self.model.entries[row][0] not in self.model.ticked)

    def _tick_shown(self, on: bool) -> None:
        shown = [self._shown.mapToSource(self._shown.index(row, 0)).row() for row in range(self._shown.rowCount())]
        self.model.tick(shown, on)
