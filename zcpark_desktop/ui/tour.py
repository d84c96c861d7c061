"""A tour through the real window: every page of the sample park is opened and kept as a picture."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from zcpark_desktop.audit import check
from zcpark_desktop.evaluate import evaluate, load_rules

from .all_pages import BESIDE
from .app import make_application
from .questions import Questions
from .session import CHECK_AFTER_MS, Session
from .window import MainWindow

SETTLED_S = 0.2  # what a page does when it is shown is done by then
FEWEST_COLOURS = 4  # paper, ink, and the greys of smoothed letters; an empty page has fewer


class TourFailed(Exception):
    """A page could not be shown; `str()` is one Chinese sentence."""


class _NobodyThere(Questions):
    """Keeps what the window says, for nobody is there to answer."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def tell(self, sentence: str, title: str = "提示") -> None:
        self.said.append(sentence)

    def choose(self, title: str, sentence: str, answers: dict[str, str], default: str, *, danger: str = "") -> str:
        self.said.append(sentence)
        return "cancel"


def take_pictures(folder: Path) -> list[Path]:
    """Open the sample park in a window, and save a picture of the start page and of each step's page.

    Args:
        folder: for the pictures, and for the window's settings, so that the user's are left alone; made if missing.

    Returns:
        The pictures in order.

    Raises:
        TourFailed: a page failed, stayed empty, or the window asked something.
    """
    folder.mkdir(parents=True, exist_ok=True)
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder / "settings"))
    app = make_application()
    questions, errors = _NobodyThere(), list[BaseException]()
    hook, sys.excepthook = sys.excepthook, lambda _kind, error, _where: errors.append(error)
    window = MainWindow(questions)
    try:
        window.furnish(Session(load_rules(), evaluate, check, window))
        window.show()
        pictures = [_picture(app, window, folder / "00 开始.png")]
        window.files.open_sample()
        _settle(app, CHECK_AFTER_MS / 1000)
        for number, step in enumerate((*window.workspace.steps, *BESIDE), start=1):
            window.workspace.open_step(step.id)
            pictures.append(_picture(app, window, folder / f"{number:02} {step.title}.png"))
    finally:
        window.files.end()
        window.close()
        window.deleteLater()
        _settle(app, 0)
        sys.excepthook = hook
    if errors:
        raise TourFailed(f"打开页面时出错：{errors[0]!r}。") from errors[0]
    if questions.said:
        raise TourFailed(f"打开页面时有提示：{'；'.join(questions.said)}")
    return pictures


def _settle(app: QApplication, seconds: float) -> None:
    until = time.monotonic() + seconds
    while True:
        app.processEvents()
        if time.monotonic() >= until:
            return
        time.sleep(0.01)


def _picture(app: QApplication, window: QWidget, path: Path) -> Path:
    _settle(app, SETTLED_S)
    image = window.grab().toImage()
    if _colours(image) < FEWEST_COLOURS or not image.save(str(path)):
        raise TourFailed(f"“{path.stem}”页面没有显示出来。")
    return path


def _colours(image: QImage) -> int:
    return len({image.pixel(x, y) for y in range(0, image.height(), 3) for x in range(0, image.width(), 3)})
