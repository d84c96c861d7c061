"""The list of live numbers: search, choose, insert."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from zcpark_desktop.narrative import Chip

from .. import theme
from ..theme import SMALL, TIGHT, em, space
from .editor import tip_of

CHIP = Qt.ItemDataRole.UserRole + 1
SEARCH_AFTER_MS = 60


class ChipList(QWidget):
    """All chips by group, with their values.

    Signals:
        chosen: the name of the chip to put into the text.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = QLineEdit(placeholderText="查找数据，如：单位能耗 近期")
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName("查找可插入的数据")
        self.list = QListWidget()
        self.list.setProperty("role", "plain")
        self.list.setAccessibleName("可插入的数据")
        self.list.setUniformItemSizes(True)
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.insert = QPushButton("插入到光标处")
        self.insert.setToolTip("也可以双击，或按 Enter")
        self._none = QLabel("没有符合的数据；换个说法，或少写几个字。", wordWrap=True)
        self._none.setProperty("role", "quiet")
        self._none.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, space(SMALL), 0, 0)
        layout.setSpacing(space(SMALL))
        for widget in (self.search, self._none):
            layout.addWidget(widget)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.insert)
        self._chips: list[Chip] = []
        self._soon = QTimer(self, singleShot=True, interval=SEARCH_AFTER_MS)
        self._soon.timeout.connect(self._fill)
        self.search.textChanged.connect(lambda _text: self._soon.start())
        self.search.installEventFilter(self)
        self.list.installEventFilter(self)
        self.list.itemDoubleClicked.connect(lambda _item: self._choose())
        self.insert.clicked.connect(self._choose)

    def show_chips(self, chips: Iterable[Chip]) -> None:
        """Offer these."""
        self._chips = list(chips)
        self._fill()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter inserts; the down key goes from the search to the list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self._soon.isActive():
                    self._soon.stop()
                    self._fill()
                self._choose()
                return True
            if watched is self.search and event.key() == Qt.Key.Key_Down:
                self.list.setFocus()
                return True
        return super().eventFilter(watched, event)

    def _fill(self) -> None:
        words = self.search.text().split()
        at, current = self.list.verticalScrollBar().value(), self.list.currentItem()
        name = current.data(CHIP).name if current is not None and current.data(CHIP) else ""
        found = [chip for chip in self._chips if _fits(chip, words)]
        self.list.clear()
        for group, members in groupby(found, key=lambda chip: chip.group):
            heading = QListWidgetItem(group)
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(heading)
            for chip in members:
                item = QListWidgetItem(chip.title)
                item.setData(CHIP, chip)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{chip.title}：{chip.text or '没有值'}")
                item.setToolTip(tip_of(chip))
                self.list.addItem(item)
                if chip.name == name or self.list.currentItem() is None:
                    self.list.setCurrentItem(item)
        self._none.setVisible(bool(self._chips) and not found)
        self.insert.setEnabled(bool(found))
        if not words:
            self.list.verticalScrollBar().setValue(at)

    def _choose(self) -> None:
        item = self.list.currentItem()
        if item is not None and item.data(CHIP):
            self.chosen.emit(item.data(CHIP).name)


def _fits(chip: Chip, words: list[str]) -> bool:
    """Whether every word stands in the chip's title, name or group."""
    text = f"{chip.title} {chip.name} {chip.group}"
    return all(word in text for word in words)


class _Delegate(QStyledItemDelegate):
    """Paints what a chip stands for, and beneath it its value; groups as quiet headings."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(em(10), em(3.1))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look, chip = theme.current(), index.data(CHIP)
        rect = option.rect.adjusted(0, 1, -space(TIGHT), -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = rect.adjusted(space(SMALL), space(TIGHT) // 2, -space(SMALL), -space(TIGHT) // 2)
        if chip is None:
            painter.setFont(theme.sized(1.0, bold=True))
            painter.setPen(QColor(look.quiet))
            painter.drawText(inside, Qt.AlignmentFlag.AlignBottom, index.data())
            painter.restore()
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.selected if chosen else look.hover))
            painter.drawRoundedRect(rect, space(5), space(5))
        for text, factor, colour, side in (
            (chip.title, 0.92, look.quiet, Qt.AlignmentFlag.AlignTop),
            (chip.text or "✗ 没有值", 1.0, look.text if chip.text else look.not_met, Qt.AlignmentFlag.AlignBottom),
        ):
            painter.setFont(theme.sized(factor))
            painter.setPen(QColor(colour))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, inside.width())
            painter.drawText(inside, side, shown)
        painter.restore()
