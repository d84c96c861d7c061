"""Zips that anyone may have made: none is unpacked by name, none eats the computer."""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import zcpark_desktop
from zcpark_desktop.storage import container
from zcpark_desktop.storage.archive import open_project
from zcpark_desktop.storage.container import Container
from zcpark_desktop.storage.refusals import StorageError


def _add(
    path: Path, name: str, data: bytes = b"x", change: Callable[[zipfile.ZipInfo], None] = lambda entry: None
) -> None:
    entry = zipfile.ZipInfo(name)
    change(entry)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(entry, data)


@pytest.mark.parametrize(
    "name",
    [
        "../evil.txt",
        "/etc/evil",
        "evidence/../../evil",
        "..\\evil",
        "C:\\evil",
        "evidence/short",
        "evidence/" + "A" * 64,
        "evidence/" + "a" * 64 + "/x",
        "readme.txt",
        "evidence/" + "a" * 64 + "\n",
    ],
)
def test_an_entry_that_is_none_of_a_project_is_refused(saved: Path, name: str) -> None:
    _add(saved, name)
    with pytest.raises(StorageError) as caught:
        open_project(saved)
    assert "不属于项目的条目" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_link_is_refused(saved: Path) -> None:
    _add(saved, "evidence/" + "a" * 64, b"/etc/passwd", lambda entry: setattr(entry, "external_attr", 0o120777 << 16))
    with pytest.raises(StorageError, match="是链接"):
        open_project(saved)


def test_a_name_that_stands_twice_is_refused(saved: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        _add(saved, "project.json", b"{}")
    with pytest.raises(StorageError, match="重名"):
        open_project(saved)


def _patch_directory(path: Path, name: str, offset: int, form: str, value: int) -> None:
    """Put `value` at `offset` of the central directory's record of `name`."""
    content = bytearray(path.read_bytes())
    at = content.rindex(name.encode()) - 46
    assert content[at : at + 4] == b"PK\x01\x02"
    struct.pack_into(form, content, at + offset, value)
    path.write_bytes(content)


def test_an_encrypted_entry_is_refused(saved: Path) -> None:
    _patch_directory(saved, "project.json", 8, "<H", 0x1)
    with pytest.raises(StorageError, match="已加密"):
        open_project(saved)


def test_an_unknown_way_of_packing_is_refused(saved: Path) -> None:
    _patch_directory(saved, "project.json", 10, "<H", 12)
    with pytest.raises(StorageError, match="压缩方式"):
        open_project(saved)


@pytest.mark.parametrize(
    ("name", "size", "said"),
    [
        ("manifest.json", container.MAX_MANIFEST + 1, "超过16兆字节"),
        ("project.json", container.MAX_PROJECT + 1, "超过200兆字节"),
        ("project.json", container.RATIO_COUNTS_FROM + 1, "压缩比异常"),
    ],
)
def test_a_bomb_is_refused_before_it_is_unpacked(saved: Path, name: str, size: int, said: str) -> None:
    _patch_directory(saved, name, 24, "<L", size)
    with pytest.raises(StorageError, match=said):
        open_project(saved)


def test_a_real_bomb_in_the_evidence_is_refused(saved: Path) -> None:
    _add(
        saved,
        "evidence/" + "a" * 64,
        b"\0" * (container.RATIO_COUNTS_FROM + 1),
        lambda entry: setattr(entry, "compress_type", zipfile.ZIP_DEFLATED),
    )
    with pytest.raises(StorageError, match="压缩比异常"):
        open_project(saved)


def test_an_entry_that_unpacks_to_more_than_it_says_is_damaged(saved: Path) -> None:
    _patch_directory(saved, "project.json", 24, "<L", 10)
    with pytest.raises(StorageError, match="校验值不符"):
        open_project(saved)


def test_the_sum_of_all_entries_is_bounded(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "MAX_TOTAL", 1000)
    with pytest.raises(StorageError, match="解压后超过"):
        open_project(saved)


@pytest.mark.parametrize(
    ("offset", "form", "value"), [(10, "<H", container.MAX_ENTRIES + 1), (12, "<L", container.MAX_DIRECTORY + 1)]
)
def test_the_number_of_entries_is_bounded_before_they_are_listed(
    saved: Path, offset: int, form: str, value: int
) -> None:
    content = bytearray(saved.read_bytes())
    struct.pack_into(form, content, len(content) - 22 + offset, value)
    saved.write_bytes(content)
    with pytest.raises(StorageError, match="条目过多或过大"):
        open_project(saved)


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        (b"a few words after the end", "不完整"),
        (b"PK\x05\x06" + b"\0" * 18, "缺少 manifest.json"),  # looks like the end of an empty zip
    ],
)
def test_words_after_the_end_are_refused(saved: Path, comment: bytes, said: str) -> None:
    with zipfile.ZipFile(saved, "a") as archive:
        archive.comment = comment
    with pytest.raises(StorageError, match=said):
        open_project(saved)


def test_a_word_document_is_no_project(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    with pytest.raises(StorageError, match="不是零碳园区项目文件"):
        open_project(tmp_path / "a.docx")


def test_any_byte_changed_or_cut_ends_in_a_project_or_a_sentence(saved: Path) -> None:
    whole = saved.read_bytes()
    project = open_project(saved).project
    for position in range(0, len(whole), max(1, len(whole) // 150)):
        flipped = bytearray(whole)
        flipped[position] ^= 0x55
        for content in (bytes(flipped), whole[:position]):
            saved.write_bytes(content)
            try:
                assert open_project(saved).project == project
            except StorageError as error:
                assert str(error).endswith("。") and "\n" not in str(error)


def test_a_part_is_read_and_sought_like_a_file(saved: Path) -> None:
    with Container(saved) as opened:
        sha256, size = next((sha256, size) for sha256, size in opened.evidence.items() if size < 100)
        body = opened.open_evidence(sha256)
        assert body.read() == b"%PDF-1.7 certificate"
        assert body.read() == b""
        assert body.seek(-11, 2) == size - 11
        assert body.read(4) == b"cert"


def test_nothing_is_ever_unpacked_by_the_name_of_an_entry() -> None:
    sources = Path(zcpark_desktop.__file__).parent.rglob("*.py")
    assert [
        path.name for path in sources if re.search(r"\bextract(all)?\(|unpack_archive", path.read_text("utf-8"))
    ] == []
