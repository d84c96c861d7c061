"""The dialog for a foreign list: its columns with samples on the left, the fields that they may be on the right."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from zcpark_desktop.excel.foreign import ForeignColumn, Guess, Target, target_lists
from zcpark_desktop.excel.layouts import YEAR, YEAR_KEY

from .. import theme
from ..leaving import ask_to_leave
from ..line_table import LineTable
from ..theme import LARGE, MEDIUM, SMALL, em, space
from .lines_model import Index, Role
from .mapping import Settling

HEADS = ("列名", "示例", "对应数据项", "依据和换算")
PATH = Qt.ItemDataRole.UserRole


class _Columns(QAbstractTableModel):
    def __init__(self, settling: Settling, parent: Any) -> None:
        super().__init__(parent)
        self.settling = settling

    def rowCount(self, parent: Index | None = None) -> int:
        """See QAbstractItemModel."""
        return 0 if parent is not None and parent.isValid() else len(self.settling.columns)

    def columnCount(self, parent: Index | None = None) -> int:
        """See QAbstractItemModel."""
        return 0 if parent is not None and parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """See QAbstractItemModel."""
        if role == Role.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return HEADS[section]
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """See QAbstractItemModel."""
        if role not in (Role.DisplayRole, Role.ToolTipRole):
            return None
        column = self.settling.columns[index.row()]
        target = self.settling.target(column)
        return (column.title, "、".join(column.samples), _said(target) if target else "—",
                self.settling.reason(column))[index.column()]


class MappingDialog(QDialog):
    """Settles what the columns of one sheet are; `settling` holds the answer.

    Args:
        place: the sheet as a reader knows it.
        guessed: what it probably is.
    """

    def __init__(self, sheet: Any, place: str, guessed: Guess, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("建立对应关系")
        self.settling = Settling(sheet, guessed)
        self.ask = ask_to_leave
        self.lists = QComboBox()
        for address, title in target_lists():
            self.lists.addItem(title, address)
        self.lists.setCurrentIndex(self.lists.findData(guessed.address))
        self.lists.setAccessibleName("对应哪张表")
        self.year = QLineEdit(placeholderText="年份")
        self.year.setAccessibleName("数据所属年份")
        self.year.setMaximumWidth(em(6))
        self.model = _Columns(self.settling, self)
        self.view = LineTable(self.model, "文件中的列")
        self.view.set_widths({0: 11, 1: 12, 2: 12}, 3)
        self.search = QLineEdit(placeholderText="查找数据项", clearButtonEnabled=True)
        self.search.setAccessibleName("查找数据项")
        self.targets = QListWidget()
        self.targets.setProperty("role", "lines")
        self.targets.setAccessibleName("该列对应的数据项")
        self.unit = QLineEdit()
        self.unit.setAccessibleName("该列数字的单位")
        self.reason = QLabel(wordWrap=True)
        self.reason.setProperty("role", "quiet")
        self.reason.setMinimumHeight(em(2.8))
        self.reason.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.problem = QLabel(wordWrap=True)
        self.problem.setProperty("role", "warning")
        self.keep = QPushButton("保存并重新读取")
        self.keep.setProperty("role", "primary")
        self._lay_out(place)
        self.lists.activated.connect(lambda _at: self._choose_list())
        self.year.textChanged.connect(self._take_year)
        self.view.selectionModel().currentRowChanged.connect(lambda _now, _before: self._show_column())
        self.search.textChanged.connect(lambda _text: self._filter())
        self.targets.itemClicked.connect(self._settle)
        self.targets.itemActivated.connect(self._settle)
        self.unit.textChanged.connect(self._take_unit)
        self.keep.clicked.connect(self.accept)
        self._begin()
        self._at_first = self.settling.mapping()
        self.resize(em(76), em(42))

    def reject(self) -> None:
        """Leave without keeping what was settled, once the user has said so."""
        if self.settling.mapping() != self._at_first:
            answer = self.ask(self, "选定的对应关系", can_save=self.keep.isEnabled())
            if answer == "save":
                self.accept()
            if answer != "discard":
                return
        super().reject()

    def _lay_out(self, place: str) -> None:
        words = QLabel(f"{place}不是程序生成的表。请核对每一列对应的数据项；列名相同的表以后会自动读取。", wordWrap=True)
        words.setProperty("role", "quiet")
        top = QHBoxLayout()
        top.setSpacing(space(SMALL))
        top.addWidget(QLabel("对应的表"))
        top.addWidget(self.lists)
        self._year_label = QLabel("年份")
        top.addWidget(self._year_label)
        top.addWidget(self.year)
        top.addStretch(1)
        self._head = QLabel(wordWrap=True)
        self._head.setFont(theme.sized(1.0, bold=True))
        unit = QHBoxLayout()
        unit.addWidget(QLabel("数字的单位"))
        unit.addWidget(self.unit, 1)
        right = QVBoxLayout()
        right.setSpacing(space(SMALL))
        for part in (self._head, self.search, self.targets):
            right.addWidget(part)
        right.addLayout(unit)
        right.addWidget(self.reason)
        middle = QHBoxLayout()
        middle.setSpacing(space(MEDIUM))
        middle.addWidget(self.view, 7)
        middle.addLayout(right, 3)
        cancel = QPushButton("取消")
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(space(SMALL))
        buttons.addWidget(self.problem, 1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.keep)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(LARGE), space(LARGE), space(LARGE), space(LARGE))
        layout.setSpacing(space(SMALL))
        layout.addWidget(words)
        layout.addLayout(top)
        layout.addLayout(middle, 1)
        layout.addLayout(buttons)

    # -- what is shown ---------------------------------------------------------------------------------------------

    def _begin(self) -> None:
        self.model.beginResetModel()
        self.model.endResetModel()
        self.year.setText("" if self.settling.year is None else str(self.settling.year))
        self._fill_targets()
        self.view.put_caret(0, 0)
        self._show_column()
        self._show_whether_ready()

    def _fill_targets(self) -> None:
        self.targets.clear()
        self._add_target("不读取该列", "")
        groups: dict[str, list[Target]] = {}
        for target in self.settling.targets.values():
            group = "各年数据" if YEAR in target.path or target.path == YEAR_KEY else "基本内容"
            groups.setdefault(group, []).append(target)
        for group, found in groups.items():
            heading = QListWidgetItem(group)
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
            self.targets.addItem(heading)
            for target in found:
                self._add_target(_said(target), target.path, target.help)
        self._filter()

    def _add_target(self, words: str, path: str, tip: str = "") -> None:
        item = QListWidgetItem(words)
        item.setData(PATH, path)
        item.setToolTip(tip or words)
        self.targets.addItem(item)

    def _filter(self) -> None:
        words = self.search.text().lower().split()
        for row in range(self.targets.count()):
            item = self.targets.item(row)
            item.setHidden(item.data(PATH) is None and bool(words)
                           or not all(word in f"{item.text()}{item.toolTip()}".lower() for word in words))

    @property
    def column(self) -> ForeignColumn | None:
        """The column with the caret."""
        row = self.view.currentIndex().row()
        return self.settling.columns[row] if 0 <= row < len(self.settling.columns) else None

    def _show_column(self) -> None:
        column = self.column
        if column is None:
            return
        target = self.settling.target(column)
        self._head.setText(f"“{column.title}”对应")
        self.reason.setText(self.settling.reason(column))
        wanted = target.path if target else ""
        for row in range(self.targets.count()):
            if self.targets.item(row).data(PATH) == wanted:
                self.targets.setCurrentRow(row)
        self.unit.blockSignals(True)
        self.unit.setText(self.settling.unit(column))
        self.unit.blockSignals(False)
        self.unit.setPlaceholderText(target.unit if target else "")
        self.unit.setEnabled(not column.unit and target is not None and bool(target.unit))

    def _show_whether_ready(self) -> None:
        for part in (self.year, self._year_label):
            part.setVisible(self.settling.needs_year)
        self.problem.setText(self.settling.problem)
        self.keep.setEnabled(not self.settling.problem)
        self.reason.setText(self.settling.reason(self.column) if self.column is not None else "")
        self.view.viewport().update()

    # -- what is settled -------------------------------------------------------------------------------------------

    def _choose_list(self) -> None:
        self.settling.choose_list(self.lists.currentData())
        self._begin()

    def _take_year(self, text: str) -> None:
        text = text.strip().removesuffix("年")
        self.settling.year = int(text) if len(text) == 4 and text.isdecimal() else None
        self._show_whether_ready()

    def _settle(self, item: QListWidgetItem) -> None:
        column = self.column
        if column is not None and item.data(PATH) is not None:
            self.settling.settle(column, item.data(PATH))
            self._show_column()
            self._show_whether_ready()

    def _take_unit(self, text: str) -> None:
        if self.column is not None:
            self.settling.units[self.column.position] = text.strip()
            self._show_whether_ready()


def _said(target: Target) -> str:
    return f"{target.title}（{target.unit}）" if target.unit else target.title
