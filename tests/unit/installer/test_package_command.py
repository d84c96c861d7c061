"""`run.py package` sets up what packaging needs, and says what it cannot do."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import run
from installer import __main__ as command
from installer import debian, windows
from installer.process import PackagingError, call


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What `run.py` does, instead of doing it."""
    done: list[object] = []
    monkeypatch.setattr(run, "prepare_system", lambda **wanted: done.append(wanted))
    monkeypatch.setattr(run, "prepare_python", done.append)
    monkeypatch.setattr(run, "call", lambda *words: done.append(words) or 0)
    return done


def test_packaging_needs_its_lock_and_qt(calls: list[object]) -> None:
    assert run.main(["package", "--windows"]) == 0
    assert calls == [{"window": True, "tests": False}, ["run", "package"], ("installer", "--windows")]


@pytest.mark.parametrize("arguments", [["--mac"], ["--windows", "--linux"]])
def test_other_systems_are_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(arguments) == 2
    assert "--windows, --linux" in capsys.readouterr().err


def test_a_failure_is_told_and_is_the_exit_status(monkeypatch: pytest.MonkeyPatch,
                                                  capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        raise PackagingError("the disk is full")

    monkeypatch.setattr(command, "_linux", fail)
    assert command.main(["--linux"]) == 1
    assert capsys.readouterr().err == "the disk is full\n"


@pytest.mark.parametrize(("name", "found", "wanted"), [
    ("all there", lambda program: "/usr/bin/x", []),
    ("no Wine", lambda program: None if program == "wine" else "/usr/bin/x", ["wine64", "wine"]),
])
def test_only_what_is_missing_is_installed(monkeypatch: pytest.MonkeyPatch, name: str,
                                           found: Callable[[str], str | None], wanted: list[str]) -> None:
    installed: list[str] = []
    monkeypatch.setattr(debian.shutil, "which", found)
    monkeypatch.setattr(debian, "install_packages", installed.extend)
    debian.prepare(debian.FOR_WINDOWS)
    assert installed == wanted


def test_a_failing_program_is_named_with_its_last_words() -> None:
    with pytest.raises(PackagingError, match=r"(?s)sh ended with 3:.*no space left"):
        call(["sh", "-c", "echo no space left >&2; exit 3"])


def test_a_program_that_hangs_is_given_up() -> None:
    with pytest.raises(PackagingError, match="sleep did not end within 0 s"):
        call(["sleep", "30"], timeout=0.1)


def test_the_package_is_not_made_where_windows_would_lack_a_library(monkeypatch: pytest.MonkeyPatch,
                                                                    tmp_path) -> None:
    monkeypatch.setattr(windows, "WORK", tmp_path)
    monkeypatch.setattr(windows, "PYTHON", tmp_path / "python")
    monkeypatch.setattr(windows, "TREE", tmp_path / "dist/zcpark")
    monkeypatch.setattr(windows, "NATIVE", False)

    def freeze(_: object) -> None:
        (tmp_path / "dist/zcpark/_internal/resources").mkdir(parents=True)
        (tmp_path / "python").mkdir()
        (tmp_path / "python/LICENSE.txt").touch()

    monkeypatch.setattr(windows.icon, "write_ico", lambda _: None)
    monkeypatch.setattr(windows, "_freeze_under_wine", freeze)
    monkeypatch.setattr(windows, "imported_libraries", lambda _: {"zcpark.exe": ["mscoree.dll"]})
    with pytest.raises(PackagingError, match=r"mscoree.dll \(zcpark.exe\)"):
        windows.build()
