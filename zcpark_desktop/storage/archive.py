"""The project file `*.zcpark`: one zip with `manifest.json`, `project.json` and `evidence/<sha256>`.

Written whole or not at all (`disk`), read with care (`container`). Evidence is stored as it is, not compressed: scans
and office files are packed already, and saving then copies bytes. Opening reads none of it.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Collection, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import BinaryIO

from zcpark_desktop.project import Project, ProjectError, dump_json, parse_json
from zcpark_desktop.project.many_objects import without_collector
from zcpark_desktop.project.reading import project_from

from . import disk
from .clock import Clock, now
from .container import MANIFEST, MAX_ENTRIES, MAX_PROJECT, MAX_TOTAL, PROJECT, Container, evidence_name
from .evidence import PIECE, EvidenceStore, named_in
from .manifest import Manifest, describe, parse_manifest
from .migrations import FORMAT, migrated
from .refusals import StorageError


class FormatStatus(Enum):
    """How the file's format stands to the program's."""

    CURRENT = "current"
    MIGRATED = "migrated"


@dataclass(frozen=True)
class Opened:
    """What a project file held.

    Attributes:
        data: the project as JSON in the current format; empty where the file is of an older one.
        warnings: what is amiss although the project opens, one Chinese sentence each.
    """

    project: Project
    evidence: EvidenceStore
    manifest: Manifest
    format_status: FormatStatus
    data: bytes
    warnings: tuple[str, ...]


def save(project: Project, path: Path, evidence: EvidenceStore | None = None, clock: Clock = now, *,
         progress: Mapping[str, int] | None = None, without: Collection[str] = ()) -> None:
    """Write `project` and the files that it names to `path`, or leave `path` as it is.

    Args:
        evidence: where the files lie; afterwards it reads them from `path`.
        progress: numbers for the list of recent projects.
        without: digests of files that cannot be read any more and that the user agrees to leave behind.

    Raises:
        StorageError: nothing was changed; one Chinese sentence says why.
    """
    store = evidence if evidence is not None else EvidenceStore()
    held = {sha256: size for sha256 in named_in(project)
            if sha256 not in without and (size := store.size(sha256)) is not None}
    if len(held) > MAX_ENTRIES - 2 or sum(held.values()) > MAX_TOTAL - MAX_PROJECT:
        raise StorageError(f"佐证材料超过{MAX_ENTRIES - 2}份或{(MAX_TOTAL - MAX_PROJECT) // 10**6}兆字节，未保存；请删去不需要的文件，或压缩后重新添加。")
    data = dump_json(project, sparse=True, indent=None).encode()
    manifest = describe(project, data, clock(), held, progress or {})
    store.put_aside({*held, *without})
    write_archive(path, manifest, data, ((sha256, store.open(sha256)) for sha256 in held))
    store.read_from(path, held)
    store.discard_pending()


def write_archive(path: Path, manifest: Manifest, data: bytes,
                  bodies: Iterable[tuple[str, AbstractContextManager[BinaryIO]]]) -> None:
    """Write a project file from its parts, and read it back before it takes the place of the old one.

    Raises:
        StorageError: nothing was changed.
    """
    names = [MANIFEST, PROJECT]

    def write(file: BinaryIO) -> None:
        with zipfile.ZipFile(file, "w", allowZip64=False) as target:
            target.writestr(_entry(MANIFEST, manifest.saved_at, zipfile.ZIP_DEFLATED), manifest.as_json())
            target.writestr(_entry(PROJECT, manifest.saved_at, zipfile.ZIP_DEFLATED), data)
            for sha256, opening in bodies:
                name = evidence_name(sha256)
                with opening as body, target.open(_entry(name, manifest.saved_at, zipfile.ZIP_STORED), "w") as copy:
                    shutil.copyfileobj(body, copy, PIECE)
                names.append(name)

    def verify(written: Path) -> None:
        try:
            with Container(written) as container:
                if hashlib.sha256(container.read(PROJECT)).hexdigest() != manifest.project_sha256:
                    raise StorageError("")
                for name in names:
                    container.check(name)
        except StorageError:
            raise StorageError(f"保存到“{path}”后读回的内容不符，原文件未改动；请检查磁盘，或另存到其他位置。") from None

    disk.write_whole(path, write, verify)


def _entry(name: str, when: datetime, compression: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (min(max(when.year, 1980), 2107), *when.timetuple()[1:6]))
    entry.compress_type = compression
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    return entry


def read_manifest(path: Path) -> Manifest:
    """What the file at `path` says of itself, without reading the project.

    Raises:
        StorageError: it cannot be read, or is no project file.
    """
    with Container(path) as container:
        return parse_manifest(container.read(MANIFEST), path.name)


def open_project(path: Path, pending: Path | None = None, folders: Iterable[Path] = ()) -> Opened:
    """Open the project file at `path`; of the evidence, only the list is read.

    Args:
        pending: where files that are added will lie until they are saved.
        folders: more places where the project's files may lie.

    Raises:
        StorageError: it cannot be read, is damaged, unsafe or of a newer format; one Chinese sentence.
    """
    with Container(path) as container:
        manifest = parse_manifest(container.read(MANIFEST), path.name)
        data = container.read(PROJECT)
        store = EvidenceStore(pending, folders)
        store.read_from(path, container.evidence)
    if hashlib.sha256(data).hexdigest() != manifest.project_sha256:
        raise StorageError(f"“{path.name}”已损坏（项目数据与校验值不符）；请换用备份，或从“历史版本”恢复。")
    project = _project(data, manifest.format, path.name)
    status = FormatStatus.CURRENT if manifest.format == FORMAT else FormatStatus.MIGRATED
    current = data if status is FormatStatus.CURRENT else b""
    return Opened(project, store, manifest, status, current, tuple(
        f"佐证材料“{name}”的文件不在项目文件中；请在“佐证材料”中重新添加。" for name in store.missing(project)))


def _project(data: bytes, format_: int, name: str) -> Project:
    try:
        with without_collector():
            if format_ == FORMAT:
                return parse_json(data)
            return project_from(migrated(json.loads(data, parse_float=Decimal), format_))
    except (ProjectError, ValueError, RecursionError) as error:
        why = str(error) if isinstance(error, ProjectError) else "内容不合要求。"
        raise StorageError(f"“{name}”中的项目数据无法识别：{why}") from None
