"""Where the map looks: the place in the middle, and how large a metre is on the screen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import floor, log10

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QTransform

CLOSEST = 2000.0  # pixels a metre: a millimetre is seen
FARTHEST = 1e-4   # a pixel is ten kilometres


@dataclass(frozen=True)
class Camera:
    """One view of the map; a change makes another one.

    World coordinates are metres, y to the north; the screen's are device-independent pixels, y downwards.

    Attributes:
        centre: the place in the middle of the screen.
        scale: pixels a metre.
        size: of the screen.
    """

    centre: QPointF
    scale: float
    size: QSizeF

    @property
    def transform(self) -> QTransform:
        """From world to screen."""
        return QTransform(self.scale, 0, 0, -self.scale, self.size.width() / 2 - self.centre.x() * self.scale,
                          self.size.height() / 2 + self.centre.y() * self.scale)

    @property
    def seen(self) -> QRectF:
        """The part of the world on the screen."""
        wide, high = self.size.width() / self.scale, self.size.height() / self.scale
        return QRectF(self.centre.x() - wide / 2, self.centre.y() - high / 2, wide, high)

    def to_screen(self, place: QPointF) -> QPointF:
        """Where a place is seen."""
        return QPointF(self.size.width() / 2 + (place.x() - self.centre.x()) * self.scale,
                       self.size.height() / 2 - (place.y() - self.centre.y()) * self.scale)

    def to_world(self, spot: QPointF) -> QPointF:
        """The place that is seen at a spot."""
        return QPointF(self.centre.x() + (spot.x() - self.size.width() / 2) / self.scale,
                       self.centre.y() - (spot.y() - self.size.height() / 2) / self.scale)

    def panned(self, by: QPointF) -> Camera:
        """The view with everything moved by so many pixels."""
        return replace(self, centre=QPointF(self.centre.x() - by.x() / self.scale,
                                            self.centre.y() + by.y() / self.scale))

    def zoomed(self, factor: float, about: QPointF | None = None) -> Camera:
        """The view enlarged by `factor`; what is seen at `about` (the middle, where none) stays where it is."""
        spot = about if about is not None else QPointF(self.size.width() / 2, self.size.height() / 2)
        place = self.to_world(spot)
        nearer = replace(self, scale=min(max(self.scale * factor, FARTHEST), CLOSEST))
        return nearer.panned(spot - nearer.to_screen(place))

    def resized(self, size: QSizeF) -> Camera:
        """The view on a screen of another size, with the same middle."""
        return replace(self, size=size)

    def centred(self, place: QPointF) -> Camera:
        """The view with that place in the middle."""
        return replace(self, centre=place)


def fitted(bounds: QRectF, size: QSizeF, margin: float, covered: float = 0) -> Camera:
    """The view that shows `bounds` as large as the screen allows; a single place gets a hundred metres around it.

    Args:
        margin: pixels to be left free on all sides.
        covered: pixels on the left that cannot be used.
    """
    wide, high = max(size.width() - covered - 2 * margin, 1.0), max(size.height() - 2 * margin, 1.0)
    scale = min(wide / max(bounds.width(), 1e-9), high / max(bounds.height(), 1e-9))
    if not bounds.width() and not bounds.height():
        scale = min(wide, high) / 200
    return Camera(bounds.center(), min(max(scale, FARTHEST), CLOSEST), size).panned(QPointF(covered / 2, 0))


def round_length(longest: float) -> float:
    """The longest of 1, 2, 5, 10, 20, 50 … (and their fractions) that is not longer than `longest` (> 0)."""
    power = 10.0 ** floor(log10(longest))
    return float(max(step * power for step in (1, 2, 5) if step * power <= longest * (1 + 1e-12)))
