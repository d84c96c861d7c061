"""The journal of a session: every change, written as it happens, so that a crash or a power cut loses a second at most.

Each session has a folder of its own among the user's data: the log, a lock that the system frees when the process ends,
and the evidence files not yet saved. The log begins with the project as it was, then has one line a step; each line
carries its checksum, and a torn last line is left out. A folder whose lock is free belongs to a program that died.
"""

from __future__ import annotations

import contextlib
import os
import platform
import threading
import uuid
from pathlib import Path
from typing import Any, BinaryIO

from filelock import FileLock, Timeout

from zcpark_desktop.project import Project, dump_json

from . import disk
from .changes import changes
from .clock import Clock, now
from .journal_log import EVIDENCE, LOG, line_of, remove, session_lock, sessions_folder, timestamp
from .migrations import FORMAT
from .refusals import StorageError, refusal

SYNC_WITHIN = 1.0  # seconds from a change until the system is told to put it on the disk
COMPACT_FROM = 16 * 1024**2  # a log that is longer, and four times its first line, begins anew


class Journal:
    """The log of one session; use `start`, or `recovery.resume`. Safe to call from several threads.

    Attributes:
        folder: the session's own.
        evidence: where the session's unsaved evidence files belong (see `EvidenceStore.pending`).
    """

    def __init__(self, folder: Path, lock: FileLock, project: Project, path: Path | None, clock: Clock) -> None:
        self.folder, self.evidence = folder, folder / EVIDENCE
        self._lock, self._project, self._path, self._clock = lock, project, path, clock
        self._guard = threading.RLock()
        self._log: BinaryIO | None = None  # None: the next step begins the log anew
        self._timer: threading.Timer | None = None
        self._steps = self._end = self._base = 0

    @classmethod
    def start(cls, project: Project, path: Path | None = None, *, clock: Clock = now, root: Path | None = None,
              unsaved: bool = False, data: bytes = b"") -> Journal:
        """Begin the journal of a session that works on `project` from the file `path` (None: never saved).

        Args:
            unsaved: the project differs from its file already (an import, a restored version).
            data: the project as JSON in the current format, where it is at hand; writing down a large one anew is
                slow.

        Raises:
            StorageError: nothing can be written among the user's data.
        """
        folder = (root or sessions_folder()) / uuid.uuid4().hex
        try:
            folder.mkdir(parents=True)
            lock = session_lock(folder)
            lock.acquire(blocking=False)
        except (OSError, Timeout) as error:
            raise _unwritable(folder, error) from error
        journal = cls(folder, lock, project, path, clock)
        journal._begin(int(unsaved), data)
        return journal

    @classmethod
    def go_on(cls, folder: Path, lock: FileLock, project: Project, path: Path | None, *, steps: int,
              clock: Clock = now) -> Journal:
        """Go on in `folder`, of which `lock` is held, with `project` as it is now and `steps` of it not saved.

        Raises:
            StorageError: nothing can be written there.
        """
        journal = cls(folder, lock, project, path, clock)
        journal._begin(steps)
        return journal

    def step(self, label: str, before: Project, after: Project) -> None:
        """Note that a step (also an undo or a redo) turned `before` into `after`.

        Raises:
            StorageError: it could not be written; the next step tries again with the whole project.
        """
        with self._guard:
            self._project = after
            if self._log is None:
                return self._begin(self._steps + 1)
            self._append({"at": timestamp(self._clock()), "label": label, "changes": changes(before, after)})
            self._steps += 1
            if self._end > max(COMPACT_FROM, 4 * self._base):
                self._begin(self._steps)

    def saved(self, project: Project, path: Path) -> None:
        """Note that `path` now holds `project`; changes made meanwhile stay noted as unsaved.

        Raises:
            StorageError: it could not be written; the journal still tells of all changes.
        """
        with self._guard:
            latest, self._path = self._project, path
            self._project = project
            try:
                self._begin(steps=0)
            finally:
                self._project = latest
            if latest is not project:
                self.step("保存期间的修改", project, latest)

    def sync(self) -> None:
        """Have the system put all steps on the disk now.

        Raises:
            StorageError: it could not.
        """
        with self._guard:
            self._timer = None
            if self._log is None:
                return
            log = os.fdopen(os.dup(self._log.fileno()), "rb")
        try:
            with log:  # not under the guard: a slow disk does not hold up the next step
                disk.sync(log)
        except OSError as error:
            raise _unwritable(self.folder, error) from error

    def close(self, *, keep: bool = False) -> None:
        """End the session. Its folder is removed; with `keep` it stays, to be offered for recovery."""
        with self._guard:
            timer, self._timer = self._timer, None
            self._close_log()
        if timer is not None:
            timer.cancel()
            timer.join()
        if keep:
            self._lock.release()
        else:
            remove(self.folder, self._lock)

    def _begin(self, steps: int, data: bytes = b"") -> None:
        """Put a log that begins with the project as it is now in the place of the old one."""
        project = self._project
        if not data or b"\n" in data:  # made by hand
            data = dump_json(project, sparse=True, indent=None).encode()
        line = line_of({
            "format": FORMAT, "project_id": project.project_id, "title": project.title or project.basics.name,
            "path": str(self._path) if self._path else None, "started": timestamp(self._clock()),
            "host": platform.node(), "pid": os.getpid(), "steps": steps,
        }, data)
        self._close_log()  # Windows replaces no open file
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            disk.write_whole(self.folder / LOG, lambda file: _write(file, line), doing="写入恢复日志")
            self._log = open(self.folder / LOG, "r+b", buffering=0)
        except OSError as error:
            raise _unwritable(self.folder, error) from error
        self._end = self._base = self._log.seek(0, os.SEEK_END)
        self._steps = steps

    def _close_log(self) -> None:
        if self._log is not None:
            self._log.close()
            self._log = None

    def _append(self, content: dict[str, Any]) -> None:
        assert self._log is not None
        line = line_of(content)
        try:
            self._log.seek(self._end)
            _write(self._log, line)
        except OSError as error:
            self._close_log()  # what follows would rest on a step that is not there
            raise _unwritable(self.folder, error) from error
        self._end += len(line)
        if self._timer is None:
            self._timer = threading.Timer(SYNC_WITHIN, self._sync_quietly)
            self._timer.daemon = True
            self._timer.start()

    def _sync_quietly(self) -> None:
        with contextlib.suppress(StorageError):  # the next step says so if the disk is gone for good
            self.sync()


def _write(file: BinaryIO, line: bytes) -> None:
    rest = memoryview(line)
    while rest:
        rest = rest[file.write(rest):]


def _unwritable(folder: Path, error: Exception) -> StorageError:
    if isinstance(error, OSError):
        return refusal("写入恢复日志到", folder, error)
    return StorageError(f"无法写入恢复日志到“{folder}”：文件夹正被另一个程序占用；请稍后重试。")
