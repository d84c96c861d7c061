"""What the map shows, placed in metres: outlines, marks and places where something is wrong.

Plain values without a widget; the painters read them, and the view finds in them what lies under the pointer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from PySide6.QtCore import QPointF, QRectF


class Layer(Enum):
    """What can be shown or hidden, with its words in the legend."""

    NUMBERS = "拐点编号"
    HOST = "所在园区"
    ABOVE_SCALE = "规上企业"
    ENTERPRISES = "其他企业"
    LANDMARKS = "四至地物"
    PV = "光伏"
    STORAGE = "储能"
    PROBLEMS = "问题位置"
    UNDERLAY = "底图"


@dataclass(frozen=True)
class DrawnRing:
    """One ring.

    Attributes:
        places: its complete corners in order; the last is joined to the first.
        rows: for each place, the row of the corner in the ring's table.
        numbers: for each place, the corner's number.
        host: it outlines the host park.
        turning: which way it runs, once that was asked.
    """

    name: str
    hole: bool
    places: tuple[QPointF, ...]
    rows: tuple[int, ...]
    numbers: tuple[str, ...]
    host: bool = False
    turning: list[float] = field(default_factory=list, compare=False, repr=False)

    def place_of(self, row: int) -> QPointF | None:
        """Where the corner in that row lies; None where it has no complete coordinates."""
        at = self.index_of(row)
        return None if at is None else self.places[at]

    def index_of(self, row: int) -> int | None:
        """The position among the places of the corner in that row."""
        try:
            return self.rows.index(row)
        except ValueError:
            return None

    def number_of(self, row: int) -> str:
        """The number of the corner in that row, as it is written."""
        at = self.index_of(row)
        return str(row + 1) if at is None else self.numbers[at]


@dataclass(frozen=True)
class Mark:
    """A place with a name: an enterprise, a roof with PV, a storage.

    Attributes:
        address: where the thing stands in the project.
    """

    layer: Layer
    name: str
    place: QPointF
    address: str


@dataclass(frozen=True)
class Problem:
    """A place where a check found something wrong.

    Attributes:
        sentence: what is wrong.
        ring: the ring that it concerns, counted from 0; -1 for none.
        row: the corner that it concerns; -1 for none.
    """

    sentence: str
    place: QPointF
    ring: int = -1
    row: int = -1


@dataclass(frozen=True)
class MapContent:
    """All that the map shows."""

    rings: tuple[DrawnRing, ...] = ()
    marks: tuple[Mark, ...] = ()
    problems: tuple[Problem, ...] = ()
    _bounds: list[QRectF] = field(default_factory=list, compare=False, repr=False)

    @property
    def corner_count(self) -> int:
        """How many corners all rings have."""
        return sum(len(ring.places) for ring in self.rings)

    @property
    def has_places(self) -> bool:
        """Whether there is anything to draw."""
        return bool(self.corner_count or self.marks)

    def bounds(self) -> QRectF:
        """The rectangle around the park; around its marks and its host park where it has no corner yet."""
        if not self._bounds:
            own = [place for ring in self.rings if not ring.host for place in ring.places]
            others = [place for ring in self.rings for place in ring.places] + [mark.place for mark in self.marks]
            self._bounds.append(around(own or others))
        return self._bounds[0]


def around(places: Sequence[QPointF]) -> QRectF:
    """The rectangle around places; empty where there is none."""
    if not places:
        return QRectF()
    left, right = min(place.x() for place in places), max(place.x() for place in places)
    low, high = min(place.y() for place in places), max(place.y() for place in places)
    return QRectF(left, low, right - left, high - low)


def nearest_corner(rings: Sequence[DrawnRing], among: Sequence[int], place: QPointF,
                   reach: float) -> tuple[int, int] | None:
    """Ring and row of the corner nearest to `place`, within `reach` metres; one of the first ring `among` them wins."""
    best: tuple[float, int, int] | None = None
    for at in among:
        ring = rings[at]
        for row, corner in zip(ring.rows, ring.places, strict=True):
            across, up = corner.x() - place.x(), corner.y() - place.y()
            if -reach <= across <= reach and -reach <= up <= reach:
                far = across * across + up * up
                if far <= reach * reach and (best is None or far < best[0]):
                    best = (far, at, row)
        if best is not None and at == among[0]:
            break
    return None if best is None else best[1:]


def nearest_edge(rings: Sequence[DrawnRing], among: Sequence[int], place: QPointF,
                 reach: float) -> tuple[int, int, QPointF] | None:
    """Ring, row of the corner that the edge leaves, and the nearest place on it, within `reach` metres."""
    best: tuple[float, int, int, QPointF] | None = None
    for at in among:
        ring = rings[at]
        count = len(ring.places)
        for start in range(count if count > 2 else count - 1):
            one, two = ring.places[start], ring.places[(start + 1) % count]
            foot = foot_on(one, two, place)
            far = (foot.x() - place.x()) ** 2 + (foot.y() - place.y()) ** 2
            if far <= reach * reach and (best is None or far < best[0]):
                best = (far, at, ring.rows[start], foot)
        if best is not None and at == among[0]:
            break
    return None if best is None else best[1:]


def foot_on(one: QPointF, two: QPointF, place: QPointF) -> QPointF:
    """The place on the edge from `one` to `two` that lies nearest to `place`."""
    across, up = two.x() - one.x(), two.y() - one.y()
    length = across * across + up * up
    if not length:
        return one
    share = ((place.x() - one.x()) * across + (place.y() - one.y()) * up) / length
    share = min(max(share, 0.0), 1.0)
    return QPointF(one.x() + share * across, one.y() + share * up)

