"""Where a finding leads: the field that has to be changed, in the real window, with the caret in it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from tests.gui.opened import opened
from tests.unit.audit.parks import figure, more, of_year, park
from zcpark_desktop.project import value_at
from zcpark_desktop.ui.grid.view import GridView


def caret(window) -> str:
    """The address of the cell with the caret."""
    view = QApplication.focusWidget()
    assert isinstance(view, GridView), view
    index = view.currentIndex()
    return view.model().sheet.address(view.model().sheet_row(index.row()), index.column())


@pytest.mark.parametrize(
    ("changes", "rule", "place"),
    [
        ({figure("a", "energy_equivalent_tce", 2025): 5_000}, "sum.energy_equivalent_tce", of_year("energy/")),
        ({"certificates/g/pieces": 9_000_000}, "balance.certificates_exceed", "certificates/g/"),
        ({"demand_responses/d/power_mw": 3}, "response.exceeds_load", "demand_responses/d/"),
        ({"key_projects": []}, "level.key_projects", ""),
        (more("years", {"year": 2031}), "statement.years", ""),
        ({"enterprises/b/annual": [{"year": 2022}]}, "statement.years", "enterprises/b/"),
        ({"targets/far/year": 2031}, "statement.years", "targets/far/year"),
    ],
)
def test_a_finding_leads_to_the_table_or_cell_that_has_to_be_changed(window, qtbot, changes, rule, place) -> None:
    window.show()
    opened(window, qtbot, park(changes))
    qtbot.waitUntil(lambda: bool(window.session.findings))
    finding = next(each for each in window.session.findings if each.id == rule)
    value_at(window.session.project, finding.addresses[0])
    window.workspace.jump(finding.addresses[0])
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    assert not place or caret(window).startswith(place)
