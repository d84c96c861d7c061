"""The projects opened last, with name, progress and date, kept in the user's settings."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from PySide6.QtCore import QSettings

KEPT = 12


@dataclass(frozen=True)
class Recent:
    """A project opened before.

    Attributes:
        path: its file.
        title: its name when it was last saved or opened.
        progress: 0 to 1.
        opened_on: date and time as `2025-11-23 10:42`.
    """

    path: str
    title: str
    progress: float
    opened_on: str


def recent() -> list[Recent]:
    """The projects opened last whose files are still there, newest first."""
    import json

    try:
        stored = json.loads(str(QSettings().value("recent", "[]")))
        found = [Recent(**entry) for entry in stored]
    except (ValueError, TypeError):
        return []  # settings written by another version: the list starts anew, no project is lost
    return [entry for entry in found if Path(entry.path).exists()]


def remember(entry: Recent) -> None:
    """Put `entry` at the head of the list."""
    kept = [entry, *(other for other in recent() if other.path != entry.path)][:KEPT]
    _keep(kept)


def forget(path: str) -> None:
    """Take the project at `path` out of the list; its file stays."""
    kept = [entry for entry in recent() if entry.path != path]
    _keep(kept)


def _keep(entries: list[Recent]) -> None:
    import json

    QSettings().setValue("recent", json.dumps([asdict(each) for each in entries], ensure_ascii=False))


def last_folder() -> str:
    """Where the last file was opened or saved; the documents folder at first."""
    from PySide6.QtCore import QStandardPaths

    stored = str(QSettings().value("last_folder", ""))
    if stored and Path(stored).is_dir():
        return stored
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)


def use_folder(path: Path) -> None:
    """Remember the folder of `path` as the last one used."""
    QSettings().setValue("last_folder", str(path.parent))
