"""GeoJSON, KML, KMZ and Shapefiles in: sound ones, odd ones and broken ones."""

from __future__ import annotations

import json
from decimal import Decimal as D
from pathlib import Path
from typing import Any

import pytest
import shapefile

from tests.unit.boundary.shapefiles import made, zipped
from zcpark_desktop.boundary import SYSTEMS, BoundaryError
from zcpark_desktop.boundary.reading import LayerNeeded, open_boundary, read_boundary
from zcpark_desktop.boundary.reading.shapefiles import system_of_wkt

SQUARE = [[120.44, 31.59], [120.46, 31.59], [120.46, 31.61], [120.44, 31.61], [120.44, 31.59]]
INNER = [[120.445, 31.595], [120.445, 31.605], [120.455, 31.605], [120.445, 31.595]]


def geojson(geometry: Any, **properties: Any) -> str:
    return json.dumps(
        {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": properties, "geometry": geometry}]}
    )


def test_a_geojson_polygon_is_read_with_its_hole_and_name() -> None:
    read = read_boundary(geojson({"type": "Polygon", "coordinates": [SQUARE, INNER]}, name="东片"))
    assert [(ring.name, ring.hole, len(ring.points)) for ring in read.rings] == [("东片", False, 4), ("东片", True, 3)]
    assert read.rings[0].points[0].x == D("120.44")
    assert read.system is not None and read.system.id == "EPSG:4326"


@pytest.mark.parametrize(
    ("geometry", "rings"),
    [
        ({"type": "MultiPolygon", "coordinates": [[SQUARE], [INNER]]}, 2),
        ({"type": "LineString", "coordinates": SQUARE}, 1),
        ({"type": "MultiLineString", "coordinates": [SQUARE, INNER]}, 2),
        ({"type": "GeometryCollection", "geometries": [{"type": "Polygon", "coordinates": [SQUARE]}]}, 1),
        ({"type": "Polygon", "coordinates": [[[*place, 12.5] for place in SQUARE]]}, 1),
    ],
)
def test_geojson_comes_in_many_shapes(geometry: Any, rings: int) -> None:
    assert len(read_boundary(geojson(geometry)).rings) == rings
    assert len(read_boundary(json.dumps(geometry)).rings) == rings


def test_an_old_geojson_states_its_system() -> None:
    data = {
        "type": "Polygon",
        "coordinates": [SQUARE],
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4490"}},
    }
    assert read_boundary(json.dumps(data)).system.id == "EPSG:4490"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (geojson({"type": "Polygon", "coordinates": [SQUARE]})[:-40], "不合JSON格式"),
        ('{"a": 1}', "不是GeoJSON"),
        (geojson({"type": "Polygon", "coordinates": [[["a", "b"]] * 4]}), "第1点不是两个数字"),
        (geojson({"type": "Point", "coordinates": [120, 31]}), "没有可作为边界"),
        (geojson({"type": "LineString", "coordinates": SQUARE[:3]}), "没有可作为边界"),
        (geojson(None), "没有可作为边界"),
        ('{"type": "Polygon", "coordinates": [[[1e999, 1], [2, 2], [3, 1]]]}', "数字过大"),
        ('{"type": "Polygon", "coordinates": [[[NaN, 1], [2, 2], [3, 1]]]}', "第1点"),
        ("{" * 100_000, "JSON"),
    ],
)
def test_a_broken_geojson_is_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(BoundaryError, match=sentence) as caught:
        read_boundary(text)
    assert str(caught.value).endswith("。")


def kml(inside: str, head: str = "") -> str:
    space = "http://www.opengis.net/kml/2.2"
    return f'<?xml version="1.0" encoding="UTF-8"?>{head}<kml xmlns="{space}"><Document>{inside}</Document></kml>'


def placemark(name: str, *lines: list[list[float]]) -> str:
    rings = "".join(
        f"<{side}BoundaryIs><LinearRing><coordinates>\n{' '.join(f'{x},{y},0' for x, y in line)}\n"
        f"</coordinates></LinearRing></{side}BoundaryIs>"
        for side, line in zip(("outer", "inner", "inner"), lines, strict=False)
    )
    return f"<Placemark><name>{name}</name><Polygon>{rings}</Polygon></Placemark>"


def test_a_kml_polygon_is_read_with_its_hole() -> None:
    read = read_boundary(kml(placemark("东片", SQUARE, INNER)))
    assert [(ring.name, ring.hole, len(ring.points)) for ring in read.rings] == [("东片", False, 4), ("东片", True, 3)]


def test_folders_of_a_kml_are_layers() -> None:
    text = kml(
        f"<Folder><name>红线</name>{placemark('a', SQUARE)}</Folder>"
        f"<Folder><name>现状</name>{placemark('b', INNER)}</Folder>"
    )
    with pytest.raises(LayerNeeded) as caught:
        read_boundary(text)
    assert [layer.name for layer in caught.value.layers] == ["红线", "现状"]
    assert read_boundary(text, layer="现状").rings[0].name == "b"
    with pytest.raises(BoundaryError, match="没有名为“绿线”的图层"):
        read_boundary(text, layer="绿线")


def test_a_kmz_is_a_kml_in_an_archive() -> None:
    assert len(read_boundary(zipped({"doc.kml": kml(placemark("a", SQUARE)).encode()}), "a.kmz").rings) == 1


