"""Beside the editor: what reviewers look for, and a draft made from the data."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from zcpark_desktop.narrative import Section

from .. import theme
from ..theme import LARGE, MEDIUM, SMALL, TIGHT, space

NO_DRAFT = "数据还不足以起草这一节；先填写相关数据，草稿会在这里出现。"


class Advice(QScrollArea):
    """Prompts and draft of one section.

    Signals:
        draft_wanted: the draft is to be put into the text.
    """

    draft_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setProperty("role", "page")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("要点与草稿")
        inside = QWidget()
        inside.setProperty("role", "page")
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, space(MEDIUM), space(SMALL), 0)
        layout.setSpacing(space(TIGHT))
        layout.addWidget(_heading("评审关注"))
        self._prompts = QVBoxLayout()
        self._prompts.setSpacing(space(TIGHT))
        layout.addLayout(self._prompts)
        layout.addSpacing(space(LARGE))
        layout.addWidget(_heading("文件会自动写入"))
        self._follows = _text("quiet")
        layout.addWidget(self._follows)
        layout.addSpacing(space(LARGE))
        self.take = QPushButton("取用草稿")
        self.take.setProperty("role", "link")
        self.take.setCursor(Qt.CursorShape.PointingHandCursor)
        self.take.setToolTip("放到光标处，可以再修改；数字会随数据更新")
        self.take.clicked.connect(self.draft_wanted)
        head = QHBoxLayout()
        head.addWidget(_heading("据数据起草"), 1)
        head.addWidget(self.take)
        layout.addLayout(head)
        card = QFrame()
        card.setProperty("role", "card")
        box = QVBoxLayout(card)
        self.draft = _text("quiet")
        self.draft.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        box.addWidget(self.draft)
        layout.addWidget(card)
        layout.addStretch()
        self.setWidget(inside)

    def show_section(self, section: Section) -> None:
        """Show the section's questions."""
        while self._prompts.count():
            label = self._prompts.takeAt(0).widget()
            assert label is not None
            label.deleteLater()
        for prompt in section.prompts:
            self._prompts.addWidget(_text("", f"· {prompt}"))
        self._follows.setText(
            f"{section.follows}。不必在正文中重复。" if section.follows else "没有自动生成的内容，由园区撰写。"
        )

    def show_draft(self, words: str, *, may_take: bool) -> None:
        """Show the draft as it reads; empty where the data say nothing yet."""
        self.draft.setText(words.replace("\n", "\n\n") or NO_DRAFT)
        self.take.setVisible(bool(words))
        self.take.setEnabled(may_take)


def _heading(words: str) -> QLabel:
    label = QLabel(words)
    label.setFont(theme.sized(1.0, bold=True))
    return label


def _text(role: str = "", words: str = "") -> QLabel:
    label = QLabel(words, wordWrap=True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        label.setProperty("role", role)
    return label
