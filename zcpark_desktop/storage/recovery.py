"""Work that a crash left behind: found among the journals, looked at, taken up again, or thrown away."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from zcpark_desktop.project import NoSuchAddress, Project, ProjectError
from zcpark_desktop.project.reading import project_from

from .changes import changed
from .clock import Clock, now
from .journal import Journal
from .journal_log import LOG, moment, read_lines, remove, session_lock, sessions_folder
from .migrations import FORMAT, REPLAYED_FROM, migrated
from .refusals import StorageError, refusal

ABANDONED_AFTER = 24 * 3600.0  # seconds after which a session's folder without a log is litter


@dataclass(frozen=True)
class Left:
    """The journal of a program that ended without closing its project.

    Attributes:
        title: the project's name.
        path: the project's file; None for work never saved.
        started: when the session began, or was last saved.
        changed_at: when the last step was made.
        steps: how many steps are not in the file.
    """

    folder: Path
    title: str
    path: Path | None
    started: datetime
    changed_at: datetime
    steps: int


@dataclass(frozen=True)
class Resumed:
    """Work taken up again.

    Attributes:
        journal: goes on in the same folder; give its `evidence` to the `EvidenceStore`.
        path: the project's file; None for work never saved.
        lost: how many of the last steps could not be made again (0 as a rule).
    """

    journal: Journal
    project: Project
    path: Path | None
    lost: int


def recoverable(root: Path | None = None) -> list[Left]:
    """The journals that dead programs left, latest first; those without unsaved changes are removed."""
    found = []
    folder = root or sessions_folder()
    for session in sorted(folder.iterdir()) if folder.is_dir() else ():
        lock = session_lock(session)
        try:
            lock.acquire(blocking=False)
        except (Timeout, OSError):
            continue  # a program is at work there
        left = _look_at(session)
        if left is not None and left.steps:
            found.append(left)
            lock.release()
        elif left is not None or _is_abandoned(session):
            remove(session, lock)
        else:
            lock.release()
    return sorted(found, key=lambda left: left.changed_at, reverse=True)


def _is_abandoned(session: Path) -> bool:
    """Whether a program ended here long ago, before it wrote anything."""
    return not (session / LOG).exists() and time.time() - session.stat().st_mtime > ABANDONED_AFTER


def _look_at(session: Path) -> Left | None:
    try:
        header, steps = _read(session)
    except StorageError:
        return None
    last = steps[-1]["at"] if steps else header["started"]
    path = Path(header["path"]) if header["path"] else None
    count = header["steps"] + len(steps)
    return Left(session, _title(header, steps), path, moment(header["started"]), moment(last), count)


def _title(header: dict[str, Any], steps: list[dict[str, Any]]) -> str:
    """What the project was called in the end; one never saved had no name when its journal began."""
    base = header["base"]
    title, name = base.get("title", ""), base.get("basics", {}).get("name", "")
    for place, *what in (change for step in steps for change in step["changes"]):
        if place == "title":
            title = what[0]
        elif place == "basics":
            name = what[0].get("name", "")
    return str(title or name or header["title"])


def _read(session: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    try:
        lines = read_lines((session / LOG).read_bytes())
    except OSError as error:
        raise refusal("读取恢复日志", session / LOG, error) from error
    if not lines:
        raise StorageError(f"恢复日志“{session / LOG}”已损坏，无法恢复；请打开最近保存的项目文件。")
    if not REPLAYED_FROM <= lines[0]["format"] <= FORMAT:
        raise StorageError(f"恢复日志“{session / LOG}”由另一版本的程序（格式{lines[0]['format']}）写成；请用该版本恢复并保存。")
    return lines[0], lines[1:]


def replay(session: Path) -> Project:
    """The project as the journal in the folder `session` last knew it.

    Raises:
        StorageError: there is no journal, its beginning is damaged, or it is of another format.
    """
    return _replayed(*_read(session))[0]


def _replayed(header: dict[str, Any], steps: list[dict[str, Any]]) -> tuple[Project, int]:
    """The project, and how many of the last steps could not be made again."""
    try:
        project = project_from(migrated(header["base"], header["format"]))
    except ProjectError as error:
        raise StorageError(f"恢复日志中的项目数据无法识别：{error}") from None
    for number, step in enumerate(steps):
        try:
            project = changed(project, step["changes"])
        except (ProjectError, NoSuchAddress):
            return project, len(steps) - number
    return project, 0


def resume(left: Left, *, clock: Clock = now) -> Resumed:
    """Take up the work that `left` tells of; its journal goes on, so that nothing is lost if this program dies too.

    Raises:
        StorageError: another window has taken it up, or it cannot be read or written.
    """
    lock = _locked(left)
    try:
        header, steps = _read(left.folder)
        project, lost = _replayed(header, steps)
        journal = Journal.go_on(left.folder, lock, project, left.path, steps=left.steps - lost, clock=clock)
    except BaseException:
        lock.release()
        raise
    return Resumed(journal, project, left.path, lost)


def discard(left: Left) -> None:
    """Throw the journal away, with the evidence files that were not saved.

    Raises:
        StorageError: another window has taken it up.
    """
    remove(left.folder, _locked(left))


def _locked(left: Left) -> FileLock:
    lock = session_lock(left.folder)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise StorageError(f"“{left.title}”未保存的修改已在另一个窗口中恢复；请到该窗口继续。") from None
    except OSError as error:
        raise refusal("读取恢复日志", left.folder, error) from error
    return lock
