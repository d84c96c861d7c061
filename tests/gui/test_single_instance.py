"""A second start hands its file to the window that is open."""

from __future__ import annotations

import os
import subprocess
import sys
import time

from PySide6.QtWidgets import QDialog

from zcpark_desktop.ui import work
from zcpark_desktop.ui.single_instance import Listener, hand_over

SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from zcpark_desktop.ui.single_instance import hand_over
app = QCoreApplication([])
sys.exit(not hand_over(Path(sys.argv[1])))
"""


def test_without_an_open_window_nothing_is_handed_over(qapp, tmp_path):
    assert not hand_over(tmp_path / "a.zcpark")


def start_again(path):
    return subprocess.Popen([sys.executable, "-c", SECOND, str(path)], env={**os.environ, "PYTHONPATH": os.getcwd()})


def test_a_file_is_handed_to_the_open_window(qapp, qtbot, tmp_path):
    taken = []
    listener = Listener(taken.append)
    second = start_again(tmp_path / "园区.zcpark")
    qtbot.waitUntil(lambda: second.poll() is not None and bool(taken), timeout=10_000)
    assert second.returncode == 0
    assert taken == [tmp_path / "园区.zcpark"]
    listener.deleteLater()


def test_a_file_waits_while_the_window_saves_or_a_dialog_is_open(qapp, qtbot, tmp_path):
    """What was being saved, or stated in the dialog, would otherwise go into the other project."""
    taken, called = [], []
    dialog = QDialog()
    qtbot.addWidget(dialog)
    dialog.setModal(True)
    dialog.show()
    listener = Listener(taken.append, is_free=work.is_idle, called=lambda: called.append(True))
    second = start_again(tmp_path / "园区.zcpark")
    qtbot.waitUntil(lambda: bool(called), timeout=10_000)

    def wait_a_while(_progress):
        time.sleep(0.45)  # with its dialog, and longer than two looks

    work.run(dialog, "正在保存", wait_a_while)
    assert not taken and not work.is_idle()
    dialog.close()
    work.run(dialog, "正在保存", wait_a_while)
    assert not taken
    qtbot.waitUntil(lambda: bool(taken))
    assert taken == [tmp_path / "园区.zcpark"] and work.is_idle() and second.wait() == 0
    listener.deleteLater()
