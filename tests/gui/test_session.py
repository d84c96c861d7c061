"""The session: one door for change, with unlimited undo."""

from __future__ import annotations

import gc
import threading
import weakref
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from zcpark_desktop.excel.proposal import Source
from zcpark_desktop.project import How, Origin, ProjectError, new_project, origin_of, value_at
from zcpark_desktop.storage.archive import open_project, save
from zcpark_desktop.ui.session import Session

GDP = "years/2025/economy/gdp_10k_yuan"
TAX = "years/2025/economy/tax_10k_yuan"


@pytest.fixture
def session(qapp):
    session = Session()
    session.load(new_project("试验园区", "p1"))
    return session


def test_a_value_set_is_there_and_can_be_undone_and_done_again(session):
    session.set_value(GDP, Decimal("12.50"))
    assert value_at(session.project, GDP) == Decimal("12.50")
    assert session.undo_label == "修改“2025年 经济 地区生产总值”"
    session.undo()
    assert value_at(session.project, GDP) is None
    assert session.redo_label == "修改“2025年 经济 地区生产总值”"
    session.redo()
    assert value_at(session.project, GDP) == Decimal("12.50")


def test_a_step_is_made_whole_or_not_at_all(session):
    before = session.project
    with pytest.raises(ProjectError, match="税收收入"):
        session.apply("粘贴", [(GDP, "12"), (TAX, "无")])
    assert session.project is before
    assert session.undo_label is None


def test_undoing_back_to_what_was_saved_makes_it_clean(session):
    assert not session.dirty
    session.set_value("title", "新名")
    assert session.dirty
    session.undo()
    assert not session.dirty


def test_typing_in_one_field_is_one_step_while_the_focus_stays(session):
    focus = object()
    for text in ("1", "12", "123"):
        session.set_value("title", text, focus=focus)
    session.set_value("title", "别处", focus=object())
    session.undo()
    assert session.project.title == "123"
    session.undo()
    assert session.project.title == "试验园区"


def test_typing_after_a_save_starts_a_new_step_so_that_undo_reaches_the_saved_state(session, tmp_path):
    focus = object()
    session.set_value("title", "甲", focus=focus)
    session.saved_as(session.project, tmp_path / "a.zcpark")
    session.set_value("title", "甲乙", focus=focus)
    session.undo()
    assert session.project.title == "甲"
    assert not session.dirty


def test_rows_are_added_and_removed_by_key(session):
    first = session.add_row("enterprises", {"name": "甲厂"})
    second = session.add_row("enterprises", {"name": "乙厂"}, at=0)
    assert [row.name for row in session.project.enterprises] == ["乙厂", "甲厂"]
    session.set_value(f"enterprises/{first}/name", "丙厂")
    session.remove_rows("enterprises", [second])
    assert [row.name for row in session.project.enterprises] == ["丙厂"]
    session.undo()
    session.undo()
    assert [row.name for row in session.project.enterprises] == ["乙厂", "甲厂"]


def test_a_new_step_forgets_what_was_undone(session):
    session.set_value("title", "甲")
    session.undo()
    session.set_value("title", "乙")
    assert session.redo_label is None


def test_a_value_that_is_there_already_is_no_step(session):
    assert not session.set_value("title", "试验园区")
    assert session.undo_label is None


def test_a_read_only_project_refuses_changes_with_a_sentence(session):
    session.load(new_project("只读"), read_only=True)
    with pytest.raises(ProjectError, match="只读"):
        session.set_value("title", "改")
    assert session.project.title == "只读"


def test_the_change_names_its_addresses(session, qtbot):
    with qtbot.waitSignal(session.changed) as caught:
        session.apply("两格", [(GDP, "1"), (TAX, "2")])
    assert caught.args[0].addresses == (GDP, TAX)
    assert not caught.args[0].structural


def test_a_burst_of_changes_is_evaluated_once(qapp, qtbot):
    seen = []
    session = Session(rules="规则", evaluate=lambda project, rules: seen.append((project.title, rules)) or "结果",
                      check=lambda project, rules, evaluation, wanted: [evaluation])
    session.load(new_project())
    for text in ("甲", "乙", "丙"):
        session.set_value("title", text)
    assert seen == []
    with qtbot.waitSignal(session.checked):
        pass
    assert seen == [("丙", "规则")]
    assert session.evaluation == "结果"
    assert session.findings == ("结果",)


