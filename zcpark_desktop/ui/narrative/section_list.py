"""The sections on the left: which are written, which are empty, which need care."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from zcpark_desktop.narrative import SECTIONS, Section

from .. import theme
from ..steps import StepState, paint_mark
from ..theme import SMALL, TIGHT, em, space

KEY = Qt.ItemDataRole.UserRole + 1
STATE = Qt.ItemDataRole.UserRole + 2
NUMERALS = "一二三四五六七八九十"
WORDS = {StepState.EMPTY: "未写", StepState.COMPLETE: "已写", StepState.FINDINGS: "有问题"}


class SectionList(QListWidget):
    """Sections by document and chapter.

    Signals:
        chosen: the key of the section to be written.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "plain")
        self.setAccessibleName("章节")
        self.setItemDelegate(_Delegate(self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._items: dict[str, QListWidgetItem] = {}
        for document, of_document in groupby(SECTIONS, key=lambda each: each.document):
            self._add_heading(document, is_document=True)
            self._add_chapters(list(of_document))
        self.show_states({})
        self.currentItemChanged.connect(
            lambda item, _before: self.chosen.emit(item.data(KEY)) if item and item.data(KEY) else None
        )

    def _add_chapters(self, sections: list[Section]) -> None:
        """Chapters with several sections get a heading; one that is a section of its own bears its number."""
        was_alone = False
        for number, (chapter, of_chapter) in zip(
            NUMERALS, groupby(sections, key=lambda each: each.chapter), strict=False
        ):
            members = list(of_chapter)
            alone = members[0].title == chapter
            if not alone or not was_alone:
                self._add_heading("" if alone else f"{number}、{chapter}")
            was_alone = alone
            for section in members:
                item = QListWidgetItem(f"{number}、{section.title}" if alone else section.title)
                item.setData(KEY, section.key)
                item.setToolTip(section.full_title)
                self.addItem(item)
                self._items[section.key] = item

    def _add_heading(self, words: str, is_document: bool = False) -> None:
        heading = QListWidgetItem(words)
        heading.setFlags(Qt.ItemFlag.NoItemFlags)
        heading.setData(STATE, is_document)
        self.addItem(heading)

    def show_states(self, states: Mapping[str, StepState]) -> None:
        """Show each section's state by its key."""
        for key, item in self._items.items():
            state = states.get(key, StepState.EMPTY)
            item.setData(STATE, state)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}，{WORDS[state]}")

    def state_of(self, key: str) -> StepState:
        """The state on show for the section."""
        state: StepState = self._items[key].data(STATE)
        return state

    def select(self, key: str) -> None:
        """Choose the section of that key."""
        self.setCurrentItem(self._items[key])

    def sizeHint(self) -> QSize:
        """As wide as the longest title with its sign."""
        return QSize(em(15), em(30))


class _Delegate(QStyledItemDelegate):
    """Paints chapters as quiet headings, and sections with their sign."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(em(8), em(2.2 if index.data() else 0.8))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look, rect = theme.current(), option.rect.adjusted(0, 1, -space(TIGHT), -1)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = rect.left() + space(SMALL)
        if index.data(KEY) is None:
            is_document = bool(index.data(STATE))
            painter.setFont(theme.sized(1.0, bold=True) if is_document else theme.sized(0.92))
            painter.setPen(QColor(look.text if is_document else look.quiet))
            painter.drawText(rect.adjusted(space(SMALL), 0, 0, 0), Qt.AlignmentFlag.AlignBottom, index.data())
            painter.restore()
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(
                QColor(look.accent) if chosen and option.state & QStyle.StateFlag.State_HasFocus else Qt.PenStyle.NoPen
            )
            painter.setBrush(QColor(look.selected if chosen else look.hover))
            painter.drawRoundedRect(rect, space(5), space(5))
        size = em(1.05)
        paint_mark(painter, QRect(left, rect.center().y() - size // 2 + 1, size, size), index.data(STATE))
        painter.setFont(theme.sized(1.0, bold=chosen))
        painter.setPen(QColor(look.text))
        room = QRect(left + size + space(SMALL), rect.top(), rect.right() - left - size - space(SMALL), rect.height())
        painter.drawText(
            room, middle, painter.fontMetrics().elidedText(index.data(), Qt.TextElideMode.ElideRight, room.width())
        )
        painter.restore()
