"""The start page: new by level, open, recent projects, the sample, and work that can be recovered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from . import icons, theme
from .recent import Recent
from .theme import LARGE, MEDIUM, SMALL, TIGHT, WIDE, em, space

# written out here, and not read from the project's models and the rules, which are loaded after the window is up
LEVELS = (
    ("city", "市级零碳园区", "无锡市指标体系，31项"),
    ("province", "省级零碳园区", "江苏省指标体系，20项"),
    ("nation", "国家级零碳园区", "基本条件与指标体系，6项"),
)


@dataclass(frozen=True)
class Recoverable:
    """Work that was not saved when the program ended.

    Attributes:
        name: the project's name.
        when: time of the last change, as written.
        steps: how many steps would be restored.
        journal: what `recover_requested` hands back.
    """

    name: str
    when: str
    steps: int
    journal: object


class StartPage(QScrollArea):
    """What one sees without a project."""

    new_requested = Signal(str)
    open_requested = Signal()
    recent_requested = Signal(str)
    sample_requested = Signal()
    recover_requested = Signal(object)
    discard_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.setWidgetResizable(True)
        inside = QWidget()
        inside.setProperty("role", "page")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWidget(inside)
        middle = QWidget()
        middle.setMaximumWidth(em(68))
        outer = QHBoxLayout(inside)
        outer.setContentsMargins(space(WIDE), space(WIDE) * 2, space(WIDE), space(WIDE))
        outer.addStretch(1)
        outer.addWidget(middle, 100)
        outer.addStretch(1)

        title = QLabel("零碳园区申报")
        title.setFont(theme.sized(2.0, bold=True))
        words = QLabel("整理园区数据，核对各级指标，生成申报文稿。数据只保存在本机。")
        words.setProperty("role", "quiet")
        self._recovery = QVBoxLayout()
        self._recovery.setSpacing(space(SMALL))

        layout = QVBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(space(SMALL))
        layout.addWidget(title)
        layout.addWidget(words)
        layout.addSpacing(space(WIDE))
        layout.addLayout(self._recovery)
        columns = QGridLayout()
        columns.setHorizontalSpacing(space(WIDE) * 2)
        columns.setColumnStretch(0, 5)
        columns.setColumnStretch(1, 6)
        columns.addLayout(self._beginnings(), 0, 0, Qt.AlignmentFlag.AlignTop)
        columns.addLayout(self._recents(), 0, 1)
        layout.addLayout(columns, 1)

    def show_recent(self, entries: Sequence[Recent]) -> None:
        """List the projects opened last."""
        self.recent.clear()
        self._none.setVisible(not entries)
        self.recent.setVisible(bool(entries))
        for entry in entries:
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.UserRole, entry.path)
            item.setData(Qt.ItemDataRole.AccessibleTextRole,
                         f"{entry.title}，进度{entry.progress:.0%}，{entry.opened_on}，{entry.path}")
            item.setToolTip(entry.path)
            row = _recent_row(entry)
            item.setSizeHint(QSize(em(10), row.sizeHint().height() + space(TIGHT)))
            self.recent.addItem(item)
            self.recent.setItemWidget(item, row)

    def show_recoverable(self, entries: Sequence[Recoverable]) -> None:
        """Offer the work that can be recovered."""
        while self._recovery.count():
            item = self._recovery.takeAt(0)
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        for entry in entries:
            self._recovery.addWidget(self._recovery_card(entry))
        if entries:
            self._recovery.addSpacing(space(WIDE))

    def _beginnings(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(space(SMALL))
        column.addWidget(_heading("新建申报"))
        for level, title, words in LEVELS:
            button = _choice(title, words, level)
            button.clicked.connect(lambda _checked=False, level=level: self.new_requested.emit(level))
            column.addWidget(button)
        column.addSpacing(space(LARGE))
        column.addWidget(_heading("打开"))
        opening = _choice("打开项目文件…", "也可以把 .zcpark 文件拖到窗口里", "open")
        opening.clicked.connect(self.open_requested)
        sample = _choice("打开示例项目", "一个填好的虚构园区，可随意改动", "sample")
        sample.clicked.connect(self.sample_requested)
        column.addWidget(opening)
        column.addWidget(sample)
        column.addStretch()
        return column

    def _recents(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(space(SMALL))
        column.addWidget(_heading("最近打开"))
        self._none = QLabel("打开或保存过的项目会列在这里。")
        self._none.setProperty("role", "quiet")
        self.recent = QListWidget()
        self.recent.setProperty("role", "plain")
        self.recent.setAccessibleName("最近打开的项目")
        self.recent.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.recent.itemActivated.connect(self._open_item)
        self.recent.itemClicked.connect(self._open_item)
        column.addWidget(self._none)
        column.addWidget(self.recent, 1)
        column.addStretch()
        return column

    def _open_item(self, item: QListWidgetItem) -> None:
        # a click may also be the activation: the list is gone by the second
        if self.isVisible():
            self.recent_requested.emit(item.data(Qt.ItemDataRole.UserRole))

    def _recovery_card(self, entry: Recoverable) -> QWidget:
        card = QFrame()
        card.setProperty("role", "card")
        line = QHBoxLayout(card)
        line.setContentsMargins(space(LARGE), space(MEDIUM), space(MEDIUM), space(MEDIUM))
        words = QLabel(f"上次未保存的工作：{entry.name}")
        words.setFont(theme.sized(1.0, bold=True))
        more = QLabel(f"最后修改于 {entry.when}，可恢复 {entry.steps} 步修改")
        more.setProperty("role", "quiet")
        text = QVBoxLayout()
        text.setSpacing(space(TIGHT))
        text.addWidget(words)
        text.addWidget(more)
        restore = QPushButton("恢复")
        restore.setProperty("role", "primary")
        restore.clicked.connect(lambda: self.recover_requested.emit(entry.journal))
        discard = QPushButton("丢弃…")
        discard.clicked.connect(lambda: self.discard_requested.emit(entry.journal))
        line.addLayout(text, 1)
        line.addWidget(discard)
        line.addWidget(restore)
        return card


def _heading(words: str) -> QLabel:
    label = QLabel(words)
    label.setFont(theme.sized(1.0, bold=True))
    return label


def _choice(title: str, words: str, icon: str) -> QPushButton:
    """A large button: icon, title, and a quiet line beneath."""
    button = QPushButton()
    button.setProperty("role", "choice")
    button.setAccessibleName(title)
    button.setAccessibleDescription(words)
    button.setMinimumHeight(em(4.4))
    mark = _IconLabel(icon)
    name = QLabel(title)
    below = QLabel(words)
    below.setProperty("role", "quiet")
    text = QVBoxLayout()
    text.setSpacing(space(TIGHT) // 2)
    text.addStretch()
    text.addWidget(name)
    text.addWidget(below)
    text.addStretch()
    line = QHBoxLayout(button)
    line.setContentsMargins(space(LARGE), space(SMALL), space(MEDIUM), space(SMALL))
    line.setSpacing(space(MEDIUM))
    line.addWidget(mark)
    line.addLayout(text, 1)
    for label in (mark, name, below):
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return button


class _IconLabel(QLabel):
    """An icon in the accent colour that follows the look."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._draw()

    def changeEvent(self, event: object) -> None:
        """Draw anew when the palette changed."""
        super().changeEvent(event)  # type: ignore[arg-type]
        if getattr(self, "_name", None) and event.type() == event.Type.PaletteChange:  # type: ignore[attr-defined]
            self._draw()

    def _draw(self) -> None:
        self.setPixmap(icons.pixmap(self._name, em(1.7), theme.current().accent, self.devicePixelRatioF()))


def _recent_row(entry: Recent) -> QWidget:
    row = QWidget()
    row.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    title = QLabel(entry.title or "未命名项目")
    when = QLabel(entry.opened_on)
    when.setProperty("role", "quiet")
    bar = QProgressBar(textVisible=False, maximum=100, value=round(entry.progress * 100))
    bar.setFixedWidth(em(6))
    percent = QLabel(f"{entry.progress:.0%}")
    percent.setProperty("role", "quiet")
    head, below = QHBoxLayout(), QHBoxLayout()
    head.addWidget(title, 1)
    head.addWidget(when)
    below.addWidget(bar)
    below.addWidget(percent)
    below.addStretch()
    layout = QVBoxLayout(row)
    layout.setContentsMargins(space(SMALL), space(SMALL), space(SMALL), space(SMALL))
    layout.setSpacing(space(TIGHT))
    layout.addLayout(head)
    layout.addLayout(below)
    return row