def test_findings_on_a_state_that_has_changed_meanwhile_are_not_shown(qapp, qtbot):
    titles = []
    go_on = threading.Event()

    def check(project, rules, evaluation, wanted):
        titles.append(project.title)
        go_on.wait(10)
        return [project.title]

    session = Session(evaluate=lambda project, rules: None, check=check)
    session.load(new_project("甲"))
    shown = []
    session.checked.connect(lambda: shown.append(session.findings))
    qtbot.waitUntil(lambda: bool(titles))
    session.set_value("title", "乙")  # the user goes on while the audit is at work
    go_on.set()
    qtbot.waitUntil(lambda: bool(shown))
    assert titles == ["甲", "乙"]
    assert shown == [("乙",)]


class Wall:
    """A clock that goes on by a minute at each look."""

    def __init__(self) -> None:
        self.minute = -1

    def __call__(self) -> datetime:
        self.minute += 1
        return datetime(2026, 11, 25, 2, self.minute, 33, tzinfo=UTC)


def at(minute: int) -> datetime:
    return datetime(2026, 11, 25, 2, minute, tzinfo=UTC)


@pytest.fixture
def signed(qapp):
    session = Session(who="张三", clock=Wall())
    session.load(new_project("试验园区", "p1"))
    return session


def test_what_is_entered_is_signed_and_undo_takes_the_signature_back(signed):
    signed.set_value(GDP, Decimal(12))
    signed.apply("粘贴2格", [(GDP, Decimal(13)), (TAX, Decimal(1))], how=How.PASTED)
    assert origin_of(signed.project, GDP) == Origin(How.PASTED, at(1), "张三")
    signed.undo()
    assert origin_of(signed.project, GDP) == Origin(How.TYPED, at(0), "张三")
    assert origin_of(signed.project, TAX) is None
    signed.undo()
    assert origin_of(signed.project, GDP) is None
    signed.redo()
    assert origin_of(signed.project, GDP) == Origin(How.TYPED, at(0), "张三")


def test_entering_the_same_value_again_is_no_step_and_no_new_origin(signed):
    signed.set_value(GDP, Decimal(12))
    assert not signed.apply("粘贴1格", [(GDP, Decimal(12))], how=How.PASTED)
    assert origin_of(signed.project, GDP).how is How.TYPED
    assert len(signed.project.origins) == 1


def test_imported_values_name_their_cell_also_after_saving_and_opening(signed, tmp_path):
    source = Source("供电公司.xlsx", "电力", "C12")
    signed.apply("导入1格", [(GDP, Decimal(7))], how=How.IMPORTED, sources={GDP: source})
    save(signed.project, tmp_path / "a.zcpark")
    opened = open_project(tmp_path / "a.zcpark").project
    assert opened == signed.project
    assert origin_of(opened, GDP) == Origin(How.IMPORTED, at(0), "张三", "供电公司.xlsx", "电力", "C12")


def test_the_account_signs_where_nobody_else_does(session):
    session.set_value("title", "新名")
    assert origin_of(session.project, "title").who


def test_an_audit_is_told_that_nobody_wants_it_any_more(qapp, qtbot):
    heard, go_on = [], threading.Event()

    def check(project, rules, evaluation, wanted):
        heard.append(wanted())
        go_on.wait(10)
        heard.append(wanted())
        return ["全部"] if heard[-1] else ["一半"]

    session = Session(evaluate=lambda project, rules: None, check=check)
    session.load(new_project("甲"))
    qtbot.waitUntil(lambda: bool(heard))
    session.set_value("title", "乙")
    session.undo()  # the same project again, whose audit has been given up meanwhile
    go_on.set()
    qtbot.waitUntil(lambda: session.findings != ())
    assert heard == [True, False, True, True]
    assert session.findings == ("全部",)


def test_a_session_let_go_while_it_is_audited_does_not_die_on_the_thread_of_the_audit(qapp, qtbot):
    begun, go_on, ended = threading.Event(), threading.Event(), threading.Event()

    def check(project, rules, evaluation, wanted):
        begun.set()
        go_on.wait(10)
        ended.set()
        return []

    session = Session(evaluate=lambda project, rules: None, check=check)
    session.load(new_project("甲"))
    qtbot.waitUntil(begun.is_set)
    gone = weakref.ref(session)
    del session
    gc.collect()
    assert gone() is None  # here, and not when the audit ends
    go_on.set()
    assert ended.wait(10)
