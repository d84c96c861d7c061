"""How a journal's log is written down and read back: lines of JSON with a checksum, up to the first that is torn."""

from __future__ import annotations

import contextlib
import json
import shutil
import zlib
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from filelock import FileLock

from zcpark_desktop import paths

LOG = "journal.log"
LOCK = "lock"
EVIDENCE = "evidence"
_TIME = "%Y-%m-%dT%H:%M:%SZ"


def sessions_folder() -> Path:
    """Where the sessions of this user keep their journals."""
    return paths.user_data() / "sessions"


def session_lock(folder: Path) -> FileLock:
    """The lock that a session holds as long as its process lives."""
    return FileLock(folder / LOCK, thread_local=False)


def timestamp(moment: datetime) -> str:
    """A moment as the log writes it, in UTC."""
    return moment.astimezone(UTC).strftime(_TIME)


def moment(text: str) -> datetime:
    """The moment that `timestamp` wrote."""
    return datetime.strptime(text, _TIME).replace(tzinfo=UTC)


def line_of(content: dict[str, Any], base: bytes = b"") -> bytes:
    """A line of the log: checksum, space, JSON; with `base`, JSON on one line, as its last entry."""
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    if base:
        body = b'%s,"base":%s}' % (body[:-1], base)
    return b"%08x %s\n" % (zlib.crc32(body), body)


def read_lines(data: bytes) -> list[dict[str, Any]]:
    """The lines of a log, up to the first that is torn or damaged."""
    lines = []
    for line in data.split(b"\n")[:-1]:
        checksum, _, body = line.partition(b" ")
        if checksum != b"%08x" % zlib.crc32(body):
            break
        lines.append(json.loads(body, parse_float=Decimal))
    return lines


def remove(folder: Path, lock: FileLock) -> None:
    """Remove a session's folder, of which this process holds the lock; the log first, so that no half is offered."""
    with contextlib.suppress(OSError):
        (folder / LOG).unlink()
    lock.release()
    shutil.rmtree(folder, ignore_errors=True)
