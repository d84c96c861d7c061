"""Writing the documents' text as staff do it: typing, live numbers, drafts, undo."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from tests.gui.opened import read_only
from zcpark_desktop.forms import step
from zcpark_desktop.narrative import body_of
from zcpark_desktop.ui.all_pages import page_of
from zcpark_desktop.ui.narrative.editor import OWN
from zcpark_desktop.ui.steps import StepState

FIRST, SECOND = "application.1.1", "application.1.2"
GDP = "years/2025/economy/gdp_10k_yuan"
CHIP = "{生产总值.2025}"


@pytest.fixture
def page(window, qtbot):
    for name in ("narrative", "economy"):
        window.workspace.register_page(name, page_of(step(name)))
    window.files.new("city")
    window.session.set_value(GDP, Decimal("100"))
    with qtbot.waitSignal(window.session.evaluated):
        page = window.workspace.open_step("narrative")
    page.editor.setFocus()
    return page


def written(page, key=FIRST):
    return body_of(page._session.project, key)


def compose(editor, words, preedit=""):
    """As a Chinese input method does it."""
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(words)
    QApplication.sendEvent(editor, event)


def change(page, qtbot, address, value):
    session = page.window().session  # the page's own is silent while it is hidden
    with qtbot.waitSignal(session.evaluated):
        session.set_value(address, value)


def test_words_of_an_input_method_reach_the_project_when_the_typing_pauses(page, qtbot):
    compose(page.editor, "", preedit="yuanqu")
    compose(page.editor, "园区概况")
    qtbot.waitUntil(lambda: written(page) == "园区概况")


def test_what_is_still_being_composed_is_not_taken(page, qtbot):
    compose(page.editor, "", preedit="yuanqu")
    page._session.commit()
    assert written(page) == ""


def test_a_name_typed_in_braces_becomes_one_character_that_shows_the_value(page, qtbot):
    compose(page.editor, f"产值{CHIP}。")
    assert page.editor.toPlainText() == "产值\ufffc。"
    assert page.editor.source() == f"产值{CHIP}。"
    assert page.editor.chip("生产总值.2025").text == "100万元"
    page.editor.commit()
    assert written(page) == f"产值{CHIP}。"


def test_the_caret_passes_a_live_number_in_one_step_and_one_key_deletes_it(page, qtbot):
    page.editor.insert_source(f"甲{CHIP}乙")
    page.editor.moveCursor(QTextCursor.MoveOperation.Start)
    for _ in range(2):
        qtbot.keyClick(page.editor, Qt.Key.Key_Right)
    assert page.editor.textCursor().position() == 2
    qtbot.keyClick(page.editor, Qt.Key.Key_Backspace)
    assert page.editor.source() == "甲乙"


def test_text_typed_after_a_live_number_is_plain(page, qtbot):
    page.editor.insert_source(CHIP)
    qtbot.keyClicks(page.editor, "ab")
    compose(page.editor, "后")
    assert page.editor.source() == f"{CHIP}ab后"


def test_two_live_numbers_side_by_side_are_two(page, qtbot):
    page.editor.insert_source(CHIP + CHIP)
    assert page.editor.toPlainText() == "\ufffc\ufffc"
    assert page.editor.source() == CHIP + CHIP


def test_the_value_in_the_text_follows_the_data(page, qtbot):
    page.editor.insert_source(CHIP)
    page.editor.commit()
    narrow = page.editor.document().idealWidth()
    change(page, qtbot, GDP, Decimal("123456789.5"))
    assert page.editor.chip("生产总值.2025").text == "123,456,789.5万元"
    assert page.editor.document().idealWidth() > narrow
    assert written(page) == CHIP


def test_a_copy_keeps_the_live_number_here_and_gives_its_value_elsewhere(page, qtbot):
    page.editor.insert_source(f"甲{CHIP}乙")
    page.editor.selectAll()
    page.editor.copy()
    assert QGuiApplication.clipboard().text() == "甲100万元乙"
    page.editor.moveCursor(QTextCursor.MoveOperation.End)
    page.editor.paste()
    assert page.editor.source() == f"甲{CHIP}乙甲{CHIP}乙"


def test_a_part_is_copied_exactly_also_behind_rare_characters(page, qtbot):
    page.editor.insert_source(f"𠮷{CHIP}乙丙")
    cursor = page.editor.textCursor()
    cursor.setPosition(2)
    cursor.setPosition(4, QTextCursor.MoveMode.KeepAnchor)
    page.editor.setTextCursor(cursor)
    data = page.editor.createMimeDataFromSelection()
    assert bytes(data.data(OWN).data()).decode() == f"{CHIP}乙"


def test_pasted_text_with_names_becomes_live_and_keeps_its_paragraphs(page, qtbot):
    data = QMimeData()
    data.setText(f"一\r\n二{CHIP}\ufffc")
    data.setHtml("<b>不要格式</b>")
    page.editor.insertFromMimeData(data)
    assert page.editor.source() == f"一\n二{CHIP}"


def test_one_stay_in_the_field_is_one_step_of_undo(page, qtbot, window):
    before = page._session.undo_label
    for word in ("一", "二", "三"):
        compose(page.editor, word)
        page.editor.commit()
    window.workspace.step_list.list.setFocus()
    assert page._session.undo_label == "撰写“园区基本情况”"
    page._session.undo()
    assert written(page) == ""
    assert page.editor.source() == ""
    assert page._session.undo_label == before
    page._session.redo()
    assert page.editor.source() == "一二三"


def test_leaving_and_coming_back_begins_another_step(page, qtbot, window):
    compose(page.editor, "一")
    window.workspace.step_list.list.setFocus()
    page.editor.setFocus()
    page.editor.moveCursor(QTextCursor.MoveOperation.End)
    compose(page.editor, "二")
    page.editor.commit()
    page._session.undo()
    assert written(page) == "一"


def test_ctrl_z_takes_back_words_while_in_the_field_and_the_stay_after_it(page, qtbot, window):
    qtbot.keyClicks(page.editor, "ab")
    qtbot.keyClick(page.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    page.editor.commit()
    assert written(page) == ""
    qtbot.keyClicks(page.editor, "cd")
    window.workspace.step_list.list.setFocus()
    page.editor.setFocus()
    qtbot.keyClick(page.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert written(page) == ""


def test_a_section_that_is_left_is_stored_and_another_shown(page, qtbot):
    compose(page.editor, "甲")
    page.sections.select(SECOND)
    assert written(page) == "甲"
    assert page.editor.source() == ""
    assert page.section.key == SECOND
    page.sections.select(FIRST)
    assert page.editor.source() == "甲"


def test_a_text_that_is_emptied_leaves_no_row(page, qtbot):
    compose(page.editor, "甲")
    page.editor.commit()
    page.editor.selectAll()
    qtbot.keyClick(page.editor, Qt.Key.Key_Delete)
    page.editor.commit()
    assert page._session.project.narratives == ()


def test_texts_stand_in_the_order_of_the_documents(page, qtbot):
    for key, words in (("plan.1", "丙"), (SECOND, "乙"), (FIRST, "甲")):
        page.sections.select(key)
        compose(page.editor, words)
        page.editor.commit()
    assert [row.section for row in page._session.project.narratives] == [FIRST, SECOND, "plan.1"]


def test_a_new_line_at_the_end_stays_while_other_data_change(page, qtbot):
    compose(page.editor, "甲")
    page.editor.commit()
    qtbot.keyClick(page.editor, Qt.Key.Key_Return)
    page.editor.commit()
    change(page, qtbot, GDP, Decimal(7))
    compose(page.editor, "乙")
    assert page.editor.source() == "甲\n乙"


def test_the_list_on_the_left_tells_what_is_written_and_what_needs_care(page, qtbot):
    assert page.sections.state_of(FIRST) is StepState.EMPTY
    compose(page.editor, "甲")
    page.editor.commit()
    assert page.sections.state_of(FIRST) is StepState.COMPLETE
    compose(page.editor, "{用热.2025}")
    page.editor.commit()
    assert page.sections.state_of(FIRST) is StepState.FINDINGS


def test_a_value_that_is_missing_is_told_with_a_way_to_the_field(page, qtbot, window):
    page.editor.insert_source("{工业总产值.2025}")
    page.editor.commit()
    assert "“2025年工业总产值”没有值：缺2025年工业总产值" in page._trouble.text()
    page._trouble.linkActivated.emit("years/2025/economy/industrial_output_10k_yuan")
    assert window.workspace.pages.current == "economy"
    change(page, qtbot, "years/2025/economy/industrial_output_10k_yuan", Decimal(9))
    window.workspace.open_step("narrative")
    assert page._trouble.text() == ""
    assert page.editor.chip("工业总产值.2025").text == "9万元"


def test_a_name_that_is_no_live_number_stays_text_and_is_underlined(page, qtbot):
    compose(page.editor, "见{附表一}")
    assert page.editor.toPlainText() == "见{附表一}"
    assert len(page.editor.extraSelections()) == 1
    page.editor.commit()
    assert "“{附表一}”不是可以引用的数据" in page._trouble.text()


def test_a_live_number_is_found_by_words_and_put_in_by_enter(page, qtbot):
    page.insert_number()
    assert page.window().focusWidget() is page.numbers.search
    page.numbers.search.setText("生产总值 2025")
    qtbot.keyClick(page.numbers.search, Qt.Key.Key_Return)
    assert page.editor.source() == CHIP
    assert page.window().focusWidget() is page.editor


def test_a_search_that_finds_nothing_says_so(page, qtbot):
    page.insert_number()
    page.numbers.search.setText("天方夜谭")
    qtbot.waitUntil(lambda: page.numbers._none.isVisible())
    qtbot.keyClick(page.numbers.search, Qt.Key.Key_Return)
    assert page.editor.source() == ""


def test_the_draft_is_shown_as_it_reads_and_taken_with_live_numbers(page, qtbot):
    address = "years/{}/economy/industrial_value_added_current_10k_yuan"
    page._session.set_value(address.format(2022), Decimal(100))
    change(page, qtbot, address.format(2025), Decimal(120))
    words = "2025年，园区工业增加值（现价）120万元，比2022年增长20.00%。"
    qtbot.waitUntil(lambda: page.advice.draft.text() == words)
    take = page.advice.findChild(QPushButton)
    qtbot.mouseClick(take, Qt.MouseButton.LeftButton)
    page.editor.commit()
    assert written(page) == "2025年，园区工业增加值（现价）{工业增加值.2025}，{工业增加值.2025.较2022}。"


def test_without_data_there_is_no_draft_to_take(page, qtbot):
    qtbot.waitUntil(lambda: "数据还不足以起草" in page.advice.draft.text())
    assert page.advice.take.isHidden()


def test_the_preview_reads_as_the_document_will(page, qtbot):
    page.editor.insert_source(f"全年{CHIP}。")
    page.editor.commit()
    page.beside.setCurrentIndex(2)
    qtbot.waitUntil(lambda: "全年100万元。" in page.preview.toPlainText())
    change(page, qtbot, GDP, Decimal(5))
    qtbot.waitUntil(lambda: "全年5万元。" in page.preview.toPlainText())


def test_a_jump_to_a_text_opens_its_section_with_the_caret_in_it(page, qtbot, window):
    window.workspace.open_step("economy")
    window.workspace.jump("narratives/application.2.2/body")
    assert page.section.key == "application.2.2"
    assert page.window().focusWidget() is page.editor


def test_an_overlong_text_stays_in_the_field_and_says_why_it_is_not_stored(page, qtbot):
    page.editor.insert_source("长" * 20_001)
    page.editor.commit()
    assert "正文未保存" in page._trouble.text()
    assert len(page.editor.source()) == 20_001
    assert written(page) == ""


def test_a_project_opened_for_reading_cannot_be_written(page, window):
    page = read_only(window, "narrative")
    assert page.editor.isReadOnly()
    assert not page.numbers.insert.isEnabled()


def test_ctrl_s_takes_what_is_still_being_typed(page, qtbot, window, tmp_path):
    window.questions.said["save"] = tmp_path / "a.zcpark"
    compose(page.editor, "甲")
    qtbot.keyClick(page.editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert written(page) == "甲"
    assert not page._session.dirty


def test_pages_of_a_closed_project_follow_nothing_any_more(page, qtbot, window):
    window.questions.said["保存修改"] = "discard"
    window.files.new("city")
    QTest.qWait(20)
    change_of_the_new = window.session.set_value("title", "新")
    assert change_of_the_new
    QTest.qWait(50)


TEXTS = st.lists(
    st.sampled_from(["园区", "a", "\n", CHIP, "{指标.2.现状}", "{", "}", "{无}", "𠮷", "，", " "]), max_size=30
).map("".join)


@given(TEXTS)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_text_comes_out_of_the_editor_as_it_went_in(page, text):
    page.editor.show_source(text)
    assert page.editor.source() == text
    page.editor.selectAll()
    assert page.editor.source(chosen=page.editor.textCursor()) == text
