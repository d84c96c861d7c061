"""Calling programs: quietly when they succeed, with their last words when they do not."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

LAST_WORDS = 40


class PackagingError(Exception):
    """A package cannot be made, or does not work; the message says why."""


def call(command: Sequence[str | Path], *, cwd: Path | None = None, env: Mapping[str, str] | None = None,
         timeout: float = 1500) -> str:
    """Run a program without input and return what it wrote.

    Output goes through a pipe: Python for Windows under Wine starts with nothing else.

    Raises:
        PackagingError: it failed, or took more than `timeout` seconds.
    """
    name = Path(command[0]).name
    try:
        done = subprocess.run([str(word) for word in command], cwd=cwd, env=env, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=timeout)
    except subprocess.TimeoutExpired as error:
        raise PackagingError(f"{name} did not end within {timeout:.0f} s") from error
    said = done.stdout.decode("utf-8", errors="replace")
    if done.returncode:
        raise PackagingError(f"{name} ended with {done.returncode}:\n" + "\n".join(said.splitlines()[-LAST_WORDS:]))
    return said
