"""New, open, save, close: the ways in which a project comes into the window and leaves it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from zcpark_desktop.paths import resources
from zcpark_desktop.project import Project, ProjectError, new_project, parse_json
from zcpark_desktop.project.edits import with_values
from zcpark_desktop.storage.refusals import StorageError

from . import work
from .questions import Questions
from .recent import Recent, forget, remember
from .recording import Recording
from .session import Session
from .stamps import changed_since, stamps_of

if TYPE_CHECKING:
    from zcpark_desktop.storage.evidence import EvidenceStore
    from zcpark_desktop.storage.journal import Journal
    from zcpark_desktop.storage.lock import Lock
    from zcpark_desktop.storage.recovery import Left

    from .window import MainWindow

T = TypeVar("T")
MOST_UNSTORED_SHOWN = 3


class Files(QObject):
    """The file side of the window; every question goes through `questions`."""

    opened = Signal()
    closed = Signal()
    safety_changed = Signal()

    def __init__(self, session: Session, window: MainWindow, questions: Questions) -> None:
        super().__init__(window)
        self._session, self._window, self._questions = session, window, questions
        self._saved_at: datetime | None = None
        self.recording: Recording | None = None
        self._held: Lock | None = None
        self._refusal = ""
        self._content = ""  # of the file, as it was opened or saved last

    @property
    def title(self) -> str:
        """What the project is called in the window."""
        project = self._session.project
        return project.title or project.basics.name or "未命名项目"

    def safety(self) -> tuple[str, str]:
        """How safe the work is, in words, and the tone to say it in."""
        session, recording = self._session, self.recording
        if session.read_only:
            return "只读", "warning"
        if not session.dirty:
            return (f"已保存 {self._saved_at:%H:%M}" if self._saved_at else ""), "quiet"
        if recording is None or recording.trouble:
            return "✗ 无法自动暂存，请立即保存", "error"
        if recording.stashed_at is None:
            return "● 有未保存的修改", "quiet"
        return f"● 已自动暂存 {recording.stashed_at:%H:%M}", "quiet"

    # -- ways in ---------------------------------------------------------------------------------------------------

    def new_asking(self) -> None:
        """Ask for the level, and begin a new project."""
        level = self._questions.level()
        if level:
            self.new(level)

    def new(self, level: str) -> None:
        """Begin a new project at `level` (an id of `project.basics.Level`)."""
        if self.may_close():
            stamps = stamps_of(self._session.rules)
            self._begin(with_values(new_project(), [("basics/level_applied", level), ("schemes", stamps)]))

    def open_sample(self) -> None:
        """Open the sample park; saving asks for a place of its own."""
        if not self.may_close():
            return
        from zcpark_desktop.storage.evidence import EvidenceStore

        folder = resources() / "samples"
        project = self.attempt("正在打开", "无法打开", lambda: parse_json((folder / "sample.json").read_bytes()))
        if project is not None:
            self._begin(project, evidence=EvidenceStore(folders=[folder / "evidence"]))

    def open(self, path: str | Path | None = None) -> None:
        """Open the project file at `path`, or ask for one."""
        from zcpark_desktop.storage import archive

        chosen = Path(path).absolute() if path else self._questions.open_path()
        if chosen is None or self._is_open(chosen) or not self.may_close():
            return
        if not chosen.exists():
            forget(str(chosen))
        opened = self.attempt("正在打开", "无法打开", lambda: archive.open_project(
            chosen, folders=[_kept_evidence(archive.read_manifest(chosen).project_id)]))
        if opened is None:
            return
        lock = self._lock(chosen)
        if lock is None and self._questions.locked(self._refusal) != "read_only":
            return
        self._begin(opened.project, chosen, lock, opened.evidence, opened.data)
        self._content = opened.manifest.project_sha256
        self._remember(chosen)
        for warning in filter(None, (*opened.warnings, changed_since(opened.project, self._session.rules))):
            self._questions.tell(warning, "打开时发现")

    def recover(self, left: Left) -> None:
        """Take up work that a crash left behind; it opens as unsaved changes over its file."""
        from zcpark_desktop.storage.evidence import EvidenceStore
        from zcpark_desktop.storage.recovery import resume

        if not self.may_close():
            return
        resumed = self.attempt("正在恢复", "无法恢复", lambda: resume(left))
        if resumed is None:
            return
        self.end()
        path = resumed.path if resumed.path is not None and resumed.path.parent.is_dir() else None
        lock = self._lock(path) if path is not None else None
        if path is not None and lock is None:
            self._questions.tell(f"{self._refusal}恢复的内容请用“另存为”保存到其他位置。", "恢复")
        evidence = EvidenceStore(folders=[_kept_evidence(resumed.project.project_id)])
        if resumed.path is not None and resumed.path.exists():
            self.attempt("正在恢复", "项目文件中的佐证材料无法读取", lambda: _read_evidence(evidence, resumed.path))
        self._take(resumed.project, path if lock else None, evidence, resumed.journal, lock, saved=False)
        if resumed.lost:
            self._questions.tell(f"最后{resumed.lost}步修改无法恢复，之前的修改都已恢复；请核对最近填写的内容。", "恢复")

    # -- saving and ways out ---------------------------------------------------------------------------------------

    def save(self) -> bool:
        """Save to the project's file, asking where for the first time; whether it is saved."""
        session = self._session
        session.commit()
        if session.path is None or session.read_only:
            return self.save_as()
        return (not session.dirty and session.path.exists()) or self._write(session.path)

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
        if not self._may_drop_unstored():
            return False
        if not self._session.dirty:
            return True
        answer = self._questions.save_changes(self.title)
        return answer == "discard" or (answer == "save" and self.save())

    def _may_drop_unstored(self) -> bool:
        """Whether texts that fit no field, and so are in no file, may go with their pages."""
        pages = self._window.workspace.pages
        unstored = pages.unstored
        if not unstored:
            return True
        sentences = [each.rstrip("。") for found in unstored.values() for each in found]
        more = f"等{len(sentences)}处" if len(sentences) > MOST_UNSTORED_SHOWN else ""
        answer = self._questions.choose(
            "有输入没有保存", f"{'；'.join(sentences[:MOST_UNSTORED_SHOWN])}{more}。这些内容不合要求，没有存入项目，关闭后不再保留。",
            {"cancel": "返回改正", "leave": "仍然关闭"}, "cancel", danger="leave")
        if answer == "cancel":
            pages.show_step(next(iter(unstored)))
        return answer == "leave"

    def close(self) -> None:
        """Leave the project for the start page."""
        if self.may_close():
            self.end()
            self._session.load(new_project())
            self.closed.emit()

    def end(self, *, keep: bool = False) -> None:
        """Let go of the project, its journal (unless it is to be kept for recovery) and its file."""
        self._session.recorder = None
        if self.recording is not None:
            self.recording.close(keep=keep)
            self.recording = None
        self._release()

    # -- inside ----------------------------------------------------------------------------------------------------

    def attempt(self, title: str, failed: str, job: Callable[[], T]) -> T | None:
        """The result of `job`, done beside the window; None after telling why there is none."""
        try:
            return work.run(self._window, title, lambda _progress: job(), can_cancel=False)
        except (StorageError, ProjectError) as error:
            self._questions.tell(str(error), failed)
        except OSError as error:
            self._questions.tell(f"无法读取“{error.filename}”；请重新安装程序。", failed)
        return None

    def _is_open(self, path: Path) -> bool:
        here = self._session.path
        return self._window.has_project and here is not None and path.exists() and here.exists() and here.samefile(path)

    def _lock(self, path: Path) -> Lock | None:
        """The lock on `path`; None, with the sentence in `_refusal`, where it cannot be had."""
        from zcpark_desktop.storage.lock import LockedBy, acquire

        try:
            got = acquire(path)
        except StorageError as error:
            self._refusal = str(error)
            return None
        if isinstance(got, LockedBy):
            who = f"由{got.owner.sentence}" if got.owner else "在另一个窗口中打开"
            self._refusal = f"“{path.name}”已{who}，同时修改会互相覆盖。"
            return None
        return got

    def _release(self) -> None:
        if self._held is not None:
            self._held.release()
            self._held = None

    def _begin(self, project: Project, path: Path | None = None, lock: Lock | None = None,
               evidence: EvidenceStore | None = None, data: bytes = b"") -> None:
        from zcpark_desktop.storage.evidence import EvidenceStore

        self.end()
        read_only = path is not None and lock is None
        journal = None if read_only else self._journal(project, path, data)
        self._take(project, path, evidence or EvidenceStore(), journal, lock, read_only=read_only)

    def _journal(self, project: Project, path: Path | None, data: bytes = b"") -> Journal | None:
        from zcpark_desktop.storage.journal import Journal

        return self.attempt("正在打开", "无法自动暂存", lambda: Journal.start(project, path, data=data))

    def _take(self, project: Project, path: Path | None, evidence: EvidenceStore, journal: Journal | None,
              lock: Lock | None, *, saved: bool = True, read_only: bool = False) -> None:
        self._saved_at, self._content = None, ""
        self._held = lock
        self._session.load(project, path, evidence=evidence, saved=saved, read_only=read_only)
        self._record(journal)
        self.opened.emit()

    def _record(self, journal: Journal | None) -> None:
        if journal is None:
            return
        if self._session.evidence is not None:
            self._session.evidence.pending = journal.evidence
        self.recording = self._session.recorder = Recording(journal, self)
        self.recording.told.connect(self.safety_changed)

    def _write(self, path: Path) -> bool:
        from zcpark_desktop.storage import archive, versions

        session = self._session
        if not session.read_only:
            session.apply("记录所用规则的版本", [("schemes", stamps_of(session.rules))])
        project = session.project
        share = round(self._window.workspace.share_done * 100)
        elsewhere = self._held is None or session.path is None or path.absolute() != session.path.absolute()
        lock = self._lock(path) if elsewhere else self._held
        if lock is None:
            self._questions.tell(f"{self._refusal}未保存；请换一个名称或位置。", "未能保存")
            return False
        answer = "replace" if elsewhere else self._may_replace(path)
        if answer != "replace":
            return answer == "save_as" and self.save_as()

        def job() -> bool:
            archive.save(project, path, session.evidence, progress={"percent": share})
            return True

        if not self.attempt("正在保存", "未能保存", job):
            if elsewhere:
                lock.release()
            return False
        self.attempt("正在保存", "项目已保存，但未能留存历史版本", lambda: versions.keep(path))
        if elsewhere:
            self._release()
            self._held = lock
        self._saved_at = datetime.now()
        self._content = _content_of(path)
        session.saved_as(project, path)
        if self.recording is not None:
            self.recording.saved(project, path)
        else:  # opened for reading only until now
            self._record(self._journal(project, path))
        self._remember(path)
        return True

    def _may_replace(self, path: Path) -> str:
        """What is to be done about the project's file: `replace`, which keeps it first where it was changed meanwhile,
        `save_as` or `cancel`.
        """
        from zcpark_desktop.storage import versions

        if not self._content or _content_of(path) in ("", self._content):
            return "replace"
        answer = self._questions.choose(
            "文件已被改动", f"“{path.name}”在打开之后被改动过，可能是同步软件或他人所为；直接保存会盖住那些改动。",
            {"save_as": "另存为…", "replace": "留存后覆盖", "cancel": "取消"}, "save_as", danger="replace")
        if answer == "replace" and self.attempt(
                "正在留存", "未能留存，没有保存", lambda: versions.keep(path, "保存前已被改动")) is None:
            return "cancel"
        return answer

    def _remember(self, path: Path) -> None:
        when = datetime.now().strftime("%Y-%m-%d %H:%M")
        remember(Recent(str(path.absolute()), self.title, self._window.workspace.share_done, when))


def _content_of(path: Path) -> str:
    """What tells the content of a project file from another's; empty where there is none."""
    from zcpark_desktop.storage import archive

    try:
        return archive.read_manifest(path).project_sha256
    except StorageError:
        return ""


def _kept_evidence(project_id: str) -> Path:
    """Where the evidence of the project's earlier versions lies."""
    from zcpark_desktop.storage import versions

    return versions.folder_of(project_id) / versions.EVIDENCE


def _read_evidence(store: EvidenceStore, path: Path) -> None:
    from zcpark_desktop.storage.container import Container

    with Container(path) as container:
        store.read_from(path, container.evidence)
