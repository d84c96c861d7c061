"""Where a value comes from is said at its field, in its cell's tip and beneath the grid."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication

from tests.gui.collecting_park import GDP_2025, small_park
from tests.gui.opened import opened
from zcpark_desktop.excel.proposal import Source
from zcpark_desktop.project import How

SAID = "取自‘经济.xlsx’‘经济数据’表 G4，"
TIP = Qt.ItemDataRole.ToolTipRole


@pytest.fixture
def real(window, qtbot):
    opened(window, qtbot, small_park())
    window.session._who, window.session._clock = "张三", lambda: datetime(2026, 11, 25, 2, 42, 30, tzinfo=UTC)
    return window


def take_in(window, address, value) -> None:
    window.session.apply("收集1个文件", [(address, value)], how=How.IMPORTED,
                         sources={address: Source("经济.xlsx", "经济数据", "G4")})


def field_of(window, address):
    return next(field for _, field in window.workspace.pages.page.fields if field.address == address)


def test_a_form_field_shows_a_mark_with_the_origin_of_its_value(real):
    real.workspace.open_step("boundary")
    field = field_of(real, "boundary/east")
    assert field.origin.isHidden() and field.editor.toolTip() == ""
    take_in(real, "boundary/east", "锡东大道")
    assert field.origin.isVisible()
    assert field.origin.toolTip().startswith(f"来源：{SAID}") and field.origin.toolTip().endswith("导入（张三）")
    assert field.editor.toolTip() == field.origin.toolTip()
    real.session.set_value("boundary/east", "锡贤路")
    assert field.origin.toolTip().startswith("来源：张三于") and field.origin.toolTip().endswith("键入")
    real.session.set_value("boundary/east", "")
    assert field.origin.isHidden() and field.editor.toolTip() == ""
    real.session.undo()
    real.session.undo()
    assert SAID in field.origin.toolTip()


def test_the_context_menu_tells_the_origin_beside_what_it_has_always_offered(real):
    real.workspace.open_step("boundary")
    field = field_of(real, "boundary/east")
    actions = {action.text(): action for action in field.origin.menu().actions()}
    assert not actions["数据来源"].isEnabled()
    assert any("粘贴" in text or "Paste" in text for text in actions)
    take_in(real, "boundary/east", "锡东大道")
    seen = []

    def look() -> None:
        menu = QApplication.activePopupWidget()
        seen.extend(action.text() for action in menu.actions())
        menu.close()

    QTimer.singleShot(0, look)
    where = field.editor.rect().center()
    QApplication.sendEvent(field.editor, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where,
                                                           field.editor.mapToGlobal(where)))
    assert "数据来源" in seen


def test_a_cell_tells_its_origin_in_its_tip_and_beneath_the_grid(real, qtbot):
    box = real.workspace.open_step("economy").parts[0]
    index = box.model.index_of(GDP_2025)
    box.view.put_caret(index)
    qtbot.waitUntil(lambda: box.strip.origin.text() == "")
    take_in(real, GDP_2025, Decimal(7))
    qtbot.waitUntil(lambda: SAID in box.strip.origin.text())
    assert SAID in box.model.index_of(GDP_2025).data(TIP)
    box.view.put_caret(box.model.index(index.row(), index.column() - 1))
    qtbot.waitUntil(lambda: box.strip.origin.text() == "")
    real.session.set_value(GDP_2025, Decimal(8))
    box.view.put_caret(box.model.index_of(GDP_2025))
    qtbot.waitUntil(lambda: box.strip.origin.text().endswith("键入"))


def test_an_overlong_file_name_takes_no_more_room_than_there_is(real, qtbot):
    box = real.workspace.open_step("economy").parts[0]
    before = box.minimumSizeHint().width()
    real.session.apply("收集", [(GDP_2025, Decimal(9))], how=How.IMPORTED,
                       sources={GDP_2025: Source("很长的文件名" * 30 + ".xlsx", "经济数据", "G4")})
    box.view.put_caret(box.model.index_of(GDP_2025))
    qtbot.waitUntil(lambda: "很长的文件名" in box.strip.origin.text())
    assert box.minimumSizeHint().width() <= before + 100
    assert box.strip.origin.toolTip() == box.strip.origin.text()
