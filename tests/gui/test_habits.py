"""Habits that all fields share: the wheel changes nothing, the page scrolls."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QScrollArea, QSlider, QSpinBox, QVBoxLayout, QWidget

from zcpark_desktop.ui.app import make_application


def turn_wheel_over(widget: QWidget) -> None:
    middle = widget.rect().center()
    QApplication.sendEvent(widget, QWheelEvent(
        QPointF(middle), QPointF(widget.mapToGlobal(middle)), QPoint(0, 0), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False))


@pytest.fixture
def page(qapp, qtbot):
    make_application()
    area = QScrollArea()
    inside = QWidget()
    layout = QVBoxLayout(inside)
    combo, spin, slider = QComboBox(), QSpinBox(), QSlider()
    combo.addItems(["甲", "乙", "丙"])
    combo.setCurrentIndex(1)
    spin.setValue(5)
    slider.setValue(5)
    for widget in (combo, spin, slider):
        layout.addWidget(widget)
    inside.setMinimumHeight(2000)
    area.setWidget(inside)
    area.resize(300, 200)
    area.show()
    qtbot.addWidget(area)
    area.parts = combo, spin, slider
    return area


@pytest.mark.parametrize("focused", [False, True])
def test_the_wheel_over_a_number_or_a_choice_changes_nothing(page, focused):
    combo, spin, slider = page.parts
    for widget in page.parts:
        if focused:
            widget.setFocus()
        turn_wheel_over(widget)
    assert (combo.currentIndex(), spin.value(), slider.value()) == (1, 5, 5)


def test_the_wheel_over_a_field_scrolls_the_page(page):
    turn_wheel_over(page.parts[1])
    assert page.verticalScrollBar().value() > 0


def test_the_wheel_still_turns_scroll_bars(page):
    turn_wheel_over(page.verticalScrollBar())
    assert page.verticalScrollBar().value() > 0
