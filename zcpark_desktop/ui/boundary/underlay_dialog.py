"""The dialog “设置底图”: a scanned map from the evidence or a file, placed by two points of it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QTransform
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from zcpark_desktop.boundary import CGCS2000, BoundaryError, are_degrees
from zcpark_desktop.boundary.angles import parse_coordinate
from zcpark_desktop.project import ProjectError
from zcpark_desktop.project.basics import Anchor, Underlay
from zcpark_desktop.storage.refusals import StorageError

from .. import icons
from ..evidence.files import EvidenceFiles
from ..evidence.preview import kind_of
from ..session import Session
from ..theme import LARGE, MEDIUM, SMALL, em, space
from .camera import Camera
from .content import Layer, MapContent, Mark
from .map_view import MapView
from .placed import content_of, plane_for
from .underlay import ADDRESS
from .underlay_picture import Match, Picture, match_of, placing, read_picture

NAMES = ("第一点", "第二点")
SNAP = 0.9  # em, within which a click takes the boundary's corner


class UnderlayDialog(QDialog):
    """Two views beside each other, the scanned map and the boundary; two pairs of points put one under the other."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("设置底图")
        self._session = session
        self._plane = plane_for(session.project)
        self._picture: Picture | None = None
        self._spots: list[QPointF | None] = [None, None]
        self._at = 0
        self.say = QLabel(wordWrap=True, objectName="say")
        self._files = EvidenceFiles(session, self, self._tell)
        self.source = QComboBox()
        self.source.setAccessibleName("底图文件")
        self.source.wheelEvent = lambda event: event.ignore()  # type: ignore[method-assign]
        self.source.activated.connect(lambda _at: self._open())
        pick = QPushButton("选择文件…")
        pick.setToolTip("文件会同时存为佐证材料")
        icons.put(pick, "open")
        pick.clicked.connect(lambda _checked=False: self.add_files(self._files.ask_for_files()))
        top = QHBoxLayout()
        top.addWidget(QLabel("底图文件"))
        top.addWidget(self.source, 1)
        top.addWidget(pick)
        self.scan, self.map = MapView(), MapView()
        self.scan.may_edit = self.map.may_edit = self.scan.has_furniture = False
        self.scan.nothing_yet = "选择一张扫描的规划图、地形图或红线图。"
        self.scan.setAccessibleName("底图")
        self.map.show_content(content_of(session.project, self._plane))
        self.scan.place_given.connect(self._take_spot)
        self.map.place_given.connect(self._take_place)
        views = QHBoxLayout()
        views.setSpacing(space(MEDIUM))
        views.addWidget(self.scan, 1)
        views.addWidget(self.map, 1)
        self.entries: list[tuple[QLineEdit, QLineEdit]] = []
        buttons = QDialogButtonBox()
        self.take = buttons.addButton("确定", QDialogButtonBox.ButtonRole.AcceptRole)
        self.take.setProperty("role", "primary")
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[space(LARGE)] * 4)
        layout.setSpacing(space(SMALL))
        layout.addLayout(top)
        layout.addLayout(views, 1)
        layout.addLayout(self._rows())
        layout.addWidget(self.say)
        layout.addWidget(buttons)
        self.resize(em(92), em(56))
        self._list()
        self._recall()
        self._ask()

    def _rows(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(space(MEDIUM))
        self._on_scan: list[QLabel] = []
        for at, name in enumerate(NAMES):
            again = QPushButton(f"重新指定{name}")
            again.setAutoDefault(False)
            again.clicked.connect(lambda _checked=False, at=at: self._again(at))
            where = QLabel()
            where.setProperty("role", "quiet")
            self._on_scan.append(where)
            east, north = QLineEdit(placeholderText="经度或横坐标 Y"), QLineEdit(placeholderText="纬度或纵坐标 X")
            for column, widget in enumerate((QLabel(name), where, east, north, again)):
                grid.addWidget(widget, at, column)
            for entry, words in ((east, "经度或横坐标"), (north, "纬度或纵坐标")):
                entry.setAccessibleName(f"{name}的{words}")
                entry.textEdited.connect(lambda _text: self._ask())
            self.entries.append((east, north))
        grid.setColumnStretch(1, 1)
        return grid

    # -- the picture -----------------------------------------------------------------------------------------------

    def _list(self, chosen: str = "") -> None:
        """Offer the pieces of evidence that are pictures."""
        self.source.clear()
        for row in self._session.project.evidence:
            if row.file is not None and row.file.sha256 and kind_of(row.file.name) == "image":
                self.source.addItem(f"{row.number} {row.title}".strip(), row.key)
        keys = (chosen,) if chosen else self._session.project.boundary.underlay.evidence
        at = next((self.source.findData(key) for key in keys if self.source.findData(key) >= 0), -1)
        self.source.setCurrentIndex(at)
        self.source.setPlaceholderText("请选择" if self.source.count() else "佐证材料中还没有图片")
        self._open()

    def add_files(self, paths: Sequence[Path]) -> None:
        """Store picture files as evidence, and open the first."""
        if paths:
            key = self._files.add(paths, ())
            if key:
                self._spots = [None, None]
                self._list(key)

    def _open(self) -> None:
        key = self.source.currentData()
        row = next((row for row in self._session.project.evidence if row.key == key), None)
        self._picture = None
        if row is not None and row.file is not None and self._session.evidence is not None:
            try:
                self._picture = read_picture(self._session.evidence, row.file)
            except StorageError as error:
                self._tell(f"✗ {error}", "error")
            if self._picture is None:
                self._tell("✗ 这个文件不是可以显示的图片；请选择 JPG、PNG 或 TIFF 图片。", "error")
        self._show_scan(refit=True)
        self._ask()

    def _show_scan(self, *, refit: bool = False) -> None:
        picture = self._picture
        upright = QTransform(1, 0, 0, -1, 0, 0)

        def paint(painter: QPainter, camera: Camera) -> None:
            assert picture is not None
            picture.paint(painter, camera, upright, 1.0)

        self.scan.backdrop = paint if picture is not None else None
        self.scan.extent = upright.mapRect(picture.room) if picture is not None else QRectF()
        camera = self.scan.camera
        marks = tuple(Mark(Layer.LANDMARKS, NAMES[at], QPointF(spot.x(), -spot.y()), "")
                      for at, spot in enumerate(self._spots) if spot is not None and picture is not None)
        self.scan.show_content(MapContent(marks=marks))
        if refit:
            self.scan.fit()
        else:
            self.scan.look(camera)

    def _recall(self) -> None:
        """Show the points that the project has."""
        underlay: Underlay = self._session.project.boundary.underlay
        for at, anchor in enumerate((underlay.first, underlay.second)):
            match = match_of(anchor, self._plane)
            if match is not None:
                self._spots[at] = match.picture
                self._write(at, match.place)
        self._show_scan(refit=True)

    # -- points ----------------------------------------------------------------------------------------------------

    def _tell(self, sentence: str, role: str) -> None:
        self.say.setText(sentence)
        self.say.setProperty("role", role)
        self.say.style().unpolish(self.say)
        self.say.style().polish(self.say)

    def _again(self, at: int) -> None:
        self._spots[at] = None
        for entry in self.entries[at]:
            entry.clear()
        self._show_scan()
        self._ask()

    def _ask(self) -> None:
        """Ask for the next thing that is lacking: a point of the picture, then its place."""
        for at, spot in enumerate(self._spots):
            self._on_scan[at].setText(f"图上 {spot.x():.0f}，{spot.y():.0f} 像素" if spot is not None else "图上未指定")
        self.take.setEnabled(False)
        self.scan.stop_asking()
        self.map.stop_asking()
        if self._picture is None:
            return
        for at, name in enumerate(NAMES):
            if self._spots[at] is None:
                self._at = at
                self.scan.ask_for_place(f"{name}：在这张图上点一个能认出的位置")
                self._tell("", "quiet")
                return
            if self._place(at) is None:
                self._at = at
                self.map.ask_for_place(f"{name}：在边界图上点同一个位置，或在下面输入坐标")
                self._tell("点在拐点附近时，取该拐点的坐标。", "quiet")
                return
        if placing(*self._matches()) is None:
            self._tell("✗ 两个定位点是同一个位置；请重新指定其中一个，两点离得越远越准。", "error")
            return
        self._tell("两点已指定，确定后底图垫在边界下面。", "quiet")
        self.take.setEnabled(not self._session.read_only)

    def _take_spot(self, place: QPointF) -> None:
        self._spots[self._at] = QPointF(place.x(), -place.y())
        self._show_scan()
        self._ask()

    def _take_place(self, place: QPointF) -> None:
        corner = self.map.hand.corner_at(self.map.camera.to_screen(place))
        if corner is not None:
            place = self.map.content.rings[corner[0]].place_of(corner[1]) or place
        self._write(self._at, place)
        self._ask()

    def _write(self, at: int, place: QPointF) -> None:
        x, y = self._plane.coordinates(place)
        for entry, value in zip(self.entries[at], (x, y), strict=True):
            entry.setText(f"{value:f}")

    def _position(self, at: int) -> tuple[Decimal, Decimal] | None:
        x, y = (parse_coordinate(entry.text()) for entry in self.entries[at])
        return (x, y) if x is not None and y is not None else None

    def _place(self, at: int) -> QPointF | None:
        """The place that is typed for a point: degrees, or metres of the project's system; None where it is none."""
        position = self._position(at)
        if position is None:
            return None
        try:
            return self._plane.places([position], CGCS2000 if are_degrees([position]) else None)[0]
        except BoundaryError:
            return None

    def _matches(self) -> tuple[Match, Match]:
        one, two = (Match(self._spots[at] or QPointF(), self._place(at) or QPointF()) for at in (0, 1))
        return one, two

    # -- taking it in ----------------------------------------------------------------------------------------------

    def accept(self) -> None:
        """Put the map beneath the outlines, as one step, and close; say why where that cannot be."""
        if not self.take.isEnabled():
            return
        try:
            anchors = [self._anchor(match) for match in self._matches()]
            self._session.set_value(ADDRESS, Underlay(evidence=(self.source.currentData(),), first=anchors[0],
                                                      second=anchors[1]), label="设置底图")
        except (BoundaryError, ProjectError) as error:
            self._tell(f"✗ {error}", "error")
            return
        super().accept()

    def _anchor(self, match: Match) -> Anchor:
        longitude, latitude = self._plane.coordinates(match.place, CGCS2000)
        tenth = Decimal("0.1")
        return Anchor(picture_x=Decimal(repr(match.picture.x())).quantize(tenth),
                      picture_y=Decimal(repr(match.picture.y())).quantize(tenth),
                      longitude=longitude, latitude=latitude)
