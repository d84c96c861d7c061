"""Evidence in the system's own programs: a read-only copy among the user's data, never in the temporary folder."""

from __future__ import annotations

import contextlib
import re
import stat
import time
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from zcpark_desktop import paths
from zcpark_desktop.project.statements import StoredFile
from zcpark_desktop.storage import disk
from zcpark_desktop.storage.evidence import EvidenceStore
from zcpark_desktop.storage.refusals import StorageError

KEPT_DAYS = 7
OPENED = frozenset(
    "pdf ofd png jpg jpeg gif bmp webp tif tiff heic svg doc docx wps xls xlsx et ppt pptx dps csv txt md rtf odt ods "
    "zip rar 7z dwg dxf kml mp4 avi mov mp3 wav eml".split())
"""Kinds of files that are opened; a program or script that came with a project is never started."""


def opens(name: str) -> bool:
    """Whether a file of that name is handed to the system's program."""
    return name.rsplit(".", 1)[-1].lower() in OPENED if "." in name else False


def safe_name(name: str) -> str:
    """`name` without folders and without characters that Windows refuses."""
    cleaned = re.sub(r'[<>:"/\\|?*\x00-\x1f]', "_", name).strip(" .")
    stem, dot, suffix = cleaned.rpartition(".")
    return f"{stem[:120]}{dot}{suffix[:20]}" if stem else cleaned[:120] or "材料"


def copy_of(store: EvidenceStore, file: StoredFile) -> Path:
    """A read-only copy to look at; one that is there already is used again.

    Raises:
        StorageError: the file is not kept, is damaged, or cannot be written.
    """
    folder = paths.user_data() / "viewed"
    _sweep(folder)
    copy = folder / file.sha256[:16] / safe_name(file.name)
    if copy.is_file() and copy.stat().st_size == file.size:
        return copy
    try:
        copy.parent.mkdir(parents=True, exist_ok=True)
        _forget(copy)
        store.export(file.sha256, copy)
        copy.chmod(stat.S_IREAD)
    except OSError as error:
        raise StorageError(f"无法准备“{file.name}”的副本（{error.strerror}）；请用“另存为”保存后打开。") from error
    return copy


def open_file(store: EvidenceStore, file: StoredFile) -> None:
    """Open the file in the system's program for its kind.

    Raises:
        StorageError: it cannot be opened; one Chinese sentence.
    """
    if not opens(file.name):
        raise StorageError(f"为了安全，不直接打开“{file.name}”这类文件；请用“另存为”保存后查看。")
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy_of(store, file)))):
        raise StorageError(f"没有找到可以打开“{file.name}”的程序；请用“另存为”保存后打开。")


def _sweep(folder: Path) -> None:
    """Remove copies that were made long ago."""
    limit = time.time() - KEPT_DAYS * 24 * 3600
    for copy in folder.glob("*/*"):
        with contextlib.suppress(OSError):
            if copy.stat().st_mtime < limit:
                _forget(copy)
                copy.parent.rmdir()


def _forget(copy: Path) -> None:
    if copy.exists():
        copy.chmod(stat.S_IWRITE | stat.S_IREAD)
        disk.remove(copy)
