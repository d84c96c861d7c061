"""Reference systems: EPSG's definitions, PROJ's own test points, and the way there and back."""

from __future__ import annotations

import math
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal as D
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import CRS

from zcpark_desktop.boundary import SYSTEMS, BoundaryError, find_system, from_lonlat, likely_systems, system, to_lonlat
from zcpark_desktop.boundary.systems import Datum, between, three_degree_zone, zone_system

CM_120 = system("EPSG:4549")

# Longitude from the central meridian, latitude, easting and northing of the transverse Mercator on GRS 80 with scale 1:
# PROJ's test-suite, test/gie/builtins.gie, operation +proj=tmerc +ellps=GRS80, tolerance there 0.1 mm.
PROJ_POINTS = [
    ("2", "1", "222650.796797586", "110642.229411933"),
    ("2", "-1", "222650.796797586", "-110642.229411933"),
    ("-2", "1", "-222650.796797586", "110642.229411933"),
    ("-2", "-1", "-222650.796797586", "-110642.229411933"),
    ("30", "89.9999", "5.584698978", "10001956.056248082"),
]


@pytest.mark.parametrize(("off", "latitude", "east", "north"), PROJ_POINTS)
@pytest.mark.parametrize("id_", ["EPSG:4549", "EPSG:4528", "EPSG:4509", "EPSG:4513"])
def test_zones_agree_with_projs_published_points(id_: str, off: str, latitude: str, east: str, north: str) -> None:
    zone = system(id_)
    place = (D(zone.central_meridian) + D(off), D(latitude))
    x, y = from_lonlat([place], zone)[0]
    assert abs(x - zone.false_easting - D(east)) < D("0.0001")
    assert abs(y - D(north)) < D("0.0001")
    back = to_lonlat([(D(east) + zone.false_easting, D(north))], zone)[0]
    assert abs(back[1] - place[1]) < D("1e-9")
    assert abs(back[0] - place[0]) < D("1e-9") or latitude == "89.9999"  # where a degree is 2 mm


def test_the_length_of_the_meridian_is_that_of_the_closed_formula() -> None:
    # On GRS 80 the quadrant of the meridian is 10,001,965.7293 m (Moritz, Geodetic Reference System 1980).
    assert abs(from_lonlat([(D(120), D(90))], CM_120)[0][1] - D("10001965.7293")) < D("0.0001")


@pytest.mark.parametrize("each", [each for each in SYSTEMS if each.is_projected], ids=lambda each: each.id)
def test_each_zone_is_what_epsg_says(each: object) -> None:
    crs = CRS.from_user_input(each.id)  # type: ignore[attr-defined]
    values = {parameter.name: parameter.value for parameter in crs.coordinate_operation.params}
    assert values["Longitude of natural origin"] == each.central_meridian  # type: ignore[attr-defined]
    assert values["False easting"] == each.false_easting  # type: ignore[attr-defined]
    assert values["Scale factor at natural origin"] == 1
    assert values["False northing"] == values["Latitude of natural origin"] == 0
    _, axis, flattening = each.datum.value  # type: ignore[attr-defined]
    assert crs.ellipsoid.semi_major_metre == float(axis)
    assert crs.ellipsoid.inverse_flattening == pytest.approx(float(flattening), abs=1e-9)


@pytest.mark.parametrize("id_", ["EPSG:4490", "EPSG:4326", "EPSG:4610", "EPSG:4214"])
def test_longitude_and_latitude_are_what_epsg_says(id_: str) -> None:
    crs = CRS.from_user_input(id_)
    _, axis, flattening = system(id_).datum.value
    assert crs.is_geographic
    assert (crs.ellipsoid.semi_major_metre, crs.ellipsoid.inverse_flattening) == pytest.approx(
        (float(axis), float(flattening)), abs=1e-9
    )


