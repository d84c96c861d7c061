"""Grids: the habits of a spreadsheet."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QItemSelectionModel, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from zcpark_desktop import forms, rules
from zcpark_desktop.evaluate import evaluate
from zcpark_desktop.project import new_project
from zcpark_desktop.project.declared import Kind
from zcpark_desktop.project.enterprises import Enterprise
from zcpark_desktop.project.facilities import Building, Roof
from zcpark_desktop.project.plan import KeyProject
from zcpark_desktop.project.years import EnergyRow
from zcpark_desktop.ui.boundary.outline_box import OutlineBox
from zcpark_desktop.ui.form.page import FormPage
from zcpark_desktop.ui.grid.box import GridBox
from zcpark_desktop.ui.grid.clipboard import put as put_on_clipboard
from zcpark_desktop.ui.session import Session
from zcpark_desktop.ui.theme import em


@pytest.fixture(scope="module")
def loaded():
    return rules.load()


@pytest.fixture
def session(qapp, loaded):
    session = Session(loaded, evaluate)
    session.load(new_project("试验园区", "p1"))
    return session


@pytest.fixture
def box_of(qtbot, session):
    def make(step_id, position=0):
        page = FormPage(session, forms.step(step_id))
        qtbot.addWidget(page)
        page.resize(1100, 800)
        page.show()
        with qtbot.waitActive(page):
            page.activateWindow()
        box = page.parts[position]
        box.page = page

        def nobody_is_asked(refused, fitting):
            raise AssertionError([each.sentence for each in refused])

        if isinstance(box, GridBox):
            box.actions_.ask = nobody_is_asked
        return box

    return make


def clipboard(text, html=""):
    put_on_clipboard(text, html)


def at(box, row, path):
    return box.model.index(row, box.model.sheet.column_of(path))


def press(qtbot, view, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(view, key, modifier)


CTRL = Qt.KeyboardModifier.ControlModifier


def names(session):
    return [row.name for row in session.project.roofs]


# -- typing ------------------------------------------------------------------------------------------------------------

def test_typing_starts_an_edit_and_enter_goes_down(qtbot, session, box_of):
    box = box_of("facilities")
    view = box.view
    view.setFocus()
    view.put_caret(at(box, 0, "usable_m2"))
    qtbot.keyClicks(view, "1")
    editor = view.findChild(QLineEdit)
    qtbot.keyClicks(editor, "200.5")
    press(qtbot, editor, Qt.Key.Key_Return)
    assert session.project.roofs[0].usable_m2 == Decimal("1200.5")
    assert view.currentIndex().row() == 1 and view.currentIndex().column() == at(box, 0, "usable_m2").column()
    assert box.model.index(0, at(box, 0, "usable_m2").column()).data() == "1,200.5"


def test_typing_in_a_frozen_column_edits_what_is_seen(qtbot, session, box_of):
    box = box_of("facilities")
    box.view.setFocus()
    box.view.put_caret(at(box, 0, "name"))
    qtbot.keyClicks(box.view, "A")
    editor = box.view.frozen.view.findChild(QLineEdit)
    assert editor is not None and editor.isVisible()
    qtbot.keyClicks(editor, "1")
    press(qtbot, editor, Qt.Key.Key_Tab)
    assert names(session) == ["A1"]
    assert box.view.currentIndex() == at(box, 0, "owner")


def test_chinese_input_goes_into_the_cell(qtbot, session, box_of):
    box = box_of("facilities")
    box.view.setFocus()
    for path in ("owner", "name"):
        index = at(box, 0, path)
        box.view.put_caret(index)
        view = box.view.frozen.view if path == "name" else box.view
        QApplication.sendEvent(box.view, QInputMethodEvent("wuxi", []))
        editor = view.findChild(QLineEdit)
        assert editor is not None
        commit = QInputMethodEvent("", [])
        commit.setCommitString("无锡")
        QApplication.sendEvent(box.view, commit)
        assert editor.text() == "无锡"
        press(qtbot, editor, Qt.Key.Key_Return)
    assert session.project.roofs[0].owner == "无锡" and names(session)[0] == "无锡"


def test_escape_leaves_a_cell_as_it_was(qtbot, session, box_of):
    session.set_rows("roofs", (Roof(name="甲", usable_m2="5"),), "准备")
    box = box_of("facilities")
    box.view.setFocus()
    box.view.put_caret(at(box, 0, "usable_m2"))
    qtbot.keyClicks(box.view, "9")
    press(qtbot, box.view.findChild(QLineEdit), Qt.Key.Key_Escape)
    assert session.project.roofs[0].usable_m2 == 5


def test_a_long_text_in_a_cell_is_taken_when_the_typing_pauses_and_escape_still_takes_it_back(
        qtbot, session, box_of):
    box = box_of("projects")
    column = next(at for at, head in enumerate(box.model.sheet.heads) if head.field.kind is Kind.LONG_TEXT)
    path, rows = box.model.sheet.table.columns[column].path, box.model.sheet.list_address
    session.set_rows(rows, (KeyProject(id="1", **{path: "old"}),), "准备")
    index = box.model.index(0, column)
    box.view.show_cell(index)
    box.view.edit(index)
    editor = box.view.findChild(QPlainTextEdit)
    editor.setFocus()
    qtbot.keyClicks(editor, "much was written")
    qtbot.waitUntil(lambda: getattr(getattr(session.project, rows)[0], path) == "much was written")
    assert editor.isVisible()
    press(qtbot, editor, Qt.Key.Key_Escape)
    assert getattr(getattr(session.project, rows)[0], path) == "old"


def test_an_invalid_text_stays_in_its_cell_and_is_listed(qtbot, session, box_of):
    session.set_rows("roofs", (Roof(name="甲", usable_m2="5"),), "准备")
    box = box_of("facilities")
    index = at(box, 0, "usable_m2")
    box.model.setData(index, "很大")
    assert index.data() == "很大" and session.project.roofs[0].usable_m2 == 5
    assert box.findings == ("第1行（甲）“可利用屋顶面积”：应为数字，现为“很大”。",)
    assert box.page.findings == box.findings
    box.model.setData(index, "6")
    assert box.findings == () and session.project.roofs[0].usable_m2 == 6


def test_a_text_that_goes_with_its_year_is_told_of(session, enterprises, box_of):
    box = box_of("enterprises")
    said = []
    box.strip.tell = said.append
    box.model.setData(at(box, 0, "annual/{year}/output_10k_yuan"), "约500")
    box.page._tabs.choose(2024)
    assert len(said) == 1 and "没有保存" in said[0] and "约500" in said[0]
    box.page._tabs.choose(2023)
    assert len(said) == 1


def test_the_beginning_of_an_answer_is_enough(qtbot, session, box_of):
    session.set_rows("buildings", (Building(name="甲"),), "准备")
    box = box_of("buildings")
    box.view.setFocus()
    box.view.put_caret(at(box, 0, "use"))
    qtbot.keyClicks(box.view, "x")
    editor = box.view.findChild(QLineEdit)
    editor.setText("民")
    press(qtbot, editor, Qt.Key.Key_Return)
    assert session.project.buildings[0].use.label == "民用建筑"


def test_saving_takes_what_is_still_typed_into_a_cell(qtbot, session, box_of):
    box = box_of("facilities")
    box.view.setFocus()
    box.view.put_caret(at(box, 0, "owner"))
    qtbot.keyClicks(box.view, "a")
    qtbot.keyClicks(box.view.findChild(QLineEdit), "b")
    session.commit()
    assert session.project.roofs[0].owner == "ab"


# -- blocks ------------------------------------------------------------------------------------------------------------

def test_a_pasted_block_adds_rows_and_is_one_step(qtbot, session, box_of):
    box = box_of("facilities")
    box.view.put_caret(at(box, 0, "name"))
    clipboard("甲屋顶\t甲厂\t1,200\n乙屋顶\t乙厂\t800\n")
    before = session.project
    press(qtbot, box.view, Qt.Key.Key_V, CTRL)
    assert names(session) == ["甲屋顶", "乙屋顶"]
    assert [row.usable_m2 for row in session.project.roofs] == [1200, 800]
    assert session.undo_label == "粘贴6格"
    session.undo()
    assert session.project == before
    assert box.model.rowCount() == 1  # the blank row


def test_line_breaks_inside_cells_survive_a_paste_from_html(qtbot, session, box_of):
    box = box_of("facilities")
    box.view.put_caret(at(box, 0, "name"))
    html = ('<table><tr><td>一<br style="mso-data-placement:same-cell">二</td><td>甲</td></tr>'
            '<tr><td>三</td><td>乙</td></tr></table>')
    clipboard('"一\n二"\t甲\n三\t乙\n', html)
    press(qtbot, box.view, Qt.Key.Key_V, CTRL)
    assert names(session) == ["一\n二", "三"]
    assert at(box, 0, "name").data() == "一 二"


@pytest.mark.parametrize("only_text", [True, False])
def test_what_is_copied_is_pasted_the_same(qtbot, session, box_of, only_text):
    rows = (Roof(id="1", name='甲"乙\n丙', usable_m2="0.10", connected_in=2024),
            Roof(id="2", name="丁", covered_m2="1234567.891"))
    session.set_rows("roofs", rows, "准备")
    box = box_of("facilities")
    box.view.select_block(0, 0, 2, 6)
    press(qtbot, box.view, Qt.Key.Key_C, CTRL)
    mime = QGuiApplication.clipboard().mimeData()
    text, html = mime.text(), mime.html()
    session.set_rows("roofs", (), "清空")
    box.view.put_caret(box.model.index(0, 0))
    clipboard(text, None if only_text else html)
    press(qtbot, box.view, Qt.Key.Key_V, CTRL)
    assert [row.model_copy(update={"id": ""}) for row in session.project.roofs] == [
        row.model_copy(update={"id": ""}) for row in rows]


def test_cells_that_do_not_fit_are_shown_and_left_out_only_when_the_user_agrees(qtbot, session, box_of):
    box = box_of("facilities")
    asked = []
    for answer in (False, True):
        def ask(refused, fitting, answer=answer):
            asked.append(([each.reason for each in refused], fitting))
            return answer

        box.actions_.ask = ask
        box.view.put_caret(at(box, 0, "name"))
        clipboard("甲\t甲厂\t大\n乙\t乙厂\t5\n")
        press(qtbot, box.view, Qt.Key.Key_V, CTRL)
        assert names(session) == (["甲", "乙"] if answer else [])
    assert asked[0] == (["应为数字，现为“大”。"], 5)
    assert [row.usable_m2 for row in session.project.roofs] == [None, 5]


def test_fill_down_and_delete_are_one_step_each(qtbot, session, box_of):
    session.set_rows("roofs", tuple(Roof(id=str(n), usable_m2=n) for n in (1, 2, 3)), "准备")
    box = box_of("facilities")
    box.view.select_block(0, at(box, 0, "usable_m2").column(), 3, 1)
    press(qtbot, box.view, Qt.Key.Key_D, CTRL)
    assert [row.usable_m2 for row in session.project.roofs] == [1, 1, 1]
    assert session.undo_label == "向下填充2格"
    press(qtbot, box.view, Qt.Key.Key_Delete)
    assert [row.usable_m2 for row in session.project.roofs] == [None, None, None]
    session.undo()
    session.undo()
    assert [row.usable_m2 for row in session.project.roofs] == [1, 2, 3]


def select_also(view, row, column):
    view.selectionModel().select(view.grid_model.index(row, column), QItemSelectionModel.SelectionFlag.Select)


def test_cells_that_lie_between_those_selected_are_left_alone(qtbot, session, box_of):
    session.set_rows("roofs", tuple(Roof(id=str(n), name="甲", usable_m2=n, covered_m2=n) for n in (1, 2, 3)), "准备")
    box = box_of("facilities")
    said = []
    box.actions_._tell = said.append
    usable, covered = at(box, 0, "usable_m2").column(), at(box, 0, "covered_m2").column()
    box.view.select_block(0, usable, 1, 1)
    select_also(box.view, 2, covered)
    clipboard("9")
    for key in (Qt.Key.Key_D, Qt.Key.Key_R, Qt.Key.Key_X, Qt.Key.Key_V):
        press(qtbot, box.view, key, CTRL)
    assert len(said) == 4 and all("不相连" in sentence for sentence in said)
    press(qtbot, box.view, Qt.Key.Key_Delete)
    assert [(row.usable_m2, row.covered_m2) for row in session.project.roofs] == [(None, 1), (2, 2), (3, None)]
    session.undo()
    assert [(row.usable_m2, row.covered_m2) for row in session.project.roofs] == [(1, 1), (2, 2), (3, 3)]


def test_rows_that_lie_apart_are_copied_without_those_between(qtbot, session, box_of):
    session.set_rows("roofs", tuple(Roof(id=str(n), usable_m2=n) for n in (1, 2, 3)), "准备")
    box = box_of("facilities")
    usable = at(box, 0, "usable_m2").column()
    box.view.select_block(0, usable, 1, 1)
    select_also(box.view, 2, usable)
    press(qtbot, box.view, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "1\n3\n"


def test_a_block_whose_heads_name_another_unit_is_not_pasted(qtbot, session, box_of):
    box = box_of("facilities")
    said = []
    box.actions_._tell = said.append
    heads = "屋顶名称\t可利用屋顶面积（{}）\n一号\t2\n"
    paths = [at(box, 0, path).column() for path in ("name", "usable_m2")]
    box.view.select_block(0, paths[0], 1, 1)
    between = "\t" * (paths[1] - paths[0] - 1)
    clipboard(heads.format("万平方米").replace("\t", "\t" + between, 1).replace("一号\t", "一号\t" + between))
    press(qtbot, box.view, Qt.Key.Key_V, CTRL)
    assert not session.project.roofs and "单位是万平方米" in said[-1]
    clipboard(heads.format("平方米").replace("\t", "\t" + between, 1).replace("一号\t", "一号\t" + between))
    press(qtbot, box.view, Qt.Key.Key_V, CTRL)
    assert [(row.name, row.usable_m2) for row in session.project.roofs] == [("一号", 2)]


def test_cutting_copies_and_clears(qtbot, session, box_of):
    session.set_rows("roofs", (Roof(name="甲", owner="乙"),), "准备")
    box = box_of("facilities")
    box.view.select_block(0, 1, 1, 1)
    press(qtbot, box.view, Qt.Key.Key_X, CTRL)
    assert QGuiApplication.clipboard().text() == "乙\n" and session.project.roofs[0].owner == ""


def test_one_copied_cell_fills_the_selection(qtbot, session, box_of):
    session.set_rows("roofs", (Roof(id="1"), Roof(id="2")), "准备")
    box = box_of("facilities")
    box.view.select_block(0, at(box, 0, "usable_m2").column(), 2, 2)
    clipboard("7")
    press(qtbot, box.view, Qt.Key.Key_V, CTRL)
    assert [(row.usable_m2, row.covered_m2) for row in session.project.roofs] == [(7, 7), (7, 7)]


def test_rows_are_inserted_removed_and_moved(qtbot, session, box_of):
    session.set_rows("roofs", (Roof(id="1", name="甲"), Roof(id="2", name="乙"), Roof(id="3", name="丙")), "准备")
    box = box_of("facilities")
    box.view.put_caret(at(box, 1, "name"))
    press(qtbot, box.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert names(session) == ["甲", "丙", "乙"]
    press(qtbot, box.view, Qt.Key.Key_Plus, CTRL)
    assert names(session) == ["甲", "丙", "", "乙"]
    press(qtbot, box.view, Qt.Key.Key_Minus, CTRL)
    assert names(session) == ["甲", "丙", "乙"]


def test_a_read_only_project_can_be_copied_and_not_changed(qtbot, session, box_of):
    session.load(new_project("只读", "p2").model_copy(update={"roofs": (Roof(id="1", name="甲"),)}), read_only=True)
    box = box_of("facilities")
    assert box.model.rowCount() == 1
    box.view.put_caret(at(box, 0, "name"))
    press(qtbot, box.view, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "甲\n"
    clipboard("乙")
    press(qtbot, box.view, Qt.Key.Key_V, CTRL)
    qtbot.keyClicks(box.view, "x")
    assert names(session) == ["甲"]


# -- moving ------------------------------------------------------------------------------------------------------------

def test_tab_goes_on_to_the_next_row_and_out_at_the_end(qtbot, session, box_of):
    box = box_of("facilities")
    last = box.model.columnCount() - 1
    session.set_rows("roofs", (Roof(id="1"),), "准备")
    box.view.setFocus()
    box.view.put_caret(box.model.index(0, last))
    press(qtbot, box.view, Qt.Key.Key_Tab)
    assert (box.view.currentIndex().row(), box.view.currentIndex().column()) == (1, 0)
    box.view.put_caret(box.model.index(1, last))
    press(qtbot, box.view, Qt.Key.Key_Tab)
    assert not box.view.hasFocus()


def test_enter_goes_to_the_right_when_the_user_wants_it(qtbot, session, box_of):
    box = box_of("facilities")
    menu = box._menu()
    enter = next(action.menu() for action in menu.actions() if action.text() == "按回车键后")
    enter.actions()[1].trigger()
    try:
        box.view.put_caret(at(box, 0, "name"))
        press(qtbot, box.view, Qt.Key.Key_Return)
        assert box.view.currentIndex() == at(box, 0, "owner")
        press(qtbot, box.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
        assert box.view.currentIndex() == at(box, 0, "name")
    finally:
        enter.actions()[0].trigger()


def test_the_windows_menu_copies_and_pastes_blocks(session, box_of):
    session.set_rows("roofs", (Roof(id="1", name="甲"), Roof(id="2", name="乙")), "准备")
    box = box_of("facilities")
    box.view.put_caret(at(box, 0, "name"))
    box.view.copy()
    box.view.put_caret(at(box, 1, "name"))
    box.view.paste()
    assert names(session) == ["甲", "甲"]


def test_control_and_arrow_go_to_the_edge_of_the_data(qtbot, session, box_of):
    session.set_rows("roofs", tuple(Roof(id=str(n), usable_m2=n if n != 3 else None) for n in range(1, 6)), "准备")
    box = box_of("facilities")
    box.view.put_caret(at(box, 0, "usable_m2"))
    press(qtbot, box.view, Qt.Key.Key_Down, CTRL)
    assert box.view.currentIndex().row() == 1
    press(qtbot, box.view, Qt.Key.Key_Down, CTRL)
    assert box.view.currentIndex().row() == 3


# -- enterprises -------------------------------------------------------------------------------------------------------

@pytest.fixture
def enterprises(session):
    session.set_rows("enterprises", tuple(
        Enterprise(id=str(n), name=f"企业{n}", above_scale=n % 2 == 0) for n in range(1, 7)), "准备")


def test_filtering_by_words_and_flag_and_a_bulk_answer(session, enterprises, box_of):
    box = box_of("enterprises")
    filters = box.filters
    filters.flag.setCurrentIndex(filters.flag.findText("是否规上"))
    filters.flag.activated.emit(filters.flag.currentIndex())
    assert box.model.shown_count == 3
    box.view.selectAll()
    box.actions_.set_column(box.model.sheet.column_of("footprint/value"), "是")
    assert [row.footprint.value for row in session.project.enterprises] == [None, True, None, True, None, True]
    assert session.undo_label == "批量设置“开展碳足迹核算认证”，3格"
    filters.clear()
    filters.search.setText("企业4")
    filters._search()
    assert box.model.shown_count == 1


def test_an_edit_in_a_filtered_and_sorted_list_reaches_the_right_row(session, enterprises, box_of):
    from zcpark_desktop.forms.arranging import Arrangement

    box = box_of("enterprises")
    name = box.model.sheet.column_of("name")
    box.model.arrange(Arrangement(sort_by=name, descending=True))
    box.model.setData(box.model.index(0, name), "改名")
    assert session.project.enterprises[5].name == "改名"


def test_a_year_of_an_enterprise_is_added_by_typing_a_figure(session, enterprises, box_of):
    box = box_of("enterprises")
    column = box.model.sheet.column_of("annual/{year}/output_10k_yuan")
    box.model.setData(box.model.index(2, column), "12.5")
    assert session.project.enterprises[2].annual[0].year == 2025
    box.page._tabs.choose(2024)
    assert box.model.index(2, column).data() == ""
    box.page._tabs.choose(2025)
    assert box.model.index(2, column).data() == "12.5"


def test_the_filters_of_a_narrow_grid_stand_beneath_its_buttons(session, enterprises, box_of, qtbot):
    box = box_of("enterprises")

    def below():
        return box.filters.y() >= box._add.geometry().bottom()

    assert not below()
    box.page.resize(em(50), 800)
    qtbot.waitUntil(below)
    assert len({each.y() for each in (box.filters.search, box.filters.flag, box.filters.bulk)}) == 1
    box.page.resize(1100, 800)
    qtbot.waitUntil(lambda: not below())


def test_a_jump_finds_the_cell_even_when_a_filter_hides_it(session, enterprises, box_of):
    box = box_of("enterprises")
    box.filters.search.setText("没有这样的企业")
    box.filters._search()
    box.filters.show_group("指标标志", False)
    box.filters.group_actions["指标标志"].setChecked(False)
    assert box.page.focus_address("enterprises/4/verified/value")
    index = box.view.currentIndex()
    assert (index.row(), index.column()) == (3, box.model.sheet.column_of("verified/value"))
    assert not box.view.isColumnHidden(index.column())


def test_hidden_columns_are_neither_copied_nor_pasted_over(qtbot, session, enterprises, box_of):
    box = box_of("enterprises")
    box.filters.show_group("身份", False)
    box.view.put_caret(box.model.index(0, 0))
    clipboard("新名\t3")
    press(qtbot, box.view, Qt.Key.Key_V, CTRL)
    first = session.project.enterprises[0]
    assert first.name == "新名" and first.credit_code == "" and first.annual[0].output_10k_yuan == 3


def test_a_park_can_state_that_it_has_none(qtbot, session, box_of):
    box = box_of("facilities", 1)
    assert box._none.isVisible() and box._none.text() == "本园区没有储能"
    box._none.click()
    assert session.project.declared_empty == ("storages",)
    box._none.click()
    assert session.project.declared_empty == ()


# -- the energy balance ------------------------------------------------------------------------------------------------

def test_energy_kinds_are_added_removed_and_taken_over(session, box_of):
    box = box_of("energy")
    box.add_kind("natural_gas")
    box.add_kind("electricity")
    assert [row.energy for row in session.project.year(2025).energy] == ["natural_gas", "electricity"]
    assert [head.title for head in box.model.sheet.heads] == ["类别", "流向", "天然气", "电力"]
    box.page._tabs.choose(2027)
    box.take_over()
    assert [row.energy for row in session.project.year(2027).energy] == ["natural_gas", "electricity"]
    box.view.put_caret(box.model.index(0, 2))
    box.remove_kind()
    assert [row.energy for row in session.project.year(2027).energy] == ["electricity"]


def test_closed_and_computed_cells_cannot_be_typed(session, box_of):
    session.set_rows("years/2025/energy", (EnergyRow(energy="natural_gas"), EnergyRow(energy="electricity")), "准备")
    box = box_of("energy")
    index = box.model.index_of("years/2025/energy/natural_gas/purchased")
    assert index.isValid() and box.model.flags(index) & Qt.ItemFlag.ItemIsEditable
    for other in (index.siblingAtColumn(3), box.model.index(box.model.rowCount() - 1, 2), index.siblingAtColumn(0)):
        assert not box.model.flags(other) & Qt.ItemFlag.ItemIsEditable


def test_the_difference_is_computed_while_amounts_are_typed(qapp, session, box_of):
    session.set_rows("years/2025/energy", (EnergyRow(energy="natural_gas"),), "准备")
    session.set_value("years/2025/energy_blanks_are_zero", True)
    box = box_of("energy")
    box.model.setData(box.model.index_of("years/2025/energy/natural_gas/purchased"), "1000")
    box.model.setData(box.model.index_of("years/2025/energy/natural_gas/fuel_industry"), "1012")
    row = next(row for row in range(box.model.rowCount()) if box.model.text(row, 1) == "平衡差额")
    assert box.model.index(row, 2).data() == "−12" and box.model.is_wrong(row, 2)
    qapp.processEvents()
    assert box.strip.problem.text() == "✗ 平衡差额不为零：天然气 -12 万立方米"
    box.model.setData(box.model.index_of("years/2025/energy/natural_gas/losses"), "0.00")
    box.model.setData(box.model.index_of("years/2025/energy/natural_gas/purchased"), "1012.00")
    assert box.model.index(row, 2).data() == "0" and not box.model.is_wrong(row, 2)
    qapp.processEvents()
    assert box.strip.problem.text() == "" and box.strip.summary.text().startswith("✓ 各品种平衡")


def test_a_jump_opens_the_year_of_its_cell(session, box_of):
    session.set_rows("years/2023/energy", (EnergyRow(energy="natural_gas"),), "准备")
    box = box_of("energy")
    assert box.page.focus_address("years/2023/energy/natural_gas/losses")
    assert box.page.year == 2023
    assert box.view.currentIndex() == box.model.index_of("years/2023/energy/natural_gas/losses")


# -- years and the boundary --------------------------------------------------------------------------------------------

def test_yearly_figures_are_pasted_across_years(qtbot, session, box_of):
    box = box_of("economy")
    box.view.put_caret(box.model.index(0, 2))
    clipboard("1\t2\t3\t4\n5\t6\t7\t8\n")
    press(qtbot, box.view, Qt.Key.Key_V, CTRL)
    assert [session.project.year(year).economy.gdp_10k_yuan for year in (2022, 2023, 2024, 2025)] == [1, 2, 3, 4]
    assert session.project.year(2025).economy.industrial_output_10k_yuan == 8


def test_pasted_corners_draw_an_outline_with_its_area(qtbot, session, box_of):
    box = box_of("boundary")
    assert isinstance(box, OutlineBox)
    box.grid.view.put_caret(box.grid.model.index(0, 0))
    clipboard("J1\t500000\t3500000\nJ2\t501000\t3500000\nJ3\t501000\t3501000\nJ4\t500000\t3501000\n")
    press(qtbot, box.grid.view, Qt.Key.Key_V, CTRL)
    assert len(session.project.boundary.rings) == 1
    assert len(session.project.boundary.rings[0].points) == 4
    assert box.area.text() == "由拐点计算的面积：1.0000 平方公里（平面面积）。"
    session.undo()
    assert session.project.boundary.rings == ()
    assert box.area.text() == "至少三个拐点才能计算面积。"


def test_two_columns_of_coordinates_can_be_pasted_without_numbers(qtbot, session, box_of):
    box = box_of("boundary")
    box.grid.view.put_caret(box.grid.model.index(0, 1))
    clipboard("120.4\t31.6\n120.5\t31.6\n120.5\t31.5\n")
    press(qtbot, box.grid.view, Qt.Key.Key_V, CTRL)
    eastings = [point.x for point in session.project.boundary.rings[0].points]
    assert eastings == [Decimal("120.4"), Decimal("120.5"), Decimal("120.5")]


def test_pages_that_were_thrown_away_no_longer_listen(qtbot, session, box_of):
    from PySide6.QtCore import QCoreApplication, QEvent

    for step in forms.STEPS:
        if step.sections:
            page = FormPage(session, step)
            page.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    session.set_value("boundary/east", "东环路")
    session.commit()


def test_a_figure_has_its_own_cell_painted_again_and_what_is_computed_from_it(session, box_of):
    kinds = (EnergyRow(energy="raw_coal"), EnergyRow(energy="natural_gas"))
    session.set_rows("years/2025/energy", kinds, "准备")
    session.set_value("years/2025/energy_blanks_are_zero", True)
    box, told = box_of("energy"), []
    model = box.model
    model.dataChanged.connect(lambda first, last: told.append(
        ((first.row(), first.column()), (last.row(), last.column()))))
    cell = model.index_of("years/2025/energy/natural_gas/purchased")
    shown = [[model.face(row, column).text for column in range(4)] for row in range(model.rowCount())]
    model.setData(cell, "1000")
    now = [[model.face(row, column).text for column in range(4)] for row in range(model.rowCount())]
    differing = {(row, column) for row, line in enumerate(now) for column, text in enumerate(line)
                 if text != shown[row][column]}
    again = {first for first, last in told if first == last}
    assert (cell.row(), 3) in differing and differing <= again
    assert again == {(cell.row(), 3), *((row, 3) for row in range(len(now) - 4, len(now)))}


@pytest.mark.parametrize("family", ["DejaVu Serif", "DejaVu Sans Mono", "Noto Sans CJK SC"])
def test_a_heading_is_as_high_as_its_words_where_another_font_stands_in_for_chinese(box_of, monkeypatch, family):
    monkeypatch.setattr("zcpark_desktop.ui.theme.sized",
                        lambda factor, bold=False: QFont(family, 13, 700 if bold else 400))
    header = box_of("enterprises").view.horizontalHeader()
    words = QFontMetrics(QFont(family, 13, 700)).boundingRect(QRect(0, 0, 1000, 1000), 0, "企业名称")
    assert header._line() >= words.height()
    assert header.sizeHint().height() > header._group_height() + words.height()
