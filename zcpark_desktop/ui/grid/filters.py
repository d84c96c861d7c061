"""Which rows and columns of a list are shown: a search box, filters by flag, groups of columns, menus of columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QCursor
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QToolButton, QWidget

from zcpark_desktop.forms.rows_sheet import RowsSheet

from .. import icons
from ..fields.choices import NOT_FILLED
from ..fields.evidence import FlowLayout
from ..theme import SMALL, em, space
from .delegate import answers
from .view import GridView

SEARCH_AFTER_MS = 120
MOST_ANSWERS = 40
NO_MENU_MARK = "QToolButton::menu-indicator { image: none; width: 0; }"  # the text has its own


class QuietCombo(QComboBox):
    """A short list that the wheel does not change; it opens as wide as its words need."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)

    def showPopup(self) -> None:
        """As wide as the longest words."""
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + em(2))
        super().showPopup()

    def wheelEvent(self, event: object) -> None:
        """Leave the wheel to the page."""
        event.ignore()  # type: ignore[attr-defined]


class GridFilters(QWidget):
    """The line above a list of many rows.

    Args:
        set_column: gives the cells of a column in all selected rows the same answer.
    """

    def __init__(self, view: GridView, set_column: Callable[[int, str], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view, self._model, self._set_column = view, view.grid_model, set_column
        layout = FlowLayout(space(SMALL), self)
        self.search = QLineEdit(placeholderText="查找", clearButtonEnabled=True)
        self.search.setAccessibleName("在表中查找")
        self.search.setFixedWidth(em(11))
        self._soon = QTimer(self, singleShot=True, interval=SEARCH_AFTER_MS)
        self._soon.timeout.connect(self._search)
        self.search.textChanged.connect(lambda _text: self._soon.start())
        layout.addWidget(self.search)
        self.flag, self.answer = QuietCombo(), QuietCombo()
        self.bulk = QToolButton(text="批量设置 ▾")
        sheet = self._sheet()
        if sheet.table.flags:
            self._make_flags(layout, sheet)
        groups = list(dict.fromkeys(column.group for column in sheet.table.columns if column.group))
        self.group_actions: dict[str, QAction] = {}
        if len(groups) > 1:
            self._make_groups(layout, groups)
        view.header.menu_asked.connect(self.open_column_menu)
        view.selection_moved.connect(self._on_selection)

    def _sheet(self) -> RowsSheet:
        sheet = self._model.sheet
        assert isinstance(sheet, RowsSheet)
        return sheet

    # -- rows ------------------------------------------------------------------------------------------------------

    def _search(self) -> None:
        self._model.arrange(replace(self._model.arrangement, search=self.search.text()))

    def _make_flags(self, layout: FlowLayout, sheet: RowsSheet) -> None:
        self.flag.setAccessibleName("按标志筛选")
        self.flag.addItem("全部标志", "")
        for path in sheet.table.flags:
            self.flag.addItem(sheet.heads[sheet.column_of(path)].title, path)
        self.answer.setAccessibleName("标志的取值")
        self.answer.setVisible(False)
        self.flag.activated.connect(self._on_flag)
        self.answer.activated.connect(self._on_answer)
        layout.addWidget(self.flag)
        layout.addWidget(self.answer)
        self.bulk.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.bulk.setToolTip("为选中的各行设置同一个标志")
        icons.put(self.bulk, "edit")
        self.bulk.setToolButtonStyle(self._beside())
        self.bulk.setEnabled(False)
        menu = QMenu(self.bulk)
        for path in sheet.table.flags:
            column = sheet.column_of(path)
            below = menu.addMenu(sheet.heads[column].title)
            field = sheet.heads[column].field
            assert field is not None
            for word in answers(field, self._model):
                action = below.addAction(word or NOT_FILLED)
                action.triggered.connect(lambda _checked=False, at=column, text=word: self._set_column(at, text))
        self.bulk.setMenu(menu)
        self.bulk.setStyleSheet(NO_MENU_MARK)
        layout.addWidget(self.bulk)

    @staticmethod
    def _beside() -> object:
        from PySide6.QtCore import Qt

        return Qt.ToolButtonStyle.ToolButtonTextBesideIcon

    def _on_selection(self) -> None:
        self.bulk.setEnabled(bool(self._view.selected_rows()))

    def _flag_column(self) -> int | None:
        path = self.flag.currentData()
        return self._sheet().column_of(path) if path else None

    def _on_flag(self) -> None:
        column = self._flag_column()
        self.answer.clear()
        self.answer.setVisible(column is not None)
        if column is not None:
            field = self._model.head(column).field
            assert field is not None
            for word in answers(field, self._model):
                self.answer.addItem(word or NOT_FILLED, word)
        self._on_answer()

    def _on_answer(self) -> None:
        flags = {self._sheet().column_of(path) for path in self._sheet().table.flags}
        only = {column: words for column, words in self._model.arrangement.only.items() if column not in flags}
        column = self._flag_column()
        if column is not None:
            only[column] = frozenset({str(self.answer.currentData())})
        self._model.arrange(replace(self._model.arrangement, only=only))

    def clear(self) -> None:
        """Show all rows in the order of the project."""
        self.search.clear()
        self._soon.stop()
        self.flag.setCurrentIndex(0)
        self.answer.setVisible(False)
        self._model.arrange(replace(self._model.arrangement, search="", only={}, sort_by=None))

    # -- columns ---------------------------------------------------------------------------------------------------

    def _make_groups(self, layout: FlowLayout, groups: list[str]) -> None:
        button = QToolButton(text="显示列 ▾")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setToolTip("选择要显示的列组")
        icons.put(button, "panel")
        button.setToolButtonStyle(self._beside())
        menu = QMenu(button)
        for group in groups:
            action = QAction(group, menu, checkable=True, checked=True)
            action.toggled.connect(lambda on, name=group: self.show_group(name, on))
            menu.addAction(action)
            self.group_actions[group] = action
        button.setMenu(menu)
        button.setStyleSheet(NO_MENU_MARK)
        layout.addWidget(button)

    def show_group(self, group: str, on: bool) -> None:
        """Show or hide the columns of a group; frozen columns always stay."""
        for column, declared in enumerate(self._sheet().table.columns):
            if declared.group == group and not declared.frozen:
                self._view.setColumnHidden(column, not on)
        self._view.frozen.rebuild()

    def show_column(self, column: int) -> None:
        """Make sure that `column` is among the shown ones."""
        group = self._sheet().table.columns[column].group
        if self._view.isColumnHidden(column) and group in self.group_actions:
            self.group_actions[group].setChecked(True)

    def column_menu(self, column: int) -> QMenu:
        """What can be done with a column: sort, filter by what occurs in it, fit its width."""
        menu = QMenu(self)
        arrangement = self._model.arrangement
        menu.addAction("升序").triggered.connect(
            lambda: self._model.arrange(replace(arrangement, sort_by=column, descending=False)))
        menu.addAction("降序").triggered.connect(
            lambda: self._model.arrange(replace(arrangement, sort_by=column, descending=True)))
        if arrangement.sort_by is not None:
            menu.addAction("取消排序").triggered.connect(lambda: self._model.arrange(replace(arrangement, sort_by=None)))
        menu.addSeparator()
        sheet = self._sheet()
        texts = dict.fromkeys(sheet.text(row, column) for row in range(sheet.row_count))
        if 0 < len(texts) <= MOST_ANSWERS:
            chosen = arrangement.only.get(column, frozenset())
            only = menu.addMenu("只看")
            for text in sorted(texts):
                words = text.replace("&", "&&")[:40] or NOT_FILLED
                action = QAction(words, only, checkable=True, checked=text in chosen)
                action.triggered.connect(lambda _checked=False, word=text: self._toggle(column, word))
                only.addAction(action)
        if arrangement.only or arrangement.search:
            menu.addAction("清除筛选").triggered.connect(self.clear)
        menu.addSeparator()
        menu.addAction("适合内容的列宽").triggered.connect(lambda: self._view.resizeColumnToContents(column))
        return menu

    def _toggle(self, column: int, word: str) -> None:
        only = dict(self._model.arrangement.only)
        words = only.get(column, frozenset()) ^ {word}
        if words:
            only[column] = words
        else:
            only.pop(column, None)
        self._model.arrange(replace(self._model.arrangement, only=only))

    def open_column_menu(self, column: int) -> None:
        """Open the column's menu at the pointer."""
        if column >= 0:
            self.column_menu(column).exec(QCursor.pos())
