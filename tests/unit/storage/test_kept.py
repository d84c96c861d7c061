"""Small texts among the user's data."""

from __future__ import annotations

from pathlib import Path

import pytest

from zcpark_desktop import paths
from zcpark_desktop.storage.kept import MAPPINGS, keep, kept
from zcpark_desktop.storage.refusals import StorageError


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(paths, "user_data", lambda: tmp_path)
    return tmp_path


def test_what_is_kept_is_read_again_and_replaced_whole() -> None:
    assert kept(MAPPINGS) == ""
    keep(MAPPINGS, "甲" * 1000)
    keep(MAPPINGS, "乙")
    assert kept(MAPPINGS) == "乙"


def test_a_text_that_cannot_be_read_is_refused_with_a_sentence(folder: Path) -> None:
    (folder / MAPPINGS).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(StorageError, match="无法读取"):
        kept(MAPPINGS)
