"""Earlier versions of a project, kept among the user's data: many of today, few of long ago, all with a comment.

A version is a project file without its evidence; the evidence lies beside the versions, once for all of them. The
folder is named after the project's id, so that versions are found wherever the file went.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from zcpark_desktop import paths

from . import disk
from .archive import Opened, open_project, read_manifest, write_archive
from .clock import Clock, now
from .container import MANIFEST, PROJECT, Container
from .evidence import EvidenceStore
from .manifest import Manifest, parse_manifest
from .refusals import StorageError, refusal

SUFFIX = ".zcpark"
EVIDENCE = "evidence"


@dataclass(frozen=True)
class Version:
    """An earlier version: when it was saved, what it was called, and the user's comment (empty as a rule)."""

    path: Path
    saved_at: datetime
    title: str
    comment: str
    project_sha256: str


def folder_of(project_id: str, root: Path | None = None) -> Path:
    """Where the versions of a project lie; the id comes from a file, so it never becomes a path itself."""
    return (root or paths.user_data() / "versions") / hashlib.sha256(project_id.encode()).hexdigest()[:32]


def versions(project_id: str, root: Path | None = None) -> list[Version]:
    """The versions kept of a project, latest first; files that cannot be read are left out."""
    found = []
    for path in folder_of(project_id, root).glob(f"*{SUFFIX}"):
        with contextlib.suppress(StorageError):
            found.append(_version(path, read_manifest(path)))
    return sorted(found, key=lambda version: (version.saved_at, version.path.name), reverse=True)


def keep(path: Path, comment: str = "", *, clock: Clock = now, root: Path | None = None) -> Version:
    """Keep the project file `path` as it is now, and thin out the older versions.

    A version without a comment that equals the latest one is not kept twice.

    Raises:
        StorageError: the file cannot be read, or nothing can be written among the user's data.
    """
    with Container(path) as container:
        manifest = replace(parse_manifest(container.read(MANIFEST), path.name), comment=comment)
        data = container.read(PROJECT)
        held = container.evidence
    folder = folder_of(manifest.project_id, root)
    before = versions(manifest.project_id, root)
    if before and before[0].project_sha256 == manifest.project_sha256 and comment in ("", before[0].comment):
        return before[0]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise refusal("保留历史版本到", folder, error) from error
    _keep_evidence(path, held, folder / EVIDENCE)
    stamp = f"{manifest.saved_at:%Y%m%dT%H%M%SZ}-{hashlib.sha256(manifest.as_json()).hexdigest()[:12]}"
    kept = folder / f"{stamp}{SUFFIX}"
    write_archive(kept, manifest, data, ())
    _thin(folder, versions(manifest.project_id, root), clock())
    return _version(kept, manifest)


def restore(version: Version, pending: Path | None = None) -> Opened:
    """The project as it was in `version`, with its evidence: a copy to be saved somewhere; no version goes.

    Raises:
        StorageError: the version cannot be read.
    """
    return open_project(version.path, pending, [version.path.parent / EVIDENCE])


def surplus(kept: Iterable[Version], moment: datetime) -> list[Version]:
    """The versions that may go: all of the last hour stay, then the last of each hour for a day, of each day for a
    month, of each week after that; the latest one and those with a comment always stay."""
    latest_first = sorted(kept, key=lambda version: version.saved_at, reverse=True)
    taken: set[tuple[str, int]] = set()
    result = []
    for version in latest_first[1:]:
        slot = _slot(version.saved_at, moment)
        if version.comment or slot is None:
            continue
        if slot in taken:
            result.append(version)
        taken.add(slot)
    return result


def _slot(saved_at: datetime, moment: datetime) -> tuple[str, int] | None:
    """The stretch of time that keeps one version only; None within the last hour."""
    age = moment - saved_at
    if age < timedelta(hours=1):
        return None
    seconds = int(saved_at.astimezone(UTC).timestamp())
    if age < timedelta(days=1):
        return "hour", seconds // 3600
    if age < timedelta(days=30):
        return "day", seconds // 86400
    return "week", seconds // (7 * 86400)


def _version(path: Path, manifest: Manifest) -> Version:
    return Version(path, manifest.saved_at, manifest.title, manifest.comment, manifest.project_sha256)


def _keep_evidence(path: Path, held: dict[str, int], folder: Path) -> None:
    source = EvidenceStore(folder)
    source.read_from(path, held)
    source.put_aside(())


def _thin(folder: Path, kept: list[Version], moment: datetime) -> None:
    """Remove what is surplus, and the evidence that no version names any more."""
    going = surplus(kept, moment)
    named: set[str] = set()
    for version in kept:
        if version not in going:
            with contextlib.suppress(StorageError):
                named |= read_manifest(version.path).evidence.keys()
    try:
        for version in going:
            disk.remove(version.path)
        for body in (folder / EVIDENCE).glob("*"):
            if body.name not in named:
                disk.remove(body)
    except OSError as error:
        raise refusal("整理历史版本", folder, error) from error
