"""The boundary's page around its map: problems, sides, places of enterprises and sites, the scan beneath, export."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QFileDialog

from tests.gui.boundary_rings import SQUARE, ring
from zcpark_desktop.audit import Finding, Severity
from zcpark_desktop.boundary.reading import read_boundary
from zcpark_desktop.project.basics import Anchor, Landmark, Underlay, Whose
from zcpark_desktop.project.enterprises import Enterprise
from zcpark_desktop.project.facilities import Roof, Storage
from zcpark_desktop.project.statements import Evidence
from zcpark_desktop.storage.evidence import EvidenceStore
from zcpark_desktop.ui.boundary import exporting
from zcpark_desktop.ui.boundary.content import Layer
from zcpark_desktop.ui.boundary.site_dialog import SiteDialog, sites
from zcpark_desktop.ui.boundary.underlay import ADDRESS
from zcpark_desktop.ui.boundary.underlay_dialog import UnderlayDialog
from zcpark_desktop.ui.boundary.underlay_picture import Match, Picture, placing
from zcpark_desktop.ui.theme import em

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
ZONE = "EPSG:4549"  # CGCS2000, 3° zone, central meridian 120°, no zone number
BOW = (("J1", 500000, 3500000), ("J2", 501000, 3501000), ("J3", 501000, 3500000), ("J4", 500000, 3501000))


@pytest.fixture
def zoned(session):
    session.set_value("boundary/reference_system", ZONE)
    return session


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    picture = QImage(400, 200, QImage.Format.Format_RGB32)
    picture.fill(QColor("#ff0000"))
    path = tmp_path / "规划图.png"
    picture.save(str(path))
    return path


@pytest.fixture
def with_scan(zoned, scan, tmp_path):
    zoned.evidence = EvidenceStore(pending=tmp_path / "pending")
    file = zoned.evidence.add(scan)
    zoned.apply("佐证", [("evidence", (Evidence(id="1", number="E1", title="规划图", file=file),))], structural=True)
    return zoned


# -- problems ----------------------------------------------------------------------------------------------------------

def test_a_crossing_is_marked_where_the_sides_cross_and_a_click_tells_and_selects(qtbot, zoned, boundary_box):
    box = boundary_box(ring(*BOW))
    problem = box.map.view.content.problems[0]
    assert problem.place == QPointF(500500, 3500500) and "相交" in problem.sentence
    view = box.map.view
    view.fit()
    qtbot.mouseClick(view, LEFT, NONE, view.camera.to_screen(problem.place).toPoint())
    assert "相交" in box.said.text()
    assert (view.current, view.row) == (0, 0)


def test_double_points_are_marked_once_and_go_when_they_are_mended(qtbot, zoned, boundary_box):
    box = boundary_box(ring(*SQUARE[:2], ("J2a", 501000, 3500000), *SQUARE[2:]))
    assert [problem.place for problem in box.map.view.content.problems] == [QPointF(501000, 3500000)]
    assert Layer.PROBLEMS in box.map.legend._there
    box.choose_corner(0, 2)
    box.map.view.setFocus()
    qtbot.keyClick(box.map.view, Qt.Key.Key_Delete)
    zoned.checked.emit()  # the audit has looked again
    assert not box.map.view.content.problems


def test_a_sound_boundary_shows_no_problem(qtbot, zoned, boundary_box):
    box = boundary_box(ring(*SQUARE))
    assert box.map.view.content.problems == ()


# -- the four sides ----------------------------------------------------------------------------------------------------

def test_each_side_names_its_outermost_corner_of_the_park_alone(zoned, boundary_box):
    host = ring(("K1", 490000, 3490000), ("K2", 510000, 3490000), ("K3", 500000, 3510000), key="h").model_copy(
        update={"whose": Whose.HOST})
    kite = ring(("北", 500500, 3501000), ("东", 501000, 3500500), ("南", 500500, 3500000), ("西", 500000, 3500500))
    zoned.set_value("boundary/east", "锡东大道")
    box = boundary_box(kite, host)
    text = box.sides.text()
    for side, words in (("东至", "锡东大道"), ("南至", "未填"), ("西至", "未填"), ("北至", "未填")):
        assert words in text.split(side)[1].split("</td>")[0] and f">{side[0]}</a>" in text.split(side)[1]
    box.sides.linkActivated.emit("0/2")
    assert (box.map.view.current, box.map.view.row) == (0, 2)


def test_a_side_that_does_not_agree_says_so_beside_the_map(zoned, boundary_box):
    zoned.set_value("boundary/east", "新华路")
    box = boundary_box(ring(*SQUARE))
    zoned._findings = (Finding("side", Severity.EXPLAIN, "“东至”写的“新华路”在西面。", ("boundary/east",), "d"),)
    zoned.checked.emit()
    assert "✗ “东至”写的“新华路”在西面。" in box.sides.text()


# -- places of enterprises and sites -----------------------------------------------------------------------------------

@pytest.fixture
def located(zoned):
    zoned.apply("对象", [
        ("enterprises", (Enterprise(id="1", name="甲公司", longitude=Decimal("120.001"), latitude=Decimal("31.62")),
                         Enterprise(id="2", name="乙公司"))),
        ("roofs", (Roof(id="1", name="一号厂房"),)), ("storages", (Storage(id="1", name="储能站"),)),
        ("landmarks", (Landmark(id="1", name="锡东大道"),))], structural=True)
    return zoned


def test_what_has_no_place_yet_is_offered_first_and_found_by_name(qtbot, located):
    offered = sites(located.project)
    assert [(site.name, site.is_placed) for site in offered] == [
        ("锡东大道", False), ("乙公司", False), ("一号厂房", False), ("储能站", False), ("甲公司", True)]
    dialog = SiteDialog(offered)
    qtbot.addWidget(dialog)
    dialog.filter.setText("公司")
    assert dialog.list.topLevelItemCount() == 2 and dialog.chosen.name == "乙公司"
    dialog.filter.setText("没有的")
    assert dialog.chosen is None and not dialog.go.isEnabled()


def test_a_click_on_the_map_gives_a_site_its_place_in_one_step(qtbot, located, boundary_box, monkeypatch):
    box = boundary_box(ring(*SQUARE))
    view = box.map.view
    monkeypatch.setattr(SiteDialog, "exec", lambda dialog: True)
    located_roof = next(site for site in sites(located.project) if site.name == "一号厂房")
    monkeypatch.setattr(SiteDialog, "chosen", located_roof)
    box.pointing.ask()
    assert "一号厂房" in view.prompt
    # x = 500 km is the meridian 120° itself.
    qtbot.mouseClick(view, LEFT, NONE, view.camera.to_screen(QPointF(500000, 3500500)).toPoint())
    roof = located.project.roofs[0]
    assert float(roof.longitude) == pytest.approx(120, abs=1e-4)
    assert float(roof.latitude) == pytest.approx(31.62, abs=0.01)
    assert view.prompt == "" and located.undo_label == "标注“一号厂房”的位置"
    assert [mark.name for mark in view.content.marks if mark.layer is Layer.PV] == ["一号厂房"]
    located.undo()
    assert located.project.roofs[0].longitude is None


def test_escape_gives_up_pointing_and_enter_takes_the_middle(qtbot, located, boundary_box):
    box = boundary_box(ring(*SQUARE))
    view = box.map.view
    site = next(site for site in sites(located.project) if site.name == "储能站")
    box.pointing.wait_for(site)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.prompt == "" and located.project.storages[0].longitude is None
    box.pointing.wait_for(site)
    view.look(view.camera.centred(QPointF(500000, 3500000)))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert located.project.storages[0].longitude == Decimal("120.00000000")


def test_places_are_not_asked_for_where_the_system_is_unknown(located, boundary_box):
    located.set_value("boundary/reference_system", "")
    box = boundary_box(ring(*SQUARE))
    box.pointing.ask()
    assert "坐标系不明" in box.said.text() and box.map.view.prompt == ""


# -- the scan beneath --------------------------------------------------------------------------------------------------

def test_two_points_turn_enlarge_and_move_a_picture():
    # Ten pixels to the right are 20 m to the north: turned by a quarter, two metres a pixel.
    way = placing(Match(QPointF(0, 0), QPointF(100, 200)), Match(QPointF(10, 0), QPointF(100, 220)))
    assert way.map(QPointF(5, 0)) == QPointF(100, 210)
    assert way.map(QPointF(0, 5)) == QPointF(110, 200)  # what lies below lies to the right of that, to the east
    assert placing(Match(QPointF(1, 1), QPointF(0, 0)), Match(QPointF(1, 1), QPointF(9, 9))) is None
    assert placing(Match(QPointF(1, 1), QPointF(0, 0)), Match(QPointF(2, 1), QPointF(0, 0))) is None


def test_a_scan_is_chosen_placed_by_two_points_and_laid_beneath_in_one_step(qtbot, with_scan, boundary_box):
    box = boundary_box(ring(*SQUARE))
    dialog = UnderlayDialog(with_scan)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.source.setCurrentIndex(0)
    dialog._open()
    assert "第一点" in dialog.scan.prompt and not dialog.take.isEnabled()
    dialog.scan.place_given.emit(QPointF(0, -200))        # the picture's lower left corner
    assert "第一点" in dialog.map.prompt and dialog.scan.prompt == ""
    near = dialog.map.camera.to_screen(QPointF(500000, 3500000)) + QPointF(3, 2)
    qtbot.mouseClick(dialog.map, LEFT, NONE, near.toPoint())  # near J1, which is taken
    assert dialog.entries[0][0].text() == "500000.000"
    dialog.scan.place_given.emit(QPointF(400, -200))      # the lower right corner
    qtbot.keyClicks(dialog.entries[1][0], "501000")
    qtbot.keyClicks(dialog.entries[1][1], "3500000")
    assert dialog.take.isEnabled()
    dialog.accept()
    underlay = with_scan.project.boundary.underlay
    assert underlay.evidence == ("1",) and with_scan.undo_label == "设置底图"
    assert (underlay.first.picture_x, underlay.first.picture_y) == (0, 200)
    assert underlay.first.longitude == Decimal("120.00000000")
    extent = box.map.view.extent
    assert extent.left() == pytest.approx(500000, abs=0.01) and extent.width() == pytest.approx(1000, abs=0.01)
    assert extent.height() == pytest.approx(500, abs=0.01)
    with_scan.undo()
    assert box.map.view.backdrop is None


@pytest.fixture
def underlaid(with_scan):
    degrees = [("120.00", "31.60"), ("120.02", "31.60")]
    one, two = (Anchor(picture_x=Decimal(x), picture_y=Decimal(200), longitude=Decimal(east), latitude=Decimal(north))
                for x, (east, north) in zip((0, 400), degrees, strict=True))
    with_scan.set_value(ADDRESS, Underlay(evidence=("1",), first=one, second=two))
    return with_scan


def test_the_scan_is_seen_faded_hidden_and_removed(qtbot, underlaid, boundary_box):
    box = boundary_box()
    view = box.map.view

    def middle():
        return view.grab().toImage().pixelColor(view.width() // 2, view.height() // 2)

    assert middle().red() > 200 > middle().green()
    strong = middle().green()
    box.underlay.slider.setValue(20)
    assert middle().green() > strong
    box.map.legend.boxes[Layer.UNDERLAY].click()
    assert middle().green() == middle().red()
    box.underlay.remove()
    assert underlaid.project.boundary.underlay == Underlay() and underlaid.undo_label == "移除底图"
    assert len(underlaid.project.evidence) == 1
    underlaid.undo()
    assert box.underlay.is_there


def test_a_file_that_is_no_picture_is_refused_with_a_sentence(qtbot, with_scan, tmp_path):
    broken = tmp_path / "坏图.png"
    broken.write_bytes(b"no picture")
    dialog = UnderlayDialog(with_scan)
    qtbot.addWidget(dialog)
    dialog.add_files([broken])
    assert "不是可以显示的图片" in dialog.say.text() and not dialog.take.isEnabled()


def test_two_equal_points_cannot_place_a_scan(qtbot, underlaid):
    dialog = UnderlayDialog(underlaid)
    qtbot.addWidget(dialog)
    assert dialog.take.isEnabled()
    dialog.entries[1][0].setText(dialog.entries[0][0].text())
    dialog.entries[1][0].textEdited.emit("")
    assert "同一个位置" in dialog.say.text() and not dialog.take.isEnabled()


def test_a_large_scan_is_drawn_from_a_smaller_copy_when_it_is_seen_from_afar(qapp):
    picture = Picture(QImage(4096, 2048, QImage.Format.Format_RGB32), QSize(8192, 4096))
    assert [level.width() for level in picture._levels] == [4096, 2048, 1024]
    assert picture.room.width() == 8192  # points are counted in the file's own pixels


# -- out ---------------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("suffix", [".geojson", ".kml", ".dxf", ".csv"])
def test_what_is_exported_is_read_again_as_the_same_boundary(zoned, boundary_box, tmp_path, suffix):
    box = boundary_box(ring(*SQUARE))
    path = tmp_path / f"边界{suffix}"
    box.tools.export_boundary(path)
    assert box.said.text().startswith("已导出到")
    assert read_boundary(path).corner_count == 4


def test_only_the_parks_own_rings_go_out_and_the_ending_is_added(zoned, boundary_box, tmp_path, monkeypatch):
    host = ring(("K1", 490000, 3490000), ("K2", 510000, 3490000), ("K3", 500000, 3510000), key="h").model_copy(
        update={"whose": Whose.HOST})
    box = boundary_box(ring(*SQUARE), host)
    kml_first = next(words for words, suffix in exporting.FILTERS.items() if suffix == ".geojson")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "边界"), kml_first))
    box.tools.export_boundary()
    features = json.loads((tmp_path / "边界.geojson").read_text(encoding="utf-8"))["features"]
    assert len(features) == 1


def test_a_boundary_without_corners_is_not_exported_and_no_file_is_left(zoned, boundary_box, tmp_path):
    box = boundary_box()
    box.tools.export_boundary(tmp_path / "边界.kml")
    assert box.said.text().startswith("✗") and not list(tmp_path.glob("*.kml"))


def test_the_map_takes_the_room_of_the_table_and_gives_it_back(qtbot, zoned, boundary_box):
    box = boundary_box(ring(*SQUARE))
    narrow = box.map.view.width()
    box.tools.large.click()
    assert not box.grid.isVisible() and box.tools.large.isChecked()
    qtbot.waitUntil(lambda: box.map.view.width() > narrow + 200)
    box.enlarge()
    assert box.grid.isVisible() and not box.tools.large.isChecked()
    qtbot.waitUntil(lambda: box.map.view.width() <= narrow + 1)


def test_a_narrow_page_puts_the_map_over_the_table_and_cuts_nothing_off(qtbot, zoned, boundary_box):
    box = boundary_box(ring(*SQUARE))
    assert box.map.mapTo(box, box.map.rect().topLeft()).x() > box.grid.width() / 2
    box.page.resize(em(50), 900)
    qtbot.waitUntil(lambda: box.map.mapTo(box, box.map.rect().topLeft()).x() == 0)
    assert box.grid.mapTo(box, box.grid.rect().topLeft()).y() > box.map.height() / 2
    assert box.width() <= box.page.width()


def test_the_map_keeps_its_height_while_the_pointer_moves_over_it(qtbot, zoned, boundary_box):
    box = boundary_box(ring(*SQUARE))
    high = box.map.view.height()
    qtbot.mouseMove(box.map.view, box.map.view.rect().center())
    box.map.view.pointer_moved.emit(QPointF(500500, 3500500))
    qtbot.wait(20)
    assert "东经" in box.map.where.text() and box.map.view.height() == high


def test_typing_elsewhere_on_the_page_draws_nothing_anew(zoned, boundary_box):
    box = boundary_box(ring(*SQUARE))
    content = box.map.view.content
    zoned.set_value("boundary/area_km2", Decimal(2))
    zoned.set_value("boundary/east", "锡东大道")
    assert box.map.view.content is content
    assert "−50.0" in box.area.text() and "锡东大道" in box.sides.text()
    zoned.set_value("boundary/reference_system", "EPSG:4548")
    assert box.map.view.content is not content
