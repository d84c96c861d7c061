"""Which pieces of evidence are shown: by words, by indicator, by what they lack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from zcpark_desktop.forms.arranging import Arrangement
from zcpark_desktop.project.statements import Evidence

from ..fields.evidence import FlowLayout
from ..theme import SMALL, em, space
from .sheet import CITED, FILE, GONE, INDICATORS, NO_FILE, EvidenceSheet

ALL, WITHOUT_FILE, NOT_CITED = "all", "no_file", "not_cited"
SEARCH_AFTER_MS = 120


class EvidenceFilters(QWidget):
    """The line of filters.

    Args:
        titles: the indicators to choose from, and what they are called.

    Signals:
        changed: something else is asked for.
    """

    changed = Signal()

    def __init__(self, titles: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = QLineEdit(placeholderText="查找", clearButtonEnabled=True)
        self.search.setAccessibleName("查找佐证材料")
        self.search.setFixedWidth(em(16))
        self.filed_under, self.state = QComboBox(), QComboBox()
        self.filed_under.addItem("全部指标", "")
        for key, title in titles.items():
            self.filed_under.addItem(title, key)
        self.filed_under.setAccessibleName("按指标筛选；新添加的文件对应所选指标")
        self.filed_under.setToolTip("只看所选指标的材料；新添加的文件按该指标编号")
        self.filed_under.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.filed_under.setMinimumContentsLength(14)
        self.state.setAccessibleName("按文件和引用筛选")
        for words, key in (("全部", ALL), ("没有文件", WITHOUT_FILE), ("没有引用", NOT_CITED)):
            self.state.addItem(words, key)
        flow = FlowLayout(space(SMALL), self)
        for widget in (self.search, self.filed_under, self.state):
            flow.addWidget(widget)
        self._soon = QTimer(self, singleShot=True, interval=SEARCH_AFTER_MS)
        self._soon.timeout.connect(self.changed)
        self.search.textChanged.connect(lambda _text: self._soon.start())
        for combo in (self.filed_under, self.state):
            combo.activated.connect(lambda _at: self.changed.emit())

    @property
    def indicators(self) -> tuple[str, ...]:
        """The indicator that is asked for, under which new files are filed; none for all."""
        key = self.filed_under.currentData()
        return (key,) if key else ()

    def choose_indicator(self, indicator: str) -> None:
        """Ask for the evidence of one indicator."""
        self.filed_under.setCurrentIndex(self.filed_under.findData(indicator))
        self.changed.emit()

    def clear(self) -> None:
        """Ask for everything."""
        self.search.clear()
        self._soon.stop()
        self.filed_under.setCurrentIndex(0)
        self.state.setCurrentIndex(0)
        self.changed.emit()

    def arrangement(self, sheet: EvidenceSheet, evidence: Sequence[Evidence]) -> Arrangement:
        """What is asked for, in the terms of grids."""
        only: dict[int, frozenset[str]] = {}
        if self.indicators:
            (wanted,) = self.indicators
            only[INDICATORS] = frozenset(
                sheet.text(at, INDICATORS) for at, row in enumerate(evidence) if wanted in row.indicators)
        if self.state.currentData() == WITHOUT_FILE:
            only[FILE] = frozenset((NO_FILE, GONE))
        elif self.state.currentData() == NOT_CITED:
            only[CITED] = frozenset((sheet.text_of_count(0),))
        return Arrangement(self.search.text(), only)
