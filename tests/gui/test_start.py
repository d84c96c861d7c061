"""The start of the program: up at once, with what is heavy left for later."""

from __future__ import annotations

import os
import subprocess
import sys

START = """
import sys
from zcpark_desktop.ui.app import run
code = run(sys.argv[1:])
print(*sys.modules)
sys.exit(code)
"""
HEAVY = {"pandas", "numpy", "matplotlib", "docx", "openpyxl", "lxml", "pyproj", "shapely", "pydantic",
         "PySide6.QtNetwork"}


def start(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", START, *arguments], capture_output=True, text=True, timeout=60,
                          env={**os.environ, "PYTHONPATH": os.getcwd(), "QT_QPA_PLATFORM": "offscreen"})


def test_the_window_is_painted_before_anything_heavy_is_loaded():
    done = start("--exit-when-ready")
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.split())
    assert "PySide6.QtWidgets" in loaded
    assert not loaded & HEAVY


def test_calls_into_qt_take_no_reference_to_none(qapp):
    # PySide6 6.12.0 takes one at each call on Python 3.11, which ends the program after some ten thousand calls
    before = sys.getrefcount(None)
    for _ in range(1000):
        qapp.processEvents()
    assert sys.getrefcount(None) > before - 100
