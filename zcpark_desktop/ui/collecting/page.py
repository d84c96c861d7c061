"""The page of collecting: files in, what they would change shown and decided, and then taken in as one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from zcpark_desktop.excel.cells import UnreadableFile
from zcpark_desktop.excel.reading import SUFFIXES
from zcpark_desktop.project import How, ProjectError
from zcpark_desktop.storage.refusals import StorageError

from .. import icons, theme, work
from ..files_out import WORKBOOK_OR_CSV, hand_out
from ..line_table import LineTable
from ..outside import open_outside
from ..session import Session
from ..theme import MEDIUM, SMALL, TIGHT, WIDE, em, space
from .asking import Asking
from .decisions import Decisions, Sort
from .files_model import FilesModel
from .job import Collected, accept, foreign_sheet, read, remember, settled
from .preview import Preview

EMPTY, RESULT = 0, 1
ROOM_FOR_FILES = 62  # em; a narrower page shows the lines without the list of files


class CollectingPage(QWidget):
    """Takes filled-in tables in.

    Signals:
        jump: the field at an address is to be shown.
    """

    jump = Signal(str)
    wants_side_panel = False

    def __init__(self, session: Session, step: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self.step = session, step
        self.asking = Asking(self)
        self._places: list[Path] = []
        self._collected: Collected | None = None
        self._read_for: Any = None
        self.preview: Preview | None = None
        self.stack = QStackedWidget()
        self.summary = QLabel(wordWrap=True)
        self.summary.setFont(theme.sized(1.0, bold=True))
        self.stale = QFrame()
        self.again = QPushButton("重新核对")
        self.files = LineTable(None, "收集的文件")
        self._split = QSplitter()
        self.outcome = QLabel(wordWrap=True)
        self.list_refused = QPushButton("导出未采用清单…")
        self.give_up = QPushButton("放弃")
        self.take = QPushButton()
        self._build()
        session.changed.connect(self._show_whether_ready)
        session.state_changed.connect(self._show_whether_ready)

    # -- building --------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.stack.addWidget(self._empty())
        self.stack.addWidget(self._result())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(WIDE), space(TIGHT), space(WIDE), space(MEDIUM))
        layout.addWidget(self.stack)

    def _buttons(self, *, first_is_primary: bool) -> list[QPushButton]:
        made: list[QPushButton] = []
        actions: list[tuple[str, str, Callable[[], object]]] = [
            ("选择文件…", "import", self.ask_for_files), ("选择文件夹…", "open", self.ask_for_folder),
            ("生成收集表…", "export", self.make_templates)]
        for words, icon, action in actions:
            button = QPushButton(words)
            if first_is_primary and not made:
                button.setProperty("role", "primary")  # icons are drawn in the colour of text on plain ground
            else:
                icons.put(button, icon)
            button.clicked.connect(lambda _on=False, action=action: action())
            made.append(button)
        return made

    def _empty(self) -> QWidget:
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(space(WIDE), space(WIDE), space(WIDE), space(WIDE))
        inside.setSpacing(space(MEDIUM))
        head = QLabel("把填好的表拖到窗口中")
        head.setFont(theme.sized(1.3, bold=True))
        words = QLabel("可以一次拖入几百个文件或整个文件夹（xlsx、xls、csv）。程序先列出新增、修改和有冲突的数据，"
                       "逐条标明出自哪个文件的哪一格；由您核对、采用，采用之前项目不变。", wordWrap=True)
        words.setProperty("role", "quiet")
        row = QHBoxLayout()
        row.setSpacing(space(SMALL))
        for button in self._buttons(first_is_primary=True):
            row.addWidget(button)
        row.addStretch()
        self.nothing = QLabel(wordWrap=True)
        self.nothing.setVisible(False)
        for part in (head, words):
            inside.addWidget(part)
        inside.addLayout(row)
        inside.addWidget(self.nothing)
        page = QWidget()
        around = QVBoxLayout(page)
        around.setContentsMargins(0, space(SMALL), 0, 0)
        around.addWidget(card)
        around.addStretch()
        return page

    def _result(self) -> QWidget:
        page = QWidget()
        head = QHBoxLayout()
        head.setSpacing(space(SMALL))
        head.addWidget(self.summary, 1)
        for button in self._buttons(first_is_primary=False):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.stale.setProperty("role", "notice")
        line = QHBoxLayout(self.stale)
        line.setContentsMargins(space(MEDIUM), space(TIGHT), space(MEDIUM), space(TIGHT))
        line.addWidget(QLabel("读取之后项目有改动，请重新核对；已作的选择会保留。", wordWrap=True), 1)
        line.addWidget(self.again)
        self.again.clicked.connect(lambda _on=False: self.read_again())
        self.files.setMinimumWidth(em(16))
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        self._split.addWidget(self.files)
        self.outcome.setProperty("role", "quiet")
        self.list_refused.clicked.connect(lambda _on=False: self.export_refused())
        self.give_up.clicked.connect(lambda _on=False: self.clear())
        self.take.setProperty("role", "primary")
        self.take.clicked.connect(lambda _on=False: self.accept())
        foot = QHBoxLayout()
        foot.setSpacing(space(SMALL))
        foot.addWidget(self.outcome, 1)
        for button in (self.list_refused, self.give_up, self.take):
            foot.addWidget(button)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(space(SMALL))
        layout.addLayout(head)
        layout.addWidget(self.stale)
        layout.addWidget(self._split, 1)
        layout.addLayout(foot)
        return page

    def make_templates(self) -> None:
        """Let the user make tables to be filled in."""
        from .templates_dialog import TemplatesDialog

        self._session.commit()
        TemplatesDialog(self._session, self.window()).exec()

    # -- files in --------------------------------------------------------------------------------------------------

    def ask_for_files(self) -> None:
        """Let the user choose files, and read them."""
        self.read(self.asking.tables())

    def ask_for_folder(self) -> None:
        """Let the user choose a folder, and read the tables in it."""
        folder = self.asking.folder("收集文件夹中填好的表")
        self.read([folder] if folder is not None else [])

    def read(self, places: Sequence[Path]) -> None:
        """Read files and folders, and show what they would change; nothing is changed yet."""
        if places:
            self._places = list(places)
            self._read(None)

    def read_again(self) -> None:
        """Hold the same files against the project as it is now; decisions stay."""
        if self._places:
            self._read(self.preview.model.decisions if self.preview is not None else None)

    def _read(self, earlier: Decisions | None) -> None:
        session = self._session
        session.commit()
        project, rules, places = session.project, session.rules, self._places
        try:
            mappings = settled()
        except (StorageError, ValueError) as error:
            self.asking.tell(str(error))
            mappings = ()
        try:
            collected = work.run(self.window(), "正在读取表格",
                                 lambda progress: read(project, rules, places, mappings, earlier, progress))
        except work.Cancelled:
            self._say_nothing("已取消读取，项目没有变化。")
            return
        self._read_for = project
        self._show(collected)

    def _say_nothing(self, words: str) -> None:
        self.nothing.setText(words)
        self.nothing.setVisible(bool(words))
        self.summary.setText(words)

    # -- what is shown ---------------------------------------------------------------------------------------------

    def _show(self, collected: Collected) -> None:
        self._collected, decisions = collected, collected.decisions
        proposal = decisions.proposal
        if not collected.paths:
            self.clear("没有找到表格文件（xlsx、xls、csv）；请核对文件夹。")
            return
        if not decisions.lines:
            self.clear(f"没有变化：{proposal.files}个文件中的{proposal.same:,}格都与项目相同。")
            return
        unchanged = "没有变化。" if not proposal.changes and not proposal.conflicts else ""
        self.summary.setText(unchanged + proposal.summary())
        self._replace_preview(decisions)
        counts = decisions.counts()
        self.preview.show_sort(Sort.CONFLICT if counts[Sort.CONFLICT] else None)
        self.stack.setCurrentIndex(RESULT)
        self.outcome.setText("")
        self._show_decided()
        self.preview.view.setFocus()

    def _replace_preview(self, decisions: Decisions) -> None:
        sizes = self._split.sizes() if self.preview is not None else [em(20), em(60)]
        self._drop_preview()
        self.preview = preview = Preview(decisions)
        preview.jump.connect(self.jump)
        preview.open_wanted.connect(self.open_file)
        preview.mapping_wanted.connect(self.map_columns)
        preview.decided.connect(self._show_decided)
        self._split.addWidget(preview)
        self._split.setSizes(sizes)
        self._split.setStretchFactor(1, 1)
        model = FilesModel(decisions, self.files)
        self.files.setModel(model)
        header = self.files.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.files.selectRow(0)
        self.files.selectionModel().currentRowChanged.connect(
            lambda now, _before: preview.show_file(model.file(now.row())))
        model.dataChanged.connect(lambda *_: self._on_files(preview))
        self._place_files()

    def _drop_preview(self) -> None:
        if self.preview is not None:
            self.files.setModel(None)
            self.preview.hide()
            self.preview.setParent(None)  # out of the splitter at once
            self.preview.deleteLater()
            self.preview = None

    def _on_files(self, preview: Preview) -> None:
        preview.view.viewport().update()
        self._show_whether_ready()

    def _place_files(self) -> None:
        self.files.setVisible(self.width() >= em(ROOM_FOR_FILES))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give a narrow page's room to the lines."""
        super().resizeEvent(event)
        self._place_files()

    @property
    def decisions(self) -> Decisions | None:
        """What is decided about the files that were read; None where nothing is to be decided."""
        return self.preview.model.decisions if self.preview is not None else None

    def _show_decided(self) -> None:
        model = self.files.model()
        if isinstance(model, FilesModel):
            model.refresh()
        self._show_whether_ready()

    def _show_whether_ready(self) -> None:
        decisions = self.decisions
        if decisions is None or self.stack.currentIndex() != RESULT:
            return
        stale = self._session.project is not self._read_for
        taken, still_open = decisions.taken, decisions.open_conflicts
        self.stale.setVisible(stale)
        self.take.setText(f"采用{taken:,}格" if taken else "采用")
        self.give_up.setText("放弃" if any(line.change is not None for line in decisions.lines) else "关闭")
        self.take.setEnabled(bool(taken) and not stale and not self._session.read_only)
        self.take.setToolTip("项目以只读方式打开，请先另存为" if self._session.read_only else "作为一步，可以撤销")
        self.list_refused.setEnabled(bool(decisions.proposal.refused))
        if still_open:
            self.outcome.setText(f"{still_open}处来源冲突还没有选定，采用后保持原值。")
        elif self._session.read_only:
            self.outcome.setText("项目以只读方式打开，不能采用；请先“另存为”。")
        elif "冲突" in self.outcome.text():
            self.outcome.setText("")

    # -- what is done ----------------------------------------------------------------------------------------------

    def clear(self, words: str = "") -> None:
        """Put the files aside; the project stays as it is."""
        self._drop_preview()
        self._collected = None
        self._say_nothing(words)
        self.stack.setCurrentIndex(EMPTY)

    def accept(self) -> None:
        """Take in what was decided, as one step of undo."""
        decisions = self.decisions
        if decisions is None or self._collected is None:
            self.asking.tell("还没有可以采用的内容；请先收集填好的表。")
            return
        if not self.take.isEnabled():
            self.asking.tell("没有选定要采用的内容，或项目在读取之后有改动；请先核对。")
            return
        label = f"收集{decisions.files_taken()}个文件"
        origin = self._session.origin(How.IMPORTED)
        accepted = work.run(self.window(), "正在采用", lambda _progress: accept(decisions, origin), can_cancel=False)
        try:
            self._session.replace(accepted.project, label)
        except ProjectError as error:
            self.asking.tell(str(error))
            return
        self._read_for = self._session.project
        refused = (*decisions.proposal.refused, *accepted.refused)
        words = f"✓ 已采用{accepted.values:,}格（{label}），可以撤销。"
        if not refused:
            self.clear(words)
            return
        left = replace(decisions.proposal, project=accepted.project, changes=(), conflicts=(), notes=(),
                       refused=refused)
        self.summary.setText(f"{words}还有{len(refused)}处没有采用，可以导出清单，请填报单位改正。")
        self._replace_preview(Decisions(left))
        self._show_decided()

    def export_refused(self) -> None:
        """Write the list of what is not taken, to be sent back to those who filled in the tables."""
        if self.decisions is None or not self.decisions.proposal.refused:
            self.asking.tell("没有未采用的内容。")
            return
        rows = self.decisions.refused_rows()

        def write(path: Path) -> None:
            from zcpark_desktop.excel.plain_list import write_list
            from zcpark_desktop.storage.clock import now

            write_list(path, "未采用清单", (("文件", 40), ("工作表", 18), ("单元格", 10), ("问题", 70)), rows, now)

        hand_out(self, self.asking, "导出未采用清单", "未采用清单.xlsx", write, WORKBOOK_OR_CSV)

    def map_columns(self, name: str, title: str) -> None:
        """Let the user settle what the columns of a sheet are; it is kept for next time, and the files read again."""
        from .mapping_dialog import MappingDialog

        try:
            found = foreign_sheet(self._collected.paths[name], title) if self._collected is not None else None
        except UnreadableFile as error:
            self.asking.tell(f"“{name}”：{error}")
            return
        if found is None:
            self.asking.tell(f"“{name}”中没有可以对应的列；请核对表中是否有列名。")
            return
        dialog = MappingDialog(*found, self.window())
        if dialog.exec() != MappingDialog.DialogCode.Accepted:
            return
        try:
            remember(dialog.settling.mapping())
        except (StorageError, ValueError) as error:
            self.asking.tell(str(error))
            return
        self.read_again()

    def open_file(self, name: str) -> None:
        """Open a file that was read in the system's program."""
        path = self._collected.paths.get(name) if self._collected is not None else None
        if path is None or path.suffix.lower() not in SUFFIXES:
            self.asking.tell(f"为了安全，不直接打开“{name}”这类文件；请在文件管理器中查看。")
            return
        problem = open_outside(path)
        if problem:
            self.asking.tell(problem)
