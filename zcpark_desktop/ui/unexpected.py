"""What no one foresaw: the work is put into safety, the error into the log, and the user is asked how to go on.

Errors come from slots, from painting and from threads. All are taken to the window's own turn of events first: a dialog
amid painting, or on a thread, would be the next fault.
"""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from zcpark_desktop import logs

if TYPE_CHECKING:
    from .window import MainWindow

PATIENCE_S = 5.0  # for the journal to be written
TITLE = "程序遇到意外错误"


class Unexpected(QObject):
    """Takes unexpected errors while the window lives.

    Args:
        reopen: starts the program anew and ends this one.
    """

    _happened = Signal(str)

    def __init__(self, window: MainWindow, reopen: Callable[[MainWindow], None] | None = None) -> None:
        super().__init__(window)
        self._window, self._reopen = window, reopen or _reopen
        self._known: set[str] = set()
        self._telling = False
        self._happened.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take the errors of all threads from now on."""
        sys.excepthook = self.take
        threading.excepthook = lambda fault: self.take(fault.exc_type, fault.exc_value, fault.exc_traceback)

    def take(self, kind: type[BaseException], error: BaseException | None, where: TracebackType | None) -> None:
        """Note an error, and have it told once: one in painting comes again with each picture."""
        if issubclass(kind, SystemExit):
            return
        import traceback

        frames = traceback.extract_tb(where)
        place = f"{kind.__name__} {frames[-1].filename}:{frames[-1].lineno}" if frames else kind.__name__
        if place in self._known:
            return
        self._known.add(place)
        with contextlib.suppress(OSError):  # the disk may be what failed
            logs.logger().error("unexpected\n%s", "".join(traceback.format_exception(kind, error, where)))
        with contextlib.suppress(RuntimeError):  # the window is gone, and nobody is left to be told
            self._happened.emit(place)

    def _tell(self, _place: str) -> None:
        if self._telling:
            return
        self._telling = True
        try:
            self._ask()
        finally:
            self._telling = False

    def _ask(self) -> None:
        window = self._window
        has_work = hasattr(window, "files") and window.has_project
        answers = {"save": "保存项目"} if has_work else {}
        answers |= {"reopen": "重新打开程序", "diagnose": "生成诊断包…", "cancel": "继续使用"}
        while True:
            sentence = f"刚才的操作没有完成。{self._safety() if has_work else ''}出错的详情已记入日志；重新打开程序后一般即可继续。"
            match window.questions.choose(TITLE, sentence, answers, "reopen"):
                case "save":
                    window.files.save()
                case "diagnose":
                    window.diagnose()
                case "reopen":
                    self._reopen(window)
                    return
                case _:
                    return

    def _safety(self) -> str:
        """Write what waits, and say how safe the work is."""
        session, recording = self._window.session, self._window.files.recording
        if not session.dirty:
            return "没有尚未保存的改动，内容没有丢失。"
        if recording is not None and recording.settle(PATIENCE_S) and not recording.trouble:
            return "已填写的内容都已自动暂存，不会丢失。"
        return "自动暂存没有成功，请立即保存项目。"


def _reopen(window: MainWindow) -> None:
    """Start the program anew on the same project; what is not saved waits there for recovery."""
    from PySide6.QtCore import QCoreApplication, QProcess

    from .single_instance import Listener

    path = window.session.path if hasattr(window, "session") and window.has_project else None
    if hasattr(window, "files"):
        window.files.end(keep=window.session.dirty)
    for listener in window.findChildren(Listener):
        listener.close()
    program = [] if getattr(sys, "frozen", False) else ["-m", "zcpark_desktop"]
    QProcess.startDetached(sys.executable, [*program, *([str(path)] if path is not None else [])])
    window.hide()
    QCoreApplication.exit(1)
