"""A plain editor whose text may hold live numbers.

The text goes in and out with names in braces (`{指标.2.现状}`); in between, each name is one character that shows its
value. Typing or pasting a name in braces makes it one, too.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit, QToolTip, QWidget

from zcpark_desktop.evaluate import Evaluation
from zcpark_desktop.narrative import Chip, read_chip
from zcpark_desktop.narrative.chips import IN_BRACES

from .. import theme
from ..fields.editors import TYPED_AFTER_MS
from ..theme import LARGE, space
from .pill import NAME, PILL, PLACE, Pill, pill_format, plain_format

OWN = "application/x-zcpark-narrative"  # what the clipboard holds beside the values that other programs get


class ChipEditor(QTextEdit):
    """Edits one text.

    Signals:
        paused: the text differs from what was shown, and typing has paused or the field was left.
        left: the field was left; what is typed next is another step of undo.
        chip_activated: a chip was double-clicked; its name.
    """

    paused = Signal()
    left = Signal()
    chip_activated = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFont(theme.sized(1.1))
        self.document().setDefaultFont(self.font())
        self.document().setDocumentMargin(space(LARGE))
        self._evaluation: Evaluation | None = None
        self._said: dict[str, Chip | None] = {}
        self._pill = Pill(self.document(), self.chip)
        self._pending = False
        self._showing = False
        self._pause = QTimer(self, singleShot=True, interval=TYPED_AFTER_MS)
        self._pause.timeout.connect(self.commit)
        self.textChanged.connect(self._on_text)

    # -- what it holds ---------------------------------------------------------------------------------------------

    @property
    def pending(self) -> bool:
        """Whether something was typed that nobody has taken yet."""
        return self._pending

    def chip(self, name: str) -> Chip | None:
        """What the chip `name` says now; None for a name that is no chip's."""
        if name not in self._said and self._evaluation is not None:
            self._said[name] = read_chip(name, self._evaluation)
        return self._said.get(name)

    def show_values(self, evaluation: Evaluation) -> None:
        """Let the chips say what `evaluation` has."""
        shown = {name: chip and chip.text for name, chip in self._said.items()}
        self._evaluation, self._said = evaluation, {}
        if any((now := self.chip(name)) is None or now.text != text for name, text in shown.items()):
            self._lay_out_again()
        self._mark_unknown()

    def show_source(self, source: str) -> None:
        """Show a text, with names in braces; there is nothing to undo then."""
        at = min(self.textCursor().position(), len(source))
        self._showing = True
        self.document().setUndoRedoEnabled(False)
        self.clear()
        cursor = self.textCursor()
        spaced = QTextBlockFormat()
        spaced.setLineHeight(150, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        spaced.setBottomMargin(space(4))
        cursor.setBlockFormat(spaced)
        self._insert(cursor, source)
        self.document().setUndoRedoEnabled(True)
        cursor.setPosition(min(at, self.document().characterCount() - 1))
        self.setTextCursor(cursor)
        self._showing = self._pending = False
        self._mark_unknown()

    def source(self, *, chosen: QTextCursor | None = None) -> str:
        """The text with names in braces; of the selection of `chosen` where given."""
        first, last = (
            (chosen.selectionStart(), chosen.selectionEnd()) if chosen else (0, self.document().characterCount())
        )
        lines: list[str] = []
        block = self.document().findBlock(first)
        while block.isValid() and block.position() <= last:
            lines.append(_source_of(block, first, last))
            block = block.next()
        return "\n".join(lines)

    def commit(self) -> None:
        """Hand over what has been typed."""
        self._pause.stop()
        if self._pending:
            self._pending = False
            self.paused.emit()

    # -- typing ----------------------------------------------------------------------------------------------------

    def insert_source(self, source: str) -> None:
        """Put a text with names in braces at the caret, as one step of undo."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        self._insert(cursor, source)
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _insert(self, cursor: QTextCursor, source: str) -> None:
        cursor.removeSelectedText()
        plain, done = plain_format(cursor.charFormat()), 0
        for match in IN_BRACES.finditer(source):
            chip = self.chip(match[1]) if self._evaluation is not None else None
            if chip is not None:
                cursor.insertText(source[done : match.start()].replace(PLACE, ""), plain)
                cursor.insertText(PLACE, pill_format(chip.name, plain))
                done = match.end()
        cursor.insertText(source[done:].replace(PLACE, ""), plain)

    def _on_text(self) -> None:
        if self._showing:
            return
        self._pending = True
        self._pause.start()
        if not self._is_composing():
            self._turn_names_into_chips()
            self._mark_unknown()

    def _is_composing(self) -> bool:
        layout = self.textCursor().block().layout()
        return layout is not None and bool(layout.preeditAreaText())

    def _turn_names_into_chips(self) -> None:
        cursor = self.textCursor()
        block = cursor.block()
        for match in IN_BRACES.finditer(block.text()):
            chip = self.chip(match[1])
            if chip is not None:
                cursor.joinPreviousEditBlock()
                _select(cursor, block, match)
                plain = plain_format(cursor.charFormat())
                cursor.insertText(PLACE, pill_format(chip.name, plain))
                cursor.setCharFormat(plain)
                cursor.endEditBlock()
                return  # the change calls again for the next

    def _mark_unknown(self) -> None:
        """Underline what stands in braces and is no chip."""
        marks, look = [], theme.current()
        block = self.document().begin()
        while block.isValid():
            for match in IN_BRACES.finditer(block.text()):
                mark = QTextEdit.ExtraSelection()
                mark.cursor = QTextCursor(block)
                _select(mark.cursor, block, match)
                mark.format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
                mark.format.setUnderlineColor(QColor(look.not_met))
                mark.format.setForeground(QColor(look.not_met))
                marks.append(mark)
            block = block.next()
        self.setExtraSelections(marks)

    def _lay_out_again(self) -> None:
        self.document().markContentsDirty(0, self.document().characterCount())
        self.viewport().update()

    # -- clipboard -------------------------------------------------------------------------------------------------

    def createMimeDataFromSelection(self) -> QMimeData:
        """Values for other programs, names for this one."""
        source = self.source(chosen=self.textCursor())
        data = QMimeData()
        data.setText(IN_BRACES.sub(lambda match: chip.shown if (chip := self.chip(match[1])) else match[0], source))
        data.setData(OWN, source.encode())
        return data

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Names become chips, from wherever they come."""
        own = source.hasFormat(OWN)
        self.insert_source(bytes(source.data(OWN).data()).decode() if own else source.text().replace("\r\n", "\n"))

    # -- events ----------------------------------------------------------------------------------------------------

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the field takes what was typed; from then on 撤销 is the project's."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.commit()
            self.document().clearUndoRedoStacks()
            self.left.emit()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Once the words are chosen, names among them become chips."""
        super().inputMethodEvent(event)
        if event.commitString():
            self._on_text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on its own makes a paragraph; so does Shift+Enter, for a line within one is lost in the documents."""
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        ):
            self.textCursor().insertBlock()
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click on a chip asks where its value comes from."""
        name = self._name_at(event.position())
        if name:
            self.chip_activated.emit(name)
        else:
            super().mouseDoubleClickEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """The tool tip of a chip: what it stands for, and its value in full."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            chip = self.chip(self._name_at(QPointF(event.pos())))
            if chip is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), tip_of(chip), self)
            return True
        return super().viewportEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Another look has other colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_said"):
            self._mark_unknown()
            self.viewport().update()

    def _name_at(self, point: QPointF) -> str:
        shift = QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        found = self.document().documentLayout().formatAt(point + shift)
        return str(found.property(NAME)) if found.objectType() == PILL else ""


