"""The dialog that shows which sections of an earlier export were changed by hand, and asks which to keep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from zcpark_desktop.report import KINDS

from .. import theme
from ..theme import LARGE, SMALL, em, space

if TYPE_CHECKING:
    from zcpark_desktop.report.handwork import Edited

ID = Qt.ItemDataRole.UserRole
INTRO = (
    "勾选的章节按手工改过的样子放进新文件，其中的数字不再随数据变化；没有勾选的用新内容替换。"
    "无论怎样选择，原来的文件都另存为“… 改前.docx”。"
)


class KeepDialog(QDialog):
    """Lists the changed sections by document, all ticked: `kept` tells which stay, `renames` whether names differ."""

    def __init__(self, edited: Mapping[str, Sequence[Edited]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("保留手工修改")
        self.renames = False
        count = sum(map(len, edited.values()))
        heading = QLabel(f"已有文件中，有{count}个章节在导出后被手工改过")
        heading.setFont(theme.sized(1.15, bold=True))
        heading.setWordWrap(True)
        intro = QLabel(INTRO, wordWrap=True)
        intro.setProperty("role", "quiet")
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName("手工改过的章节")
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for kind, sections in edited.items():
            self._add(kind, sections)
        self.tree.expandAll()
        self.buttons = QDialogButtonBox()
        self.export = self.buttons.addButton("导出", QDialogButtonBox.ButtonRole.AcceptRole)
        self.export.setProperty("role", "primary")
        self.rename: QPushButton = self.buttons.addButton("另存为新名称", QDialogButtonBox.ButtonRole.ActionRole)
        self.buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.rename.clicked.connect(self._rename)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(LARGE), space(LARGE), space(LARGE), space(LARGE))
        layout.setSpacing(space(SMALL))
        for widget, stretch in ((heading, 0), (intro, 0), (self.tree, 1), (self.buttons, 0)):
            layout.addWidget(widget, stretch)
        self.resize(em(38), em(32))

    def _add(self, kind: str, sections: Sequence[Edited]) -> None:
        top = QTreeWidgetItem(self.tree, [f"《{KINDS[kind]}》"])
        top.setData(0, ID, kind)
        top.setFlags(top.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsAutoTristate)
        for section in sections:
            item = QTreeWidgetItem(top, [f"{section.title}（整节已删除）" if section.removed else section.title])
            item.setData(0, ID, section.id)
            item.setToolTip(0, item.text(0))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(0, Qt.CheckState.Checked)

    @property
    def kept(self) -> dict[str, list[str]]:
        """Kind → the ids of the sections that are to be kept, for every document of the list."""
        tops = [self.tree.topLevelItem(row) for row in range(self.tree.topLevelItemCount())]
        return {
            top.data(0, ID): [
                top.child(row).data(0, ID)
                for row in range(top.childCount())
                if top.child(row).checkState(0) == Qt.CheckState.Checked
            ]
            for top in tops
        }

    def _rename(self) -> None:
        self.renames = True
        self.accept()
