"""The lines of a collection on show: filters, the table, and the whole of the line with the caret beneath it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from zcpark_desktop.excel.matching import UNRECOGNISED

from ..fields.evidence import FlowLayout
from ..line_table import LineTable
from ..theme import MEDIUM, SMALL, TIGHT, em, space
from .decisions import Decisions, Line, Sort
from .lines_model import CELL, FILE, NEW, OLD, PLACE, SORT, TAKEN, LinesModel

WITHOUT_VALUES = (Sort.REFUSED, Sort.NOTE)
SEARCH_AFTER_MS = 120
WIDTHS = {TAKEN: 3.4, SORT: 6.2, OLD: 7.5, NEW: 8.5, FILE: 11, CELL: 8.5}


class Preview(QWidget):
    """The lines of `decisions`.

    Signals:
        decided: what is taken has changed.
        jump: the field at an address is to be shown.
        open_wanted: a file is to be opened; what it is called here.
        mapping_wanted: it is to be settled what the columns of a sheet are; the file, and the sheet.
    """

    decided = Signal()
    jump = Signal(str)
    open_wanted = Signal(str)
    mapping_wanted = Signal(str, str)

    def __init__(self, decisions: Decisions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = LinesModel(decisions, self)
        self._file = ""
        self.sorts: dict[Sort | None, QToolButton] = {}
        self._group = QButtonGroup(self)
        self.search = QLineEdit(placeholderText="按位置、数值、文件查找", clearButtonEnabled=True)
        self.search.setAccessibleName("在收集结果中查找")
        self.search.setMinimumWidth(em(14))
        self.view = LineTable(self.model, "收集结果")
        self._make_view()
        self.words = QLabel(wordWrap=True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words.setMinimumHeight(em(2.8))
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.go = self._link("跳到该处", "Return", self._jump)
        self.open = self._link("打开文件", "F4", self._open)
        self.map = self._link("建立对应关系…", "Ctrl+M", self._map)
        self.prefer = self._link("冲突都以此文件为准", "Ctrl+B", self._prefer)
        self._lay_out()
        self._soon = QTimer(self, singleShot=True, interval=SEARCH_AFTER_MS)
        self._soon.timeout.connect(self._filter)
        self.search.textChanged.connect(lambda _text: self._soon.start())
        self._group.buttonClicked.connect(lambda _button: self._filter())
        self.model.decided.connect(self.decided)
        self._filter()

    # -- building --------------------------------------------------------------------------------------------------

    def _make_view(self) -> None:
        view = self.view
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setAlternatingRowColors(True)
        view.set_widths(WIDTHS, PLACE)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(lambda where: self.menu().exec(view.viewport().mapToGlobal(where)))
        view.doubleClicked.connect(lambda index: self._jump() if index.column() != TAKEN else None)
        view.selectionModel().currentRowChanged.connect(lambda _now, _before: self._show_line())
        view.on_key("Space", self.toggle)

    def _link(self, words: str, keys: str, action: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        button.setProperty("role", "link")
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setToolTip(QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText))
        self.view.on_key(keys, action)
        button.clicked.connect(lambda _on=False: action())
        return button

    def _lay_out(self) -> None:
        chips = QWidget()
        flow = FlowLayout(space(TIGHT), chips)
        for sort in (None, *Sort):
            button = QToolButton(checkable=True, checked=sort is None)
            self._group.addButton(button)
            self.sorts[sort] = button
            flow.addWidget(button)
        bar = QHBoxLayout()
        bar.setSpacing(space(SMALL))
        bar.addWidget(chips, 1)
        bar.addWidget(self.search, 0, Qt.AlignmentFlag.AlignTop)
        links = QVBoxLayout()
        links.setSpacing(space(TIGHT))
        for link in (self.go, self.open, self.map, self.prefer):
            links.addWidget(link)
        links.addStretch()
        beneath = QHBoxLayout()
        beneath.setSpacing(space(SMALL))
        beneath.addWidget(self.words, 1)
        beneath.addLayout(links)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(MEDIUM), 0, 0, 0)
        layout.setSpacing(space(SMALL))
        layout.addLayout(bar)
        layout.addWidget(self.view, 1)
        layout.addLayout(beneath)

    # -- filtering -------------------------------------------------------------------------------------------------

    @property
    def sort(self) -> Sort | None:
        """The sort of lines that is asked for; None for all."""
        return next(sort for sort, button in self.sorts.items() if button.isChecked())

    def show_sort(self, sort: Sort | None) -> None:
        """Ask for the lines of that sort."""
        self.sorts[sort].click()

    def show_file(self, file: str) -> None:
        """Ask for the lines of that file; empty for all."""
        self._file = file
        self._filter()

    def _filter(self) -> None:
        self._soon.stop()
        at = self.view.currentIndex().row()
        before = self.model.rows[at] if 0 <= at < len(self.model.rows) else -1
        self.model.show_only(self.sort, self._file, self.search.text())
        rows = self.model.rows
        self.put_caret(rows.index(before) if before in rows else 0)
        self._show_counts()
        self._show_line()

    def put_caret(self, row: int) -> None:
        """Choose the line shown at `row`."""
        self.view.put_caret(row, PLACE)

    def _show_counts(self) -> None:
        counts = self.model.decisions.counts()
        only_words = self.sort in WITHOUT_VALUES or not any(counts[each] for each in Sort if each not in WITHOUT_VALUES)
        for column in (OLD, NEW, TAKEN):
            self.view.setColumnHidden(column, only_words)  # sentences get their room
        for sort, button in self.sorts.items():
            number = counts[sort] if sort is not None else sum(counts.values())
            word = sort.word if sort is not None else "全部"
            button.setText(f"{word} {number:,}")
            button.setAccessibleName(f"只看{word}，{number}条" if sort is not None else f"全部{number}条")
            button.setVisible(sort is None or number > 0 or button.isChecked())

    # -- the line with the caret -----------------------------------------------------------------------------------

    @property
    def current(self) -> Line | None:
        """The line with the caret."""
        row = self.view.currentIndex().row()
        return self.model.line(row) if 0 <= row < len(self.model.rows) else None

    def _show_line(self) -> None:
        line = self.current
        self.words.setText(_said(line) if line is not None else "没有符合条件的内容。" if self.model.decisions.lines else "")
        self.go.setVisible(bool(line is not None and line.address))
        self.open.setVisible(bool(line is not None and line.source.file))
        self.map.setVisible(_is_foreign(line))
        self.prefer.setVisible(line is not None and line.sort is Sort.CONFLICT)

    def _jump(self) -> None:
        if self.current is not None and self.current.address:
            self.jump.emit(self.current.address)

    def _open(self) -> None:
        if self.current is not None and self.current.source.file:
            self.open_wanted.emit(self.current.source.file)

    def _map(self) -> None:
        if self.current is not None and _is_foreign(self.current):
            self.mapping_wanted.emit(self.current.source.file, self.current.source.sheet)

    def _prefer(self) -> None:
        if self.current is not None and self.current.sort is Sort.CONFLICT:
            self.model.decisions.prefer(self.current.source.file)
            self.model.refresh()

    # -- taking ----------------------------------------------------------------------------------------------------

    @property
    def selected(self) -> list[int]:
        """The selected rows."""
        return sorted({row for each in self.view.selectionModel().selection()
                       for row in range(each.top(), each.bottom() + 1)})

    def toggle(self) -> None:
        """Take the selected lines; leave them out where the one with the caret is taken."""
        at = self.view.currentIndex().row()
        if at >= 0:
            self.model.take(self.selected, not self.model.decisions.is_taken(self.model.rows[at]))

    def take_selected(self, on: bool) -> None:
        """Take the selected lines, or leave them out."""
        self.model.take(self.selected, on)

    def _take_file(self, on: bool) -> None:
        if self.current is not None:
            self.model.decisions.take_file(self.current.source.file, on)
            self.model.refresh()

    def menu(self) -> QMenu:
        """What can be done with the selected lines."""
        menu, line = QMenu(self), self.current
        offered = line is not None and line.change is not None
        menu.addAction("采用所选", lambda: self.take_selected(True)).setEnabled(offered)
        menu.addAction("不采用所选", lambda: self.take_selected(False)).setEnabled(offered)
        menu.addSeparator()
        if line is not None and line.source.file:
            menu.addAction("采用此文件的全部内容", lambda: self._take_file(True))
            menu.addAction("此文件的内容都不采用", lambda: self._take_file(False))
        prefer = menu.addAction("冲突都以此文件为准", self._prefer)
        prefer.setEnabled(line is not None and line.sort is Sort.CONFLICT)
        prefer.setShortcut("Ctrl+B")
        mapping = menu.addAction("建立对应关系…", self._map)
        mapping.setShortcut("Ctrl+M")
        mapping.setEnabled(_is_foreign(line))
        menu.addSeparator()
        go, look = menu.addAction("跳到该处", self._jump), menu.addAction("打开文件", self._open)
        go.setShortcut("Return")
        go.setEnabled(line is not None and bool(line.address))
        look.setShortcut("F4")
        look.setEnabled(line is not None and bool(line.source.file))
        return menu


def _is_foreign(line: Line | None) -> bool:
    return line is not None and line.sort is Sort.REFUSED and line.place == UNRECOGNISED


def _said(line: Line) -> str:
    """The whole of a line."""
    change = line.change
    if change is None:
        return f"{line.source}：{line.place}" if line.source.file else line.place
    values = f"{change.old_text} → {change.new_text}" if change.old_text else change.new_text
    hint = "　不同文件的数据不一致，请选定一行；不选则保持原值。" if line.sort is Sort.CONFLICT else ""
    return f"{line.place}：{values}\n{line.source}{hint}"
