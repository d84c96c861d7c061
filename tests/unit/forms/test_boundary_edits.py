"""Rings from a file, taken into the project: instead, beside, and as the host's."""

from decimal import Decimal as D

import pytest

from zcpark_desktop.boundary import BoundaryError, PlainRing, Vertex, system
from zcpark_desktop.forms.boundary_edits import Way, ring_edits
from zcpark_desktop.project import new_project
from zcpark_desktop.project.basics import Point, Ring, Whose
from zcpark_desktop.project.edits import with_values

GEO, FLAT = system("EPSG:4490"), system("EPSG:4549")
NEW = (PlainRing("新片", False, tuple(Vertex(f"J{n}", D(x), D(y)) for n, (x, y) in enumerate(
    (("120.44", "31.59"), ("120.46", "31.59"), ("120.46", "31.61")), 1))),)
HOST = Ring(id="h", whose=Whose.HOST, points=(
    Point(x=D("541700"), y=D("3496700")), Point(number="H2"), Point(x=D("543600"), y=D("3498900"))))
OWN = Ring(id="1", name="旧片", points=(Point(x=D("541700"), y=D("3496700")),))


def park(*rings, id_="EPSG:4549"):
    return with_values(new_project(), [("boundary/rings", rings), ("boundary/reference_system", id_)])


def taken(project, way, of=GEO):
    return with_values(project, ring_edits(project, NEW, of, way)).boundary


def test_instead_of_the_parks_rings_the_host_stays_in_the_system_of_the_file():
    boundary = taken(park(OWN, HOST), Way.INSTEAD)
    assert [(ring.name, ring.whose) for ring in boundary.rings] == [("新片", Whose.PARK), ("", Whose.HOST)]
    assert boundary.reference_system == "EPSG:4490"
    assert boundary.rings[0].points[0] == Point(number="J1", x=D("120.44"), y=D("31.59"))
    assert [120 < point.x < 121 for point in boundary.rings[1].points] == [True, True]


def test_beside_the_parks_rings_the_new_ones_come_into_its_system():
    boundary = taken(park(OWN, HOST), Way.BESIDE)
    assert [ring.id for ring in boundary.rings] == ["1", "h", "3"] and boundary.rings[:2] == (OWN, HOST)
    assert boundary.reference_system == "EPSG:4549"
    assert 541_000 < boundary.rings[2].points[0].x < 542_000


def test_as_the_hosts_they_take_the_place_of_the_hosts_only():
    boundary = taken(park(OWN, HOST), Way.HOST)
    assert [(ring.name, ring.whose) for ring in boundary.rings] == [("旧片", Whose.PARK), ("新片", Whose.HOST)]


def test_into_an_empty_project_they_come_as_they_are():
    boundary = taken(park(id_=""), Way.BESIDE, FLAT)
    assert boundary.reference_system == "EPSG:4549" and boundary.rings[0].points[0].x == D("120.44")


def test_what_stays_must_have_a_system():
    with pytest.raises(BoundaryError, match="现有拐点的坐标系还没有选择"):
        taken(park(OWN, id_=""), Way.BESIDE)
    assert len(taken(park(OWN, id_=""), Way.INSTEAD).rings) == 1
