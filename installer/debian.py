"""What building and proving packages needs from Debian."""

from __future__ import annotations

import ctypes
import shutil
import sysconfig

from run import install_packages

# Program -> the package that brings it.
FOR_WINDOWS = {
    "wine": "wine64 wine",
    "Xvfb": "xvfb",
    "makensis": "nsis",
    "osslsigncode": "osslsigncode",
    "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64",
    "xwininfo": "x11-utils",
    "xdotool": "xdotool",
}
FOR_LINUX = {
    "dpkg-deb": "dpkg",
    "objdump": "binutils",  # PyInstaller reads libraries with it
    "desktop-file-validate": "desktop-file-utils",
    "update-mime-database": "shared-mime-info",
    "Xvfb": "xvfb",
    "xwininfo": "x11-utils",
}


def prepare(programs: dict[str, str]) -> None:
    """Install what is missing.

    Raises:
        SetupError: there is no apt, no right to use it, or it failed.
    """
    missing = [package for program, packages in programs.items() if not shutil.which(program)
               for package in packages.split()]
    if missing:
        install_packages(missing)


def prepare_shared_python() -> None:
    """Install Python's library where the interpreter does without it: PyInstaller packs it.

    Raises:
        SetupError: there is no apt, no right to use it, or it failed.
    """
    try:
        ctypes.CDLL(sysconfig.get_config_var("INSTSONAME"))
    except OSError:
        install_packages([f"libpython{sysconfig.get_python_version()}"])
