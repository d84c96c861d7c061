"""Python's garbage collector runs in the window's thread only."""

from __future__ import annotations

import gc
import threading

import pytest
from PySide6.QtCore import QObject

from zcpark_desktop.ui import garbage, work
from zcpark_desktop.ui.garbage import Collector, collect_due


class Ring:
    """Garbage that only the collector finds, as a closed dialog is; it notes on which thread it dies."""

    died_on: set[threading.Thread] = set()

    def __init__(self) -> None:
        self.itself = self

    def __del__(self) -> None:
        self.died_on.add(threading.current_thread())


@pytest.fixture
def rings_on_a_thread(qapp):
    """Makes so many rings on the thread of a job that the collector's turn comes there."""
    gc.collect()
    gc.enable()
    Ring.died_on.clear()

    def make_rings() -> None:
        for _ in range(20 * gc.get_threshold()[0]):
            Ring()

    def make() -> set[threading.Thread]:
        work.run(None, "正在导出", lambda progress: make_rings())
        return Ring.died_on

    yield make
    gc.disable()
    gc.collect()


def test_rings_that_a_job_leaves_die_in_the_window_s_thread(rings_on_a_thread, qtbot):
    owner = QObject()
    Collector(owner)
    assert rings_on_a_thread() == set()
    qtbot.waitUntil(lambda: bool(Ring.died_on), timeout=5 * garbage.LOOK_EVERY_MS)
    assert Ring.died_on == {threading.main_thread()}


def test_left_to_itself_python_collects_on_the_thread_of_the_job(rings_on_a_thread):
    assert rings_on_a_thread() - {threading.main_thread()}


def test_a_few_objects_are_not_worth_a_look(monkeypatch):
    gc.collect()
    looks = []
    monkeypatch.setattr(garbage.gc, "collect", looks.append)
    collect_due()
    assert looks == []
    monkeypatch.setattr(garbage.gc, "get_count", lambda: (701, 11, 10))
    monkeypatch.setattr(garbage.gc, "get_threshold", lambda: (700, 10, 10))
    collect_due()
    assert looks == [1]
