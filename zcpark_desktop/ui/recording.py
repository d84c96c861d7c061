"""Every step goes to the journal on a thread of its own: the window never waits for the disk."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from queue import SimpleQueue

from PySide6.QtCore import QObject, Signal

from zcpark_desktop.project import Project
from zcpark_desktop.storage.journal import Journal
from zcpark_desktop.storage.refusals import StorageError


class Recording(QObject):
    """Writes one session's steps to its journal, in order.

    Attributes:
        stashed_at: when the last step was written; None before the first.
        trouble: why the journal cannot be written, in one sentence; empty when all is well.
    """

    told = Signal()

    def __init__(self, journal: Journal, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.journal = journal
        self.stashed_at: datetime | None = None
        self.trouble = ""
        self._work: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._write, name="journal", daemon=True)
        self._thread.start()

    def step(self, label: str, before: Project, after: Project) -> None:
        """Note a step (see `session.Recorder`)."""
        self._work.put(lambda: self.journal.step(label, before, after))

    def saved(self, project: Project, path: Path) -> None:
        """Note that `path` holds `project`."""
        self._work.put(lambda: self.journal.saved(project, path))

    def settle(self, seconds: float | None = None) -> bool:
        """Wait until all that was noted is written, at most so long (for ever by default); whether it is."""
        done = threading.Event()
        self._work.put(done.set)
        return done.wait(seconds)

    def close(self, *, keep: bool = False) -> None:
        """Write what waits, and end; the journal goes away unless it is to be kept for recovery."""
        self._work.put(None)
        self._thread.join()
        self.journal.close(keep=keep)

    def _write(self) -> None:
        while (work := self._work.get()) is not None:
            try:
                work()
            except StorageError as error:
                self.trouble = str(error)
            else:
                self.trouble = ""
                self.stashed_at = datetime.now()
            self.told.emit()
