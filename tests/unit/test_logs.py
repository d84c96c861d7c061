"""The log rotates, and a hard crash leaves a trail that is told of once."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time

import pytest

from zcpark_desktop import logs

CRASH = """
import os, signal
from zcpark_desktop import logs
trail = logs.Trail()
os.kill(os.getpid(), signal.SIGABRT)
"""


@pytest.fixture(autouse=True)
def closed_in_the_end():
    yield
    found = logging.getLogger("zcpark_desktop")
    for handler in list(found.handlers):
        found.removeHandler(handler)
        handler.close()


def test_no_log_is_larger_than_its_limit_and_no_more_than_five_stay() -> None:
    for _ in range(400):
        logs.logger().info("x" * 10_000)
    files = sorted(logs.folder().iterdir())
    assert [file.name for file in files] == ["zcpark.log", *(f"zcpark.log.{number}" for number in range(1, 5))]
    assert max(file.stat().st_size for file in files) <= logs.LARGEST


def test_a_program_that_ends_in_order_leaves_no_trail() -> None:
    trail = logs.Trail()
    assert len(list(logs.folder().glob("crash-*.log"))) == 1
    trail.end()
    assert not list(logs.folder().glob("crash-*.log"))
    assert logs.take_crashes() == 0


def test_an_empty_trail_goes_after_a_week_and_not_before() -> None:
    young, old = logs.folder() / "crash-1.log", logs.folder() / "crash-2.log"
    for path in (young, old):
        path.touch()
    os.utime(old, (time.time() - 8 * 86400,) * 2)
    assert logs.take_crashes() == 0
    assert young.exists() and not old.exists()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="signals end a process on POSIX only")
def test_a_hard_crash_is_found_once_and_moved_into_the_log() -> None:
    done = subprocess.run([sys.executable, "-c", CRASH], env=os.environ.copy(), check=False)
    assert done.returncode == -signal.SIGABRT
    assert logs.take_crashes() == 1
    assert "Fatal Python error: Aborted" in (logs.folder() / logs.LOG).read_text(encoding="utf-8")
    assert logs.take_crashes() == 0
