"""All findings of the audit: counted, filtered, explained in place, and each with a way to its field."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from zcpark_desktop.audit import Finding, with_explanation
from zcpark_desktop.project import Address, ProjectError

from .. import icons
from ..fields.evidence import FlowLayout
from ..files_out import WORKBOOK_OR_CSV, AskingWhere, hand_out
from ..line_table import LineTable
from ..session import Session
from ..theme import MEDIUM, SMALL, TIGHT, WIDE, em, space
from .details import FindingDetails
from .findings_model import EXPLANATION, HEADS, SENTENCE, SEVERITY, STEP, FindingsModel, State, step_of_finding, texts
from .levels import level_standings

SEARCH_AFTER_MS = 120
WIDTHS = {SEVERITY: 7, STEP: 9, EXPLANATION: 16}


class FindingsPage(QWidget):
    """What the audit found.

    Signals:
        jump: the field at an address is to be shown.
    """

    jump = Signal(str)
    wants_side_panel = False

    def __init__(self, session: Session, step: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self.step = session, step
        self.asking = AskingWhere(self)
        self.model = FindingsModel(self)
        self.states: dict[State, QToolButton] = {}
        self._group = QButtonGroup(self)
        self.steps = QComboBox()
        self.search = QLineEdit(placeholderText="按内容查找", clearButtonEnabled=True)
        self.levels = QLabel(wordWrap=True)
        self.export = QPushButton("导出清单…")
        self.view = LineTable(self.model, "核对结果", 3.6)  # two lines of a sentence
        self.details = FindingDetails()
        self.nothing = QLabel(wordWrap=True)
        self._before: Finding | None = None
        self._refreshing = False
        self.view.setWordWrap(True)
        self.view.setAlternatingRowColors(True)
        self.view.set_widths(WIDTHS, SENTENCE)
        self._lay_out()
        self._soon = QTimer(self, singleShot=True, interval=SEARCH_AFTER_MS)
        self._soon.timeout.connect(self.refresh)
        self._connect()
        self.refresh()

    # -- building --------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        chips = QWidget()
        flow = FlowLayout(space(TIGHT), chips)
        for state in State:
            button = QToolButton(checkable=True, checked=state is State.ALL)
            self._group.addButton(button)
            self.states[state] = button
            flow.addWidget(button)
        self.steps.setAccessibleName("按步骤筛选")
        self.steps.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.steps.setMinimumContentsLength(8)
        self.search.setAccessibleName("在核对结果中查找")
        self.search.setMinimumWidth(em(11))
        icons.put(self.export, "export")
        bar = QHBoxLayout()
        bar.setSpacing(space(SMALL))
        bar.addWidget(chips, 1)
        for part in (self.steps, self.search, self.export):
            bar.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        self.levels.setProperty("role", "quiet")
        self.nothing.setProperty("role", "quiet")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(WIDE), 0, space(WIDE), space(MEDIUM))
        layout.setSpacing(space(SMALL))
        layout.addWidget(self.levels)
        layout.addLayout(bar)
        layout.addWidget(self.nothing)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.details)

    def _connect(self) -> None:
        session = self._session
        self.view.on_key("Return", self.details.jump_to_first)
        self.search.textChanged.connect(lambda _text: self._soon.start())
        self.steps.activated.connect(lambda _at: self.refresh())
        self._group.buttonClicked.connect(lambda _button: self.refresh())
        self.view.selectionModel().currentRowChanged.connect(lambda _now, _before: self._on_caret())
        self.view.doubleClicked.connect(lambda _index: self.details.jump_to_first())
        self.details.jump.connect(self.jump)
        self.details.explained.connect(self.explain)
        self.export.clicked.connect(lambda _on=False: self.export_list())
        session.checked.connect(self._on_checked)
        session.committing.connect(self.details.commit)
        session.state_changed.connect(self._show_current)

    # -- what is shown ---------------------------------------------------------------------------------------------

    @property
    def state(self) -> State:
        """What is asked for."""
        return next(state for state, button in self.states.items() if button.isChecked())

    def show_state(self, state: State) -> None:
        """Ask for the findings of that state."""
        self.states[state].click()

    @property
    def current(self) -> Finding | None:
        """The finding with the caret."""
        row = self.view.currentIndex().row()
        return self.model.shown[row] if 0 <= row < len(self.model.shown) else None

    def _on_checked(self) -> None:
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """What could not be seen was not kept up to date."""
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Show the findings as they are now; caret and place stay."""
        self._soon.stop()
        kept, row = self._before, self.view.currentIndex().row()
        scrolled = self.view.verticalScrollBar().value()
        findings = self._session.findings
        self._fill_steps(findings)
        self._refreshing = True  # the caret moves, but not by the user
        self.model.show_only(findings, self.state, self.steps.currentData() or "", self.search.text())
        at = self.model.row_of(kept) if kept is not None else 0
        self._put_caret(at if at >= 0 else min(max(row, 0), len(self.model.shown) - 1))
        self.view.verticalScrollBar().setValue(scrolled)
        self._refreshing = False
        self._show_counts()
        self._show_levels()
        self._show_current()

    def _put_caret(self, row: int) -> None:
        self.view.put_caret(row, SENTENCE)

    def _fill_steps(self, findings: tuple[Finding, ...]) -> None:
        wanted = self.steps.currentData() or ""
        found = dict(place for place in map(step_of_finding, findings) if place[0])
        entries = [("全部步骤", ""), *((title, key) for key, title in found.items())]
        if entries == [(self.steps.itemText(at), self.steps.itemData(at)) for at in range(self.steps.count())]:
            return
        self.steps.clear()
        for title, key in entries:
            self.steps.addItem(title, key)
        self.steps.setCurrentIndex(max(0, self.steps.findData(wanted)))

    def _show_counts(self) -> None:
        counts = self.model.counts()
        for state, button in self.states.items():
            button.setText(f"{state.value} {counts[state]:,}")
            button.setAccessibleName(f"只看{state.value}，{counts[state]}条" if state is not State.ALL else
                                     f"全部{counts[state]}条")
            button.setVisible(state in (State.ALL, State.MUST_FIX) or counts[state] > 0 or button.isChecked())
        checked = self._session.evaluation is not None
        self.nothing.setText("" if self.model.shown else "没有符合条件的问题。" if self.model.all else
                             "✓ 没有发现问题。" if checked else "正在核对…")
        self.nothing.setVisible(not self.model.shown)
        self.export.setEnabled(bool(self.model.all))

    def _show_levels(self) -> None:
        evaluation = self._session.evaluation
        standings = level_standings(evaluation) if evaluation is not None else []
        self.levels.setText("\n".join(f"{'✓' if each.is_complete else '…'} {each.title}：{each.sentence}。"
                                      for each in standings))
        self.levels.setVisible(bool(standings))

    def _on_caret(self) -> None:
        if not self._refreshing:
            self.details.commit()
            self._show_current()

    def _show_current(self) -> None:
        self._before = current = self.current
        self.details.show_finding(current, self._session.project, read_only=self._session.read_only)

    def focus_address(self, _address: Address) -> bool:
        """Nothing of the project's own fields is entered here."""
        return False

    # -- what is done ----------------------------------------------------------------------------------------------

    def explain(self, finding: Finding, reason: str) -> None:
        """Keep what the park says to a finding; an empty text takes it back."""
        project = self._session.project
        try:
            self._session.set_rows("explanations", with_explanation(project, finding, reason), "填写问题说明")
        except ProjectError as error:
            self.asking.tell(str(error))

    def export_list(self) -> None:
        """Write the findings that are shown as a list."""
        rows = [texts(finding) for finding in self.model.shown]
        widths = (12, 16, 70, 40)

        def write(path: Path) -> None:
            from zcpark_desktop.excel.plain_list import write_list
            from zcpark_desktop.storage.clock import now

            write_list(path, "核对结果", tuple(zip(HEADS, widths, strict=True)), rows, now)

        hand_out(self, self.asking, "导出核对结果", "核对结果.xlsx", write, WORKBOOK_OR_CSV)
