"""What a boundary is made of here: closed rings of corners, plain numbers without the project around them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

Position = tuple[Decimal, Decimal]
"""A place: longitude and latitude in degrees, or eastward (Y of Chinese tables) and northward (their X) in metres."""

FEWEST_CORNERS = 3


class BoundaryError(ValueError):
    """A boundary cannot be taken as it is; `str()` is one Chinese sentence: what, where, what to do."""


class Corner(Protocol):
    """A corner of the boundary: longitude and latitude in degrees, or eastward and northward in metres."""

    @property
    def number(self) -> str:
        """What the corner is called, as in J1; empty where it has no name."""

    @property
    def x(self) -> Decimal | None:
        """Longitude, or the eastward coordinate; None while it is not filled in."""

    @property
    def y(self) -> Decimal | None:
        """Latitude, or the northward coordinate; None while it is not filled in."""


class Outline(Protocol):
    """A closed line of corners: the outside of a part of the park, or a hole in it."""

    @property
    def name(self) -> str:
        """What the plot is called; may be empty."""

    @property
    def points(self) -> Sequence[Corner]:
        """The corners in order."""

    @property
    def hole(self) -> bool:
        """Whether what it encloses is taken away."""


@dataclass(frozen=True, slots=True)
class Vertex:
    """A corner that has both coordinates.

    Attributes:
        number: as in J1; may be empty.
        x: longitude in degrees, or eastward in metres.
        y: latitude in degrees, or northward in metres.
    """

    number: str
    x: Decimal
    y: Decimal


@dataclass(frozen=True, slots=True)
class PlainRing:
    """A closed line of corners; the last corner does not repeat the first.

    Attributes:
        name: of the plot; may be empty.
        hole: whether what it encloses is taken away.
        points: in order, in either direction.
    """

    name: str
    hole: bool
    points: tuple[Vertex, ...]


def corners(points: Iterable[Corner]) -> list[Position]:
    """The corners that are complete, without a last one that repeats the first."""
    found = [(point.x, point.y) for point in points if point.x is not None and point.y is not None]
    if len(found) > 1 and found[0] == found[-1]:
        found.pop()
    return found


def plain(rings: Iterable[Outline]) -> tuple[PlainRing, ...]:
    """The rings with their complete corners only, the first not repeated; rings without any are left out."""
    result = []
    for ring in rings:
        points = [
            Vertex(point.number, point.x, point.y)
            for point in ring.points
            if point.x is not None and point.y is not None
        ]
        if len(points) > 1 and (points[0].x, points[0].y) == (points[-1].x, points[-1].y):
            points.pop()
        if points:
            result.append(PlainRing(ring.name, ring.hole, tuple(points)))
    return tuple(result)


def called(ring: Outline, at: int) -> str:
    """A ring in a sentence: its name, or the how manieth it is (counted from 0)."""
    return f"“{ring.name.strip()}”" if ring.name.strip() else f"第{at + 1}个地块"


def corner_called(point: Corner, at: int) -> str:
    """A corner in a sentence: its number, or the how manieth of its ring it is (counted from 0)."""
    return point.number.strip() or f"第{at + 1}点"


def are_degrees(points: Sequence[Position]) -> bool:
    """Whether all corners can be longitude and latitude; otherwise they are metres."""
    return all(abs(x) <= 180 and abs(y) <= 90 for x, y in points)
