"""Killed at any moment of editing and saving, the program loses nothing that is older than a second."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from zcpark_desktop.paths import resources
from zcpark_desktop.project import Project, parse_json, value_at, with_value
from zcpark_desktop.storage.archive import open_project
from zcpark_desktop.storage.recovery import recoverable, resume

KILLS = 200
LOST_AT_MOST = 1.0  # seconds of work
SAVED_EVERY = 20  # edits
MOST_EDITS = 30  # before a kill: some come before the first save, some in the midst of it, some after
GDP = "years/2025/economy/gdp_10k_yuan"

WORKER = """
import os, sys, time
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from zcpark_desktop import paths
from zcpark_desktop.project import parse_json, with_value
from zcpark_desktop.storage import archive, versions
from zcpark_desktop.storage.evidence import EvidenceStore
from zcpark_desktop.storage.journal import Journal
from zcpark_desktop.ui.recording import Recording
from zcpark_desktop.ui.session import Session

samples = paths.resources() / "samples"
base = parse_json((samples / "sample.json").read_bytes())
GDP, SAVED_EVERY = "years/2025/economy/gdp_10k_yuan", int(sys.argv[1])


def work(folder, told):
    # what the window does, without the window: the session, its recording on a thread, the file
    application = QCoreApplication([])
    sessions, file = folder / "sessions", folder / "a.zcpark"
    evidence = EvidenceStore(folders=[samples / "evidence"])
    session = Session()
    project = with_value(base, GDP, Decimal(0))
    session.load(project)
    recording = session.recorder = Recording(Journal.start(project, root=sessions))
    number = 0
    while True:
        number += 1
        session.set_value(GDP, Decimal(number))
        if number % 5 == 0:
            session.add_row("roofs", {"name": f"{number}"})
            session.undo()
        os.write(told, f"{number} {time.monotonic()}\\n".encode())
        if number % SAVED_EVERY == 0:
            snapshot = session.project
            archive.save(snapshot, file, evidence)
            versions.keep(file, root=folder / "versions")
            session.saved_as(snapshot, file)
            recording.saved(snapshot, file)
        time.sleep(0.002)


for line in sys.stdin:
    folder = Path(line.strip())
    told = os.open(folder / "told", os.O_CREAT | os.O_WRONLY)
    child = os.fork()
    if not child:
        work(folder, told)
    os.close(told)
    print(child, flush=True)
    os.waitpid(child, 0)
    print("dead", flush=True)
"""
"""Starts a worker in each folder that it is told of, and says when that has been killed."""


@pytest.fixture(scope="module")
def base() -> Project:
    """The project that the worker edits."""
    return parse_json((resources() / "samples" / "sample.json").read_bytes())


def number_of(project: Project, base: Project) -> int:
    """The last edit that `project` holds; nothing else of it has changed."""
    number = int(value_at(project, GDP))
    added = project.roofs[len(base.roofs):]
    assert [roof.name for roof in added] in ([], [str(number)])
    as_before = {"roofs": base.roofs, "origins": base.origins}
    assert with_value(project, GDP, value_at(base, GDP)).model_copy(update=as_before) == base
    return number


def come_back(folder: Path, base: Project) -> int:
    """The last edit that is there again after the kill, from the journal or from the file."""
    path = folder / "a.zcpark"
    saved = -1
    if path.exists():
        opened = open_project(path)
        assert opened.warnings == ()
        saved = number_of(opened.project, base)
    left = recoverable(folder / "sessions")
    assert len(left) <= 1
    if not left:
        return saved
    resumed = resume(left[0])
    resumed.journal.close()
    assert resumed.lost == 0
    found = number_of(resumed.project, base)
    assert found >= saved  # the journal begins anew at each save, and never with what is older than the file
    return found


def wait_for_edits(told: Path, edits: int) -> None:
    """Until so many edits have been made, however slow the machine is: moments are counted in work, not in seconds."""
    give_up = time.monotonic() + 60
    while told.read_bytes().count(b"\n") < edits:
        assert time.monotonic() < give_up, "the worker does not work"
        time.sleep(0.001)


@pytest.mark.skipif(os.name != "posix", reason="needs fork and SIGKILL")
def test_nothing_older_than_a_second_is_lost_at_two_hundred_kills(tmp_path: Path, base: Project) -> None:
    moments = random.Random(20260301)
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    ages, saved = [], 0
    with subprocess.Popen([sys.executable, "-c", WORKER, str(SAVED_EVERY)], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, text=True, env=env) as program:
        assert program.stdin is not None and program.stdout is not None
        for kill in range(KILLS):
            folder = tmp_path / str(kill)
            folder.mkdir()
            print(folder, file=program.stdin, flush=True)
            child = int(program.stdout.readline())
            told = folder / "told"
            wait_for_edits(told, moments.randrange(1, MOST_EDITS))
            time.sleep(moments.uniform(0, 0.04) if kill % 20 else moments.uniform(LOST_AT_MOST, 2 * LOST_AT_MOST))
            os.kill(child, signal.SIGKILL)
            killed = time.monotonic()
            assert program.stdout.readline() == "dead\n"
            made = [float(line.split()[1]) for line in told.read_text().splitlines()]
            found = come_back(folder, base)
            assert found <= len(made) + 1
            saved += (folder / "a.zcpark").exists()
            ages.append(killed - made[found] if found < len(made) else 0.0)
            shutil.rmtree(folder)
        program.stdin.close()
    assert len(ages) == KILLS and 20 < saved < KILLS - 20  # before, during and after saves
    assert max(ages) < LOST_AT_MOST, f"work of {max(ages):.2f} s was lost"
