"""Rules packs in the window: one is looked at, taken, and taken back; the pages then show what the rules make of it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from zcpark_desktop.rules import RulesError
from zcpark_desktop.rules_update import (
    Changed,
    Proposal,
    changes,
    examine,
    examine_again,
    examine_without,
    rules_in_use,
)
from zcpark_desktop.storage import rule_packs
from zcpark_desktop.storage.refusals import StorageError, refusal

from .. import work
from ..theme import LARGE, SMALL, em, space
from .proposal import ProposalDialog

if TYPE_CHECKING:
    from ..window import MainWindow

SHA256 = Qt.ItemDataRole.UserRole


def take(window: MainWindow, path: Path | None = None) -> bool:
    """Show what the pack at `path` (or one that is asked for) would change, and use it if the user wants to."""
    file = path or window.questions.rules_path()
    if file is None:
        return False
    with tempfile.TemporaryDirectory(prefix="zcrules-", ignore_cleanup_errors=True) as folder:
        proposal = _proposal(window, lambda: examine(file, Path(folder), window.session.rules))
        if proposal is None or not _wanted(window, proposal, "更新规则包", "采用"):
            return False
        pack = proposal.pack
        assert pack is not None, "it comes from a file"
        return _change(window, lambda: rule_packs.take(pack), f"已采用规则包“{proposal.head.title}”。"
                       "以前的规则还在，可在“数据”菜单的“已有规则包”中恢复。")


def _take_back(window: MainWindow, sha256: str) -> bool:
    proposal = _proposal(window, lambda: examine_without(sha256, window.session.rules))
    return (proposal is not None and _wanted(window, proposal, "停用规则包", "停用")
            and _change(window, lambda: rule_packs.take_back(sha256), f"已停用规则包“{proposal.head.title}”。"))


def _use_again(window: MainWindow, sha256: str) -> bool:
    proposal = _proposal(window, lambda: examine_again(sha256, window.session.rules))
    return (proposal is not None and _wanted(window, proposal, "恢复使用规则包", "恢复使用")
            and _change(window, lambda: rule_packs.use_again(sha256), f"已恢复使用规则包“{proposal.head.title}”。"))


def _proposal(window: MainWindow, job: Callable[[], Proposal]) -> Proposal | None:
    window.session.commit()
    try:
        return work.run(window, "正在读取规则包", lambda _progress: job(), can_cancel=False)
    except (RulesError, StorageError) as error:
        window.questions.tell(str(error), "未采用规则包")
    except OSError as error:
        window.questions.tell(str(refusal("读取规则包，写入", error.filename or "临时文件夹", error)), "未采用规则包")
    return None


def _wanted(window: MainWindow, proposal: Proposal, title: str, yes: str) -> bool:
    project = window.session.project
    found: list[Changed] | None = None
    if window.has_project:
        found = work.run(window, "正在比较", lambda _progress: changes(project, proposal), can_cancel=False)
    return ProposalDialog(proposal, found, title, yes, window).exec() == QDialog.DialogCode.Accepted


def _change(window: MainWindow, job: Callable[[], object], done: str) -> bool:
    try:
        job()
        rules = rules_in_use()
    except (RulesError, StorageError) as error:
        window.questions.tell(str(error), "规则包没有改变")
        return False
    window.take_rules(rules)
    window.questions.tell(done, "规则包")
    return True


class PacksDialog(QDialog):
    """All packs that were taken on this PC, with the way back."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setWindowTitle("已有规则包")
        self._window = window
        words = QLabel("规则包带来新的指标体系、因子和口径，对本机的所有项目有效。停用一个规则包，就回到采用它之前的规则；"
                       "停用后文件仍在，可以恢复使用。", wordWrap=True)
        words.setProperty("role", "quiet")
        self.list = QTreeWidget(rootIsDecorated=False, columnCount=5)
        self.list.setHeaderLabels(["名称", "日期", "发布单位", "状态", "采用时间"])
        header = self.list.header()
        header.setStretchLastSection(False)
        for column in range(5):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents if column
                                        else QHeaderView.ResizeMode.Stretch)
        self.list.setAccessibleName("规则包")
        self.none = QLabel("还没有采用过规则包，现在使用的是程序自带的规则和您自己的规则文件。", wordWrap=True)
        self.add = QPushButton("更新规则包…")
        self.change = QPushButton("停用…")
        close = QPushButton("关闭")
        self.add.clicked.connect(lambda: self._then(take(window)))
        self.change.clicked.connect(self._change)
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addWidget(self.add)
        buttons.addStretch()
        buttons.addWidget(self.change)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(LARGE), space(LARGE), space(LARGE), space(LARGE))
        layout.setSpacing(space(SMALL))
        layout.addWidget(words)
        layout.addWidget(self.none)
        layout.addWidget(self.list, 1)
        layout.addLayout(buttons)
        self.list.itemSelectionChanged.connect(self._allow)
        self.resize(em(60), em(30))
        self._fill()

    def _fill(self) -> None:
        self.list.clear()
        for pack in reversed(rule_packs.installed(whole=False)):
            taken = f"{pack.taken_at.astimezone():%Y-%m-%d %H:%M}"
            item = QTreeWidgetItem([pack.head.title, str(pack.head.date), pack.head.issuer,
                                    "在用" if pack.in_use else "停用", taken])
            item.setData(0, SHA256, pack.sha256)
            item.setToolTip(0, f"{pack.head.title}\n校验值 {pack.sha256}")
            self.list.addTopLevelItem(item)
        there = bool(self.list.topLevelItemCount())
        self.none.setVisible(not there)
        if there:
            self.list.setCurrentItem(self.list.topLevelItem(0))
        self._allow()

    def _allow(self) -> None:
        chosen = self.list.selectedItems()
        self.change.setEnabled(bool(chosen))
        self.change.setText("恢复使用…" if chosen and chosen[0].text(3) == "停用" else "停用…")

    def _change(self) -> None:
        item = self.list.selectedItems()[0]
        step = _use_again if item.text(3) == "停用" else _take_back
        self._then(step(self._window, item.data(0, SHA256)))

    def _then(self, changed: bool) -> None:
        if changed:
            self._fill()
