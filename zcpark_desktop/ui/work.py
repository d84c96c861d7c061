"""Long work beside the window: a job on a thread, progress and a cancel button, the window stays alive.

A job gets only immutable snapshots, and a `Progress` to report to; it never touches a widget.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QProgressDialog, QWidget

from .theme import em

T = TypeVar("T")
PATIENCE_MS = 300  # shorter work shows no dialog, and takes no input meanwhile
_waited_for: list[str] = []  # the titles of the jobs that the window waits for


class Cancelled(Exception):
    """The user gave the work up; nothing was changed."""


class Progress(QObject):
    """What a job reports to, from its own thread."""

    moved = Signal(int, str)
    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._cancel = threading.Event()

    def report(self, share: float, words: str = "") -> None:
        """Tell that `share` (0 to 1) is done, and what is being done.

        Raises:
            Cancelled: the user has given up; the job clears up and lets it pass.
        """
        if self._cancel.is_set():
            raise Cancelled
        self.moved.emit(round(share * 100), words)

    def cancel(self) -> None:
        """Let the next report raise `Cancelled`."""
        self._cancel.set()


def is_idle() -> bool:
    """Whether the window waits for no job, nor for the user in a dialog: another project may take this one's place."""
    return not _waited_for and QApplication.activeModalWidget() is None


def run(parent: QWidget, title: str, job: Callable[[Progress], T], *, can_cancel: bool = True) -> T:
    """Do `job` on a thread and wait for its result while the window lives on.

    Args:
        title: what is being done, as in “正在保存”.
        can_cancel: the job reports often enough, and can be left half done.

    Raises:
        Cancelled: the user gave up.
        Exception: whatever the job raised.
    """
    progress = Progress()
    outcome: dict[str, Any] = {}

    def work() -> None:
        try:
            outcome["result"] = job(progress)
        except BaseException as error:  # carried over to the waiting thread, and raised there
            outcome["error"] = error
        finally:
            progress.finished.emit()

    wait = QEventLoop()
    progress.finished.connect(wait.quit, Qt.ConnectionType.QueuedConnection)
    thread = threading.Thread(target=work, name=title, daemon=False)
    _waited_for.append(title)
    thread.start()
    try:
        _wait(wait, outcome, parent, title, progress, can_cancel)
    finally:
        _waited_for.remove(title)
    thread.join()
    if "error" in outcome:
        raise outcome["error"]
    result: T = outcome["result"]
    return result


def _wait(wait: QEventLoop, outcome: dict[str, Any], parent: QWidget, title: str, progress: Progress,
          can_cancel: bool) -> None:
    patience = QTimer(singleShot=True, interval=PATIENCE_MS)
    patience.timeout.connect(wait.quit)
    patience.start()
    wait.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    patience.stop()
    if not outcome:
        dialog = _dialog(parent, title, progress, can_cancel)
        wait.exec()
        dialog.close()
        dialog.deleteLater()


def _dialog(parent: QWidget, title: str, progress: Progress, can_cancel: bool) -> QProgressDialog:
    dialog = QProgressDialog(f"{title}…", "取消" if can_cancel else "", 0, 0, parent)
    if not can_cancel:
        dialog.setCancelButton(None)
    dialog.setWindowTitle(title)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.setMinimumDuration(0)
    dialog.setAutoClose(False)
    dialog.setAutoReset(False)
    dialog.setMinimumWidth(em(28))
    dialog.canceled.connect(progress.cancel, Qt.ConnectionType.DirectConnection)

    def show(percent: int, words: str) -> None:
        dialog.setMaximum(100)
        dialog.setValue(percent)
        dialog.setLabelText(words or f"{title}…")

    progress.moved.connect(show, Qt.ConnectionType.QueuedConnection)
    dialog.show()
    return dialog
