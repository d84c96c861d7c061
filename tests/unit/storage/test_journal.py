"""The journal: what was done is replayed, up to the last whole line."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import projects
from zcpark_desktop.project import Project, new_project
from zcpark_desktop.storage import journal as journal_module
from zcpark_desktop.storage.journal import Journal
from zcpark_desktop.storage.journal_log import LOG, line_of, read_lines
from zcpark_desktop.storage.recovery import recoverable, replay
from zcpark_desktop.storage.refusals import StorageError

from .steps import TITLES, record, states_of


def test_what_was_done_is_replayed(root: Path) -> None:
    states = states_of(new_project("初稿", "1" * 32), TITLES)
    journal = Journal.start(states[0], root=root)
    record(journal, states)
    assert replay(journal.folder) == states[-1]
    journal.close()


@given(st.lists(projects(), min_size=2, max_size=5), st.data())
def test_a_log_cut_anywhere_replays_what_was_done_up_to_some_step(
    tmp_path_factory: pytest.TempPathFactory, states: list[Project], data: st.DataObject
) -> None:
    journal = Journal.start(states[0], root=tmp_path_factory.mktemp("cut"))
    base = (journal.folder / LOG).stat().st_size
    ends = [base]
    for before, after in zip(states, states[1:], strict=False):
        journal.step("修改", before, after)
        ends.append((journal.folder / LOG).stat().st_size)
    journal.close(keep=True)
    log = (journal.folder / LOG).read_bytes()
    cut = data.draw(st.integers(base, len(log)))
    (journal.folder / LOG).write_bytes(log[:cut])
    whole_steps = sum(end <= cut for end in ends) - 1
    assert replay(journal.folder) == states[whole_steps]


def test_what_follows_a_damaged_line_is_left_out(root: Path) -> None:
    states = states_of(new_project("初稿", "1" * 32), TITLES)
    journal = Journal.start(states[0], root=root)
    record(journal, states)
    journal.close(keep=True)
    log = (journal.folder / LOG).read_bytes()
    (journal.folder / LOG).write_bytes(log.replace("第3稿".encode(), "第9稿".encode()))
    assert replay(journal.folder) == states[2]


def test_a_log_without_a_beginning_is_refused(root: Path) -> None:
    journal = Journal.start(new_project(), root=root)
    journal.close(keep=True)
    (journal.folder / LOG).write_bytes(b"00000000 {}\n")
    with pytest.raises(StorageError, match="已损坏"):
        replay(journal.folder)
    assert recoverable(root) == []
    assert (journal.folder / LOG).exists()


def test_lines_are_read_as_they_were_written() -> None:
    assert read_lines(line_of({"a": "甲\n乙"}) + line_of({"b": 1})) == [{"a": "甲\n乙"}, {"b": 1}]
    assert read_lines(line_of({"a": 1}) + line_of({"b": 1})[:-1]) == [{"a": 1}]
    assert read_lines(b"") == []


def test_a_long_log_begins_anew_and_loses_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_module, "COMPACT_FROM", 1000)
    states = states_of(new_project("初稿", "1" * 32), [("title", f"第{number}稿") for number in range(200)])
    journal = Journal.start(states[0], root=root)
    record(journal, states)
    assert (journal.folder / LOG).stat().st_size < 10_000
    journal.close(keep=True)
    assert replay(journal.folder) == states[-1]
    assert recoverable(root)[0].steps == 200


def test_steps_are_put_on_the_disk_within_a_second(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_module, "SYNC_WITHIN", 0.01)
    synced: list[float] = []
    journal = Journal.start(new_project("初稿", "1" * 32), root=root)
    monkeypatch.setattr("zcpark_desktop.storage.disk.sync", lambda file: synced.append(time.monotonic()))
    record(journal, states_of(new_project("初稿", "1" * 32), TITLES))
    deadline = time.monotonic() + 5
    while not synced and time.monotonic() < deadline:
        time.sleep(0.01)
    assert synced
    journal.close()


def test_a_full_disk_is_said_once_and_the_next_step_holds_everything(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    states = states_of(new_project("初稿", "1" * 32), TITLES)
    journal = Journal.start(states[0], root=root)
    journal.step("修改", states[0], states[1])
    write = journal_module._write

    def half_of_it(file: Any, line: bytes) -> NoReturn:
        write(file, line[: len(line) // 2])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(journal_module, "_write", half_of_it)
    with pytest.raises(StorageError, match="磁盘空间不足"):
        journal.step("修改", states[1], states[2])
    assert replay(journal.folder) == states[1]
    monkeypatch.setattr(journal_module, "_write", write)
    journal.step("修改", states[2], states[3])
    assert replay(journal.folder) == states[3]
    journal.close(keep=True)
    assert recoverable(root)[0].steps == 2


def test_user_data_that_cannot_be_written_are_said_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match="无法写入恢复日志"):
        Journal.start(new_project(), root=tmp_path / "file")
