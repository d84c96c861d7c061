"""The step 导出: choose, check, export off the GUI thread, open what was written."""

from __future__ import annotations

import errno
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings, QTimer, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from zcpark_desktop.audit import Finding, Severity
from zcpark_desktop.evaluate import evaluate
from zcpark_desktop.file_names import safe_name
from zcpark_desktop.project import Address
from zcpark_desktop.report import Documents, file_name

from .. import work
from ..outside import open_outside
from ..recent import last_folder
from ..session import Session
from ..theme import MEDIUM, SMALL, TIGHT, WIDE, em, space
from .asking import Asking
from .choice import Choice
from .form_job import fill_form
from .job import Order, Outcome, edited_there, existing, free_place, free_suffix, read_back, write
from .lacking import lacking
from .packing import PackageDialog, make_package
from .status import Status

LACKING_AFTER_MS = 400  # what is lacking is worked out when changes pause, and the page is on show


class DocumentsPage(QWidget):
    """Exports the documents of the project.

    Signals:
        jump: the field at an address is to be shown.
    """

    jump = Signal(str)
    wants_side_panel = False

    def __init__(self, session: Session, step: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self.step = session, step
        self.asking = Asking(self)
        self.choice, self.status = Choice(self.asking), Status()
        self.export = QPushButton("导出")
        self.export.setProperty("role", "primary")
        self.export.setMinimumHeight(em(2.6))
        self.package = QPushButton("生成申报包…")
        self.form = QPushButton("按单位表式填写…")
        self.form.setToolTip("主管部门或单位自己的 .docx 表格，其中的 {{字段}} 或内容控件用园区的数据填写。")
        self._reason = QLabel(wordWrap=True)
        self._reason.setProperty("role", "quiet")
        self._lacking_soon = QTimer(self, singleShot=True, interval=LACKING_AFTER_MS)
        self._lacking_soon.timeout.connect(self._show_lacks)
        self._build()
        self.choice.folder.setText(self._folder_at_first())
        self.choice.changed.connect(self._show_whether_ready)
        self.export.clicked.connect(self.run)
        self.package.clicked.connect(self.make_package)
        self.form.clicked.connect(self.fill_form)
        self.status.jump.connect(self.jump)
        self.status.open_wanted.connect(self.open_outside)
        session.checked.connect(self._show_findings)
        session.evaluated.connect(self._lacking_soon.start)

    def _build(self) -> None:
        left = QWidget()
        left.setProperty("role", "page")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, space(MEDIUM), 0)
        column.setSpacing(space(SMALL))
        column.addWidget(self.choice)
        column.addStretch()
        scroll = QScrollArea(widgetResizable=True)
        scroll.setAccessibleName("导出")
        scroll.setProperty("role", "page")
        scroll.setWidget(left)
        scroll.setMinimumWidth(em(24))
        side = QVBoxLayout()
        side.setSpacing(space(SMALL))
        side.addWidget(scroll, 1)
        side.addWidget(self._reason)
        more = QHBoxLayout()
        more.setSpacing(space(SMALL))
        more.addWidget(self.package, 1)
        more.addWidget(self.form, 1)
        buttons = QVBoxLayout()
        buttons.setSpacing(space(SMALL))
        buttons.setContentsMargins(0, 0, space(MEDIUM), 0)  # as wide as what is above
        buttons.addWidget(self.export)
        buttons.addLayout(more)
        side.addLayout(buttons)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(space(WIDE), space(TIGHT), space(WIDE), space(MEDIUM))
        layout.setSpacing(space(WIDE))
        layout.addLayout(side, 4)
        layout.addWidget(self.status, 5)

    # -- what is so ------------------------------------------------------------------------------------------------

    @property
    def must_fix(self) -> list[Finding]:
        """What must be fixed before the documents go out."""
        return [finding for finding in self._session.findings if finding.severity is Severity.MUST_FIX]

    def focus_address(self, _address: Address) -> bool:
        """Nothing of the project is entered here."""
        return False

    def _folder_at_first(self) -> str:
        stored = str(QSettings().value(self._setting, ""))
        if stored:
            return stored
        path = self._session.path
        name = self._session.project.basics.name or self._session.project.title or "零碳园区"
        return str((path.parent if path else Path(last_folder())) / f"{safe_name(name, 60)} 申报文件")

    @property
    def _setting(self) -> str:
        return f"export/folder/{self._session.project.project_id}"

    def _show_findings(self) -> None:
        if not self.isVisible():
            return
        found = self.must_fix
        self.status.show_must_fix(found, checked=self._session.evaluation is not None)
        self.export.setText("仍要导出草稿" if found else "导出")
        self.export.setProperty("role", "" if found else "primary")
        self.export.style().unpolish(self.export)
        self.export.style().polish(self.export)
        self._show_whether_ready()

    def _show_whether_ready(self) -> None:
        reason = ""
        if not self.choice.chosen:
            reason = "请至少选择一个文件。"
        elif self.choice.chosen_folder is None:
            reason = "请选择导出文件夹。"
        elif self.must_fix:
            reason = f"还有{len(self.must_fix)}个必须修改的问题；导出的文件只能作为草稿。"
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))
        self.export.setEnabled(bool(self.choice.chosen) and self.choice.chosen_folder is not None)

    def _show_lacks(self) -> None:
        if self.isVisible() and self._session.evaluation is not None:
            self.status.show_lacks(lacking("application", self._session.evaluation))

    def showEvent(self, event: Any) -> None:
        """What could not be seen was not kept up to date."""
        super().showEvent(event)
        self._show_findings()
        self._lacking_soon.start()

    # -- export ----------------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Export what is chosen, as the project is now."""
        self._session.commit()
        folder, kinds = self.choice.chosen_folder, self.choice.chosen
        if folder is None or not kinds:
            return
        documents = Documents(evaluate(self._session.project, self._session.rules))
        order = Order(documents, folder, self.choice.chosen_template)
        settled = self._settled(order, existing(kinds, folder))
        if settled is None:
            return
        order = settled
        outcome = self._written(order, Outcome(list(kinds)))
        if outcome.written:
            with suppress(work.Cancelled):
                work.run(self, "正在核对", lambda progress: read_back(order, outcome, progress))
        self.status.show_outcome(outcome, folder)
        if outcome.written:
            QSettings().setValue(self._setting, str(folder))

    def _settled(self, order: Order, there: list[str]) -> Order | None:
        """The order with what the user wants of the files that are there already; None where he gave up."""
        if not there:
            return order
        try:
            edited = work.run(self, "正在比对", lambda progress: edited_there(order, there, progress))
        except work.Cancelled:
            return None
        answer = self.asking.keep(edited) if edited else self.asking.replace([file_name(kind) for kind in there])
        if answer == "cancel":
            return None
        if answer == "rename":
            return replace(order, suffixes={kind: free_suffix(kind, order.folder) for kind in there})
        return replace(order, over=answer) if isinstance(answer, dict) else order

    def _written(self, order: Order, outcome: Outcome) -> Outcome:
        """Write until all is written or the user gives up; asks when a file is open elsewhere."""
        from zcpark_desktop.report.docx_writer import UnusablePicture, UnusableTemplate
        from zcpark_desktop.report.figures import FontMissing

        while outcome.left and not outcome.cancelled:
            try:
                work.run(self, "正在导出", lambda progress, order=order: write(order, outcome, progress))
            except (UnusableTemplate, UnusablePicture, FontMissing) as error:
                self.asking.tell(str(error), "未能导出")
                break
            except OSError as error:
                self.asking.tell(_sentence(error, order.folder), "未能导出")
                break
            if outcome.held is None:
                break
            (kind, sentence), outcome.held = outcome.held, None
            if not (order.folder / file_name(kind, order.suffixes.get(kind, ""))).exists():
                self.asking.tell(sentence, "未能导出")
                break
            other = free_suffix(kind, order.folder)
            answer = self.asking.held(sentence, file_name(kind, other))
            if answer == "cancel":
                break
            if answer == "rename":
                order = replace(order, suffixes={**order.suffixes, kind: other})
        return outcome

    def make_package(self) -> None:
        """Ask what goes into the package and where, and make it."""
        self._session.commit()
        papers = sum(1 for paper in self._session.project.evidence if paper.file)
        place = free_place(self.choice.chosen_folder or Path(self._folder_at_first()))
        dialog = PackageDialog(self.choice.chosen, self.choice.chosen_template, place, papers, self.asking, self)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        made = make_package(self, self._session, dialog, self.asking)
        if made is not None:
            self.status.show_package(made)

    def fill_form(self) -> None:
        """Ask for a form and what its fields mean, and write it filled in."""
        self._session.commit()
        made = fill_form(self, self._session, self.asking)
        if made is not None:
            self.status.show_filled(*made)

    def open_outside(self, path: str) -> None:
        """Open a file or folder in the system's program."""
        problem = open_outside(path)
        if problem:
            self.asking.tell(problem)


def _sentence(error: OSError, folder: Path) -> str:
    """Why nothing could be written, in one sentence."""
    why = "磁盘空间不足" if error.errno == errno.ENOSPC else "没有写入权限，或磁盘出错"
    return f"无法写入“{folder}”：{why}；请换一个文件夹后重试。"
