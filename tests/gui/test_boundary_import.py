"""“导入边界…”: what staff see of a file before it is taken in, and what one step of undo takes back."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication

from tests.gui.boundary_rings import SQUARE, ring
from zcpark_desktop import forms
from zcpark_desktop.forms.boundary_edits import Way
from zcpark_desktop.project import How, origin_of
from zcpark_desktop.ui import work
from zcpark_desktop.ui.boundary import import_dialog
from zcpark_desktop.ui.boundary.import_dialog import ImportDialog
from zcpark_desktop.ui.form.page import FormPage

DEGREES = "点号\t经度\t纬度\nJ1\t120.30\t31.60\nJ2\t120.31\t31.60\nJ3\t120.31\t31.61\nJ4\t120.30\t31.61\n"
# A square of 1 km in the 3° zone 40, the northing X first as land offices print it.
SWAPPED = ("点号,X,Y\nJ1,3496000,40543000\nJ2,3496000,40544000\nJ3,3497000,40544000\nJ4,3497000,40543000\n")


@pytest.fixture
def dialog(qtbot, session):
    made = ImportDialog(session)
    qtbot.addWidget(made)
    made.show()
    return made


def written(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def drawing(tmp_path: Path, **layers: list[tuple[float, float]]) -> Path:
    import ezdxf

    document = ezdxf.new()
    for layer, points in layers.items():
        document.layers.add(layer)
        if len(points) > 1:
            document.modelspace().add_lwpolyline(points, close=True, dxfattribs={"layer": layer})
        else:
            document.modelspace().add_text("注", dxfattribs={"layer": layer})
    path = tmp_path / "总图.dxf"
    document.saveas(path)
    return path


def dropped(page, path):
    """Drag a file over the page and let it go; whether the page took it."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    how = (QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    over, let_go = QDragEnterEvent(*how), QDropEvent(*how)
    QApplication.sendEvent(page, over)
    if not over.isAccepted():
        return False
    QApplication.sendEvent(page, let_go)
    return let_go.isAccepted()


def points_of(session, at=0):
    return [(point.number, point.x, point.y) for point in session.project.boundary.rings[at].points]


def test_a_table_is_shown_with_its_guessed_system_and_taken_in_as_one_step(session, dialog, tmp_path):
    assert not dialog.take.isEnabled()
    dialog.read_file(written(tmp_path, "坐标.txt", DEGREES))
    assert dialog.system.currentText() == "CGCS2000 经纬度" and "CGCS2000" in dialog.reason.text()
    assert not dialog.swapped.isChecked() and not dialog.warning.isVisible()
    # 0.01° of latitude are 1.109 km, of longitude 0.949 km at 31.6°: 1.0524 km².
    assert dialog.summary.text().startswith("1个地块，共4个拐点，面积1.05")
    assert dialog.preview.content.corner_count == 4
    before = session.project
    dialog.accept()
    assert points_of(session)[0] == ("J1", Decimal("120.30"), Decimal("31.60"))
    assert session.project.boundary.reference_system == "EPSG:4490"
    assert session.undo_label == "导入边界“坐标.txt”"
    origin = origin_of(session.project, f"boundary/rings/{session.project.boundary.rings[0].key}/points")
    assert (origin.how, origin.file) == (How.IMPORTED, "坐标.txt")
    session.undo()
    assert session.project == before and session.undo_label is None


def test_cancelling_changes_nothing(session, dialog, tmp_path):
    dialog.read_file(written(tmp_path, "坐标.txt", DEGREES))
    dialog.reject()
    assert session.project.boundary.rings == () and session.undo_label is None


def test_a_northing_that_stands_first_is_noticed_and_the_tick_turns_it_back(session, dialog, tmp_path):
    dialog.read_file(written(tmp_path, "界址点.csv", SWAPPED.replace("X,Y", "A,B")))
    assert dialog.swapped.isChecked()
    assert "第40带" in dialog.system.currentText()
    assert dialog.summary.text().startswith("1个地块，共4个拐点，面积1.000")
    dialog.swapped.click()
    assert not dialog.take.isEnabled() and dialog.summary.text().startswith("✗")
    dialog.swapped.click()
    dialog.accept()
    assert points_of(session)[1] == ("J2", Decimal("40544000"), Decimal("3496000"))
    assert session.project.boundary.reference_system == dialog.proposal.system.id


