"""The licences of everything that a package carries, as one text file."""

from __future__ import annotations

import re
import sys
from email.parser import HeaderParser
from importlib.metadata import Distribution, distributions
from pathlib import Path

from .places import NAME, ROOT, VERSION

TEXTS = Path(__file__).with_name("licences")
RULE = "=" * 100
QT = """本程序通过 PySide6 使用 Qt {version}，遵循 GNU LGPL 第3版，未作修改。Qt 的动态库在安装文件夹的
_internal/PySide6 中，可用自行编译的同版本动态库替换。Qt 与 PySide6 的源代码：https://download.qt.io/official_releases/
"""


def licence_texts(site_packages: Path | None, python_licence: str) -> str:
    """The text of the licences' file.

    Args:
        site_packages: where the bundled libraries were unpacked; None for those that this Python imports.
        python_licence: the licence of the bundled Python.
    """
    found = distributions(path=[str(site_packages)]) if site_packages else distributions()
    bundled = {entry.name.lower(): entry for entry in found if entry.name.lower().replace("_", "-") in _locked()}
    parts = [f"{NAME} {VERSION}\n\n本程序以及随它安装的第三方软件的许可。",
             _part(NAME, (ROOT / "LICENSE").read_text(encoding="utf-8")), _part("Python", python_licence)]
    for name in sorted(bundled):
        parts.append(_part(f"{name} {bundled[name].version}", _texts(bundled[name])))
    parts.append(_part("ZcparkSansSC", (ROOT / "resources/report/fonts/OFL.txt").read_text(encoding="utf-8")))
    for path in sorted(TEXTS.glob("*.txt")):
        parts.append(_part(path.stem, path.read_text(encoding="utf-8")))
    return "\n".join(parts)


def python_licence() -> str:
    """The licence of the Python that runs this; its folder depends on who built it."""
    folders = (Path(sys.base_prefix), Path(sys.base_prefix) / "lib" / f"python3.{sys.version_info.minor}",
               Path(f"/usr/share/doc/python3.{sys.version_info.minor}-minimal"))
    texts = [folder / name for folder in folders for name in ("LICENSE.txt", "LICENSE", "copyright")]
    return next(text.read_text(encoding="utf-8") for text in texts if text.is_file())


def _locked() -> set[str]:
    lock = (ROOT / "locks" / "run.txt").read_text(encoding="utf-8")
    bundled = {name.lower().replace("_", "-") for name in re.findall(r"^([A-Za-z0-9._-]+)==", lock, re.MULTILINE)}
    return bundled | {"pyinstaller"}  # its start program is part of every package


def _texts(distribution: Distribution) -> str:
    if distribution.name.lower().startswith(("pyside6", "shiboken6")):
        return QT.format(version=distribution.version)
    files = [file for file in distribution.files or ()
             if ".dist-info" in str(file) and re.search("licen|copying|notice|author", file.name, re.IGNORECASE)]
    texts = [Path(str(file.locate())).read_text(encoding="utf-8", errors="replace") for file in sorted(files)]
    metadata = HeaderParser().parsestr(distribution.read_text("METADATA") or "")
    stated = metadata["License-Expression"] or metadata["License"] or ""
    return "\n\n".join([stated, *texts]).strip() or "见该软件的主页。"


def _part(title: str, text: str) -> str:
    return f"{RULE}\n{title}\n{RULE}\n\n{text.strip()}\n"
