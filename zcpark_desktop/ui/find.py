"""Ctrl+F: one box that finds fields, indicators, enterprises, papers and projects alike; Enter jumps there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from . import theme
from .find_index import Entry, Index
from .session import Session
from .theme import MEDIUM, SMALL, TIGHT, em, space

ENTRY = Qt.ItemDataRole.UserRole + 1
MOST_OF_A_GROUP = 6
SEARCH_AFTER_MS = 40
HINT = "输入字段、指标、企业名称或信用代码、材料、项目；多个词用空格分开。"


class FindBox(QFrame):
    """The box, laid over the top of the window; an ordinary child of it, so that input methods work.

    Signals:
        jump: what was found is to be shown; an address.
        step_wanted: a step is to be shown; its id.
    """

    jump = Signal(str)
    step_wanted = Signal(str)

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("role", "card")
        self.setAutoFillBackground(True)
        self._session, self._index = session, Index(session.rules)
        self._before: QWidget | None = None
        self.search = QLineEdit(placeholderText="查找")
        self.search.setFont(theme.sized(1.2))
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName("查找")
        self.search.setAccessibleDescription(HINT)
        self._hint = QLabel(HINT, wordWrap=True)
        self._hint.setProperty("role", "quiet")
        self.list = QListWidget()
        self.list.setProperty("role", "plain")
        self.list.setAccessibleName("查找结果")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(MEDIUM), space(MEDIUM), space(MEDIUM), space(MEDIUM))
        layout.setSpacing(space(SMALL))
        for widget in (self.search, self._hint, self.list):
            layout.addWidget(widget)
        self._soon = QTimer(self, singleShot=True, interval=SEARCH_AFTER_MS)
        self._soon.timeout.connect(self._search)
        self.search.textChanged.connect(self._soon.start)
        self.search.installEventFilter(self)
        self.list.itemClicked.connect(self._go)
        window.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Show the box, with what was sought last selected."""
        self._session.commit()
        if not self.isVisible():
            self._before = self.window().focusWidget()
        self._search()
        self.show()
        self.raise_()
        self.search.setFocus()
        self.search.selectAll()

    def close_box(self) -> None:
        """Hide the box, and give the focus back."""
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus()
        self._before = None

    @property
    def entries(self) -> list[Entry]:
        """What is on show."""
        items = [self.list.item(row).data(ENTRY) for row in range(self.list.count())]
        return [entry for entry in items if entry is not None]

    # -- searching -------------------------------------------------------------------------------------------------

    def _search(self) -> None:
        self._soon.stop()
        self._index.update(self._session.project)
        text = self.search.text()
        self.list.clear()
        for found in self._index.find(text, MOST_OF_A_GROUP):
            more = f"　共{found.count}个，再写几个字可以缩小范围" if found.count > len(found.entries) else ""
            heading = QListWidgetItem(f"{found.group}{more}")
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(heading)
            for entry in found.entries:
                item = QListWidgetItem(entry.title)
                item.setData(ENTRY, entry)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.group}：{entry.title}，{entry.detail}")
                item.setToolTip(entry.detail)
                self.list.addItem(item)
        if self.list.count():
            self.list.setCurrentRow(1)
        self._hint.setText(HINT if not text.split() else "没有找到；换个说法，或少写几个字。")
        self._hint.setVisible(not self.list.count())
        self.list.setVisible(bool(self.list.count()))
        self._place()
        self.list.scrollToTop()  # the heading above the first entry, too

    def _place(self) -> None:
        window = self.parentWidget()
        width = min(em(52), window.width() - em(4))
        rows = sum(self.list.sizeHintForRow(row) for row in range(self.list.count()))
        chrome = self.search.sizeHint().height() + 2 * space(MEDIUM) + space(SMALL)
        inner = rows + em(0.5) if rows else self._hint.heightForWidth(width - 2 * space(MEDIUM))
        top = em(4)
        height = min(chrome + inner + space(SMALL), window.height() - top - em(2))
        self.setGeometry((window.width() - width) // 2, top, width, height)

    # -- keys ------------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down choose, Enter jumps, Esc closes; the box keeps its place when the window grows."""
        if watched is self.parentWidget():
            if event.type() == QEvent.Type.Resize and self.isVisible():
                self._place()
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event)
        if event.type() == QEvent.Type.FocusOut and self.isVisible() and QApplication.focusWidget() is not None:
            QTimer.singleShot(0, self, self._close_when_left)
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.close_box()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._soon.isActive():
                self._search()
            self._go(self.list.currentItem())
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._move(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            for _ in range(MOST_OF_A_GROUP):
                self._move(1 if key == Qt.Key.Key_PageDown else -1)
        else:
            return False
        return True

    def _move(self, by: int) -> None:
        row = self.list.currentRow() + by
        while 0 <= row < self.list.count() and self.list.item(row).data(ENTRY) is None:
            row += by
        if 0 <= row < self.list.count():
            self.list.setCurrentRow(row)

    def _close_when_left(self) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and not self.isAncestorOf(focused):
            self.hide()

    def _go(self, item: QListWidgetItem | None) -> None:
        entry: Entry | None = item.data(ENTRY) if item is not None else None
        if entry is None:
            return
        self._before = None
        self.hide()
        if entry.address.startswith("step:"):
            self.step_wanted.emit(entry.address.removeprefix("step:"))
        else:
            self.jump.emit(entry.address)


class _Delegate(QStyledItemDelegate):
    """Paints title on the left, value or place on the right; groups as quiet headings."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(em(10), em(2.1))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look, entry = theme.current(), index.data(ENTRY)
        rect = option.rect.adjusted(0, 1, -space(TIGHT), -1)
        inside = rect.adjusted(space(SMALL), 0, -space(SMALL), 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = Qt.AlignmentFlag.AlignVCenter
        if entry is None:
            painter.setFont(theme.sized(0.92))
            painter.setPen(QColor(look.quiet))
            painter.drawText(inside, Qt.AlignmentFlag.AlignBottom, index.data())
            painter.restore()
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.selected if chosen else look.hover))
            painter.drawRoundedRect(rect, space(5), space(5))
        metrics = painter.fontMetrics()
        title = metrics.elidedText(entry.title, Qt.TextElideMode.ElideMiddle, inside.width() * 3 // 5)
        painter.setPen(QColor(look.text))
        painter.drawText(inside, middle | Qt.AlignmentFlag.AlignLeft, title)
        room = inside.width() - metrics.horizontalAdvance(title) - em(1)
        painter.setPen(QColor(look.quiet))
        detail = metrics.elidedText(entry.detail, Qt.TextElideMode.ElideRight, room)
        painter.drawText(inside, middle | Qt.AlignmentFlag.AlignRight, detail)
        painter.restore()
