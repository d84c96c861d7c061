"""What a dead program left is found, taken up again, or thrown away."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from zcpark_desktop.project import new_project, with_value
from zcpark_desktop.storage import journal as journal_module
from zcpark_desktop.storage.journal import Journal
from zcpark_desktop.storage.journal_log import LOG, line_of
from zcpark_desktop.storage.recovery import discard, recoverable, replay, resume
from zcpark_desktop.storage.refusals import StorageError

from .conftest import NOON, at_noon
from .steps import TITLES, record, states_of


def test_a_closed_session_leaves_nothing(root: Path) -> None:
    journal = Journal.start(new_project(), root=root)
    journal.evidence.mkdir()
    (journal.evidence / ("a" * 64)).touch()
    journal.close()
    assert list(root.iterdir()) == []


def test_a_session_at_work_is_not_offered(root: Path) -> None:
    states = states_of(new_project("初稿", "1" * 32), TITLES)
    journal = Journal.start(states[0], root=root)
    record(journal, states)
    assert recoverable(root) == []
    journal.close()


def test_what_a_dead_program_left_is_offered_with_name_time_and_steps(root: Path, tmp_path: Path) -> None:
    states = states_of(new_project("星洲工业园", "1" * 32), TITLES[:3])
    journal = Journal.start(states[0], tmp_path / "a.zcpark", clock=at_noon, root=root)
    record(journal, states)
    journal.close(keep=True)
    (left,) = recoverable(root)
    assert (left.title, left.path, left.steps) == (states[-1].title, tmp_path / "a.zcpark", 3)
    assert left.changed_at == left.started == NOON


@pytest.mark.parametrize(
    ("entered", "offered"),
    [
        ([("basics/name", "星洲工业园")], "星洲工业园"),
        ([("basics/name", "星洲工业园"), ("title", "2026年申报")], "2026年申报"),
        ([("title", "初稿"), ("title", ""), ("basics/name", "星洲"), ("basics/applicant", "星洲公司")], "星洲"),
        ([("boundary/east", "锡东大道")], ""),
    ],
)
def test_work_never_saved_is_offered_by_the_name_that_was_entered(
    root: Path, entered: list[tuple[str, str]], offered: str
) -> None:
    project = new_project()
    journal = Journal.start(project, root=root)
    for address, text in entered:
        before, project = project, with_value(project, address, text)
        journal.step("修改", before, project)
    journal.close(keep=True)
    (left,) = recoverable(root)
    assert left.title == offered


def test_a_dead_session_without_changes_is_removed(root: Path) -> None:
    Journal.start(new_project(), root=root).close(keep=True)
    assert recoverable(root) == []
    assert list(root.iterdir()) == []


def test_work_never_saved_is_offered_even_before_the_first_step(root: Path) -> None:
    Journal.start(new_project("导入的数据"), root=root, unsaved=True).close(keep=True)
    (left,) = recoverable(root)
    assert (left.title, left.path, left.steps) == ("导入的数据", None, 1)


def test_saving_leaves_nothing_to_recover(root: Path, tmp_path: Path) -> None:
    states = states_of(new_project("初稿", "1" * 32), TITLES)
    journal = Journal.start(states[0], root=root)
    record(journal, states)
    journal.saved(states[-1], tmp_path / "a.zcpark")
    assert replay(journal.folder) == states[-1]
    journal.close(keep=True)
    assert recoverable(root) == []


def test_changes_made_while_saving_are_still_to_be_recovered(root: Path, tmp_path: Path) -> None:
    states = states_of(new_project("初稿", "1" * 32), TITLES)
    journal = Journal.start(states[0], root=root)
    record(journal, states)
    journal.saved(states[-2], tmp_path / "a.zcpark")
    journal.close(keep=True)
    (left,) = recoverable(root)
    assert left.steps == 1
    assert replay(left.folder) == states[-1]


def test_recovered_work_goes_on_in_the_same_journal(root: Path) -> None:
    states = states_of(new_project("初稿", "1" * 32), TITLES)
    first = Journal.start(states[0], root=root)
    record(first, states[:4])
    first.evidence.mkdir()
    (first.evidence / ("a" * 64)).write_bytes(b"x")
    first.close(keep=True)

    resumed = resume(recoverable(root)[0])
    assert (resumed.project, resumed.path, resumed.lost) == (states[3], None, 0)
    assert (resumed.journal.evidence / ("a" * 64)).read_bytes() == b"x"
    assert recoverable(root) == []
    record(resumed.journal, states[3:])
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
    states = states_of(new_project("初稿", "1" * 32), TITLES)
    journal = Journal.start(states[0], root=root)
    record(journal, states[:3])
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


def test_a_journal_of_format_1_is_recovered_by_this_program(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_module, "FORMAT", 1)
    journal = Journal.start(new_project("初稿"), root=root, unsaved=True)
    record(journal, states_of(new_project("初稿"), TITLES))
    journal.close(keep=True)
    assert replay(journal.folder).title == "第5稿"
    assert len(recoverable(root)) == 1


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
