"""Long work: the window lives on, results and errors come back, cancelling stops it."""

from __future__ import annotations

import threading
import time

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QProgressDialog, QPushButton, QWidget

from zcpark_desktop.ui import work


@pytest.fixture
def parent(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


def test_the_result_comes_back_from_another_thread(parent):
    assert work.run(parent, "计算", lambda progress: threading.current_thread().name) == "计算"


def test_an_error_is_raised_where_the_work_was_asked_for(parent):
    def fail(progress):
        raise ValueError("不成")

    with pytest.raises(ValueError, match="不成"):
        work.run(parent, "计算", fail)


def test_the_window_lives_on_and_shows_how_far_the_work_is(parent):
    beats, shown = [], []
    heart = QTimer(parent, interval=10)
    heart.timeout.connect(lambda: beats.append(1))
    heart.start()

    def slowly(progress):
        for step in range(8):
            progress.report(step / 8, f"第{step}步")
            time.sleep(0.08)
        shown.append(True)
        return "好"

    QTimer.singleShot(work.PATIENCE_MS + 150, lambda: shown.extend(
        dialog.labelText() for dialog in parent.findChildren(QProgressDialog)))
    assert work.run(parent, "导入", slowly) == "好"
    heart.stop()
    assert len(beats) > 10
    assert str(shown[0]).startswith("第")


def test_cancelling_stops_the_work(parent):
    done = []

    def endless(progress):
        for step in range(1000):
            progress.report(step / 1000)
            time.sleep(0.01)
        done.append(True)

    QTimer.singleShot(work.PATIENCE_MS + 100,
                      lambda: parent.findChild(QProgressDialog).findChild(QPushButton).click())
    with pytest.raises(work.Cancelled):
        work.run(parent, "导出", endless)
    assert not done
