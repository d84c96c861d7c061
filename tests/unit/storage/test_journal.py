"""The journal: what was done is found again after a crash, up to the last whole line."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import projects
from zcpark_desktop.project import Project, new_project, value_at, with_value
from zcpark_desktop.project.enterprises import Enterprise
from zcpark_desktop.storage import journal as journal_module
from zcpark_desktop.storage.changes import changed, changes
from zcpark_desktop.storage.journal import Journal
from zcpark_desktop.storage.journal_log import LOG, line_of, read_lines
from zcpark_desktop.storage.recovery import discard, recoverable, replay, resume
from zcpark_desktop.storage.refusals import StorageError

from .conftest import NOON, at_noon

TITLES = [("title", f"第{number}稿") for number in range(1, 6)]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Where the sessions of a test lie."""
    return tmp_path / "sessions"


def _states(project: Project, edits: list[tuple[str, Any]]) -> list[Project]:
    states = [project]
    for address, value in edits:
        states.append(with_value(states[-1], address, value))
    return states


def _record(journal: Journal, states: list[Project]) -> None:
    for before, after in zip(states, states[1:], strict=False):
        journal.step("修改", before, after)


# -- changes -----------------------------------------------------------------------------------------------------------


@given(projects(), projects())
def test_changes_lead_from_any_project_to_any_other(before: Project, after: Project) -> None:
    assert changed(before, changes(before, after)) == after


@given(projects())
def test_a_project_does_not_differ_from_itself(project: Project) -> None:
    assert changes(project, project) == []
    assert changes(project, Project.model_validate(project.model_dump())) == []


def _enterprises(*names: str) -> Project:
    rows = tuple(Enterprise(id=name, name=name) for name in names)
    return with_value(new_project("甲", "1" * 32), "enterprises", rows)


def test_a_cell_of_a_row_is_noted_as_that_row_only() -> None:
    before = _enterprises("a", "b", "c")
    after = with_value(before, "enterprises/b/industry", "电子")
    assert changes(before, after) == [["enterprises/b", {"id": "b", "name": "b", "industry": "电子"}]]


def test_a_removed_row_is_noted_without_the_others() -> None:
    before = _enterprises("a", "b", "c")
    rows = before.enterprises
    after = with_value(before, "enterprises", (rows[0], rows[2]))
    assert changes(before, after) == [["enterprises", 1, 2, []]]


def test_a_sorted_list_is_noted_by_the_keys_of_its_rows() -> None:
    before = _enterprises("a", "b", "c")
    rows = before.enterprises
    after = with_value(before, "enterprises", (rows[2], rows[1], rows[0]))
    assert changes(before, after) == [["enterprises", 0, 3, ["c", "b", "a"]]]


def test_an_added_row_is_noted_as_plain_data() -> None:
    before = _enterprises("a", "b")
    after = with_value(before, "enterprises", (*before.enterprises, Enterprise(id="c", name="丙")))
    assert changes(before, after) == [["enterprises", 2, 2, [{"id": "c", "name": "丙"}]]]


@pytest.mark.parametrize("key", ["a/b", "/", "a//"])
def test_a_row_that_no_address_finds_is_noted_by_its_place(key: str) -> None:
    before = _enterprises("a", key)
    rows = before.enterprises
    after = with_value(before, "enterprises", (rows[0], rows[1].model_copy(update={"industry": "电子"})))
    assert changed(before, changes(before, after)) == after


def test_years_that_only_fit_together_are_noted_together() -> None:
    before = new_project("甲", "1" * 32)
    after = with_value(before, "period", {"base_year": 2030, "near_term_year": 2035, "long_term_year": 2040})
    assert changed(before, changes(before, after)) == after


def test_a_year_that_changes_its_number_takes_its_figures_along() -> None:
    before = with_value(new_project("甲", "1" * 32), "years/2027/economy/employees", 7)
    after = with_value(before, "years/2027/year", 2028)
    assert changed(before, changes(before, after)) == after
    assert value_at(after, "years/2028/economy/employees") == 7


# -- the log -----------------------------------------------------------------------------------------------------------


