"""The preview beside the forms: it follows the step, a click leads to the field, and changes show."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from tests.gui.opened import opened
from zcpark_desktop.ui.documents import preview as previews


@pytest.fixture
def window(make_window, qtbot, monkeypatch):
    monkeypatch.setattr("zcpark_desktop.report.figures.render", lambda _chart: b"")  # drawing is tested elsewhere
    window = opened(make_window(), qtbot)
    window.resize(1500, 900)
    window.workspace.open_step("economy")
    return window


def previewing(window, qtbot):
    window.menus.actions["preview"].trigger()
    written(window, qtbot)
    return window.workspace.preview


def written(window, qtbot) -> None:
    preview = window.workspace.preview
    qtbot.waitUntil(lambda: preview._written == (preview.kind.currentData(), window.session.evaluation)
                    and preview._writing is None and preview.sheets.is_complete, timeout=60_000)


def place_of(sheets, address: str) -> QPointF:
    """Where on the sheets a text that leads to `address` can be clicked."""
    for y in range(sheets.viewport().height()):
        for x in range(0, sheets.viewport().width(), 8):
            if sheets._address_at(QPointF(x, y)) == address:
                return QPointF(x, y)
    raise AssertionError(f"nothing on show leads to {address}")


def test_the_preview_takes_the_place_of_the_hints_and_gives_it_back(window, qtbot) -> None:
    preview = previewing(window, qtbot)
    assert preview.isVisible() and not window.workspace.side.isVisible()
    window.menus.actions["preview"].trigger()
    assert not preview.isVisible() and window.workspace.side.isVisible()


def test_it_shows_the_place_that_the_step_fills(window, qtbot) -> None:
    preview = previewing(window, qtbot)
    assert place_of(preview.sheets, "years/2025/economy/gdp_10k_yuan")
    window.workspace.open_step("enterprises")
    qtbot.waitUntil(lambda: preview.sheets.verticalScrollBar().value() > 0)
    assert place_of(preview.sheets, "enterprises")


def test_a_click_leads_to_the_field(window, qtbot) -> None:
    preview = previewing(window, qtbot)
    window.workspace.open_step("enterprises")
    preview.sheets.show_address("years/2025/economy/gdp_10k_yuan")
    point = place_of(preview.sheets, "years/2025/economy/gdp_10k_yuan").toPoint()
    QTest.mouseClick(preview.sheets.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert window.workspace.pages.current == "economy"


def test_a_click_on_a_row_of_indicators_leads_to_its_trace(window, qtbot) -> None:
    preview = previewing(window, qtbot)
    assert preview.sheets.show_address("indicators/carbon_per_unit_energy")
    point = place_of(preview.sheets, "indicators/carbon_per_unit_energy").toPoint()
    QTest.mouseClick(preview.sheets.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert window.workspace.pages.current == "indicators"


def test_a_change_shows_and_only_its_parts_are_laid_out_again(window, qtbot) -> None:
    preview = previewing(window, qtbot)
    before = {laid.part.text: laid.document for laid in preview.sheets._laid}
    window.session.set_value("years/2025/economy/gdp_10k_yuan", "1234567.8")
    qtbot.waitUntil(lambda: window.session.evaluation.project is window.session.project)
    written(window, qtbot)
    after = {laid.part.text: laid.document for laid in preview.sheets._laid}
    assert any("1,234,567.8" in text for text in after)
    kept = set(before) & set(after)
    assert 0 < len(kept) < len(after)
    assert all(before[text] is after[text] for text in kept)


def test_a_document_that_the_park_does_not_need_is_said_to_be_none(window, qtbot) -> None:
    preview = previewing(window, qtbot)
    window.session.set_value("exemptions", ())
    qtbot.waitUntil(lambda: window.session.evaluation.project is window.session.project)
    preview.kind.setCurrentIndex(preview.kind.findData("exemptions"))
    preview.kind.activated.emit(preview.kind.currentIndex())
    qtbot.waitUntil(lambda: preview._words.text() == previews.NO_NEED, timeout=60_000)
    assert preview._words.isVisible()


def test_a_hidden_preview_writes_nothing(window, qtbot, monkeypatch) -> None:
    preview = previewing(window, qtbot)
    window.menus.actions["preview"].trigger()
    asked = []
    monkeypatch.setattr(previews, "drawn", lambda *args: asked.append(args) or ())
    window.session.set_value("title", "另一个名称")
    qtbot.wait(previews.REFRESH_AFTER_MS * 2)
    assert preview._writing is None and asked == []
