"""The left side of the export page: which documents, where to, with which template."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from zcpark_desktop.report import KINDS
from zcpark_desktop.storage.rule_packs import template_in_use

from .. import theme
from ..theme import LARGE, MEDIUM, SMALL, em, space
from .asking import Asking

ABOUT = {
    "application": "基本信息、六章正文、指标和项目表、承诺书",
    "plan": "分方向、分年度的任务、项目、经济性和进度安排",
    "self_assessment": "各项指标的现状、目标、要求、结论和佐证编号",
    "exemptions": "不具备条件的指标、原因和佐证；没有则不生成",
    "evidence": "按编号列出的佐证材料，以及尚缺的材料",
    "calculation": "每项指标的公式、取数、因子、来源和结果",
}
LEFT_OUT, TEMPLATE = "export/left_out", "export/template"


class Choice(QWidget):
    """Documents, folder and template.

    Signals:
        changed: something else was chosen.
    """

    changed = Signal()

    def __init__(self, asking: Asking, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asking = asking
        left_out = str(QSettings().value(LEFT_OUT, "")).split(",")
        self.kinds: dict[str, QCheckBox] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(space(SMALL))
        layout.addWidget(_heading("导出哪些文件"))
        card = QFrame()
        card.setProperty("role", "card")
        box = QVBoxLayout(card)
        box.setContentsMargins(space(LARGE), space(MEDIUM), space(LARGE), space(MEDIUM))
        box.setSpacing(space(SMALL))
        for kind, title in KINDS.items():
            box.addWidget(self._line(kind, title, kind not in left_out))
        layout.addWidget(card)
        layout.addSpacing(space(SMALL))
        layout.addWidget(_heading("导出到"))
        self.folder = QLineEdit()
        self.folder.setAccessibleName("导出文件夹")
        self.folder.textChanged.connect(lambda _text: self.changed.emit())
        choose = QPushButton("选择…")
        choose.clicked.connect(self._choose_folder)
        layout.addLayout(_row(self.folder, choose))
        layout.addSpacing(space(SMALL))
        layout.addWidget(_heading("Word 模板"))
        stored = str(QSettings().value(TEMPLATE, ""))
        self.template = QLineEdit(stored if stored and Path(stored).is_file() else "", readOnly=True)
        self.template.setPlaceholderText("规则包中的公文格式" if template_in_use() else "程序自带的公文格式")
        self.template.setAccessibleName("Word 模板")
        pick, own = QPushButton("选择…"), QPushButton("不用")
        own.setAccessibleName("不用园区的模板")
        pick.clicked.connect(self._choose_template)
        own.clicked.connect(lambda: self._use_template(""))
        own.setVisible(bool(self.template.text()))
        self._own = own
        layout.addLayout(_row(self.template, pick, own))
        note = QLabel("可用园区自己的 .docx：取其样式、页面和页眉页脚。", wordWrap=True)
        note.setProperty("role", "quiet")
        layout.addWidget(note)

    def _line(self, kind: str, title: str, wanted: bool) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space(SMALL))
        check = QCheckBox(title)
        check.setChecked(wanted)
        check.setAccessibleDescription(ABOUT[kind])
        check.setFixedWidth(em(9))
        check.toggled.connect(self._on_kinds)
        about = QLabel(ABOUT[kind], wordWrap=True)
        about.setProperty("role", "quiet")
        row.addWidget(check, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(about, 1)
        self.kinds[kind] = check
        return line

    @property
    def chosen(self) -> list[str]:
        """The kinds that are wanted, in the order of the package."""
        return [kind for kind, check in self.kinds.items() if check.isChecked()]

    @property
    def chosen_folder(self) -> Path | None:
        """The folder; None while the line is blank."""
        text = self.folder.text().strip()
        return Path(text).expanduser() if text else None

    @property
    def chosen_template(self) -> Path | None:
        """The park's own template, or the one that a rules pack brings; None for the program's."""
        return Path(self.template.text()) if self.template.text() else template_in_use()

    def _on_kinds(self) -> None:
        QSettings().setValue(LEFT_OUT, ",".join(kind for kind, check in self.kinds.items() if not check.isChecked()))
        self.changed.emit()

    def _choose_folder(self) -> None:
        folder = self._asking.folder(self.folder.text())
        if folder is not None:
            self.folder.setText(str(folder))

    def _choose_template(self) -> None:
        template = self._asking.template()
        if template is not None:
            self._use_template(str(template))

    def _use_template(self, name: str) -> None:
        self.template.setText(name)
        self._own.setVisible(bool(name))
        QSettings().setValue(TEMPLATE, name)


def _heading(words: str) -> QLabel:
    label = QLabel(words)
    label.setFont(theme.sized(1.15, bold=True))
    return label


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(space(SMALL))
    for position, widget in enumerate(widgets):
        row.addWidget(widget, 0 if position else 1, Qt.AlignmentFlag.AlignVCenter)
    return row
