"""The line above the corners: which ring is on show, its name and kind, a new one, one less."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QToolButton, QWidget

from zcpark_desktop.forms.boundary_edits import RINGS
from zcpark_desktop.project import ProjectError
from zcpark_desktop.project.basics import Ring, Whose

from .. import icons
from ..fields.evidence import FlowLayout
from ..session import Session
from ..theme import SMALL, em, space


class RingBar(QWidget):
    """Shows one ring of the boundary, and changes it.

    Signals:
        ring_wanted: the position of the ring that shall be shown.
        refused: one sentence.
    """

    ring_wanted = Signal(int)
    refused = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.at = 0
        self.choice = QComboBox()
        self.choice.setAccessibleName("地块")
        self.choice.wheelEvent = lambda event: event.ignore()  # type: ignore[method-assign]
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.choice.activated.connect(self.ring_wanted)
        self.name = QLineEdit(placeholderText="地块名称")
        self.name.setAccessibleName("地块名称")
        self.name.setFixedWidth(em(11))
        self.name.editingFinished.connect(self._rename)
        self.hole = QCheckBox("扣除的内环")
        self.hole.setToolTip("这一圈以内不属于园区，从面积中扣除")
        self.hole.clicked.connect(lambda on: self._set("hole", bool(on)))
        self.host = QCheckBox("所在园区")
        self.host.setToolTip("园中园申报时，这一圈是所在园区的边界，不计入申报面积")
        self.host.clicked.connect(lambda on: self._set("whose", Whose.HOST if on else Whose.PARK))
        self._add = tool("添加地块", "add", self.add_ring)
        self._remove = tool("删除地块", "delete", self.remove_ring)
        for box in (self.hole, self.host):
            box.setMinimumHeight(self.name.sizeHint().height())  # its tick stands level with the fields
        layout = FlowLayout(space(SMALL), self)
        for widget in (self.choice, self.name, self.hole, self.host, self._add, self._remove):
            layout.addWidget(widget)

    @property
    def _rings(self) -> tuple[Ring, ...]:
        return self._session.project.boundary.rings

    @property
    def ring(self) -> Ring | None:
        """The ring on show; None before the first."""
        return self._rings[self.at] if self.at < len(self._rings) else None

    def refresh(self) -> None:
        """Show the ring as it is now."""
        rings, ring = self._rings, self.ring
        names = [each.name or f"地块{at + 1}" for at, each in enumerate(rings)]
        if names != [self.choice.itemText(at) for at in range(self.choice.count())]:
            self.choice.clear()
            self.choice.addItems(names)
        self.choice.setCurrentIndex(self.at if rings else -1)
        self.choice.setVisible(len(rings) > 1)
        if not self.name.hasFocus():
            self.name.setText(ring.name if ring else "")
        self.hole.setChecked(ring.hole if ring else False)
        self.host.setChecked(ring is not None and ring.whose is Whose.HOST)
        free = not self._session.read_only
        for widget in (self.name, self.hole, self.host, self._remove):
            widget.setEnabled(free and ring is not None)
        self._add.setEnabled(free)

    def _set(self, name: str, value: object) -> None:
        ring = self.ring
        if ring is None or getattr(ring, name) == value:
            return
        try:
            self._session.set_value(f"{RINGS}/{ring.key}/{name}", value)
        except ProjectError as error:
            self.refused.emit(f"✗ {error}")
            self.refresh()

    def _rename(self) -> None:
        self._set("name", self.name.text().strip())

    def commit(self) -> None:
        """Take the name that is still being typed."""
        if self.name.isModified():
            self._rename()

    def add_ring(self) -> None:
        """Add a ring and ask for it to be shown."""
        try:
            self._session.add_row(RINGS, Ring(name=f"地块{len(self._rings) + 1}"), label="添加地块")
        except ProjectError as error:
            self.refused.emit(f"✗ {error}")
            return
        self.ring_wanted.emit(len(self._rings) - 1)

    def remove_ring(self) -> None:
        """Remove the ring that is shown."""
        ring = self.ring
        if ring is not None:
            self._session.remove_rows(RINGS, [ring.key], label=f"删除地块“{ring.name or ring.key}”")


def tool(text: str, icon: str, action: object) -> QToolButton:
    """A button of the page with an icon before its words."""
    button = QToolButton(text=text)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    icons.put(button, icon)
    button.clicked.connect(lambda _checked=False: action())  # type: ignore[operator]
    return button
