"""The legend over the map: what each sign means, and a tick to hide it."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QSettings, QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QCheckBox, QFrame, QToolButton, QVBoxLayout, QWidget

from .. import icons
from ..theme import SMALL, TIGHT, em, space
from .content import Layer
from .paint_marks import MARKED, sign

HIDDEN = "boundary/hidden_layers"
LEAST_WIDTH = 32  # em, of a map on which it is open


class Legend(QFrame):
    """The layers that the map has, each to be shown or hidden.

    Signals:
        changed: other layers are to be shown; see `shown`.
        folded: it was opened or closed.
    """

    changed = Signal()
    folded = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName("图例")
        hidden = set(str(QSettings().value(HIDDEN, "")).split(","))
        self._head = QToolButton(text="图例", checkable=True, checked=True)
        self._head.setToolTip("展开或收起图例")
        self._head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        icons.put(self._head, "layers")
        self._head.toggled.connect(self._fold)
        self._head.clicked.connect(self._choose)
        self._chosen = False  # the user opened or closed it; the width no longer does
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(TIGHT), space(TIGHT), space(SMALL), space(TIGHT))
        layout.setSpacing(space(TIGHT))
        layout.addWidget(self._head)
        self.boxes: dict[Layer, QCheckBox] = {}
        for layer in Layer:
            box = QCheckBox(layer.value)
            box.setChecked(layer.name not in hidden)
            box.setIconSize(QSize(em(1.3), em(1.3)))
            box.toggled.connect(self._on_toggle)
            self.boxes[layer] = box
            layout.addWidget(box)
        self._there: frozenset[Layer] = frozenset()
        self.show_there(())

    @property
    def shown(self) -> frozenset[Layer]:
        """The layers that are ticked."""
        return frozenset(layer for layer, box in self.boxes.items() if box.isChecked())

    def show_there(self, there: Collection[Layer]) -> None:
        """List the layers that the map has anything of."""
        self._there = frozenset(there)
        self._fold(self._head.isChecked())

    def suit(self, width: int) -> None:
        """Close where it would take much of a map of that width, and open again where not."""
        if not self._chosen:
            self._head.setChecked(width >= em(LEAST_WIDTH))

    def _choose(self) -> None:
        self._chosen = True

    def redraw(self) -> None:
        """Draw the signs in the colours of the look."""
        for layer in (*MARKED, Layer.PROBLEMS):
            self.boxes[layer].setIcon(QIcon(sign(layer, self.devicePixelRatioF())))

    def _fold(self, is_open: bool) -> None:
        for layer, box in self.boxes.items():
            box.setVisible(is_open and layer in self._there)
        self.setVisible(bool(self._there))
        self.adjustSize()
        self.folded.emit()

    @property
    def is_open(self) -> bool:
        """Whether it lists anything."""
        return bool(self._there) and self._head.isChecked()

    def _on_toggle(self) -> None:
        QSettings().setValue(HIDDEN, ",".join(layer.name for layer in Layer if layer not in self.shown))
        self.changed.emit()
