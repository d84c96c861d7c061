"""Out and in again gives the same rings within a millimetre, whatever the format and the reference system."""

from __future__ import annotations

import json
import math
from decimal import Decimal as D

import ezdxf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.boundary.shapefiles import made, zipped
from zcpark_desktop.boundary import CGCS2000, BoundaryError, PlainRing, Vertex, system
from zcpark_desktop.boundary.ground import lonlat_rings
from zcpark_desktop.boundary.reading import ReadBoundary, open_boundary, read_boundary
from zcpark_desktop.boundary.systems import from_lonlat, moved
from zcpark_desktop.boundary.writing import FORMATS, coordinate_table, written

MILLIMETRE = 0.001


def ring(name: str, letter: str, *corners: tuple[str, str], hole: bool = False) -> PlainRing:
    return PlainRing(name, hole, tuple(Vertex(f"{letter}{n}", D(x), D(y)) for n, (x, y) in enumerate(corners, 1)))


PARK = (
    ring(
        "东片",
        "J",
        ("120.441234567", "31.591234567"),
        ("120.461", "31.59"),
        ("120.46", "31.61"),
        ("120.4407", "31.6099"),
    ),
    ring("东片", "K", ("120.445", "31.595"), ("120.455", "31.5951"), ("120.4551", "31.605"), hole=True),
    ring("西片", "M", ("120.401", "31.591"), ("120.42", "31.59"), ("120.41", "31.61")),
)


def apart(one: PlainRing, other: PlainRing) -> float:
    """The longest way, in metres, from a corner to its place in the other ring, which may begin and run otherwise."""

    def metres(a: Vertex, b: Vertex) -> float:
        return math.hypot(float(a.x - b.x) * 95_000, float(a.y - b.y) * 111_000)

    count = len(one.points)
    if count != len(other.points):
        return math.inf
    turned = [(*line[n:], *line[:n]) for line in (other.points, other.points[::-1]) for n in range(count)]
    return min(max(metres(a, b) for a, b in zip(one.points, line, strict=True)) for line in turned)


def again(content: bytes, name: str) -> tuple[PlainRing, ...]:
    """All rings of all layers of a file, in longitude and latitude."""
    opened = open_boundary(content, name)
    result: list[PlainRing] = []
    for layer in opened.layers:
        if layer.usable:
            read: ReadBoundary = opened.read(layer.name)
            result += lonlat_rings(read.settled(swapped=read.swapped), (read.system or read.guesses[0].system).id)
    return tuple(result)


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("id_", ["EPSG:4490", "EPSG:4326", "EPSG:4549", "EPSG:4528", "EPSG:4498"])
def test_a_boundary_comes_back_as_it_went_out(suffix: str, id_: str) -> None:
    there = moved(PARK, CGCS2000, system(id_))
    back = again(written(there, id_, f"边界{suffix}", "算例园区"), f"边界{suffix}")
    assert len(back) == 3
    for each in PARK:
        near = min(back, key=lambda other: apart(each, other))
        assert apart(each, near) < MILLIMETRE
        if suffix != ".dxf":  # a drawing keeps names and numbers as texts
            assert (near.name, near.hole) == (each.name, each.hole)
            assert {point.number for point in near.points} == {point.number for point in each.points}


def test_a_shapefile_that_another_program_wrote_comes_in_as_it_is() -> None:
    zone = system("EPSG:4549")
    flat = moved(PARK, CGCS2000, zone)
    lines = [[(float(p.x), float(p.y)) for p in (*r.points, r.points[0])] for r in flat]
    back = again(zipped(made([[lines[0][::-1], lines[1]], [lines[2][::-1]]])), "a.zip")
    assert [ring.hole for ring in back] == [False, True, False]
    assert max(apart(a, b) for a, b in zip(PARK, back, strict=True)) < MILLIMETRE


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.floats(0.002, 0.05), min_size=3, max_size=30),
    st.floats(119.6, 120.6),
    st.floats(31.2, 31.9),
    st.sampled_from(sorted(FORMATS)),
    st.text(max_size=12),
)
def test_any_ring_comes_back(radii: list[float], x: float, y: float, suffix: str, name: str) -> None:
    points = tuple(
        Vertex(
            "",
            D(f"{x + far * math.cos(math.tau * n / len(radii)):.9f}"),
            D(f"{y + far * math.sin(math.tau * n / len(radii)):.9f}"),
        )
        for n, far in enumerate(radii)
    )
    one = PlainRing("".join(c for c in name if c.isprintable()), False, points)
    (back,) = again(written((one,), "EPSG:4490", f"a{suffix}", "算例"), f"a{suffix}")
    assert apart(one, back) < MILLIMETRE


