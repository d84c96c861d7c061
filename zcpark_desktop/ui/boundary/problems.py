"""Where on the map the checks of the rings found something wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from PySide6.QtCore import QPointF

from zcpark_desktop.boundary.checks import Fault, FaultKind, crossings, faults
from zcpark_desktop.boundary.rings import PlainRing, plain
from zcpark_desktop.project.basics import Boundary, Ring

from .content import DrawnRing, Problem

MOST = 60  # places of one fault that are marked


@lru_cache(maxsize=2)
def _faults(rings: tuple[Ring, ...], system: str) -> tuple[Fault, ...]:
    return faults(rings, system)


def problems_of(boundary: Boundary, drawn: Sequence[DrawnRing]) -> tuple[Problem, ...]:
    """The places of all faults of the park's rings, and of its host park's.

    Args:
        drawn: the boundary's rings on the map, in the same order.
    """
    found: list[Problem] = []
    for rings in (boundary.park_rings, boundary.host_rings):
        where = [at for at, ring in enumerate(boundary.rings) if ring in rings]
        for fault in _faults(rings, boundary.reference_system):
            if fault.ring < len(where):
                at = where[fault.ring]
                found += list(_marked(fault, at, boundary.rings[at], drawn[at]))[:MOST]
    return tuple(found)


def _marked(fault: Fault, at: int, ring: Ring, drawn: DrawnRing) -> Iterator[Problem]:
    if fault.kind is FaultKind.CROSSING:
        for place, corner in crossing_places(plain([ring])[0], drawn):
            yield Problem(fault.sentence, place, at, drawn.rows[corner])
        return
    seen: set[tuple[float, float]] = set()
    for row in fault.corners[:MOST] or drawn.rows[:1]:
        spot = drawn.place_of(row)
        if spot is not None and (spot.x(), spot.y()) not in seen:
            seen.add((spot.x(), spot.y()))
            yield Problem(fault.sentence, spot, at, row)


def crossing_places(ring: PlainRing, drawn: DrawnRing) -> Iterator[tuple[QPointF, int]]:
    """Where sides of a ring cross, and the corner that the first of the two leaves, by its position."""
    places = drawn.places
    count = len(places)
    for one, two in crossings(ring)[:MOST]:
        if max(one, two) < count:
            yield _meeting(places[one], places[(one + 1) % count], places[two], places[(two + 1) % count]), one


def _meeting(a: QPointF, b: QPointF, c: QPointF, d: QPointF) -> QPointF:
    """Where a–b and c–d meet; the middle of what they share where they run on one line."""
    first, second = b - a, d - c
    cross = first.x() * second.y() - first.y() * second.x()
    if not cross:
        return (b + c) / 2
    off = c - a
    share = (off.x() * second.y() - off.y() * second.x()) / cross
    return a + first * share