def test_a_system_outside_the_city_is_warned_of_and_another_choice_is_the_users(dialog, tmp_path):
    dialog.read_file(written(tmp_path, "坐标.txt", "J1,116.30,39.90\nJ2,116.31,39.90\nJ3,116.31,39.91\n"))
    assert "不在无锡市范围内" in dialog.warning.text() and dialog.take.isEnabled()
    at = next(at for at in range(dialog.system.count()) if dialog.system.itemText(at) == "西安80 经纬度")
    dialog.system.setCurrentIndex(at)
    dialog.system.chosen.emit()
    assert "西安80" in dialog.warning.text() and dialog.proposal.system.id == "EPSG:4610"


def test_a_drawing_asks_for_its_layer_and_tells_what_lies_in_each(session, dialog, tmp_path):
    plot = [(543000.0, 3496000.0), (544000.0, 3496000.0), (544000.0, 3497000.0)]
    dialog.read_file(drawing(tmp_path, 红线=plot, 道路=[(x + 9, y) for x, y in plot], 标注=[(0.0, 0.0)]))
    shown = [(item.text(0), item.text(1), item.isDisabled()) for item in
             (dialog.layers.topLevelItem(at) for at in range(dialog.layers.topLevelItemCount()))]
    assert ("红线", "多段线1", False) in shown and ("标注", "文字1", True) in shown
    assert dialog.summary.text() == "请选择图层。" and not dialog.take.isEnabled()
    item = next(each for each in dialog.layers.findItems("红线", Qt.MatchFlag.MatchExactly))
    dialog.layers.setCurrentItem(item)
    assert dialog.take.isEnabled() and dialog.proposal.read.layer == "红线"
    dialog.accept()
    assert [point[1:] for point in points_of(session)][0] == (Decimal("543000"), Decimal("3496000"))


def test_what_is_wrong_with_the_rings_is_told_before_they_are_taken(session, dialog, tmp_path):
    bow = "J1,120.30,31.60\nJ2,120.31,31.61\nJ3,120.31,31.60\nJ4,120.30,31.61\n"
    dialog.read_file(written(tmp_path, "坐标.txt", bow))
    assert "自身相交：J1—J2与J3—J4" in dialog.notes.text() and dialog.take.isEnabled()


@pytest.mark.parametrize(("name", "text", "part"), [
    ("空.csv", "", "是空的"), ("图.dxf", "no drawing", "不是DXF"), ("说明.txt", "今天天气很好", "没有找到两列坐标"),
    ("图.geojson", "{", "JSON"), ("表.xlsx", "no workbook", "“表.xlsx”")])
def test_a_wrong_file_gets_one_sentence_and_nothing_to_take(dialog, tmp_path, name, text, part):
    dialog.read_file(written(tmp_path, name, text))
    assert dialog.summary.text().startswith("✗") and part in dialog.summary.text()
    assert dialog.summary.text().count("。") == 1 and not dialog.take.isEnabled()
    assert dialog.preview.content.corner_count == 0


def test_a_wrong_file_after_a_right_one_leaves_nothing_to_take(dialog, tmp_path):
    dialog.read_file(written(tmp_path, "坐标.txt", DEGREES))
    dialog.read_file(written(tmp_path, "空.csv", ""))
    assert dialog.proposal is None and not dialog.take.isEnabled()
    dialog.accept()
    assert dialog.isVisible()


def test_a_reading_that_is_cancelled_says_so(dialog, tmp_path, monkeypatch):
    def cancelled(*_):
        raise work.Cancelled

    monkeypatch.setattr(import_dialog, "open_source", cancelled)
    dialog.read_file(written(tmp_path, "坐标.txt", DEGREES))
    assert dialog.summary.text() == "✗ 已取消读取。" and not dialog.take.isEnabled()


