"""All findings on one page: counted, filtered, explained in place, each with a way to its field."""

from __future__ import annotations

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from tests.gui.collecting_park import bare
from tests.gui.opened import opened
from zcpark_desktop.audit import Finding, Severity, check
from zcpark_desktop.paths import resources
from zcpark_desktop.project import parse_json
from zcpark_desktop.ui.findings.findings_model import State
from zcpark_desktop.ui.findings.levels import level_standings


def nearly_empty():
    return parse_json((resources() / "samples" / "nearly_empty.json").read_bytes())


@pytest.fixture
def real(window, qtbot):
    opened(window, qtbot, nearly_empty())
    qtbot.waitUntil(lambda: bool(window.session.findings))
    return window


@pytest.fixture
def page(qtbot):
    session, page = bare(qtbot, nearly_empty(), "findings")
    qtbot.waitUntil(lambda: bool(session.findings))
    return page


@pytest.fixture
def session(page):
    return page._session


def tell(session, *findings: Finding) -> None:
    """As if the audit had just found these."""
    session._findings = findings
    session.checked.emit()


def finding(number: int, severity: Severity = Severity.EXPLAIN, value: int = 1, step: str = "economy") -> Finding:
    address = {"economy": "years/2025/economy/gdp_10k_yuan", "boundary": "boundary/east"}[step]
    return Finding(f"test.rule{number}", severity, f"第{number}个问题，数值{value}；请核对。", (address,))


def test_the_counts_are_those_of_the_audit(session, page):
    findings = check(session.project, session.rules)
    for state, severity in ((State.MUST_FIX, Severity.MUST_FIX), (State.EXPLAIN, Severity.EXPLAIN)):
        number = sum(each.severity is severity for each in findings)
        assert number > 0
        assert page.states[state].text() == f"{state.value} {number}"
    assert page.states[State.ALL].text() == f"全部 {len(findings)}"
    assert page.model.rowCount() == len(findings)


def test_the_levels_up_to_the_one_applied_for_say_what_they_lack(session, page):
    (city,) = level_standings(session.evaluation)
    assert city.level == "市级" and city.ready < city.rows and not city.is_complete
    assert city.rows == city.ready + sum(number for _, number in city.lacking)
    assert page.levels.text().startswith(f"… {city.title}：指标就绪{city.ready}/{city.rows}项，")
    session.set_value("basics/level_applied", "nation")
    assert len(level_standings(session._evaluate(session.project, session.rules))) == 3


def test_findings_are_filtered_by_severity_step_and_words(session, page, qtbot):
    tell(session, finding(1, Severity.MUST_FIX), finding(2), finding(3, step="boundary"), finding(4, Severity.HINT))
    page.show_state(State.EXPLAIN)
    assert [each.id for each in page.model.shown] == ["test.rule2", "test.rule3"]
    page.steps.setCurrentIndex(page.steps.findText("园区边界"))
    page.steps.activated.emit(page.steps.currentIndex())
    assert [each.id for each in page.model.shown] == ["test.rule3"]
    page.steps.setCurrentIndex(0)
    page.show_state(State.ALL)
    page.search.setText("第4 核对")
    qtbot.waitUntil(lambda: [each.id for each in page.model.shown] == ["test.rule4"])
    page.search.setText("没有的词")
    qtbot.waitUntil(lambda: page.model.shown == [])
    assert page.nothing.text() == "没有符合条件的问题。"


def test_enter_a_double_click_and_the_links_lead_to_the_field(real, qtbot):
    real.menus.actions["findings"].trigger()
    page = real.workspace.pages.page
    tell(real.session, finding(1), finding(2, step="boundary"))
    page.view.put_caret(1, 2)
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert real.workspace.pages.current == "boundary"
    real.menus.actions["findings"].trigger()
    page.view.put_caret(0, 2)
    page.details.go.click()
    assert real.workspace.pages.current == "economy"


