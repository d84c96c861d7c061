"""The grid itself, with the habits of a spreadsheet."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QSettings, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QInputMethodEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QTableView, QWidget

from ..theme import em
from .delegate import GridDelegate
from .frozen import FrozenColumns
from .header import GridHeader
from .model import GridModel

ENTER_DIRECTION = "grid/enter_goes"  # "down" or "right"
ROW_HEIGHT = 2.0


def enter_goes_right() -> bool:
    """Whether Enter goes to the next column (set in the menu of the cells); otherwise to the next row."""
    return str(QSettings().value(ENTER_DIRECTION, "down")) == "right"


def let_enter_go(direction: str) -> None:
    """Let Enter go "down" or "right" from now on, in every grid."""
    QSettings().setValue(ENTER_DIRECTION, direction)


MOST_ROWS_SOUGHT = 40  # for a cell that can be typed into


class GridView(QTableView):
    """Shows a grid, moves in it, and edits single cells; `GridActions` does what concerns blocks of cells.

    Signals:
        selection_moved: other cells are selected.
        action_asked: a key asked for an action by its name ("copy", "paste", "clear", ...).
        menu_asked: the menu of the cells is wanted, at a global position.
    """

    selection_moved = Signal()
    action_asked = Signal(str)
    menu_asked = Signal(object)

    frozen: FrozenColumns | None = None  # Qt asks for places before there is anything to place

    def __init__(self, model: GridModel, *, has_column_menus: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid_model = model
        self.header = GridHeader(model, has_menus=has_column_menus, parent=self)
        self.setHorizontalHeader(self.header)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setModel(model)
        self.delegate = GridDelegate(model, self)
        self.delegate.left.connect(self.go_on)
        self.setItemDelegate(self.delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed)
        self.setWordWrap(False)
        self.setTabKeyNavigation(True)
        self.setCornerButtonEnabled(True)
        self.findChild(QAbstractButton).setAccessibleName("选中整张表")
        rows = self.verticalHeader()
        rows.setDefaultSectionSize(em(ROW_HEIGHT))
        rows.setMinimumSectionSize(em(1.6))
        rows.setSectionResizeMode(rows.ResizeMode.Fixed)
        rows.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        rows.setVisible(model.sheet.has_rows_of_its_own)
        self._own_widths: dict[str, int] = {}  # what the user made of a column, by its title
        self._setting_widths = False
        self._lent_focus = False  # to the cell that is being typed
        self._set_widths()
        self._set_spans()
        self.header.setStretchLastSection(model.sheet.last_column_stretches)
        self.header.sectionResized.connect(self._keep_width)
        corner = QWidget()
        corner.setProperty("role", "panel")
        self.setCornerWidget(corner)
        self.frozen = FrozenColumns(self)
        model.modelReset.connect(self._after_reset)
        self.selectionModel().selectionChanged.connect(self._on_selection)

    def _set_widths(self) -> None:
        digit = self.fontMetrics().horizontalAdvance("0")
        self._setting_widths = True
        for column, head in enumerate(self.grid_model.sheet.heads):
            if not self.isColumnHidden(column):
                self.setColumnWidth(column, self._own_widths.get(head.title, digit * (head.width + 2)))
        self._setting_widths = False

    def _keep_width(self, column: int, _old: int, width: int) -> None:
        if not self._setting_widths and width > 0 and column < self.grid_model.columnCount():
            self._own_widths[self.grid_model.head(column).title] = width

    def _set_spans(self) -> None:
        self.clearSpans()
        for row, column, height in self.grid_model.sheet.spans():
            self.setSpan(row, column, height, 1)

    def _after_reset(self) -> None:
        self._set_widths()
        self._set_spans()
        self.frozen.rebuild()
        if self.grid_model.rowCount() and self.grid_model.columnCount() and not self.currentIndex().isValid():
            self.put_caret(self.grid_model.index(0, self._first_entry_column()))

    def _first_entry_column(self) -> int:
        return next((column for column in range(self.grid_model.columnCount())
                     if self.grid_model.field(0, column) is not None), 0)

    def _on_selection(self, _selected: QItemSelection, _gone: QItemSelection) -> None:
        self.selection_moved.emit()

    # -- which cells -----------------------------------------------------------------------------------------------

    def visible_columns(self) -> list[int]:
        """The columns that are not hidden, in order."""
        return [column for column in range(self.grid_model.columnCount()) if not self.isColumnHidden(column)]

    def selected_block(self) -> tuple[list[int], list[int]]:
        """The rows and columns that the selection touches, hidden columns left out; the current cell where none is.

        Where several blocks are selected (`has_one_block`), not every cell in them is.
        """
        ranges = self.selectionModel().selection()
        if ranges.isEmpty():
            current = self.currentIndex()
            return ([current.row()], [current.column()]) if current.isValid() else ([], [])
        rows = {row for each in ranges for row in range(each.top(), each.bottom() + 1)}
        columns = {column for each in ranges for column in range(each.left(), each.right() + 1)}
        return sorted(rows), [column for column in self.visible_columns() if column in columns]

    def has_one_block(self) -> bool:
        """Whether the selected cells are one block, or rows or columns as a whole that lie apart."""
        rows, columns = self.selected_block()
        shown = sum((each.bottom() - each.top() + 1) * sum(each.left() <= column <= each.right() for column in columns)
                    for each in self.selectionModel().selection())
        return shown in (0, len(rows) * len(columns))

    def is_selected(self, row: int, column: int) -> bool:
        """Whether the cell is one of those selected, or the current one where none is."""
        ranges = self.selectionModel().selection()
        return ranges.isEmpty() or any(each.contains(row, column, QModelIndex()) for each in ranges)

    def selected_rows(self) -> list[int]:
        """The shown rows that the selection touches, the blank one left out."""
        rows: set[int] = set()
        for each in self.selectionModel().selection():
            rows.update(range(each.top(), each.bottom() + 1))
        return sorted(row for row in rows if row < self.grid_model.shown_count)

    def select_block(self, top: int, left: int, rows: int, columns: int) -> None:
        """Select a block of cells, with the caret in its corner."""
        model = self.grid_model
        bottom, right = min(top + rows, model.rowCount()) - 1, min(left + columns, model.columnCount()) - 1
        selection = QItemSelection(model.index(top, left), model.index(bottom, right))
        self.put_caret(model.index(top, left))
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def put_caret(self, index: QModelIndex) -> None:
        """Select one cell, whatever keys are held (Qt's own way toggles the cell while Ctrl is down)."""
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def show_cell(self, index: QModelIndex) -> None:
        """Scroll to a cell, and put the caret there."""
        self.put_caret(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- moving ----------------------------------------------------------------------------------------------------

    def go_on(self, where: str) -> None:
        """Leave an edited cell: "enter", "back", "tab" or "backtab"."""
        right = enter_goes_right()
        steps = {"enter": (0, 1) if right else (1, 0), "back": (0, -1) if right else (-1, 0),
                 "tab": (0, 1), "backtab": (0, -1)}
        self.setFocus()
        self.move_by(*steps[where])

    def move_by(self, rows: int, columns: int) -> bool:
        """Move the caret; past the last column to the next row. Whether there was somewhere to go."""
        current = self.currentIndex()
        visible = self.visible_columns()
        if not current.isValid() or current.column() not in visible:
            return False
        row, position = current.row() + rows, visible.index(current.column()) + columns
        if position >= len(visible) or position < 0:
            row += 1 if position > 0 else -1
            position %= len(visible)
        if not 0 <= row < self.grid_model.rowCount():
            return False
        self.put_caret(self.grid_model.index(row, visible[position]))
        return True

    def _jump(self, rows: int, columns: int) -> None:
        """Ctrl+arrow: to the edge of the filled block."""
        model, current = self.grid_model, self.currentIndex()
        visible = self.visible_columns()
        if not current.isValid():
            return
        row, position = current.row(), visible.index(current.column())

        def filled(at_row: int, at: int) -> bool:
            return model.text(at_row, visible[at]) != ""

        def inside(at_row: int, at: int) -> bool:
            return 0 <= at_row < model.shown_count and 0 <= at < len(visible)

        if not inside(row + rows, position + columns):
            return
        looking_for_end = filled(row + rows, position + columns)
        while inside(row + rows, position + columns):
            if looking_for_end and not filled(row + rows, position + columns):
                break
            row, position = row + rows, position + columns
            if not looking_for_end and filled(row, position):
                break
        self.put_caret(model.index(row, visible[position]))

    # -- focus -----------------------------------------------------------------------------------------------------

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """See Qt; a cell that is being typed lies in the grid, which looks as before and need not be painted whole."""
        self._lent_focus = (taker := QApplication.focusWidget()) is not None and self.isAncestorOf(taker)
        if not self._lent_focus:
            super().focusOutEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """See Qt; coming back from a cell is no reason to paint all of them either. At first, typing may begin."""
        if not self.currentIndex().isValid() and event.reason() != Qt.FocusReason.MouseFocusReason:
            self._put_caret_to_type()
        if not self._lent_focus:
            super().focusInEvent(event)
        self._lent_focus = False

    def _put_caret_to_type(self) -> None:
        model, columns = self.grid_model, self.visible_columns()
        for row in range(min(model.rowCount(), MOST_ROWS_SOUGHT)):
            for column in columns:
                if model.flags(cell := model.index(row, column)) & Qt.ItemFlag.ItemIsEditable:
                    self.put_caret(cell)
                    return

    # -- keys ------------------------------------------------------------------------------------------------------

    _SHORTCUTS = (
        (QKeySequence.StandardKey.Copy, "copy"), (QKeySequence.StandardKey.Cut, "cut"),
        (QKeySequence.StandardKey.Paste, "paste"), (QKeySequence.StandardKey.Undo, "undo"),
        (QKeySequence.StandardKey.Redo, "redo"),
    )
    _CTRL_KEYS = {
        Qt.Key.Key_D: "fill_down", Qt.Key.Key_R: "fill_right", Qt.Key.Key_Plus: "insert", Qt.Key.Key_Equal: "insert",
        Qt.Key.Key_Minus: "remove",
    }
    _ARROWS = {Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1)}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a spreadsheet; letters and digits start an edit."""
        for sequence, name in self._SHORTCUTS:
            if event.matches(sequence):
                self.action_asked.emit(name)
                return
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        control, alt, shift = (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier,
                               Qt.KeyboardModifier.ShiftModifier)
        if modifiers & control and key in self._CTRL_KEYS:
            self.action_asked.emit(self._CTRL_KEYS[key])
        elif modifiers == control and key in self._ARROWS:
            self._jump(*self._ARROWS[key])
        elif modifiers == alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.action_asked.emit("move_up" if key == Qt.Key.Key_Up else "move_down")
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not modifiers:
            self.action_asked.emit("clear")
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_on("back" if modifiers & shift else "enter")
        elif key == Qt.Key.Key_Tab and not modifiers & control:
            event.setAccepted(self.move_by(0, 1))  # past the last cell, on to the next widget
        elif key == Qt.Key.Key_Backtab:
            event.setAccepted(self.move_by(0, -1))
        elif key == Qt.Key.Key_Space and modifiers == control:
            self.selectColumn(self.currentIndex().column())
        elif key == Qt.Key.Key_Space and modifiers == shift:
            self.selectRow(self.currentIndex().row())
        elif modifiers & (control | alt) and event.text().isprintable() and event.text():
            event.ignore()  # a shortcut of the window, not a letter for the cell
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """What the window's menu asks of the focused widget."""
        self.action_asked.emit("copy")

    def cut(self) -> None:
        """What the window's menu asks of the focused widget."""
        self.action_asked.emit("cut")

    def paste(self) -> None:
        """What the window's menu asks of the focused widget."""
        self.action_asked.emit("paste")

    def edit(self, index: QModelIndex, trigger: QAbstractItemView.EditTrigger | None = None,
             event: QEvent | None = None) -> bool:
        """Note whether typing started the edit: a list opens only when it is asked for."""
        if self.frozen is not None and self.frozen.holds(index.column()):
            return self.frozen.view.edit(index, trigger, event)
        if trigger is None:
            self.delegate.typed = False
            super().edit(index)
            return True
        self.delegate.typed = trigger == QAbstractItemView.EditTrigger.AnyKeyPressed
        return super().edit(index, trigger, event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """A composition that starts over a frozen column goes to the field that is seen there."""
        if self.frozen.holds(self.currentIndex().column()):
            self.frozen.view.inputMethodEvent(event)
        else:
            super().inputMethodEvent(event)

    def commit(self) -> None:
        """Take what is still being typed into a cell, and leave the field open."""
        self.delegate.commit()
        self.frozen.delegate.commit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the cells, also by the menu key."""
        self.menu_asked.emit(event.globalPos())

    # -- the frozen columns over it --------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the frozen columns in place."""
        super().resizeEvent(event)
        if self.frozen is not None:
            self.frozen.place()

    def scrollTo(self, index: QModelIndex,
                 hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible) -> None:
        """Never leave the cell under the frozen columns."""
        if self.frozen is None:
            super().scrollTo(index, hint)
            return
        if self.frozen.holds(index.column()):
            across = self.horizontalScrollBar().value()
            super().scrollTo(index, hint)
            self.horizontalScrollBar().setValue(across)
            return
        super().scrollTo(index, hint)
        covered = self.frozen.width() - self.visualRect(index).left()
        if covered > 0:
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - covered)
