"""A file is written whole, or stays as it was."""

from __future__ import annotations

import errno
import os
import time
from pathlib import Path
from typing import BinaryIO

import pytest

from zcpark_desktop.storage import disk
from zcpark_desktop.storage.refusals import StorageError, reason


def _hello(file: BinaryIO) -> None:
    file.write(b"hello")


@pytest.fixture
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Pauses are noted and not made."""
    pauses: list[float] = []
    monkeypatch.setattr(time, "sleep", pauses.append)
    return pauses


def _busy(winerror: int) -> PermissionError:
    error = PermissionError(errno.EACCES, "in use")
    error.winerror = winerror  # type: ignore[attr-defined]
    return error


@pytest.mark.parametrize("winerror", [5, 32, 33])
def test_a_file_that_antivirus_holds_for_a_moment_is_replaced_later(
    tmp_path: Path, winerror: int, no_waiting: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    attempts = []

    def replace(source: Path, target: Path) -> None:
        attempts.append(source)
        if len(attempts) < 4:
            raise _busy(winerror)
        os.replace(source, target)

    monkeypatch.setattr(disk, "replace", replace)
    disk.write_whole(tmp_path / "a", _hello)
    assert (tmp_path / "a").read_bytes() == b"hello"
    assert no_waiting == list(disk.PAUSES[:3])


def test_a_file_that_stays_busy_is_left_alone_after_a_few_seconds(
    tmp_path: Path, no_waiting: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_bytes(b"old")

    def replace(source: Path, target: Path) -> None:
        raise _busy(32)

    monkeypatch.setattr(disk, "replace", replace)
    with pytest.raises(StorageError, match="正被其他程序占用"):
        disk.write_whole(tmp_path / "a", _hello)
    assert 3 <= sum(no_waiting) <= 5
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"


def test_other_refusals_are_not_tried_again(
    tmp_path: Path, no_waiting: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    def replace(source: Path, target: Path) -> None:
        raise PermissionError(errno.EACCES, "no right")

    monkeypatch.setattr(disk, "replace", replace)
    with pytest.raises(StorageError):
        disk.write_whole(tmp_path / "a", _hello)
    assert no_waiting == []


def test_a_file_marked_as_read_only_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    with pytest.raises(StorageError, match="文件为只读"):
        disk.write_whole(tmp_path / "a", _hello)
    assert (tmp_path / "a").read_bytes() == b"old"


def test_a_name_as_long_as_the_system_allows_can_be_written(tmp_path: Path) -> None:
    name = "园" * 82 + ".zcpark"  # 253 bytes
    disk.write_whole(tmp_path / name, _hello)
    assert (tmp_path / name).read_bytes() == b"hello"


def test_litter_of_killed_programs_goes_after_an_hour(tmp_path: Path) -> None:
    old, fresh = tmp_path / ".zcpark-1.tmp", tmp_path / ".zcpark-2.tmp"
    for path, age in ((old, disk.STALE_AFTER + 60), (fresh, 60)):
        path.touch()
        os.utime(path, (time.time() - age, time.time() - age))
    disk.write_whole(tmp_path / "a", _hello)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".zcpark-2.tmp", "a"]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "磁盘空间不足"),
        (errno.EACCES, "没有权限"),
        (errno.EROFS, "只读"),
        (errno.ENOENT, "不存在"),
        (errno.EIO, "读写出错"),
        (errno.ENAMETOOLONG, "文件名过长"),
        (errno.ENODEV, "已断开"),
    ],
)
def test_what_the_system_says_is_said_in_chinese(number: int, said: str) -> None:
    assert said in reason(OSError(number, "English"))


def test_an_unknown_refusal_is_passed_on(tmp_path: Path) -> None:
    assert "Level 2 halted" in reason(OSError(45, "Level 2 halted"))
    assert "OSError" in reason(OSError())


def test_a_folder_in_the_files_place_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(StorageError, match="这是一个文件夹"):
        disk.write_whole(tmp_path / "a", _hello)
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_folder_that_vanished_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="不存在"):
        disk.write_whole(tmp_path / "gone" / "a", _hello)
