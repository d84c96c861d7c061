"""The boundary's corners: a table of coordinates for each ring, with the map beside it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, QPoint, QPointF, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from zcpark_desktop.boundary import BoundaryError, Measured, area_km2, measured_on
from zcpark_desktop.forms.offers import Offers
from zcpark_desktop.forms.points_sheet import PointsSheet
from zcpark_desktop.forms.sheet import Sheet
from zcpark_desktop.project import Address, ProjectError
from zcpark_desktop.project.basics import Ring, Whose

from .. import icons
from ..grid_box import GridBox
from ..session import Session
from ..theme import SMALL, em, space
from . import corner_menu
from .content import Mark, Problem
from .corner_steps import CornerSteps
from .map_box import MapBox
from .placed import content_of, plane_for

RINGS = "boundary/rings"


class OutlineBox(QWidget):
    """The rings of the boundary, one at a time in a table, beside the map of all.

    Signals:
        jump: what stands at this address is wanted.
    """

    jump = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._at = 0
        self.choice = QComboBox()
        self.choice.setAccessibleName("地块")
        self.choice.wheelEvent = lambda event: event.ignore()  # type: ignore[method-assign]
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.choice.activated.connect(self.show_ring)
        self.name = QLineEdit(placeholderText="地块名称")
        self.name.setAccessibleName("地块名称")
        self.name.editingFinished.connect(self._rename)
        self.hole = QCheckBox("扣除的内环")
        self.hole.setToolTip("这一圈以内不属于园区，从面积中扣除")
        self.hole.clicked.connect(lambda on: self._set("hole", bool(on)))
        self.host = QCheckBox("所在园区")
        self.host.setToolTip("园中园申报时，这一圈是所在园区的边界，不计入申报面积")
        self.host.clicked.connect(lambda on: self._set("whose", Whose.HOST if on else Whose.PARK))
        self._add = self._tool("添加地块", "add", self.add_ring)
        self._remove = self._tool("删除地块", "delete", self.remove_ring)
        bar = QHBoxLayout()
        bar.setSpacing(space(SMALL))
        for widget in (self.choice, self.name, self.hole, self.host, self._add, self._remove):
            bar.addWidget(widget)
        bar.addStretch(1)
        self._import = self._tool("导入边界…", "import", self.import_boundary)
        self._import.setToolTip("从坐标表、GeoJSON、KML、Shapefile 或 DXF 读入边界（Ctrl+Shift+B）；也可把文件拖到本页")
        bar.addWidget(self._import)
        self.grid = GridBox(session, self._sheet, "拐点坐标", expands=True)
        self.grid.view.verticalHeader().setVisible(True)
        self.map = MapBox()
        self.steps = CornerSteps(session, self.map.view)
        self.steps.chosen.connect(self.choose_corner)
        self.steps.refused.connect(lambda sentence: self.grid.strip.tell(f"✗ {sentence}"))
        view = self.map.view
        view.corner_chosen.connect(self.choose_corner)
        view.mark_chosen.connect(self._show_mark)
        view.problem_chosen.connect(self._show_problem)
        view.menu_asked.connect(self._open_menu)
        self.grid.view.selection_moved.connect(self._follow_table)
        self.area = QLabel(wordWrap=True, objectName="area")
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(SMALL))
        column.addWidget(self.map, 1)
        column.addWidget(self.area)
        both = QSplitter()
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
        layout.addLayout(bar)
        layout.addWidget(both, 1)
        self.setMinimumHeight(em(36))
        session.changed.connect(self.refresh)
        session.committing.connect(self.commit)
        session.state_changed.connect(self.refresh)
        self.refresh()

    def _tool(self, text: str, icon: str, action: object) -> QToolButton:
        button = QToolButton(text=text)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        icons.put(button, icon)
        button.clicked.connect(lambda _checked=False: action())  # type: ignore[operator]
        return button

    @property
    def _rings(self) -> tuple[Ring, ...]:
        return self._session.project.boundary.rings

    def _ring(self) -> Ring | None:
        return self._rings[self._at] if self._at < len(self._rings) else None

    def _sheet(self) -> Sheet:
        at = getattr(self, "_at", 0)
        rings = self._rings
        ring = rings[at] if at < len(rings) else Ring(id="1")
        return PointsSheet(self._session.project, ring, Offers(self._session.project, self._session.rules),
                           is_new=not rings)

    # -- showing ---------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the rings as they are now."""
        rings = self._rings
        if self._at >= max(len(rings), 1):
            self._at = max(len(rings) - 1, 0)
            self.grid.rebuild()
        names = [ring.name or f"地块{at + 1}" for at, ring in enumerate(rings)]
        if names != [self.choice.itemText(at) for at in range(self.choice.count())]:
            self.choice.clear()
            self.choice.addItems(names)
        self.choice.setCurrentIndex(self._at if rings else -1)
        self.choice.setVisible(len(rings) > 1)
        ring = self._ring()
        if not self.name.hasFocus():
            self.name.setText(ring.name if ring else "")
        self.hole.setChecked(ring.hole if ring else False)
        self.host.setChecked(ring is not None and ring.whose is Whose.HOST)
        free = not self._session.read_only
        for widget in (self.name, self.hole, self.host, self._remove):
            widget.setEnabled(free and ring is not None)
        self._add.setEnabled(free)
        self._import.setEnabled(free)
        self._draw()

    def _draw(self) -> None:
        project = self._session.project
        plane = plane_for(project)
        self.map.view.may_edit = not self._session.read_only
        self.map.show_content(content_of(project, plane), plane, has_underlay=False)
        self._follow_table()
        self.area.setText(self._area_words())

    def _follow_table(self) -> None:
        """Mark on the map the corner that the table stands at."""
        row = self.grid.view.currentIndex().row()
        if (self.map.view.current, self.map.view.row) != (self._at, row):
            self.steps.leave()
        self.map.view.choose(self._at, row)

    def _area_words(self) -> str:
        boundary = self._session.project.boundary
        try:
            area = area_km2(boundary.park_rings, boundary.reference_system)
        except BoundaryError as error:
            return f"✗ {error}"
        if area is None:
            return "至少三个拐点才能计算面积。"
        way = "椭球面" if measured_on(boundary.park_rings, boundary.reference_system) is Measured.ELLIPSOID else "平面"
        words = f"由拐点计算的面积：{area:.4f} 平方公里（{way}面积）"
        stated = boundary.area_km2
        if stated is not None and stated > 0:
            words += f"；与申报面积相差 {(area - stated) / stated * 100:+.2f}%".replace("-", "\u2212")
        return words + "。"

    def show_ring(self, at: int) -> None:
        """Show the corners of another ring."""
        self.commit()
        self._at = at
        self.grid.rebuild()
        self.refresh()

    def choose_corner(self, ring: int, row: int) -> None:
        """Show the table at that corner, and mark it on the map; the keys stay where they are."""
        if row < 0:
            self.grid.view.setCurrentIndex(QModelIndex())
            return
        if ring != self._at:
            self.show_ring(ring)
        index = self.grid.model.index(row, max(self.grid.view.currentIndex().column(), 0))
        self.grid.view.put_caret(index)
        self.grid.view.scrollTo(index)
        self._follow_table()

    def _show_mark(self, mark: Mark) -> None:
        self.jump.emit(mark.address)

    def _show_problem(self, problem: Problem) -> None:
        self.grid.strip.tell(problem.sentence)
        if problem.ring >= 0 and problem.row >= 0:
            self.choose_corner(problem.ring, problem.row)

    def _open_menu(self, ring: int, row: int, place: QPointF, where: QPoint) -> None:
        corner_menu.make(self.map.view, ring, row, place).exec(where)

    # -- changing --------------------------------------------------------------------------------------------------

    def _set(self, name: str, value: object) -> None:
        ring = self._ring()
        if ring is None or getattr(ring, name) == value:
            return
        try:
            self._session.set_value(f"{RINGS}/{ring.key}/{name}", value)
        except ProjectError as error:
            self.grid.strip.tell(f"✗ {error}")
            self.refresh()

    def _rename(self) -> None:
        self._set("name", self.name.text().strip())

    def add_ring(self) -> None:
        """Add a ring and show it."""
        try:
            self._session.add_row(RINGS, Ring(name=f"地块{len(self._rings) + 1}"), label="添加地块")
        except ProjectError as error:
            self.grid.strip.tell(f"✗ {error}")
            return
        self.show_ring(len(self._rings) - 1)

    def remove_ring(self) -> None:
        """Remove the ring that is shown."""
        ring = self._ring()
        if ring is not None:
            self._session.remove_rows(RINGS, [ring.key], label=f"删除地块“{ring.name or ring.key}”")
            self.grid.rebuild()
            self.refresh()

    def import_boundary(self, path: Path | None = None) -> None:
        """Open the dialog that reads a file (that one, where it is known) or a pasted table."""
        from .import_dialog import ImportDialog

        self._session.commit()
        if self._session.read_only:
            self.grid.strip.tell("✗ 项目以只读方式打开，不能导入；请先“另存为”。")
            return
        dialog = ImportDialog(self._session, self.window())
        if path is not None:
            dialog.open_soon(path)
        if dialog.exec():
            self._at = 0
            self.grid.rebuild()
            self.map.view.fit()
            self.refresh()
        dialog.deleteLater()

    def commit(self) -> None:
        """Take what is still being typed."""
        self.grid.commit()
        if self.name.isModified():
            self._rename()

    @property
    def findings(self) -> tuple[str, ...]:
        """What was typed and does not fit, in sentences."""
        return self.grid.findings

    def focus_address(self, address: Address) -> bool:
        """Put the caret into the ring at `address`; whether it stands here."""
        if address != RINGS and not address.startswith(f"{RINGS}/"):
            return False
        key = address[len(RINGS) + 1:].split("/")[0]
        for at, ring in enumerate(self._rings):
            if ring.key == key:
                self.show_ring(at)
        self.grid.view.setFocus(Qt.FocusReason.OtherFocusReason)
        return True
