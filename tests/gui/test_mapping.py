"""A list that others made: what its columns are is settled once, and known from then on."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt

from tests.gui.collecting_park import OUTPUT, bare, small_park
from tests.gui.opened import in_dialog
from zcpark_desktop.excel.foreign import guess
from zcpark_desktop.excel.reading import read_file
from zcpark_desktop.project import value_at
from zcpark_desktop.storage.kept import MAPPINGS, keep
from zcpark_desktop.ui.collecting.mapping import Settling
from zcpark_desktop.ui.collecting.mapping_dialog import MappingDialog

OUTPUT_PATH = "annual/{year}/output_10k_yuan"


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setattr("zcpark_desktop.paths.user_data", lambda: tmp_path / "user")
    (tmp_path / "user").mkdir()


@pytest.fixture
def page(qtbot):
    return bare(qtbot, small_park(), "collecting")[1]


def foreign(folder: Path, name: str = "招商局台账.xlsx", output: object = 6.5) -> Path:
    """A list whose titles are nobody's but the writer's."""
    book = openpyxl.Workbook()
    book.active.title = "台账"
    for row in (("序", "单位全称", "去年产出", "联系"), (1, "无锡甲机械有限公司", output, "张"), (2, "无锡乙电子有限公司", 3, "李")):
        book.active.append(row)
    book.save(folder / name)
    return folder / name


def settling(folder: Path) -> Settling:
    sheet = read_file(foreign(folder)).sheets[0]
    return Settling(sheet, guess(sheet, "enterprises"))


def column(found: Settling, title: str):
    return next(each for each in found.columns if each.title == title)


def choose(dialog: MappingDialog, title: str, path: str) -> None:
    row = next(row for row, each in enumerate(dialog.settling.columns) if each.title == title)
    dialog.view.put_caret(row, 0)
    items = [dialog.targets.item(at) for at in range(dialog.targets.count())]
    dialog.targets.itemClicked.emit(next(item for item in items if item.data(Qt.ItemDataRole.UserRole) == path))


def settle(dialog: MappingDialog) -> None:
    dialog.lists.setCurrentIndex(dialog.lists.findData("enterprises"))
    dialog.lists.activated.emit(dialog.lists.currentIndex())
    choose(dialog, "单位全称", "name")
    choose(dialog, "去年产出", OUTPUT_PATH)
    dialog.unit.setText("亿元")
    assert dialog.reason.text() == "由您选定；按1亿元=10000万元换算"
    dialog.year.setText("2025")
    assert dialog.keep.isEnabled(), dialog.problem.text()
    dialog.keep.click()


def test_a_foreign_list_is_settled_once_and_read_from_then_on(page, tmp_path):
    path = foreign(tmp_path)
    page.read([path])
    (line,) = page.decisions.lines
    assert "看不出是哪张表" in line.place
    assert page.preview.map.isVisible()
    in_dialog(settle)
    page.preview.map.click()
    changes = {each.address: each.change.new for each in page.decisions.lines if each.change is not None}
    assert changes[OUTPUT] == Decimal(65000)
    assert any("1亿元=10000万元" in each.place for each in page.decisions.lines)
    page.accept()
    assert value_at(page._session.project, OUTPUT) == Decimal(65000)
    page.read([foreign(tmp_path, "下一份.xlsx", 7)])
    assert {each.change.new for each in page.decisions.lines if each.change is not None} == {Decimal(70000)}


def test_a_dialog_that_is_given_up_keeps_nothing(page, tmp_path):
    page.read([foreign(tmp_path)])
    in_dialog(lambda dialog: dialog.reject())
    page.preview.map.click()
    assert len(page.decisions.lines) == 1 and not (tmp_path / "user" / MAPPINGS).exists()


def test_a_dialog_in_which_columns_were_settled_asks_before_it_is_left(tmp_path, qtbot):
    found = settling(tmp_path)
    dialog = MappingDialog(found.sheet, "“台账”", found.guessed)
    qtbot.addWidget(dialog)
    answers, asked = ["cancel", "discard"], []
    dialog.ask = lambda _parent, what, can_save: asked.append(can_save) or answers.pop(0)
    dialog.show()
    choose(dialog, "去年产出", OUTPUT_PATH)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible() and asked == [False], "the year is lacking"
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_what_is_lacking_is_said_until_it_is_there(tmp_path, qtbot):
    found = settling(tmp_path)
    for each in found.columns:
        found.settle(each, "")
    assert found.problem == "请指定哪一列是“统一社会信用代码”或“企业名称”，程序据此认出每一行。"
    found.settle(column(found, "单位全称"), "name")
    assert found.problem == ""
    found.settle(column(found, "去年产出"), OUTPUT_PATH)
    assert found.problem == "请填写数据所属年份，如2025。"
    found.year = 2025
    assert found.problem == "" and found.mapping().columns == {"单位全称": "name", "去年产出": OUTPUT_PATH}


def test_a_field_is_one_columns_only_and_units_are_converted_or_refused(tmp_path):
    found = settling(tmp_path)
    produced, contact = column(found, "去年产出"), column(found, "联系")
    found.settle(contact, OUTPUT_PATH)
    found.settle(produced, OUTPUT_PATH)
    assert found.target(contact) is None and found.reason(contact) == "不读取"
    assert found.reason(produced) == "由您选定"
    found.units[produced.position] = "元"
    assert found.reason(produced) == "由您选定；按1元=0.0001万元换算"
    found.units[produced.position] = "吨"
    assert "单位“吨”不能换算为“万元”" in found.reason(produced)


def test_a_unit_in_the_corner_of_the_sheet_is_shown_and_can_be_set_right(tmp_path):
    path = foreign(tmp_path)
    book = openpyxl.load_workbook(path)
    book.active.insert_rows(1)
    book.active["D1"] = "单位：亿元"
    book.save(path)
    sheet = read_file(path).sheets[0]
    found = Settling(sheet, guess(sheet, "enterprises"))
    produced = column(found, "去年产出")
    assert found.unit(produced) == ""
    found.settle(produced, OUTPUT_PATH)
    assert found.unit(produced) == "亿元" and found.mapping().units == {}
    found.units[produced.position] = "万元"
    assert found.unit(produced) == "万元" and found.mapping().units == {"去年产出": "万元"}


def test_fields_are_found_by_their_words(tmp_path, qtbot):
    found = settling(tmp_path)
    dialog = MappingDialog(found.sheet, "“台账”", found.guessed)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.search.setText("信用代码")
    items = [dialog.targets.item(row) for row in range(dialog.targets.count())]
    shown = [item.text() for item in items if not item.isHidden()]
    assert any("信用代码" in words for words in shown) and "企业名称" not in shown


def test_a_kept_file_that_is_spoilt_is_told_and_the_files_are_read_without_it(page, tmp_path):
    keep(MAPPINGS, "no json")
    page.read([foreign(tmp_path)])
    assert "列对应关系文件的内容不合格式" in page.asking.told[0]
    assert len(page.decisions.lines) == 1
