"""The area of the boundary."""

import math
from decimal import Decimal

import pytest
from geographiclib.geodesic import Geodesic
from hypothesis import given, settings
from hypothesis import strategies as st

from zcpark_desktop.boundary import Measured, area_km2, corners, from_lonlat, measured_on, ring_area_km2, system
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
    area = ring_area_km2(
        [
            (Decimal("120.40"), Decimal("31.595")),
            (Decimal("120.41"), Decimal("31.595")),
            (Decimal("120.41"), Decimal("31.605")),
            (Decimal("120.40"), Decimal("31.605")),
        ]
    )
    assert float(area) == pytest.approx(1.10866 * 0.94914, rel=1e-3)


def test_holes_are_taken_away():
    hole = ((500100, 3500100), (500600, 3500100), (500600, 3500600), (500100, 3500600))
    rings = (Ring(id="1", points=points(*SQUARE_1_KM)), Ring(id="2", hole=True, points=points(*hole)))
    assert area_km2(rings) == Decimal("0.75")
    assert measured_on(rings) is Measured.PLANE


def test_fewer_than_three_complete_corners_have_no_area():
    assert ring_area_km2(corners(points((1, 2), (3, 4), (5, None)))) is None
    assert area_km2(()) is None


@settings(max_examples=40, deadline=None)
@given(
    st.tuples(st.floats(119.6, 120.6), st.floats(31.1, 32.0)),
    st.lists(st.floats(0.002, 0.2), min_size=3, max_size=40),
    st.booleans(),
)
def test_areas_agree_with_an_independent_geodesic_computation(middle, radii, backwards):
    ring = [
        (
            Decimal(repr(middle[0] + far * math.cos(math.tau * n / len(radii)))),
            Decimal(repr(middle[1] + far * math.sin(math.tau * n / len(radii)))),
        )
        for n, far in enumerate(radii)
    ]
    independent = Geodesic(6378137, 1 / 298.257222101).Polygon()
    for x, y in ring:
        independent.AddPoint(float(y), float(x))
    _, _, expected = independent.Compute()
    area = ring_area_km2(ring[::-1] if backwards else ring)
    assert float(area) * 1e6 == pytest.approx(abs(expected), rel=1e-9)


def test_metres_of_a_known_zone_are_measured_on_the_ellipsoid():
    degrees = [
        (Decimal(x), Decimal(y))
        for x, y in (("121.40", "31.595"), ("121.41", "31.595"), ("121.41", "31.605"), ("121.40", "31.605"))
    ]
    zone = system("EPSG:4549")
    metres = from_lonlat(degrees, zone)
    exact, plane = ring_area_km2(degrees), ring_area_km2(metres)
    assert float(ring_area_km2(metres, zone.id)) == pytest.approx(float(exact), rel=1e-8)
    # 1.405° off the central meridian are 133.4 km: the plane stretches areas by about (133.4 / 6,378)² = 0.044 %
    assert float(plane / exact) == pytest.approx(1.00044, abs=0.00001)
    rings = (Ring(id="1", points=points(*metres)),)
    assert measured_on(rings) is Measured.PLANE
    assert measured_on(rings, zone.id) is Measured.ELLIPSOID
