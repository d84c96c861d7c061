"""The locked dependencies as Windows wants them, fetched on any system."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from packaging.markers import Marker

from .places import ROOT
from .process import call

# What the markers in the lock files ask about.
WINDOWS_PYTHON = {
    "implementation_name": "cpython",
    "implementation_version": "3.11.9",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "platform_python_implementation": "CPython",
    "platform_release": "10",
    "platform_system": "Windows",
    "platform_version": "10",
    "python_full_version": "3.11.9",
    "python_version": "3.11",
    "sys_platform": "win32",
}
_FOR_WINDOWS = ["--platform", "win_amd64", "--python-version", "3.11", "--implementation", "cp", "--only-binary=:all:"]
_AS_LOCKED = ["--disable-pip-version-check", "--quiet", "--require-hashes", "--no-deps"]


def windows_requirements(lock: str) -> str:
    """The entries of a lock file that hold on Windows, without their markers.

    pip would evaluate the markers for the system that it runs on, and leave out what Windows alone needs.
    """
    chosen = []
    for first, hashes in re.findall(r"^([A-Za-z0-9][^\n]*)\n((?:[ ]+[^\n]*\n?)*)", lock, flags=re.MULTILINE):
        requirement, _, marker = first.removesuffix("\\").partition(";")
        if not marker.strip() or Marker(marker.strip()).evaluate(dict(WINDOWS_PYTHON)):
            chosen.append(f"{requirement.strip()} \\\n{hashes}")
    return "".join(chosen)


def unpack_wheels(locks: list[str], work: Path, target: Path) -> None:
    """Fetch the wheels that lock files name, by hash, and unpack them for Windows.

    Args:
        locks: names of lock files in `locks/`.
        work: where the wheels are kept.
        target: the site-packages folder.

    Raises:
        PackagingError: a wheel is missing, or not the one that was locked.
    """
    requirements = work / f"{'-'.join(locks)}-windows.txt"
    wheels = work / "wheels"
    texts = [windows_requirements((ROOT / "locks" / f"{lock}.txt").read_text(encoding="utf-8")) for lock in locks]
    requirements.write_text("".join(texts), encoding="utf-8")
    pip = [sys.executable, "-m", "pip"]
    call([*pip, "download", *_AS_LOCKED, *_FOR_WINDOWS, "-d", wheels, "-r", requirements])
    here = ["--no-index", f"--find-{'links'}={wheels}"]
    call([*pip, "install", *_AS_LOCKED, *_FOR_WINDOWS, *here, "--target", target, "-r", requirements])
