"""What Windows shows as the properties of a program file."""

from __future__ import annotations

from typing import Any

from zcpark_desktop import __version__

NAME = "零碳园区申报"
SIMPLIFIED_CHINESE, UNICODE = 0x0804, 1200


def numbers(version: str) -> tuple[int, int, int, int]:
    """A version such as `1.2.3` as the four numbers that Windows compares."""
    major, minor, patch = (int(part) for part in version.split("."))
    return major, minor, patch, 0


def version_resource(name: str) -> Any:
    """The version resource of the program `name`, as PyInstaller takes it."""
    from PyInstaller.utils.win32 import versioninfo as windows

    entries = {
        "CompanyName": "zcpark_desktop",
        "FileDescription": NAME,
        "FileVersion": __version__,
        "InternalName": name,
        "LegalCopyright": "MIT License",
        "OriginalFilename": f"{name}.exe",
        "ProductName": NAME,
        "ProductVersion": __version__,
    }
    strings = [windows.StringStruct(key, value) for key, value in entries.items()]
    return windows.VSVersionInfo(
        ffi=windows.FixedFileInfo(filevers=numbers(__version__), prodvers=numbers(__version__)),
        kids=[
            windows.StringFileInfo([windows.StringTable(f"{SIMPLIFIED_CHINESE:04X}{UNICODE:04X}", strings)]),
            windows.VarFileInfo([windows.VarStruct("Translation", [SIMPLIFIED_CHINESE, UNICODE])]),
        ],
    )
