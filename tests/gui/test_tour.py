"""A tour through all pages with the sample park."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from zcpark_desktop.ui import tour
from zcpark_desktop.ui.app import make_application
from zcpark_desktop.ui.window import MainWindow


class Windows(QObject):
    """Takes down what is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note windows other than the main one."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            if not isinstance(watched, MainWindow):
                self.shown.append(f"{type(watched).__name__} {watched.objectName()}".strip())
        return False


@pytest.fixture
def windows(qapp) -> Iterator[Windows]:
    windows = Windows()
    make_application().installEventFilter(windows)
    yield windows
    qapp.removeEventFilter(windows)


def test_pages_open_without_flashing_windows(tmp_path: Path, windows: Windows) -> None:
    # a part that is made visible before it stands in its page is a window for a moment; real screens show that
    pictures = tour.take_pictures(tmp_path)
    assert len(pictures) >= 14  # the start page and a page for each step
    assert windows.shown == []


def test_an_error_in_a_page_is_an_error_of_the_tour(tmp_path: Path, qapp, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: MainWindow) -> None:
        raise ValueError("no page")

    monkeypatch.setattr(MainWindow, "_show_state", fail)
    with pytest.raises(tour.TourFailed, match="no page"):
        tour.take_pictures(tmp_path)
