"""Each rule on the boundary's geometry notices what it should, and just does not notice the next best thing.

The small park is the cell from 120.44° to 120.46° east and 31.59° to 31.609° north: 3.9986 km² by geographiclib. On the
ellipsoid a degree is about 110,866 m northward and 94,914 m eastward there, so that 100 m are 0.000902° of latitude.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.audit.parks import Pair, noticed

R = "boundary/rings"
CELL = (("120.44", "31.59"), ("120.46", "31.59"), ("120.46", "31.609"), ("120.44", "31.609"))
WIDE = (("120.43", "31.58"), ("120.47", "31.58"), ("120.47", "31.62"), ("120.43", "31.62"))
SMALL = (("120.445", "31.595"), ("120.455", "31.595"), ("120.455", "31.605"), ("120.445", "31.605"))


def ring(corners: tuple[tuple[Any, Any], ...] = CELL, id: str = "1", **more: Any) -> dict[str, Any]:
    """A ring whose corners are J1, J2, ..."""
    points = [{"number": f"J{at}", "x": x, "y": y} for at, (x, y) in enumerate(corners, 1)]
    return {"id": id, "points": points, **more}


def shifted(metres_east: int, *, corners: tuple[tuple[str, str], ...] = CELL) -> dict[str, Any]:
    return ring(tuple((f"{float(x) + metres_east / 94_914:.6f}", y) for x, y in corners))


METRES = (("541700", "3496700"), ("543600", "3496700"), ("543600", "3498900"), ("541700", "3498900"))
"""Nearly the same cell in the zone of 120°."""
HOST = ring(WIDE, "h", whose="host")

PAIRS = [
    Pair("geometry.corners", {R: [ring(CELL[:2])]}, {R: [ring(CELL[:3])], "boundary/area_km2": None}, "只有2个不同的拐点"),
    Pair("geometry.corners", {R: [ring((*CELL, ("120.45", None)))]}, {}, "J5缺少坐标"),
    Pair("geometry.double", {R: [ring((*CELL[:2], CELL[1], *CELL[2:]))]}, {R: [ring((*CELL, CELL[0]))]}, "J2与J3坐标相同"),
    Pair("geometry.crossing", {R: [ring((CELL[0], CELL[2], CELL[1], CELL[3]))]}, {R: [ring(CELL)]}, "J1—J2与J3—J4"),
    Pair(
        "geometry.hole",
        {R: [ring(), ring(WIDE, "2", hole=True)]},
        {R: [ring(), ring(SMALL, "2", hole=True)]},
        "平方米不在",
    ),
    Pair("geometry.overlap", {R: [ring(), ring(SMALL, "2")]}, {R: [ring(), ring(SMALL, "2", hole=True)]}, "重叠1,05"),
    # parts that share a side do not overlap
    Pair(
        "geometry.overlap",
        {R: [ring(), ring((("120.459", "31.59"), ("120.48", "31.59"), ("120.48", "31.61")), "2")]},
        {R: [ring(), ring((("120.46", "31.59"), ("120.48", "31.59"), ("120.46", "31.61")), "2")]},
    ),
    Pair(
        "geometry.system",
        {"boundary/reference_system": "EPSG:4549"},
        {"boundary/reference_system": "EPSG:4326"},
        "像经纬度",
    ),
    Pair("geometry.system", {"boundary/reference_system": ""}, {}, "没有选择坐标系"),
    Pair("geometry.system", {R: [ring(METRES)]}, {R: [ring(METRES)], "boundary/reference_system": "EPSG:4549"}, "3度带"),
    Pair(
        "geometry.system",
        {R: [ring(METRES)], "boundary/reference_system": "EPSG:4528"},
        {R: [ring(tuple((f"40{x}", y) for x, y in METRES))], "boundary/reference_system": "EPSG:4528"},
        "请核对带号",
    ),
    Pair(
        "geometry.system",
        {R: [ring(tuple((y, x) for x, y in METRES))], "boundary/reference_system": "EPSG:4549"},
        {R: [ring(METRES)], "boundary/reference_system": "EPSG:4549"},
        "颠倒",
    ),
    # the city ends at 120.7° east for the program
    Pair(
        "geometry.place",
        {R: [ring((*CELL[:3], ("120.7001", "31.609")))]},
        {R: [ring((*CELL[:3], ("120.7", "31.609")))]},
        "有1个拐点不在无锡",
    ),
    Pair("geometry.system", {R: [ring(tuple((y, x) for x, y in CELL))]}, {}, "经度、纬度像是颠倒了"),
    Pair(
        "geometry.accuracy",
        {"boundary/reference_system": "EPSG:4610"},
        {"boundary/reference_system": "EPSG:4490"},
        "西安80",
    ),
    Pair("geometry.area", {"boundary/area_km2": "4.0395"}, {"boundary/area_km2": "4.0388"}, "相差1.01%"),
    Pair("geometry.area", {"boundary/area_km2": "3.9587"}, {"boundary/area_km2": "3.9593"}, "面积为3.9986平方公里"),
    Pair(
        "geometry.catalogue_area",
        {"basics/application_kind": "whole", "boundary/catalogue_area_km2": "4.0395"},
        {"basics/application_kind": "whole", "boundary/catalogue_area_km2": "4.0388"},
        "目录核准面积为4.0395",
    ),
    # of a park within a park, the catalogue has the host
    Pair(
        "geometry.catalogue_area",
        {R: [ring(), HOST]},
        {R: [ring(), HOST], "boundary/catalogue_area_km2": "16.84"},
        "所在园区拐点围成的面积为16.83",
    ),
    # 0.000011° of longitude are 1.044 m, which along 2,106 m stick out by 2,199 m²
    Pair(
        "geometry.host",
        {R: [shifted(1), ring(CELL, "h", whose="host")]},
        {R: [ring(), ring(CELL, "h", whose="host")]},
        "0.0022",
    ),
    Pair("geometry.host", {R: [ring(), ring(SMALL, "h", whose="host")]}, {R: [ring(), HOST]}, "在所在园区边界之外"),
    Pair(
        "geometry.host",
        {R: [shifted(-1000), ring(CELL, "h", whose="host")]},
        {R: [shifted(-1000), ring(CELL, "h", whose="host")], "basics/application_kind": "whole"},
    ),
    Pair(
        "geometry.roofs",
        {"roofs/r/longitude": "120.45", "roofs/r/latitude": "31.60992"},
        {"roofs/r/longitude": "120.45", "roofs/r/latitude": "31.60988"},
        "之外102米",
    ),
    Pair(
        "geometry.storages",
        {"storages/s/longitude": "120.43", "storages/s/latitude": "31.6"},
        {"storages/s/longitude": "120.44", "storages/s/latitude": "31.6"},
        "储能“储能站”",
    ),
    Pair("geometry.sides", {"boundary/east": "丙路西侧"}, {"boundary/east": "丙丁路西侧"}, "都写了“丙路”"),
    Pair("geometry.sides", {"boundary/east": "西环路"}, {"boundary/east": "东环路"}, "应在西面"),
    Pair("geometry.sides", {"boundary/north": "北纬31.5889°"}, {"boundary/north": "北纬31.589°"}, "不符"),
    Pair(
        "geometry.sides",
        {"boundary/east": "锡东大道", "landmarks": [{"name": "锡东大道", "longitude": "120.4499", "latitude": "31.6"}]},
        {"boundary/east": "锡东大道", "landmarks": [{"name": "锡东大道", "longitude": "120.45", "latitude": "31.6"}]},
        "以西",
    ),
    Pair(
        "geometry.sides",
        {"boundary/south": "企业aa厂区", "enterprises/a/name": "企业aa", "enterprises/a/latitude": "31.605"},
        {"boundary/south": "企业aa厂区", "enterprises/a/name": "企业aa", "enterprises/a/latitude": "31.595"},
        "以北",
    ),
]  # fmt: skip


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.rule)
def test_the_rule_notices_the_fault_and_no_more(pair: Pair) -> None:
    pair.hold()


def test_each_fault_leads_to_its_ring() -> None:
    found = noticed("geometry.crossing", {R: [ring(), ring((CELL[0], CELL[2], CELL[1], CELL[3]), "bow", name="北片")]})
    assert [finding.addresses for finding in found] == [("boundary/rings/bow/points",)]
    assert "“北片”的边界自身相交" in found[0].sentence
