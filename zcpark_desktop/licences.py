"""The licences of the program and of all that it is made of, as the About window shows and packages carry them."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from email.parser import HeaderParser
from importlib.metadata import Distribution, distributions
from pathlib import Path

from . import __version__, paths

NAME = "零碳园区申报"
BUNDLED = "licences.txt"
"""In the resources of a package: the texts, taken down when it was made."""
RULE = "=" * 100
QT = """本程序通过 PySide6 使用 Qt {version}，遵循 GNU LGPL 第3版，未作修改。Qt 的动态库在安装文件夹的
_internal/PySide6 中，可用自行编译的同版本动态库替换。Qt 与 PySide6 的源代码：https://download.qt.io/official_releases/
"""


@dataclass(frozen=True)
class Licence:
    """The licence of one part: its name with its version, and the whole text."""

    title: str
    text: str


def licences() -> list[Licence]:
    """The licences of what runs now: those noted in the package, or those of the libraries that are installed."""
    bundled = paths.resources() / BUNDLED
    if bundled.is_file():
        return list(parsed(bundled.read_text(encoding="utf-8-sig")))
    return collected(installed_names(), None, sys.copyright)


def collected(names: Iterable[str], site_packages: Path | None, python_licence: str) -> list[Licence]:
    """The licences of the program, of Python, and of the libraries of these names.

    Args:
        site_packages: where the libraries were unpacked; None for those that this Python imports.
    """
    wanted = {_canonical(name) for name in names}
    found = distributions(path=[str(site_packages)]) if site_packages else distributions()
    bundled = {_canonical(entry.name): entry for entry in found if _canonical(entry.name) in wanted}
    resources = paths.resources()
    own = resources.parent / "LICENSE"
    made = [Licence(f"{NAME} {__version__}", own.read_text(encoding="utf-8") if own.is_file() else "MIT"),
            Licence("Python", python_licence)]
    made += [Licence(f"{name} {bundled[name].version}", _texts(bundled[name])) for name in sorted(bundled)]
    made.append(Licence("ZcparkSansSC", (resources / "report/fonts/OFL.txt").read_text(encoding="utf-8")))
    texts = sorted((resources / "licences").glob("*.txt"))
    return made + [Licence(path.stem, path.read_text(encoding="utf-8")) for path in texts]


def installed_names() -> set[str]:
    """The libraries that the program is made of: those of the lock in a checkout, all that are there otherwise."""
    lock = paths.resources().parent / "locks" / "run.txt"
    if lock.is_file():
        return locked_names(lock)
    return {entry.name for entry in distributions()}


def locked_names(lock: Path) -> set[str]:
    """The names of the libraries that a lock file pins."""
    return set(re.findall(r"^([A-Za-z0-9._-]+)==", lock.read_text(encoding="utf-8"), re.MULTILINE))


def as_text(parts: Sequence[Licence]) -> str:
    """All licences as one text, which `parsed` reads."""
    head = f"{NAME} {__version__}\n\n本程序以及随它安装的第三方软件的许可。"
    return "\n".join([head, *(f"{RULE}\n{part.title}\n{RULE}\n\n{part.text.strip()}\n" for part in parts)])


def parsed(text: str) -> Iterator[Licence]:
    """The licences in a text that `as_text` wrote."""
    pieces = re.split(rf"^{RULE}\n(.*)\n{RULE}$", text.replace("\r\n", "\n"), flags=re.MULTILINE)
    for title, body in zip(pieces[1::2], pieces[2::2], strict=True):
        yield Licence(title, body.strip())


def _canonical(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")


def _texts(distribution: Distribution) -> str:
    if _canonical(distribution.name).startswith(("pyside6", "shiboken6")):
        return QT.format(version=distribution.version)
    files = [file for file in distribution.files or ()
             if ".dist-info" in str(file) and re.search("licen|copying|notice|author", file.name, re.IGNORECASE)]
    texts = [path.read_text(encoding="utf-8", errors="replace") for file in sorted(files)
             if (path := Path(str(file.locate()))).is_file()]
    metadata = HeaderParser().parsestr(distribution.read_text("METADATA") or "")
    stated = metadata["License-Expression"] or metadata["License"] or ""
    return "\n\n".join([stated, *texts]).strip() or "见该软件的主页。"
