"""Files that come into the list: each stored once, given a number, and told about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from zcpark_desktop.forms.edits import fresh_keys
from zcpark_desktop.project import Project
from zcpark_desktop.project.statements import Evidence, StoredFile
from zcpark_desktop.rules import Rules
from zcpark_desktop.storage.evidence import EvidenceStore
from zcpark_desktop.storage.refusals import StorageError

from ..work import Progress
from .numbering import next_number

MOST_FILES = 2000
_SYSTEMS_OWN = ("thumbs.db", "desktop.ini")  # which Windows puts into folders


@dataclass
class Stored:
    """What became of files: those kept, in order, and a sentence for each that was refused."""

    files: list[StoredFile] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Added:
    """Rows to add, the key of the first row that holds one of the files, and what to tell."""

    rows: tuple[Evidence, ...]
    first: str
    sentence: str


def files_in(paths: Iterable[Path]) -> list[Path]:
    """The files among `paths`, and those inside the folders among them; hidden ones are left out.

    One more than `MOST_FILES` at most, which tells that there are too many: a whole disk is dropped by mistake easily.
    """
    found: list[Path] = []
    for path in paths:
        inside = (each for each in (path.rglob("*") if path.is_dir() else [path])
                  if each.is_file() and not each.name.startswith((".", "~$")) and each.name.lower() not in _SYSTEMS_OWN)
        found += sorted(islice(inside, MOST_FILES + 1 - len(found)))
    return found


def store_files(store: EvidenceStore, paths: Sequence[Path], progress: Progress) -> Stored:
    """Keep a copy of each file; runs beside the window."""
    result = Stored()
    for at, path in enumerate(paths):
        progress.report(at / len(paths), f"正在添加 {path.name}（{at + 1}/{len(paths)}）")
        try:
            result.files.append(store.add(path))
        except StorageError as error:
            result.refused.append(str(error))
    return result


def added(project: Project, rules: Rules, stored: Stored, indicators: tuple[str, ...]) -> Added:
    """The rows that the stored files make; a file that the list has already makes none, and is told."""
    by_digest = {row.file.sha256: row for row in project.evidence if row.file is not None and row.file.sha256}
    taken = [row.number for row in project.evidence]
    rows: list[Evidence] = []
    said: list[str] = []
    first = ""
    for file, key in zip(stored.files, fresh_keys(project.evidence, len(stored.files)), strict=True):
        known = by_digest.get(file.sha256)
        if known is None:
            number = next_number(rules, taken, indicators)
            taken.append(number)
            known = Evidence(id=key, number=number, title=Path(file.name).stem[:500], indicators=indicators, file=file)
            rows.append(known)
            by_digest[file.sha256] = known
        else:
            said.append(f"“{file.name}”与{known.number or known.title}是同一份文件，只保存一次。")
        first = first or known.key
    if rows:
        last = f" 至 {rows[-1].number}" if len(rows) > 1 else ""
        said.insert(0, f"已添加{len(rows)}份：{rows[0].number}{last}。")
    return Added(tuple(rows), first, "".join([*said, *stored.refused]))
