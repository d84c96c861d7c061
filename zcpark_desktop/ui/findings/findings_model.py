"""The findings as a table: filtered, and keeping its place while the audit reads them again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from enum import Enum
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from zcpark_desktop.audit import Finding, Severity
from zcpark_desktop.forms import step

from .. import theme
from ..live import SEVERITIES, step_at

HEADS = ("级别", "步骤", "问题", "说明")
SEVERITY, STEP, SENTENCE, EXPLANATION = range(len(HEADS))
_NUMBERS = re.compile(r"[\d.,]+")
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class State(Enum):
    """What is asked for: all, one severity, or what is explained."""

    ALL = "全部"
    MUST_FIX = "必须修改"
    EXPLAIN = "需说明"
    HINT = "提示"
    EXPLAINED = "已说明"

    def holds(self, finding: Finding) -> bool:
        """Whether the finding is of this state."""
        return self is State.ALL or self is state_of(finding)


def state_of(finding: Finding) -> State:
    """The state of a finding."""
    return State.EXPLAINED if finding.explanation else State[finding.severity.name]


@lru_cache(maxsize=4096)
def place_of(address: str) -> tuple[str, str]:
    """Id and title of the step on which an address stands; empty where none shows it."""
    found = step_at(address)
    return (found, step(found).title) if found else ("", "")


def step_of_finding(finding: Finding) -> tuple[str, str]:
    """Id and title of the step on which a finding is mended."""
    return next((place for place in map(place_of, finding.addresses) if place[0]), ("", ""))


def identity(finding: Finding) -> tuple[str, tuple[str, ...], str]:
    """What stays the same of a finding when the numbers in it change."""
    return finding.id, finding.addresses, _NUMBERS.sub("", finding.sentence)


class FindingsModel(QAbstractTableModel):
    """The findings that are asked for."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.all: tuple[Finding, ...] = ()
        self.shown: list[Finding] = []

    def show_only(self, findings: Sequence[Finding], state: State, step_id: str, text: str) -> None:
        """Show those of the findings that are of the state, on the step (empty for all), and hold the words."""
        self.all = tuple(findings)
        words = text.lower().split()
        self.beginResetModel()
        self.shown = [each for each in self.all if state.holds(each)
                      and (not step_id or step_of_finding(each)[0] == step_id)
                      and all(word in f"{each.sentence}{each.explanation}".lower() for word in words)]
        self.endResetModel()

    def counts(self) -> Counter[State]:
        """How many findings there are of each state."""
        counts = Counter(map(state_of, self.all))
        counts[State.ALL] = len(self.all)
        return counts

    def row_of(self, finding: Finding) -> int:
        """Where the finding is shown now; -1 where it is not."""
        if finding in self.shown:
            return self.shown.index(finding)
        wanted = identity(finding)
        return next((row for row, each in enumerate(self.shown)
                     if each.id == finding.id and identity(each) == wanted), -1)

    # -- Qt --------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index | None = None) -> int:
        """See QAbstractItemModel."""
        return 0 if parent is not None and parent.isValid() else len(self.shown)

    def columnCount(self, parent: Index | None = None) -> int:
        """See QAbstractItemModel."""
        return 0 if parent is not None and parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """See QAbstractItemModel."""
        if role == Role.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return HEADS[section]
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """See QAbstractItemModel."""
        finding, column = self.shown[index.row()], index.column()
        if role == Role.DisplayRole:
            return texts(finding)[column]
        if role == Role.ToolTipRole and column in (SENTENCE, EXPLANATION):
            return texts(finding)[column]
        if role == Role.ForegroundRole and column == SEVERITY:
            return QColor(getattr(theme.current(), tone_of(finding)))
        if role == Role.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


def tone_of(finding: Finding) -> str:
    """The colour of a finding's sign, as a look names it."""
    if finding.explanation:
        return "quiet"
    return {Severity.MUST_FIX: "not_met", Severity.EXPLAIN: "warning", Severity.HINT: "quiet"}[finding.severity]


def texts(finding: Finding) -> tuple[str, str, str, str]:
    """Severity with its sign, step, sentence, explanation."""
    sign = "✓" if finding.explanation else SEVERITIES[finding.severity][0]
    return f"{sign} {state_of(finding).value}", step_of_finding(finding)[1], finding.sentence, finding.explanation
