"""The real window for tests: dressed, furnished, its questions answered in advance."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from zcpark_desktop.ui.app import make_application
from zcpark_desktop.ui.questions import Questions
from zcpark_desktop.ui.session import Session
from zcpark_desktop.ui.window import MainWindow


class Answers(Questions):
    """Answers every question from `said`, and remembers what was asked and told."""

    def __init__(self) -> None:
        self.said: dict[str, object] = {}
        self.told: list[str] = []
        self.asked: list[str] = []

    def tell(self, sentence: str, title: str = "提示") -> None:
        self.told.append(sentence)

    def choose(self, title: str, sentence: str, answers: dict[str, str], default: str, *, danger: str = "") -> str:
        self.asked.append(sentence)
        answer = self.said.get(title)
        assert answer in answers, f"nobody expected to be asked “{title}”"
        return str(answer)

    def words(self, title: str, sentence: str, written: str) -> str | None:
        self.asked.append(sentence)
        return self.said.get(title)

    def level(self) -> str:
        return str(self.said["level"])

    def open_path(self) -> Path | None:
        return self.said["open"]

    def diagnostics(self, suggestion: str, *, has_project: bool) -> tuple[Path, bool] | None:
        self.asked.append(suggestion)
        return self.said["diagnostics"]

    def manual_path(self, name: str) -> Path | None:
        return self.said["manual"]

    def rules_path(self) -> Path | None:
        return self.said["rules"]

    def save_path(self, suggestion: str) -> Path | None:
        self.asked.append(suggestion)
        return self.said["save"]


class TitlePage(QWidget):
    """A page with one field that commits as the real fields do."""

    def __init__(self, session: Session, step: object) -> None:
        super().__init__()
        self._session = session
        self.field = QLineEdit(session.project.title)
        self.field.editingFinished.connect(self._commit)
        session.committing.connect(self._commit)
        QVBoxLayout(self).addWidget(self.field)
        self.focused: list[str] = []

    def focus_address(self, address: str) -> None:
        self.focused.append(address)

    def _commit(self) -> None:
        if self.field.isModified():
            self.field.setModified(False)
            self._session.set_value("title", self.field.text())


@pytest.fixture(autouse=True, scope="module")
def no_widget_dies_on_a_foreign_thread() -> Iterator[None]:
    """As in the program, nothing is collected on the threads of audit and export; all of it when a module is done."""
    gc.disable()
    yield
    gc.unfreeze()  # opened projects are set aside
    gc.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def settings_of_its_own(tmp_path: Path) -> None:
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))


@pytest.fixture
def make_window(qapp, qtbot) -> Iterator[object]:
    """Makes furnished windows; all are closed in the end, without a question."""
    from zcpark_desktop.audit import check
    from zcpark_desktop.evaluate import evaluate, load_rules

    make_application()
    made: list[MainWindow] = []

    def make() -> MainWindow:
        window = MainWindow(Answers())
        window.furnish(Session(load_rules(), evaluate, check, window))
        for step in window.workspace.steps:
            window.workspace.register_page(step.id, TitlePage)
        window.show()
        made.append(window)
        return window

    yield make
    for window in made:
        if window._help is not None:
            window._help.close()
        window.files.end()
        window.files.may_close = lambda: True
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def session(qapp) -> Session:
    """A session of an empty project, without evaluation and audit."""
    from zcpark_desktop.project import new_project
    from zcpark_desktop.rules import load

    session = Session(load())
    session.load(new_project("试验园区", "p1"))
    return session


@pytest.fixture
def boundary_box(qtbot, session):
    """Makes the boundary's corners with their map, on a page that is shown; given rings are put into the project."""
    from zcpark_desktop import forms
    from zcpark_desktop.ui.form.page import FormPage

    def make(*rings):
        if rings:
            session.apply("边界", [("boundary/rings", rings)], structural=True)
        page = FormPage(session, forms.step("boundary"))
        qtbot.addWidget(page)
        page.resize(1300, 1000)
        page.show()
        with qtbot.waitActive(page):
            page.activateWindow()
        box = page.outline
        box.page = page
        page._scroll.ensureWidgetVisible(box.map.where)
        return box

    return make


@pytest.fixture
def window(make_window) -> MainWindow:
    return make_window()
