"""Windows gets what the lock files pin for Windows, whatever system builds the package."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from installer.wheels import windows_requirements

LOCKS = Path(__file__).resolve().parents[3] / "locks"


def test_what_windows_alone_needs_is_kept() -> None:
    lock = "colorama==0.4.6 ; sys_platform == 'win32' \\\n    --hash=sha256:aa\n"
    assert windows_requirements(lock) == "colorama==0.4.6 \\\n    --hash=sha256:aa\n"


@pytest.mark.parametrize("marker", ["sys_platform == 'darwin'", "python_full_version >= '3.12'", "os_name == 'posix'"])
def test_what_other_systems_and_pythons_need_is_left_out(marker: str) -> None:
    assert windows_requirements(f"other==1 ; {marker} \\\n    --hash=sha256:aa\n") == ""


def test_every_hash_comes_along() -> None:
    lock = "# a comment\none==1 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\ntwo==2 \\\n    --hash=sha256:cc\n"
    assert windows_requirements(lock) == lock.removeprefix("# a comment\n")


def test_the_locks_give_windows_one_version_of_each_package() -> None:
    chosen = "".join(windows_requirements((LOCKS / name).read_text(encoding="utf-8")) for name in ("run.txt",
                                                                                                "package.txt"))
    names = re.findall(r"^([A-Za-z0-9._-]+)==", chosen, re.MULTILINE)
    assert len(names) == len(set(names))
    assert {"numpy", "tzdata", "pefile", "pywin32-ctypes"} <= set(names)
    assert "numpy==2.0.2 " in chosen
