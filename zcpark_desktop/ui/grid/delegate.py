"""How cells are painted and edited. Editors are plain fields inside the cell, so that Chinese input methods work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from zcpark_desktop.forms.sheet import Tone
from zcpark_desktop.project.declared import Declared, Kind
from zcpark_desktop.project.entry import folded

from .. import theme
from ..fields.choices import NOT_FILLED
from ..fields.editors import TYPED_AFTER_MS
from ..open_editor import EditingDelegate
from ..theme import SMALL, em, space
from .cells import Face, FieldRole
from .model import GridModel

MOST_FITTED = 5000
_SELECTED = QStyle.StateFlag.State_Selected.value  # flags are numbers here: every `&` of two flags makes a new object
_LISTED = (Kind.CHOICE, Kind.YES_NO, Kind.ONE_OF)


def answers(field: Declared, model: GridModel) -> list[str]:
    """What a cell of a closed kind may hold, as text; "" stands for not filled in."""
    words = ["是", "否"] if field.kind is Kind.YES_NO else [choice.label for choice in field.choices]
    words += model.sheet.offers.of(field.offered_by).values() if field.kind is Kind.ONE_OF else []
    return [*words, ""] if field.can_be_missing or field.kind is Kind.ONE_OF else words


def completed(text: str, field: Declared, model: GridModel) -> str:
    """`text`, or the one answer that begins with it."""
    plain = folded(text)
    fitting = [answer for answer in answers(field, model) if answer.startswith(plain)] if plain else []
    return fitting[0] if len(fitting) == 1 else text


@dataclass(frozen=True)
class _Colours:
    """What cells are painted with in one look, made once for thousands of cells."""

    selected: QColor
    wrong: QColor
    grounds: dict[Tone, QColor]
    pens: dict[Tone, QColor]
    caret: QPen
    margin: int

    @classmethod
    def of(cls, look: theme.Look) -> _Colours:
        """The colours of `look`."""
        typed, said = QColor(look.text), QColor(look.quiet)
        grounds = {tone: QColor(look.computed) for tone in Tone}
        grounds |= {Tone.ENTRY: QColor(look.raised), Tone.LABEL: QColor(look.panel)}
        pens = {tone: typed if tone in (Tone.ENTRY, Tone.LABEL) else said for tone in Tone}
        return cls(QColor(look.selected), QColor(look.not_met), grounds, pens, QPen(QColor(look.accent), 2),
                   space(SMALL) // 2 + 2)


class GridDelegate(EditingDelegate):
    """Paints tones, and edits cells.

    Signals:
        left: an editor was left by a key; the words say where to go: "enter", "back", "tab", "backtab".
    """

    left = Signal(str)

    def __init__(self, model: GridModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._grid = model
        self._look: theme.Look | None = None
        self._painted_in: _Colours
        self._fitted: dict[tuple[str, int], str] = {}
        self.typed = False  # the edit that begins was started by typing, not by F2 or a double click

    # -- painting --------------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """Background by tone, text, a mark for a text that is not stored."""
        row, column = index.row(), index.column()  # asking the model itself is much quicker than through Qt
        face = self._grid.face(row, column)
        colours, rect = self._colours(), option.rect
        selected = bool(option.state.value & _SELECTED)
        painter.save()
        painter.fillRect(rect, colours.selected if selected else colours.grounds[face.tone])
        if face.text or face.is_wrong:
            painter.setPen(colours.wrong if face.is_wrong else colours.pens[face.tone])
            painter.setFont(option.font)
            inner = rect.adjusted(colours.margin, 0, -colours.margin, 0)
            painter.drawText(inner, face.alignment, self._fitting(face, inner.width(), option))
        if option.widget.currentIndex() == index:
            painter.setPen(colours.caret)
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def _colours(self) -> _Colours:
        look = theme.current()
        if self._look is not look:
            self._look, self._painted_in = look, _Colours.of(look)
        return self._painted_in

    def _fitting(self, face: Face, width: int, option: QStyleOptionViewItem) -> str:
        """The cell's text, shortened where the cell is too narrow; measured once, for that is dear."""
        text = f"✗ {face.text}" if face.is_wrong else face.text
        fitting = self._fitted.get((text, width))
        if fitting is None:
            if len(self._fitted) >= MOST_FITTED:
                self._fitted.clear()
            fitting = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
            self._fitted[text, width] = fitting
        return fitting

    # -- editing ---------------------------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex) -> QWidget | None:
        """A line; a list for closed kinds, unless the user types; a box of several lines for long texts."""
        field: Declared = index.data(FieldRole)
        if field.kind in _LISTED and not self.typed:
            combo = QComboBox(parent)
            for answer in answers(field, self._grid):
                combo.addItem(answer or NOT_FILLED, answer)
            combo.activated.connect(lambda: self._leave(combo, ""))
            return self._named(combo, index)
        if field.kind is Kind.LONG_TEXT:
            box = QPlainTextEdit(parent)
            box.setTabChangesFocus(False)
            pause = QTimer(box, singleShot=True, interval=TYPED_AFTER_MS)  # a crash takes no long text that was written
            pause.timeout.connect(lambda: self.commitData.emit(box))
            box.textChanged.connect(lambda: pause.start() if box.property("filled") and box.hasFocus() else None)
            return self._named(box, index)
        line = QLineEdit(parent)
        line.setFrame(False)
        if field.is_numeric:
            line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return self._named(line, index)

    def _named(self, editor: Any, index: QModelIndex) -> Any:
        self._editor = editor
        editor.setAccessibleName(self._grid.head(index.column()).title)
        editor.setProperty("in_cell", True)
        accent = theme.current().accent
        editor.setStyleSheet(f"border: 1px solid {accent}; border-radius: 0; min-height: 0; padding: 0 2px;")
        return editor

    def setEditorData(self, editor: QWidget, index: QModelIndex) -> None:
        """The bare value: no separators. Only once: a change elsewhere leaves alone what is being typed."""
        if editor.property("filled"):
            return
        editor.setProperty("filled", True)
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(editor.findData(text), 0))
            editor.showPopup()
        elif isinstance(editor, QPlainTextEdit):
            editor.setPlainText(text)
            editor.setProperty("before", text)
            editor.selectAll()
        elif isinstance(editor, QLineEdit):
            editor.setText(text)

    def setModelData(self, editor: QWidget, model: Any, index: QModelIndex) -> None:
        """Hand the text to the model, which judges it."""
        if isinstance(editor, QComboBox):
            text = str(editor.currentData())
        elif isinstance(editor, QPlainTextEdit):
            text = editor.toPlainText()
        else:
            assert isinstance(editor, QLineEdit)
            field: Declared = index.data(FieldRole)
            text = completed(editor.text(), field, self._grid) if field.kind in _LISTED else editor.text()
        model.setData(index, text)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """In the cell; long texts get room for several lines, inside the grid."""
        rect = QRect(option.rect)
        if isinstance(editor, QPlainTextEdit):
            room = editor.parentWidget().rect()
            size = QSize(max(rect.width(), em(28)), em(8)).boundedTo(room.size())
            rect.setSize(size)
            rect.moveRight(min(rect.right(), room.right()))
            rect.moveBottom(min(rect.bottom(), room.bottom()))
            rect.moveLeft(max(rect.left(), 0))
        elif isinstance(editor, QComboBox):
            rect.setWidth(max(rect.width(), editor.sizeHint().width()))
        editor.setGeometry(rect)

    def _leave(self, editor: QWidget, where: str) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        if where:
            self.left.emit(where)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Tab take the text and go on; Alt+Enter breaks a line in a long text; Esc leaves all as it was."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, QWidget):
            key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if isinstance(watched, QPlainTextEdit) and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                    watched.insertPlainText("\n")
                    return True
                self._leave(watched, "back" if shift else "enter")
                return True
            if key == Qt.Key.Key_Escape and isinstance(watched, QPlainTextEdit):
                watched.setPlainText(watched.property("before"))
                self.commitData.emit(watched)  # what a pause has handed over already
            if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                self._leave(watched, "backtab" if key == Qt.Key.Key_Backtab else "tab")
                return True
        return super().eventFilter(watched, event)
