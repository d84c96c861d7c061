"""A grid with what belongs to it: buttons and filters above, messages and totals beneath."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from zcpark_desktop.forms.edits import copied_from_year, with_missing_years
from zcpark_desktop.forms.rows_sheet import RowsSheet, rows_at
from zcpark_desktop.forms.sheet import Sheet
from zcpark_desktop.forms.structure import Table
from zcpark_desktop.project import Address, ProjectError
from zcpark_desktop.project.declared import Kind

from .. import icons
from ..fields.evidence import choose_several
from ..files_out import AskingWhere
from ..session import Session
from ..tables_out import export_table
from ..theme import SMALL, TIGHT, em, space
from .actions import GridActions
from .filters import GridFilters
from .model import GridModel
from .strip import GridStrip
from .view import GridView, enter_goes_right, let_enter_go

FEWEST_ROWS, MOST_ROWS = 5, 14
FEWEST_EXPANDED = 8  # rows of a grid that takes the height there is
ROOM_FOR_FILTERS = 58  # em; a narrower grid has its filters beneath its buttons


class GridBox(QWidget):
    """One grid on a page.

    Attributes:
        fewest_rows: how many rows a grid that expands shows in any case.

    Args:
        session: where changes go.
        make_sheet: makes the sheet of the project as it is now.
        name: what a screen reader calls the grid.
        table: the declared list, for a grid of a list.
        exported_as: the list or part of the years that a workbook of the grid holds; the table's list where it is left
            out.
        expands: takes all the height there is, instead of fitting its rows.
    """

    fewest_rows = FEWEST_EXPANDED

    def __init__(self, session: Session, make_sheet: Callable[[], Sheet], name: str, table: Table | None = None,
                 *, expands: bool = False, exported_as: Address = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._table, self._expands = session, table, expands
        self.exported_as = exported_as or (table.address if table is not None else "")
        self.asking = AskingWhere(self)
        self.model = GridModel(session, make_sheet, self)
        self.view = GridView(self.model, has_column_menus=table is not None)
        self.view.setAccessibleName(name)
        self.strip = GridStrip(self.view)
        self.actions_ = GridActions(session, self.view, self.strip.tell)
        self.filters: GridFilters | None = None
        self.bar = QHBoxLayout()
        self.bar.setSpacing(space(TIGHT))
        self._below = QHBoxLayout()
        self._export: QToolButton | None = None
        self._none = QCheckBox()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(space(SMALL))
        if table is not None:
            self._make_bar(table)
        layout.addLayout(self.bar)
        if self.filters is not None:
            layout.addLayout(self._below)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.strip)
        if table is not None and table.can_be_declared_empty:
            self._make_none(table)
            layout.addWidget(self._none)
        self.view.menu_asked.connect(self._open_menu)
        self.view.doubleClicked.connect(lambda index: self._pick_evidence(index.row(), index.column()))
        self.model.rearranged.connect(self._fit)
        session.committing.connect(self.view.commit)
        session.changed.connect(self._show_none)
        session.state_changed.connect(self._show_read_only)
        self._fit()
        self._show_none()
        self._show_read_only()

    # -- the line above --------------------------------------------------------------------------------------------

    def button(self, text: str, icon: str, tip: str, action: Callable[[], None]) -> QToolButton:
        """Add a button to the line above the grid."""
        button = QToolButton(text=text)
        button.setToolTip(tip)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        icons.put(button, icon)
        button.clicked.connect(lambda _checked=False: action())
        self.bar.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return button

    def add_export(self) -> None:
        """Add the button that writes the grid as a workbook."""
        self._export = self.button("导出", "export", "导出本表为 Excel（Ctrl+Shift+X）；改好后可以再收集进来", self.export)

    def _make_bar(self, table: Table) -> None:
        word = table.row_word
        self._add = self.button(f"添加{word}", "add", f"在选中的行之前插入{word}（Ctrl+加号）；也可在最后的空行直接输入",
                                lambda: self.actions_.do("insert"))
        self._remove = self.button("删除", "delete", f"删除选中的{word}（Ctrl+减号）", lambda: self.actions_.do("remove"))
        if "{year}" in table.address:
            self._copy_year = self.button("复制上一年", "copy", "把上一年的行复制到本年，不含佐证", self._copy_last_year)
        self.add_export()
        if table.flags or len({column.group for column in table.columns}) > 1:
            self.filters = GridFilters(self.view, self.actions_.set_column)
            self.bar.addWidget(self.filters, 100)
        self.bar.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow grid the filters stand beneath the buttons, not one below the other beside them."""
        super().resizeEvent(event)
        if self.filters is None:
            return
        line, other = self.bar, self._below
        if event.size().width() < em(ROOM_FOR_FILTERS):
            line, other = other, line
        if other.indexOf(self.filters) >= 0:
            other.removeWidget(self.filters)
            line.insertWidget(line.count() - 1 if line is self.bar else 0, self.filters, 100)

    def _copy_last_year(self) -> None:
        sheet = self.model.sheet
        assert isinstance(sheet, RowsSheet) and sheet.year is not None
        earlier = [record.year for record in self._session.project.years if record.year < sheet.year]
        if not earlier:
            self.strip.tell("没有更早的年份可以复制。")
            return
        source = max(earlier)
        rows = copied_from_year(self._session.project, sheet.list_address, source)
        if sheet.row_count or not rows:
            self.strip.tell(f"{sheet.year}年已有数据，未复制；请先删除。" if sheet.row_count else f"{source}年没有数据。")
            return
        edits = with_missing_years(self._session.project, [(sheet.list_address, rows)])
        problem = self.model.apply(f"从{source}年复制{len(rows)}行", edits, structural=True)
        self.strip.tell(f"✗ {problem}" if problem else f"已从{source}年复制{len(rows)}行，请核对数量。")

    # -- "we have none of these" -----------------------------------------------------------------------------------

    def _make_none(self, table: Table) -> None:
        self._none.setText(f"本园区没有{table.row_word}")
        self._none.setToolTip("勾选后按零计算；不勾选时，空表表示还没有填")
        self._none.clicked.connect(self._declare_none)

    def _list_name(self) -> str:
        assert self._table is not None
        return self._table.address.rsplit("/", 1)[-1]

    def _declare_none(self, on: bool) -> None:
        kept = tuple(name for name in self._session.project.declared_empty if name != self._list_name())
        try:
            self._session.set_value("declared_empty", (*kept, self._list_name()) if on else kept,
                                    label=self._none.text() if on else f"取消“{self._none.text()}”")
        except ProjectError as error:
            self.strip.tell(f"✗ {error}")
        self._show_none()

    def _show_none(self) -> None:
        if self._table is None or not self._table.can_be_declared_empty:
            return
        stated = self._list_name() in self._session.project.declared_empty
        self._none.setChecked(stated)
        empty = not rows_at(self._session.project, self.model.sheet.list_address) if isinstance(
            self.model.sheet, RowsSheet) else False
        self._none.setVisible(stated or empty)

    def _show_read_only(self) -> None:
        free = not self._session.read_only
        for position in range(self.bar.count()):
            widget = self.bar.itemAt(position).widget()
            if isinstance(widget, QToolButton) and widget is not self._export:
                widget.setEnabled(free)
        self._none.setEnabled(free)

    # -- the menu of the cells -------------------------------------------------------------------------------------

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        do = self.actions_.do
        entries: list[tuple[str, str, str] | None] = [
            ("剪切", "Ctrl+X", "cut"), ("复制", "Ctrl+C", "copy"), ("粘贴", "Ctrl+V", "paste"),
            ("清除", "Delete", "clear"), None,
            ("向下填充", "Ctrl+D", "fill_down"), ("向右填充", "Ctrl+R", "fill_right"),
        ]
        if self.model.sheet.has_rows_of_its_own:
            entries += [None, (f"插入{self.model.sheet.row_word}", "Ctrl++", "insert"), ("删除行", "Ctrl+-", "remove"),
                        ("上移", "Alt+Up", "move_up"), ("下移", "Alt+Down", "move_down")]
        for entry in entries:
            if entry is None:
                menu.addSeparator()
                continue
            text, keys, name = entry
            action = menu.addAction(text)
            action.setShortcut(keys)
            action.triggered.connect(lambda _checked=False, what=name: do(what))
            action.setEnabled(name == "copy" or not self._session.read_only)
        if self.exported_as:
            out = menu.addAction("导出本表为 Excel…")
            out.setShortcut("Ctrl+Shift+X")
            out.triggered.connect(lambda: self.export())
        heads = menu.addAction("复制（含列头）")
        heads.triggered.connect(lambda: self.actions_.copy(with_heads=True))
        menu.addSeparator()
        enter = menu.addMenu("按回车键后")
        for direction, words in (("down", "移到下一行"), ("right", "移到右边一格")):
            action = enter.addAction(words)
            action.setCheckable(True)
            action.setChecked(enter_goes_right() == (direction == "right"))
            action.triggered.connect(lambda _checked=False, to=direction: let_enter_go(to))
        return menu

    def _open_menu(self, where: QPoint) -> None:
        self._menu().exec(where)

    def export(self) -> None:
        """Write the grid as a workbook, which can be collected again."""
        export_table(self._session, self, self.asking, self.exported_as, self.view.accessibleName())

    def _pick_evidence(self, row: int, column: int) -> None:
        field = self.model.field(row, column)
        if field is None or field.kind is not Kind.SEVERAL_OF or self._session.read_only:
            return
        sheet, at = self.model.sheet, self.model.sheet_row(row)
        chosen = sheet.value(at, column) if at < sheet.row_count else ()
        answer = choose_several(field, sheet.offers, chosen, self)
        if answer is not None:
            problem = self.model.apply(f"修改{sheet.place(at, column)}", sheet.writing([(at, column, answer)]))
            if problem:
                self.strip.tell(f"✗ {problem}")

    # -- size and place --------------------------------------------------------------------------------------------

    def _fit(self) -> None:
        rows = self.model.rowCount()
        line = self.view.verticalHeader().defaultSectionSize()
        around = self.view.header.sizeHint().height() + self.view.horizontalScrollBar().sizeHint().height() + em(0.4)
        fewest = min(rows, FEWEST_ROWS) if not self._expands else self.fewest_rows
        self.view.setMinimumHeight(around + line * fewest)
        if self._expands:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
            return
        whole = not self.model.sheet.has_rows_of_its_own
        self.view.setFixedHeight(around + line * (rows if whole else min(max(rows, FEWEST_ROWS), MOST_ROWS)))
        # not Fixed: where buttons or totals need a second line, the box is higher than its hint
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def sizeHint(self) -> QSize:
        """Wide; as high as the rows need."""
        return QSize(em(60), super().sizeHint().height())

    def focus_address(self, address: Address) -> bool:
        """Put the caret into the cell at `address`; whether it is here. A filter that hides it is cleared."""
        if self.model.sheet.cell_at(address) is None:
            return False
        index = self.model.index_of(address)
        if not index.isValid() and self.filters is not None:
            self.filters.clear()
            index = self.model.index_of(address)
        if self.filters is not None:
            self.filters.show_column(index.column())
        if index.isValid():
            self.view.show_cell(index)
        else:  # an empty list that takes no rows here
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    @property
    def findings(self) -> tuple[str, ...]:
        """What was typed and does not fit, in sentences."""
        return tuple(each.sentence for each in self.model.invalid)

    def commit(self) -> None:
        """Take what is still being typed."""
        self.view.commit()

    def rebuild(self) -> None:
        """Show another year."""
        self.view.commit()
        self.model.rebuild()
        self._show_none()
