"""The map with what belongs to it: legend and zoom buttons over it, the place under the pointer beneath it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from zcpark_desktop.boundary.angles import degrees_minutes_seconds
from zcpark_desktop.boundary.rings import BoundaryError
from zcpark_desktop.boundary.systems import CGCS2000

from .. import icons
from ..theme import SMALL, TIGHT, space
from .content import Layer, MapContent
from .legend import Legend
from .map_view import ZOOM_STEP, MapView
from .plane import Plane

REST = "按住 Ctrl 滚动缩放，拖动平移；双击边线加拐点，拖动拐点改位置。"


class MapBox(QWidget):
    """Shows the park on its map."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = MapView()
        self.legend = Legend()
        self.legend.changed.connect(lambda: self.view.show_layers(self.legend.shown))
        self.legend.folded.connect(self._clear_legend)
        self.view.show_layers(self.legend.shown)
        self.where = QLabel(objectName="where")  # on one line, so that the map keeps its height
        self.where.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.where.setProperty("role", "quiet")
        self._plane = Plane(None, None)
        over = QGridLayout(self.view)
        over.setContentsMargins(*[space(SMALL)] * 4)
        top_left, bottom_right = (Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop,
                                  Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        over.addWidget(self.legend, 0, 0, top_left)
        over.addWidget(self._zoom_buttons(), 0, 0, bottom_right)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(space(TIGHT))
        layout.addWidget(self.view, 1)
        layout.addWidget(self.where)
        self.view.pointer_moved.connect(self._show_place)
        self._show_place(None)
        self._dress()

    def _zoom_buttons(self) -> QWidget:
        card = QFrame()
        card.setProperty("role", "card")
        row = QHBoxLayout(card)
        row.setContentsMargins(*[space(TIGHT) // 2] * 4)
        row.setSpacing(0)
        ways: tuple[tuple[str, str, str, Callable[[], None]], ...] = (
            ("放大", "add", "加号", lambda: self.view.zoom(ZOOM_STEP)),
            ("缩小", "remove", "减号", lambda: self.view.zoom(1 / ZOOM_STEP)),
            ("显示全图", "fit", "Home 或 0", self.view.fit),
        )
        for text, icon, keys, action in ways:
            button = QToolButton()
            button.setToolTip(f"{text}（{keys}）")
            button.setAccessibleName(text)
            button.setAutoRepeat(text != "显示全图")
            icons.put(button, icon)
            button.clicked.connect(lambda _checked=False, action=action: action())
            row.addWidget(button)
        return card

    def show_content(self, content: MapContent, plane: Plane, *, has_underlay: bool, refit: bool = False) -> None:
        """Show `content`, placed on `plane`."""
        self._plane = plane
        there = {mark.layer for mark in content.marks}
        there |= {Layer.NUMBERS} if content.corner_count else set()
        there |= {Layer.HOST} if any(ring.host for ring in content.rings) else set()
        there |= {Layer.PROBLEMS} if content.problems else set()
        there |= {Layer.UNDERLAY} if has_underlay else set()
        self.legend.show_there(there)
        self._clear_legend()
        self.view.show_content(content, refit=refit)

    def _clear_legend(self) -> None:
        """Fit the park beside the legend, and not beneath it."""
        self.view.cover(self.legend.sizeHint().width() if self.legend.is_open else 0)

    def place_words(self, place: QPointF) -> str:
        """A place in degrees, minutes and seconds and in metres, as far as the systems are known."""
        plane, words = self._plane, []
        try:
            if plane.drawn is not None:
                longitude, latitude = plane.coordinates(place, CGCS2000)
                east, north = degrees_minutes_seconds(longitude, 2), degrees_minutes_seconds(latitude, 2)
                words.append(f"东经 {east}　北纬 {north}")
            easting, northing = plane.coordinates(place, plane.drawn) if plane.drawn else plane.coordinates(place)
        except BoundaryError:
            return ""
        words.append(f"X {northing:.2f}　Y {easting:.2f}".replace("-", "\u2212"))
        return "　　".join(words)

    def _show_place(self, place: QPointF | None) -> None:
        words = self.place_words(place) if place is not None and self.view.content.has_places else ""
        self.where.setText(words or REST)

    def _dress(self) -> None:
        self.legend.redraw()
        self.view.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Close the legend on a narrow map."""
        super().resizeEvent(event)
        self.legend.suit(self.width())

    def changeEvent(self, event: QEvent) -> None:
        """Draw the signs anew when the look changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange) and hasattr(self, "legend"):
            self._dress()
