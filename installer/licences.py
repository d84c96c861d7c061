"""The licences of everything that a package carries, as one text file."""

from __future__ import annotations

import sys
from pathlib import Path

from zcpark_desktop.licences import as_text, collected, locked_names

from .places import ROOT

STARTER = "pyinstaller"
"""Its start program is part of every package."""


def licence_texts(site_packages: Path | None, python_licence: str) -> str:
    """The text of the licences' file.

    Args:
        site_packages: where the bundled libraries were unpacked; None for those that this Python imports.
        python_licence: the licence of the bundled Python.
    """
    names = locked_names(ROOT / "locks" / "run.txt") | {STARTER}
    return as_text(collected(names, site_packages, python_licence))


def python_licence() -> str:
    """The licence of the Python that runs this; its folder depends on who built it."""
    folders = (Path(sys.base_prefix), Path(sys.base_prefix) / "lib" / f"python3.{sys.version_info.minor}",
               Path(f"/usr/share/doc/python3.{sys.version_info.minor}-minimal"))
    texts = [folder / name for folder in folders for name in ("LICENSE.txt", "LICENSE", "copyright")]
    return next(text.read_text(encoding="utf-8") for text in texts if text.is_file())
