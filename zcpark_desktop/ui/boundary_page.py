"""The boundary's corners: a table of coordinates for each ring, with the outline drawn beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from zcpark_desktop.boundary import Measured, area_km2, measured_on
from zcpark_desktop.forms.offers import Offers
from zcpark_desktop.forms.points_sheet import PointsSheet
from zcpark_desktop.forms.sheet import Sheet
from zcpark_desktop.project import Address, ProjectError
from zcpark_desktop.project.basics import Ring

from . import icons
from .boundary_page_outline import OutlineView
from .grid_box import GridBox
from .session import Session
from .theme import MEDIUM, SMALL, em, space

RINGS = "boundary/rings"


class OutlineBox(QWidget):
    """The rings of the boundary, one at a time, beside the drawing of all."""

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
        self._add = self._tool("添加地块", "add", self.add_ring)
        self._remove = self._tool("删除地块", "delete", self.remove_ring)
        bar = QHBoxLayout()
        bar.setSpacing(space(SMALL))
        for widget in (self.choice, self.name, self.hole, self._add, self._remove):
            bar.addWidget(widget)
        bar.addStretch(1)
        self.grid = GridBox(session, self._sheet, "拐点坐标", expands=True, exported_as="boundary/rings")
        self.grid.view.verticalHeader().setVisible(True)
        self.outline = OutlineView()
        self.outline.corner_chosen.connect(self._choose_corner)
        self.grid.view.selection_moved.connect(self._draw)
        self.grid.model.rearranged.connect(self._draw)
        self.area = QLabel(wordWrap=True, objectName="area")
        right = QVBoxLayout()
        right.addWidget(self.outline, 1)
        right.addWidget(self.area)
        both = QHBoxLayout()
        both.setSpacing(space(MEDIUM))
        both.addWidget(self.grid, 5)
        both.addLayout(right, 6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(space(SMALL))
        layout.addLayout(bar)
        layout.addLayout(both, 1)
        self.setMinimumHeight(em(30))
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
        free = not self._session.read_only
        for widget in (self.name, self.hole, self._remove):
            widget.setEnabled(free and ring is not None)
        self._add.setEnabled(free)
        self._draw()

    def _draw(self) -> None:
        if not hasattr(self, "outline"):
            return
        self.outline.show_rings(self._rings, self._at, self.grid.view.currentIndex().row())
        self.area.setText(self._area_words())

    def _area_words(self) -> str:
        area = area_km2(self._rings)
        if area is None:
            return "至少三个拐点才能计算面积。"
        way = "椭球面" if measured_on(self._rings) is Measured.ELLIPSOID else "平面"
        words = f"由拐点计算的面积：{area:.4f} 平方公里（{way}面积）"
        stated = self._session.project.boundary.area_km2
        if stated is not None and stated > 0:
            words += f"；与申报面积相差 {(area - stated) / stated * 100:+.2f}%".replace("-", "\u2212")
        return words + "。"

    def show_ring(self, at: int) -> None:
        """Show the corners of another ring."""
        self.commit()
        self._at = at
        self.grid.rebuild()
        self.refresh()

    def _choose_corner(self, ring: int, corner: int) -> None:
        if ring != self._at:
            self.show_ring(ring)
        self.grid.view.show_cell(self.grid.model.index(corner, 0))

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
