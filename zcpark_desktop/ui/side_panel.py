"""The panel on the right: which indicators this page changes, and what needs care, each with a jump."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from . import theme
from .theme import LARGE, MEDIUM, SMALL, TIGHT, em, space


@dataclass(frozen=True)
class Touched:
    """An indicator that the page's fields enter.

    Attributes:
        number: as the scheme prints it.
        name: as the scheme prints it.
        value: written with its unit; a dash where there is none.
        sign: ✓ ✗ – ?
        verdict: the word.
        tone: met, error, warning or quiet (colour of sign and word).
        gap: what is lacking, empty when nothing is.
    """

    number: str
    name: str
    value: str
    sign: str
    verdict: str
    tone: str
    gap: str = ""


@dataclass(frozen=True)
class Concern:
    """A finding as the panel shows it.

    Attributes:
        sign: ✗ must be mended, ? has to be explained, i worth knowing.
        word: the same in a word.
        tone: error, warning or quiet.
        sentence: what is wrong, where, what to do.
        address: where to jump; None where there is no one place.
        digest: what an explanation is bound to; empty for a finding that cannot be explained.
        explanation: what the park says to it; empty while it is open.
    """

    sign: str
    word: str
    tone: str
    sentence: str
    address: str | None
    digest: str = ""
    explanation: str = ""


class SidePanel(QScrollArea):
    """本页影响的指标 and 需要处理."""

    jump = Signal(str)
    indicator_chosen = Signal(str)
    explain = Signal(str)
    all_wanted = Signal()
    SHOWN = 40  # a longer list is read on the page of all findings

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("本页提示")
        inside = QWidget()
        inside.setProperty("role", "panel")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(space(LARGE), space(LARGE), space(LARGE), space(LARGE))
        layout.setSpacing(space(SMALL))
        self._touched_head = _heading("本页影响的指标")
        self._touched_box = _box()
        self._concerns_head = _heading("需要处理")
        self._concerns_box = _box()
        line = QFrame()
        line.setProperty("role", "line")
        line.setFixedHeight(1)
        self._no_indicator = _text("quiet", "本页的内容不直接进入指标。")
        self._no_concern = _text("quiet", "✓ 本页暂无问题。")
        self._rest = _text("quiet")
        self.all = QPushButton("查看全部核对结果 →")
        self.all.setProperty("role", "link")
        self.all.setCursor(Qt.CursorShape.PointingHandCursor)
        self.all.clicked.connect(lambda _on=False: self.all_wanted.emit())
        layout.addWidget(self._touched_head)
        layout.addWidget(self._no_indicator)
        layout.addLayout(self._touched_box)
        layout.addSpacing(space(SMALL))
        layout.addWidget(line)
        layout.addSpacing(space(SMALL))
        layout.addWidget(self._concerns_head)
        layout.addWidget(self._no_concern)
        layout.addLayout(self._concerns_box)
        layout.addWidget(self._rest)
        layout.addWidget(self.all)
        layout.addStretch()
        self.setWidget(inside)
        self._touched_rows: list[_TouchedRow] = []
        self._concern_rows: list[_ConcernRow] = []
        self.show_touched(())
        self.show_concerns(())

    def sizeHint(self) -> QSize:
        """Wide enough for a sentence in three lines."""
        return QSize(em(22), em(40))

    def show_touched(self, touched: Sequence[Touched]) -> None:
        """Show the indicators that the page's fields enter."""
        self._no_indicator.setVisible(not touched)
        _fill(self._touched_rows, touched, self._touched_box, lambda: _TouchedRow(self))

    def show_concerns(self, concerns: Sequence[Concern], elsewhere: int = 0) -> None:
        """Show what needs care on this page, and how much there is on others."""
        _say(self._concerns_head, f"需要处理（{len(concerns)}）" if concerns else "需要处理")
        self._no_concern.setVisible(not concerns)
        _fill(self._concern_rows, concerns[:self.SHOWN], self._concerns_box, lambda: _ConcernRow(self))
        rest = [f"本页另有{len(concerns) - self.SHOWN}条。"] if len(concerns) > self.SHOWN else []
        rest += [f"其他步骤还有{elsewhere}条，按 F8 逐条查看。"] if elsewhere else []
        self._rest.setVisible(bool(rest))
        self.all.setVisible(bool(concerns) or bool(elsewhere))
        _say(self._rest, "\n".join(rest))


