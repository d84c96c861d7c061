"""Groups of lines for Qt's tree view; refreshed in place, so that selection, editor and scroll stay where they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from .tables import Cell, Group, Line

Index = QModelIndex | QPersistentModelIndex
ItemRole = Qt.ItemDataRole.UserRole + 1
NUMBER, NAME, FIRST_CELL = 0, 1, 2


class IndicatorModel(QAbstractItemModel):
    """Columns: number, name, one for each cell, evidence, standing. Top rows are groups, their children lines.

    Args:
        plan: takes a line, a cell and the text typed as its planned value.
    """

    def __init__(self, plan: Callable[[Line, Cell, str], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._plan = plan
        self._groups: list[Group] = []
        self._heads: tuple[str, ...] = ()
        self.editable = True

    def show_groups(self, groups: Sequence[Group], heads: tuple[str, ...]) -> None:
        """Show `groups` under `heads`; the same lines as before are repainted, other lines make a reset."""
        groups = list(groups)
        same = heads == self._heads and _shape(groups) == _shape(self._groups)
        if not same:
            self.beginResetModel()
        self._groups, self._heads = groups, heads
        if not same:
            self.endResetModel()
            return
        last = self.columnCount() - 1
        for position, group in enumerate(groups):
            above = self.index(position, 0)
            self.dataChanged.emit(self.index(0, 0, above), self.index(len(group.lines) - 1, last, above))

    @property
    def groups(self) -> list[Group]:
        """What is shown."""
        return self._groups

    @property
    def heads(self) -> tuple[str, ...]:
        """The columns' titles."""
        return self._heads

    @property
    def cell_count(self) -> int:
        """How many cells each line has."""
        return len(self._groups[0].lines[0].cells) if self._groups else 0

    def line(self, index: Index) -> Line | None:
        """The line of a cell; None for a group."""
        if not index.isValid() or not index.internalId():
            return None
        return self._groups[index.internalId() - 1].lines[index.row()]

    def cell(self, index: Index) -> Cell | None:
        """The row of a scheme that is shown there, if it is one."""
        line, at = self.line(index), index.column() - FIRST_CELL
        return line.cells[at] if line is not None and 0 <= at < len(line.cells) else None

    def find(self, indicator: str, column: int = NUMBER) -> QModelIndex:
        """Where the indicator's line is; invalid where it is not shown."""
        for position, group in enumerate(self._groups):
            for row, line in enumerate(group.lines):
                if line.indicator == indicator:
                    return self.index(row, column, self.index(position, 0))
        return QModelIndex()

    # -- what Qt asks ----------------------------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """See QAbstractItemModel; a line's internal id is its group's position + 1, a group's is 0."""
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
        return len(self._groups[parent.row()].lines) if not parent.internalId() and parent.column() == 0 else 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See QAbstractItemModel."""
        return len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See QAbstractItemModel."""
        if orientation == Qt.Orientation.Horizontal and section < len(self._heads):
            if role == Qt.ItemDataRole.DisplayRole:
                return self._heads[section]
            if role == Qt.ItemDataRole.ToolTipRole and FIRST_CELL <= section < FIRST_CELL + self.cell_count:
                return "横条为数值，竖线为要求；斜纹一段是与要求的差距"
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts for screen readers, tests and tool tips; the delegate paints from the line itself."""
        line = self.line(index)
        if line is None:
            group = self._groups[index.row()]
            if role == Qt.ItemDataRole.DisplayRole and index.column() == 0:
                return f"{group.title}　{len(group.lines)}项"
            return group if role == ItemRole else None
        shown = self.cell(index)
        if role == ItemRole:
            return shown or line
        if role == Qt.ItemDataRole.EditRole:
            return shown.raw if shown else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(line, shown, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(line, shown, index.column())
        return None

    def _text(self, line: Line, shown: Cell | None, column: int) -> str:
        if shown is not None:
            parts = (shown.value, shown.limit, f"{shown.sign} {shown.word}", shown.gap)
            return " ".join(part for part in parts if part)
        if column == NUMBER:
            return line.number
        if column == NAME:
            return line.name
        if column == FIRST_CELL + len(line.cells):
            return f"{line.evidence}份" if line.evidence else "无"
        if line.standing is not None and column == FIRST_CELL + len(line.cells) + 1:
            return f"{line.standing.sign} {line.standing.word}"
        return "—"

    def _tip(self, line: Line, shown: Cell | None, column: int) -> str:
        if shown is not None:
            return f"{shown.tip}\n双击或按 F2 填写规划值" if shown.editable and self.editable else shown.tip
        if column >= FIRST_CELL + len(line.cells) and line.standing is not None:
            return line.standing.sentence
        return f"{line.name}（{line.unit}）" if line.unit else line.name

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Groups are headings; only planned values may be typed."""
        if self.line(index) is None:
            return Qt.ItemFlag.ItemIsEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        shown = self.cell(index)
        return flags | Qt.ItemFlag.ItemIsEditable if self.editable and shown is not None and shown.editable else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Hand the typed text on."""
        line, shown = self.line(index), self.cell(index)
        if role != Qt.ItemDataRole.EditRole or line is None or shown is None or str(value).strip() == shown.raw:
            return False
        self._plan(line, shown, str(value))
        return True


def _shape(groups: Sequence[Group]) -> list[tuple[str, tuple[str, ...]]]:
    return [(group.title, tuple(line.indicator for line in group.lines)) for group in groups]
