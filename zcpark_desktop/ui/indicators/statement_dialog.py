"""The dialog in which an exemption is grounded, or extra points are claimed: a text, and the evidence for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from zcpark_desktop.project.statements import Evidence

from .. import theme
from ..leaving import ask_to_leave
from ..theme import LARGE, SMALL, TIGHT, em, space

KEY = Qt.ItemDataRole.UserRole
Faults = Callable[[str, tuple[str, ...]], list[str]]


@dataclass(frozen=True)
class Wording:
    """The dialog's words.

    Attributes:
        intro: what the statement does.
        question: what the text answers.
        remove: the button that takes the statement away; empty where there is none yet.
        complete: what is said when nothing is lacking.
    """

    title: str
    intro: str
    question: str
    hint: str
    save: str
    remove: str
    complete: str


class StatementDialog(QDialog):
    """Asks for text and evidence, and says while one types why the statement does not count yet.

    A draft may be saved at any time. `exec` gives Accepted for saving; `removed` tells that it is to be taken away.
    """

    def __init__(self, words: Wording, text: str, chosen: Iterable[str], evidence: Iterable[Evidence], indicator: str,
                 faults: Faults, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(words.title)
        self._words, self._faults = words, faults
        self.removed = False
        self.ask = ask_to_leave
        self.text_box = QPlainTextEdit(text)
        self.text_box.setPlaceholderText(words.hint)
        self.text_box.setAccessibleName(words.question)
        self.text_box.setTabChangesFocus(True)
        self.search = QLineEdit(placeholderText="按编号或名称查找", clearButtonEnabled=True)
        self.search.setAccessibleName("查找佐证材料")
        self.list = QListWidget()
        self.list.setAccessibleName("佐证材料")
        self.list.setSpacing(space(TIGHT) // 2)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fill(list(chosen), list(evidence), indicator)
        self.state = QLabel(wordWrap=True)
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.state.setMinimumHeight(em(2.6))
        self.state.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.buttons = QDialogButtonBox()
        self.save = self.buttons.addButton(words.save, QDialogButtonBox.ButtonRole.AcceptRole)
        self.save.setProperty("role", "primary")
        self.buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        self.remove = self.buttons.addButton(words.remove or "删除", QDialogButtonBox.ButtonRole.DestructiveRole)
        self.remove.setVisible(bool(words.remove))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.remove.clicked.connect(self._remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(LARGE), space(LARGE), space(LARGE), space(LARGE))
        layout.setSpacing(space(SMALL))
        question, choose = _heading(words.question), _heading("佐证材料")
        question.setBuddy(self.text_box)
        intro = QLabel(words.intro, wordWrap=True)
        intro.setProperty("role", "quiet")
        for widget, stretch in ((intro, 0), (question, 0), (self.text_box, 3), (choose, 0), (self.search, 0),
                                (self.list, 4), (self.state, 0), (self.buttons, 0)):
            layout.addWidget(widget, stretch)
        self.text_box.textChanged.connect(self._judge)
        self.list.itemChanged.connect(lambda _item: self._judge())
        self.list.itemActivated.connect(self._toggle)
        self.search.textChanged.connect(self._filter)
        self.resize(em(44), em(42))
        self._judge()
        self._at_first = self.text, self.evidence

    def _fill(self, chosen: list[str], evidence: list[Evidence], indicator: str) -> None:
        ranked = sorted(evidence, key=lambda row: (row.key not in chosen, indicator not in row.indicators))
        for row in ranked:
            fitting = "（对应本指标）" if indicator in row.indicators else ""
            item = QListWidgetItem(f"{row.number}　{row.title or '未命名'}{fitting}".strip("　"))
            item.setData(KEY, row.key)
            item.setToolTip(item.text())
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if row.key in chosen else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        if not ranked:
            item = QListWidgetItem("佐证材料清单还是空的；可以先保存原因，在“佐证材料”页添加材料后再来选择。")
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)

    @property
    def text(self) -> str:
        """What was written."""
        return self.text_box.toPlainText().strip()

    @property
    def evidence(self) -> tuple[str, ...]:
        """The keys of the evidence that was ticked."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return tuple(item.data(KEY) for item in items
                     if item.data(KEY) is not None and item.checkState() == Qt.CheckState.Checked)

    def tick(self, key: str, on: bool = True) -> None:
        """Tick the evidence of that key."""
        for row in range(self.list.count()):
            if self.list.item(row).data(KEY) == key:
                self.list.item(row).setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def reject(self) -> None:
        """Leave without saving, once the user has said so; Esc is pressed easily."""
        if (self.text, self.evidence) != self._at_first:
            answer = self.ask(self, "填写的内容")
            if answer == "save":
                self.accept()
            if answer != "discard":
                return
        super().reject()

    def _judge(self) -> None:
        faults = self._faults(self.text, self.evidence)
        self.state.setText("\n".join(f"! {fault}" for fault in faults) or f"✓ {self._words.complete}")
        role = "warning" if faults else "met"
        if self.state.property("role") != role:
            self.state.setProperty("role", role)
            self.state.style().unpolish(self.state)
            self.state.style().polish(self.state)

    def _toggle(self, item: QListWidgetItem) -> None:
        if item.data(KEY) is not None:
            self.tick(item.data(KEY), item.checkState() != Qt.CheckState.Checked)

    def _filter(self, text: str) -> None:
        words = text.lower().split()
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(not all(word in item.text().lower() for word in words))

    def _remove(self) -> None:
        self.removed = True
        self.accept()


def _heading(words: str) -> QLabel:
    label = QLabel(words)
    label.setFont(theme.sized(1.0, bold=True))
    return label