def tip_of(chip: Chip) -> str:
    """What a chip stands for, its value or what is lacking, and how it is written."""
    if chip.text is not None:
        said = chip.text
    elif chip.gaps:
        said = (
            "✗ 缺"
            + "、".join(gap.sentence for gap in chip.gaps[:3])
            + (f"等{len(chip.gaps)}项" if len(chip.gaps) > 3 else "")
        )
    else:
        said = f"✗ {chip.reason}"
    return f"{chip.title}\n{said}\n{chip.source}"


def _source_of(block: QTextBlock, first: int, last: int) -> str:
    made: list[str] = []
    pieces = block.begin()
    while not pieces.atEnd():
        fragment = pieces.fragment()
        name = fragment.charFormat().property(NAME) if fragment.charFormat().objectType() == PILL else None
        text = _units(fragment.text(), first - fragment.position(), last - fragment.position())
        made.append(f"{{{name}}}" * len(text) if name else text.replace("\u2028", "\n").replace(PLACE, ""))
        pieces += 1
    return "".join(made)


def _select(cursor: QTextCursor, block: QTextBlock, match: re.Match[str]) -> None:
    """Select what was found in the block's text; Qt counts a rare character as two."""
    for end, mode in ((match.start(), QTextCursor.MoveMode.MoveAnchor), (match.end(), QTextCursor.MoveMode.KeepAnchor)):
        cursor.setPosition(block.position() + len(match.string[:end].encode("utf-16-le")) // 2, mode)


def _units(text: str, first: int, last: int) -> str:
    """The piece of `text` between two positions as Qt counts them."""
    return text.encode("utf-16-le")[2 * max(0, first) : 2 * max(0, last)].decode("utf-16-le", "ignore")
