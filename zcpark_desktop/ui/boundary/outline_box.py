"""The boundary's corners: a table of coordinates for each ring, with the map beside it."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QModelIndex, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSplitter, QVBoxLayout, QWidget

from zcpark_desktop.boundary import BoundaryError, Measured, area_km2, measured_on
from zcpark_desktop.boundary.sides import SIDES
from zcpark_desktop.forms.boundary_edits import RINGS
from zcpark_desktop.forms.offers import Offers
from zcpark_desktop.forms.points_sheet import PointsSheet
from zcpark_desktop.forms.sheet import Sheet
from zcpark_desktop.project import Address
from zcpark_desktop.project.basics import Ring

from ..grid.box import GridBox
from ..session import Session
from ..theme import SMALL, TIGHT, em, space
from . import corner_menu
from .content import MapContent, Mark, Problem
from .corner_steps import CornerSteps
from .map_box import MapBox
from .placed import content_of, plane_for
from .plane import Plane
from .pointing import Pointing
from .problems import problems_of
from .ring_bar import RingBar
from .sides_view import SidesView
from .tool_bar import ToolBar
from .underlay import ADDRESS as UNDERLAY
from .underlay import UnderlayLayer

HEIGHT, LARGE_HEIGHT, STACKED_HEIGHT = 38, 52, 62  # em
ROOM_FOR_BOTH = 56  # em; in less, the map stands over the table


class OutlineBox(QWidget):
    """The rings of the boundary, one at a time in a table, beside the map of all.

    Signals:
        jump: what stands at this address is wanted.
    """

    jump = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.rings = RingBar(session)
        self.grid = GridBox(session, self._sheet, "拐点坐标", expands=True, exported_as=RINGS)
        self.grid.view.verticalHeader().setVisible(True)
        self.map = MapBox()
        self.steps = CornerSteps(session, self.map.view)
        self.underlay = UnderlayLayer(session, self.map.view)
        self.pointing = Pointing(session, self.map.view)
        self.tools = ToolBar(session, self.underlay, self.pointing)
        self.area = QLabel(wordWrap=True, objectName="area")
        self.said = QLabel(wordWrap=True, objectName="said")
        self.said.setVisible(False)
        self.sides = SidesView()
        self._content, self._plane = MapContent(), Plane(None, None)
        self._drawn: tuple[object, ...] | None = None  # the parts of the project that the map was drawn from
        self._area: Decimal | None = None
        self._trouble = ""
        self._shown = ""  # the key of the ring in the table
        self._lay_out()
        self._connect()
        self.refresh()
        self._show_checked()

    def _lay_out(self) -> None:
        self._right = right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(TIGHT))
        column.addWidget(self.map, 1)
        column.addWidget(self.area)
        column.addWidget(self.sides)
        self._both = both = QSplitter()
        both.setChildrenCollapsible(False)
        both.setHandleWidth(space(SMALL))
        both.setProperty("role", "airy")
        both.addWidget(self.grid)
        both.addWidget(right)
        both.setSizes([em(29), em(40)])
        both.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(space(SMALL))
        layout.addWidget(self.tools)
        layout.addWidget(self.rings)
        layout.addWidget(self.said)
        layout.addWidget(both, 1)
        self._give_height()

    def _give_height(self) -> None:
        """Side by side where there is room, the map over the table where there is not."""
        narrow = self.width() < em(ROOM_FOR_BOTH)
        self._both.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)
        self._both.insertWidget(0 if narrow else 1, self._right)
        large = self.grid.isHidden()
        self.setMinimumHeight(em(LARGE_HEIGHT if large else STACKED_HEIGHT if narrow else HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put table and map as the width allows."""
        super().resizeEvent(event)
        if (self.width() < em(ROOM_FOR_BOTH)) != (self._both.orientation() == Qt.Orientation.Vertical):
            self._give_height()

    def _connect(self) -> None:
        view = self.map.view
        view.corner_chosen.connect(self.choose_corner)
        view.mark_chosen.connect(self._show_mark)
        view.problem_chosen.connect(self._show_problem)
        view.menu_asked.connect(self._open_menu)
        self.grid.view.selection_moved.connect(self._follow_table)
        self.sides.corner_wanted.connect(self._reveal_corner)
        self.steps.chosen.connect(self.choose_corner)
        self.steps.refused.connect(lambda sentence: self.tell(f"✗ {sentence}"))
        self.tools.told.connect(self.tell)
        self.tools.renewed.connect(self._show_whole)
        self.tools.large_wanted.connect(self.enlarge)
        self.underlay.refused.connect(lambda sentence: self.tell(f"✗ {sentence}"))
        self.pointing.told.connect(self.tell)
        self.rings.ring_wanted.connect(self.show_ring)
        self.rings.refused.connect(self.tell)
        session = self._session
        session.changed.connect(self.refresh)
        session.committing.connect(self.commit)
        session.state_changed.connect(self._show_rights)
        session.checked.connect(self._show_checked)

    @property
    def _rings(self) -> tuple[Ring, ...]:
        return self._session.project.boundary.rings

    def _sheet(self) -> Sheet:
        ring = self.rings.ring
        return PointsSheet(self._session.project, ring or Ring(id="1"),
                           Offers(self._session.project, self._session.rules), is_new=not self._rings)

    def tell(self, sentence: str) -> None:
        """Say a sentence above the map, until something changes."""
        self.said.setText(sentence)
        self.said.setProperty("role", "error" if sentence.startswith("✗") else "quiet")
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)
        self.said.setVisible(bool(sentence))

    # -- showing ---------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the rings as they are now."""
        self.tell("")
        rings = self._rings
        self.rings.at = min(self.rings.at, max(len(rings) - 1, 0))
        ring = self.rings.ring
        if self._shown != (ring.key if ring is not None else ""):
            self._shown = ring.key if ring is not None else ""
            self.grid.rebuild()
        self._draw()
        self._show_rights()

    def _show_rights(self) -> None:
        self.rings.refresh()
        free = not self._session.read_only
        self.tools.allow(change=free)
        self.map.view.may_edit = free

    def _draw(self) -> None:
        project = self._session.project
        boundary = project.boundary
        shown = (boundary.rings, boundary.reference_system, boundary.underlay, project.landmarks, project.enterprises,
                 project.roofs, project.storages, project.evidence)
        if self._drawn is None or any(now is not was for now, was in zip(shown, self._drawn, strict=True)):
            self._drawn = shown  # typing elsewhere on the page draws nothing anew
            self._plane = plane_for(project)
            self.underlay.show(self._plane)
            self._content = content_of(project, self._plane)
            self.map.show_content(self._content, self._plane, has_underlay=self.underlay.is_there)
            self._area, self._trouble = None, ""
            try:
                self._area = area_km2(boundary.park_rings, boundary.reference_system)
            except BoundaryError as error:
                self._trouble = str(error)
        self._follow_table()
        self.area.setText(self._area_words())
        self._show_sides()

    def _show_checked(self) -> None:
        """Show what the audit found; it has looked at the rings already, on its thread."""
        boundary = self._session.project.boundary
        content = self._content
        self._content = MapContent(content.rings, content.marks, problems_of(boundary, content.rings))
        self.map.show_content(self._content, self._plane, has_underlay=self.underlay.is_there)
        self._show_sides()

    def _show_sides(self) -> None:
        faults = {}
        for finding in self._session.findings:
            side = finding.addresses[0].removeprefix("boundary/") if finding.addresses else ""
            if side in SIDES and getattr(self._session.project.boundary, side).strip():
                faults.setdefault(side, finding.sentence)
        self.sides.show_sides(self._session.project.boundary, self._content, faults)

    def _follow_table(self) -> None:
        """Mark on the map the corner that the table stands at."""
        row = self.grid.view.currentIndex().row()
        if (self.map.view.current, self.map.view.row) != (self.rings.at, row):
            self.steps.leave()
        self.map.view.choose(self.rings.at, row)

    def _area_words(self) -> str:
        boundary, area = self._session.project.boundary, self._area
        if self._trouble:
            return f"✗ {self._trouble}"
        if area is None:
            return "至少三个拐点才能计算面积。"
        is_plane = measured_on(boundary.park_rings, boundary.reference_system) is Measured.PLANE
        words = f"由拐点计算的面积：{area:.4f} 平方公里（{'平面' if is_plane else '椭球面'}面积）"
        stated = boundary.area_km2
        if stated is not None and stated > 0:
            words += f"；与申报面积相差 {(area - stated) / stated * 100:+.2f}%".replace("-", "\u2212")
        return words + "。"

    def show_ring(self, at: int) -> None:
        """Show the corners of another ring."""
        self.commit()
        self.rings.at = at
        self.refresh()

    def _show_whole(self) -> None:
        self.show_ring(0)
        self.map.view.fit()

    def enlarge(self) -> None:
        """Give the map the room of the table, or give it back."""
        large = not self.grid.isHidden()
        self.tools.large.setChecked(large)
        self.grid.setVisible(not large)
        self._give_height()

    # -- corners, marks and problems -------------------------------------------------------------------------------

    def choose_corner(self, ring: int, row: int) -> None:
        """Show the table at that corner, and mark it on the map; the keys stay where they are."""
        if row < 0:
            self.grid.view.setCurrentIndex(QModelIndex())
            return
        if ring != self.rings.at:
            self.show_ring(ring)
        index = self.grid.model.index(row, max(self.grid.view.currentIndex().column(), 0))
        self.grid.view.put_caret(index)
        self.grid.view.scrollTo(index)
        self._follow_table()

    def _reveal_corner(self, ring: int, row: int) -> None:
        self.choose_corner(ring, row)
        place = self.map.view.place_of_chosen()
        if place is not None:
            self.map.view.reveal(place)

    def _show_mark(self, mark: Mark) -> None:
        self.jump.emit(mark.address)

    def _show_problem(self, problem: Problem) -> None:
        if problem.ring >= 0 and problem.row >= 0:
            self.choose_corner(problem.ring, problem.row)
        self.tell(f"✗ {problem.sentence}")

    def _open_menu(self, ring: int, row: int, place: QPointF, where: QPoint) -> None:
        menu = corner_menu.make(self.map.view, ring, row, place)
        mark = menu.addAction("标注企业或设施的位置…")
        mark.triggered.connect(lambda _checked=False: self.pointing.ask(place))
        mark.setEnabled(not self._session.read_only and self._content.has_places)
        menu.exec(where)

    # -- what the page asks ----------------------------------------------------------------------------------------

    def commit(self) -> None:
        """Take what is still being typed."""
        self.grid.commit()
        self.rings.commit()

    @property
    def findings(self) -> tuple[str, ...]:
        """What was typed and does not fit, in sentences."""
        return self.grid.findings

    def focus_address(self, address: Address) -> bool:
        """Put the caret into the ring at `address`; whether it stands here."""
        if address == UNDERLAY or address.startswith(f"{UNDERLAY}/"):
            self.map.view.setFocus()
            return True
        if address != RINGS and not address.startswith(f"{RINGS}/"):
            return False
        key = address[len(RINGS) + 1:].split("/")[0]
        for at, ring in enumerate(self._rings):
            if ring.key == key:
                self.show_ring(at)
        self.grid.view.setFocus()
        return True
