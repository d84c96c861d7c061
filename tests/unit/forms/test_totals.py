"""Sums beneath a list, worked out anew only where rows changed."""

from decimal import Decimal

import pytest

from zcpark_desktop import rules
from zcpark_desktop.forms import Table, step
from zcpark_desktop.forms.offers import Offers
from zcpark_desktop.forms.rows_sheet import RowsSheet
from zcpark_desktop.forms.totals import Total, Totals
from zcpark_desktop.project import new_project
from zcpark_desktop.project.edits import with_values
from zcpark_desktop.project.facilities import Building

TABLE = next(item for item in step("buildings").items if isinstance(item, Table))


@pytest.fixture(scope="module")
def loaded():
    return rules.load()


def sheet_of(project, loaded):
    return RowsSheet(project, TABLE, Offers(project, loaded))


@pytest.fixture
def project():
    rows = (Building(id="1", area_m2="10.5"), Building(id="2"), Building(id="3", area_m2="4"))
    return with_values(new_project(project_id="1"), [("buildings", rows)])


def test_a_sum_tells_how_many_rows_have_no_value(project, loaded):
    assert Totals().of(sheet_of(project, loaded), None) == [Total(3, Decimal("14.5"), 2, 1)]


def test_a_changed_row_moves_the_sum(project, loaded):
    totals = Totals()
    totals.of(sheet_of(project, loaded), None)
    after = with_values(project, [("buildings/2/area_m2", 6), ("buildings/3/area_m2", None)])
    assert totals.of(sheet_of(after, loaded), None) == [Total(3, Decimal("16.5"), 2, 1)]
    assert totals.of(sheet_of(project, loaded), None) == [Total(3, Decimal("14.5"), 2, 1)]


def test_only_shown_rows_are_summed(project, loaded):
    totals, shown = Totals(), [0, 1]
    assert totals.of(sheet_of(project, loaded), shown) == [Total(3, Decimal("10.5"), 1, 1)]
    hidden_changed = with_values(project, [("buildings/3/area_m2", 100)])
    assert totals.of(sheet_of(hidden_changed, loaded), shown) == [Total(3, Decimal("10.5"), 1, 1)]
    assert totals.of(sheet_of(hidden_changed, loaded), None) == [Total(3, Decimal("110.5"), 2, 1)]


def test_added_rows_are_summed(project, loaded):
    totals = Totals()
    totals.of(sheet_of(project, loaded), None)
    more = with_values(project, [("buildings", (*project.buildings, Building(id="4", area_m2=1)))])
    assert totals.of(sheet_of(more, loaded), None) == [Total(3, Decimal("15.5"), 3, 1)]


def test_a_sheet_takes_over_what_was_worked_out_for_unchanged_rows(project, loaded):
    before = sheet_of(with_values(project, [("buildings/1/name", "东楼")]), loaded)
    assert "东楼" in before.search_texts()[0]
    after = sheet_of(with_values(before.project, [("buildings/2/name", "西楼")]), loaded)
    assert after.take_over(before) == [1]
    assert "东楼" in after.search_texts()[0] and "西楼" in after.search_texts()[1]
