"""A second start hands its file to the window that is open."""

from __future__ import annotations

import os
import subprocess
import sys

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


def test_a_file_is_handed_to_the_open_window(qapp, qtbot, tmp_path):
    taken = []
    listener = Listener(taken.append)
    second = subprocess.Popen([sys.executable, "-c", SECOND, str(tmp_path / "园区.zcpark")],
                              env={**os.environ, "PYTHONPATH": os.getcwd()})
    qtbot.waitUntil(lambda: second.poll() is not None and bool(taken), timeout=10_000)
    assert second.returncode == 0
    assert taken == [tmp_path / "园区.zcpark"]
    listener.deleteLater()
