"""The project file: what is saved is what is opened."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.strategies import projects
from zcpark_desktop import __version__
from zcpark_desktop.project import Project, new_project, with_value
from zcpark_desktop.storage import container
from zcpark_desktop.storage.archive import FormatStatus, open_project, read_manifest, save
from zcpark_desktop.storage.container import Container
from zcpark_desktop.storage.evidence import EvidenceStore, named_in
from zcpark_desktop.storage.refusals import StorageError

from .conftest import NOON, at_noon


def rewritten(path: Path, **parts: bytes | None) -> Path:
    """`path` with other parts: `manifest`, `project`; None leaves the part out."""
    with zipfile.ZipFile(path) as old:
        content = {entry.filename: old.read(entry) for entry in old.infolist()}
    content |= {f"{name}.json": data for name, data in parts.items() if data is not None}
    with zipfile.ZipFile(path, "w") as new:
        for name, data in content.items():
            if parts.get(name.removesuffix(".json"), data) is not None:
                new.writestr(name, data)
    return path


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(projects())
def test_what_is_saved_is_what_is_opened(tmp_path: Path, project: Project) -> None:
    save(project, tmp_path / "a.zcpark", clock=at_noon)
    assert open_project(tmp_path / "a.zcpark").project == project


def test_the_manifest_tells_of_the_file_without_the_project_being_read(saved: Path, project: Project) -> None:
    manifest = read_manifest(saved)
    assert (manifest.format, manifest.program, manifest.saved_at) == (2, __version__, NOON)
    assert (manifest.project_id, manifest.title, manifest.level) == ("0" * 32, "星洲工业园", "city")
    assert manifest.evidence == {row.file.sha256: row.file.size for row in project.evidence if row.file}
    with zipfile.ZipFile(saved) as archive:
        assert manifest.project_sha256 == hashlib.sha256(archive.read("project.json")).hexdigest()


def test_progress_numbers_of_the_caller_come_back(tmp_path: Path) -> None:
    save(new_project(), tmp_path / "a.zcpark", clock=at_noon, progress={"percent": 42})
    assert read_manifest(tmp_path / "a.zcpark").progress == {"percent": 42}


def test_the_same_project_saved_twice_is_the_same_file(tmp_path: Path, project: Project, store: EvidenceStore) -> None:
    save(project, tmp_path / "a.zcpark", store, at_noon)
    save(project, tmp_path / "b.zcpark", store, at_noon)
    assert (tmp_path / "a.zcpark").read_bytes() == (tmp_path / "b.zcpark").read_bytes()


def test_evidence_is_stored_as_it_is_and_once(saved: Path, project: Project) -> None:
    with zipfile.ZipFile(saved) as archive:
        kept = [entry for entry in archive.infolist() if entry.filename.startswith("evidence/")]
    assert {entry.filename for entry in kept} == {f"evidence/{sha256}" for sha256 in named_in(project)}
    assert {entry.compress_type for entry in kept} == {zipfile.ZIP_STORED}


def test_opening_reads_no_evidence(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    monkeypatch.setattr(Container, "open_evidence", lambda self, sha256: read.append(sha256))
    assert open_project(saved).warnings == ()
    assert read == []


def test_a_file_saved_again_keeps_its_evidence(saved: Path, project: Project) -> None:
    opened = open_project(saved)
    save(with_value(opened.project, "title", "改名"), saved, opened.evidence, at_noon)
    again = open_project(saved)
    assert again.project.title == "改名"
    for sha256 in named_in(project):
        with again.evidence.open(sha256) as body:
            assert hashlib.sha256(body.read()).hexdigest() == sha256


def test_evidence_removed_and_saved_comes_back_with_undo(saved: Path, project: Project, tmp_path: Path) -> None:
    opened = open_project(saved, tmp_path / "aside")
    save(with_value(project, "evidence", ()), saved, opened.evidence, at_noon)
    with zipfile.ZipFile(saved) as archive:
        assert archive.namelist() == ["manifest.json", "project.json"]
    save(project, saved, opened.evidence, at_noon)
    assert open_project(saved).warnings == ()


def test_pending_files_are_let_go_once_they_are_saved(saved: Path, tmp_path: Path) -> None:
    assert list((tmp_path / "pending").iterdir()) == []


def test_evidence_that_is_missing_is_named_and_the_project_opens(saved: Path, project: Project) -> None:
    gone = f"evidence/{project.evidence[0].file.sha256}"
    with zipfile.ZipFile(saved) as old:
        content = {name: old.read(name) for name in old.namelist() if name != gone}
    with zipfile.ZipFile(saved, "w") as new:
        for name, data in content.items():
            new.writestr(name, data)
    opened = open_project(saved)
    assert opened.project == project
    assert opened.warnings == ("佐证材料“证书.pdf”的文件不在项目文件中；请在“佐证材料”中重新添加。",)


def test_damaged_evidence_neither_stops_opening_nor_saving(saved: Path, project: Project, tmp_path: Path) -> None:
    content = saved.read_bytes()
    saved.write_bytes(content.replace(b"%PDF-1.7 certificate", b"%PDF-1.7 CERTIFICATE"))
    opened = open_project(saved)
    save(opened.project, saved, opened.evidence, at_noon)
    assert open_project(saved).project == project
    with pytest.raises(StorageError, match="已损坏"):
        opened.evidence.export(project.evidence[0].file.sha256, tmp_path / "out.pdf")
    assert not (tmp_path / "out.pdf").exists()


def test_a_file_that_vanished_with_its_evidence_is_not_replaced_by_less(
    saved: Path, project: Project, tmp_path: Path
) -> None:
    opened = open_project(saved)
    saved.unlink()
    with pytest.raises(StorageError, match="可能已被移动或删除"):
        save(opened.project, tmp_path / "b.zcpark", opened.evidence, at_noon)
    assert not (tmp_path / "b.zcpark").exists()


def test_the_user_may_agree_to_leave_unreadable_evidence_behind(saved: Path, tmp_path: Path) -> None:
    opened = open_project(saved)
    saved.unlink()
    save(opened.project, tmp_path / "b.zcpark", opened.evidence, at_noon, without=named_in(opened.project))
    assert len(open_project(tmp_path / "b.zcpark").warnings) == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "是空文件（0字节）"),
        (b"hello", "不是零碳园区项目文件"),
        (b"PK\x03\x04" + b"x" * 100, "不完整"),
        (b"PK\x05\x06" + b"\0" * 18, "不是零碳园区项目文件（缺少 manifest.json）"),
    ],
)
def test_what_is_no_project_file_is_told_apart(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "a.zcpark"
    path.write_bytes(content)
    with pytest.raises(StorageError) as caught:
        open_project(path)
    assert said in str(caught.value)


def test_a_truncated_file_is_called_incomplete(saved: Path) -> None:
    saved.write_bytes(saved.read_bytes()[:-30])
    with pytest.raises(StorageError, match="不完整"):
        open_project(saved)


@pytest.mark.parametrize("part", ["manifest", "project"])
def test_a_missing_part_is_named(saved: Path, part: str) -> None:
    with pytest.raises(StorageError, match=f"缺少 {part}.json"):
        open_project(rewritten(saved, **{part: None}))


def test_project_data_that_differ_from_their_digest_are_refused(saved: Path) -> None:
    with pytest.raises(StorageError, match="项目数据与校验值不符"):
        open_project(rewritten(saved, project=b"{}"))


def test_a_byte_that_rotted_is_noticed(saved: Path) -> None:
    with zipfile.ZipFile(saved) as archive:
        start = archive.getinfo("project.json").header_offset + 30 + len("project.json")
    content = bytearray(saved.read_bytes())
    content[start + 5] ^= 0xFF
    saved.write_bytes(content)
    with pytest.raises(StorageError, match="project.json 的内容与校验值不符"):
        open_project(saved)


@pytest.mark.parametrize(
    "manifest", [b"{", b"[]", b"{}", b'{"format": "1"}', b'{"format": true}', b'{"format": 0}', b"\xff"]
)
def test_a_manifest_that_is_none_is_called_damaged(saved: Path, manifest: bytes) -> None:
    with pytest.raises(StorageError, match="manifest.json 的内容不对"):
        open_project(rewritten(saved, manifest=manifest))


def test_a_newer_format_is_refused_and_names_the_program(saved: Path) -> None:
    manifest = json.dumps({"format": 3, "program": "3.1", "something": "new"}).encode()
    with pytest.raises(StorageError) as caught:
        open_project(rewritten(saved, manifest=manifest))
    assert "由更新的程序（3.1，文件格式3）保存" in str(caught.value)


def test_a_project_of_the_present_format_is_current(saved: Path) -> None:
    assert open_project(saved).format_status is FormatStatus.CURRENT


def test_data_with_the_right_digest_that_are_no_project_are_refused(saved: Path) -> None:
    data = b'{"nonsense": 1}'
    with zipfile.ZipFile(saved) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    manifest["project_sha256"] = hashlib.sha256(data).hexdigest()
    with pytest.raises(StorageError, match="nonsense"):
        open_project(rewritten(saved, manifest=json.dumps(manifest).encode(), project=data))


def test_a_link_is_followed_and_stays_a_link(
    saved: Path, project: Project, store: EvidenceStore, tmp_path: Path
) -> None:
    link = tmp_path / "link.zcpark"
    link.symlink_to(saved)
    save(with_value(project, "title", "经由链接"), link, store, at_noon)
    assert link.is_symlink()
    assert open_project(saved).project.title == "经由链接"


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps rights differently")
def test_rights_of_the_file_stay_as_the_user_set_them(saved: Path, project: Project, store: EvidenceStore) -> None:
    saved.chmod(0o640)
    save(project, saved, store, at_noon)
    assert saved.stat().st_mode & 0o777 == 0o640


def test_too_much_evidence_is_refused_before_anything_is_written(
    saved: Path, project: Project, store: EvidenceStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = saved.read_bytes()
    monkeypatch.setattr("zcpark_desktop.storage.archive.MAX_TOTAL", container.MAX_PROJECT + 100)
    with pytest.raises(StorageError, match="未保存"):
        save(project, saved, store, at_noon)
    assert saved.read_bytes() == before


@pytest.mark.parametrize("moment", [datetime(1970, 1, 1, tzinfo=NOON.tzinfo), datetime(2200, 1, 1, tzinfo=NOON.tzinfo)])
def test_a_clock_outside_of_what_a_zip_can_tell_does_no_harm(tmp_path: Path, moment: datetime) -> None:
    save(new_project("甲"), tmp_path / "a.zcpark", clock=lambda: moment)
    assert read_manifest(tmp_path / "a.zcpark").saved_at == moment
