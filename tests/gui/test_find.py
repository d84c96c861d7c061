"""One box finds everything; the keyboard alone leads there."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from zcpark_desktop.forms import step
from zcpark_desktop.project import new_project, with_values
from zcpark_desktop.ui.all_pages import page_of
from zcpark_desktop.ui.find_index import Index

GDP = "years/2025/economy/gdp_10k_yuan"


@pytest.fixture
def box(window, qtbot):
    for name in ("economy", "enterprises", "basics", "narrative"):
        window.workspace.register_page(name, page_of(step(name)))
    window.files.new("city")
    window.session.apply(
        "试验",
        [
            (GDP, Decimal("955954.8")),
            ("basics/name", "望荻智造产业园"),
            (
                "enterprises",
                (
                    {"id": "1", "name": "无锡甲电子有限公司", "credit_code": "91320205MAW1G46B22"},
                    {"id": "2", "name": "乙染整厂"},
                ),
            ),
            ("key_projects", ({"id": "1", "name": "绿电直连一期", "builder": "开发公司"},)),
            ("evidence", ({"id": "1", "number": "5-01", "title": "绿电交易结算凭证"},)),
            ("narratives", ({"section": "application.6", "body": "成立专班。"},)),
        ],
    )
    window.menus.actions["find"].trigger()
    return window._find_box


def search(box, text):
    box.search.setText(text)
    while box._soon.isActive():
        QTest.qWait(5)
    return [(entry.group, entry.title) for entry in box.entries]


def test_ctrl_f_opens_the_box_with_the_caret_in_it(box, window):
    assert box.isVisible()
    assert window.focusWidget() is box.search
    assert window.menus.actions["find"].shortcut().toString() == "Ctrl+F"


def test_an_enterprise_is_found_by_name_and_by_code_and_enter_goes_to_its_row(box, qtbot, window):
    assert ("企业", "无锡甲电子有限公司") in search(box, "甲电子")
    assert search(box, "91320205maw1") == [("企业", "无锡甲电子有限公司")]
    qtbot.keyClick(box.search, Qt.Key.Key_Return)
    assert window.workspace.pages.current == "enterprises"
    assert not box.isVisible()


def test_a_field_is_found_by_title_by_value_and_by_its_definition(box, qtbot, window):
    assert ("填报内容", "地区生产总值　2025年") in search(box, "地区生产总值 2025")
    assert ("填报内容", "地区生产总值　2025年") in search(box, "955,954.8")
    assert ("填报内容", "园区名称") in search(box, "批复文件一致")
    qtbot.keyClick(box.search, Qt.Key.Key_Return)
    assert window.workspace.pages.current == "basics"


def test_full_width_letters_and_case_make_no_difference(box):
    assert search(box, "９１３２０２０５ＭＡＷ１") == search(box, "91320205MAW1") != []


def test_the_base_year_comes_first(box):
    years = [title for group, title in search(box, "地区生产总值") if group == "填报内容"]
    assert years[0] == "地区生产总值　2025年"


def test_indicators_papers_projects_texts_and_steps_are_found(box):
    assert ("指标", "单位能耗碳排放") in search(box, "单位能耗")
    found = search(box, "绿电")
    assert ("佐证材料", "绿电交易结算凭证") in found
    assert ("重点项目", "绿电直连一期") in found
    assert ("文稿", "申报书　保障措施") in search(box, "专班")
    assert ("步骤", "能源平衡") in search(box, "能源平衡")
    assert ("佐证材料", "绿电交易结算凭证") in search(box, "5-01")


def test_an_indicator_asks_to_be_shown_by_its_id(box, qtbot):
    search(box, "单位能耗碳排放")
    at = next(
        row
        for row in range(box.list.count())
        if (entry := box.list.item(row).data(Qt.ItemDataRole.UserRole + 1)) and entry.group == "指标"
    )
    box.list.setCurrentRow(at)
    with qtbot.waitSignal(box.jump) as asked:
        qtbot.keyClick(box.search, Qt.Key.Key_Return)
    assert asked.args == ["indicators/carbon_per_unit_energy"]


def test_a_step_is_opened(box, qtbot, window):
    search(box, "文稿 撰写申报书")
    qtbot.keyClick(box.search, Qt.Key.Key_Return)
    assert window.workspace.pages.current == "narrative"


def test_a_text_is_opened_at_its_section(box, qtbot, window):
    search(box, "专班")
    qtbot.keyClick(box.search, Qt.Key.Key_Return)
    assert window.workspace.pages.page.section.key == "application.6"


def test_up_and_down_choose_among_entries_and_pass_over_headings(box, qtbot):
    search(box, "绿电")
    seen = []
    for _ in range(len(box.entries) + 3):
        seen.append(box.list.currentItem().data(Qt.ItemDataRole.UserRole + 1))
        qtbot.keyClick(box.search, Qt.Key.Key_Down)
    assert None not in seen
    assert seen[len(box.entries) - 1] == box.entries[-1]
    for _ in range(len(box.entries) + 3):
        qtbot.keyClick(box.search, Qt.Key.Key_Up)
    assert box.list.currentRow() == 1


def test_enter_right_after_typing_goes_to_what_was_typed(box, qtbot, window):
    box.search.setText("91320205")
    qtbot.keyClick(box.search, Qt.Key.Key_Return)
    assert window.workspace.pages.current == "enterprises"


def test_what_is_not_there_is_said_and_enter_does_nothing(box, qtbot):
    assert search(box, "天方夜谭") == []
    assert "没有找到" in box._hint.text()
    qtbot.keyClick(box.search, Qt.Key.Key_Return)
    assert box.isVisible()


def test_escape_closes_and_gives_the_focus_back(box, qtbot, window):
    box.close_box()
    page = window.workspace.open_step("narrative")
    page.editor.setFocus()
    window.menus.actions["find"].trigger()
    qtbot.keyClick(box.search, Qt.Key.Key_Escape)
    assert not box.isVisible()
    assert window.focusWidget() is page.editor


def test_what_was_entered_since_is_found_too(box, window):
    assert search(box, "新厂") == []
    box.close_box()
    window.session.add_row("enterprises", {"name": "丙新厂"})
    window.menus.actions["find"].trigger()
    assert ("企业", "丙新厂") in search(box, "新厂")


def test_many_hits_are_cut_short_and_counted(box, window):
    box.close_box()
    window.session.set_rows("enterprises", [{"name": f"第{number}厂"} for number in range(50)], "试验")
    window.menus.actions["find"].trigger()
    found = search(box, "厂")
    assert sum(group == "企业" for group, _ in found) == 6
    headings = [box.list.item(row).text() for row in range(box.list.count())]
    assert any(heading.startswith("企业　共50个") for heading in headings)


def test_ten_thousand_enterprises_are_searched_without_a_pause(window):
    rows = tuple({"name": f"无锡第{number}有限公司", "credit_code": f"9132{number:014}"} for number in range(10_000))
    index = Index(window.session.rules)
    index.update(with_values(new_project(), [("enterprises", rows)]))
    began = time.process_time()
    [found] = index.find("00000000009999", 6)
    [many] = [each for each in index.find("公司", 6) if each.group == "企业"]
    assert time.process_time() - began < 0.15
    assert [entry.title for entry in found.entries] == ["无锡第9999有限公司"]
    assert many.count == 10_000 and len(many.entries) == 6
