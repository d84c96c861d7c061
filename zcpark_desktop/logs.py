"""What the program notes of itself: a log that rotates, and the trail of a hard crash.

Both lie in `logs` among the user's data. Nothing of the project is noted.
"""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import os
import time
from pathlib import Path
from typing import TextIO

from . import paths

LOG = "zcpark.log"
LARGEST, KEPT = 512 * 1024, 4  # bytes of one file, and how many older ones stay
_TRAIL = "crash-{}.log"


def folder() -> Path:
    """Where the logs lie; made on demand."""
    found = paths.user_data() / "logs"
    found.mkdir(parents=True, exist_ok=True)
    return found


def logger() -> logging.Logger:
    """The program's log; it is opened when something is noted for the first time.

    Raises:
        OSError: there is no place for it.
    """
    found = logging.getLogger(paths.APP_NAME)
    path = str(folder() / LOG)
    if not any(getattr(handler, "baseFilename", "") == path for handler in found.handlers):
        for handler in list(found.handlers):
            found.removeHandler(handler)
            handler.close()
        found.addHandler(_rotating(path))
        found.setLevel(logging.INFO)
        found.propagate = False
    return found


def _rotating(path: str) -> logging.Handler:
    from logging.handlers import RotatingFileHandler

    class Patient(RotatingFileHandler):
        """Goes on with the same file while another program holds it."""

        def rotate(self, source: str, dest: str) -> None:
            with contextlib.suppress(OSError):
                super().rotate(source, dest)

    handler = Patient(path, maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    return handler


class Trail:
    """Keeps what the interpreter can still say when the process dies of a fault in a library.

    A trail that is left behind tells of a hard crash; a program that ends in order takes its own away.
    """

    def __init__(self) -> None:
        self._path = folder() / _TRAIL.format(os.getpid())
        self._file: TextIO | None = self._path.open("w", encoding="utf-8")
        faulthandler.enable(self._file)

    def end(self) -> None:
        """The program ends in order."""
        if self._file is not None:
            faulthandler.disable()
            self._file.close()
            self._file = None
            with contextlib.suppress(OSError):
                self._path.unlink()


def take_crashes() -> int:
    """Move the trails that crashes left into the log; how many there were.

    A trail without a word belongs to a program that runs still, or was ended by the system; after a week it goes.
    """
    crashes, stale = 0, time.time() - 7 * 86400
    for path in sorted(folder().glob(_TRAIL.format("*"))):
        with contextlib.suppress(OSError):
            words = path.read_text(encoding="utf-8", errors="replace").strip()
            if words:
                path.unlink()
                logger().critical("crashed\n%s", words)
                crashes += 1
            elif path.stat().st_mtime < stale:
                path.unlink()
    return crashes
