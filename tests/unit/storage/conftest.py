"""What the tests of storage share: a project with evidence, and a clock that stands still."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from zcpark_desktop.project import Project, new_project, with_value
from zcpark_desktop.project.statements import Evidence
from zcpark_desktop.storage.evidence import EvidenceStore

NOON = datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC)


def at_noon() -> datetime:
    """A clock that stands still."""
    return NOON


@pytest.fixture
def store(tmp_path: Path) -> EvidenceStore:
    """A store whose pending files lie in a folder of the test."""
    return EvidenceStore(tmp_path / "pending")


@pytest.fixture
def project(tmp_path: Path, store: EvidenceStore) -> Project:
    """A project that names two files: a certificate and a picture."""
    rows = []
    for name, content in (("证书.pdf", b"%PDF-1.7 certificate"), ("照片.jpg", b"\xff\xd8 picture" * 1000)):
        file = tmp_path / name
        file.write_bytes(content)
        rows.append(Evidence(title=name, file=store.add(file)))
    return with_value(new_project("星洲工业园", "0" * 32), "evidence", tuple(rows))


@pytest.fixture
def saved(tmp_path: Path, project: Project, store: EvidenceStore) -> Path:
    """The project, saved."""
    from zcpark_desktop.storage.archive import save

    path = tmp_path / "园区.zcpark"
    save(project, path, store, at_noon)
    return path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder in place of the one among the user's data."""
    return tmp_path / "root"
