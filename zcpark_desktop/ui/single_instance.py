"""One window for a user: a second start hands its file over and ends."""

from __future__ import annotations

import getpass
import hashlib
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from zcpark_desktop.paths import user_data

PATIENCE_MS = 1000
WAIT_MS = 200  # between two looks whether a file that was handed over can be opened


def _name() -> str:
    """The same for each start by this user with this data folder."""
    return "zcpark-" + hashlib.sha256(f"{getpass.getuser()}|{user_data()}".encode()).hexdigest()[:16]


def hand_over(path: Path) -> bool:
    """Let the window that is open already open `path`; False where there is none."""
    socket = QLocalSocket()
    socket.connectToServer(_name())
    if not socket.waitForConnected(PATIENCE_MS):
        return False
    socket.write(str(path.absolute()).encode() + b"\n")
    done = socket.waitForBytesWritten(PATIENCE_MS)
    socket.disconnectFromServer()
    return bool(done)


class Listener(QObject):
    """Waits for files that later starts hand over.

    A file that comes while the window is saving, or while a dialog is open over the project, waits until that is over:
    what is decided there is meant for the project that is open.

    Args:
        take: opens a file.
        is_free: whether another project may be opened now.
        called: told at once that a file has come, so that the window shows itself.
    """

    def __init__(self, take: Callable[[Path], None], parent: QObject | None = None, *,
                 is_free: Callable[[], bool] = lambda: True, called: Callable[[], None] = lambda: None) -> None:
        super().__init__(parent)
        self._take, self._is_free, self._called = take, is_free, called
        self._waiting: list[Path] = []
        self._again = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._again.timeout.connect(self._hand_on)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        if not self._server.listen(_name()) and not _someone_listens():
            QLocalServer.removeServer(_name())  # left by a program that died
            self._server.listen(_name())
        self._server.newConnection.connect(self._read)

    def close(self) -> None:
        """Let another window be the one."""
        self._server.close()

    def _read(self) -> None:
        socket = self._server.nextPendingConnection()
        if socket is None:
            return

        def read() -> None:
            if socket.canReadLine():
                line = bytes(socket.readLine().data()).decode().strip()
                socket.deleteLater()
                if line:
                    self._waiting.append(Path(line))
                    self._called()
                    self._hand_on()

        socket.readyRead.connect(read)
        read()

    def _hand_on(self) -> None:
        while self._waiting:
            if not self._is_free():
                self._again.start()
                return
            self._take(self._waiting.pop(0))


def _someone_listens() -> bool:
    """Whether a window is listening already."""
    socket = QLocalSocket()
    socket.connectToServer(_name())
    return bool(socket.waitForConnected(PATIENCE_MS))
