"""The written 四至 beside the map: each with the outermost corner on that side, and what does not agree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from zcpark_desktop.boundary.sides import SIDES, TITLES
from zcpark_desktop.project.basics import Boundary

from .. import theme
from .content import MapContent

_FAR: dict[str, Callable[[QPointF], float]] = {
    "east": lambda place: place.x(), "south": lambda place: -place.y(), "west": lambda place: -place.x(),
    "north": lambda place: place.y()}
ENDS = {"east": "最东点", "south": "最南点", "west": "最西点", "north": "最北点"}


@dataclass(frozen=True)
class Extreme:
    """The outermost corner of the park on one side: ring, row and number."""

    ring: int
    row: int
    number: str


def extremes(content: MapContent) -> dict[str, Extreme]:
    """The outermost corners of the park's outer rings, by side; empty without a corner."""
    corners = [(place, Extreme(at, row, number)) for at, ring in enumerate(content.rings)
               if not ring.host and not ring.hole
               for place, row, number in zip(ring.places, ring.rows, ring.numbers, strict=True)]
    if not corners:
        return {}
    return {side: max(corners, key=lambda corner, far=far: far(corner[0]))[1]  # type: ignore[misc]
            for side, far in _FAR.items()}


class SidesView(QLabel):
    """Four lines: side, text, and the outermost corner as a link.

    Signals:
        corner_wanted: ring and row of the corner that was clicked.
    """

    corner_wanted = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, wordWrap=True, objectName="sides")
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse
                                     | Qt.TextInteractionFlag.LinksAccessibleByKeyboard)
        self.setAccessibleName("四至与边界的最外点")
        self.linkActivated.connect(self._follow)

    def show_sides(self, boundary: Boundary, content: MapContent, faults: dict[str, str]) -> None:
        """Show the sides as written, the outermost corners, and for a side what does not agree."""
        look, ends = theme.current(), extremes(content)
        cells = []
        for side in SIDES:
            text = escape(getattr(boundary, side).strip()) or f"<span style='color:{look.faint}'>未填</span>"
            end = ends.get(side)
            link = (f"　<span style='color:{look.quiet}'>{ENDS[side]}</span> <a href='{end.ring}/{end.row}'>"
                    f"{escape(end.number)}</a>" if end is not None else "")
            fault = f"<br><span style='color:{look.not_met}'>✗ {escape(faults[side])}</span>" if side in faults else ""
            cells.append(f"<td style='padding-right:1em' width='50%'><b>{TITLES[side]}</b>　{text}{link}{fault}</td>")
        rows = "".join(f"<tr>{''.join(cells[at:at + 2])}</tr>" for at in (0, 2))
        self.setText(f"<table width='100%'>{rows}</table>")

    def _follow(self, link: str) -> None:
        ring, row = link.split("/")
        self.corner_wanted.emit(int(ring), int(row))