def test_geojson_runs_as_the_standard_asks() -> None:
    data = json.loads(written(PARK, "EPSG:4490", "a.geojson", "算例"))
    assert [len(feature["geometry"]["coordinates"]) for feature in data["features"]] == [2, 1]
    for feature in data["features"]:
        for at, line in enumerate(feature["geometry"]["coordinates"]):
            assert line[0] == line[-1]
            twice = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(line, line[1:], strict=False))
            assert (twice < 0) == bool(at)  # the outside counter-clockwise, holes clockwise (RFC 7946, 3.1.6)


def test_a_drawing_has_closed_lines_points_and_numbers_on_layers_of_their_own() -> None:
    import io

    document = ezdxf.read(io.StringIO(written(PARK, "EPSG:4490", "a.dxf", "算例").decode()))
    space = document.modelspace()
    assert document.dxfversion == "AC1024" and document.units == 6  # R2010, metres
    assert [line.closed for line in space.query('LWPOLYLINE[layer=="园区边界"]')] == [True, True]
    assert [line.closed for line in space.query('LWPOLYLINE[layer=="扣除内环"]')] == [True]
    assert sorted(text.dxf.text for text in space.query("TEXT")) == sorted(p.number for r in PARK for p in r.points)
    assert len(space.query("POINT")) == 10
    assert not document.audit().errors


def test_the_table_gives_degrees_and_metres_of_the_zone_in_the_middle() -> None:
    table = coordinate_table(PARK, "EPSG:4490")
    assert table.zone.id == "EPSG:4549"
    first = table.rows[0]
    (place,) = from_lonlat([(D("120.441234567"), D("31.591234567"))], system("EPSG:4549"))
    assert (first.plot, first.number, first.hole) == ("东片", "J1", False)
    # 0.441234567° = 26′28.4444412″, 0.591234567° = 35′28.4444412″
    assert (first.longitude, first.latitude) == ("120°26′28.4444″", "31°35′28.4444″")
    assert (first.easting, first.northing) == (f"{place[0]:.3f}", f"{place[1]:.3f}")
    assert [row.hole for row in table.rows] == [False] * 4 + [True] * 3 + [False] * 3


def test_corners_without_a_number_get_one() -> None:
    bare = tuple(PlainRing("", r.hole, tuple(Vertex("", p.x, p.y) for p in r.points)) for r in PARK)
    assert [row.number for row in coordinate_table(bare, "EPSG:4490").rows] == [
        f"J{n}" for n in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
    ]
    assert {row.plot for row in coordinate_table(bare, "EPSG:4490").rows} == {"地块1", "地块2"}


def test_csv_opens_in_chinese_programs() -> None:
    content = written(PARK, "EPSG:4490", "a.csv", "算例")
    assert content.startswith(b"\xef\xbb\xbf") and "经度" in content.decode("utf-8-sig").splitlines()[0]
    assert read_boundary(content, "a.csv").rings[1].hole


@pytest.mark.parametrize(
    ("rings", "id_", "name", "sentence"),
    [
        (PARK, "EPSG:4490", "a.shp", "不能导出为“.shp”；可以导出为GeoJSON"),
        ((), "EPSG:4490", "a.kml", "还没有完整的边界可以导出"),
        (PARK[1:2], "EPSG:4490", "a.kml", "还没有完整的边界可以导出"),
        (moved(PARK, CGCS2000, system("EPSG:4549")), "", "a.dxf", "没有选择相应的坐标系"),
    ],
)
def test_what_cannot_be_written_is_one_sentence(
    rings: tuple[PlainRing, ...], id_: str, name: str, sentence: str
) -> None:
    with pytest.raises(BoundaryError, match=sentence):
        written(rings, id_, name, "算例")
