"""The panel on the right: which indicators this page changes, and what needs care, each with a jump."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

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
    """

    sign: str
    word: str
    tone: str
    sentence: str
    address: str | None


class SidePanel(QScrollArea):
    """本页影响的指标 and 需要处理, rebuilt only when what they say has changed."""

    jump = Signal(str)
    indicator_chosen = Signal(str)
    SHOWN = 40  # a list longer than this is read on the indicators page

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
        layout.addWidget(self._touched_head)
        layout.addLayout(self._touched_box)
        layout.addSpacing(space(SMALL))
        layout.addWidget(line)
        layout.addSpacing(space(SMALL))
        layout.addWidget(self._concerns_head)
        layout.addLayout(self._concerns_box)
        layout.addStretch()
        self.setWidget(inside)
        self._touched: tuple[Touched, ...] | None = None
        self._concerns: tuple[tuple[Concern, ...], int] | None = None
        self.show_touched(())
        self.show_concerns(())

    def sizeHint(self) -> QSize:
        """Wide enough for a sentence in three lines."""
        return QSize(em(22), em(40))

    def show_touched(self, touched: Sequence[Touched]) -> None:
        """Show the indicators that the page's fields enter."""
        if tuple(touched) == self._touched:
            return
        self._touched = tuple(touched)
        _empty(self._touched_box)
        if not touched:
            self._touched_box.addWidget(_text("本页的内容不直接进入指标。", "quiet"))
        for each in touched:
            self._touched_box.addWidget(_TouchedRow(each, self))

    def show_concerns(self, concerns: Sequence[Concern], elsewhere: int = 0) -> None:
        """Show what needs care on this page, and how much there is on others."""
        if (tuple(concerns), elsewhere) == self._concerns:
            return
        self._concerns = (tuple(concerns), elsewhere)
        _empty(self._concerns_box)
        self._concerns_head.setText(f"需要处理（{len(concerns)}）" if concerns else "需要处理")
        if not concerns:
            self._concerns_box.addWidget(_text("✓ 本页暂无问题。", "quiet"))
        for each in concerns[:self.SHOWN]:
            self._concerns_box.addWidget(_ConcernRow(each, self))
        if len(concerns) > self.SHOWN:
            self._concerns_box.addWidget(_text(f"另有{len(concerns) - self.SHOWN}条，处理后依次显示。", "quiet"))
        if elsewhere:
            self._concerns_box.addWidget(_text(f"其他步骤还有{elsewhere}条，按 F8 逐条查看。", "quiet"))


class _TouchedRow(QFrame):
    def __init__(self, touched: Touched, panel: SidePanel) -> None:
        super().__init__()
        name = _text(f"{touched.number}  {touched.name}")
        value = _text(touched.value)
        value.setFont(theme.sized(1.1, bold=True))
        verdict = _text(f"{touched.sign} {touched.verdict}", touched.tone)
        verdict.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        line = QHBoxLayout()
        line.setSpacing(space(SMALL))
        line.addWidget(value)
        line.addWidget(verdict)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, space(SMALL))
        layout.setSpacing(space(TIGHT) // 2)
        layout.addWidget(name)
        layout.addLayout(line)
        if touched.gap:
            layout.addWidget(_text(touched.gap, "quiet"))
        self.setAccessibleName(f"指标{touched.number} {touched.name} {touched.value} {touched.verdict} {touched.gap}")
        self.setToolTip("双击查看计算过程")
        self._number, self._panel = touched.number, panel

    def mouseDoubleClickEvent(self, event: object) -> None:
        """A double click asks for the trace."""
        self._panel.indicator_chosen.emit(self._number)


class _ConcernRow(QFrame):
    def __init__(self, concern: Concern, panel: SidePanel) -> None:
        super().__init__()
        sign = _text(f"{concern.sign} {concern.word}", concern.tone)
        sentence = _text(concern.sentence)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, space(MEDIUM))
        layout.setSpacing(space(TIGHT) // 2)
        head = QHBoxLayout()
        head.addWidget(sign)
        head.addStretch()
        layout.addLayout(head)
        layout.addWidget(sentence)
        address = concern.address
        if address:
            go = QPushButton("跳到该处 →")
            go.setProperty("role", "link")
            go.setAccessibleName(f"跳到该处：{concern.sentence}")
            go.setCursor(Qt.CursorShape.PointingHandCursor)
            go.clicked.connect(lambda: panel.jump.emit(address))
            head.addWidget(go)


def _heading(words: str) -> QLabel:
    label = QLabel(words)
    label.setFont(theme.sized(1.0, bold=True))
    return label


def _text(words: str, role: str = "") -> QLabel:
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


def _empty(box: QVBoxLayout) -> None:
    while box.count():
        widget = box.takeAt(0).widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
