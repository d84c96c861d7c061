"""Where packages are built, and where they end up."""

from __future__ import annotations

import hashlib
from pathlib import Path

from zcpark_desktop import __version__

from .process import PackagingError

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
"""Everything in between; may be deleted at any time."""
PACKAGES = ROOT / "out" / "packages"
"""The packages, their checksums and the report of the proof."""
NAME = "零碳园区申报"
"""What the program is called where users see it."""
VERSION = __version__
CHECKSUMS = "SHA256SUMS"


def packages_folder() -> Path:
    """The folder of the packages, made if missing."""
    PACKAGES.mkdir(parents=True, exist_ok=True)
    return PACKAGES


def finish(packages: list[Path], largest_mb: dict[str, int]) -> None:
    """Write the checksums of everything in the packages' folder, and say what was made.

    Args:
        packages: what was made now.
        largest_mb: suffix -> what such a package may have, in megabytes (10^6 bytes).

    Raises:
        PackagingError: a package is larger.
    """
    files = sorted(path for path in packages_folder().iterdir() if path.is_file() and path.name != CHECKSUMS)
    sums = {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    (PACKAGES / CHECKSUMS).write_text("".join(f"{digest}  {path.name}\n" for path, digest in sums.items()),
                                      encoding="utf-8", newline="\n")
    for package in packages:
        size = package.stat().st_size / 1e6
        print(f"{package.relative_to(ROOT)}  {size:.1f} MB  sha256 {sums[package]}", flush=True)
        if size > largest_mb[package.suffix]:
            raise PackagingError(f"{package.name} has {size:.1f} MB, and may have {largest_mb[package.suffix]}")
