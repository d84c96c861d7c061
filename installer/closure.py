"""What a Windows package needs from outside itself: nothing but libraries that Windows has."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

# Part of every Windows 10 from 1809 on.
OF_WINDOWS = frozenset(
    f"{name}.dll"
    for name in """
    advapi32 authz bcrypt bcryptprimitives comctl32 comdlg32 crypt32 d3d9 d3d11 d3d12 dnsapi dwmapi dwrite dxgi gdi32
    icuuc imm32 iphlpapi kernel32 mpr msvcrt netapi32 ntdll ole32 oleaut32 psapi rpcrt4 secur32 setupapi shcore shell32
    shlwapi ucrtbase uiautomationcore user32 userenv uxtheme version winhttp winmm winspool ws2_32 wtsapi32
    """.split()
) | {"winspool.drv"}
OF_THE_C_RUNTIME = ("api-ms-win-", "ext-ms-win-")


def imported_libraries(folder: Path) -> dict[str, list[str]]:
    """What the programs and libraries in a folder import: file name -> names of libraries."""
    import pefile

    found = {}
    for path in folder.rglob("*"):
        if path.suffix.lower() in (".dll", ".pyd", ".exe"):
            with pefile.PE(str(path), fast_load=True) as image:
                image.parse_data_directories([pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_IMPORT"]])
                entries = getattr(image, "DIRECTORY_ENTRY_IMPORT", ())
                found[path.name] = [entry.dll.decode() for entry in entries]
    return found


def missing_libraries(imported: dict[str, list[str]]) -> dict[str, list[str]]:
    """Libraries that neither the package nor Windows has.

    Wine has libraries that a bare Windows lacks, so that running there is no proof of this.

    Args:
        imported: file of the package -> libraries that it imports.

    Returns:
        Library -> files that import it.
    """
    there = {name.lower() for name in imported} | OF_WINDOWS
    missing = defaultdict(list)
    for name, libraries in imported.items():
        for library in map(str.lower, libraries):
            if library not in there and not library.startswith(OF_THE_C_RUNTIME):
                missing[library].append(name)
    return dict(missing)
