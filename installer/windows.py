"""The Windows package: program folder, installer, portable archive."""

from __future__ import annotations

import os
import shutil
import sys
import zipfile
from pathlib import Path

from . import icon, runtime
from .closure import imported_libraries, missing_libraries
from .licences import licence_texts
from .places import BUILD, NAME, ROOT, VERSION, packages_folder
from .process import PackagingError, call
from .version_resource import numbers
from .wheels import unpack_wheels
from .wine import Wine

WORK = BUILD / "windows"
PYTHON = WORK / "python"
TREE = WORK / "dist" / "zcpark"
NATIVE = os.name == "nt"
RECIPE = ROOT / "installer" / "bundle.spec"


def build() -> list[Path]:
    """Build everything; the program folder stays in `TREE` for the proof.

    On Windows the Python that runs this is packed; elsewhere a proved one, by PyInstaller under Wine.

    Returns:
        The installer and the portable archive.

    Raises:
        PackagingError: a step failed, or the package would need what Windows does not have.
    """
    WORK.mkdir(parents=True, exist_ok=True)
    drawn = WORK / "zcpark.ico"
    icon.write_ico(drawn)
    shutil.rmtree(TREE, ignore_errors=True)
    if NATIVE:
        _freeze_here(drawn)
        site_packages, licence = None, Path(sys.base_prefix, "LICENSE.txt")
    else:
        _freeze_under_wine(drawn)
        site_packages, licence = PYTHON / "Lib" / "site-packages", PYTHON / "LICENSE.txt"
    texts = licence_texts(site_packages, licence.read_text(encoding="utf-8"))
    (TREE / "_internal" / "resources" / "licences.txt").write_text(texts, encoding="utf-8-sig", newline="\r\n")
    missing = missing_libraries(imported_libraries(TREE))
    if missing:
        raise PackagingError("Windows lacks libraries that the package imports: "
                             + "; ".join(f"{library} ({', '.join(files)})" for library, files in missing.items()))
    return [_installer(drawn), _portable()]


def _freeze_here(drawn: Path) -> None:
    call([sys.executable, "-m", "PyInstaller", *_options(), RECIPE], cwd=ROOT,
         env={**os.environ, "ZCPARK_ICON": str(drawn)})


def _freeze_under_wine(drawn: Path) -> None:
    proved = runtime.take_proved(runtime.fetch(WORK), PYTHON)
    print(f"Python for Windows: {proved} files proved by their signatures", flush=True)
    unpack_wheels(["run", "package"], WORK, PYTHON / "Lib" / "site-packages")
    with Wine(WORK / "build-prefix") as wine:
        wine.environment["ZCPARK_ICON"] = str(drawn)
        wine.run(PYTHON / "python.exe", "-E", "-s", "-m", "PyInstaller", *_options(), RECIPE, timeout=1500)


def _options() -> list[str | Path]:
    return ["--noconfirm", "--log-level", "WARN", "--distpath", TREE.parent, "--workpath", WORK / "work"]


def _installer(drawn: Path) -> Path:
    package = packages_folder() / f"zcpark-{VERSION}-windows-x64-setup.exe"
    licence = WORK / "LICENSE.txt"
    licence.write_text((ROOT / "LICENSE").read_text(encoding="utf-8"), encoding="utf-8-sig", newline="\r\n")
    defined = {
        "VERSION": VERSION,
        "NUMBERS": ".".join(map(str, numbers(VERSION))),
        "TREE": TREE,
        "ICON": drawn,
        "LICENCE": licence,
        "OUT": package,
        "SIZE_KB": sum(path.stat().st_size for path in TREE.rglob("*") if path.is_file()) // 1024,
    }
    definitions = [f"{'/' if NATIVE else '-'}D{name}={value}" for name, value in defined.items()]
    charset = ["/INPUTCHARSET" if NATIVE else "-INPUTCHARSET", "UTF8"]
    call([_makensis(), *charset, "-V2" if not NATIVE else "/V2", "-WX" if not NATIVE else "/WX", *definitions,
          ROOT / "installer" / "setup.nsi"], env={**os.environ, "LC_ALL": "C.UTF-8"})
    return package


def _makensis() -> str:
    found = shutil.which("makensis") or shutil.which("makensis", path=r"C:\Program Files (x86)\NSIS")
    if found is None:
        raise PackagingError("makensis is missing: install NSIS 3 and try again")
    return found


def _portable() -> Path:
    package = packages_folder() / f"zcpark-{VERSION}-windows-x64-portable.zip"
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(TREE.rglob("*")):
            if path.is_file():
                archive.write(path, Path(NAME) / path.relative_to(TREE))
    return package
