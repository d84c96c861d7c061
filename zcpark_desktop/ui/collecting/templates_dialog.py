"""The dialog that makes tables to be filled in: for the park, for offices, for enterprises."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from zcpark_desktop.project import row_title
from zcpark_desktop.storage.refusals import StorageError

from .. import theme, work
from ..outside import open_outside
from ..recent import last_folder
from ..session import Session
from ..theme import LARGE, MEDIUM, SMALL, em, space
from .asking import Asking
from .templates_job import Wanted, held_by_offices, names_of, write
from .tick_list import TickList

PARK, OFFICES, ENTERPRISES = range(3)
CHOICES = (
    ("园区总表", "一个工作簿，每张表一页，已有数据已经填好"),
    ("各部门表", "每个部门一个工作簿，只含该部门掌握的数据"),
    ("企业表", "每家企业一个工作簿，已有数据已经填好"),
)


class TemplatesDialog(QDialog):
    """Chooses, writes into a folder, and stays open until it is closed."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("生成收集表")
        self._session = session
        self.asking = Asking(self)
        project = session.project
        self.choices = [QRadioButton(title) for title, _ in CHOICES]
        self.offices = TickList("部门", [(office, office, held) for office, held in held_by_offices(project).items()])
        self.enterprises = TickList("企业", [(row.key, row_title(row), row.credit_code) for row in project.enterprises])
        self.folder = QLineEdit(self._folder_at_first())
        self.folder.setAccessibleName("生成到文件夹")
        self.outcome = QLabel(wordWrap=True)
        self.open_folder = QPushButton("打开文件夹")
        self.make = QPushButton("生成")
        self.make.setProperty("role", "primary")
        self.make.setDefault(True)
        self._details = QStackedWidget()
        self._lay_out(len(project.enterprises))
        for choice in self.choices:
            choice.toggled.connect(lambda _on: self._show())
        self.offices.changed.connect(self._show)
        self.enterprises.changed.connect(self._show)
        self.folder.textChanged.connect(lambda _text: self._show())
        self.make.clicked.connect(lambda _on=False: self.run())
        self.open_folder.clicked.connect(lambda _on=False: self._open_folder())
        self.choices[PARK].setChecked(True)
        self.open_folder.hide()
        self.resize(em(54), em(44))

    def _lay_out(self, enterprises: int) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(LARGE), space(LARGE), space(LARGE), space(LARGE))
        layout.setSpacing(space(SMALL))
        for choice, (_, about) in zip(self.choices, CHOICES, strict=True):
            line = QHBoxLayout()
            line.setSpacing(space(SMALL))
            choice.setFont(theme.sized(1.0, bold=True))
            choice.setMinimumWidth(em(7))
            choice.setAccessibleDescription(about)
            words = QLabel(about)
            words.setProperty("role", "quiet")
            line.addWidget(choice)
            line.addWidget(words, 1)
            layout.addLayout(line)
        nothing = QLabel("表中有隐藏的标识，改名、调整列的顺序后仍能认出；收回时在“收集填好的表”中核对后采用。", wordWrap=True)
        nothing.setProperty("role", "quiet")
        first = QWidget()
        column = QVBoxLayout(first)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(nothing)
        column.addStretch()
        for part in (first, self.offices, self.enterprises):
            self._details.addWidget(part)
        if not enterprises:
            self.choices[ENTERPRISES].setEnabled(False)
            self.choices[ENTERPRISES].setToolTip("企业清单是空的；请先填写企业清单")
        line = QFrame()
        line.setProperty("role", "line")
        line.setFixedHeight(1)
        choose = QPushButton("选择…")
        choose.clicked.connect(lambda _on=False: self._choose_folder())
        where = QHBoxLayout()
        where.setSpacing(space(SMALL))
        where.addWidget(QLabel("生成到"))
        where.addWidget(self.folder, 1)
        where.addWidget(choose)
        buttons = QHBoxLayout()
        buttons.setSpacing(space(SMALL))
        close = QPushButton("关闭")
        close.clicked.connect(self.reject)
        buttons.addWidget(self.outcome, 1)
        buttons.addWidget(self.open_folder)
        buttons.addWidget(close)
        buttons.addWidget(self.make)
        layout.addWidget(line)
        layout.addWidget(self._details, 1)
        layout.addLayout(where)
        layout.addSpacing(space(MEDIUM))
        layout.addLayout(buttons)

    # -- choosing --------------------------------------------------------------------------------------------------

    @property
    def wanted(self) -> Wanted:
        """What is chosen."""
        if self.choices[OFFICES].isChecked():
            return Wanted(offices=tuple(self.offices.ticked))
        if self.choices[ENTERPRISES].isChecked():
            return Wanted(enterprises=frozenset(self.enterprises.ticked))
        return Wanted(park=True)

    def _show(self) -> None:
        self._details.setCurrentIndex(next(at for at, choice in enumerate(self.choices) if choice.isChecked()))
        count = self.wanted.count
        self.make.setText(f"生成{count:,}个文件" if count else "生成")
        self.make.setEnabled(bool(count) and bool(self.folder.text().strip()))

    def _folder_at_first(self) -> str:
        stored = str(QSettings().value(self._setting, ""))
        path = self._session.path
        return stored or str((path.parent if path else Path(last_folder())) / "收集表")

    @property
    def _setting(self) -> str:
        return f"collecting/folder/{self._session.project.project_id}"

    def _choose_folder(self) -> None:
        folder = self.asking.folder("生成到文件夹", self.folder.text())
        if folder is not None:
            self.folder.setText(str(folder))

    # -- writing ---------------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Write what is chosen."""
        session, wanted, folder = self._session, self.wanted, Path(self.folder.text().strip()).expanduser()
        project, rules = session.project, session.rules
        there = [name for name in names_of(project, wanted) if (folder / name).exists()]
        if there and not self.asking.replace_templates(there):
            return
        written: list[Path] = []
        words = ""
        try:
            work.run(self, "正在生成收集表", lambda progress: write(project, rules, wanted, folder, written, progress))
        except work.Cancelled:
            words = "已取消。"
        except StorageError as error:
            self.asking.tell(str(error), "未能生成")
            words = "没有全部生成。"
        if written:
            QSettings().setValue(self._setting, str(folder))
        self.outcome.setText(f"{words or '✓ '}已生成{len(written):,}个文件。")
        self.open_folder.setVisible(bool(written))

    def _open_folder(self) -> None:
        problem = open_outside(Path(self.folder.text().strip()).expanduser())
        if problem:
            self.asking.tell(problem)