def test_a_kml_resolves_no_entities_and_loads_nothing(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("120.1,31.1 120.2,31.1 120.2,31.2", encoding="utf-8")
    head = f'<!DOCTYPE kml [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    text = kml(
        "<Placemark><Polygon><outerBoundaryIs><LinearRing><coordinates>&x;</coordinates></LinearRing>"
        "</outerBoundaryIs></Polygon></Placemark>",
        head,
    )
    with pytest.raises(BoundaryError, match="没有可作为边界"):
        read_boundary(text)
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "120,31 "}">' for n in range(12))
    with pytest.raises(BoundaryError):
        read_boundary(kml("<Placemark><name>&a11;</name></Placemark>", f"<!DOCTYPE kml [{bomb}]>"))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (kml(placemark("a", SQUARE))[:-30], "不合XML格式"),
        ("<html><body/></html>", "不是KML"),
        (kml("<Placemark><Point><coordinates>120,31</coordinates></Point></Placemark>"), "没有可作为边界"),
        (
            kml(placemark("东片", SQUARE)).replace("120.46,31.61", "120.46;31.61"),
            "“东片”第3点的“120.46;31.61,0”不是坐标",
        ),
        (kml(""), "没有可作为边界"),
    ],
)
def test_a_broken_kml_is_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(BoundaryError, match=sentence):
        read_boundary(text)


FLAT = [
    (541700.0, 3496700.0),
    (541700.0, 3498900.0),
    (543600.0, 3498900.0),
    (543600.0, 3496700.0),
    (541700.0, 3496700.0),
]
HOLE = [(542000.0, 3497000.0), (543000.0, 3497000.0), (543000.0, 3498000.0), (542000.0, 3497000.0)]


def test_a_shapefile_is_read_with_holes_names_and_system(tmp_path: Path) -> None:
    files = made([[FLAT, HOLE]])
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    for read in (read_boundary(tmp_path / "边界.shp"), read_boundary(zipped(files), "边界.zip")):
        assert [(ring.name, ring.hole, len(ring.points)) for ring in read.rings] == [
            ("地块1", False, 4),
            ("地块1", True, 3),
        ]
        assert read.rings[0].points[0].x == D("541700.0")
        assert read.system is not None and read.system.id == "EPSG:4549"


def test_a_shapefile_without_its_table_or_system_is_still_read(tmp_path: Path) -> None:
    (tmp_path / "a.shp").write_bytes(made([[FLAT]])["边界.shp"])
    read = read_boundary(tmp_path / "a.shp")
    assert read.rings[0].name == "" and read.system is None and "prj" in read.notes[0]
    assert read.guesses[0].system.id == "EPSG:4549"


def test_heights_of_a_shapefile_are_left_out_with_a_note() -> None:
    line = [(x, y, 5.0) for x, y in FLAT]
    read = read_boundary(zipped(made([[line]], kind=shapefile.POLYGONZ)), "a.zip")
    assert len(read.rings) == 1 and any("高程" in note for note in read.notes)


def test_several_shapefiles_of_an_archive_are_layers() -> None:
    content = zipped(made([[FLAT]], "红线") | made([[FLAT]], "绿线"))
    with pytest.raises(LayerNeeded, match="“红线”（面1）、“绿线”（面1）"):
        read_boundary(content, "a.zip")
    assert read_boundary(content, "a.zip", layer="绿线").layer == "绿线"


def test_open_lines_of_a_shapefile_are_no_boundary() -> None:
    with pytest.raises(BoundaryError, match="没有可作为边界"):
        read_boundary(zipped(made([[FLAT[:3]]], kind=shapefile.POLYLINE)), "a.zip")
    assert len(read_boundary(zipped(made([[FLAT]], kind=shapefile.POLYLINE)), "a.zip").rings) == 1


@pytest.mark.parametrize("keep", [0, 50, 99, 100, 140, 200])
def test_a_truncated_shapefile_is_one_sentence(tmp_path: Path, keep: int) -> None:
    path = tmp_path / "a.shp"
    path.write_bytes(made([[FLAT, HOLE]])["边界.shp"][:keep])
    with pytest.raises(BoundaryError, match="不完整") as caught:
        open_boundary(path)
    assert str(caught.value).endswith("。")


def test_an_archive_without_a_map_is_refused() -> None:
    with pytest.raises(BoundaryError, match="没有Shapefile"):
        open_boundary(zipped({"a.txt": b"1"}), "a.zip")
    with pytest.raises(BoundaryError, match="无法读取"):
        open_boundary(Path("nowhere") / "a.shp")


@pytest.mark.parametrize("each", SYSTEMS, ids=lambda each: each.id)
@pytest.mark.parametrize("flavour", ["WKT1_ESRI", "WKT1_GDAL"])
def test_a_prj_file_names_its_system(each: Any, flavour: str) -> None:
    from pyproj import CRS

    assert system_of_wkt(CRS.from_user_input(each.id).to_wkt(flavour)) == each


@pytest.mark.parametrize("epsg", [3857, 32651, 27700])
def test_a_prj_file_of_another_system_names_none(epsg: int) -> None:
    from pyproj import CRS

    assert system_of_wkt(CRS.from_epsg(epsg).to_wkt("WKT1_ESRI")) is None
