"""Other rules before they are used: what is in the pack, and what they would change in the project on show."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from zcpark_desktop.rules_update import Changed, Proposal

from .. import theme
from ..theme import LARGE, MEDIUM, SMALL, TIGHT, em, space

CHANGES = ("体系", "指标", "时期", "数值", "限值", "结论")
CONTENTS = ("类别", "名称", "与现有规则相比")


class ProposalDialog(QDialog):
    """Accepted when the user wants the rules as proposed.

    Args:
        yes: the word on the button, as in 采用.
        found: what would read otherwise in the project; None where no project is open.
    """

    def __init__(self, proposal: Proposal, found: Sequence[Changed] | None, title: str, yes: str,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        head = proposal.head
        name = QLabel(head.title, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        name.setFont(theme.sized(1.4, bold=True))
        facts = QLabel(f"{head.issuer}　{head.date:%Y-%m-%d}　编号 {head.id}", wordWrap=True,
                       textFormat=Qt.TextFormat.PlainText)
        facts.setProperty("role", "quiet")
        note = QLabel(head.note or "", wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        note.setVisible(bool(head.note))
        self.checksum = QLabel(_grouped(proposal.sha256), wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.checksum.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.checksum.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse
                                              | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.checksum.setAccessibleName("校验值")
        compare = QLabel("规则包没有数字签名。采用前请与发布单位公布的校验值逐段核对，一致才可采用。", wordWrap=True)
        compare.setProperty("role", "quiet")
        self.contents = _table(CONTENTS, "规则包内容")
        for each in proposal.contents:
            self.contents.addTopLevelItem(QTreeWidgetItem([each.kind, each.title, each.state]))
        _fit(self.contents, stretched=1)
        self.changes = _table(CHANGES, "项目的变化")
        for each in sorted(found or (), key=lambda each: each.verdict[0] == each.verdict[1]):  # the gravest first
            self.changes.addTopLevelItem(_row(each))
        _fit(self.changes, stretched=1)
        self.summary = QLabel(_summary(found), wordWrap=True)
        self.summary.setFont(theme.sized(1.0, bold=True))
        self.changes.setVisible(bool(found))
        buttons = QDialogButtonBox()
        self.yes = buttons.addButton(yes, QDialogButtonBox.ButtonRole.AcceptRole)
        self.yes.setProperty("role", "primary")
        self.no = buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        self.no.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(LARGE), space(LARGE), space(LARGE), space(LARGE))
        layout.setSpacing(space(TIGHT))
        for widget in (name, facts, note):
            layout.addWidget(widget)
        layout.addSpacing(space(MEDIUM))
        layout.addWidget(_heading("校验值（SHA-256）"))
        layout.addWidget(self.checksum)
        layout.addWidget(compare)
        layout.addSpacing(space(MEDIUM))
        layout.addWidget(_heading("规则包内容"))
        layout.addWidget(self.contents, 1)
        layout.addSpacing(space(MEDIUM))
        layout.addWidget(self.summary)
        layout.addWidget(self.changes, 3)
        layout.addSpacing(space(SMALL))
        layout.addWidget(buttons)
        self.resize(em(68), em(52) if found else em(36))


def _summary(found: Sequence[Changed] | None) -> str:
    if found is None:
        return "没有打开项目；以后打开的项目都按改变后的规则计算。"
    if not found:
        return "当前项目的各项指标没有变化。"
    verdicts = sum(each.verdict[0] != each.verdict[1] for each in found)
    return f"当前项目将有{len(found)}处变化" + (f"，其中{verdicts}处结论改变" if verdicts else "，结论都不变")


def _grouped(sha256: str) -> str:
    """In eights, as one compares them."""
    return " ".join(sha256[at:at + 8] for at in range(0, len(sha256), 8))


def _row(changed: Changed) -> QTreeWidgetItem:
    pairs = (changed.value, changed.limit, changed.verdict)
    texts = [was if was == will else f"{was} → {will}" for was, will in pairs]
    item = QTreeWidgetItem([changed.scheme, changed.row, changed.horizon, *texts])
    for column, (was, will) in enumerate(pairs, start=3):
        if was != will:
            item.setFont(column, theme.sized(1.0, bold=True))
    for column, text in enumerate((changed.scheme, changed.row, changed.horizon, *texts)):
        item.setToolTip(column, text)
    return item


def _table(heads: Sequence[str], name: str) -> QTreeWidget:
    table = QTreeWidget(rootIsDecorated=False, columnCount=len(heads))
    table.setHeaderLabels(list(heads))
    table.setAccessibleName(name)
    table.setUniformRowHeights(True)
    table.setTextElideMode(Qt.TextElideMode.ElideRight)
    return table


def _fit(table: QTreeWidget, *, stretched: int) -> None:
    header = table.header()
    header.setStretchLastSection(False)
    for column in range(table.columnCount()):
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch if column == stretched
                                    else QHeaderView.ResizeMode.ResizeToContents)


def _heading(words: str) -> QLabel:
    label = QLabel(words)
    label.setFont(theme.sized(1.0, bold=True))
    return label
