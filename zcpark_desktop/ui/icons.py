"""The icons: line drawings in resources/icons, in the colour of the text around them."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QAction, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication

from zcpark_desktop.paths import resources

from . import theme


@cache
def _source(name: str) -> str:
    return (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def pixmap(name: str, size: int, colour: str, ratio: float = 1.0) -> QPixmap:
    """The icon `name` at `size` device-independent pixels on a screen of `ratio` pixels each.

    Raises:
        FileNotFoundError: there is no such icon.
    """
    from PySide6.QtSvg import QSvgRenderer

    drawn = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode())).render(painter)
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


def icon(name: str) -> QIcon:
    """The icon `name` in the colours of the current look, as sharp as the finest screen shows it."""
    look, size = theme.current(), theme.em(1.35)
    ratio = max(screen.devicePixelRatio() for screen in QGuiApplication.screens())
    made = QIcon()
    made.addPixmap(pixmap(name, size, look.text, ratio), QIcon.Mode.Normal)
    made.addPixmap(pixmap(name, size, look.faint, ratio), QIcon.Mode.Disabled)
    return made


def put(target: QAction | QAbstractButton, name: str) -> None:
    """Give `target` the icon `name`, redrawn whenever the look changes."""
    target.setProperty("icon_name", name)
    target.setIcon(icon(name))


def refresh() -> None:
    """Redraw every icon that `put` gave."""
    for widget in QApplication.allWidgets():
        for target in (widget, *widget.actions()):
            name = target.property("icon_name")
            if name and isinstance(target, (QAction, QAbstractButton)):
                target.setIcon(icon(str(name)))
