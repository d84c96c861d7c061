"""Pages and the session: a hidden page waits, and a page of a closed project hears nothing any more."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QLineEdit

from tests.gui.opened import opened
from zcpark_desktop.ui.form.page import FormPage
from zcpark_desktop.ui.page_session import PageSession
from zcpark_desktop.ui.session import Change, Session

GDP = "years/2025/economy/gdp_10k_yuan"


@pytest.fixture
def window(make_window, qtbot):
    return opened(make_window(), qtbot)


def throw_away() -> None:
    """Delete what was to be deleted later, now."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_no_page_of_a_closed_project_hears_of_the_next_one(window, monkeypatch):
    for step in window.workspace.steps:
        window.workspace.open_step(step.id)
    heard = []
    monkeypatch.setattr(FormPage, "refresh", lambda page, *_: heard.append(page))
    monkeypatch.setattr(FormPage, "_refresh_fields", lambda page: heard.append(page))
    window.session.load(window.session.project, evidence=window.session.evidence)
    assert heard == []


def test_after_another_project_is_opened_its_pages_work_and_the_old_ones_are_gone(window):
    # a grid of the closed project was asked whether it is read-only when its checkbox was deleted already
    for step in window.workspace.steps:
        window.workspace.open_step(step.id)
    window.files.new("city")
    window.workspace.open_step("energy")
    throw_away()
    window.session.set_value("title", "新园区")
    window.session.state_changed.emit()
    throw_away()
    assert len(window.findChildren(FormPage)) == 2  # the first page and the one on show


def test_a_cell_that_is_being_typed_when_another_project_is_opened_stays_with_its_project(window, qtbot):
    view = window.workspace.open_step("energy").parts[0].view
    other = window.session.project
    address = "years/2025/energy/coke/purchased"
    index = view.grid_model.index_of(address)
    assert index.isValid()
    view.setFocus()
    view.setCurrentIndex(index)
    qtbot.keyClick(view, Qt.Key.Key_F2)
    editor = view.findChild(QLineEdit)
    editor.setText("777")
    kept = view  # a page that somebody still holds is not gone at once
    window.session.load(other, evidence=window.session.evidence)
    window.workspace.begin()
    kept.commit()
    throw_away()
    assert window.session.project is other
    assert not window.session.dirty


def test_closing_the_window_throws_the_pages_away_before_they_can_speak_up(window):
    view = window.workspace.open_step("energy").parts[0].view
    view.edit(view.grid_model.index_of("years/2025/energy/coke/purchased"))
    assert window.close()
    throw_away()
    window.session.state_changed.emit()
    assert window.findChildren(FormPage) == []


def test_a_hidden_page_is_told_nothing_until_it_is_shown_again(window):
    page = window.workspace.open_step("economy")
    grid = page.parts[0].model
    before = grid.index_of(GDP).data()
    window.workspace.open_step("energy")
    window.session.set_value(GDP, Decimal("4321"))
    assert grid.index_of(GDP).data() == before
    window.workspace.open_step("economy")
    assert grid.index_of(GDP).data() == "4,321"


def test_what_a_hidden_page_missed_is_one_change_with_all_places():
    session = Session()
    page, heard = PageSession(session), []
    session.changed.connect(page.hear_change)
    page.changed.connect(heard.append)
    page.listen(False)
    session.set_value("title", "甲")
    session.set_value("basics/name", "乙")
    session.set_value("title", "丙")
    assert heard == []
    page.listen(True)
    assert heard == [Change(heard[0].label, ("title", "basics/name"), False)]


def test_a_whole_project_in_place_of_another_stays_that_among_other_changes():
    session = Session()
    page, heard = PageSession(session), []
    session.changed.connect(page.hear_change)
    page.changed.connect(heard.append)
    page.listen(False)
    session.set_value("title", "甲")
    session.replace(session.project.model_copy(update={"title": "乙"}), "导入")
    session.set_value("title", "丙")
    page.listen(True)
    assert [(change.addresses, change.structural) for change in heard] == [((), True)]