class _TouchedRow(QFrame):
    def __init__(self, panel: SidePanel) -> None:
        super().__init__()
        self._name, self._value, self._verdict, self._gap = _text(), _text(), _text(), _text("quiet")
        self._value.setFont(theme.sized(1.1, bold=True))
        self._verdict.setWordWrap(False)
        line = QHBoxLayout()
        line.setSpacing(space(SMALL))
        line.addWidget(self._value, 1)
        line.addWidget(self._verdict, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, space(SMALL))
        layout.setSpacing(space(TIGHT) // 2)
        layout.addWidget(self._name)
        layout.addLayout(line)
        layout.addWidget(self._gap)
        self.setToolTip("双击查看计算过程")
        self._panel = panel
        self.shown: Touched | None = None

    def show_it(self, touched: Touched) -> None:
        """Say this; labels that say it already are left alone."""
        self.shown = touched
        _say(self._name, f"{touched.number}  {touched.name}")
        _say(self._value, touched.value)
        _say(self._verdict, f"{touched.sign} {touched.verdict}", touched.tone)
        _say(self._gap, touched.gap)
        self._gap.setVisible(bool(touched.gap))
        self.setAccessibleName(f"指标{touched.number} {touched.name} {touched.value} {touched.verdict} {touched.gap}")

    def mouseDoubleClickEvent(self, event: object) -> None:
        """A double click asks for the trace."""
        if self.shown is not None:
            self._panel.indicator_chosen.emit(self.shown.number)


class _ConcernRow(QFrame):
    def __init__(self, panel: SidePanel) -> None:
        super().__init__()
        self._sign, self._sentence = _text(), _text()
        self._sign.setWordWrap(False)
        self.go = QPushButton("跳到该处 →")
        self.go.setProperty("role", "link")
        self.go.setCursor(Qt.CursorShape.PointingHandCursor)
        self.go.clicked.connect(lambda: panel.jump.emit(self.shown.address))
        self.explain = QPushButton()
        self.explain.setProperty("role", "link")
        self.explain.setCursor(Qt.CursorShape.PointingHandCursor)
        self.explain.clicked.connect(lambda: panel.explain.emit(self.shown.digest))
        self._explanation = _text("quiet")
        head = QHBoxLayout()
        head.addWidget(self._sign)
        head.addStretch()
        head.addWidget(self.explain)
        head.addWidget(self.go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, space(MEDIUM))
        layout.setSpacing(space(TIGHT) // 2)
        layout.addLayout(head)
        layout.addWidget(self._sentence)
        layout.addWidget(self._explanation)
        self.shown: Concern

    def show_it(self, concern: Concern) -> None:
        """Say this; labels that say it already are left alone."""
        self.shown = concern
        _say(self._sign, f"{concern.sign} {concern.word}", concern.tone)
        _say(self._sentence, concern.sentence)
        self.go.setVisible(concern.address is not None)
        self.go.setAccessibleName(f"跳到该处：{concern.sentence}")
        self.explain.setVisible(bool(concern.digest))
        self.explain.setText("修改说明" if concern.explanation else "填写说明")
        self.explain.setAccessibleName(f"{self.explain.text()}：{concern.sentence}")
        _say(self._explanation, f"说明：{concern.explanation}")
        self._explanation.setVisible(bool(concern.explanation))


def _fill(rows: list[Any], shown: Sequence[Any], box: QVBoxLayout, make: Callable[[], Any]) -> None:
    """Let the rows say what is `shown`; rows are kept and used again, for they are dear to build at every keystroke."""
    while len(rows) < len(shown):
        rows.append(make())
        box.addWidget(rows[-1])
    for position, row in enumerate(rows):
        if position < len(shown):
            row.show_it(shown[position])
        row.setVisible(position < len(shown))


def _say(label: QLabel, words: str, role: str | None = None) -> None:
    if label.text() != words:
        label.setText(words)
    if role is not None and label.property("role") != role:
        label.setProperty("role", role)
        label.style().unpolish(label)
        label.style().polish(label)


def _heading(words: str) -> QLabel:
    label = QLabel(words)
    label.setFont(theme.sized(1.0, bold=True))
    return label


def _text(role: str = "", words: str = "") -> QLabel:
    label = QLabel(words)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        label.setProperty("role", role)
    return label


def _box() -> QVBoxLayout:
    box = QVBoxLayout()
    box.setSpacing(space(TIGHT))
    return box
