"""The page of indicators as staff use it: choose a row, plan, exempt, claim, choose a reading, jump."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.gui.opened import in_dialog, opened, read_only, settled
from zcpark_desktop.evaluate import HorizonName, Verdict
from zcpark_desktop.project import new_project, with_values
from zcpark_desktop.ui import theme
from zcpark_desktop.ui.indicators.details import CONVENTIONS, GROUNDS
from zcpark_desktop.ui.indicators.page import ALL_CONVENTIONS, OVERVIEW

CITY, PROVINCE, NATION = "wuxi-2025", "jiangsu-2024", "national-2025"
VEHICLES, CARBON, RND = "clean_vehicle_share", "carbon_per_unit_energy", "green_rnd_intensity"
NEAR = 3  # the column of the near-term cell


@pytest.fixture
def window(make_window, qtbot):
    return opened(make_window(), qtbot)


@pytest.fixture
def page(window, qtbot):
    page = window.workspace.open_step("indicators")
    qtbot.waitUntil(lambda: page.model.rowCount() > 0)
    return page


def verdict(page, indicator, at=0):
    line = page.model.line(page.model.find(indicator))
    return line.cells[at].verdict


def numbers(page):
    """The numbers of the rows on show."""
    return [line.number for group in page.model.groups for line in group.lines]


def ground(page, reason="没有可替换的车型", evidence="17-01"):
    def act(dialog):
        dialog.text_box.setPlainText(reason)
        if evidence:
            dialog.tick(evidence)
        QApplication.processEvents()
        dialog.save.click()

    in_dialog(act)
    page.details.statement.click()


def type_into(qtbot, page, text, end=Qt.Key.Key_Return):
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    editor = page.table.findChild(QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    if end is not None:
        qtbot.keyClick(editor, end)
        QApplication.processEvents()  # Qt takes the text after the key has been handled


def test_the_page_opens_at_the_scheme_of_the_level_applied_for(page, window):
    level = window.session.project.basics.level_applied.value
    assert page.view == {"city": CITY, "province": PROVINCE, "nation": NATION}[level]


def test_a_row_exempted_with_reason_and_evidence_counts_as_exempt_in_its_scheme_only(page, window, qtbot):
    page.show_view(CITY)
    page.table.go_to(VEHICLES)
    assert verdict(page, VEHICLES) is Verdict.NOT_MET
    ground(page)
    settled(window, qtbot)
    assert [verdict(page, VEHICLES, at) for at in range(3)] == [Verdict.EXEMPT] * 3
    assert page.model.line(page.model.find(VEHICLES)).standing.word == "免列"
    assert "没有可替换的车型" in page.details.grounds.toPlainText()
    page.show_view(OVERVIEW)
    assert verdict(page, VEHICLES, 0) is Verdict.EXEMPT
    assert verdict(page, VEHICLES, 1) is Verdict.NOT_MET
    window.session.undo()
    settled(window, qtbot)
    assert verdict(page, VEHICLES, 0) is Verdict.NOT_MET
    assert not [row for row in window.session.project.exemptions if row.indicator == VEHICLES]


def test_an_exemption_without_evidence_may_be_saved_but_does_not_count_and_says_why(page, window, qtbot):
    page.show_view(CITY)
    page.table.go_to(VEHICLES)
    said = []

    def act(dialog):
        said.append(dialog.state.text())
        dialog.text_box.setPlainText("没有可替换的车型")
        said.append(dialog.state.text())
        dialog.save.click()

    in_dialog(act)
    page.details.statement.click()
    settled(window, qtbot)
    assert "缺少原因" in said[0] and "缺少佐证材料" in said[0]
    assert "缺少原因" not in said[1] and "缺少佐证材料" in said[1]
    assert verdict(page, VEHICLES) is Verdict.NOT_MET
    assert page.model.line(page.model.find(VEHICLES)).standing.word == "免列待补"


def test_an_exemption_is_changed_and_taken_away(page, window, qtbot):
    page.show_view(CITY)
    page.table.go_to("clean_freight_share")
    assert page.details.statement.text() == "修改免列说明…"
    count = len(window.session.project.exemptions)
    in_dialog(lambda dialog: dialog.remove.click())
    page.details.statement.click()
    settled(window, qtbot)
    assert len(window.session.project.exemptions) == count - 1
    assert verdict(page, "clean_freight_share") is Verdict.NOT_MET
    assert window.session.undo_label == "删除第18项免列说明"


@pytest.mark.parametrize("answer", ["cancel", "discard", "save"])
def test_escape_in_a_dialog_with_a_reason_written_asks_first(page, window, qtbot, answer):
    page.show_view(CITY)
    page.table.go_to(VEHICLES)
    asked = []

    def ask(_parent, what):
        asked.append(what)
        return answer if len(asked) == 1 else "discard"

    def act(dialog):
        dialog.ask = ask
        dialog.text_box.setPlainText("没有可替换的车型")
        qtbot.keyClick(dialog.text_box, Qt.Key.Key_Escape)
        if answer == "cancel":
            assert dialog.isVisible() and dialog.text == "没有可替换的车型"
            dialog.reject()
        assert not dialog.isVisible()

    in_dialog(act)
    page.details.statement.click()
    settled(window, qtbot)
    assert asked[0] == "填写的内容"
    assert any(each.reason == "没有可替换的车型" for each in window.session.project.exemptions) is (answer == "save")


def test_escape_in_a_dialog_with_nothing_changed_asks_nothing(page, window, qtbot):
    page.show_view(CITY)
    page.table.go_to(VEHICLES)
    before = window.session.project
    in_dialog(lambda dialog: qtbot.keyClick(dialog.text_box, Qt.Key.Key_Escape))
    page.details.statement.click()
    assert window.session.project is before


def test_a_binding_row_offers_no_exemption_and_says_why(page, window, qtbot):
    page.show_view(CITY)
    page.table.go_to(CARBON)
    before = window.session.project
    assert page.details.statement.isHidden()
    assert "约束性指标" in page.details._why_not.text() and "不能免列" in page.details._why_not.text()
    assert "可以免列的是重要参考指标" in page.details.grounds.toPlainText()
    window.menus.actions["state"].trigger()
    assert QApplication.activeModalWidget() is None
    assert window.session.project is before
    assert "必须达到要求，不能免列" in page.notice.text()


def test_an_incentive_is_claimed_and_the_claim_is_taken_back(page, window, qtbot):
    page.show_view(CITY)
    page.table.go_to("cleaner_production_share")
    assert verdict(page, "cleaner_production_share") is Verdict.NOT_CLAIMED
    assert page.details.statement.text() == "申请加分…"
    ground(page, "按纳入统计的企业计算", "22-01")
    settled(window, qtbot)
    assert verdict(page, "cleaner_production_share") is Verdict.NOT_MET  # 32.39 % of the enterprises, 50 % wanted
    claim = window.session.project.claims[-1]
    assert (claim.scheme, claim.indicator, claim.evidence) == (CITY, "cleaner_production_share", ("22-01",))
    in_dialog(lambda dialog: dialog.remove.click())
    page.details.statement.click()
    settled(window, qtbot)
    assert verdict(page, "cleaner_production_share") is Verdict.NOT_CLAIMED


def test_a_planned_value_is_typed_in_the_cell_and_undone_in_one_step(page, window, qtbot):
    page.show_view(CITY)
    page.table.go_to(VEHICLES, NEAR)
    type_into(qtbot, page, "79.5%")
    settled(window, qtbot)
    target = next(row for row in window.session.project.targets if (row.indicator, row.year) == (VEHICLES, 2027))
    assert target.value == Decimal("79.5")
    assert verdict(page, VEHICLES, 1) is Verdict.NOT_MET
    below = page.model.line(page.table.currentIndex())
    assert below.number == "18"  # Enter went on to the row beneath
    window.session.undo()
    settled(window, qtbot)
    assert verdict(page, VEHICLES, 1) is Verdict.MET


def test_a_text_that_is_no_number_is_told_and_not_stored(page, window, qtbot):
    page.show_view(CITY)
    page.table.go_to(VEHICLES, NEAR)
    before = window.session.project
    type_into(qtbot, page, "abc")
    assert window.session.project is before
    assert page.notice.isVisible() and "abc" in page.notice.text() and "未保存" in page.notice.text()


def test_saving_takes_the_planned_value_that_is_still_being_typed(page, window, qtbot):
    page.show_view(CITY)
    page.table.go_to(VEHICLES, NEAR)
    type_into(qtbot, page, "81", end=None)
    window.session.commit()
    assert any(row.value == Decimal(81) for row in window.session.project.targets if row.indicator == VEHICLES)


def test_delete_takes_a_planned_value_away(page, window, qtbot):
    page.show_view(CITY)
    page.table.go_to(VEHICLES, NEAR)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    settled(window, qtbot)
    assert verdict(page, VEHICLES, 1) is Verdict.MISSING
    assert page.model.cell(page.model.find(VEHICLES, NEAR)).raw == ""


def test_present_values_and_conditions_cannot_be_typed(page):
    page.show_view(CITY)
    editable = Qt.ItemFlag.ItemIsEditable
    assert not page.model.flags(page.model.find(VEHICLES, 2)) & editable
    assert not page.model.flags(page.model.find("park_scale", NEAR)) & editable
    assert page.model.flags(page.model.find(VEHICLES, NEAR)) & editable


def test_a_change_leaves_row_and_scroll_where_they_are(page, window, qtbot):
    page.show_view(CITY)
    page.table.go_to(VEHICLES, NEAR)
    bar = page.table.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    place = bar.value()
    assert place > 0
    for times in range(2):
        window.session.set_value("years/2025/economy/revenue_10k_yuan", Decimal(1000 + times))
        settled(window, qtbot)
    assert bar.value() == place
    assert page.table.currentIndex() == page.model.find(VEHICLES, NEAR)
    assert "17" in page.details._title.text()


def test_counts_filter_the_rows(page, qtbot):
    page.show_view(CITY)
    missed = page.filter.button(Verdict.NOT_MET)
    assert missed.text() == "✗ 未达标 8"  # rows 2, 4, 5, 11, 14, 17, 19, 20 of the sample
    qtbot.mouseClick(missed, Qt.MouseButton.LeftButton)
    assert numbers(page) == ["2", "4", "5", "11", "14", "17", "19", "20"]
    page.filter.search.setText("用水")
    assert numbers(page) == ["14"]
    page.filter.clear()
    assert len(numbers(page)) == 31


def test_filtering_by_the_near_term_counts_its_verdicts(page):
    page.show_view(NATION)
    page.filter.choose_horizon(HorizonName.NEAR_TERM)
    page.filter.choose(Verdict.MISSING)
    assert numbers(page) == ["3"]
    assert page.details.horizon is HorizonName.NEAR_TERM


def test_the_details_lead_to_another_date_and_stay_there(page, window, qtbot):
    page.show_view(CITY)
    page.table.go_to(VEHICLES)
    qtbot.mouseClick(page.details._horizon_buttons[HorizonName.LONG_TERM], Qt.MouseButton.LeftButton)
    assert page.details._value.text() == "100%"
    window.session.set_value("years/2025/economy/revenue_10k_yuan", Decimal(1000))
    settled(window, qtbot)
    assert page.details.horizon is HorizonName.LONG_TERM


def small_park():
    """Research of 30 of 1000 revenue and 600 value added: 3 % by revenue, 5 % by value added."""
    economy = "years/2025/economy"
    return with_values(new_project(project_id="p"), [
        (f"{economy}/green_rnd_10k_yuan", Decimal(30)), (f"{economy}/revenue_10k_yuan", Decimal(1000)),
        (f"{economy}/industrial_value_added_current_10k_yuan", Decimal(600))])


def test_another_reading_changes_the_value_and_is_undone_in_one_step(make_window, qtbot):
    window = opened(make_window(), qtbot, small_park())
    page = window.workspace.open_step("indicators")
    page.table.go_to(RND)
    page.details.tabs.setCurrentIndex(CONVENTIONS)
    card = page.details.conventions.cards["rnd_denominator"]

    def value():
        return page.model.line(page.model.find(RND)).cells[0].value

    assert value() == "3.00%"
    card.choice.setCurrentIndex(card.choice.findData("value_added"))
    card.choice.activated.emit(card.choice.currentIndex())
    settled(window, qtbot)
    assert value() == "5.00%"
    assert window.session.undo_label == "选择口径“研发经费投入强度的分母”"
    assert not card._lacking.isHidden()
    assert "value_added_price" in page.details.conventions.cards  # the other denominator rests on one more reading
    window.session.undo()
    settled(window, qtbot)
    assert value() == "3.00%" and window.session.project.conventions == ()
    assert card.choice.currentData() == "revenue"


def test_the_default_reading_without_a_reason_leaves_no_row_behind(make_window, qtbot):
    window = opened(make_window(), qtbot, small_park())
    page = window.workspace.open_step("indicators")
    page.show_view(ALL_CONVENTIONS)
    card = page.conventions.cards["rnd_denominator"]
    card.note.setPlainText("与地区口径一致")
    window.session.commit()
    assert [(row.convention, row.choice, row.note) for row in window.session.project.conventions] == [
        ("rnd_denominator", "revenue", "与地区口径一致")]
    card.note.setPlainText("")
    card.commit()
    assert window.session.project.conventions == ()


def test_a_reading_left_without_reason_is_found_from_the_audit(page, window, qtbot):
    window.session.apply("清空理由", [("conventions/rnd_denominator/note", "")])
    window.workspace.jump("conventions/rnd_denominator/note")
    assert page.view == ALL_CONVENTIONS
    assert window.focusWidget() is page.conventions.cards["rnd_denominator"].note


def test_the_menu_leads_to_comparison_and_readings_from_any_page(window):
    window.workspace.open_step("economy")
    window.menus.actions["overview"].trigger()
    assert window.workspace.pages.page.view == OVERVIEW
    window.menus.actions["conventions"].trigger()
    assert window.workspace.pages.page.view == ALL_CONVENTIONS


def test_a_jump_to_an_exemption_shows_its_row_and_grounds(page, window):
    key = next(row.key for row in window.session.project.exemptions if row.scheme == PROVINCE)
    window.workspace.jump(f"exemptions/{key}")
    assert page.view == PROVINCE
    assert page.details.tabs.currentIndex() == GROUNDS


def test_the_side_panel_leads_to_an_indicator_by_its_number(window, qtbot):
    window.workspace.open_step("economy")
    window.workspace.side.indicator_chosen.emit("3")
    page = window.workspace.pages.page
    assert window.workspace.pages.current == "indicators"
    assert page.model.line(page.table.currentIndex()).number == "3"


def test_an_input_of_the_trace_leads_to_its_field(page, window, qtbot):
    page.show_view(CITY)
    page.table.go_to(RND)
    links = re.findall(r'href="(field:[^"]+)"', page.details.trace.toHtml())
    assert "field:years/2025/economy/green_rnd_10k_yuan" in links
    page.details.trace.anchorClicked.emit(QUrl("field:years/2025/economy/green_rnd_10k_yuan"))
    assert window.workspace.pages.current == "economy"


def test_each_missing_fact_leads_to_its_field(make_window, qtbot):
    window = opened(make_window(), qtbot, new_project(project_id="p"))
    page = window.workspace.open_step("indicators")
    page.table.go_to(RND)
    links = set(re.findall(r'href="field:([^"]+)"', page.details.trace.toHtml()))
    assert links >= {"years/2025/economy/green_rnd_10k_yuan", "years/2025/economy/revenue_10k_yuan"}
    asked = []
    page.jump.connect(asked.append)
    page.details.trace.anchorClicked.emit(QUrl("field:years/2025/economy/revenue_10k_yuan"))
    assert asked == ["years/2025/economy/revenue_10k_yuan"]
    assert window.workspace.pages.current == "economy"


def test_the_overview_shows_the_details_of_the_scheme_whose_cell_is_chosen(page):
    page.show_view(OVERVIEW)
    page.table.go_to(CARBON, 4)
    assert page.details._summary.text().startswith("国家")
    page.table.go_to(CARBON, 2)
    assert page.details._summary.text().startswith("无锡市")


def test_pages_of_a_project_that_was_left_are_quiet(window, page, qtbot):
    window.workspace.open_step("evidence")
    window.files.may_close = lambda: True
    window.files.new("city")
    window.session.set_value("title", "另一个项目")
    window.session.commit()
    settled(window, qtbot)
    assert window.workspace.pages.current != "indicators"


@pytest.mark.parametrize("step", ["indicators", "evidence"])
def test_the_links_take_the_colours_of_the_look(window, step, qtbot):
    shown = window.workspace.open_step(step)
    text = shown.details.trace if step == "indicators" else shown.details.cited
    shown.focus_address("evidence/2-01" if step == "evidence" else f"indicators/{RND}")
    theme.choose("light")
    assert theme.LIGHT.accent in text.toHtml()
    theme.choose("dark")
    assert theme.DARK.accent in text.toHtml() and theme.LIGHT.accent not in text.toHtml()
    theme.choose("system")


def test_a_read_only_project_can_be_looked_at_and_not_changed(window, qtbot):
    project, page = window.session.project, read_only(window, "indicators")
    settled(window, qtbot)
    page.show_view(CITY)
    page.table.go_to(VEHICLES, NEAR)
    assert not page.details.statement.isEnabled()
    assert not page.model.flags(page.table.currentIndex()) & Qt.ItemFlag.ItemIsEditable
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert window.session.project is project
