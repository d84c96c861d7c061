"""Errors that nobody foresaw, in a slot, in painting and on a thread: the work is safe, and the user is asked."""

from __future__ import annotations

import sys
import threading
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from zcpark_desktop import logs
from zcpark_desktop.storage.recovery import recoverable
from zcpark_desktop.ui import unexpected
from zcpark_desktop.ui.diagnosing import tell_of_crashes
from zcpark_desktop.ui.unexpected import TITLE, Unexpected

pytestmark = pytest.mark.qt_no_exception_capture


class Painter(QWidget):
    """A widget whose picture fails each time."""

    painted = 0

    def paintEvent(self, event) -> None:
        self.painted += 1
        raise ZeroDivisionError("in painting")


@pytest.fixture
def watched(window, monkeypatch: pytest.MonkeyPatch):
    """A window with a project that was edited; answers “继续使用” until told otherwise."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    window.files.new("city")
    window.session.set_value("title", "锡东园区")
    window.questions.said[TITLE] = "cancel"
    window.unexpected = Unexpected(window, lambda window: window.questions.told.append("reopened"))
    window.unexpected.install()
    return window


def log() -> str:
    return (logs.folder() / logs.LOG).read_text(encoding="utf-8")


def fail() -> None:
    raise ZeroDivisionError("in a slot")


def test_an_error_in_a_slot_is_asked_about_after_the_work_was_put_into_safety(watched, qtbot) -> None:
    QTimer.singleShot(0, fail)
    qtbot.waitUntil(lambda: bool(watched.questions.asked))
    (sentence,) = watched.questions.asked
    assert "已填写的内容都已自动暂存，不会丢失。" in sentence
    assert "in a slot" in log()
    assert watched.files.recording.stashed_at is not None


def test_an_error_in_painting_is_asked_about_once(watched, qtbot) -> None:
    painter = Painter()
    qtbot.addWidget(painter)
    painter.show()
    qtbot.waitUntil(lambda: bool(watched.questions.asked))
    before = painter.painted
    painter.update()
    qtbot.waitUntil(lambda: painter.painted > before)
    qtbot.wait(20)
    assert len(watched.questions.asked) == 1
    assert log().count("ZeroDivisionError: in painting") == 1
    painter.hide()


def test_an_error_on_a_thread_is_asked_about_in_the_window(watched, qtbot) -> None:
    def work() -> None:
        raise ZeroDivisionError("on a thread")

    asked_on = []
    choose = watched.questions.choose
    watched.questions.choose = lambda *a, **k: (asked_on.append(threading.current_thread()), choose(*a, **k))[1]
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(asked_on))
    assert asked_on == [threading.main_thread()]
    assert "on a thread" in log()


def test_the_user_can_save_make_the_diagnostic_zip_and_reopen_in_turn(watched, qtbot, tmp_path: Path) -> None:
    answers = iter(["save", "diagnose", "reopen"])
    watched.questions.choose = lambda *_a, **_k: next(answers)
    watched.questions.said |= {"save": tmp_path / "锡东.zcpark", "diagnostics": (tmp_path / "诊断包.zip", True)}
    QTimer.singleShot(0, fail)
    qtbot.waitUntil(lambda: "reopened" in watched.questions.told)
    assert (tmp_path / "锡东.zcpark").exists()
    with zipfile.ZipFile(tmp_path / "诊断包.zip") as archive:
        assert "in a slot" in archive.read("日志/zcpark.log").decode()
        assert "锡东园区" in archive.read("项目.json").decode()


def test_without_a_project_nothing_is_said_of_one(watched, qtbot) -> None:
    watched.files.end()
    watched.show_start()
    QTimer.singleShot(0, fail)
    qtbot.waitUntil(lambda: bool(watched.questions.asked))
    assert "暂存" not in watched.questions.asked[0]


def test_reopening_keeps_what_is_not_saved_for_recovery(watched, qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    started = []
    monkeypatch.setattr("PySide6.QtCore.QProcess.startDetached", lambda *given: started.append(given))
    monkeypatch.setattr("PySide6.QtCore.QCoreApplication.exit", lambda code: None)
    unexpected._reopen(watched)
    assert started == [(sys.executable, ["-m", "zcpark_desktop"])]
    (left,) = recoverable()
    assert left.steps == 1


def test_a_crash_of_the_last_start_is_told_once(window) -> None:
    (logs.folder() / "crash-1.log").write_text("Fatal Python error: Aborted", encoding="utf-8")
    window.questions.said["上次没有正常退出"] = "cancel"
    tell_of_crashes(window)
    tell_of_crashes(window)
    assert len(window.questions.asked) == 1