def test_what_was_done_is_replayed(root: Path) -> None:
    states = _states(new_project("初稿", "1" * 32), TITLES)
    journal = Journal.start(states[0], root=root)
    _record(journal, states)
    assert replay(journal.folder) == states[-1]
    journal.close()


@given(st.lists(projects(), min_size=2, max_size=5), st.data())
def test_a_log_cut_anywhere_replays_what_was_done_up_to_some_step(
        tmp_path_factory: pytest.TempPathFactory, states: list[Project], data: st.DataObject) -> None:
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
    states = _states(new_project("初稿", "1" * 32), TITLES)
    journal = Journal.start(states[0], root=root)
    _record(journal, states)
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
    states = _states(new_project("初稿", "1" * 32), [("title", f"第{number}稿") for number in range(200)])
    journal = Journal.start(states[0], root=root)
    _record(journal, states)
    assert (journal.folder / LOG).stat().st_size < 10_000
    journal.close(keep=True)
    assert replay(journal.folder) == states[-1]
    assert recoverable(root)[0].steps == 200


def test_steps_are_put_on_the_disk_within_a_second(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_module, "SYNC_WITHIN", 0.01)
    synced: list[float] = []
    journal = Journal.start(new_project("初稿", "1" * 32), root=root)
    monkeypatch.setattr("zcpark_desktop.storage.disk.sync", lambda file: synced.append(time.monotonic()))
    _record(journal, _states(new_project("初稿", "1" * 32), TITLES))
    deadline = time.monotonic() + 5
    while not synced and time.monotonic() < deadline:
        time.sleep(0.01)
    assert synced
    journal.close()


