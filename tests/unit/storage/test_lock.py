"""A project file opened twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from zcpark_desktop.storage.lock import Lock, LockedBy, Owner, acquire
from zcpark_desktop.storage.refusals import StorageError

from .conftest import at_noon

HOLD = """
import sys, time
from pathlib import Path
from zcpark_desktop.storage.lock import acquire
lock = acquire(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


def test_the_first_gets_the_lock_and_the_second_learns_who_has_it(saved: Path) -> None:
    first = acquire(saved, clock=at_noon)
    assert isinstance(first, Lock)
    second = acquire(saved)
    assert isinstance(second, LockedBy)
    assert second.owner is not None
    assert (second.owner.pid, second.owner.since) == (os.getpid(), "2026-03-01T12:00:00Z")
    first.release()


def test_a_released_lock_leaves_nothing_beside_the_file(saved: Path) -> None:
    before = sorted(saved.parent.iterdir())
    lock = acquire(saved)
    assert isinstance(lock, Lock)
    assert sorted(saved.parent.iterdir()) != before
    lock.release()
    assert sorted(saved.parent.iterdir()) == before
    again = acquire(saved)
    assert isinstance(again, Lock)
    assert again.left_by is None
    again.release()


def test_the_owner_can_be_read_by_a_person(saved: Path) -> None:
    lock = acquire(saved, clock=at_noon)
    assert isinstance(lock, Lock)
    plain = json.loads((saved.parent / f".{saved.name}.owner.json").read_text(encoding="utf-8"))
    assert list(plain) == ["host", "user", "pid", "since"]
    lock.release()


def test_a_program_that_was_killed_does_not_keep_the_file(saved: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, str(saved)], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        held = acquire(saved)
        assert isinstance(held, LockedBy)
        assert held.owner is not None
        assert held.owner.pid == holder.pid
        holder.kill()
    lock = acquire(saved)
    assert isinstance(lock, Lock)
    assert lock.left_by is not None
    assert lock.left_by.pid == holder.pid
    lock.release()


def test_an_owner_without_a_readable_word_is_unknown(saved: Path) -> None:
    lock = acquire(saved)
    assert isinstance(lock, Lock)
    (saved.parent / f".{saved.name}.owner.json").write_text("{", encoding="utf-8")
    assert acquire(saved) == LockedBy(None)
    lock.release()


def test_the_same_file_reached_by_a_link_is_the_same(saved: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.zcpark"
    link.symlink_to(saved)
    lock = acquire(saved)
    assert isinstance(lock, Lock)
    assert isinstance(acquire(link), LockedBy)
    lock.release()


def test_a_very_long_name_can_be_locked(tmp_path: Path) -> None:
    lock = acquire(tmp_path / f"{'园' * 80}.zcpark")
    assert isinstance(lock, Lock)
    lock.release()


def test_a_folder_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="无法锁定"):
        acquire(tmp_path / "gone" / "a.zcpark")


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of a running process can be set on POSIX only")
def test_the_owner_is_said_in_one_sentence_by_the_clock_on_the_wall(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "CST-8")
    time.tzset()
    try:
        said = Owner("PC-01", "张工", 7, "2026-03-01T12:00:00Z").sentence
    finally:
        monkeypatch.undo()
        time.tzset()
    assert said == "张工（计算机PC-01）于2026-03-01 20:00打开"


def test_an_owner_who_wrote_no_time_is_said_all_the_same() -> None:
    assert Owner("PC-01", "张工", 7, "上午").sentence == "张工（计算机PC-01）于上午打开"
