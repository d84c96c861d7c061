"""Habits that all fields share: the wheel changes nothing, the page scrolls."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSlider,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from zcpark_desktop.ui.app import make_application

from .wheel import turn_wheel_over


def shown(widget: QWidget, qtbot) -> QWidget:
    """The widget in a window that has the focus."""
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is widget.windowHandle())
    return widget


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
    shown(area, qtbot)
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


@pytest.mark.parametrize("kind", [QPushButton, QToolButton])
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_presses_the_button_that_has_the_focus_once(qapp, qtbot, kind, key):
    make_application()
    button, pressed = kind(), []
    button.clicked.connect(lambda: pressed.append(1))
    shown(button, qtbot).setFocus()
    qtbot.keyClick(button, key)
    assert pressed == [1]


def test_enter_with_other_keys_held_presses_nothing(qapp, qtbot):
    make_application()
    button, pressed = QPushButton(), []
    button.clicked.connect(lambda: pressed.append(1))
    shown(button, qtbot).setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert pressed == []


def test_enter_in_a_dialog_is_the_default_buttons(qapp, qtbot):
    make_application()
    dialog, pressed = QDialog(), []
    other, default = QPushButton("其他", dialog, autoDefault=False), QPushButton("确定", dialog, default=True)
    other.clicked.connect(lambda: pressed.append("其他"))
    default.clicked.connect(lambda: pressed.append("确定"))
    shown(dialog, qtbot)
    other.setFocus()
    qtbot.keyClick(other, Qt.Key.Key_Return)
    assert pressed == ["确定"]


def test_undo_in_a_field_that_has_nothing_of_its_own_to_take_back_is_the_windows(qapp, qtbot):
    make_application()
    page, taken_back = QWidget(), []
    first, second = QLineEdit(page), QLineEdit(page)
    second.move(0, 100)
    QShortcut(QKeySequence.StandardKey.Undo, page).activated.connect(lambda: taken_back.append(1))
    shown(page, qtbot)
    for field in (first, second, first):
        field.setFocus()
        qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert taken_back == [1, 1, 1]
    qtbot.keyClick(first, Qt.Key.Key_A)
    qtbot.keyClick(first, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (first.text(), taken_back) == ("", [1, 1, 1])


def test_a_window_that_opens_later_has_the_habits_too(page, qtbot):
    dialog = QDialog(page)
    combo = QComboBox(dialog)
    combo.addItems(["甲", "乙"])
    shown(dialog, qtbot)
    turn_wheel_over(combo)
    assert combo.currentText() == "甲"
