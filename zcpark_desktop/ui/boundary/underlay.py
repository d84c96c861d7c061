"""The project's scanned map beneath the outlines: read when it changes, shown lighter or darker, taken away."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QSettings, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSlider, QToolButton, QWidget, QWidgetAction

from zcpark_desktop.project import ProjectError
from zcpark_desktop.project.basics import Underlay
from zcpark_desktop.project.statements import StoredFile
from zcpark_desktop.storage.refusals import StorageError

from .. import icons
from ..session import Session
from ..theme import MEDIUM, SMALL, em, space
from .map_view import MapView
from .plane import Plane
from .underlay_picture import Picture, placed, read_picture

ADDRESS = "boundary/underlay"
OPACITY = "boundary/underlay_opacity"  # how the user likes it, percent; no matter of the project


class UnderlayLayer(QObject):
    """Keeps the picture that the project names, and paints it on the map.

    Signals:
        setting_wanted: the user wants to choose and place a map.
        refused: one sentence.
    """

    setting_wanted = Signal()
    refused = Signal(str)

    def __init__(self, session: Session, view: MapView) -> None:
        super().__init__(view)
        self._session, self._view = session, view
        self._file: StoredFile | None = None
        self._picture: Picture | None = None

    @property
    def is_there(self) -> bool:
        """Whether a map lies beneath the outlines."""
        return self._view.backdrop is not None

    def show(self, plane: Plane) -> None:
        """Lay the project's map beneath the outlines on `plane`; none where there is none, or it is not placed."""
        underlay: Underlay = self._session.project.boundary.underlay
        file = file_of(self._session, underlay)
        if file != self._file:
            self._file, self._picture = file, None
            if file is not None and self._session.evidence is not None:
                try:
                    self._picture = read_picture(self._session.evidence, file)
                except StorageError as error:
                    self.refused.emit(str(error))
        way = placed(underlay, plane) if self._picture is not None else None
        if self._picture is None or way is None:
            self._view.backdrop = self._view.extent = None
            return
        picture = self._picture
        self._view.extent = way.mapRect(picture.room)
        self._view.backdrop = lambda painter, camera: picture.paint(painter, camera, way, opacity() / 100)

    def remove(self) -> None:
        """Take the map away, as a step of undo; its file stays among the evidence."""
        try:
            self._session.set_value(ADDRESS, Underlay(), label="移除底图")
        except ProjectError as error:
            self.refused.emit(str(error))

    def button(self) -> QToolButton:
        """The button with all that can be done with the map beneath."""
        button = QToolButton(text="底图")
        button.setToolTip("在边界下面垫一张扫描的规划图或地形图（Ctrl+Alt+M）")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        icons.put(button, "image")
        menu = QMenu(button)
        self._set = menu.addAction("设置底图…")
        self._set.triggered.connect(lambda _checked=False: self.setting_wanted.emit())
        self._remove = menu.addAction("移除底图")
        self._remove.triggered.connect(lambda _checked=False: self.remove())
        menu.addAction(self._slider(menu))
        menu.aboutToShow.connect(self._allow)
        button.setMenu(menu)
        return button

    def _allow(self) -> None:
        free = not self._session.read_only
        self._set.setEnabled(free)
        self._remove.setEnabled(free and bool(self._session.project.boundary.underlay.evidence))

    def _slider(self, menu: QMenu) -> QAction:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(space(MEDIUM), space(SMALL), space(MEDIUM), space(SMALL))
        label = QLabel("浓淡")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(10, 100)
        self.slider.setValue(opacity())
        self.slider.setMinimumWidth(em(9))
        self.slider.setAccessibleName("底图浓淡")
        self.slider.valueChanged.connect(partial(self._fade))
        layout.addWidget(label)
        layout.addWidget(self.slider)
        action = QWidgetAction(menu)
        action.setDefaultWidget(row)
        return action

    def _fade(self, percent: int) -> None:
        QSettings().setValue(OPACITY, percent)
        self._view.update()


def opacity() -> int:
    """How strongly the map beneath is shown, in percent."""
    stored = str(QSettings().value(OPACITY, 60))
    return min(max(int(stored), 10), 100) if stored.isdigit() else 60


def file_of(session: Session, underlay: Underlay) -> StoredFile | None:
    """The stored file of the evidence that the underlay names; None where there is none."""
    rows = {row.key: row for row in session.project.evidence}
    files = [rows[key].file for key in underlay.evidence if key in rows]
    return next((file for file in files if file is not None and file.sha256), None)
