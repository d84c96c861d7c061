"""Whole files, or none: every step that touches the disk on the way to a saved file stands here.

Temporary file in the same folder, flush, fsync, read back, replace (tried again while antivirus or sync programs hold
the file), fsync of the folder. A failure at any step leaves the old file as it was.
"""

from __future__ import annotations

import contextlib
import os
import stat
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from .refusals import StorageError, refusal

BUSY = (5, 32, 33)  # Windows: access denied, sharing violation, lock violation
PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)  # seconds between attempts to replace a busy file
STALE_AFTER = 3600.0  # seconds after which a temporary file of a program that died is litter
_TEMPORARY = ".zcpark-{}.tmp"


def create(path: Path) -> BinaryIO:
    """A new file to write to and read back; it must not exist."""
    return open(path, "x+b")


def sync(file: BinaryIO) -> None:
    """Have the system put on the disk what was written to `file`."""
    file.flush()
    os.fsync(file.fileno())


def replace(source: Path, target: Path) -> None:
    """Put `source` in the place of `target` in one step."""
    os.replace(source, target)


def remove(path: Path) -> None:
    """Delete a file."""
    os.unlink(path)


def sync_folder(folder: Path) -> None:
    """Have the system put the folder's entries on the disk (POSIX; Windows does so by itself)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _replace_when_free(source: Path, target: Path) -> None:
    for pause in (*PAUSES, None):
        try:
            return replace(source, target)
        except OSError as error:
            if pause is None or getattr(error, "winerror", None) not in BUSY:
                raise
            time.sleep(pause)


def _sweep(folder: Path) -> None:
    """Remove temporary files that programs left when they were killed."""
    before = time.time() - STALE_AFTER
    for litter in folder.glob(_TEMPORARY.format("*")):
        with contextlib.suppress(OSError):
            if litter.stat().st_mtime < before:
                remove(litter)


def write_whole(path: Path, write: Callable[[BinaryIO], object], verify: Callable[[Path], None] | None = None,
                doing: str = "保存") -> None:
    """Make `path` hold what `write` writes, or leave it as it is.

    Args:
        verify: reads the temporary file back and raises StorageError when it is not what was written.
        doing: what the user asked for, for the sentence of a refusal.

    Raises:
        StorageError: nothing was changed; one Chinese sentence says why.
    """
    target = Path(os.path.realpath(path))
    temporary = target.with_name(_TEMPORARY.format(uuid.uuid4().hex[:12]))
    try:
        if target.exists() and not os.access(target, os.W_OK):
            raise StorageError(f"无法{doing}“{path}”：文件为只读；请取消只读属性，或另存为其他名称。")
        try:
            with create(temporary) as file:
                write(file)
                sync(file)
            if verify is not None:
                verify(temporary)
            with contextlib.suppress(OSError):  # none there yet, or a disk without such rights
                os.chmod(temporary, stat.S_IMODE(target.stat().st_mode))
            _replace_when_free(temporary, target)
        except BaseException:
            with contextlib.suppress(OSError):
                remove(temporary)
            raise
        with contextlib.suppress(OSError):  # the file is in place; some network disks refuse this
            sync_folder(target.parent)
    except OSError as error:
        raise refusal(doing, path, error) from error
    _sweep(target.parent)
