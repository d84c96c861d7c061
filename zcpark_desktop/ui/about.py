"""What the program is: its version, the rules that it computes with and their dates, and the licences of its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QIcon
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from zcpark_desktop import __version__, paths
from zcpark_desktop.licences import licences
from zcpark_desktop.storage import rule_packs
from zcpark_desktop.wording import day

from . import theme
from .theme import LARGE, SMALL, TIGHT, em, space

if TYPE_CHECKING:
    from zcpark_desktop.rules import Rules

    from .window import MainWindow

WORDS = "整理园区数据，核对市、省、国家三级指标，生成零碳园区申报文稿。数据只保存在本机，程序不联网。"


class AboutDialog(QDialog):
    """Version, rules, licences."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setWindowTitle("关于")
        picture = QLabel()
        picture.setPixmap(QIcon(str(paths.resources() / "icons" / "app.svg")).pixmap(em(4), em(4)))
        name = QLabel("零碳园区申报")
        name.setFont(theme.sized(1.6, bold=True))
        self.version = QLabel(f"版本 {__version__}")
        self.version.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words = QLabel(WORDS, wordWrap=True)
        words.setProperty("role", "quiet")
        titles, head = QVBoxLayout(), QHBoxLayout()
        titles.setSpacing(space(TIGHT))
        for label in (name, self.version, words):
            titles.addWidget(label)
        head.setSpacing(space(LARGE))
        head.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(titles, 1)
        self.rules = _rules_table(window.session.rules)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.rules, "规则及日期")
        self.tabs.addTab(self._licences(), "许可")
        self.tabs.setDocumentMode(True)
        close = QPushButton("关闭")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(LARGE), space(LARGE), space(LARGE), space(LARGE))
        layout.setSpacing(space(SMALL))
        layout.addLayout(head)
        layout.addSpacing(space(SMALL))
        layout.addWidget(self.tabs, 1)
        layout.addLayout(foot)
        self.resize(em(60), em(44))

    def _licences(self) -> QWidget:
        parts = licences()
        self.parts, self.text = QListWidget(), QPlainTextEdit(readOnly=True)
        self.parts.setAccessibleName("程序的组成部分")
        self.text.setAccessibleName("许可全文")
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.parts.addItems([part.title for part in parts])
        self.parts.currentRowChanged.connect(lambda row: self.text.setPlainText(parts[row].text))
        self.parts.setCurrentRow(0)
        split = QSplitter()
        split.addWidget(self.parts)
        split.addWidget(self.text)
        split.setSizes([em(18), em(42)])
        return split


def _rules_table(rules: Rules) -> QTreeWidget:
    """The schemes with their documents, then the packs in use."""
    table = QTreeWidget(rootIsDecorated=False, columnCount=3)
    table.setAccessibleName("规则及日期")
    table.setHeaderLabels(["规则", "文件", "日期"])
    for scheme in rules.schemes.values():
        document = scheme.document + (f"（{scheme.number}）" if scheme.number else "")
        reference = rules.reference(scheme.reference)
        date = scheme.date or reference.date or rules.reference(reference.id.partition(":")[0]).date
        table.addTopLevelItem(_row(scheme.title, document, day(date)))
    for pack in rule_packs.installed(whole=False):
        if pack.in_use:
            table.addTopLevelItem(_row(f"规则包：{pack.head.title}", pack.head.issuer, day(pack.head.date)))
    table.header().setStretchLastSection(False)
    for column, mode in enumerate((QHeaderView.ResizeMode.Stretch, QHeaderView.ResizeMode.Stretch,
                                   QHeaderView.ResizeMode.ResizeToContents)):
        table.header().setSectionResizeMode(column, mode)
    return table


def _row(*texts: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem(list(texts))
    for column, text in enumerate(texts):
        item.setToolTip(column, text)
    return item
