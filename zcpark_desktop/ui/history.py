"""Earlier versions of the project: a list by date, to go back to, or to keep one for good with a comment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from zcpark_desktop.storage import versions
from zcpark_desktop.storage.evidence import named_in

from . import theme
from .theme import LARGE, MEDIUM, SMALL, em, space

if TYPE_CHECKING:
    from .window import MainWindow


def restore(window: MainWindow, version: versions.Version) -> bool:
    """Put the project as it was in `version` in place of the present one, as a step that can be undone."""
    session = window.session

    def job() -> versions.Opened:
        opened = versions.restore(version)
        for sha256 in named_in(opened.project):
            if sha256 in opened.evidence and sha256 not in session.evidence:
                session.evidence.pending.mkdir(parents=True, exist_ok=True)
                opened.evidence.export(sha256, session.evidence.pending / sha256)
        return opened

    opened = window.files.attempt("正在读取历史版本", "无法恢复", job)
    if opened is None:
        return False
    return session.replace(opened.project, f"恢复到{_when(version)}的版本")


class HistoryDialog(QDialog):
    """The versions kept of the project in the window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setWindowTitle("历史版本")
        self._window = window
        words = QLabel("每次保存都会留存一个版本：一小时内的全部保留，之后按时、按日、按周逐步精简；有备注的不会删除。"
                       "恢复历史版本后可以撤销，项目文件在保存之前不变。", wordWrap=True)
        words.setProperty("role", "quiet")
        self.list = QTreeWidget(rootIsDecorated=False, columnCount=3)
        self.list.setHeaderLabels(["保存时间", "项目名称", "备注"])
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.list.setColumnWidth(1, em(18))
        self.list.setAccessibleName("历史版本")
        self.comment = QLineEdit(placeholderText="备注，如“报送发改委稿”")
        self.comment.setAccessibleName("备注")
        self.keep = QPushButton("留存当前版本")
        self.keep.clicked.connect(self._keep)
        self.back = QPushButton("恢复到此版本")
        self.back.setProperty("role", "primary")
        self.back.clicked.connect(self._restore)
        close = QPushButton("关闭")
        close.clicked.connect(self.reject)
        keeping, buttons = QHBoxLayout(), QHBoxLayout()
        keeping.addWidget(self.comment, 1)
        keeping.addWidget(self.keep)
        buttons.addStretch()
        buttons.addWidget(close)
        buttons.addWidget(self.back)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(LARGE), space(LARGE), space(LARGE), space(LARGE))
        layout.setSpacing(space(SMALL))
        layout.addWidget(words)
        layout.addWidget(self.list, 1)
        layout.addLayout(keeping)
        layout.addSpacing(space(MEDIUM))
        layout.addLayout(buttons)
        self.resize(em(52), em(36))
        self.list.itemSelectionChanged.connect(self._allow)
        self._fill()

    def _fill(self) -> None:
        self.list.clear()
        for version in versions.versions(self._window.session.project.project_id):
            item = QTreeWidgetItem([_when(version), version.title or "未命名项目", version.comment])
            item.setData(0, Qt.ItemDataRole.UserRole, version)
            if version.comment:
                item.setFont(2, theme.sized(1.0, bold=True))
            self.list.addTopLevelItem(item)
        if self.list.topLevelItemCount():
            self.list.setCurrentItem(self.list.topLevelItem(0))
        self._allow()

    def _allow(self) -> None:
        session = self._window.session
        self.back.setEnabled(bool(self.list.selectedItems()) and not session.read_only)
        saved = session.path is not None and not session.dirty
        self.keep.setEnabled(saved)
        self.keep.setToolTip("" if saved else "请先保存项目")

    def _keep(self) -> None:
        path = self._window.session.path
        comment = self.comment.text().strip() or "手动留存"
        if path is None:
            return
        if self._window.files.attempt("正在留存", "未能留存", lambda: versions.keep(path, comment)) is not None:
            self.comment.clear()
            self._fill()

    def _restore(self) -> None:
        version = self.list.selectedItems()[0].data(0, Qt.ItemDataRole.UserRole)
        if restore(self._window, version):
            self.accept()


def _when(version: versions.Version) -> str:
    return f"{version.saved_at.astimezone():%Y-%m-%d %H:%M:%S}"
