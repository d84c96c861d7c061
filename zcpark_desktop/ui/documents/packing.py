"""The dialog 生成申报包: what goes in, as an archive or a folder, and where; then the work itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from zcpark_desktop.report import KINDS
from zcpark_desktop.submission import Package, Packed, Wanted, pack

from .. import theme, work
from ..session import Session
from ..theme import LARGE, MEDIUM, SMALL, em, space
from .asking import Asking

AS_FOLDER, WITHOUT = "package/as_folder", "package/without"
WORKBOOKS, PAPERS = "workbooks", "papers"


class PackageDialog(QDialog):
    """Asks what goes into the package and where it is put; `wanted` and `place` tell the answer."""

    def __init__(
        self,
        kinds: Sequence[str],
        template: Path | None,
        place: Path,
        papers: int,
        asking: Asking,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("生成申报包")
        self._kinds, self._template, self._asking = tuple(kinds), template, asking
        without = str(QSettings().value(WITHOUT, "")).split(",")
        titles = "、".join(KINDS[kind] for kind in kinds)
        documents = QLabel(f"申报文件：{titles or '未选择（在导出页勾选）'}", wordWrap=True)
        self.workbooks = QCheckBox("数据附表：计算底稿和基础数据表（xlsx）")
        self.workbooks.setChecked(WORKBOOKS not in without)
        self.papers = QCheckBox(f"佐证材料的电子文件（{papers}份），按编号和名称命名")
        self.papers.setChecked(PAPERS not in without)
        self.archive, self.folder = QRadioButton("压缩包（zip）"), QRadioButton("文件夹")
        group = QButtonGroup(self)
        group.addButton(self.archive)
        group.addButton(self.folder)
        as_folder = QSettings().value(AS_FOLDER, "") == "yes"
        (self.folder if as_folder else self.archive).setChecked(True)
        self.line = QLineEdit(str(place if as_folder else place.with_name(f"{place.name}.zip")))
        self.line.setAccessibleName("申报包的位置")
        choose = QPushButton("选择…")
        choose.clicked.connect(self._choose)
        self.buttons = QDialogButtonBox()
        self.make = self.buttons.addButton("生成", QDialogButtonBox.ButtonRole.AcceptRole)
        self.make.setProperty("role", "primary")
        self.buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        note = QLabel(
            "另附“校验清单.txt”，列出每个文件的 SHA-256 校验值，收件方可据此核对文件是否完整。", wordWrap=True
        )
        note.setProperty("role", "quiet")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(LARGE), space(LARGE), space(LARGE), space(LARGE))
        layout.setSpacing(space(SMALL))
        layout.addWidget(_heading("放入"))
        for widget in (documents, self.workbooks, self.papers, note):
            layout.addWidget(widget)
        layout.addSpacing(space(SMALL))
        layout.addWidget(_heading("生成为"))
        layout.addLayout(_row(self.archive, self.folder, stretch=True))
        layout.addLayout(_row(self.line, choose))
        layout.addSpacing(space(MEDIUM))
        layout.addStretch()
        layout.addWidget(self.buttons)
        self.archive.toggled.connect(self._show_ending)
        for each in (self.workbooks, self.papers):
            each.toggled.connect(lambda _on: self._show_whether_ready())
        self.line.textChanged.connect(lambda _text: self._show_whether_ready())
        self._show_whether_ready()

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as the wrapped words need, which is known once the fonts are."""
        super().showEvent(event)
        layout = self.layout()
        if layout is not None:
            width = max(em(40), layout.totalMinimumSize().width())
            self.resize(width, layout.totalHeightForWidth(width))

    @property
    def wanted(self) -> Wanted:
        """What goes in."""
        return Wanted(self._kinds, self.workbooks.isChecked(), self.papers.isChecked(), self._template)

    @property
    def place(self) -> Path:
        """Where to, ending in .zip for an archive."""
        return Path(self.line.text().strip()).expanduser()

    def accept(self) -> None:
        """Remember the answers for the next time."""
        without = [name for name, box in ((WORKBOOKS, self.workbooks), (PAPERS, self.papers)) if not box.isChecked()]
        QSettings().setValue(WITHOUT, ",".join(without))
        QSettings().setValue(AS_FOLDER, "yes" if self.folder.isChecked() else "")
        super().accept()

    def _show_ending(self, archive: bool) -> None:
        text = self.line.text().strip()
        bare = text[:-4] if text.lower().endswith(".zip") else text
        self.line.setText(f"{bare}.zip" if archive else bare)

    def _show_whether_ready(self) -> None:
        anything = bool(self._kinds) or self.workbooks.isChecked() or self.papers.isChecked()
        self.make.setEnabled(anything and bool(self.line.text().strip()))

    def _choose(self) -> None:
        place = self._asking.package_place(self.line.text().strip(), archive=self.archive.isChecked())
        if place is not None:
            self.line.setText(str(place))
            self._show_ending(self.archive.isChecked())


def make_package(parent: QWidget, session: Session, dialog: PackageDialog, asking: Asking) -> Packed | None:
    """Make what the dialog asks for, off the GUI thread; None where nothing was made, which was told."""
    from zcpark_desktop.report.docx_writer import UnusablePicture, UnusableTemplate
    from zcpark_desktop.report.figures import FontMissing
    from zcpark_desktop.storage.refusals import StorageError

    package = Package(
        session.project, session.rules, session.evidence, datetime.now(UTC).replace(microsecond=0), dialog.wanted
    )
    place = dialog.place
    replace = place.is_file() and place.suffix.lower() == ".zip"
    if replace and not asking.confirm("替换申报包", f"“{place.name}”已存在，是否替换？", "替换"):
        return None
    try:
        return work.run(
            parent, "正在生成申报包", lambda progress: pack(package, place, progress.report, replace=replace)
        )
    except work.Cancelled:
        return None
    except (StorageError, UnusableTemplate, UnusablePicture, FontMissing) as error:
        asking.tell(str(error), "未能生成申报包")
        return None


def _heading(words: str) -> QLabel:
    label = QLabel(words)
    label.setFont(theme.sized(1.0, bold=True))
    return label


def _row(*widgets: QWidget, stretch: bool = False) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(space(LARGE if stretch else SMALL))
    for position, widget in enumerate(widgets):
        row.addWidget(widget, 0 if position or stretch else 1)
    if stretch:
        row.addStretch()
    return row