def test_all_zones_of_three_and_six_degrees_are_there_with_and_without_number() -> None:
    assert len(SYSTEMS) == 4 + 3 * (2 * 21 + 2 * 11)
    assert len({each.id for each in SYSTEMS}) == len({each.title for each in SYSTEMS}) == len(SYSTEMS)
    assert {each.id for each in SYSTEMS} >= {f"EPSG:{code}" for code in range(4491, 4555)}


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([each for each in likely_systems() if each.is_projected]),
    st.decimals(119, 121, places=9),
    st.decimals(31, 32, places=9),
)
def test_there_and_back_again_is_within_a_tenth_of_a_millimetre(each: object, x: D, y: D) -> None:
    ((x2, y2),) = to_lonlat(from_lonlat([(x, y)], each), each)  # type: ignore[arg-type]
    assert math.hypot(float(x2 - x) * 95_500, float(y2 - y) * 111_000) < 0.0001


def test_the_zone_of_a_place_is_the_nearest() -> None:
    assert three_degree_zone(D("118.51")).central_meridian == 120
    assert three_degree_zone(D("121.49")).central_meridian == 120
    assert three_degree_zone(D("121.51")).central_meridian == 123
    with pytest.raises(BoundaryError, match="不在CGCS2000的3度带范围内"):
        three_degree_zone(D(31))


def test_zone_number_and_false_easting_go_together() -> None:
    assert system("EPSG:4528").false_easting == 40_500_000
    assert CM_120.false_easting == 500_000
    assert zone_system(Datum.CGCS2000, 6, 123, numbered=True) == system("EPSG:4499")
    assert zone_system(Datum.CGCS2000, 3, 121, numbered=True) is None


def test_within_one_system_numbers_stay_as_they_are() -> None:
    place = [(D("541234.123456789"), D("3500000.1"))]
    assert between(place, CM_120, CM_120) == place


def test_old_datums_warn_and_wgs_84_is_taken_as_it_is() -> None:
    assert system("EPSG:4490").warning == ""
    assert "没有公开的转换参数" in system("EPSG:4214").warning and system("EPSG:2364").is_old
    assert not system("EPSG:4326").is_old


def test_what_is_no_system_or_no_place_is_one_sentence() -> None:
    assert find_system("EPSG:3857") is None
    with pytest.raises(BoundaryError, match="^没有代号为“EPSG:3857”的坐标系；请.*。$"):
        system("EPSG:3857")
    with pytest.raises(BoundaryError, match="^第1点（1000000000，5）不在.*；请.*。$"):
        to_lonlat([(D(10) ** 9, D(5))], CM_120)
    with pytest.raises(BoundaryError, match="^第2点（500000，3500000）不是经纬度"):
        to_lonlat([(D(120), D(31)), (D(500000), D(3500000))], system("EPSG:4490"))


def test_neither_projs_database_nor_the_network_is_asked(tmp_path: Path) -> None:
    program = (
        "import sys, pyproj.datadir; pyproj.datadir.set_data_dir(sys.argv[1])\n"
        "from decimal import Decimal as D\n"
        "from zcpark_desktop.boundary import ring_area_km2, system, to_lonlat\n"
        "print(to_lonlat([(D(500000), D(3500000))], system('EPSG:4549'))[0][0] == 120)\n"
        "print(ring_area_km2([(D(120), D(31)), (D(121), D(31)), (D(121), D(32))]) > 1)\n"
        "import pyproj.network; print(pyproj.network.is_network_enabled())"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True)
    assert done.stdout.split() == ["True", "True", "False"], done.stderr


def test_threads_reckon_beside_each_other() -> None:
    places = [(D(f"{119.6 + n / 1000:.3f}"), D("31.5")) for n in range(1000)]
    expected = from_lonlat(places, CM_120)
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda _: to_lonlat(from_lonlat(places, CM_120), CM_120), range(24)))
    assert all(from_lonlat(result, CM_120) == expected for result in results)
