"""A full disk while something is written for others: one sentence that names the file, and what was there stays."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from zcpark_desktop.cli import main


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A saved sample park."""
    file = tmp_path / "a.zcpark"
    assert main(["new", str(file), "--sample"]) == 0
    return file


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Lets the disk of a folder be full from now on: files can be made there, and take nothing."""

    def fill(folder: Path) -> None:
        genuine = open

        def filled(file: Any, mode: str = "r", *args: Any, **more: Any) -> Any:
            opened = genuine(file, mode, *args, **more)
            if "r" not in mode and isinstance(file, (str, Path)) and folder in Path(file).parents:
                def refuse(_content: object) -> int:
                    raise OSError(errno.ENOSPC, "No space left on device")

                opened.close()
                opened = genuine(file, "rb")
                return _Full(opened, refuse)
            return opened

        monkeypatch.setattr("builtins.open", filled)
        monkeypatch.setattr("io.open", filled)

    return fill


class _Full:
    def __init__(self, file: Any, refuse: Callable[[object], int]) -> None:
        self._file, self.write = file, refuse

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> _Full:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (["workbook", "--force", "--out"], "计算.xlsx"),
        (["boundary", "--force", "--out"], "边界.geojson"),
        (["template", "--enterprises", "--out"], ""),
        (["export", "--only", "application", "--out"], ""),
    ],
)
def test_what_was_there_stays_and_one_sentence_names_the_file(
    command: list[str], name: str, project: Path, tmp_path: Path, full: Callable[[Path], None],
    capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    if name:
        (folder / name).write_bytes(b"before")
    full(folder)
    assert main([command[0], str(project), *command[1:], str(folder / name)]) == 2
    told = capsys.readouterr().err.strip()
    assert told.count("\n") == 0 and "磁盘空间不足" in told and str(folder) in told
    assert [each.name for each in folder.iterdir()] == ([name] if name else [])
    if name:
        assert (folder / name).read_bytes() == b"before"
