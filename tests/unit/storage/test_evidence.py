"""Evidence files: taken once, found again, never changed unnoticed."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from zcpark_desktop import paths
from zcpark_desktop.project import new_project
from zcpark_desktop.storage import evidence as evidence_module
from zcpark_desktop.storage.evidence import EvidenceStore
from zcpark_desktop.storage.refusals import StorageError

CONTENT = b"a certificate"
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A file that somebody adds."""
    path = tmp_path / "证书.pdf"
    path.write_bytes(CONTENT)
    return path


def test_a_file_is_kept_under_its_digest_with_its_name_and_size(store: EvidenceStore, certificate: Path) -> None:
    kept = store.add(certificate)
    assert (kept.name, kept.sha256, kept.size) == ("证书.pdf", SHA256, len(CONTENT))
    assert SHA256 in store
    assert store.size(SHA256) == len(CONTENT)
    with store.open(SHA256) as body:
        assert body.read() == CONTENT


def test_the_same_content_is_kept_once_under_any_name(store: EvidenceStore, certificate: Path, tmp_path: Path) -> None:
    copy = tmp_path / "另一份.pdf"
    copy.write_bytes(CONTENT)
    assert store.add(certificate).sha256 == store.add(copy).sha256
    assert [path.name for path in (tmp_path / "pending").iterdir()] == [SHA256]


def test_what_the_samples_folder_holds_is_not_copied(certificate: Path, tmp_path: Path) -> None:
    samples = tmp_path / "samples"
    samples.mkdir()
    (samples / SHA256).write_bytes(CONTENT)
    store = EvidenceStore(tmp_path / "pending", [samples])
    store.add(certificate)
    assert not (tmp_path / "pending").exists()


def test_pending_files_lie_among_the_users_data_by_default(certificate: Path) -> None:
    EvidenceStore().add(certificate)
    assert (paths.user_data() / "pending" / SHA256).read_bytes() == CONTENT


def test_what_is_not_kept_is_said_to_be_missing(store: EvidenceStore) -> None:
    assert SHA256 not in store
    assert store.size(SHA256) is None
    assert store.missing(new_project()) == []
    with pytest.raises(StorageError, match="不在项目中"), store.open(SHA256):
        pass


def test_an_empty_file_is_not_taken(store: EvidenceStore, tmp_path: Path) -> None:
    (tmp_path / "空.pdf").touch()
    with pytest.raises(StorageError, match="“空.pdf”是空文件"):
        store.add(tmp_path / "空.pdf")


def test_a_file_that_is_too_large_is_not_taken(
    store: EvidenceStore, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence_module, "MAX_FILE", len(CONTENT) - 1)
    with pytest.raises(StorageError, match="请压缩或拆分"):
        store.add(certificate)


@pytest.mark.parametrize("name", ["没有.pdf", "."])
def test_what_is_no_file_is_not_taken(store: EvidenceStore, tmp_path: Path, name: str) -> None:
    with pytest.raises(StorageError, match="无法添加佐证材料"):
        store.add(tmp_path / name)


def test_a_file_that_changes_while_it_is_copied_is_not_taken(
    store: EvidenceStore, certificate: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = evidence_module._copy

    def change_and_copy(source: object, destination: object) -> str:
        certificate.write_bytes(b"another text")
        return copy(source, destination)  # type: ignore[arg-type]

    monkeypatch.setattr(evidence_module, "_copy", change_and_copy)
    with pytest.raises(StorageError, match="正在被其他程序修改"):
        store.add(certificate)
    assert list((tmp_path / "pending").iterdir()) == []


def test_an_exported_file_is_what_was_added(store: EvidenceStore, certificate: Path, tmp_path: Path) -> None:
    store.add(certificate)
    store.export(SHA256, tmp_path / "出.pdf")
    assert (tmp_path / "出.pdf").read_bytes() == CONTENT


def test_a_pending_file_that_was_changed_is_not_exported(
    store: EvidenceStore, certificate: Path, tmp_path: Path
) -> None:
    store.add(certificate)
    (tmp_path / "pending" / SHA256).write_bytes(b"something else")
    with pytest.raises(StorageError, match="内容已损坏"):
        store.export(SHA256, tmp_path / "出.pdf")
    assert not (tmp_path / "出.pdf").exists()
