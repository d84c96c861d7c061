"""What is wrong with rings, with the points named; five thousand corners do not take long."""

from __future__ import annotations

import math
from decimal import Decimal as D
from time import thread_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zcpark_desktop.boundary import BoundaryError, PlainRing, Vertex, system
from zcpark_desktop.boundary.checks import FaultKind, crossings, faults
from zcpark_desktop.boundary.ground import ground_of, lonlat_rings, margins_m, outside_km2
from zcpark_desktop.boundary.systems import CGCS2000, moved

GEO = "EPSG:4490"


def ring(*corners: tuple[Any, Any], name: str = "", hole: bool = False) -> PlainRing:
    return PlainRing(name, hole, tuple(Vertex(f"J{n}", D(str(x)), D(str(y))) for n, (x, y) in enumerate(corners, 1)))


def cell(x: float = 120.44, y: float = 31.59, size: float = 0.02, **how: Any) -> PlainRing:
    return ring((x, y), (x + size, y), (x + size, y + size), (x, y + size), **how)


def round_ring(count: int, radius: float = 0.02) -> PlainRing:
    return ring(
        *(
            (
                round(120.45 + radius * math.cos(math.tau * n / count), 9),
                round(31.6 + radius * math.sin(math.tau * n / count), 9),
            )
            for n in range(count)
        )
    )


def test_a_sound_boundary_has_no_fault_in_either_direction_and_any_system() -> None:
    sound = (cell(), cell(120.445, 31.595, 0.01, hole=True), cell(120.47))
    assert faults(sound, GEO) == ()
    assert faults([PlainRing(r.name, r.hole, r.points[::-1]) for r in sound], GEO) == ()
    for id_ in ("EPSG:4549", "EPSG:4528", "EPSG:4510"):
        assert faults(moved(sound, CGCS2000, system(id_)), id_) == ()


def test_nothing_entered_is_no_fault() -> None:
    assert faults((), GEO) == () and faults((PlainRing("", False, ()),), GEO) == ()


@pytest.mark.parametrize(
    ("corners", "pairs"),
    [
        (((0, 0), (2, 2), (2, 0), (0, 2)), [(0, 2)]),  # a bow-tie
        (((0, 0), (4, 0), (4, 2), (2, -1), (0, 2)), [(0, 2), (0, 3)]),  # a corner pushed through a side
        (((0, 0), (4, 0), (4, 2), (4, 1), (0, 2)), [(1, 2), (1, 3)]),  # a side that runs back over its neighbour
        (((0, 0), (4, 0), (4, 4), (2, 0), (0, 4)), [(0, 2), (0, 3)]),  # a corner that touches a side
        (((0, 0), (4, 0), (4, 4), (0, 4)), []),
        (((0, 0), (2, 0), (4, 0), (4, 4)), []),  # a corner on a straight line is none
    ],
)
def test_sides_that_cross_are_named(corners: tuple[tuple[int, int], ...], pairs: list[tuple[int, int]]) -> None:
    assert crossings(ring(*corners)) == pairs


def test_a_crossing_names_its_four_points() -> None:
    (fault,) = faults((ring((120.44, 31.59), (120.46, 31.61), (120.46, 31.59), (120.44, 31.61), name="北片"),), GEO)
    assert fault.sentence == "“北片”的边界自身相交：J1—J2与J3—J4；请核对这些点的顺序和坐标。"
    assert (fault.kind, fault.ring, fault.corners) == (FaultKind.CROSSING, 0, (0, 2))


def test_corners_without_a_number_are_counted() -> None:
    bare = PlainRing(
        "",
        False,
        tuple(
            Vertex("", D(x), D(y))
            for x, y in (("120.44", "31.59"), ("120.44", "31.59"), ("120.45", "31.6"), ("120.44", "31.6"))
        ),
    )
    assert "第1点与第2点坐标相同" in faults((bare,), GEO)[0].sentence


def test_a_crossing_ring_does_not_hide_what_else_is_wrong() -> None:
    bow = ring((120.44, 31.59), (120.46, 31.61), (120.46, 31.59), (120.44, 31.61))
    found = faults((bow, cell(120.50), cell(120.51), cell(121.5)), GEO)
    assert [fault.kind for fault in found] == [FaultKind.CROSSING, FaultKind.PLACE, FaultKind.OVERLAP]


def test_five_thousand_corners_are_checked_in_a_moment() -> None:
    many = round_ring(5000)
    bow = PlainRing("", False, (*many.points[:100], many.points[3000], *many.points[101:]))
    faults((many,), GEO)
    start = thread_time()
    assert faults((many,), GEO) == ()
    assert FaultKind.CROSSING in {fault.kind for fault in faults((bow,), GEO)}
    assert thread_time() - start < 2.0


def test_margins_are_metres_to_the_edge() -> None:
    ground = ground_of((cell(),), GEO)
    assert ground is not None and ground.zone.central_meridian == 120
    outside, inside, edge = margins_m(
        ground, [(D("120.45"), D("31.62")), (D("120.45"), D("31.6")), (D("120.44"), D("31.6"))]
    )
    assert float(outside) == pytest.approx(1108.7, abs=0.5)  # 0.01° of latitude
    assert float(inside) == pytest.approx(-949.1, abs=1)  # 0.01° of longitude to the nearer sides
    assert abs(float(edge)) < 0.1  # a parallel is no straight line in the plane
    assert margins_m(ground, []) == []


def test_a_hole_is_outside_of_the_park() -> None:
    ground = ground_of((cell(), cell(120.445, 31.595, 0.01, hole=True)), GEO)
    assert ground is not None and margins_m(ground, [(D("120.45"), D("31.6"))])[0] > 400


def test_what_sticks_out_is_measured() -> None:
    small, large = ground_of((cell(120.445, 31.595, 0.01),), GEO), ground_of((cell(),), GEO)
    assert small is not None and large is not None
    assert outside_km2(small, large) == 0
    assert float(outside_km2(large, small)) == pytest.approx(4.2091 - 1.0523, abs=0.001)
    far = ground_of((cell(123.0),), GEO)
    assert far is not None
    with pytest.raises(BoundaryError, match="不在同一个3度带"):
        outside_km2(far, large)


def test_metres_of_an_unknown_system_lie_nowhere() -> None:
    metres = (ring((541700, 3496700), (543600, 3496700), (543600, 3498900)),)
    for id_ in ("", "EPSG:4490", "无锡城建"):
        with pytest.raises(BoundaryError, match="没有选择相应的坐标系"):
            lonlat_rings(metres, id_)
    assert ground_of((), GEO) is None and ground_of((cell(hole=True),), GEO) is None
    assert ground_of((cell(120.445, 31.595, 0.01), cell(hole=True)), GEO) is None  # the hole swallows it all


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=7), max_size=4),
    st.lists(st.booleans(), min_size=4, max_size=4),
    st.sampled_from([GEO, "", "EPSG:4549", "EPSG:4528"]),
)
def test_any_rings_give_sentences_and_never_a_crash(
    rings: list[list[tuple[int, int]]], holes: list[bool], id_: str
) -> None:
    made = [
        ring(*((120.4 + x / 100, 31.5 + y / 100) for x, y in corners), hole=hole)
        for corners, hole in zip(rings, holes, strict=False)
    ]
    for fault in faults(made, id_):
        assert fault.sentence.endswith("。") and "\n" not in fault.sentence
        assert all(0 <= n < len(made[fault.ring].points) for n in fault.corners)
