"""The start of the window."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QLibraryInfo, QObject, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from zcpark_desktop import __version__
from zcpark_desktop.evaluate import evaluate, load_rules
from zcpark_desktop.paths import APP_NAME

from . import habits, theme
from .session import Session
from .window import MainWindow

EXIT_WHEN_READY = "--exit-when-ready"


def make_application(arguments: Sequence[str] = ()) -> QApplication:
    """The application, dressed, speaking Chinese, with the habits of its fields."""
    app = QApplication.instance() or QApplication([APP_NAME, *arguments])
    assert isinstance(app, QApplication)
    app.setApplicationName(APP_NAME)
    app.setApplicationDisplayName("")
    app.setOrganizationName(APP_NAME)
    app.setApplicationVersion(__version__)
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    theme.install(app)
    habits.install(app)
    return app


class _AfterFirstPaint(QObject):
    """Calls `then` once, when the window has been painted for the first time."""

    def __init__(self, window: MainWindow, then) -> None:
        super().__init__(window)
        self._then = then
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the first paint."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._then)
        return False


def run(argv: Sequence[str] = ()) -> int:
    """Open the window, with the project named in `argv` where there is one; the program's exit code."""
    files = [name for name in argv if not name.startswith("-")]
    app = make_application()
    window = MainWindow(Session(load_rules(), evaluate, check))
    window.show()
    if EXIT_WHEN_READY in argv:
        _AfterFirstPaint(window, app.quit)
    if files:
        QTimer.singleShot(0, lambda: window.files.open(Path(files[0])))
    return app.exec()


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
