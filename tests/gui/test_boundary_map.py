"""The boundary's map: what staff see on it, and change with the pointer and the keys."""

from __future__ import annotations

from decimal import Decimal
from math import hypot

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from tests.gui.boundary_rings import SQUARE, ring, spot_of
from zcpark_desktop.project.basics import Point, Ring
from zcpark_desktop.project.enterprises import Enterprise
from zcpark_desktop.ui.boundary import camera as cameras
from zcpark_desktop.ui.boundary.content import DrawnRing, Layer, MapContent, Mark
from zcpark_desktop.ui.boundary.map_view import MapView
from zcpark_desktop.ui.boundary.paint_furniture import length_words

LEFT = Qt.MouseButton.LeftButton
ALT, SHIFT, CTRL, NONE = (Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier,
                          Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier)


def drag(qtbot, view, start, end, *, let_go=True):
    qtbot.mousePress(view, LEFT, NONE, start)
    middle = (start + end) / 2
    for spot in (middle, end):
        there = QPointF(spot)
        QApplication.sendEvent(view, QMouseEvent(QMouseEvent.Type.MouseMove, there, view.mapToGlobal(there), LEFT, LEFT,
                                                 NONE))
    if let_go:
        qtbot.mouseRelease(view, LEFT, NONE, end)


def corners(session, at=0):
    return [(point.number, point.x, point.y) for point in session.project.boundary.rings[at].points]


# -- where the map looks -----------------------------------------------------------------------------------------------

def test_a_place_and_its_spot_lead_to_each_other():
    view = cameras.Camera(QPointF(1000, 2000), 0.5, QSizeF(400, 300))
    assert view.to_screen(QPointF(1000, 2000)) == QPointF(200, 150)
    assert view.to_screen(QPointF(1100, 2100)) == QPointF(250, 100)
    assert view.to_world(QPointF(250, 100)) == QPointF(1100, 2100)
    assert view.transform.map(QPointF(1100, 2100)) == QPointF(250, 100)
    assert view.seen == QRectF(600, 1700, 800, 600)


def test_zooming_keeps_the_place_under_the_pointer_where_it_is():
    view = cameras.Camera(QPointF(0, 0), 1, QSizeF(400, 300))
    spot = QPointF(350, 40)
    nearer = view.zoomed(3, spot)
    assert nearer.scale == 3
    assert (nearer.to_world(spot) - view.to_world(spot)).manhattanLength() < 1e-9


def test_zooming_ends_at_a_millimetre_and_at_ten_kilometres_a_pixel():
    view = cameras.Camera(QPointF(0, 0), 1, QSizeF(400, 300))
    assert view.zoomed(1e9).scale == 2000
    assert view.zoomed(1e-9).scale == 1e-4


def test_everything_is_fitted_with_a_margin_and_a_lone_place_too():
    view = cameras.fitted(QRectF(0, 0, 1000, 100), QSizeF(520, 300), 10)
    assert view.scale == 0.5 and view.centre == QPointF(500, 50)
    alone = cameras.fitted(QRectF(7, 8, 0, 0), QSizeF(220, 220), 10)
    assert alone.centre == QPointF(7, 8) and alone.scale == 1


@pytest.mark.parametrize(("longest", "metres", "words"), [
    (999, 500, "500 米"), (1000, 1000, "1 公里"), (1999, 1000, "1 公里"), (2000, 2000, "2 公里"), (5, 5, "5 米"),
    (0.3, 0.2, "20 厘米"), (49_999, 20_000, "20 公里")])
def test_the_scale_bar_has_a_round_length(longest, metres, words):
    assert cameras.round_length(longest) == pytest.approx(metres, rel=1e-12)
    assert length_words(cameras.round_length(longest)) == words


def test_degrees_are_drawn_in_their_right_proportions(boundary_box):
    # At 31.6° north a degree of longitude is 94.9 km and one of latitude 110.9 km (a table of the ellipsoid's arcs).
    box = boundary_box(ring(("J1", 120.4, 31.6), ("J2", 120.5, 31.6), ("J3", 120.5, 31.7), ("J4", 120.4, 31.7)))
    south_west, south_east, north_east, _ = box.map.view.content.rings[0].places
    along, up = south_east - south_west, north_east - south_east
    assert hypot(along.x(), along.y()) == pytest.approx(9490, abs=5)
    assert hypot(up.x(), up.y()) == pytest.approx(11089, abs=5)


