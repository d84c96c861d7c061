"""The style sheet of the window, made from a look and the spacing scale.

Widgets take part by their kind, and by the dynamic property `role` (page, panel, card, title, quiet, primary, flat …).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from zcpark_desktop.paths import resources

if TYPE_CHECKING:
    from .theme import Look


def stylesheet(look: Look, space: Callable[[int], int]) -> str:
    """The Qt style sheet of `look`; `space` gives the steps of the spacing scale in pixels."""
    tight, small, medium, large = space(4), space(8), space(12), space(16)
    radius = max(3, space(5))
    half = max(1, space(2))
    box = space(13)
    tick = (resources() / "icons" / ("tick-dark.svg" if look.dark else "tick-light.svg")).as_posix()
    arrow, back, on = ((resources() / "icons" / f"{name}.svg").as_posix()
                       for name in ("drop-down", "scroll-back", "scroll-on"))
    return f"""
* {{ outline: none; }}
QToolTip {{ background: {look.raised}; color: {look.text}; border: 1px solid {look.line};
    padding: {tight}px {small}px; }}

QMainWindow, QWidget[role="panel"] {{ background: {look.panel}; }}
QWidget[role="page"], QScrollArea[role="page"] > QWidget > QWidget {{ background: {look.page}; }}
QWidget[role="headline"] {{ background: {look.panel}; border-bottom: 1px solid {look.line}; }}
QWidget[role="footer"] {{ background: {look.page}; border-top: 1px solid {look.line}; }}
QScrollArea {{ background: transparent; border: none; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QSplitter::handle {{ background: {look.line}; }}
QSplitter[role="airy"]::handle {{ background: transparent; }}

QLabel[role="quiet"] {{ color: {look.quiet}; }}
QLabel[role="faint"] {{ color: {look.faint}; }}
QLabel[role="error"] {{ color: {look.not_met}; }}
QLabel[role="met"] {{ color: {look.met}; }}
QLabel[role="warning"] {{ color: {look.warning}; }}
QFrame[role="line"] {{ background: {look.line}; border: none; }}
QFrame[role="card"] {{ background: {look.raised}; border: 1px solid {look.line}; border-radius: {radius + 2}px; }}
QFrame[role="notice"] {{ background: {look.selected}; border: none; border-bottom: 1px solid {look.line}; }}

QMenuBar {{ background: transparent; padding: 0 {tight}px; }}
QMenuBar::item {{ padding: {tight}px {small}px; border-radius: {radius}px; background: transparent; }}
QMenuBar::item:selected {{ background: {look.hover}; }}
QMenu {{ background: {look.raised}; border: 1px solid {look.line}; padding: {tight}px; }}
QMenu::item {{ padding: {tight}px {large}px {tight}px {large}px; border-radius: {radius}px; }}
QMenu::item:selected {{ background: {look.selected}; color: {look.text}; }}
QMenu::item:disabled {{ color: {look.faint}; }}
QMenu::separator {{ height: 1px; background: {look.line}; margin: {tight}px {small}px; }}

QPushButton {{ background: {look.raised}; color: {look.text}; border: 1px solid {look.line}; border-radius: {radius}px;
    padding: {tight}px {medium}px; min-height: 1.5em; }}
QPushButton:hover {{ background: {look.hover}; }}
QPushButton:pressed {{ background: {look.selected}; }}
QPushButton:focus {{ border-color: {look.accent}; }}
QPushButton:disabled {{ color: {look.faint}; background: transparent; }}
QPushButton[role="primary"] {{ background: {look.accent}; color: {look.on_accent}; border-color: {look.accent}; }}
QPushButton[role="primary"]:hover {{ background: {look.accent}; border-color: {look.text}; }}
QPushButton[role="primary"]:disabled {{ background: {look.line}; color: {look.faint}; border-color: {look.line}; }}
QPushButton[role="flat"] {{ background: transparent; border-color: transparent; }}
QPushButton[role="flat"]:hover {{ background: {look.hover}; }}
QPushButton[role="flat"]:focus {{ border-color: {look.accent}; }}
QPushButton[role="link"] {{ background: transparent; border: none; color: {look.accent}; padding: 0;
    text-align: left; }}
QPushButton[role="link"]:hover, QPushButton[role="link"]:focus {{ text-decoration: underline; }}
QPushButton[role="choice"] {{ text-align: left; padding: {medium}px {large}px; border-radius: {radius + 2}px; }}
QPushButton[role="choice"]:hover {{ border-color: {look.accent}; background: {look.raised}; }}
QToolButton {{ background: transparent; border: 1px solid transparent; border-radius: {radius}px;
    padding: {tight}px {small}px; }}
QToolButton:hover {{ background: {look.hover}; }}
QToolButton:pressed, QToolButton:checked {{ background: {look.selected}; }}
QToolButton:focus {{ border-color: {look.accent}; }}
QToolButton:disabled {{ color: {look.faint}; }}

QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox {{ background: {look.raised}; color: {look.text};
    border: 1px solid {look.line}; border-radius: {radius}px; selection-background-color: {look.accent};
    selection-color: {look.on_accent}; }}
QLineEdit, QAbstractSpinBox, QComboBox {{ padding: {half}px {small}px; min-height: 1.5em; }}
QPlainTextEdit, QTextEdit {{ padding: {tight}px; }}
QLineEdit:hover, QPlainTextEdit:hover, QComboBox:hover {{ border-color: {look.faint}; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus,
QComboBox:focus {{ border-color: {look.accent}; }}
QLineEdit:read-only, QLineEdit:disabled, QPlainTextEdit:disabled,
QComboBox:disabled {{ background: {look.computed}; color: {look.quiet}; }}
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"], QComboBox[invalid="true"] {{ border-color: {look.not_met}; }}
QComboBox::drop-down {{ border: none; width: 1.8em; }}
QComboBox::down-arrow {{ image: url("{arrow}"); width: 1em; height: 1em; }}
QComboBox QAbstractItemView {{ background: {look.raised}; border: 1px solid {look.line};
    selection-background-color: {look.selected}; selection-color: {look.text}; }}
QRadioButton::indicator, QCheckBox::indicator, QAbstractItemView::indicator {{ width: {box}px; height: {box}px;
    border: 1px solid {look.faint}; background: {look.raised}; }}
QRadioButton::indicator {{ border-radius: {box // 2 + 1}px; }}
QCheckBox::indicator, QAbstractItemView::indicator {{ border-radius: {half + 1}px; }}
QRadioButton::indicator:hover, QCheckBox::indicator:hover, QRadioButton::indicator:focus,
QCheckBox::indicator:focus {{ border-color: {look.accent}; }}
QRadioButton::indicator:checked {{ border-color: {look.accent}; background: qradialgradient(cx: 0.5, cy: 0.5,
    radius: 0.5, fx: 0.5, fy: 0.5, stop: 0 {look.accent}, stop: 0.5 {look.accent}, stop: 0.6 {look.raised},
    stop: 1 {look.raised}); }}
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {{ border-color: {look.accent};
    background: {look.accent}; image: url("{tick}"); }}
QAbstractItemView::indicator:indeterminate {{ border-color: {look.accent}; background: {look.faint}; }}
QRadioButton::indicator:disabled, QCheckBox::indicator:disabled {{ border-color: {look.line}; }}

QTextBrowser[role="reading"], QTextBrowser[role="reading"]:focus {{ background: {look.page}; border: none;
    border-radius: 0; }}

QAbstractItemView {{ background: {look.raised}; border: 1px solid {look.line};
    alternate-background-color: {look.computed}; }}
QTableView {{ gridline-color: {look.line}; }}
QAbstractItemView[role="lines"] {{ selection-background-color: {look.selected}; selection-color: {look.text}; }}
QHeaderView {{ background: {look.panel}; border: none; }}
QHeaderView::section {{ background: {look.panel}; color: {look.quiet}; border: none;
    border-right: 1px solid {look.line}; border-bottom: 1px solid {look.line}; padding: {tight}px {small}px; }}
QTableCornerButton::section {{ background: {look.panel}; border: none; border-bottom: 1px solid {look.line}; }}
QTreeWidget::item {{ padding: {tight // 2}px {tight}px; }}
QListView[role="steps"], QListView[role="plain"] {{ background: transparent; border: none; }}

QTabBar::tab {{ background: transparent; color: {look.quiet}; padding: {tight}px {medium}px; border: none;
    border-bottom: {half}px solid transparent; }}
QTabBar::tab:hover {{ color: {look.text}; }}
QTabBar::tab:selected {{ color: {look.text}; border-bottom-color: {look.accent}; }}
QTabBar::scroller {{ width: {2 * large}px; }}
QTabBar QToolButton {{ padding: 0; background: {look.page}; border-radius: 0; }}
QTabBar QToolButton:hover {{ background: {look.hover}; }}
QTabBar QToolButton::left-arrow {{ image: url("{back}"); width: 1.2em; height: 1.2em; }}
QTabBar QToolButton::right-arrow {{ image: url("{on}"); width: 1.2em; height: 1.2em; }}
QTabWidget::pane {{ border: none; border-top: 1px solid {look.line}; }}
QMessageBox QLabel {{ min-width: 24em; }}
QGroupBox {{ border: 1px solid {look.line}; border-radius: {radius}px; margin-top: 1em; padding: {small}px; }}
QGroupBox::title {{ subcontrol-origin: margin; left: {small}px; color: {look.quiet}; }}

QProgressBar {{ background: {look.line}; border: none; border-radius: {half}px;
    max-height: {tight}px; min-height: {tight}px; }}
QProgressBar::chunk {{ background: {look.accent}; border-radius: {half}px; }}

QScrollBar:vertical {{ background: transparent; width: {medium}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {medium}px; margin: 0; }}
QScrollBar::handle {{ background: {look.line}; border-radius: {tight}px; margin: {half}px; }}
QScrollBar::handle:vertical {{ min-height: {large * 2}px; }}
QScrollBar::handle:horizontal {{ min-width: {large * 2}px; }}
QScrollBar::handle:hover {{ background: {look.faint}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""
