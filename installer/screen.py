"""A screen that nobody looks at."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from .process import PackagingError

SIZE = "1280x900x24"


@contextmanager
def virtual_screen() -> Iterator[str]:
    """Start an X server without a monitor; gives its `DISPLAY`, and ends it with the context.

    Raises:
        PackagingError: it does not start.
    """
    read, write = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", SIZE], pass_fds=[write],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as number:
            display = number.readline().strip()
        if not display:
            raise PackagingError("Xvfb shows no screen")
        yield f":{display}"
    finally:
        server.terminate()
        server.wait()
