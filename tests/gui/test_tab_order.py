"""By keyboard alone: Tab goes as one reads, going on puts the caret where typing begins."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from tests.gui.opened import opened
from zcpark_desktop.project import new_project, value_at
from zcpark_desktop.ui import tab_order

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def real(window, qtbot):
    opened(window, qtbot, new_project("试验园区", "p1"))
    with qtbot.waitActive(window):
        window.activateWindow()
    return window


def tab(qtbot, key=Qt.Key.Key_Tab):
    qtbot.keyClick(QApplication.focusWidget(), key)
    return QApplication.focusWidget()


def type_there(qtbot, words):
    for letter in words:  # the first one may open an editor
        qtbot.keyClicks(QApplication.focusWidget(), letter)


def test_a_new_project_waits_for_its_name_and_tab_leads_to_the_next_field(real, qtbot):
    real.workspace.begin()
    type_there(qtbot, "X")
    tab(qtbot)
    type_there(qtbot, "Park")
    real.session.commit()
    assert "X" in real.session.project.title
    assert value_at(real.session.project, "basics/name") == "Park"


def test_going_on_by_key_puts_the_caret_into_the_next_page(real, qtbot):
    real.workspace.begin()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageDown, CTRL)
    assert real.workspace.pages.current == "boundary"
    type_there(qtbot, "East")
    real.session.commit()
    assert value_at(real.session.project, "boundary/east") == "East"


def test_a_table_reached_by_key_has_its_caret_where_something_can_be_typed(real, qtbot):
    real.workspace.open_step("boundary")
    real.workspace.pages.move(1)
    type_there(qtbot, "12")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert value_at(real.session.project, "years/2022/economy/gdp_10k_yuan") == 12


def test_tab_goes_through_steps_page_ways_and_panel_and_back(real, qtbot):
    workspace = real.workspace
    workspace.open_step("basics")
    order = tab_order.stops([workspace.step_list, *workspace.pages.areas, workspace.side])
    parts = [workspace.step_list, workspace.pages.page, workspace.pages, workspace.side]
    places = [next(at for at, part in enumerate(parts) if part.isAncestorOf(stop)) for stop in order]
    assert places == sorted(places) and set(places) >= {0, 1, 2}
    order[0].setFocus()
    assert tab(qtbot) is order[1] and tab(qtbot) is order[2]
    assert tab(qtbot, Qt.Key.Key_Backtab) is order[1] and tab(qtbot, Qt.Key.Key_Backtab) is order[0]
    last_of_page = max(at for at, place in enumerate(places) if place == 1)
    order[last_of_page].setFocus()
    assert tab(qtbot) is workspace.pages.on


def test_an_area_without_stops_has_no_first_field(qtbot):
    area = QWidget()
    QVBoxLayout(area)
    qtbot.addWidget(area)
    area.show()
    assert tab_order.first_field(area) is None
    assert not tab_order.go([area], area, True)
