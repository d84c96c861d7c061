"""The files that prove things: kept once each, named by their SHA-256, read only when someone looks at them."""

from __future__ import annotations

import contextlib
import hashlib
import re
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from zcpark_desktop import paths
from zcpark_desktop.project import Project
from zcpark_desktop.project.statements import StoredFile

from . import disk
from .container import MAX_FILE, Container
from .refusals import StorageError, refusal

PIECE = 1024 * 1024


def _copy(source: BinaryIO, destination: BinaryIO) -> str:
    """Copy all bytes, piece by piece; their SHA-256."""
    digest = hashlib.sha256()
    while piece := source.read(PIECE):
        digest.update(piece)
        destination.write(piece)
    return digest.hexdigest()


def _digest_of(file: Path) -> str:
    """The name of a file that is called by its digest; the digest of one that has a name of its own."""
    if re.fullmatch("[0-9a-f]{64}", file.name):
        return file.name
    try:
        with open(file, "rb") as body:
            return hashlib.file_digest(body, "sha256").hexdigest()
    except OSError as error:
        raise refusal("读取佐证材料", file, error) from error


def named_in(project: Project) -> dict[str, str]:
    """The digests of the files that the project names, each with a file name, in the order of the list."""
    return {row.file.sha256: row.file.name or row.title for row in reversed(project.evidence)
            if row.file is not None and row.file.sha256}


class EvidenceStore:
    """The files of one open project.

    They lie in the project file, in `folders` that are only read (samples, earlier versions; under any name), and, as
    long as they are not saved, in the folder `pending` among the user's data: never in the system's temporary folder,
    which is cleaned.
    """

    def __init__(self, pending: Path | None = None, folders: Iterable[Path] = ()) -> None:
        self.pending = pending
        self._folders = tuple(folders)
        self._in_folders: dict[str, Path] | None = None
        self._archive: Path | None = None
        self._archived: dict[str, int] = {}

    def _pending(self) -> Path:
        return self.pending if self.pending is not None else paths.user_data() / "pending"

    def _lying(self, sha256: str) -> Path | None:
        waiting = self._pending() / sha256
        if waiting.is_file():
            return waiting
        if self._in_folders is None:
            self._in_folders = {_digest_of(path): path for folder in self._folders if folder.is_dir()
                                for path in sorted(folder.iterdir()) if path.is_file()}
        return self._in_folders.get(sha256)

    def size(self, sha256: str) -> int | None:
        """The size of the file in bytes; None where it is not kept here."""
        if sha256 in self._archived:
            return self._archived[sha256]
        found = self._lying(sha256)
        return found.stat().st_size if found else None

    def __contains__(self, sha256: str) -> bool:
        return self.size(sha256) is not None

    def missing(self, project: Project) -> list[str]:
        """The names of the files that the project names and that are not kept here."""
        return [name for sha256, name in named_in(project).items() if sha256 not in self]

    def add(self, file: Path) -> StoredFile:
        """Take a copy of `file`; one that is kept already is not stored again.

        Raises:
            StorageError: it cannot be read or kept, is empty, or larger than 500 MB; one Chinese sentence.
        """
        try:
            size = file.stat().st_size
        except OSError as error:
            raise refusal("添加佐证材料", file, error) from error
        if not size:
            raise StorageError(f"“{file.name}”是空文件（0字节），未添加；请核对后重新选择。")
        if size > MAX_FILE:
            raise StorageError(f"“{file.name}”超过{MAX_FILE // 1024**2}兆字节，未添加；请压缩或拆分后重新选择。")
        try:
            with open(file, "rb") as source:
                sha256 = hashlib.file_digest(source, "sha256").hexdigest()
                source.seek(0)
                if sha256 not in self and self._keep(source, sha256) != sha256:
                    disk.remove(self._pending() / sha256)
                    raise StorageError(f"“{file.name}”正在被其他程序修改，未添加；请保存并关闭后重试。")
        except OSError as error:
            raise refusal("添加佐证材料", file, error) from error
        return StoredFile(name=file.name, sha256=sha256, size=size)

    def _keep(self, source: BinaryIO, sha256: str) -> str:
        """Copy `source` to the folder of pending files as `sha256`; the digest that it really has."""
        folder = self._pending()
        folder.mkdir(parents=True, exist_ok=True)
        arriving = folder / f"{uuid.uuid4().hex}.tmp"
        try:
            with disk.create(arriving) as copy:
                digest = _copy(source, copy)
                disk.sync(copy)
            disk.replace(arriving, folder / sha256)
        except BaseException:
            with contextlib.suppress(OSError):
                disk.remove(arriving)
            raise
        return digest

    @contextmanager
    def open(self, sha256: str) -> Iterator[BinaryIO]:
        """The bytes of a kept file, for reading.

        Raises:
            StorageError: it is not kept here, or the project file is gone.
        """
        if sha256 in self._archived and self._archive is not None:
            with Container(self._archive) as container, container.open_evidence(sha256) as body:
                yield body
            return
        found = self._lying(sha256)
        if found is None:
            raise StorageError("这份佐证材料的文件不在项目中；请重新添加该文件。")
        try:
            body = open(found, "rb")
        except OSError as error:
            raise refusal("读取佐证材料", found, error) from error
        with body:
            yield body

    def export(self, sha256: str, destination: Path) -> None:
        """Write a kept file to `destination`, checked against its digest.

        Raises:
            StorageError: it is not kept here, was damaged, or cannot be written.
        """
        def write(copy: BinaryIO) -> None:
            with self.open(sha256) as body:
                if _copy(body, copy) != sha256:
                    raise StorageError(f"佐证材料“{destination.name}”的内容已损坏（与校验值不符）；请重新添加该文件。")

        disk.write_whole(destination, write, doing="导出")

    def put_aside(self, kept: Iterable[str]) -> None:
        """Copy to `pending` what the project file holds beside `kept`, so that undo finds it after the file is saved.

        Raises:
            StorageError: it cannot be copied.
        """
        for sha256 in self._archived.keys() - set(kept):
            if self._lying(sha256) is not None:
                continue
            try:
                with self.open(sha256) as body:
                    self._keep(body, sha256)
            except OSError as error:
                raise refusal("暂存佐证材料到", self._pending(), error) from error

    def read_from(self, archive: Path, held: dict[str, int]) -> None:
        """From now on read from the project file `archive`, which holds the files `held` (digest and size)."""
        self._archive, self._archived = archive, dict(held)

    def discard_pending(self) -> None:
        """Remove the pending copies of what the project file holds."""
        for sha256 in self._archived:
            with contextlib.suppress(OSError):
                disk.remove(self._pending() / sha256)
