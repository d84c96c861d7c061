"""Whatever fails while a project is saved: the old or the new one opens, never neither."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from zcpark_desktop.project import Project, new_project, with_value
from zcpark_desktop.project.statements import Evidence
from zcpark_desktop.storage.archive import open_project, save
from zcpark_desktop.storage.evidence import EvidenceStore
from zcpark_desktop.storage.refusals import StorageError

from .conftest import FAULTS, Fault, FaultyDisk, litter

OLD = new_project("旧", "1" * 32)


def clock() -> datetime:
    """A clock that stands still."""
    return datetime(2026, 3, 1, tzinfo=UTC)


def changed(folder: Path) -> tuple[Project, EvidenceStore]:
    """The project after a change, with a file that is not saved yet; its pending files lie in `folder`."""
    folder.mkdir()
    (folder / "a.pdf").write_bytes(b"%PDF" * 1000)
    store = EvidenceStore(folder / "pending")
    row = Evidence(title="证书", file=store.add(folder / "a.pdf"))
    return with_value(with_value(OLD, "title", "新"), "evidence", (row,)), store


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_at_any_step_leaves_the_old_or_the_new_project(tmp_path: Path, fault: Fault) -> None:
    path = tmp_path / "园区.zcpark"
    refusals = 0
    for at in itertools.count(1):
        save(OLD, path, clock=clock)
        new, store = changed(tmp_path / str(at))
        with pytest.MonkeyPatch.context() as monkeypatch:
            faulty = FaultyDisk(monkeypatch, at, fault)
            try:
                save(new, path, store, clock)
                expected = new
            except StorageError as error:
                refusals += 1
                assert str(error).endswith("。") and "\n" not in str(error)
                expected = OLD
        opened = open_project(path)
        assert opened.project == expected
        assert opened.warnings == ()
        assert litter(tmp_path) == []
        if len(faulty.steps) < at:
            break
    assert refusals >= 8


def test_evidence_that_was_not_saved_is_still_there_for_the_next_attempt(tmp_path: Path) -> None:
    path = tmp_path / "园区.zcpark"
    new, store = changed(tmp_path / "new")
    with pytest.MonkeyPatch.context() as monkeypatch:
        FaultyDisk(monkeypatch, 12, FAULTS["disk full"])
        with pytest.raises(StorageError):
            save(new, path, store, clock)
    assert not path.exists()
    save(new, path, store, clock)
    assert open_project(path).warnings == ()


@pytest.mark.parametrize("at", range(1, 8))
@pytest.mark.parametrize("fault", list(FAULTS.values())[:4], ids=list(FAULTS)[:4])
def test_a_fault_while_a_file_is_added_leaves_no_half_of_it(tmp_path: Path, at: int, fault: Fault) -> None:
    store = EvidenceStore(tmp_path / "pending")
    (tmp_path / "a.pdf").write_bytes(b"%PDF" * 1000)
    with pytest.MonkeyPatch.context() as monkeypatch:
        faulty = FaultyDisk(monkeypatch, at, fault)
        try:
            store.add(tmp_path / "a.pdf")
        except StorageError as error:
            assert "\n" not in str(error)
    assert litter(tmp_path) == []
    if len(faulty.steps) >= at:
        assert list((tmp_path / "pending").glob("*")) == []
    assert store.add(tmp_path / "a.pdf").size == 4000


KILLED_AT_EACH_STEP = """
import os, shutil, sys
from pathlib import Path
import pytest
from tests.faults.conftest import FaultyDisk
from tests.faults.test_saving import OLD, clock
from zcpark_desktop.project import with_value
from zcpark_desktop.storage.archive import save

folder = Path(sys.argv[1])
at = 0
while True:
    at += 1
    path = folder / str(at) / "a.zcpark"
    path.parent.mkdir()
    save(OLD, path, clock=clock)
    child = os.fork()
    if not child:
        with pytest.MonkeyPatch.context() as monkeypatch:
            FaultyDisk(monkeypatch, at, lambda: os._exit(9))
            save(with_value(OLD, "title", "新"), path, clock=clock)
        os._exit(0)
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0:
        break
"""


@pytest.mark.skipif(os.name != "posix", reason="needs fork")
def test_a_program_killed_at_any_step_leaves_the_old_or_the_new_project(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", KILLED_AT_EACH_STEP, str(tmp_path)], check=True)
    titles = []
    for number in sorted(int(folder.name) for folder in tmp_path.iterdir()):
        folder = tmp_path / str(number)
        titles.append(open_project(folder / "a.zcpark").project.title)
        save(OLD, folder / "a.zcpark", clock=clock)  # what was left does not stand in the way
    assert len(titles) > 10
    assert titles == sorted(titles, key="旧新".index)
    assert titles[0] == "旧"
    assert titles[-1] == "新"
