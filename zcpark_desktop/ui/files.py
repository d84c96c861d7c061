"""New, open, save, close: the ways in which a project comes into the window and leaves it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from zcpark_desktop.paths import resources
from zcpark_desktop.project import new_project, parse_json, with_value
from zcpark_desktop.project.basics import Level

from . import work
from .questions import Questions
from .recent import Recent, forget, remember
from .session import Session

if TYPE_CHECKING:
    from .window import MainWindow


class Files(QObject):
    """The file side of the window; every question goes through `questions`."""

    opened = Signal()
    closed = Signal()
    safety_changed = Signal()

    def __init__(self, session: Session, window: MainWindow, questions: Questions) -> None:
        super().__init__(window)
        self._session, self._window, self._questions = session, window, questions
        self._saved_at: datetime | None = None

    @property
    def title(self) -> str:
        """What the project is called in the window."""
        project = self._session.project
        return project.title or project.basics.name or "未命名项目"

    def safety(self) -> tuple[str, str]:
        """How safe the work is, in words, and the tone to say it in."""
        session = self._session
        if session.read_only:
            return "只读", "warning"
        if session.dirty:
            return "● 有未保存的修改", "quiet"
        return (f"已保存 {self._saved_at:%H:%M}" if self._saved_at else ""), "quiet"

    def new_asking(self) -> None:
        """Ask for the level, and begin a new project."""
        level = self._questions.level()
        if level is not None:
            self.new(level)

    def new(self, level: Level) -> None:
        """Begin a new project at `level`."""
        if self.may_close():
            self._take(with_value(new_project(), "basics/level_applied", level))

    def open_sample(self) -> None:
        """Open the sample park; saving asks for a place of its own."""
        if self.may_close():
            from zcpark_desktop.storage.evidence import EvidenceStore

            folder = resources() / "samples"
            project = parse_json((folder / "sample.json").read_bytes())
            self._take(project, evidence=EvidenceStore(folders=[folder / "evidence"]))

    def open(self, path: str | Path | None = None) -> None:
        """Open the project file at `path`, or ask for one."""
        from zcpark_desktop.storage import archive
        from zcpark_desktop.storage.refusals import StorageError

        chosen = Path(path) if path else self._questions.open_path()
        if chosen is None or not self.may_close():
            return
        try:
            opened = work.run(self._window, "正在打开", lambda _progress: archive.open_project(chosen), can_cancel=False)
        except StorageError as error:
            self._questions.tell(str(error), "无法打开")
            if not chosen.exists():
                forget(str(chosen))
            return
        self._take(opened.project, chosen, evidence=opened.evidence)
        self._saved_at = None
        self._remember(chosen)
        for warning in opened.warnings:
            self._questions.tell(warning, "打开时发现")

    def save(self) -> bool:
        """Save to the project's file, asking where for the first time; whether it was saved."""
        self._session.commit()
        path = self._session.path
        if path is None or self._session.read_only:
            return self.save_as()
        return self._write(path)

    def save_as(self) -> bool:
        """Ask where, and save there; whether it was saved."""
        self._session.commit()
        path = self._questions.save_path(f"{self.title}.zcpark")
        return path is not None and self._write(path)

    def may_close(self) -> bool:
        """Ask about unsaved changes; whether the project may be left."""
        if not self._window.has_project:
            return True
        self._session.commit()
        if not self._session.dirty:
            return True
        answer = self._questions.save_changes(self.title)
        return answer == "discard" or (answer == "save" and self.save())

    def close(self) -> None:
        """Leave the project for the start page."""
        if self.may_close():
            self._session.load(new_project())
            self.closed.emit()

    def _take(self, project, path=None, *, evidence=None, read_only=False, saved=True) -> None:
        self._session.load(project, path, evidence=evidence, read_only=read_only, saved=saved)
        self.opened.emit()

    def _write(self, path: Path) -> bool:
        from zcpark_desktop.storage import archive
        from zcpark_desktop.storage.refusals import StorageError

        session, project = self._session, self._session.project
        evidence, share = session.evidence, round(self._window.share_done * 100)
        try:
            work.run(self._window, "正在保存",
                     lambda _progress: archive.save(project, path, evidence, progress={"percent": share}), can_cancel=False)
        except StorageError as error:
            self._questions.tell(str(error), "未能保存")
            return False
        self._saved_at = datetime.now()
        session.saved_as(project, path)
        self._remember(path)
        return True

    def _remember(self, path: Path) -> None:
        when = datetime.now().strftime("%Y-%m-%d %H:%M")
        remember(Recent(str(path.resolve()), self.title, self._window.share_done, when))
