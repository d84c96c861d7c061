"""Which reference systems the form offers, and where the boundary's new fields stand."""

from zcpark_desktop.boundary import SYSTEMS
from zcpark_desktop.evaluate import load_rules
from zcpark_desktop.forms import step_of
from zcpark_desktop.forms.offers import Offers
from zcpark_desktop.project import new_project, with_value
from zcpark_desktop.project.declared import Kind, declared

ADDRESS = "boundary/reference_system"


def offered(system):
    return Offers(with_value(new_project(), ADDRESS, system), load_rules()).of(declared(ADDRESS).offered_by)


def test_those_of_the_region_are_offered_by_their_titles():
    found = offered("EPSG:4490")
    assert declared(ADDRESS).kind is Kind.ONE_OF
    assert list(found)[:4] == ["EPSG:4490", "EPSG:4326", "EPSG:4610", "EPSG:4214"]
    assert found["EPSG:4549"] == "CGCS2000 3度带 中央子午线120°（横坐标不带带号）"
    assert 20 < len(found) < len(SYSTEMS) / 4 and "EPSG:4534" not in found


def test_the_one_that_the_project_has_is_offered_too():
    assert "EPSG:4534" in offered("EPSG:4534")
    assert "无锡城建坐标系" not in offered("无锡城建坐标系")


def test_a_new_project_is_in_the_countrys_own_system():
    assert new_project().boundary.reference_system == "EPSG:4490"


def test_what_the_map_asks_for_stands_on_the_page_of_the_boundary():
    for address in ("boundary/underlay/first/longitude", "boundary/underlay/evidence", "landmarks/1/name",
                    "boundary/rings/1/whose", "boundary/system_note"):
        assert step_of(address) == "boundary"
    assert step_of("storages/1/longitude") == step_of("roofs/1/latitude") == "facilities"
