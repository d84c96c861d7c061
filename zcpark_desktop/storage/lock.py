"""Who has a project file open: a lock beside the file, and who holds it in words that a person can read.

The system frees the lock when the process ends, however it ends. What then still stands in the owner's file tells that
the program did not end as it should.
"""

from __future__ import annotations

import contextlib
import getpass
import hashlib
import json
import os
import platform
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from .clock import Clock, now
from .refusals import refusal

LONGEST_NAME = 60  # characters; a Chinese one takes three bytes of the 255 that file systems allow


@dataclass(frozen=True)
class Owner:
    """Who opened a project file: computer, user, process, and since when (UTC)."""

    host: str
    user: str
    pid: int
    since: str

    @property
    def sentence(self) -> str:
        """How the user reads it, by the clock on the wall."""
        try:
            since = f"{datetime.fromisoformat(self.since).astimezone():%Y-%m-%d %H:%M}"
        except ValueError:  # the file beside the project can be changed by anyone
            since = self.since
        return f"{self.user}（计算机{self.host}）于{since}打开"


@dataclass(frozen=True)
class LockedBy:
    """The file is open elsewhere; `owner` is None where the owner left no readable word."""

    owner: Owner | None


class Lock:
    """A held lock; release it when the project is closed.

    Attributes:
        left_by: the owner before, who did not release it (a crash, a power cut); None as a rule.
    """

    def __init__(self, lock: FileLock, owner_file: Path, left_by: Owner | None) -> None:
        self._lock, self._owner_file, self.left_by = lock, owner_file, left_by

    def release(self) -> None:
        """Let others open the file, and leave nothing beside it."""
        lock_file = Path(self._lock.lock_file)
        with contextlib.suppress(OSError):
            self._owner_file.unlink()
        if os.name == "posix":  # removed while held, so that nobody can have locked the file that goes
            with contextlib.suppress(OSError):
                lock_file.unlink()
        self._lock.release()
        if os.name != "posix":  # Windows removes no open file, nor one that the next owner has opened
            with contextlib.suppress(OSError):
                lock_file.unlink()


def acquire(path: Path, *, clock: Clock = now) -> Lock | LockedBy:
    """Lock the project file `path` against being opened twice.

    Raises:
        StorageError: no lock can be kept beside the file (a folder without the right to write); one Chinese sentence.
    """
    real = Path(os.path.realpath(path))
    name = real.name if len(real.name) <= LONGEST_NAME else hashlib.sha256(real.name.encode()).hexdigest()[:32]
    owner_file = real.with_name(f".{name}.owner.json")
    lock = FileLock(real.with_name(f".{name}.lock"), thread_local=False)
    try:
        real.parent.stat()  # filelock would make the folder
        lock.acquire(blocking=False)
    except Timeout:
        return LockedBy(_read(owner_file))
    except OSError as error:
        raise refusal("锁定", path, error) from error
    left_by = _read(owner_file)
    owner = Owner(platform.node(), account_name(), os.getpid(), clock().strftime("%Y-%m-%dT%H:%M:%SZ"))
    try:
        owner_file.write_text(json.dumps(asdict(owner), ensure_ascii=False, indent=1), encoding="utf-8")
    except OSError as error:
        lock.release()
        raise refusal("锁定", path, error) from error
    return Lock(lock, owner_file, left_by)


def account_name() -> str:
    """Who works at this computer, as its system calls them."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # an account without a name
        return "未知用户"


def _read(owner_file: Path) -> Owner | None:
    try:
        plain = json.loads(owner_file.read_text(encoding="utf-8"))
        return Owner(str(plain["host"]), str(plain["user"]), int(plain["pid"]), str(plain["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
