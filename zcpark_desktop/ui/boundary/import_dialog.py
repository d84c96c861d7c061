"""The dialog “导入边界”: a file or a pasted table, its layer, its reference system, a drawing; then one step of undo."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from zcpark_desktop.boundary import BoundaryError
from zcpark_desktop.boundary.angles import degrees_minutes_seconds
from zcpark_desktop.boundary.reading import OpenedBoundary
from zcpark_desktop.forms.boundary_edits import Way
from zcpark_desktop.project import How, ProjectError

from .. import icons, theme, work
from ..recent import last_folder, use_folder
from ..session import Session
from ..theme import LARGE, MEDIUM, SMALL, TIGHT, em, space
from .content import MapContent
from .dropping import dropped_file
from .map_view import MapView
from .opening import FILTER, PASTED, open_source
from .placed import drawn
from .plane import plane_of
from .proposal import Proposal, first_understanding, read_from
from .system_box import SystemBox

WELCOME = "选择坐标表、GeoJSON、KML、KMZ、Shapefile（.shp 或压缩包）或 DXF 文件，也可以把文件拖到这里，或粘贴复制好的坐标表。"


class ImportDialog(QDialog):
    """Reads a boundary, shows what it is, and takes it into the project when the user says so."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._opened: OpenedBoundary | None = None
        self._name = ""
        self.proposal: Proposal | None = None
        self.setWindowTitle("导入边界")
        self.setAcceptDrops(True)
        self.source = QLabel(WELCOME, wordWrap=True)
        self.choose_file = self._button("选择文件…", "open", self._ask_for_file)
        self.paste = self._button("粘贴坐标表", "copy", self.read_clipboard)
        self.paste.setToolTip("读取复制到剪贴板的坐标表（Ctrl+V）")
        QShortcut(QKeySequence.StandardKey.Paste, self, self.read_clipboard)
        top = QHBoxLayout()
        top.setSpacing(space(SMALL))
        top.addWidget(self.source, 1)
        top.addWidget(self.choose_file)
        top.addWidget(self.paste)
        self.preview = MapView()
        self.preview.may_edit = False
        self.preview.nothing_yet = "读入后，这里显示边界的形状。"
        self.preview.setAccessibleName("预览")
        self.summary = QLabel(wordWrap=True, objectName="summary")
        right = QVBoxLayout()
        right.setSpacing(space(SMALL))
        right.addWidget(self.preview, 1)
        right.addWidget(self.summary)
        middle = QHBoxLayout()
        middle.setSpacing(space(LARGE))
        middle.addWidget(self._questions())
        middle.addLayout(right, 1)
        self.buttons = QDialogButtonBox()
        self.take = self.buttons.addButton("导入", QDialogButtonBox.ButtonRole.AcceptRole)
        self.take.setProperty("role", "primary")
        self.buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(space(MEDIUM))
        layout.setContentsMargins(*[space(LARGE)] * 4)
        layout.addLayout(top)
        layout.addLayout(middle, 1)
        layout.addWidget(self.buttons)
        self.resize(em(84), em(52))
        self._show()

    def _button(self, text: str, icon: str, action: object) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        icons.put(button, icon)
        button.clicked.connect(lambda _checked=False: action())  # type: ignore[operator]
        return button

    def _questions(self) -> QWidget:
        column = QWidget()
        column.setFixedWidth(em(32))
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(space(TIGHT))
        self.layers = QTreeWidget(rootIsDecorated=False, columnCount=2)
        self.layers.setHeaderLabels(["图层", "内容"])
        self.layers.setAccessibleName("图层")
        self.layers.setColumnWidth(0, em(12))
        self.layers.currentItemChanged.connect(lambda item, _before: self._on_layer(item))
        self._layers_title = self._title("图层（请选择边界所在的图层）")
        self.system = SystemBox()
        self.system.chosen.connect(self._understand)
        self.reason = QLabel(wordWrap=True)
        self.reason.setProperty("role", "quiet")
        self.warning = QLabel(wordWrap=True)
        self.warning.setProperty("role", "warning")
        self.swapped = QCheckBox("坐标两列对调（第一列是纬度或纵坐标 X）")
        self.swapped.clicked.connect(lambda _on: self._understand())
        self.ways = {way: QRadioButton(way.value) for way in Way}
        exclusive = QButtonGroup(self)
        for button in self.ways.values():
            exclusive.addButton(button)
        self.ways[Way.INSTEAD].setChecked(True)
        self.notes = QLabel(wordWrap=True)
        self.notes.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.notes.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.notes)
        for group in ((self._layers_title, self.layers),
                      (self._title("坐标系（请核对）"), self.system, self.reason, self.warning, self.swapped),
                      (self._title("导入方式"), *self.ways.values())):
            for widget in group:
                layout.addWidget(widget)
            layout.addSpacing(space(MEDIUM))
        layout.addWidget(scroll, 1)
        return column

    @staticmethod
    def _title(words: str) -> QLabel:
        label = QLabel(words)
        label.setFont(theme.sized(1.0, bold=True))
        return label

    # -- reading ---------------------------------------------------------------------------------------------------

    def _ask_for_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "导入边界", last_folder(), FILTER)
        if name:
            use_folder(Path(name))
            self.read_file(Path(name))

    def open_soon(self, path: Path) -> None:
        """Read a file as soon as the dialog is up."""
        QTimer.singleShot(0, self, lambda: self.read_file(path))

    def read_file(self, path: Path) -> None:
        """Open a file, beside the window."""
        self._open(path, path.name)

    def read_clipboard(self) -> None:
        """Open the table that was copied."""
        text = QGuiApplication.clipboard().text()
        if not text.strip():
            self._fail("剪贴板中没有文字；请先在表格中复制坐标，再粘贴。")
            return
        self._open(text, PASTED)

    def _open(self, source: Path | str, name: str) -> None:
        self._opened, self.proposal, self._name = None, None, name
        try:
            opened = work.run(self, f"正在打开 {name}", lambda progress: open_source(source, progress.report))
        except BoundaryError as error:
            self._fail(str(error))
            return
        except work.Cancelled:
            self._fail("已取消读取。")
            return
        self._opened = opened
        self.source.setText(f"<b>{_escaped(name)}</b>　{opened.format}")
        self._list_layers(opened)
        usable = [layer for layer in opened.layers if layer.usable]
        if len(usable) == 1:
            self.read_layer(usable[0].name)
        elif not usable:
            self._fail("文件中没有可以作为边界的线或面；请核对是否选错了文件，或在制图软件中另存边界所在的图层。")
        else:
            self._show()

    def _list_layers(self, opened: OpenedBoundary) -> None:
        self.layers.blockSignals(True)
        self.layers.clear()
        for layer in opened.layers:
            item = QTreeWidgetItem([layer.name, layer.words])
            item.setToolTip(0, layer.name)
            item.setToolTip(1, layer.words)
            item.setDisabled(not layer.usable)
            self.layers.addTopLevelItem(item)
        self.layers.setCurrentItem(None)  # type: ignore[arg-type]
        self.layers.blockSignals(False)

    def _on_layer(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.read_layer(item.text(0))

    def read_layer(self, layer: str) -> None:
        """Read one layer of the open file, beside the window."""
        opened = self._opened
        assert opened is not None
        self.proposal = None
        try:
            read = work.run(self, f"正在读取 {layer or self._name}", lambda progress: opened.read(layer, progress.report))
        except BoundaryError as error:
            self._fail(str(error))
            return
        except work.Cancelled:
            self._fail("已取消读取。")
            return
        self.proposal = first_understanding(self._name, read)
        self.system.offer([guess.system for guess in read.guesses], self.proposal.system)
        self.swapped.setChecked(self.proposal.swapped)
        self._show(refit=True)

    def _understand(self) -> None:
        if self.proposal is not None:
            self.proposal = self.proposal.understood(self.system.system, swapped=self.swapped.isChecked())
            self._show(refit=True)

    # -- showing ---------------------------------------------------------------------------------------------------

    def _fail(self, sentence: str) -> None:
        self.proposal = None
        self._show()
        self._say(f"✗ {sentence}", "error")

    def _say(self, sentence: str, role: str) -> None:
        self.summary.setText(sentence)
        self.summary.setProperty("role", role)
        self.summary.style().unpolish(self.summary)
        self.summary.style().polish(self.summary)

    def _show(self, *, refit: bool = False) -> None:
        proposal, opened = self.proposal, self._opened
        several = opened is not None and len(opened.layers) > 1
        self._layers_title.setVisible(several)
        self.layers.setVisible(several)
        for widget in (self.system, self.swapped, *self.ways.values()):
            widget.setEnabled(proposal is not None)
        has_rings = bool(self._session.project.boundary.park_rings)
        self.ways[Way.INSTEAD].setText(Way.INSTEAD.value if has_rings else "作为申报园区的边界")
        self.ways[Way.BESIDE].setVisible(has_rings)
        self.take.setEnabled(False)
        self.notes.clear()
        self._tell_of_system("", [])
        if proposal is None:
            self.preview.show_content(MapContent(), refit=True)
            self._say("请选择图层。" if several else "", "quiet")
            return
        self._tell_of_system(proposal.reason, [])
        self._draw(proposal, refit)
        self.notes.setText("\n".join([f"! {sentence}" for sentence in proposal.faults()]
                                     + [f"· {note}" for note in proposal.read.notes]))
        self._judge(proposal)

    def _draw(self, proposal: Proposal, refit: bool) -> None:
        points = [(point.x, point.y) for ring in proposal.rings for point in ring.points]
        plane = plane_of(proposal.system.id if proposal.system is not None else "", points)
        self.preview.show_content(MapContent(drawn(proposal.rings, plane)), refit=refit)

    def _tell_of_system(self, reason: str, warnings: list[str]) -> None:
        self.reason.setText(reason)
        self.reason.setVisible(bool(reason))
        self.warning.setText("\n".join(f"! {warning}" for warning in warnings))
        self.warning.setVisible(bool(warnings))

    def _judge(self, proposal: Proposal) -> None:
        """Say what the import would bring, and whether it can be taken."""
        try:
            longitude, latitude = proposal.middle()
            area = proposal.area_km2()
        except BoundaryError as error:
            self._say(f"✗ {error}", "error")
            return
        warnings = [proposal.system.warning] if proposal.system is not None and proposal.system.warning else []
        if not proposal.is_in_the_city():
            warnings.append("按所选坐标系，图形不在无锡市范围内；请核对坐标系，以及两列是否颠倒。")
        self._tell_of_system(proposal.reason, warnings)
        holes = sum(ring.hole for ring in proposal.rings)
        parts = f"{len(proposal.rings) - holes}个地块" + (f"、{holes}个扣除的内环" if holes else "")
        size = f"，面积{area:.4f}平方公里" if area is not None else ""
        middle = (f"中心位于东经{degrees_minutes_seconds(longitude, 0)}、北纬{degrees_minutes_seconds(latitude, 0)}")
        self._say(f"{parts}，共{proposal.read.corner_count}个拐点{size}；{middle}。", "")
        self.take.setEnabled(not self._session.read_only)

    # -- taking it in ----------------------------------------------------------------------------------------------

    def accept(self) -> None:
        """Take the rings into the project as one step, and close; say why where that cannot be."""
        proposal = self.proposal
        if proposal is None or not self.take.isEnabled():
            return
        try:
            way = next(way for way, button in self.ways.items() if button.isChecked())
            edits = proposal.edits(self._session.project, way)
            pasted = proposal.name == PASTED
            self._session.apply(f"导入边界“{proposal.name}”", edits, structural=True,
                                how=How.PASTED if pasted else How.IMPORTED,
                                sources=None if pasted else read_from(proposal.name, self._session.project, edits))
        except (BoundaryError, ProjectError) as error:
            self._say(f"✗ {error}", "error")
            return
        super().accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files that are dragged over the dialog."""
        if dropped_file(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the file that was dropped."""
        path = dropped_file(event)
        if path is not None:
            event.acceptProposedAction()
            self.read_file(path)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
