"""Fields of a form: what is typed, what is stored, and what is kept although it does not fit."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QLabel

from zcpark_desktop import forms, rules
from zcpark_desktop.paths import resources
from zcpark_desktop.project import new_project, parse_json
from zcpark_desktop.project.basics import ApplicationKind
from zcpark_desktop.project.statements import Evidence
from zcpark_desktop.ui.fields.editors import TYPED_AFTER_MS
from zcpark_desktop.ui.form.page import FormPage
from zcpark_desktop.ui.session import Session

from .wheel import turn_wheel_over


@pytest.fixture(scope="module")
def loaded():
    return rules.load()


@pytest.fixture
def session(qapp, loaded):
    session = Session(loaded)
    session.load(new_project("试验园区", "p1"))
    return session


@pytest.fixture
def page_of(qtbot, session):
    def make(step_id):
        page = FormPage(session, forms.step(step_id))
        qtbot.addWidget(page)
        page.resize(1000, 800)
        page.show()
        with qtbot.waitActive(page):
            page.activateWindow()
        return page

    return make


def field_of(page, address):
    return next(field for _, field in page.fields if field.address == address)


def type_into(qtbot, field, text):
    field.take_focus()
    field.editor.selectAll()
    for letter in text:  # QTest cannot type Chinese
        QApplication.sendEvent(field.editor, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter))


def leave(page):
    page.setFocus()
    page.commit()


def test_a_number_is_stored_as_typed_and_shown_with_separators(qtbot, session, page_of):
    page = page_of("boundary")
    field = field_of(page, "boundary/area_km2")
    type_into(qtbot, field, "1234567.50")
    qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    assert session.project.boundary.area_km2 == Decimal("1234567.50")
    field.editor.clearFocus()
    assert field.editor.text() == "1,234,567.50"
    field.take_focus()
    assert field.editor.text() == "1234567.50"


def test_full_width_digits_and_separators_are_understood(qtbot, session, page_of):
    page = page_of("boundary")
    field = field_of(page, "boundary/area_km2")
    type_into(qtbot, field, "１,２３４．５")
    page.commit()
    assert session.project.boundary.area_km2 == Decimal("1234.5")


def test_an_invalid_text_stays_is_not_stored_and_does_not_block(qtbot, session, page_of):
    page = page_of("boundary")
    session.set_value("boundary/area_km2", Decimal(5))
    field = field_of(page, "boundary/area_km2")
    type_into(qtbot, field, "约16")
    leave(page)
    assert field.editor.text() == "约16"
    assert session.project.boundary.area_km2 == 5
    assert field.findChild(QLabel, "error").isVisible()
    assert page.findings == ("申报面积：应为数字，现为“约16”。",)
    assert page.findChild(QLabel, "notice").text() == "✗ 未保存的无效输入：申报面积：应为数字，现为“约16”。"
    session.set_value("boundary/east", "东环路")
    assert field.editor.text() == "约16"


def test_mending_an_invalid_text_takes_the_complaint_away(qtbot, session, page_of):
    page = page_of("boundary")
    field = field_of(page, "boundary/area_km2")
    type_into(qtbot, field, "-3")
    leave(page)
    assert page.findings == ("申报面积：不能为负数。",)
    type_into(qtbot, field, "3")
    leave(page)
    assert page.findings == ()
    assert session.project.boundary.area_km2 == 3
    assert not field.findChild(QLabel, "error").isVisible()


def test_escape_brings_back_what_is_stored(qtbot, session, page_of):
    page = page_of("boundary")
    session.set_value("boundary/east", "东环路")
    field = field_of(page, "boundary/east")
    type_into(qtbot, field, "别的")
    qtbot.keyClick(field.editor, Qt.Key.Key_Escape)
    leave(page)
    assert field.editor.text() == "东环路" and session.project.boundary.east == "东环路"


def test_saving_takes_what_is_still_in_the_focused_field(qtbot, session, page_of):
    page = page_of("boundary")
    type_into(qtbot, field_of(page, "boundary/east"), "East")
    assert session.project.boundary.east == ""
    session.commit()
    assert session.project.boundary.east == "East"


def test_what_the_project_refuses_stays_in_the_field(qtbot, session, page_of):
    page = page_of("basics")
    field = field_of(page, "period/near_term_year")
    type_into(qtbot, field, "2024")
    leave(page)
    assert session.project.period.near_term_year == 2027
    assert field.editor.text() == "2024" and len(page.findings) == 1


def test_clearing_a_number_makes_it_missing_and_not_zero(qtbot, session, page_of):
    page = page_of("boundary")
    session.set_value("boundary/area_km2", Decimal(5))
    field = field_of(page, "boundary/area_km2")
    field.take_focus()
    field.editor.selectAll()
    qtbot.keyClick(field.editor, Qt.Key.Key_Delete)
    leave(page)
    assert session.project.boundary.area_km2 is None


@pytest.mark.parametrize("address", ["basics/rank", "boundary/area_km2", "period/base_year"])
def test_the_wheel_changes_nothing(session, page_of, address):
    page = page_of(forms.step_of(address))
    field = field_of(page, address)
    field.take_focus()
    before = session.project
    for turn in (120, -120):
        turn_wheel_over(field.editor, turn)
    page.commit()
    assert session.project is before


def test_yes_no_and_not_filled_in_are_three_answers(qtbot, session, page_of):
    page = page_of("basics")
    field = field_of(page, "basics/catalogue_listed")
    for answer in (True, False, None):
        field.editor._buttons[answer].click()
        assert session.project.basics.catalogue_listed is answer


def test_a_question_appears_with_the_answer_that_asks_for_it(session, page_of):
    page = page_of("basics")
    host = field_of(page, "boundary/host_park")
    assert not host.isVisible()
    session.set_value("basics/application_kind", ApplicationKind.PARK_IN_PARK)
    assert host.isVisible()
    session.set_value("boundary/host_park", "某经济开发区")
    session.set_value("basics/application_kind", ApplicationKind.WHOLE)
    assert host.isVisible()  # what has been answered is not hidden


def test_choosing_from_a_list_and_choosing_nothing(session, page_of):
    page = page_of("basics")
    combo = field_of(page, "basics/application_kind").editor
    combo.activated.emit(combo.findText("园中园"))
    assert session.project.basics.application_kind is ApplicationKind.PARK_IN_PARK
    assert combo.itemText(0) == "未填"
    combo.activated.emit(0)
    assert session.project.basics.application_kind is None


def test_evidence_shows_as_chips_and_can_be_taken_away(qtbot, session, page_of):
    drawing = Evidence(id="e1", number="1-01", title="四至图")
    session.apply("佐证", [("evidence", (drawing,)), ("boundary/evidence", ("e1",))])
    page = page_of("boundary")
    field = field_of(page, "boundary/evidence")
    assert [label.text() for label in field.editor.findChildren(QLabel)] == ["1-01"]
    field.editor.answered.emit(())
    assert session.project.boundary.evidence == ()


def test_a_long_text_is_taken_when_the_field_is_left(qtbot, session, page_of):
    page = page_of("boundary")
    field = field_of(page, "boundary/location")
    field.take_focus()
    field.editor.insertPlainText("位于锡山区。\n东临大道。")
    leave(page)
    assert session.project.boundary.location == "位于锡山区。\n东临大道。"


def test_a_long_text_is_taken_when_the_typing_pauses_and_is_one_step(qtbot, session, page_of):
    page = page_of("boundary")
    editor = field_of(page, "boundary/location").editor
    editor.setFocus()
    qtbot.keyClicks(editor, "East of ")
    qtbot.waitUntil(lambda: session.project.boundary.location == "East of")
    assert editor.toPlainText() == "East of " and editor.textCursor().position() == 8, "the caret and the space stay"
    qtbot.keyClicks(editor, "the road")
    qtbot.waitUntil(lambda: session.project.boundary.location == "East of the road")
    leave(page)
    qtbot.wait(TYPED_AFTER_MS + 50)
    session.undo()
    assert session.project.boundary.location == "" and session.undo_label is None and editor.toPlainText() == ""


def test_what_is_written_in_another_stay_is_another_step(qtbot, session, page_of):
    page = page_of("boundary")
    editor = field_of(page, "boundary/location").editor
    for word in ("one ", "two"):
        editor.setFocus()
        editor.moveCursor(QTextCursor.MoveOperation.End)
        qtbot.keyClicks(editor, word)
        leave(page)
    assert session.project.boundary.location == "onetwo", "the space at the end of the first is gone with the stay"
    session.undo()
    assert session.project.boundary.location == "one"


def test_undo_shows_in_the_field(session, page_of):
    page = page_of("boundary")
    session.set_value("boundary/east", "东环路")
    session.undo()
    assert field_of(page, "boundary/east").editor.text() == ""


def test_a_jump_puts_the_caret_into_the_field(qtbot, page_of):
    page = page_of("basics")
    assert page.focus_address("basics/contact/email")
    assert page.focusWidget() is field_of(page, "basics/contact/email").editor
    assert not page.focus_address("buildings/1/name")


def test_a_read_only_project_cannot_be_edited(session, page_of):
    page = page_of("boundary")
    session.load(session.project, read_only=True)
    assert not field_of(page, "boundary/east").editor.isEnabled()


@pytest.mark.parametrize("sample", [False, True], ids=["empty", "sample"])
@pytest.mark.parametrize("step", [step for step in forms.STEPS if step.sections], ids=lambda step: step.id)
def test_every_form_renders(session, page_of, step, sample):
    if sample:
        session.load(parse_json((resources() / "samples" / "sample.json").read_bytes()))
    page = page_of(step.id)
    assert len(page.fields) + len(page.parts) == len(step.items)
    assert not page.grab().isNull() and page.findings == ()


def test_every_editor_has_a_name_for_screen_readers(page_of):
    for step in forms.STEPS:
        if step.sections:
            page = page_of(step.id)
            for _, field in page.fields:
                assert field.editor.accessibleName(), field.address
