"""Tables out of the window: every grid, the live workbook; files in use, and what is done afterwards."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.gui.collecting_park import Said, small_park
from tests.gui.opened import opened
from zcpark_desktop.excel.collecting import collect
from zcpark_desktop.excel.tables import table_layouts
from zcpark_desktop.storage import disk
from zcpark_desktop.ui import table_actions, tables_out
from zcpark_desktop.ui.form.page import FormPage
from zcpark_desktop.ui.grid.box import GridBox


@pytest.fixture
def real(window, qtbot):
    return opened(window, qtbot, small_park())


@pytest.fixture
def box(real):
    box = real.workspace.open_step("enterprises").parts[0]
    box.asking = Said()
    return box


def test_a_grid_goes_out_and_comes_back_unchanged_or_changed(real, box, tmp_path):
    box.asking.answers["path"] = path = tmp_path / "企业.xlsx"
    box._export.click()
    assert box.asking.asked == [f"已导出到“{path}”。"]
    found = collect(real.session.project, real.session.rules, [path])
    assert (found.changes, found.refused) == ((), ())
    book = openpyxl.load_workbook(path)
    sheet = book["企业年度数据"]
    column = next(c for c in range(1, 40) if sheet.cell(1, c).value == "annual/{year}/output_10k_yuan")
    row = next(r for r in range(1, 20) if sheet.cell(r, column).value == 500)
    sheet.cell(row, column).value = 501
    book.save(path)
    found = collect(real.session.project, real.session.rules, [path])
    assert [change.new for change in found.changes] == [Decimal(501)]


def test_every_grid_of_every_page_can_go_out(real):
    addresses = set()
    for step in real.workspace.steps:
        page = real.workspace.open_step(step.id)
        for box in page.findChildren(GridBox):
            assert box.exported_as, box.view.accessibleName()
            assert table_layouts(real.session.project, box.exported_as), box.exported_as
            addresses.add(box.exported_as)
            words = [action.text() for action in box._menu().actions()]
            assert "导出本表为 Excel…" in words
    assert {"enterprises", "years/{year}/energy", "years/{year}/economy", "boundary/rings", "evidence"} <= addresses


def test_the_menu_takes_the_grid_with_the_caret_or_the_first_of_the_page(real, tmp_path, qtbot):
    page = real.workspace.open_step("facilities")
    assert isinstance(page, FormPage)
    grids = [part for part in page.parts if isinstance(part, GridBox)]
    for number, grid in enumerate(grids):
        grid.asking = Said()
        grid.asking.answers["path"] = tmp_path / f"{number}.xlsx"
    with qtbot.waitActive(real):
        real.activateWindow()
    real.setFocus()
    real.menus.actions["export_table"].trigger()
    grids[1].view.setFocus()
    real.menus.actions["export_table"].trigger()
    assert [bool(grid.asking.asked) for grid in grids[:3]] == [True, True, False]


def test_a_page_without_a_grid_says_so(real):
    real.workspace.open_step("basics")
    real.menus.actions["export_table"].trigger()
    assert "没有可以导出的数据表" in real.questions.told[-1]


def test_a_file_in_use_is_told_and_tried_again_or_written_elsewhere(box, tmp_path, monkeypatch):
    path, other = tmp_path / "企业.xlsx", tmp_path / "企业2.xlsx"
    path.write_bytes(b"open elsewhere")
    busy = [True, True]
    replace = disk.replace

    def held(source: Path, target: Path) -> None:
        if target.name == path.name and busy and busy.pop():
            raise PermissionError(13, "in use")
        replace(source, target)

    monkeypatch.setattr(disk, "replace", held)
    box.asking.answers |= {"path": [path, other], "未能导出": ["retry", "rename"]}
    box.export()
    assert path.read_bytes() == b"open elsewhere"
    assert "占用" in box.asking.asked[0] and "企业.xlsx" in box.asking.asked[0]
    assert other.exists() and box.asking.asked[2] == f"已导出到“{other}”。"
    assert sorted(each.name for each in tmp_path.glob("*.xlsx")) == ["企业.xlsx", "企业2.xlsx"]


def test_given_up_at_the_place_or_at_the_refusal_nothing_is_written(box, tmp_path):
    box.asking.answers["path"] = None
    box.export()
    (tmp_path / "夹").write_text("")
    box.asking.answers |= {"path": tmp_path / "夹" / "企业.xlsx", "未能导出": "cancel"}
    box.export()
    assert [each.name for each in tmp_path.iterdir() if each.suffix == ".xlsx"] == []


@pytest.mark.parametrize(("answer", "opens"), [("open", "底稿.xlsx"), ("folder", "")])
def test_the_live_workbook_is_written_and_opened_as_wished(real, tmp_path, monkeypatch, answer, opens):
    handed = []
    monkeypatch.setattr("zcpark_desktop.ui.outside.QDesktopServices.openUrl",
                        lambda url: handed.append(Path(url.toLocalFile())) or True)
    asking = Said()
    asking.answers |= {"path": tmp_path / "底稿.xlsx", "已导出": answer}
    assert tables_out.export_workbook(real.session, real, asking) == tmp_path / "底稿.xlsx"
    assert handed == [tmp_path / opens]
    assert openpyxl.load_workbook(tmp_path / "底稿.xlsx").sheetnames[:3] == ["指标", "计算", "数据"]


def test_the_menu_exports_the_live_workbook(real, monkeypatch):
    called = []
    monkeypatch.setattr(tables_out, "export_workbook", lambda session, parent, asking: called.append(session))
    real.menus.actions["workbook"].trigger()
    assert called == [real.session]
    assert table_actions.are_tables([Path("a.XLSX")]) and not table_actions.are_tables([Path("a.docx")])