def test_the_caret_stays_on_its_finding_when_numbers_change_and_others_come_and_go(session, page):
    tell(session, finding(1), finding(2), finding(3))
    page.view.put_caret(1, 2)
    page.details.editor.setPlainText("因检修停产")
    page.details.editor.document().setModified(True)
    tell(session, finding(0, Severity.MUST_FIX), finding(1), finding(2, value=2))
    assert page.current.sentence == "第2个问题，数值2；请核对。"
    assert page.details.sentence.text() == page.current.sentence
    assert page.details.editor.toPlainText() == "因检修停产"
    tell(session, finding(0, Severity.MUST_FIX), finding(1))
    assert page.current.id == "test.rule1"
    tell(session)
    assert page.current is None and page.nothing.text() == "✓ 没有发现问题。"


def test_an_explanation_is_written_in_place_as_one_step_and_taken_back(session, page, qtbot):
    page.show_state(State.EXPLAIN)
    page.view.put_caret(0, 2)
    chosen = page.current
    page.details.editor.setFocus()
    page.details.editor.insertPlainText("园区刚开始填报，数据正在收集。")
    page.details.keep.click()
    assert session.undo_label == "填写问题说明"
    qtbot.waitUntil(lambda: page.states[State.EXPLAINED].text() == "已说明 1")
    page.show_state(State.EXPLAINED)
    assert [each.sentence for each in page.model.shown] == [chosen.sentence]
    assert page.model.shown[0].explanation == "园区刚开始填报，数据正在收集。"
    page.details.editor.selectAll()
    page.details.editor.insertPlainText("")
    page.details.keep.click()
    assert session.project.explanations == ()


def test_what_is_still_being_written_is_kept_when_one_goes_on_or_saves(session, page):
    page.show_state(State.EXPLAIN)
    page.view.put_caret(0, 2)
    page.details.editor.insertPlainText("甲")
    page.view.put_caret(1, 2)
    assert [row.reason for row in session.project.explanations] == ["甲"]
    page.details.editor.insertPlainText("乙")
    session.commit()
    assert [row.reason for row in session.project.explanations] == ["甲", "乙"]


def test_what_must_be_fixed_cannot_be_explained(session, page):
    tell(session, finding(1, Severity.MUST_FIX), finding(2, Severity.HINT))
    assert not page.details._writing.isVisible() and "请改正数据" in page.details.note.text()
    page.view.put_caret(1, 2)
    assert not page.details._writing.isVisible() and "可以不处理" in page.details.note.text()


def test_the_list_goes_out_as_it_is_filtered(session, page, tmp_path):
    tell(session, finding(1, Severity.MUST_FIX), finding(2), finding(3))
    page.show_state(State.EXPLAIN)
    page.asking.answers["path"] = tmp_path / "核对.xlsx"
    page.export.click()
    rows = list(openpyxl.load_workbook(tmp_path / "核对.xlsx").active.values)
    assert rows[0] == ("级别", "步骤", "问题", "说明")
    assert [row[:3] for row in rows[1:]] == [("? 需说明", "经济社会", f"第{n}个问题，数值1；请核对。") for n in (2, 3)]


def test_the_side_panel_leads_to_the_page(real, qtbot):
    real.workspace.open_step("transport")
    assert any("其他步骤还有" in label.text() for label in [real.workspace.side._rest])
    button = real.workspace.side.all
    assert isinstance(button, QPushButton) and not button.isHidden()
    button.click()
    assert real.workspace.pages.current == "findings"
    assert not real.workspace.side.isVisible()


def test_ten_thousand_findings_stay_fluid(session, page, qtbot):
    tell(session, *(Finding(f"rule{number}", Severity.EXPLAIN, f"第{number}个问题。", ("boundary/east",))
                 for number in range(10_000)))
    assert page.model.rowCount() == 10_000
    page.view.put_caret(9_999, 2)
    tell(session, *session.findings[1:])
    assert page.current.sentence == "第9999个问题。"
