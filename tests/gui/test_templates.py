"""Tables to be filled in, made as staff do it: which, for whom, where to; cancelled, refused, replaced."""

from __future__ import annotations

import threading
from pathlib import Path

import openpyxl
import pytest

from tests.gui.collecting_park import Said, bare, small_park
from tests.gui.opened import in_dialog, opened
from zcpark_desktop.ui import work
from zcpark_desktop.ui.collecting import templates_job
from zcpark_desktop.ui.collecting.templates_dialog import ENTERPRISES, OFFICES, PARK, TemplatesDialog


@pytest.fixture
def real(window, qtbot):
    return opened(window, qtbot, small_park())


@pytest.fixture
def page(qtbot):
    return bare(qtbot, small_park(), "collecting")[1]


@pytest.fixture
def dialog(page, qtbot, tmp_path):
    dialog = TemplatesDialog(page._session, page)
    qtbot.addWidget(dialog)
    dialog.asking = Said()
    dialog.folder.setText(str(tmp_path / "收集表"))
    dialog.show()
    return dialog


def made(tmp_path) -> list[str]:
    return sorted(path.name for path in (tmp_path / "收集表").glob("*"))


def test_the_menu_opens_the_dialog(real):
    seen = []
    in_dialog(lambda dialog: (seen.append(dialog.windowTitle()), dialog.reject()))
    real.menus.actions["templates"].trigger()
    assert seen == ["生成收集表"]


def test_the_park_gets_one_workbook_and_the_folder_opens(dialog, tmp_path, monkeypatch):
    handed = []
    monkeypatch.setattr("zcpark_desktop.ui.outside.QDesktopServices.openUrl",
                        lambda url: handed.append(Path(url.toLocalFile())) or True)
    assert dialog.choices[PARK].isChecked() and not dialog.open_folder.isVisible()
    dialog.make.click()
    assert made(tmp_path) == ["望荻园区_数据采集表.xlsx"]
    assert dialog.outcome.text() == "✓ 已生成1个文件。"
    dialog.open_folder.click()
    assert handed == [tmp_path / "收集表"]


def test_offices_are_chosen_by_what_they_hold(dialog, tmp_path):
    dialog.choices[OFFICES].setChecked(True)
    held = {key: words for key, _, words in dialog.offices.model.entries}
    assert "生态环境" in held and "资源利用（3项）" in held["生态环境"]
    dialog.offices.tick(["供电", "生态环境"])
    assert dialog.make.text() == "生成2个文件"
    dialog.make.click()
    assert made(tmp_path) == ["望荻园区_数据采集表_供电.xlsx", "望荻园区_数据采集表_生态环境.xlsx"]


def test_enterprises_are_all_chosen_at_first_or_found_and_chosen(dialog, tmp_path):
    dialog.choices[ENTERPRISES].setChecked(True)
    assert dialog.make.text() == "生成2个文件"
    dialog.enterprises.none.click()
    assert not dialog.make.isEnabled()
    dialog.enterprises.search.setText("乙")
    dialog.enterprises.all.click()
    dialog.enterprises.search.clear()
    assert dialog.enterprises.ticked == ["b"]
    dialog.make.click()
    assert made(tmp_path) == ["无锡乙电子有限公司.xlsx"]


def test_files_that_are_there_are_replaced_only_when_the_user_says_so(dialog, tmp_path):
    dialog.make.click()
    path = tmp_path / "收集表" / "望荻园区_数据采集表.xlsx"
    path.write_bytes(b"filled in")
    dialog.asking.answers["替换文件"] = "cancel"
    dialog.make.click()
    assert path.read_bytes() == b"filled in"
    assert "望荻园区_数据采集表.xlsx" in dialog.asking.asked[0]
    dialog.asking.answers["替换文件"] = "yes"
    dialog.make.click()
    assert "填写说明" in openpyxl.load_workbook(path).sheetnames


def test_a_cancelled_making_keeps_what_is_written_and_says_how_much(dialog, tmp_path, monkeypatch):
    threads = set()

    class Impatient(work.Progress):
        def report(self, share: float, words: str = "") -> None:
            threads.add(threading.current_thread())
            if words.startswith("已生成1个"):
                self.cancel()
            super().report(share, words)

    monkeypatch.setattr(work, "Progress", Impatient)
    dialog.choices[ENTERPRISES].setChecked(True)
    dialog.make.click()
    assert made(tmp_path) == ["无锡甲机械有限公司.xlsx"]
    assert dialog.outcome.text() == "已取消。已生成1个文件。"
    assert threading.main_thread() not in threads


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(dialog, tmp_path):
    (tmp_path / "收集表").write_text("")
    dialog.make.click()
    assert len(dialog.asking.told) == 1 and "收集表" in dialog.asking.told[0]
    assert dialog.outcome.text() == "没有全部生成。已生成0个文件。"


def test_a_park_without_enterprises_offers_no_tables_for_them(page, qtbot):
    page._session.set_rows("enterprises", (), "清空")
    dialog = TemplatesDialog(page._session, page)
    qtbot.addWidget(dialog)
    assert not dialog.choices[ENTERPRISES].isEnabled()


def test_every_office_is_said_to_hold_something():
    assert all(templates_job.held_by_offices(small_park()).values())
