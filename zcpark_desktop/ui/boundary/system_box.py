"""A choice of reference systems, those that are likely before all others."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from zcpark_desktop.boundary import SYSTEMS, ReferenceSystem, find_system

from ..theme import em

NOT_CHOSEN = "请选择坐标系"


class SystemBox(QComboBox):
    """Offers every system; the likely ones stand first.

    Signals:
        chosen: the user took another one.
    """

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("坐标系")
        self.setMaxVisibleItems(20)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.view().setMinimumWidth(em(28))
        self.activated.connect(lambda _at: self.chosen.emit())

    def offer(self, likely: Sequence[ReferenceSystem], chosen: ReferenceSystem | None) -> None:
        """List the systems, and show the chosen one."""
        first = list(dict.fromkeys(([chosen] if chosen is not None else []) + list(likely)))
        self.clear()
        self.setPlaceholderText(NOT_CHOSEN)
        for system in first:
            self.addItem(system.title, system.id)
        if first:
            self.insertSeparator(self.count())
        for system in SYSTEMS:
            self.addItem(system.title, system.id)
        self.setCurrentIndex(0 if chosen is not None else -1)

    @property
    def system(self) -> ReferenceSystem | None:
        """The system on show; None where none was chosen."""
        return find_system(str(self.currentData() or ""))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the dialog and never changes the answer."""
        event.ignore()
