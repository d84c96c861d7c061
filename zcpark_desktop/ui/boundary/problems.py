"""Where on the map the checks of the rings found something wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from PySide6.QtCore import QPointF

from zcpark_desktop.audit.geometry import faults_of
from zcpark_desktop.boundary.checks import Fault, FaultKind, crossings
from zcpark_desktop.boundary.rings import PlainRing, plain
from zcpark_desktop.project.basics import Boundary, Ring

from .content import DrawnRing, Problem

MOST = 60  # places of one fault that are marked


def problems_of(boundary: Boundary, drawn: Sequence[DrawnRing]) -> tuple[Problem, ...]:
    """The places of all faults of the park's rings, and of its host park's.

    Args:
        drawn: the boundary's rings on the map, in the same order.
    """
    positions = {ring.key: at for at, ring in enumerate(boundary.rings)}
    found: list[Problem] = []
    for rings, fault in faults_of(boundary):
        at = positions[rings[fault.ring].key]
        found += islice(_marked(fault, at, boundary.rings[at], drawn[at]), MOST)
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
