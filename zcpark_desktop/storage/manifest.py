"""What a project file says of itself, so that the list of recent projects need not read the project."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

from zcpark_desktop import __version__
from zcpark_desktop.project import Project

from .migrations import FORMAT
from .refusals import StorageError


@dataclass(frozen=True)
class Manifest:
    """The file's own description.

    Attributes:
        format: of the data; see `migrations`.
        program: the version that saved the file.
        saved_at: in UTC, to the second.
        level: the level applied for, as in `Level`.
        progress: numbers that the program shows in the list of recent projects, by name.
        project_sha256: of `project.json`.
        evidence: size in bytes of each file kept, by SHA-256.
        comment: the user's words on an earlier version that is kept; empty in a project's own file.
    """

    format: int
    program: str
    saved_at: datetime
    project_id: str
    title: str
    level: str
    project_sha256: str
    progress: dict[str, int] = field(default_factory=dict)
    evidence: dict[str, int] = field(default_factory=dict)
    comment: str = ""

    def as_json(self) -> bytes:
        """The bytes of `manifest.json`."""
        plain = {**asdict(self), "saved_at": self.saved_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}
        return json.dumps(plain, ensure_ascii=False, indent=1).encode()


def describe(project: Project, data: bytes, saved_at: datetime, evidence: Mapping[str, int],
             progress: Mapping[str, int]) -> Manifest:
    """The manifest of `project`, whose `project.json` is `data`."""
    digest = hashlib.sha256(data).hexdigest()
    return Manifest(FORMAT, __version__, saved_at, project.project_id, project.title or project.basics.name,
                    project.basics.level_applied.value, digest, dict(progress), dict(evidence))


def parse_manifest(data: bytes, name: str) -> Manifest:
    """The manifest in `data`, from the file called `name`.

    Raises:
        StorageError: it is none, or of a newer format.
    """
    damaged = StorageError(f"“{name}”已损坏（manifest.json 的内容不对）；请换用备份，或从“历史版本”恢复。")
    try:
        plain = json.loads(data.decode("utf-8"))
        number = plain["format"]
        if type(number) is not int or number < 1:
            raise damaged
        if number > FORMAT:
            program = str(plain.get("program", ""))[:20].replace("\n", " ")
            raise StorageError(f"“{name}”由更新的程序（{program or '版本不明'}，文件格式{number}）保存，"
                               f"本程序只能打开到格式{FORMAT}；请升级程序后打开。")
        saved_at = datetime.strptime(plain["saved_at"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        return Manifest(
            number, _text(plain["program"]), saved_at,
            _text(plain["project_id"]), _text(plain["title"]), _text(plain["level"]), _text(plain["project_sha256"]),
            _numbers(plain["progress"]), _numbers(plain["evidence"]), _text(plain.get("comment", "")),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise damaged from None


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _numbers(value: Any) -> dict[str, int]:
    if not isinstance(value, dict) or not all(type(number) is int for number in value.values()):
        raise TypeError
    return value
