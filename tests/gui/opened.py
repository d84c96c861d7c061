"""A window with the real pages and a project in it, for tests of pages."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from zcpark_desktop.project import Project
from zcpark_desktop.ui.all_pages import page_of


def opened(window, qtbot, project: Project | None = None):
    """`window`, showing `project` (the sample where there is none) with its real pages, evaluated once."""
    for step in window.workspace.steps:
        window.workspace.register_page(step.id, page_of(step))
    if project is None:
        window.files.open_sample()
    else:
        window.files.new("city")
        window.session.load(project, evidence=window.session.evidence)
        window.workspace.begin()
    qtbot.waitUntil(lambda: window.session.evaluation is not None)
    return window


def settled(window, qtbot) -> None:
    """Wait until the last change has been evaluated."""
    qtbot.waitUntil(lambda: window.session.evaluation is not None
                    and window.session.evaluation.project is window.session.project)


def read_only(window, step_id: str):
    """The page of that step, of the same project opened for reading only."""
    window.session.load(window.session.project, evidence=window.session.evidence, read_only=True)
    window.workspace.begin()
    return window.workspace.open_step(step_id)


def in_dialog(act) -> None:
    """Let `act(dialog)` answer the next modal dialog."""
    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QWidget), "no dialog came up"
        try:
            act(dialog)
        except BaseException:
            dialog.close()
            raise

    QTimer.singleShot(0, answer)