def test_a_workbooks_sheets_are_its_layers(dialog, tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "拐点"
    for row in (("点号", "经度", "纬度"), ("J1", 120.3, 31.6), ("J2", 120.31, 31.6), ("J3", "120°18′36″", "31°36′36″")):
        sheet.append(row)
    book.create_sheet("说明").append(("资料来源",))
    path = tmp_path / "拐点表.xlsx"
    book.save(path)
    dialog.read_file(path)
    assert dialog.layers.topLevelItemCount() == 2
    assert [(ring.points[2].x, ring.points[2].y) for ring in dialog.proposal.rings] == [(Decimal("120.31"),
                                                                                         Decimal("31.61"))]


def test_a_copied_table_is_pasted_and_an_empty_clipboard_is_told(qtbot, session, dialog):
    QGuiApplication.clipboard().setText("")
    dialog.paste.click()
    assert "剪贴板中没有文字" in dialog.summary.text()
    QGuiApplication.clipboard().setText(DEGREES)
    qtbot.keyClick(dialog, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert dialog.summary.text().startswith("1个地块，共4个拐点")
    dialog.accept()
    assert origin_of(session.project, "boundary/rings/1/points").how is How.PASTED
    QGuiApplication.clipboard().setText("")


def test_parts_are_added_in_the_system_of_those_that_are_there(session, dialog, tmp_path):
    # On the central meridian 120° a place keeps x = 500 km exactly; 3° zone without number.
    session.apply("边界", [("boundary/rings", (ring(*SQUARE),)), ("boundary/reference_system", "EPSG:4549")],
                  structural=True)
    dialog.read_file(written(tmp_path, "东区.txt", "K1,120.0,31.60\nK2,120.01,31.60\nK3,120.0,31.61\n"))
    dialog.ways[Way.BESIDE].click()
    dialog.accept()
    assert [each.key for each in session.project.boundary.rings] == ["a", "2"]
    assert session.project.boundary.reference_system == "EPSG:4549"
    number, x, y = points_of(session, 1)[0]
    assert number == "K1" and float(x) == pytest.approx(500000, abs=0.001) and 3_490_000 < y < 3_500_000


def test_a_host_park_comes_beside_the_parks_own_boundary_and_a_new_boundary_leaves_it(
        session, dialog, tmp_path, qtbot):
    session.apply("边界", [("boundary/rings", (ring(*SQUARE),)), ("boundary/reference_system", "EPSG:4549")],
                  structural=True)
    dialog.read_file(written(tmp_path, "开发区.txt", "K1,119.9,31.50\nK2,120.1,31.50\nK3,120.1,31.70\nK4,119.9,31.7\n"))
    dialog.ways[Way.HOST].click()
    dialog.accept()
    boundary = session.project.boundary
    assert (len(boundary.park_rings), len(boundary.host_rings)) == (1, 1)
    again = ImportDialog(session)
    qtbot.addWidget(again)
    again.read_file(written(tmp_path, "坐标.txt", DEGREES))
    again.accept()
    boundary = session.project.boundary
    assert boundary.reference_system == "EPSG:4490"
    assert [point.x for point in boundary.park_rings[0].points][:2] == [Decimal("120.30"), Decimal("120.31")]
    assert float(boundary.host_rings[0].points[0].x) == pytest.approx(119.9, abs=1e-8)


def test_rings_of_an_unknown_system_are_not_mixed_with_others(session, dialog, tmp_path):
    session.apply("边界", [("boundary/rings", (ring(*SQUARE),)), ("boundary/reference_system", "")], structural=True)
    dialog.read_file(written(tmp_path, "坐标.txt", DEGREES))
    dialog.ways[Way.BESIDE].click()
    dialog.accept()
    assert dialog.isVisible() and "坐标系还没有选择" in dialog.summary.text()
    assert len(session.project.boundary.rings) == 1


def test_a_file_dropped_on_the_page_opens_the_dialog_with_it(qtbot, session, tmp_path, monkeypatch):
    page = FormPage(session, forms.step("boundary"))
    qtbot.addWidget(page)
    page.show()
    seen = []

    def answered(dialog):
        dialog.show()
        qtbot.waitUntil(lambda: dialog.proposal is not None)
        seen.append(dialog.proposal.name)
        dialog.accept()
        return True

    monkeypatch.setattr(ImportDialog, "exec", answered)
    assert dropped(page, written(tmp_path, "坐标.txt", DEGREES))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["坐标.txt"]
    assert page.outline.grid.model.sheet.row_count == 4


def test_another_file_dropped_on_the_page_is_left_to_the_window(qtbot, session, tmp_path):
    page = FormPage(session, forms.step("boundary"))
    qtbot.addWidget(page)
    assert not dropped(page, tmp_path / "项目.zcpark")
