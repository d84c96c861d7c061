"""Evidence beside a value: its numbers as chips, and the list to choose from."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from zcpark_desktop.forms.offers import Offers
from zcpark_desktop.project.declared import Declared
from zcpark_desktop.project.entry import folded

from .. import icons
from ..theme import MEDIUM, SMALL, TIGHT, em, space

_KEY = Qt.ItemDataRole.UserRole


class FlowLayout(QLayout):
    """Widgets side by side, on as many lines as they need."""

    def __init__(self, spacing: int, parent: QWidget | None = None, line_spacing: int | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = spacing
        self._line_gap = spacing if line_spacing is None else line_spacing
        self.setContentsMargins(QMargins(0, 0, 0, 0))

    def addItem(self, item: QLayoutItem) -> None:
        """See QLayout."""
        self._items.append(item)

    def count(self) -> int:
        """See QLayout."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """See QLayout."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """See QLayout."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        """More lines where there is less room."""
        return True

    def heightForWidth(self, width: int) -> int:
        """See QLayout."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """See QLayout."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        """All on one line."""
        width = sum(item.sizeHint().width() + self._gap for item in self._items)
        return QSize(width, max((item.sizeHint().height() for item in self._items), default=0))

    def minimumSize(self) -> QSize:
        """The largest single widget."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, *, move: bool) -> int:
        x, y, line = rect.x(), rect.y(), 0
        for item in self._items:
            size = item.sizeHint()
            if x > rect.x() and x + size.width() > rect.right() + 1:
                x, y, line = rect.x(), y + line + self._line_gap, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self._gap
            line = max(line, size.height())
        return y + line - rect.y()


class PickerDialog(QDialog):
    """Choose several of what is offered: type to find, tick to choose."""

    def __init__(self, title: str, offered: Iterable[tuple[str, str]], chosen: Iterable[str], empty: str,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.search = QLineEdit(placeholderText="输入编号或名称查找", clearButtonEnabled=True)
        self.search.setAccessibleName("查找")
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        already = set(chosen)
        for key, text in offered:
            item = QListWidgetItem(text)
            item.setData(_KEY, key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if key in already else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.itemActivated.connect(self._toggle)
        self.search.textChanged.connect(self._filter)
        buttons = QDialogButtonBox()
        accept = buttons.addButton("确定", QDialogButtonBox.ButtonRole.AcceptRole)
        accept.setProperty("role", "primary")
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(space(SMALL))
        layout.addWidget(self.search)
        if self.list.count():
            layout.addWidget(self.list, 1)
        else:
            note = QLabel(empty, wordWrap=True)
            note.setProperty("role", "quiet")
            layout.addWidget(note, 1)
        layout.addWidget(buttons)
        self.resize(em(34), em(28))

    def _toggle(self, item: QListWidgetItem) -> None:
        is_on = item.checkState() == Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if is_on else Qt.CheckState.Checked)

    def _filter(self, text: str) -> None:
        words = folded(text).lower().split()
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(not all(word in item.text().lower() for word in words))

    def chosen(self) -> tuple[str, ...]:
        """The keys that are ticked, in the order of the list."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return tuple(item.data(_KEY) for item in items if item.checkState() == Qt.CheckState.Checked)


def choose_several(field: Declared, offers: Offers, chosen: Iterable[str], parent: QWidget) -> tuple[str, ...] | None:
    """Ask for evidence (or what else `field` offers); None when the dialog is left without choosing."""
    chosen = tuple(chosen)
    offered = offers.of(field.offered_by)
    titled = offers.evidence_title if field.offered_by == "evidence" else lambda key: offered[key]
    pairs = [(key, titled(key)) for key in dict.fromkeys([*offered, *chosen])]
    empty = "佐证材料清单还是空的；请先在“佐证材料”页添加材料，再回到这里选择。"
    dialog = PickerDialog(f"选择{field.title}", pairs, chosen, empty, parent)
    return dialog.chosen() if dialog.exec() else None


class EvidenceEntry(QWidget):
    """The chosen evidence as chips, each with its title as a tip, and a button to choose."""

    answered = Signal(object)
    refused = Signal(str)
    reverted = Signal()
    pending = False

    def __init__(self, field: Declared, offers: Callable[[], Offers], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field, self._offers = field, offers
        self._value: tuple[str, ...] = ()
        self._shown: tuple[str, ...] | None = None
        self._flow = FlowLayout(space(TIGHT), self)
        self.button = QPushButton("选择佐证…")
        self.button.setProperty("role", "flat")
        icons.put(self.button, "evidence")
        self.button.setAccessibleName(f"{field.title}：选择佐证")
        self.button.clicked.connect(self._choose)
        self.setFocusProxy(self.button)
        self._flow.addWidget(self.button)

    def _choose(self) -> None:
        chosen = choose_several(self._field, self._offers(), self._value, self)
        if chosen is not None and chosen != self._value:
            self.answered.emit(chosen)

    def show_value(self, value: tuple[str, ...]) -> None:
        """Show `value` as chips."""
        offers = self._offers()
        numbers = tuple(offers.of("evidence").get(key, key) for key in value)
        self._value = value
        if numbers == self._shown:
            return
        self._shown = numbers
        while self._flow.count():
            widget = self._flow.takeAt(0).widget()
            if widget is not self.button:
                widget.hide()
                widget.deleteLater()
        for key, number in zip(value, numbers, strict=True):
            self._flow.addWidget(self._chip(key, number, offers.evidence_title(key)))
        self._flow.addWidget(self.button)
        self.updateGeometry()

    def _chip(self, key: str, number: str, title: str) -> QFrame:
        chip = QFrame()
        chip.setProperty("role", "card")
        chip.setToolTip(title)
        chip.setFixedHeight(self.button.sizeHint().height())
        layout = QHBoxLayout(chip)
        layout.setContentsMargins(space(SMALL), 0, space(TIGHT) // 2, 0)
        layout.setSpacing(space(TIGHT) // 2)
        layout.addWidget(QLabel(number))
        remove = QToolButton()
        icons.put(remove, "close")
        remove.setIconSize(QSize(em(0.8), em(0.8)))
        remove.setAccessibleName(f"移除佐证 {number}")
        remove.setToolTip(f"移除佐证 {number}")
        remove.clicked.connect(lambda: self.answered.emit(tuple(kept for kept in self._value if kept != key)))
        layout.addWidget(remove)
        return chip

    def commit(self) -> None:
        """A choice is taken when it is made."""

    def keep_pending(self) -> None:
        """The project did not take the answer: show what is stored."""
        self._shown = None
        self.show_value(self._value)

    def minimumSizeHint(self) -> QSize:
        """At least the button."""
        return QSize(em(8), self.button.sizeHint().height() + space(MEDIUM) // 2)
