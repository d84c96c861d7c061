"""A disk that fails when a test wants it to."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from zcpark_desktop.storage import disk

Fault = Callable[[], None]


class FaultyDisk:
    """Counts every step of `disk`, and does something else at step number `at`.

    Attributes:
        steps: the names of the steps made so far.
        fault: called before the step; a write that it lets pass is made by half.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch, at: int = 0, fault: Fault | None = None) -> None:
        self.steps: list[str] = []
        self.at, self.fault = at, fault
        for name in ("create", "sync", "replace", "sync_folder"):
            monkeypatch.setattr(disk, name, self._watched(name, getattr(disk, name)))

    def fails_now(self, name: str) -> bool:
        """Note a step; whether it is the one that fails."""
        self.steps.append(name)
        if len(self.steps) != self.at or self.fault is None:
            return False
        self.fault()
        return True

    def _watched(self, name: str, step: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*arguments: Any) -> Any:
            self.fails_now(name)
            made = step(*arguments)
            return _FaultyFile(made, self) if name == "create" else made

        return watched


class _FaultyFile:
    """A file of a faulty disk."""

    def __init__(self, file: BinaryIO, disk: FaultyDisk) -> None:
        self._file, self._disk = file, disk

    def write(self, data: bytes) -> int:
        if self._disk.fails_now("write"):
            self._file.write(bytes(data)[: len(data) // 2])
            return len(data)  # the disk lies: that is what a broken network drive does
        return self._file.write(data)

    def __enter__(self) -> _FaultyFile:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def raising(number: int) -> Fault:
    """A fault with which the system refuses."""

    def fault() -> None:
        raise OSError(number, os.strerror(number))

    return fault


FAULTS: dict[str, Fault] = {
    "disk full": raising(errno.ENOSPC),
    "no right": raising(errno.EACCES),
    "broken disk": raising(errno.EIO),
    "gone": raising(errno.ENOENT),
    "short write": lambda: None,
}


def litter(folder: Path) -> list[str]:
    """Temporary files in `folder`."""
    return [path.name for path in folder.rglob("*.tmp")]