def test_metres_are_drawn_as_they_are(boundary_box):
    box = boundary_box(ring(*SQUARE))
    assert box.map.view.content.bounds() == QRectF(500000, 3500000, 1000, 1000)


def test_the_wheel_zooms_with_ctrl_or_where_the_map_has_the_keys_and_else_scrolls_the_page(qtbot, boundary_box):
    box = boundary_box(ring(*SQUARE))
    view = box.map.view

    def turn(modifiers):
        event = QWheelEvent(QPointF(100, 100), view.mapToGlobal(QPointF(100, 100)), QPoint(), QPoint(0, 120),
                            Qt.MouseButton.NoButton, modifiers, Qt.ScrollPhase.NoScrollPhase, False)
        before = view.camera.scale
        view.wheelEvent(event)
        return view.camera.scale / before, event.isAccepted()

    box.grid.view.setFocus()
    assert turn(NONE) == (1, False)
    assert turn(CTRL) == (pytest.approx(1.25), True)
    view.setFocus()
    assert turn(NONE) == (pytest.approx(1.25), True)


def test_dragging_the_ground_pans_and_keys_do_too(qtbot, boundary_box):
    box = boundary_box(ring(*SQUARE))
    view = box.map.view
    centre = view.camera.centre
    drag(qtbot, view, QPoint(view.width() // 2, view.height() // 2),
         QPoint(view.width() // 2 + 50, view.height() // 2))
    assert view.camera.centre.x() == pytest.approx(centre.x() - 50 / view.camera.scale)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.camera.centre.x() > centre.x() - 50 / view.camera.scale
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.camera.centre == centre


def test_plus_and_minus_zoom_and_the_buttons_say_so(qtbot, boundary_box):
    view = boundary_box(ring(*SQUARE)).map.view
    view.setFocus()
    scale = view.camera.scale
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.camera.scale == pytest.approx(scale * 1.5)
    qtbot.keyClick(view, Qt.Key.Key_Minus)
    assert view.camera.scale == pytest.approx(scale)


# -- changing corners --------------------------------------------------------------------------------------------------

def test_a_corner_is_dragged_in_one_step_that_undo_takes_back(qtbot, session, boundary_box):
    box = boundary_box(ring(*SQUARE))
    view = box.map.view
    start = spot_of(view, 0, 2)
    drag(qtbot, view, start, start + QPoint(-60, 40))
    number, x, y = corners(session)[2]
    assert number == "J3"
    assert float(x) == pytest.approx(501000 - 60 / view.camera.scale, abs=2 / view.camera.scale)
    assert float(y) == pytest.approx(3501000 - 40 / view.camera.scale, abs=2 / view.camera.scale)
    assert session.undo_label == "移动拐点 J3"
    session.undo()
    assert corners(session)[2] == ("J3", 501000, 3501000)
    assert session.undo_label == "边界"


def test_escape_leaves_a_dragged_corner_where_it_was(qtbot, session, boundary_box):
    view = boundary_box(ring(*SQUARE)).map.view
    start = spot_of(view, 0, 2)
    drag(qtbot, view, start, start + QPoint(-60, 40), let_go=False)
    assert view.hand.is_dragging
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert not view.hand.is_dragging
    qtbot.mouseRelease(view, LEFT, NONE, start + QPoint(-60, 40))
    assert corners(session)[2] == ("J3", 501000, 3501000) and session.undo_label == "边界"


def test_a_double_click_on_an_edge_inserts_a_corner_named_after_the_one_before(qtbot, session, boundary_box):
    box = boundary_box(ring(*SQUARE))
    view = box.map.view
    middle = (spot_of(view, 0, 1) + spot_of(view, 0, 2)) / 2
    qtbot.mouseDClick(view, LEFT, NONE, middle)
    assert [number for number, _, _ in corners(session)] == ["J1", "J2", "J2-1", "J3", "J4"]
    assert corners(session)[2][1] == 501000  # on the edge itself
    assert session.undo_label == "插入拐点 J2-1"
    assert box.grid.view.currentIndex().row() == 2


def test_a_corner_inserted_on_the_closing_edge_comes_last(qtbot, session, boundary_box):
    view = boundary_box(ring(*SQUARE)).map.view
    middle = (spot_of(view, 0, 3) + spot_of(view, 0, 0)) / 2
    qtbot.mouseDClick(view, LEFT, NONE, middle)
    assert [number for number, _, _ in corners(session)] == ["J1", "J2", "J3", "J4", "J4-1"]


def test_delete_removes_the_selected_corner(qtbot, session, boundary_box):
    view = boundary_box(ring(*SQUARE)).map.view
    qtbot.mouseClick(view, LEFT, NONE, spot_of(view, 0, 1))
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert [number for number, _, _ in corners(session)] == ["J1", "J3", "J4"]
    assert session.undo_label == "删除拐点 J2"


def test_a_corner_is_selected_moved_and_let_go_by_keys_alone(qtbot, session, boundary_box):
    box = boundary_box(ring(*SQUARE))
    view = box.map.view
    qtbot.keyClick(view, Qt.Key.Key_Escape)  # nothing is selected
    view.setFocus()
    view.look(view.camera.centred(QPointF(501000, 3501000)))
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert (view.current, view.row) == (0, 2)
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    assert (view.current, view.row) == (0, 3) and view.hasFocus()
    qtbot.keyClick(view, Qt.Key.Key_Left, ALT)
    qtbot.keyClick(view, Qt.Key.Key_Up, ALT | SHIFT)
    assert corners(session)[3] == ("J4", Decimal("499999.000"), Decimal("3501010.000"))
    session.undo()
    assert corners(session)[3] == ("J4", 500000, 3501000)  # what was moved in one stay is one step
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.place_of_chosen() is None
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    assert not view.hasFocus()


def test_degrees_move_by_metres_too(qtbot, session, boundary_box):
    # 10 m northwards are 0.00009018° at 31.6° north (110 889 m a degree); eastwards only the convergence counts.
    box = boundary_box(ring(("J1", "120.40000000", "31.60000000"), ("J2", 120.5, 31.6), ("J3", 120.5, 31.7)))
    view = box.map.view
    qtbot.mouseClick(view, LEFT, NONE, spot_of(view, 0, 0))
    qtbot.keyClick(view, Qt.Key.Key_Up, ALT | SHIFT)
    _, x, y = corners(session)[0]
    assert float(y) - 31.6 == pytest.approx(0.0000902, abs=2e-7)
    assert float(x) - 120.4 == pytest.approx(0, abs=5e-7)
    assert -y.as_tuple().exponent == 8  # about a millimetre


def test_a_first_corner_that_is_repeated_at_the_end_stays_closed_when_it_moves(qtbot, session, boundary_box):
    box = boundary_box(ring(*SQUARE, ("J1", 500000, 3500000)))
    view = box.map.view
    assert view.content.rings[0].rows == (0, 1, 2, 3)
    start = spot_of(view, 0, 0)
    drag(qtbot, view, start, start + QPoint(50, -30))
    assert corners(session)[0] == corners(session)[4] != ("J1", 500000, 3500000)
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert [number for number, _, _ in corners(session)] == ["J2", "J3", "J4"]


def test_nothing_moves_in_a_project_opened_for_reading(qtbot, session, boundary_box):
    box = boundary_box(ring(*SQUARE))
    session.load(session.project, read_only=True)
    view = box.map.view
    start = spot_of(view, 0, 2)
    drag(qtbot, view, start, start + QPoint(-60, 40))
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert corners(session) == [(number, x, y) for number, x, y in SQUARE]


# -- the table beside it -----------------------------------------------------------------------------------------------

def test_a_corner_clicked_is_shown_in_the_table_and_the_other_way_round(qtbot, session, boundary_box):
    inner = ring(("K1", 500200, 3500200), ("K2", 500400, 3500200), ("K3", 500400, 3500400), key="b", hole=True)
    box = boundary_box(ring(*SQUARE), inner)
    view = box.map.view
    qtbot.mouseClick(view, LEFT, NONE, spot_of(view, 1, 2))
    assert box.grid.model.sheet.points[box.grid.view.currentIndex().row()].number == "K3"
    assert (view.current, view.row) == (1, 2)
    box.grid.view.put_caret(box.grid.model.index(0, 1))
    assert (view.current, view.row) == (1, 0)


def test_an_incomplete_corner_is_left_out_and_the_others_keep_their_rows(boundary_box):
    bad = Ring(id="a", points=(Point(number="J1", x=500000, y=3500000), Point(number="J2", x=501000),
                               Point(number="J3", x=501000, y=3501000), Point(number="J4", x=500000, y=3501000)))
    drawn = boundary_box(bad).map.view.content.rings[0]
    assert drawn.rows == (0, 2, 3) and drawn.numbers == ("J1", "J3", "J4")


# -- marks and layers --------------------------------------------------------------------------------------------------

def test_enterprises_with_coordinates_stand_on_the_map_and_lead_to_their_row(qtbot, session, boundary_box):
    session.apply("企业", [("enterprises", (
        Enterprise(id="1", name="规上的", above_scale=True, longitude=Decimal("120.45"), latitude=Decimal("31.65")),
        Enterprise(id="2", name="无坐标的"),
        Enterprise(id="3", name="小企业", longitude=Decimal("120.46"), latitude=Decimal("31.66"))))], structural=True)
    box = boundary_box(ring(("J1", 120.4, 31.6), ("J2", 120.5, 31.6), ("J3", 120.5, 31.7), ("J4", 120.4, 31.7)))
    view = box.map.view
    assert [(mark.layer, mark.name) for mark in view.content.marks] == [
        (Layer.ABOVE_SCALE, "规上的"), (Layer.ENTERPRISES, "小企业")]
    jumps = []
    box.page.jump.connect(jumps.append)
    qtbot.mouseClick(view, LEFT, NONE, view.camera.to_screen(view.content.marks[0].place).toPoint())
    assert jumps == ["enterprises/1/longitude"]


def test_a_layer_hidden_in_the_legend_is_neither_seen_nor_hit_and_stays_hidden(qtbot, boundary_box):
    view = MapView()
    qtbot.addWidget(view)
    view.resize(400, 300)
    mark = Mark(Layer.ENTERPRISES, "甲", QPointF(0, 0), "")
    view.show_content(MapContent(marks=(mark,)))
    spot = view.camera.to_screen(mark.place)
    assert view.mark_at(spot) is mark
    view.show_layers(frozenset(Layer) - {Layer.ENTERPRISES})
    assert view.mark_at(spot) is None
    first = boundary_box(ring(*SQUARE))
    first.map.legend.boxes[Layer.NUMBERS].click()
    assert Layer.NUMBERS not in first.map.view.shown
    assert Layer.NUMBERS not in boundary_box().map.view.shown


def test_the_place_under_the_pointer_is_told_in_degrees_and_in_metres(boundary_box):
    box = boundary_box(ring(("J1", 120, 31.5), ("J2", 120.1, 31.5), ("J3", 120.1, 31.6)))
    words = box.map.place_words(QPointF(500000, 3486000))
    assert words.startswith("东经 120°00′00.00″　北纬 31°2")
    assert words.endswith("X 3486000.00　Y 500000.00")
    assert "东经" not in boundary_box(ring(*[(n, x + 5_000_000, y) for n, x, y in SQUARE])).map.place_words(QPointF(1, 1))


def test_fifty_thousand_corners_are_drawn_by_no_more_than_the_screen_can_show(qtbot):
    view = MapView()
    qtbot.addWidget(view)
    view.resize(400, 300)
    places = tuple(QPointF(at, 0) for at in range(25_000)) + tuple(QPointF(25_000 - at, 9_000) for at in range(25_000))
    rows = tuple(range(50_000))
    view.show_content(MapContent((DrawnRing("", False, places, rows, tuple(map(str, rows))),)))
    lines = next(view._paths.stretches(view.camera.scale, view.camera.seen))
    assert sum(len(line) for line in lines) < 6 * view.width()
    view.look(view.camera.zoomed(40))
    near = next(view._paths.stretches(view.camera.scale, QRectF(12_000, -10, 100, 20)))
    assert 50 < sum(len(line) for line in near) < 400
