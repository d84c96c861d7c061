"""After a crash nothing is lost, and recovery is offered once."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from zcpark_desktop.ui.recovery import Recovery

WRITER = """
import sys
from tests.gui.conftest import Answers
from pathlib import Path
from zcpark_desktop.evaluate import load_rules
from zcpark_desktop.ui.app import make_application
from zcpark_desktop.ui.session import Session
from zcpark_desktop.ui.window import MainWindow
app = make_application()
window = MainWindow(Answers())
window.furnish(Session(load_rules()))
path = Path(sys.argv[1]) if sys.argv[1] else None
if path:
    window.files.open(path)
else:
    window.files.new("city")
number = 0
while True:
    number += 1
    window.session.set_value("title", f"第{number}版")
    window.files.recording.settle()
    print(number, flush=True)
    app.processEvents()
"""


def work_and_die(path: str = "", steps: int = 5) -> int:
    """Let a program work on a project and be killed; the last step that it had told of."""
    env = {**os.environ, "PYTHONPATH": os.getcwd(), "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen([sys.executable, "-c", WRITER, path], stdout=subprocess.PIPE, text=True, env=env) as program:
        assert program.stdout is not None
        try:
            last = 0
            while last < steps:
                last = int(program.stdout.readline())
        finally:
            program.kill()  # SIGKILL on POSIX
        rest = program.stdout.read().split()
    return int(rest[-1]) if rest else last


def recovered_number(window) -> int:
    return int(window.session.project.title.strip("第版"))


def test_work_never_saved_comes_back_after_a_kill(window):
    last = work_and_die()
    window.questions.said["恢复未保存的工作"] = "restore"
    recovery = Recovery(window)
    recovery.offer()
    assert recovered_number(window) >= last
    assert window.session.path is None
    assert window.session.dirty
    assert len(window.questions.asked) == 1
    assert "步修改未保存" in window.questions.asked[0]


def test_unsaved_work_on_a_file_comes_back_over_the_file_which_stays_as_it_was(make_window, tmp_path):
    first = make_window()
    first.files.new("nation")
    first.questions.said["save"] = tmp_path / "a.zcpark"
    assert first.files.save()
    first.files.close()
    content = (tmp_path / "a.zcpark").read_bytes()

    last = work_and_die(str(tmp_path / "a.zcpark"))
    assert (tmp_path / "a.zcpark").read_bytes() == content
    window = make_window()
    window.questions.said["恢复未保存的工作"] = "restore"
    Recovery(window).offer()
    assert recovered_number(window) >= last
    assert window.session.path == tmp_path / "a.zcpark"
    assert window.session.dirty
    assert window.files.save()
    window.files.close()
    window.files.open(tmp_path / "a.zcpark")
    assert recovered_number(window) >= last


def test_what_is_put_off_waits_on_the_start_page_and_is_not_asked_again(make_window, qtbot):
    work_and_die()
    window = make_window()
    window.questions.said["恢复未保存的工作"] = "cancel"
    Recovery(window).offer()
    assert not window.has_project
    assert any("未保存的工作" in label.text() for label in window.start_page.findChildren(QLabel))
    restore = next(b for b in window.start_page.findChildren(QPushButton) if b.text() == "恢复")
    restore.click()
    assert window.has_project
    assert len(window.questions.asked) == 1


def test_what_is_discarded_is_gone(make_window):
    work_and_die()
    window = make_window()
    window.questions.said.update({"恢复未保存的工作": "cancel", "丢弃未保存的工作": "yes"})
    recovery = Recovery(window)
    recovery.offer()
    next(b for b in window.start_page.findChildren(QPushButton) if b.text() == "丢弃…").click()
    assert recovery.show_left() == []


def test_a_project_closed_in_good_order_leaves_nothing_to_recover(make_window):
    window = make_window()
    window.files.new("city")
    window.session.set_value("title", "甲")
    window.questions.said["保存修改"] = "discard"
    window.files.close()
    assert Recovery(window).show_left() == []


def test_undone_steps_stay_undone_after_a_crash(make_window):
    from zcpark_desktop.storage.recovery import replay

    window = make_window()
    window.files.new("city")
    window.session.set_value("title", "甲")
    window.session.set_value("title", "乙")
    window.session.undo()
    window.files.recording.settle()
    assert replay(window.files.recording.journal.folder).title == "甲"


def test_a_journal_that_cannot_be_written_is_told_in_the_headline(window, qtbot, monkeypatch):
    from zcpark_desktop.storage.refusals import StorageError

    def fail(*_args: object) -> None:
        raise StorageError("磁盘空间不足；请清理磁盘。")

    window.files.new("city")
    monkeypatch.setattr(window.files.recording.journal, "step", fail)
    window.session.set_value("title", "甲")
    qtbot.waitUntil(lambda: "无法自动暂存" in window.headline.state)


@pytest.mark.skipif(os.name != "posix", reason="signals as on POSIX")
def test_a_kill_during_a_save_leaves_the_old_file_or_the_new_one(make_window, tmp_path):
    first = make_window()
    first.files.new("city")
    first.questions.said["save"] = tmp_path / "a.zcpark"
    assert first.files.save()
    first.files.close()
    saver = WRITER.replace("print(number, flush=True)", "print(number, flush=True); window.files.save()")
    env = {**os.environ, "PYTHONPATH": os.getcwd(), "QT_QPA_PLATFORM": "offscreen"}
    for moment in (0.0, 0.013, 0.029, 0.041):
        command = [sys.executable, "-c", saver, str(tmp_path / "a.zcpark")]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as program:
            assert program.stdout is not None
            assert program.stdout.readline()
            time.sleep(moment)
            program.kill()
        window = make_window()
        window.files.open(Path(tmp_path / "a.zcpark"))
        assert window.has_project, window.questions.told
        window.files.close()
