"""The area of the boundary."""

from decimal import Decimal

import pytest

from zcpark_desktop.boundary import Measured, area_km2, corners, measured_on, ring_area_km2
from zcpark_desktop.project.basics import Point, Ring


def points(*pairs):
    return tuple(Point(x=x, y=y) for x, y in pairs)


SQUARE_1_KM = ((500000, 3500000), (501000, 3500000), (501000, 3501000), (500000, 3501000))


def test_metres_are_measured_on_the_plane():
    assert ring_area_km2(corners(points(*SQUARE_1_KM))) == 1


def test_the_direction_and_a_repeated_last_corner_do_not_matter():
    assert ring_area_km2(corners(points(*reversed(SQUARE_1_KM)))) == 1
    assert ring_area_km2(corners(points(*SQUARE_1_KM, SQUARE_1_KM[0]))) == 1


def test_degrees_are_measured_on_the_ellipsoid():
    # a cell of 0.01° at 31.6° N: meridian arc 110.866 km/° × 0.01, parallel 94.914 km/° × 0.01 (radii of GRS 80)
    area = ring_area_km2([(Decimal("120.40"), Decimal("31.595")), (Decimal("120.41"), Decimal("31.595")),
                          (Decimal("120.41"), Decimal("31.605")), (Decimal("120.40"), Decimal("31.605"))])
    assert float(area) == pytest.approx(1.10866 * 0.94914, rel=1e-3)


def test_holes_are_taken_away():
    hole = ((500100, 3500100), (500600, 3500100), (500600, 3500600), (500100, 3500600))
    rings = (Ring(id="1", points=points(*SQUARE_1_KM)), Ring(id="2", hole=True, points=points(*hole)))
    assert area_km2(rings) == Decimal("0.75")
    assert measured_on(rings) is Measured.PLANE


def test_fewer_than_three_complete_corners_have_no_area():
    assert ring_area_km2(corners(points((1, 2), (3, 4), (5, None)))) is None
    assert area_km2(()) is None
