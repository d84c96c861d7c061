"""Collecting as staff do it: drop files, look, decide, take in, undo; wrong files, cancel, and the same file twice."""

from __future__ import annotations

import csv
import threading
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QPushButton

from tests.gui.collecting_park import OUTPUT, Said, bare, clock, economy_with, fill, small_park
from tests.gui.opened import opened
from zcpark_desktop.excel import collecting
from zcpark_desktop.project import How, dump_json, origin_of, value_at
from zcpark_desktop.ui import work
from zcpark_desktop.ui.collecting.decisions import Sort
from zcpark_desktop.ui.collecting.lines_model import PLACE, TAKEN

CHECK = Qt.ItemDataRole.CheckStateRole
TICKED, UNTICKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


@pytest.fixture
def real(window, qtbot):
    return opened(window, qtbot, small_park())


@pytest.fixture
def page(qtbot):
    return bare(qtbot, small_park(), "collecting")[1]


@pytest.fixture
def session(page):
    return page._session


@pytest.fixture
def sent_back(tmp_path):
    """Writes the table of economic data as it came back: name, and GDP by year."""
    def make(name: str, **values: object) -> Path:
        return economy_with(small_park(), tmp_path, name, **values)

    return make


def drop(window, qtbot, *paths: Path) -> bool:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    how = (QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDropEvent(*how, QEvent.Type.DragEnter)
    enter.setAccepted(False)
    window.dragEnterEvent(enter)
    if enter.isAccepted():
        window.dropEvent(QDropEvent(*how))
        qtbot.waitUntil(lambda: window.workspace.pages.current == "collecting")
        qtbot.waitUntil(lambda: bool(window.workspace.pages.page.summary.text()))
    return enter.isAccepted()


def shown(page) -> list[str]:
    model = page.preview.model
    return [model.index(row, PLACE).data() for row in range(model.rowCount())]


def tick(page, row: int, on: bool = True) -> None:
    model = page.preview.model
    assert model.setData(model.index(row, TAKEN), (TICKED if on else UNTICKED).value, CHECK)


def ticks(page) -> list[bool]:
    model = page.preview.model
    return [Qt.CheckState(model.index(row, TAKEN).data(CHECK)) is TICKED for row in range(model.rowCount())]


def gdp(session, year: int = 2025):
    record = session.project.year(year)
    return None if record is None else record.economy.gdp_10k_yuan


def test_a_dropped_folder_is_shown_before_anything_changes_and_taken_in_as_one_step(real, qtbot, sent_back, tmp_path):
    before = real.session.project
    sent_back("回收/经济.xlsx", y2025=123.5, y2024=90)
    assert drop(real, qtbot, tmp_path / "回收")
    page = real.workspace.pages.page
    assert real.session.project is before
    assert shown(page) == ["2024年 地区生产总值", "2025年 地区生产总值"]
    texts = page.preview.model.line(1).texts
    assert texts == ("2025年 地区生产总值", "100", "123.5", "经济.xlsx", "经济数据 G4")
    assert page.take.text() == "采用2格"
    qtbot.mouseClick(page.take, Qt.MouseButton.LeftButton)
    assert (gdp(real.session), gdp(real.session, 2024)) == (Decimal("123.5"), Decimal(90))
    assert real.session.undo_label == "收集1个文件"
    origin = origin_of(real.session.project, "years/2025/economy/gdp_10k_yuan")
    assert (origin.how, origin.file, origin.sheet, origin.cell) == (How.IMPORTED, "经济.xlsx", "经济数据", "G4")
    assert "已采用2格" in page.nothing.text()
    real.session.undo()
    assert dump_json(real.session.project) == dump_json(before)


def test_what_is_dropped_and_holds_no_tables_is_not_taken(real, qtbot, tmp_path):
    (tmp_path / "a.docx").write_bytes(b"x")
    assert not drop(real, qtbot, tmp_path / "a.docx")
    real.files.close()
    assert not drop(real, qtbot, tmp_path)


def test_the_same_file_twice_changes_nothing(page, session, sent_back):
    path = sent_back("经济.xlsx", y2025=123.5)
    page.read([path])
    page.accept()
    after = session.project
    page.read([path])
    assert page.nothing.text().startswith("没有变化：1个文件")
    assert page.decisions is None
    assert session.project is after


def test_a_line_and_a_whole_file_can_be_left_out(page, session, sent_back, qtbot):
    page.read([sent_back("甲.xlsx", y2025=1, y2024=2), sent_back("乙.xlsx", y2023=3)])
    assert ticks(page) == [True, True, True]
    page.preview.put_caret(0)
    assert page.preview.current.place == "2024年 地区生产总值"
    qtbot.keyClick(page.preview.view, Qt.Key.Key_Space)
    files = page.files.model()
    assert [files.index(row, 0).data() for row in range(files.rowCount())] == ["全部文件", "乙.xlsx", "甲.xlsx"]
    assert Qt.CheckState(files.index(2, 0).data(CHECK)) is Qt.CheckState.PartiallyChecked
    files.setData(files.index(1, 0), UNTICKED.value, CHECK)
    assert page.take.text() == "采用1格"
    page.accept()
    assert (gdp(session), gdp(session, 2024), gdp(session, 2023)) == (Decimal(1), None, None)


def test_lines_are_found_by_sort_by_file_and_by_words(page, sent_back, qtbot):
    page.read([sent_back("甲.xlsx", y2025=1, y2024=2), sent_back("乙.xlsx", y2023="三")])
    assert page.preview.sorts[Sort.NEW].text() == "新增 1"
    page.preview.show_sort(Sort.CHANGED)
    assert shown(page) == ["2025年 地区生产总值"]
    page.preview.show_sort(Sort.REFUSED)
    assert shown(page) == ["应为数字，现为“三”。"]
    assert page.preview.view.isColumnHidden(TAKEN)
    page.preview.show_sort(None)
    assert not page.preview.view.isColumnHidden(TAKEN)
    page.files.selectRow(2)
    assert shown(page) == ["2024年 地区生产总值", "2025年 地区生产总值"]
    page.files.selectRow(0)
    page.preview.search.setText("乙 G4")
    qtbot.waitUntil(lambda: shown(page) == [])
    page.preview.search.setText("2024 甲")
    qtbot.waitUntil(lambda: shown(page) == ["2024年 地区生产总值"])


def test_a_conflict_is_decided_by_the_user_and_left_alone_until_then(page, session, sent_back):
    page.read([sent_back("甲.xlsx", y2025=1), sent_back("乙.xlsx", y2025=2)])
    assert page.preview.sort is Sort.CONFLICT
    assert ticks(page) == [False, False]
    assert page.outcome.text().startswith("1处来源冲突还没有选定")
    assert not page.take.isEnabled()
    tick(page, 0)
    tick(page, 1)
    assert ticks(page) == [False, True]
    tick(page, 1, on=False)
    assert ticks(page) == [False, False]
    tick(page, 0)
    assert page.outcome.text() == ""
    page.accept()
    assert gdp(session) == Decimal(1)


def test_one_file_can_decide_all_conflicts(page, session, sent_back):
    page.read([sent_back("甲.xlsx", y2025=1, y2024=2, y2023=5), sent_back("乙.xlsx", y2025=3, y2024=4)])
    row = next(row for row in range(4) if page.preview.model.line(row).source.file == "乙.xlsx")
    page.preview.put_caret(row)
    page.preview.prefer.click()
    assert page.take.text() == "采用3格"
    page.accept()
    assert (gdp(session), gdp(session, 2024), gdp(session, 2023)) == (Decimal(3), Decimal(4), Decimal(5))


def test_a_change_made_meanwhile_asks_for_another_look_and_keeps_what_was_decided(page, session, sent_back):
    page.read([sent_back("甲.xlsx", y2025=1, y2024=2)])
    tick(page, 0, on=False)
    session.set_value("basics/head/name", "王园")
    assert page.stale.isVisible() and not page.take.isEnabled()
    page.accept()
    assert gdp(session) == Decimal(100) and "请先核对" in page.asking.told[-1]
    page.again.click()
    assert not page.stale.isVisible()
    assert ticks(page) == [False, True]
    page.accept()
    assert (gdp(session), gdp(session, 2024)) == (Decimal(1), None)


def test_wrong_files_are_refused_with_a_sentence_and_listed_to_be_sent_back(page, session, sent_back, tmp_path):
    wrong = tmp_path / "坏.xlsx"
    wrong.write_bytes(b"no workbook")
    page.read([wrong, sent_back("甲.xlsx", y2025=1, y2024="=1+1", y2023="一千")])
    assert page.preview.sorts[Sort.REFUSED].text() == "未采用 3"
    page.accept()
    assert gdp(session) == Decimal(1)
    assert page.decisions.counts() == {Sort.REFUSED: 3}
    assert "还有3处没有采用" in page.summary.text()
    page.asking.answers["path"] = tmp_path / "清单.csv"
    page.list_refused.click()
    rows = list(csv.reader((tmp_path / "清单.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0] == ["文件", "工作表", "单元格", "问题"]
    assert rows[1][:3] == ["坏.xlsx", "", ""] and "不是工作簿" in rows[1][3]
    assert {tuple(row[:3]) for row in rows[2:]} == {("甲.xlsx", "经济数据", "F4"), ("甲.xlsx", "经济数据", "E4")}
    page.asking.answers["path"] = tmp_path / "清单.xlsx"
    page.list_refused.click()
    assert openpyxl.load_workbook(tmp_path / "清单.xlsx").active.max_row == 4


def test_cancelled_reading_changes_nothing(page, session, sent_back, monkeypatch):
    def read(*args, **kwargs):
        raise work.Cancelled

    monkeypatch.setattr(collecting, "collect", read)
    before = session.project
    page.read([sent_back("甲.xlsx", y2025=1)])
    assert page.nothing.text() == "已取消读取，项目没有变化。"
    assert session.project is before


def test_files_are_read_beside_the_window_and_can_be_cancelled_between_two(page, sent_back, monkeypatch):
    threads, seen = set(), []
    read_file = collecting.read_file

    def slow(path):
        threads.add(threading.current_thread())
        seen.append(path.name)
        return read_file(path)

    class Impatient(work.Progress):
        def report(self, share: float, words: str = "") -> None:
            if "第2个" in words:
                self.cancel()
            super().report(share, words)

    monkeypatch.setattr(collecting, "read_file", slow)
    monkeypatch.setattr(work, "Progress", Impatient)
    page.read([sent_back("甲.xlsx", y2025=1), sent_back("乙.xlsx", y2025=2)])
    assert threading.main_thread() not in threads
    assert seen == ["甲.xlsx"]
    assert page.decisions is None and "已取消" in page.nothing.text()


def test_a_folder_without_tables_says_so(page, tmp_path):
    (tmp_path / "空").mkdir()
    page.asking.answers["folder"] = tmp_path / "空"
    page.ask_for_folder()
    assert page.nothing.text() == "没有找到表格文件（xlsx、xls、csv）；请核对文件夹。"


def test_files_of_one_name_in_two_folders_are_told_apart(page, sent_back):
    page.read([sent_back("甲部门/表.xlsx", y2025=1), sent_back("乙部门/表.xlsx", y2024=2)])
    files = page.files.model()
    assert [files.index(row, 0).data() for row in (1, 2)] == ["乙部门/表.xlsx", "甲部门/表.xlsx"]


def test_a_line_leads_to_its_field_and_to_its_file(real, sent_back, qtbot, monkeypatch):
    page = real.workspace.open_step("collecting")
    page.asking = Said()
    handed = []
    monkeypatch.setattr("zcpark_desktop.ui.outside.QDesktopServices.openUrl",
                        lambda url: handed.append(Path(url.toLocalFile())) or True)
    path = sent_back("甲.xlsx", y2025=1)
    page.asking.answers["tables"] = [path]
    page.ask_for_files()
    page.preview.open.click()
    assert handed == [path]
    path.unlink()
    page.preview.open.click()
    assert "找不到" in page.asking.told[-1]
    qtbot.keyClick(page.preview.view, Qt.Key.Key_Return)
    assert real.workspace.pages.current == "economy"
    assert real.workspace.pages.page.parts[0].view.currentIndex().isValid()
    real.workspace.pages.back.click()
    real.workspace.open_step("collecting")
    assert page.take.text() == "采用1格"


def test_a_project_opened_for_reading_only_shows_and_takes_nothing(page, session, sent_back):
    path = sent_back("甲.xlsx", y2025=1)
    session.load(session.project, read_only=True, evidence=session.evidence)
    page.read([path])
    assert not page.take.isEnabled()
    assert "只读" in page.outcome.text()


def test_one_goes_back_to_the_step_one_came_from(real):
    real.workspace.open_step("projects")
    real.menus.actions["findings"].trigger()
    pages = real.workspace.pages
    assert (pages.back.text(), pages.on.isVisible()) == ("返回", False)
    pages.back.click()
    assert (pages.current, pages.back.text()) == ("projects", "上一步")


def test_the_step_one_came_from_is_reached_by_a_click_on_it_too(real, qtbot):
    steps = real.workspace.step_list.list
    real.workspace.open_step("economy")
    row = steps.currentRow()
    real.menus.actions["findings"].trigger()
    assert not steps.selectedItems()
    qtbot.mouseClick(steps.viewport(), Qt.MouseButton.LeftButton, pos=steps.visualItemRect(steps.item(row)).center())
    assert real.workspace.pages.current == "economy"
    assert [steps.row(item) for item in steps.selectedItems()] == [row]


def test_enterprises_tables_come_back_to_their_enterprise(page, session, tmp_path):
    from zcpark_desktop.excel.templates import enterprise_templates

    files = list(enterprise_templates(session.project, session.rules, tmp_path, clock, {"a"}))
    assert [path.name for path in files] == ["无锡甲机械有限公司.xlsx"]
    page.read([fill(files[0], "年度数据", "annual/{year}/output_10k_yuan", "2025", 650)])
    page.accept()
    assert value_at(session.project, OUTPUT) == Decimal(650)


def test_the_empty_page_offers_the_ways_in(page):
    words = [button.text() for button in page.findChildren(QPushButton) if button.isVisible()]
    assert words == ["选择文件…", "选择文件夹…", "生成收集表…"]
