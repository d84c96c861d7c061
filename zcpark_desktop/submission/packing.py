"""Makes the package beside its place and puts it there whole: a failure or a cancel leaves nothing behind.

The list of checksums (校验清单.txt) is in the format of sha256sum. The same project, rules and moment give the same
bytes, file by file and as an archive.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ..storage.refusals import StorageError, refusal
from .contents import Package, absent, items

CHECKSUMS = "校验清单.txt"
_PACKED_ALREADY = {".docx", ".xlsx", ".pdf", ".png", ".jpg", ".jpeg", ".zip", ".rar", ".7z"}
_PIECE = 1024 * 1024
_MAKING = 0.8
"""The share of the work after which the files are made, when an archive is still to be packed."""

Progress = Callable[[float, str], None]
"""Called with the share that is done (0 to 1) and what comes next; an exception from it cancels."""


@dataclass(frozen=True)
class Packed:
    """The package that was made: where, its files by path, and what could not be put in."""

    place: Path
    files: tuple[str, ...]
    absent: tuple[str, ...]


def pack(
    package: Package, place: Path, progress: Progress = lambda share, words: None, *, replace: bool = False
) -> Packed:
    """Make the package as a folder, or as an archive where `place` ends in .zip.

    Args:
        replace: an archive of that name may be replaced; a folder never is.

    Raises:
        StorageError: something is there already, or it cannot be written; one Chinese sentence. Nothing is left behind.
        UnusableTemplate, UnusablePicture, FontMissing: a document cannot be written.
    """
    place = Path(os.path.abspath(place))
    archive = place.suffix.lower() == ".zip"
    if place.exists() and not (archive and replace and place.is_file()) and not _is_empty_folder(place, archive):
        raise StorageError(f"“{place}”已存在，未改动；请换一个名称。")
    beside = place.with_name(f".{place.name}-{os.getpid()}.tmp")
    zipped = place.with_name(f".{place.name}-{os.getpid()}.zip.tmp")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir()
        files = _make(package, beside, progress, _MAKING if archive else 1)
        if archive:
            _zip(beside, zipped, files, package.moment, progress)
            os.replace(zipped, place)
        else:
            if place.exists():
                place.rmdir()
            os.rename(beside, place)
    except (OSError, StorageError) as error:
        raise _refused(error, place) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
        with contextlib.suppress(OSError):
            zipped.unlink(missing_ok=True)
    return Packed(place, files, tuple(absent(package)))


def _refused(error: OSError | StorageError, place: Path) -> StorageError:
    """The error in words of the package: the files that could not be written lay in a folder that is gone."""
    cause = error.__cause__ if isinstance(error, StorageError) else error
    if not isinstance(cause, OSError):
        return error if isinstance(error, StorageError) else StorageError(str(error))
    return refusal("生成申报包", place, cause if cause.errno else PermissionError(errno.EACCES, ""))


def _is_empty_folder(place: Path, archive: bool) -> bool:
    return not archive and place.is_dir() and not any(place.iterdir())


def _make(package: Package, folder: Path, progress: Progress, share: float) -> tuple[str, ...]:
    """Write all files and the list of their checksums; their paths in order."""
    wanted = list(items(package))
    sums = []
    for done, item in enumerate(wanted):
        progress(share * done / max(1, len(wanted)), f"正在生成{item.title}…")
        target = folder / item.path
        target.parent.mkdir(parents=True, exist_ok=True)
        item.write(target)
        sums.append(f"{_digest(target)}  {item.path}")
    remarks = [f"# {words}" for words in absent(package)]
    head = ["# 申报包文件校验清单（SHA-256）：校验值、文件。可用 sha256sum -c 或同类工具核对。"]
    text = "\n".join((*head, *remarks, *sums)) + "\n"
    (folder / CHECKSUMS).write_text(text, encoding="utf-8", newline="\n")
    progress(share, "正在整理…")
    return (*(str(item.path) for item in wanted), CHECKSUMS)


def _digest(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _zip(folder: Path, target: Path, files: tuple[str, ...], moment: datetime, progress: Progress) -> None:
    stamp = max(moment.astimezone(UTC).timetuple()[:6], (1980, 1, 1, 0, 0, 0))
    with zipfile.ZipFile(target, "w") as archive:
        for done, name in enumerate(files):
            progress(_MAKING + (1 - _MAKING) * done / len(files), "正在打包…")
            entry = zipfile.ZipInfo(name, stamp)
            entry.create_system = 0  # the same bytes on every system
            ready = Path(name).suffix.lower() in _PACKED_ALREADY
            entry.compress_type = zipfile.ZIP_STORED if ready else zipfile.ZIP_DEFLATED
            entry.file_size = (folder / name).stat().st_size
            with open(folder / name, "rb") as source, archive.open(entry, "w") as packed:
                shutil.copyfileobj(source, packed, _PIECE)
