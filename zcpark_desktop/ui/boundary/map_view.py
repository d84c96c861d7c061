"""The map: outlines, marks and what stands around them, at any scale; it tells what pointer and keys ask for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from .. import theme
from ..theme import em
from . import paint_furniture, paint_marks, paint_outline
from .camera import Camera, fitted
from .content import Layer, MapContent, Mark, Problem
from .hand import Hand
from .keys import Keys
from .outline_paths import OutlinePaths

NOTHING_YET = "输入或粘贴拐点坐标，或用“导入边界…”读入图形文件，这里显示边界。"
ZOOM_STEP = 1.5
Backdrop = Callable[[QPainter, Camera], None]


class MapView(QWidget):
    """Shows a `MapContent`; north is up.

    Signals:
        corner_chosen: ring and row of the corner that was clicked or reached by keys; -1, -1 for none.
        corner_moved: ring and row of a corner, and the place that it was dragged to.
        corner_nudged: ring and row of a corner, and by how many metres it goes east and north.
        corner_inserted: ring, the row after which a corner is wanted, and its place.
        corner_removed: ring and row of a corner that shall go.
        mark_chosen, problem_chosen: the `Mark` or `Problem` that was clicked.
        place_given: the place that was pointed at, after `ask_for_place`.
        place_declined: the user gave up pointing.
        pointer_moved: the place under the pointer; None where it left.
        menu_asked: ring and row under the pointer (-1, -1 for none), the place, and where on the screen.
    """

    corner_chosen = Signal(int, int)
    corner_moved = Signal(int, int, QPointF)
    corner_nudged = Signal(int, int, int, int)
    corner_inserted = Signal(int, int, QPointF)
    corner_removed = Signal(int, int)
    mark_chosen = Signal(object)
    problem_chosen = Signal(object)
    place_given = Signal(QPointF)
    place_declined = Signal()
    pointer_moved = Signal(object)
    menu_asked = Signal(int, int, QPointF, object)
    camera_moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.content = MapContent()
        self.current, self.row = 0, -1
        self.shown: frozenset[Layer] = frozenset(Layer)
        self.backdrop: Backdrop | None = None
        self.extent: QRectF | None = None  # what is fitted to where there are no corners and marks
        self.has_furniture = True
        self.covered = 0  # how many pixels on the left are covered by what stands over the map
        self.may_edit = True
        self.prompt, self.nothing_yet = "", NOTHING_YET
        self.moving: QPointF | None = None  # where the chosen corner is being dragged
        self._paths = OutlinePaths()
        self._camera: Camera | None = None
        self._touched = False  # the user chose the view; new content does not change it
        self.hand, self.keys = Hand(self), Keys(self)
        self.setMinimumSize(em(20), em(18))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self.setAccessibleName("边界图")
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    # -- what is shown ---------------------------------------------------------------------------------------------

    def show_content(self, content: MapContent, *, refit: bool = False) -> None:
        """Show `content`; the view stays as the user chose it, unless `refit`, or nothing was there before."""
        first = not self.content.has_places
        if content.rings != self._paths.rings:
            self._paths = OutlinePaths(content.rings)
        self.content = content
        self.setAccessibleDescription(f"共{len(content.rings)}个地块，{content.corner_count}个拐点，"
                                      f"{len(content.marks)}个点位，{len(content.problems)}处问题")
        if first or refit or not self._touched:
            self._touched = False
            self._camera = None
        self.update()

    def choose(self, ring: int, row: int) -> None:
        """Mark a corner as the selected one, without telling."""
        if (ring, row) != (self.current, self.row):
            self.current, self.row = ring, row
            self.update()

    def show_layers(self, shown: frozenset[Layer]) -> None:
        """Show these layers and hide the others."""
        self.shown = shown
        self.update()

    def ask_for_place(self, prompt: str) -> None:
        """Wait for the user to point at a place; see `place_given` and `place_declined`."""
        self.prompt = prompt
        self.setAccessibleDescription(prompt)
        self.hand.show_cursor()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.update()

    def stop_asking(self) -> None:
        """Wait for no place any longer."""
        self.prompt = ""
        self.hand.show_cursor()
        self.update()

    def rings_shown(self) -> list[int]:
        """The rings that are not hidden, the current one first."""
        shown = [at for at, ring in enumerate(self.content.rings) if not ring.host or Layer.HOST in self.shown]
        return sorted(shown, key=lambda at: at != self.current)

    def place_of_chosen(self) -> QPointF | None:
        """Where the selected corner lies; None where none is selected."""
        if 0 <= self.current < len(self.content.rings):
            return self.content.rings[self.current].place_of(self.row)
        return None

    # -- where it looks --------------------------------------------------------------------------------------------

    @property
    def camera(self) -> Camera:
        """The view, fitted to the content until the user changes it."""
        size = QSizeF(self.size())
        if self._camera is None:
            bounds = self.content.bounds() if self.content.has_places or self.extent is None else self.extent
            self._camera = fitted(bounds, size, em(3.6), self.covered if self.covered < size.width() / 3 else 0)
        elif self._camera.size != size:
            self._camera = self._camera.resized(size)
        return self._camera

    def look(self, camera: Camera) -> None:
        """Take another view."""
        self._camera, self._touched = camera, True
        self.update()
        self.camera_moved.emit()

    def fit(self) -> None:
        """Show everything again."""
        self._camera, self._touched = None, False
        self.update()
        self.camera_moved.emit()

    def cover(self, pixels: int) -> None:
        """Note how many pixels on the left are covered."""
        if pixels != self.covered:
            self.covered = pixels
            if not self._touched:
                self.fit()

    def zoom(self, factor: float, about: QPointF | None = None) -> None:
        """Enlarge by `factor`, about a spot or the middle."""
        self.look(self.camera.zoomed(factor, about))

    def reveal(self, place: QPointF) -> None:
        """Bring a place into view, where it is not."""
        inside = self.camera.seen
        inside = inside.adjusted(inside.width() * 0.04, inside.height() * 0.04, -inside.width() * 0.04,
                                 -inside.height() * 0.04)
        if not inside.contains(place):
            self.look(self.camera.centred(place))

    # -- painting --------------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The map from back to front."""
        look, camera = theme.current(), self.camera
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(look.raised))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.sized(0.88))
        if self.backdrop is not None and Layer.UNDERLAY in self.shown:
            self.backdrop(painter, camera)
        if self.content.has_places:
            self._paint_world(painter, camera)
            if self.has_furniture:
                paint_furniture.paint_scale(painter, camera)
                paint_furniture.paint_north(painter, camera)
        elif self.backdrop is None and not self.prompt:
            paint_furniture.paint_sentence(painter, QRectF(self.rect()), self.nothing_yet)
        if self.prompt:
            if self.hasFocus() and not self.underMouse():
                paint_furniture.paint_cross(painter, QPointF(self.width() / 2, self.height() / 2))
            paint_furniture.paint_prompt(painter, QRectF(self.rect()), self.prompt)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QColor(look.accent if self.hasFocus() else look.line))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_world(self, painter: QPainter, camera: Camera) -> None:
        content, there = self.content, self.rings_shown()
        paint_outline.paint_areas(painter, camera, self._paths, host=Layer.HOST in self.shown)
        paint_outline.paint_lines(painter, camera, self._paths, there, self.current,
                                  edged=self.backdrop is not None and Layer.UNDERLAY in self.shown)
        labels = paint_outline.Labels(painter)
        labels.keep_free(paint_furniture.scale_room(camera))
        labels.keep_free(paint_furniture.north_room(camera))
        for at in there:
            paint_outline.paint_dots(painter, camera, content.rings[at], self._paths, at)
        marks = paint_marks.seen_marks(camera, content.marks, self.shown)
        paint_marks.paint_marks(painter, marks, labels)
        place = self.place_of_chosen()
        if place is not None:
            self._paint_chosen(painter, camera, place, labels)
        if Layer.NUMBERS in self.shown:
            for at in there:
                paint_outline.paint_numbers(painter, camera, content.rings[at], self._paths, at, labels)
        paint_marks.paint_names(painter, marks, labels)
        if Layer.PROBLEMS in self.shown:
            paint_marks.paint_problems(painter, camera, content.problems)

    def _paint_chosen(self, painter: QPainter, camera: Camera, place: QPointF, labels: paint_outline.Labels) -> None:
        ring = self.content.rings[self.current]
        at = ring.index_of(self.row)
        assert at is not None  # it has a place
        if self.moving is not None:
            paint_outline.paint_moved(painter, camera, ring, at, self.moving)
        spot = camera.to_screen(self.moving or place)
        paint_outline.paint_chosen(painter, spot)
        paint_outline.place_number(painter, spot, paint_outline.outward(ring, at, at - 1, (at + 1) % len(ring.places)),
                                   ring.numbers[at],
                                   painter.fontMetrics().height(), QColor(theme.current().text), labels, insist=True)

    # -- what lies under the pointer -------------------------------------------------------------------------------

    def mark_at(self, spot: QPointF) -> Mark | None:
        """The mark that is seen at a spot."""
        near = [(mark, (there - spot).manhattanLength())
                for mark, there in paint_marks.seen_marks(self.camera, self.content.marks, self.shown)]
        mark, far = min(near, key=lambda each: each[1], default=(None, 0.0))
        return mark if far <= em(0.9) else None

    def problem_at(self, spot: QPointF) -> Problem | None:
        """The problem that is marked at a spot."""
        if Layer.PROBLEMS not in self.shown:
            return None
        camera = self.camera
        return next((problem for problem in self.content.problems
                     if (camera.to_screen(problem.place) - spot).manhattanLength() <= em(0.9)), None)

    def _words_at(self, spot: QPointF) -> str:
        problem = self.problem_at(spot)
        if problem is not None:
            return problem.sentence
        mark = self.mark_at(spot)
        return f"{mark.name}（{mark.layer.value}）" if mark is not None else ""

    # -- events ----------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Names under the pointer; two fingers on a screen or a touch pad."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            words = self._words_at(QPointF(event.pos()))
            if words:
                QToolTip.showText(event.globalPos(), words, self)
            else:
                QToolTip.hideText()
            return True
        if self.hand.pinch(event):
            return True
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self.keys.wants(event):
            event.accept()  # the window's shortcuts wait while the map has the keys
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """See `Hand`."""
        self.hand.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """See `Hand`."""
        self.hand.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """See `Hand`."""
        self.hand.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """See `Hand`."""
        self.hand.double_click(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """See `Hand`."""
        self.hand.wheel(event)

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is nowhere on the map."""
        super().leaveEvent(event)
        self.pointer_moved.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See `Keys`."""
        if not self.keys.press(event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes to the next corner while one is selected; Esc lets it go, and Tab leads on."""
        return self.keys.step(1 if forward else -1) or super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keys go here."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A drag ends where it began."""
        super().focusOutEvent(event)
        self.hand.give_up()
        self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of what lies under the pointer, or of the selected corner."""
        place = self.place_of_chosen()
        if event.reason() == QContextMenuEvent.Reason.Keyboard and place is not None:
            spot = self.camera.to_screen(place).toPoint()
            self.menu_asked.emit(self.current, self.row, place, self.mapToGlobal(spot))
            return
        spot_here = QPointF(event.pos())
        corner = self.hand.corner_at(spot_here) or (-1, -1)
        self.menu_asked.emit(*corner, self.camera.to_world(spot_here), event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the middle in the middle."""
        super().resizeEvent(event)
        if not self._touched:
            self._camera = None

    def sizeHint(self) -> QSize:
        """About square."""
        return QSize(em(34), em(28))
