"""The start of the window."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QLibraryInfo, QObject, Qt, QTimer, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from zcpark_desktop import __version__, logs, paths
from zcpark_desktop.paths import APP_NAME

from . import theme
from .unexpected import Unexpected
from .window import MainWindow

TURN_S = 0.001  # how long the audit or the journal keep the window waiting for its turn; Python's own is 5 ms
EXIT_WHEN_READY = "--exit-when-ready"


def make_application() -> QApplication:
    """The application, dressed, speaking Chinese, with the habits of its fields; made once."""
    app = _dressed_application()
    if app.property("has_habits"):
        return app  # one filter is enough
    app.setProperty("has_habits", True)
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    from . import habits

    habits.install(app)
    return app


def _dressed_application() -> QApplication:
    """The application as far as it shows in the first picture of the window."""
    app = QApplication.instance()
    if app is None:
        QApplication.setStyle("Fusion")  # before there is one, so that no other style is made first
        app = QApplication([APP_NAME])
    assert isinstance(app, QApplication)
    if app.property("dressed"):
        return app
    app.setProperty("dressed", True)
    app.setApplicationName(APP_NAME)
    app.setOrganizationName(APP_NAME)
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("zcpark")  # the entry that Linux takes name and icon from
    app.setWindowIcon(QIcon(str(paths.resources() / "icons" / "app.svg")))
    theme.install(app)
    return app


class _AfterFirstPaint(QObject):
    """Calls `then` once, when the window has been painted for the first time."""

    def __init__(self, window: MainWindow, then: Callable[[], None]) -> None:
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
    """Open the window.

    Args:
        argv: the project file to open, if any; `--exit-when-ready` ends the program after the first paint.

    Returns:
        The program's exit code.
    """
    sys.setswitchinterval(TURN_S)
    path = next((Path(name) for name in argv if not name.startswith("-")), None)
    app = _dressed_application()
    if path is not None:
        from .single_instance import hand_over

        if hand_over(path):
            return 0
    trail = _trail()
    window = MainWindow()
    Unexpected(window).install()
    window.show()
    _AfterFirstPaint(window, app.quit if EXIT_WHEN_READY in argv else lambda: _settle_in(window, path))
    try:
        return app.exec()
    finally:
        if trail is not None:
            trail.end()


def _trail() -> logs.Trail | None:
    try:
        return logs.Trail()
    except OSError:
        return None  # a full or read-only disk keeps nobody from looking at a project


def _settle_in(window: MainWindow, path: Path | None) -> None:
    """What can wait until the window is there: the workspace, the file named, left work, files handed over later."""
    from zcpark_desktop.audit import check
    from zcpark_desktop.evaluate import evaluate

    from . import work
    from .diagnosing import tell_of_crashes
    from .recovery import Recovery
    from .rules import usable_rules
    from .session import Session
    from .single_instance import Listener

    def come() -> None:
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.raise_()
        (QApplication.activeModalWidget() or window).activateWindow()

    make_application()
    window.furnish(Session(usable_rules(window.questions), evaluate, check, window))
    Listener(window.files.open, window, is_free=work.is_idle, called=come)
    recovery = Recovery(window)
    if path is not None:
        window.files.open(path)
    recovery.offer()
    tell_of_crashes(window)