def test_a_full_disk_is_said_once_and_the_next_step_holds_everything(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    states = _states(new_project("初稿", "1" * 32), TITLES)
    journal = Journal.start(states[0], root=root)
    journal.step("修改", states[0], states[1])
    write = journal_module._write

    def half_of_it(file: Any, line: bytes) -> NoReturn:
        write(file, line[:len(line) // 2])
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


# -- recovery ----------------------------------------------------------------------------------------------------------


def test_a_closed_session_leaves_nothing(root: Path) -> None:
    journal = Journal.start(new_project(), root=root)
    journal.evidence.mkdir()
    (journal.evidence / ("a" * 64)).touch()
    journal.close()
    assert list(root.iterdir()) == []


def test_a_session_at_work_is_not_offered(root: Path) -> None:
    states = _states(new_project("初稿", "1" * 32), TITLES)
    journal = Journal.start(states[0], root=root)
    _record(journal, states)
    assert recoverable(root) == []
    journal.close()


def test_what_a_dead_program_left_is_offered_with_name_time_and_steps(root: Path, tmp_path: Path) -> None:
    states = _states(new_project("星洲工业园", "1" * 32), TITLES[:3])
    journal = Journal.start(states[0], tmp_path / "a.zcpark", clock=at_noon, root=root)
    _record(journal, states)
    journal.close(keep=True)
    (left,) = recoverable(root)
    assert (left.title, left.path, left.steps) == ("星洲工业园", tmp_path / "a.zcpark", 3)
    assert left.changed_at == left.started == NOON


def test_a_dead_session_without_changes_is_removed(root: Path) -> None:
    Journal.start(new_project(), root=root).close(keep=True)
    assert recoverable(root) == []
    assert list(root.iterdir()) == []


def test_work_never_saved_is_offered_even_before_the_first_step(root: Path) -> None:
    Journal.start(new_project("导入的数据"), root=root, unsaved=True).close(keep=True)
    (left,) = recoverable(root)
    assert (left.title, left.path, left.steps) == ("导入的数据", None, 1)


def test_saving_leaves_nothing_to_recover(root: Path, tmp_path: Path) -> None:
    states = _states(new_project("初稿", "1" * 32), TITLES)
    journal = Journal.start(states[0], root=root)
    _record(journal, states)
    journal.saved(states[-1], tmp_path / "a.zcpark")
    assert replay(journal.folder) == states[-1]
    journal.close(keep=True)
    assert recoverable(root) == []


def test_changes_made_while_saving_are_still_to_be_recovered(root: Path, tmp_path: Path) -> None:
    states = _states(new_project("初稿", "1" * 32), TITLES)
    journal = Journal.start(states[0], root=root)
    _record(journal, states)
    journal.saved(states[-2], tmp_path / "a.zcpark")
    journal.close(keep=True)
    (left,) = recoverable(root)
    assert left.steps == 1
    assert replay(left.folder) == states[-1]


def test_recovered_work_goes_on_in_the_same_journal(root: Path) -> None:
    states = _states(new_project("初稿", "1" * 32), TITLES)
    first = Journal.start(states[0], root=root)
    _record(first, states[:4])
    first.evidence.mkdir()
    (first.evidence / ("a" * 64)).write_bytes(b"x")
    first.close(keep=True)

    resumed = resume(recoverable(root)[0])
    assert (resumed.project, resumed.path, resumed.lost) == (states[3], None, 0)
    assert (resumed.journal.evidence / ("a" * 64)).read_bytes() == b"x"
    assert recoverable(root) == []
    _record(resumed.journal, states[3:])
    resumed.journal.close(keep=True)

    (left,) = recoverable(root)
    assert left.steps == 5
    assert replay(left.folder) == states[-1]


def test_two_windows_do_not_recover_the_same_work(root: Path) -> None:
    Journal.start(new_project("初稿"), root=root, unsaved=True).close(keep=True)
    (left,) = recoverable(root)
    resumed = resume(left)
    with pytest.raises(StorageError, match="已在另一个窗口中恢复"):
        resume(left)
    with pytest.raises(StorageError, match="已在另一个窗口中恢复"):
        discard(left)
    resumed.journal.close()


def test_discarded_work_is_gone(root: Path) -> None:
    Journal.start(new_project("初稿"), root=root, unsaved=True).close(keep=True)
    discard(recoverable(root)[0])
    assert list(root.iterdir()) == []


def test_a_step_that_does_not_fit_ends_the_replay_and_is_counted(root: Path) -> None:
    states = _states(new_project("初稿", "1" * 32), TITLES)
    journal = Journal.start(states[0], root=root)
    _record(journal, states[:3])
    journal.close(keep=True)
    with open(journal.folder / LOG, "ab") as log:
        log.write(line_of({"at": "2026-03-01T12:00:00Z", "label": "?", "changes": [["enterprises/7", {}]]}))
    resumed = resume(recoverable(root)[0])
    assert (resumed.project, resumed.lost) == (states[2], 1)
    resumed.journal.close()


def test_a_journal_of_another_format_is_refused_and_kept(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_module, "FORMAT", 99)
    journal = Journal.start(new_project("初稿"), root=root, unsaved=True)
    journal.close(keep=True)
    with pytest.raises(StorageError, match="另一版本的程序"):
        replay(journal.folder)
    assert recoverable(root) == []
    assert (journal.folder / LOG).exists()


def test_a_folder_in_which_a_program_died_at_once_is_removed_after_a_day(root: Path) -> None:
    for name, age in (("old", 2 * 24 * 3600), ("new", 60)):
        (root / name).mkdir(parents=True)
        (root / name / "lock").touch()
        os.utime(root / name, (time.time() - age, time.time() - age))
    assert recoverable(root) == []
    assert [path.name for path in root.iterdir()] == ["new"]


WORK_UNTIL_KILLED = """
import sys, itertools
from pathlib import Path
from zcpark_desktop.project import new_project, with_value
from zcpark_desktop.storage.journal import Journal
project = new_project("0", "1" * 32)
journal = Journal.start(project, root=Path(sys.argv[1]))
for number in itertools.count(1):
    after = with_value(project, "title", str(number))
    journal.step("修改", project, after)
    project = after
    print(number, flush=True)
"""


def test_a_killed_program_loses_no_step_that_it_had_noted(root: Path) -> None:
    command = [sys.executable, "-c", WORK_UNTIL_KILLED, str(root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        for line in worker.stdout:
            if int(line) >= 50:
                worker.kill()
                break
        seen = [int(line)] + [int(more) for more in worker.stdout if more.endswith("\n")]
    (left,) = recoverable(root)
    assert int(replay(left.folder).title) >= seen[-1]
    assert left.steps == int(replay(left.folder).title)
