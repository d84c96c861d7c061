"""What is done to blocks of cells: copy, cut, paste, clear, fill, and rows added, removed and moved.

Each is one step of undo. Texts that do not fit are never written silently: the user is shown which and why, and decides
whether the rest is to be written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from zcpark_desktop.forms.clipboard import Block
from zcpark_desktop.forms.pasting import Pasted, Refused, in_another_unit, paste, tiled, without_heads
from zcpark_desktop.project import How

from ..session import Session
from . import clipboard
from .view import GridView

MOST_SHOWN = 12
LARGEST_PASTE = 5_000_000  # cells
TAKES_A_WHILE = 20_000  # cells


def ask_to_leave_out(parent: QWidget, refused: Sequence[Refused], fitting: int) -> bool:
    """Show which texts do not fit; whether the others are to be written without them."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("粘贴")
    box.setText(f"有{len(refused)}格的内容不合要求" + (f"，其余{fitting}格可以粘贴。" if fitting else "，没有可以粘贴的内容。"))
    lines = [f"• {each.sentence}" for each in refused[:MOST_SHOWN]]
    if len(refused) > MOST_SHOWN:
        lines.append(f"……另有{len(refused) - MOST_SHOWN}格")
    box.setInformativeText("\n".join(lines))
    go_on = box.addButton(f"粘贴其余{fitting}格", QMessageBox.ButtonRole.AcceptRole) if fitting else None
    cancel = box.addButton("取消" if fitting else "关闭", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(cancel)
    box.exec()
    return go_on is not None and box.clickedButton() is go_on


class GridActions(QObject):
    """The actions of one grid, by name; `ask` is replaced in tests.

    Args:
        session: where changes go.
        view: the grid.
        tell: shows one sentence to the user, beneath the grid.
    """

    def __init__(self, session: Session, view: GridView, tell: Callable[[str], None]) -> None:
        super().__init__(view)
        self._session, self._view, self._tell = session, view, tell
        self._model = view.grid_model
        self.ask: Callable[[Sequence[Refused], int], bool] = partial(ask_to_leave_out, view)
        self._by_name: dict[str, Callable[[], None]] = {
            "copy": self.copy, "cut": self.cut, "paste": self.paste, "clear": self.clear, "fill_down": self.fill_down,
            "fill_right": self.fill_right, "insert": self.insert, "remove": self.remove,
            "move_up": lambda: self.move(-1), "move_down": lambda: self.move(1),
            "undo": session.undo, "redo": session.redo,
        }
        view.action_asked.connect(self.do)

    def do(self, name: str) -> None:
        """Do the action called `name`; a read-only project allows copying only."""
        if self._session.read_only and name != "copy":
            self._tell("项目以只读方式打开，不能修改；请先“另存为”。")
            return
        self._by_name[name]()

    # -- copying ---------------------------------------------------------------------------------------------------

    def _in_one_block(self) -> bool:
        """Whether one block is selected; says so where it is not."""
        one = self._view.has_one_block()
        if not one:
            self._tell("选中了几处不相连的格，不能一起操作；请一处一处来，或选中整块。")
        return one

    def _block(self) -> Block:
        rows, columns = self._view.selected_block()
        rows = [row for row in rows if row < self._model.shown_count] or rows
        return [[self._model.raw(row, column) for column in columns] for row in rows]

    def copy(self, *, with_heads: bool = False) -> None:
        """Copy the selection for spreadsheets: as an HTML table and as text with tabs."""
        block = self._block() if self._in_one_block() else []
        if not block:
            return
        if with_heads:
            _, columns = self._view.selected_block()
            heads = [self._model.head(column) for column in columns]
            block = [[f"{head.title}（{head.unit}）" if head.unit else head.title for head in heads], *block]
        clipboard.put_block(block)
        self._tell(f"已复制{len(block)}行{len(block[0])}列。")

    def cut(self) -> None:
        """Copy, then clear."""
        if self._in_one_block():
            self.copy()
            self._clear("剪切")

    # -- writing ---------------------------------------------------------------------------------------------------

    def paste(self) -> None:
        """Put what was copied, here or in a spreadsheet, from the corner of the selection on."""
        block = clipboard.block()
        if block is None:
            self._tell("剪贴板中没有可以粘贴的内容。")
            return
        if len(block) * len(block[0]) > LARGEST_PASTE:
            self._tell("剪贴板中的内容过多，请分批粘贴。")
            return
        if len(block) * len(block[0]) < TAKES_A_WHILE:
            self.put(block)
            return
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            self.put(block)
        finally:
            QGuiApplication.restoreOverrideCursor()

    def put(self, block: Block) -> None:
        """Put `block` into the grid from the corner of the selection on, as one step."""
        rows, columns = self._view.selected_block()
        if not rows or not self._in_one_block():
            return
        top, left = rows[0], columns[0]
        visible = [column for column in self._view.visible_columns() if column >= left]
        if top + len(block) > self._model.shown_count or top == 0:
            bare = without_heads(block, self._model.sheet, visible)
            if bare is not block and (problem := in_another_unit(block[0], self._model.sheet, visible)):
                self._tell(f"✗ {problem}")
                return
            block = bare
        block = tiled(block, len(rows), len(columns))
        pasted = self._model.pasting(block, top, left, self._view.visible_columns())
        if pasted.refused and not self.ask(pasted.refused, pasted.cells):
            self._tell("没有粘贴。")
            return
        if not self._write(f"粘贴{pasted.cells}格", pasted, How.PASTED):
            return
        self._view.select_block(top, left, len(block), min(len(block[0]), len(visible)))
        self._tell(_told(pasted))

    def _write(self, label: str, pasted: Pasted, how: How = How.TYPED) -> bool:
        problem = self._model.apply(label, pasted.edits, structural=pasted.added > 0, how=how)
        if problem:
            self._tell(f"✗ {problem}")
        return not problem

    def clear(self) -> None:
        """Clear the selected cells; they are not filled in then, which is not zero."""
        self._clear("清除")

    def _clear(self, word: str) -> None:
        rows, columns = self._view.selected_block()
        rows = [row for row in rows if row < self._model.shown_count]
        if not rows:
            return
        self._model.forget_invalid(rows, columns)
        one, chosen = self._view.has_one_block(), self._view.is_selected
        block = [["" if one or chosen(row, column) else None for column in columns] for row in rows]
        pasted = paste(self._model.sheet, block, [self._model.sheet_row(row) for row in rows], columns)
        self._write(f"{word}{pasted.cells}格", pasted)

    def fill_down(self) -> None:
        """Put the first selected row into those beneath; for a single row, the row above into it."""
        rows, columns = self._view.selected_block()
        rows = [row for row in rows if row < self._model.shown_count]
        if not rows or (len(rows) == 1 and rows[0] == 0) or not self._in_one_block():
            return
        source, targets = (rows[0] - 1, rows) if len(rows) == 1 else (rows[0], rows[1:])
        line = [self._model.raw(source, column) for column in columns]
        self._fill("向下填充", [line] * len(targets), targets, columns)

    def fill_right(self) -> None:
        """Put the first selected column into those to its right."""
        rows, columns = self._view.selected_block()
        rows = [row for row in rows if row < self._model.shown_count]
        if not rows or len(columns) < 2 or not self._in_one_block():
            return
        block = [[self._model.raw(row, columns[0])] * (len(columns) - 1) for row in rows]
        self._fill("向右填充", block, rows, columns[1:])

    def _fill(self, word: str, block: Block, rows: list[int], columns: list[int]) -> None:
        pasted = paste(self._model.sheet, block, [self._model.sheet_row(row) for row in rows], columns)
        if pasted.refused and not self.ask(pasted.refused, pasted.cells):
            return
        self._model.forget_invalid(rows, columns)
        self._write(f"{word}{pasted.cells}格", pasted)

    def set_column(self, column: int, text: str) -> None:
        """Give the cells of `column` in all selected rows the same answer."""
        rows = self._view.selected_rows()
        if rows:
            self._fill(f"批量设置“{self._model.head(column).title}”，", [[text]] * len(rows), rows, [column])

    # -- rows ------------------------------------------------------------------------------------------------------

    def insert(self) -> None:
        """Add blank rows above the selection, as many as are selected; at the end when the blank row is selected."""
        sheet = self._model.sheet
        if not sheet.has_rows_of_its_own:
            return
        rows = self._view.selected_rows()
        at = self._model.sheet_row(rows[0]) if rows else sheet.row_count
        number = max(len(rows), 1)
        problem = self._model.apply(f"插入{number}行", sheet.inserting(at, number), structural=True)
        self._tell(f"✗ {problem}" if problem else "")
        shown = self._model.shown_row(at)
        if shown is not None:
            columns = self._view.visible_columns()
            self._view.select_block(shown, columns[0], number, len(columns))

    def remove(self) -> None:
        """Remove the selected rows."""
        sheet, rows = self._model.sheet, self._view.selected_rows()
        if not sheet.has_rows_of_its_own or not rows:
            return
        at = [self._model.sheet_row(row) for row in rows]
        word = f"删除{len(at)}行"
        problem = self._model.apply(word, sheet.removing(at), structural=True)
        self._tell(f"✗ {problem}" if problem else f"已{word}；可用“撤销”恢复。")
        if self._model.rowCount():
            row = min(rows[0], self._model.rowCount() - 1)
            self._view.put_caret(self._model.index(row, self._view.visible_columns()[0]))

    def move(self, by: int) -> None:
        """Move the selected rows up (−1) or down (1); only in the order of the project."""
        sheet, rows = self._model.sheet, self._view.selected_rows()
        if not sheet.has_rows_of_its_own or not rows:
            return
        if not self._model.arrangement.is_plain:
            self._tell("表格正在筛选或排序，不能移动行；请先清除筛选和排序。")
            return
        to = rows[0] - 1 if by < 0 else rows[-1] + 2
        if to < 0 or to > sheet.row_count:
            return
        columns = [self._view.currentIndex().column()]
        problem = self._model.apply("移动行", sheet.moving(rows, to), structural=True)
        self._tell(f"✗ {problem}" if problem else "")
        self._view.select_block(rows[0] + by, columns[0], len(rows), 1)


def _told(pasted: Pasted) -> str:
    parts = [f"已粘贴{pasted.cells}格"]
    if pasted.added:
        parts.append(f"新增{pasted.added}行")
    if pasted.refused:
        parts.append(f"{len(pasted.refused)}格不合要求，未粘贴")
    if pasted.skipped:
        parts.append(f"{pasted.skipped}格由程序计算或在别处填写，已跳过")
    if pasted.outside:
        parts.append(f"{pasted.outside}格超出表格，未粘贴")
    return "，".join(parts) + "。"
