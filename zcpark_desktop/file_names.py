"""Names for files that Windows, macOS and Linux all take."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

_FORBIDDEN = '\\/:*?"<>|'
_RESERVED = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{device}{number}" for device in ("com", "lpt") for number in "123456789¹²³"),
}
"""Names of devices, which Windows opens instead of a file, whatever stands behind their first full stop."""


def safe_name(text: str, longest: int = 80) -> str:
    """The text as a file's name without its ending; “未命名” where nothing of it is left."""
    shown = "".join("_" if c in _FORBIDDEN or not c.isprintable() else c for c in unicodedata.normalize("NFC", text))
    name = shown.strip(" .")[:longest].strip(" .")
    if name.split(".")[0].strip().lower() in _RESERVED:
        name = f"_{name}"
    return name or "未命名"


def distinct(names: Iterable[str]) -> Iterator[str]:
    """The names, those that came before (in any case of letters) with a number behind."""
    taken: set[str] = set()
    for name in names:
        number, result = 1, name
        while result.lower() in taken:
            number += 1
            result = f"{name}({number})"
        taken.add(result.lower())
        yield result
