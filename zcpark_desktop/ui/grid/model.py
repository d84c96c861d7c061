"""A sheet for Qt's table views: what is shown, in which order, and what is typed.

The model keeps no values of its own. After each change of the project it asks for a new sheet, and says which cells to
paint again. Texts that do not fit a cell are kept beside the sheet until they are mended; they are not stored.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from zcpark_desktop.forms.arranging import Arrangement, arranged
from zcpark_desktop.forms.edits import Edit
from zcpark_desktop.forms.pasting import Pasted, Refused, paste
from zcpark_desktop.forms.rows_sheet import RowsSheet
from zcpark_desktop.forms.sheet import Head, Sheet, Tone
from zcpark_desktop.project import Address, How, ProjectError
from zcpark_desktop.project.declared import Declared

from ..fields.origin import origin_words
from ..session import Change, Session
from .cells import CLOSED, LEFT, OPEN, RIGHT, Face, FieldRole, alignment

Index = QModelIndex | QPersistentModelIndex

MOST_SINGLE_ROWS = 30  # or single cells; beyond this, all are painted again at once
MOST_SINGLE_FACES = 500  # beyond this, all cells are read again


class GridModel(QAbstractTableModel):
    """The model of one grid.

    Args:
        session: where changes go.
        make_sheet: makes the sheet of the project as it is now.

    Signals:
        rearranged: other rows are shown, or in another order.
        invalid_changed: texts that do not fit came or went.
    """

    rearranged = Signal()
    invalid_changed = Signal()

    def __init__(self, session: Session, make_sheet: Callable[[], Sheet], parent: Any = None) -> None:
        super().__init__(parent)
        self._session, self._make_sheet = session, make_sheet
        self.sheet = make_sheet()
        self.arrangement = Arrangement()
        self._order: list[int] | None = None
        self._invalid: dict[tuple[str, int], Refused] = {}
        self._faces: dict[tuple[int, int], Face] = {}
        for all_differ in (self.modelReset, self.rowsInserted, self.rowsRemoved, self.invalid_changed):
            all_differ.connect(self._faces.clear)
        self.dataChanged.connect(self._forget_faces)
        session.changed.connect(self._on_changed)

    # -- rows ------------------------------------------------------------------------------------------------------

    @property
    def has_blank_row(self) -> bool:
        """Whether a blank last row is shown, in which typing adds a row."""
        return self.sheet.has_rows_of_its_own and not self._session.read_only

    @property
    def shown_count(self) -> int:
        """How many of the sheet's rows are shown, the blank one left out."""
        return self.sheet.row_count if self._order is None else len(self._order)

    @property
    def shown_rows(self) -> list[int] | None:
        """The sheet's rows that are shown, in order; None for all of them as they are."""
        return self._order

    def sheet_row(self, row: int) -> int:
        """The sheet's row that is shown as `row`; beyond the last one, rows to add."""
        count = self.shown_count
        if row >= count:
            return self.sheet.row_count + row - count
        return row if self._order is None else self._order[row]

    def shown_row(self, sheet_row: int) -> int | None:
        """Where the sheet's row is shown; None where the filter hides it."""
        if self._order is None:
            return sheet_row
        try:
            return self._order.index(sheet_row)
        except ValueError:
            return None

    def arrange(self, arrangement: Arrangement) -> None:
        """Show other rows, or in another order."""
        self.arrangement = arrangement
        self._reset(self.sheet)

    def rebuild(self) -> None:
        """Show another sheet (another year)."""
        self._invalid.clear()
        self._reset(self._make_sheet())
        self.invalid_changed.emit()

    def _reset(self, sheet: Sheet) -> None:
        self.beginResetModel()
        self.sheet = sheet
        if self.arrangement.is_plain or not isinstance(sheet, RowsSheet):
            self._order = None
        else:
            self._order = arranged(sheet, self.arrangement)
        self.endResetModel()
        self.rearranged.emit()

    def _on_changed(self, change: Change) -> None:
        before = self.sheet
        sheet = self._make_sheet()
        differing = sheet.take_over(before) if type(sheet) is type(before) else None
        if before.heads == sheet.heads and len(before.source) == len(sheet.source) and all(
                old is new for old, new in zip(before.source, sheet.source, strict=True)):
            self.sheet = sheet
            return
        same_rows = before.row_count == sheet.row_count and (not change.structural or all(
            before.row_key(row) == sheet.row_key(row) for row in range(sheet.row_count)))
        same_shape = same_rows and before.heads == sheet.heads
        if same_shape:
            self.sheet = sheet
            cells = sheet.cells_differing(before) if differing is None and type(sheet) is type(before) else None
            self._tell_changed(differing, cells)
            return
        if before.heads == sheet.heads and self._order is None and self._grew_or_shrank(before, sheet):
            return
        self._reset(sheet)

    def _tell_changed(self, rows: list[int] | None, cells: list[tuple[int, int]] | None) -> None:
        """Have the sheet's rows painted again, or those cells of a sheet that shows all rows; everything for None."""
        if cells is not None and len(cells) <= MOST_SINGLE_ROWS:
            for row, column in cells:
                self.dataChanged.emit(self.index(row, column), self.index(row, column))
            return
        if rows is None or len(rows) > MOST_SINGLE_ROWS:
            if self.rowCount():
                self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
            return
        for row in rows:
            shown = self.shown_row(row)
            if shown is not None:
                self.dataChanged.emit(self.index(shown, 0), self.index(shown, self.columnCount() - 1))

    def _grew_or_shrank(self, before: Sheet, sheet: Sheet) -> bool:
        """Add or remove rows at the end without a reset, which would lose the place of the caret.

        The blank row becomes the first new one, so that the caret stays in what was typed; and the other way round.
        """
        old, new = before.row_count, sheet.row_count
        after_blank = int(self.has_blank_row)
        if any(before.row_key(row) != sheet.row_key(row) for row in range(min(old, new))) or old == new:
            return False
        if new > old:
            self.beginInsertRows(QModelIndex(), old + after_blank, new - 1 + after_blank)
            self.sheet = sheet
            self.endInsertRows()
        else:
            self.beginRemoveRows(QModelIndex(), new + after_blank, old - 1 + after_blank)
            self.sheet = sheet
            self.endRemoveRows()
        last = min(old, new) - 1 + after_blank
        if last >= 0:
            self.dataChanged.emit(self.index(0, 0), self.index(last, self.columnCount() - 1))
        self.rearranged.emit()
        return True

    # -- what Qt asks ----------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See QAbstractTableModel."""
        return 0 if parent.isValid() else self.shown_count + self.has_blank_row

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See QAbstractTableModel."""
        return 0 if parent.isValid() else len(self.sheet.heads)

    def head(self, column: int) -> Head:
        """The heading of a column."""
        return self.sheet.heads[column]

    def _is_blank_row(self, row: int) -> bool:
        return row >= self.shown_count

    def field(self, row: int, column: int) -> Declared | None:
        """What may be typed into the cell; None for one that is not typed."""
        return self.sheet.entry_field(self.sheet_row(row), column)

    def tone(self, row: int, column: int) -> Tone:
        """What sort of cell it is."""
        return Tone.ENTRY if self._is_blank_row(row) else self.sheet.tone(self.sheet_row(row), column)

    def _invalid_key(self, row: int, column: int) -> tuple[str, int]:
        at = self.sheet_row(row)
        return (self.sheet.row_key(at) if at < self.sheet.row_count else "", column)

    def refused_at(self, row: int, column: int) -> Refused | None:
        """The text that does not fit this cell, if there is one."""
        return self._invalid.get(self._invalid_key(row, column)) if self._invalid else None

    def text(self, row: int, column: int) -> str:
        """The cell as it is read."""
        return "" if self._is_blank_row(row) else self.sheet.text(self.sheet_row(row), column)

    def shown_text(self, row: int, column: int) -> str:
        """What the cell shows, on one line: its value, or the text that does not fit it."""
        refused = self.refused_at(row, column)
        return refused.text if refused else self.text(row, column).replace("\n", " ")

    def face(self, row: int, column: int) -> Face:
        """What there is to paint of the cell; kept until it changes, for Qt paints all cells in sight at every key."""
        face = self._faces.get((row, column))
        if face is None:
            face = self._faces[row, column] = Face(
                self.shown_text(row, column), self.tone(row, column), self.is_wrong(row, column),
                self.alignment(row, column), self.field(row, column) is not None)
        return face

    def _forget_faces(self, first: QModelIndex, last: QModelIndex) -> None:
        rows, columns = range(first.row(), last.row() + 1), range(first.column(), last.column() + 1)
        if len(rows) * len(columns) > MOST_SINGLE_FACES:
            self._faces.clear()
            return
        for row in rows:
            for column in columns:
                self._faces.pop((row, column), None)

    def raw(self, row: int, column: int) -> str:
        """The cell as it is typed and copied."""
        return "" if self._is_blank_row(row) else self.sheet.raw(self.sheet_row(row), column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See QAbstractTableModel."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.shown_text(row, column)
        if role == Qt.ItemDataRole.EditRole:
            refused = self.refused_at(row, column)
            return refused.text if refused else self.raw(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            refused = self.refused_at(row, column)
            if refused:
                return f"✗ {refused.reason}未保存，请改正。"
            if self._is_blank_row(row):
                return None
            told = (self.sheet.tip(self.sheet_row(row), column), self.origin(row, column))
            return "\n".join(filter(None, told)) or None
        if role == FieldRole:
            return self.field(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.head(column).title} {self.text(row, column) or '未填'}"
        return None

    def origin(self, row: int, column: int) -> str:
        """Where the cell's value comes from, in a sentence; empty where nothing is known of it."""
        if self._is_blank_row(row):
            return ""
        return origin_words(self._session.project, self.sheet.address(self.sheet_row(row), column))

    def is_wrong(self, row: int, column: int) -> bool:
        """Whether the cell holds a text that does not fit, or a computed value that tells of a mistake."""
        if self.refused_at(row, column) is not None:
            return True
        return not self._is_blank_row(row) and self.sheet.is_wrong(self.sheet_row(row), column)

    def alignment(self, row: int, column: int) -> int:
        """How the cell's text is aligned."""
        tone = self.tone(row, column)
        if tone is Tone.LABEL:
            return LEFT
        field = self.head(column).field if self._is_blank_row(row) else self.sheet.field(self.sheet_row(row), column)
        return alignment(field) if field is not None else RIGHT

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See QAbstractTableModel."""
        if orientation == Qt.Orientation.Horizontal and section < len(self.sheet.heads):
            head = self.head(section)
            if role == Qt.ItemDataRole.DisplayRole:
                return head.title
            if role == Qt.ItemDataRole.ToolTipRole:
                unit = f"（{head.unit}）" if head.unit else ""
                return "\n".join(part for part in (f"{head.title}{unit}", head.tip) if part)
        elif orientation == Qt.Orientation.Vertical and role == Qt.ItemDataRole.DisplayRole:
            return "＊" if self._is_blank_row(section) else str(self.sheet_row(section) + 1)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """See QAbstractTableModel."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        is_open = self.face(index.row(), index.column()).is_open and not self._session.read_only
        return OPEN if is_open else CLOSED

    # -- changes ---------------------------------------------------------------------------------------------------

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take `value` (text) as the cell's answer; a text that does not fit stays visible and is not stored."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        row, column = index.row(), index.column()
        key = self._invalid_key(row, column)
        if str(value) == self.raw(row, column) and key not in self._invalid:
            return True
        pasted = paste(self.sheet, [[str(value)]], [self.sheet_row(row)], [column])
        if pasted.refused:
            self._refuse(key, pasted.refused[0])
            return True
        place = self.sheet.place(self.sheet_row(row), column)
        problem = self.apply(f"修改{place}", pasted.edits, structural=pasted.added > 0)
        if problem:
            self._refuse(key, Refused(row, column, str(value), place, problem))
        elif self._invalid.pop(key, None):
            self.invalid_changed.emit()
            self.dataChanged.emit(index, index)
        return True

    def _refuse(self, key: tuple[str, int], refused: Refused) -> None:
        self._invalid[key] = refused
        self.invalid_changed.emit()
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def forget_invalid(self, rows: Sequence[int], columns: Sequence[int]) -> None:
        """Drop the unfitting texts in these cells, which are about to be cleared or written."""
        if self._invalid:
            for row in rows:
                for column in columns:
                    self._invalid.pop(self._invalid_key(row, column), None)
            self.invalid_changed.emit()

    @property
    def invalid(self) -> tuple[Refused, ...]:
        """The texts that do not fit and are not stored."""
        return tuple(self._invalid.values())

    def shown_cell(self, refused: Refused) -> QModelIndex:
        """The cell that holds an unfitting text."""
        for (key, column), each in self._invalid.items():
            if each is refused:
                for row in range(self.rowCount()):
                    if self._invalid_key(row, column)[0] == key:
                        return self.index(row, column)
        return QModelIndex()

    def apply(self, label: str, edits: Sequence[Edit], *, structural: bool = False,
              how: How = How.TYPED) -> str:
        """Make the edits as one step; what is wrong, in one sentence, or nothing."""
        if not edits:
            return ""
        try:
            self._session.apply(label, edits, structural=structural, how=how)
        except ProjectError as error:
            return str(error)
        return ""

    def pasting(self, block: list[list[str]], row: int, column: int, columns: Sequence[int]) -> Pasted:
        """What putting `block` with its corner at the shown cell would do; `columns` are the visible ones, in order."""
        last = self.rowCount() if not self.has_blank_row else row + len(block)
        rows = [self.sheet_row(each) for each in range(row, min(row + len(block), last))]
        return paste(self.sheet, block, rows, [each for each in columns if each >= column])

    def index_of(self, address: Address) -> QModelIndex:
        """The cell that shows `address`; invalid where it is not shown."""
        cell = self.sheet.cell_at(address)
        if cell is None:
            return QModelIndex()
        row = self.shown_row(cell[0])
        return QModelIndex() if row is None else self.index(row, cell[1])
