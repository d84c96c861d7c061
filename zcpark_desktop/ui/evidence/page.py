"""The page of evidence: the list with its files, what each one proves, and what is still unproved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from zcpark_desktop.forms import Step
from zcpark_desktop.project import Address, ProjectError
from zcpark_desktop.project.statements import Evidence

from ..fields.evidence import PickerDialog
from ..grid.box import GridBox
from ..session import Change, Session
from ..theme import SMALL, TIGHT, WIDE, em, space
from .citing import Citations, Kept
from .details import EvidenceDetails
from .files import EvidenceFiles
from .filters import EvidenceFilters
from .lack_list import LackList
from .lacking import Lack, lacking, of_enterprises
from .numbering import codes, renumbered
from .sheet import CITED, FILE, INDICATORS, TABLE, EvidenceOffers, EvidenceSheet

LIST, LACKS = 0, 1


class EvidencePage(QWidget):
    """What the step `evidence` shows.

    Signals:
        jump: the field (or indicator) at an address is asked for.
    """

    jump = Signal(str)
    wants_side_panel = False

    def __init__(self, session: Session, step: Step, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._citations: dict[str, list[Address]] = {}
        self._citing, self._enterprise_lacks = Citations(), Kept(of_enterprises)
        self._titles = EvidenceOffers(session.project, session.rules).indicator_titles()
        self._energies = {key: kind.name for key, kind in session.rules.energy_types.items()}
        self.setAcceptDrops(True)
        self.views = QTabBar()
        self.views.setExpanding(False)
        self.views.setDrawBase(False)
        self.views.setAccessibleName("清单或缺少的佐证")
        for words in ("材料清单", "缺少佐证"):
            self.views.addTab(words)
        self.notice = QLabel(wordWrap=True, objectName="notice")
        self.notice.hide()
        self.files = EvidenceFiles(session, self, self._say)
        self.filters = EvidenceFilters(self._titles)
        self.box = GridBox(session, self._sheet, "佐证材料", TABLE, expands=True)
        self.box.view.doubleClicked.disconnect()  # indicators are chosen by name, not by their codes alone
        self.box.view.doubleClicked.connect(self._pick_indicators)
        self.box.model.rearranged.connect(self._let_shrink)
        self._let_shrink()
        self._make_bar()
        self.details = EvidenceDetails()
        self.lacks = LackList()
        self._nothing_lacks = QLabel("✓ 没有缺少佐证的内容。")
        self._nothing_lacks.setProperty("role", "met")
        self._lay_out()
        self._connect()
        self.refresh()

    def _sheet(self) -> EvidenceSheet:
        session = self._session
        return EvidenceSheet(session.project, session.rules, session.evidence, self._citation_count,
                             self.filters.indicators)

    def _citation_count(self, key: str) -> int:
        return len(self._citations.get(key, ()))

    # -- building --------------------------------------------------------------------------------------------------

    def _make_bar(self) -> None:
        self.add = QPushButton("添加文件…")
        self.add.setProperty("role", "primary")
        self.add.setToolTip("选择一个或多个文件；也可以把文件或文件夹拖到表中")
        self.add.clicked.connect(lambda _on=False: self.ask_for_files())
        self.box.bar.insertWidget(0, self.add)
        self.renumber = self.box.button("重新编号", "edit", "按指标顺序为全部材料重新编号，一步可以撤销", self.number_all)
        self.box.layout().insertWidget(1, self.filters)

    def _let_shrink(self) -> None:
        """The page does not scroll: in a low window the table has fewer rows."""
        self.box.view.setMinimumHeight(em(9))

    def _lay_out(self) -> None:
        self._split = QSplitter()
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        left = QWidget()
        around = QVBoxLayout(left)
        around.setContentsMargins(space(WIDE), 0, space(SMALL), space(SMALL))
        around.addWidget(self.box)
        self._split.addWidget(left)
        self._split.addWidget(self.details)
        self._split.setStretchFactor(0, 1)
        self._split.setSizes([em(64), em(23)])
        lacks = QWidget()
        below = QVBoxLayout(lacks)
        below.setContentsMargins(space(WIDE), 0, space(WIDE), space(SMALL))
        below.addWidget(self._nothing_lacks)
        below.addWidget(self.lacks, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._split)
        self._stack.addWidget(lacks)
        head = QHBoxLayout()
        head.setContentsMargins(space(WIDE), 0, space(WIDE), space(TIGHT))
        head.setSpacing(space(SMALL))
        head.addWidget(self.views)
        head.addWidget(self.notice, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(space(SMALL))
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)

    def _connect(self) -> None:
        session, details = self._session, self.details
        self.views.currentChanged.connect(self._show_view)
        self.box.view.selectionModel().currentChanged.connect(lambda _now, _before: self._show_details())
        self.box.model.modelReset.connect(self._show_details)
        self.box.model.dataChanged.connect(lambda *_where: self._show_details())
        self.filters.changed.connect(self._arrange)
        details.jump.connect(self.jump)
        details.open_asked.connect(lambda: self._with_current(self.files.open))
        details.export_asked.connect(lambda: self._with_current(self.files.export))
        details.replace_asked.connect(lambda: self._with_current(self.files.ask_for_replacement))
        details.remove_asked.connect(lambda: self._with_current(self.files.remove))
        self.lacks.chosen.connect(self._go_to_lack)
        session.changed.connect(self._on_changed)
        session.evaluated.connect(self._on_evaluated)
        session.state_changed.connect(self._show_details)

    # -- what is shown ---------------------------------------------------------------------------------------------

    def _on_changed(self, _change: Change) -> None:
        self._say("")

    def _on_evaluated(self) -> None:
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what was changed on other pages."""
        super().showEvent(event)
        self.refresh()

    @property
    def findings(self) -> tuple[str, ...]:
        """What was typed on this page and is not stored, in sentences."""
        return self.box.findings

    def refresh(self) -> None:
        """Count citations and lacks anew."""
        self._citations = self._citing.of(self._session.project)
        model = self.box.model
        if model.shown_count:
            model.dataChanged.emit(model.index(0, FILE), model.index(model.shown_count - 1, CITED))
        evaluation = self._session.evaluation
        groups = lacking(evaluation, self._session.evidence, self._enterprise_lacks) if evaluation is not None else []
        self.lacks.show_groups(groups)
        number = sum(len(group.lacks) for group in groups)
        self.lacks.setVisible(bool(groups))
        self._nothing_lacks.setVisible(not groups)
        self.views.setTabText(LIST, f"材料清单　{len(self._session.project.evidence)}")
        self.views.setTabText(LACKS, f"缺少佐证　{number}" if number else "缺少佐证")
        self._show_details()

    def _show_view(self, at: int) -> None:
        self._session.commit()
        self._stack.setCurrentIndex(at)

    def current(self) -> Evidence | None:
        """The piece of evidence that the caret is on."""
        row = self.box.view.currentIndex().row()
        if not 0 <= row < self.box.model.shown_count:
            return None
        rows = self.box.model.sheet.rows
        found: Evidence = rows[self.box.model.sheet_row(row)]
        return found

    def _show_details(self) -> None:
        row = self.current()
        cited = self._citations.get(row.key, []) if row is not None else []
        self.details.show_evidence(self._session.project, row, self._session.evidence, cited, self._titles,
                                   self._energies, read_only=self._session.read_only)
        self.add.setEnabled(not self._session.read_only)

    def _say(self, sentence: str, role: str = "quiet") -> None:
        self.notice.setText(sentence)
        self.notice.setVisible(bool(sentence))
        if self.notice.property("role") != role:
            self.notice.setProperty("role", role)
            self.notice.style().unpolish(self.notice)
            self.notice.style().polish(self.notice)

    # -- the list --------------------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        """Show the rows that the filters ask for; new rows begin with the indicator chosen."""
        sheet = self._sheet()
        self.box.model.sheet = sheet
        self.box.model.arrange(self.filters.arrangement(sheet, self._session.project.evidence))

    def _pick_indicators(self, index: QModelIndex) -> None:
        model = self.box.model
        if index.column() != INDICATORS or self._session.read_only:
            return
        at = model.sheet_row(index.row())
        there = model.sheet.value(at, INDICATORS) if at < model.sheet.row_count else ()
        offered = [(key, title) for key, title in self._titles.items()]
        dialog = PickerDialog("选择对应指标", offered, there, "没有可以选择的指标。", self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            edits = model.sheet.writing([(at, INDICATORS, dialog.chosen())])
            self._apply(f"修改{model.sheet.place(at, INDICATORS)}", edits)

    # -- what is done ----------------------------------------------------------------------------------------------

    def ask_for_files(self) -> None:
        """Let the user choose files, and add them."""
        self.views.setCurrentIndex(LIST)
        self.add_files(self.files.ask_for_files())

    def show_lacks(self) -> None:
        """Show what lacks evidence."""
        self.views.setCurrentIndex(LACKS)

    def add_files(self, paths: Sequence[Path]) -> None:
        """Add files (and those in folders); they are filed under the indicator that the filter shows."""
        first = self.files.add(paths, self.filters.indicators)
        if first:
            sentence, role = self.notice.text(), str(self.notice.property("role"))
            self.focus_address(f"evidence/{first}")
            self._say(sentence, role)

    def replace_file(self, path: Path) -> None:
        """Make `path` the file of the current piece of evidence."""
        row = self.current()
        if row is not None:
            self.files.replace(row, path)

    def _with_current(self, action: Callable[[Evidence], object]) -> None:
        row = self.current()
        if row is not None:
            action(row)

    def number_all(self) -> None:
        """Number all evidence by indicator, as one step; the list takes the same order."""
        self._session.commit()
        rows = renumbered(self._session.rules, self._session.project.evidence)
        if rows == self._session.project.evidence:
            self._say("编号已经与指标一致，没有改动。")
        else:
            self._apply("按指标重新编号", [("evidence", rows)], structural=True)
            self._say(f"已为{len(rows)}份材料重新编号；可用“撤销”恢复。")

    def _apply(self, label: str, edits: Sequence[tuple[Address, Any]], *, structural: bool = False) -> None:
        try:
            self._session.apply(label, edits, structural=structural)
        except ProjectError as error:
            self._say(f"✗ {error}", "error")

    # -- drag and drop ---------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders; a project file is left to the window."""
        paths = _dropped(event)
        if paths and not self._session.read_only:
            event.acceptProposedAction()
            where = self.filters.filed_under.currentText() if self.filters.indicators else ""
            self._say(f"松开即可添加{len(paths)}项" + (f"，对应“{where}”。" if where else "。"))
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nothing was dropped."""
        self._say("")

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped; on the preview of a piece that has no file yet, it becomes its file."""
        paths = _dropped(event)
        event.acceptProposedAction()
        row = self.current()
        preview = self.details.preview
        on_preview = preview.rect().contains(preview.mapFrom(self, event.position().toPoint()))
        if on_preview and row is not None and row.file is None and len(paths) == 1 and paths[0].is_file():
            QTimer.singleShot(0, self, lambda: self.replace_file(paths[0]))
        else:  # the program that the files came from waits until the drop is done
            QTimer.singleShot(0, self, lambda: self.add_files(paths))

    # -- jumps -----------------------------------------------------------------------------------------------------

    def _go_to_lack(self, lack: Lack) -> None:
        if lack.indicator:
            self.file_under(lack.indicator)
        elif lack.address.startswith("evidence/"):
            self.focus_address(lack.address)
        else:
            self.jump.emit(lack.address)

    def file_under(self, indicator: str) -> None:
        """Show the evidence of one indicator; files that are added now are filed under it."""
        self.views.setCurrentIndex(LIST)
        self.filters.choose_indicator(indicator)
        name = self._titles.get(indicator, codes(self._session.rules).get(indicator, indicator))
        self._say(f"把“{name}”的佐证文件拖到表中，或点“添加文件…”，将自动对应该指标并编号。")

    def focus_address(self, address: Address) -> None:
        """Show the piece of evidence at `address`, with the caret on it."""
        self.views.setCurrentIndex(LIST)
        if not address.startswith("evidence/"):
            return
        if not self.box.model.index_of(address).isValid():
            self.filters.clear()
        self.box.focus_address(address)


def _dropped(event: QDragEnterEvent | QDropEvent) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [] if len(paths) == 1 and paths[0].suffix.lower() == ".zcpark" else paths
