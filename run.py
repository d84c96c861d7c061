#!/usr/bin/env python3
"""Sets the program up and starts it, with nothing but Python >= 3.11 on the machine.

    python3 run.py                      open the window; without a display, write the sample park's Word documents
    python3 run.py test [pytest args]   run the tests (all of them on two cores, or those that the arguments name)
    python3 run.py package --windows    make the Windows installer, on Windows or Debian (also: --linux)
    python3 run.py release              tests, packages, manual, checksums of a clean tree (--bump X.Y.Z: the next)

The first call makes `.venv` beside this file, installs the pinned dependencies of `locks/` into it and, on Debian and
its kin, the system packages that are missing. Later calls see from the stamp in `.venv` that nothing is left to do. The
stamp is written last, so an interrupted set-up is taken up again. Only the standard library is used here.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "ready.json"
OUT = ROOT / "out"

# What Qt loads from the system -> the Debian package that brings it.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xinerama.so.0": "libxcb-xinerama0",
}
# Programs that the tests drive -> the Debian package that brings them.
TEST_PROGRAMS = {"soffice": "libreoffice-writer-nogui", "pdftoppm": "poppler-utils", "Xvfb": "xvfb"}
CALC_LIBRARY, CALC_PACKAGE = "libsclo.so", "libreoffice-calc-nogui"  # spreadsheets, a library beside soffice itself
FONT_PACKAGE = "fonts-noto-cjk"
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
FONT_MARKS = ("cjk", "sanssc", "serifsc", "sourcehan", "wqy", "fandol", "lxgw", "uming", "ukai", "simsun", "msyh")


class SetupError(Exception):
    """The machine cannot be made ready; the message says in Chinese and English what to do."""


def missing_libraries() -> list[str]:
    """The Debian packages of the Qt libraries that this machine cannot load."""
    missing = []
    for library, package in QT_LIBRARIES.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    return missing


def has_chinese_font() -> bool:
    """Whether a font with Chinese glyphs lies in one of the usual font folders."""
    fonts = (path for folder in FONT_FOLDERS for path in Path(folder).expanduser().rglob("*.[ot]t[fc]"))
    names = (path.name.lower().replace("-", "") for path in fonts)
    return any(mark in name for name in names for mark in FONT_MARKS)


def install_packages(packages: list[str]) -> None:
    """Install Debian packages, as root or through sudo.

    Raises:
        SetupError: there is no apt, no right to use it, or it failed.
    """
    by_hand = "apt-get install " + " ".join(packages)
    problem = SetupError(
        f"缺少系统软件包，请由管理员执行“{by_hand}”（非 Debian 系统请安装对应的软件包）后再试。\n"
        f"System packages are missing: have an administrator run '{by_hand}' (or its like) and try again."
    )
    if not shutil.which("apt-get"):
        raise problem
    if os.geteuid() == 0:
        apt = ["apt-get"]
    elif shutil.which("sudo"):
        apt = ["sudo", "apt-get"] if sys.stdin and sys.stdin.isatty() else ["sudo", "-n", "apt-get"]
    else:
        raise problem
    print("正在安装系统软件包 / Installing system packages:", *packages, flush=True)
    quiet = ["-o", "Dpkg::Use-Pty=0", "-qq"]
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    for command in (["update", *quiet], ["install", "-y", "--no-install-recommends", *quiet, *packages]):
        if subprocess.call([*apt, *command], env=environment, stdout=subprocess.DEVNULL) != 0:
            raise problem


def prepare_system(window: bool, tests: bool) -> None:
    """Install what Linux lacks; other systems bring everything.

    Args:
        window: Qt will be loaded.
        tests: LibreOffice, the PDF tools and a virtual display are needed as well.
    """
    if not sys.platform.startswith("linux"):
        return
    missing = missing_libraries() if window else []
    if tests:
        missing += [package for program, package in TEST_PROGRAMS.items() if not shutil.which(program)]
        if not has_spreadsheets():
            missing.append(CALC_PACKAGE)
    if not has_chinese_font():
        missing.append(FONT_PACKAGE)
    if missing:
        install_packages(missing)


def has_spreadsheets() -> bool:
    """Whether LibreOffice is there with its spreadsheets, which recompute workbooks in the tests."""
    office = shutil.which("soffice")
    return office is not None and (Path(office).resolve().parent / CALC_LIBRARY).exists()


def make_venv() -> None:
    """Make `.venv` anew.

    Raises:
        SetupError: Python cannot make virtual environments here.
    """
    try:
        import ensurepip  # noqa: F401  Debian keeps it in a package of its own
    except ImportError:
        install_packages([f"python{sys.version_info.major}.{sys.version_info.minor}-venv"])
    if subprocess.call([sys.executable, "-m", "venv", "--clear", str(VENV)]) != 0:
        raise SetupError(
            f"无法建立运行环境“{VENV}”，请检查磁盘空间和写入权限。\n"
            f"The environment '{VENV}' cannot be made: check disk space and write permission."
        )


def prepare_python(purposes: list[str]) -> None:
    """Bring `.venv` to the state of the lock files.

    Args:
        purposes: names of lock files in `locks/`, e.g. `run` and `test`.

    Raises:
        SetupError: the environment cannot be made, or a dependency cannot be installed.
    """
    locks = {purpose: ROOT / "locks" / f"{purpose}.txt" for purpose in purposes}
    wanted = {purpose: hashlib.sha256(lock.read_bytes()).hexdigest() for purpose, lock in locks.items()}
    python = f"{sys.version} {sys.base_prefix} {VENV}"
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        stamp = {}
    if stamp.get("python") != python or not PYTHON.exists():
        print("正在建立运行环境，首次约需几分钟 / Setting up, a few minutes the first time", flush=True)
        make_venv()
        stamp = {"python": python, "locks": {}}
    if all(stamp["locks"].get(purpose) == digest for purpose, digest in wanted.items()):
        return
    STAMP.unlink(missing_ok=True)
    progress = [] if sys.stdout and sys.stdout.isatty() else ["-qq"]
    files = [argument for lock in locks.values() for argument in ("-r", str(lock))]
    pip = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", *progress]
    if subprocess.call([*pip, "--require-hashes", "--no-deps", *files]) != 0:
        raise SetupError(
            "依赖软件安装失败，请检查网络连接或软件源设置后再试。\n"
            "The dependencies could not be installed: check the network or pip's settings and try again."
        )
    stamp["locks"].update(wanted)
    STAMP.write_text(json.dumps(stamp), encoding="utf-8")


def has_display() -> bool:
    """Whether a window can be shown."""
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def call(*arguments: str) -> int:
    """Run a module in `.venv` from the project's folder and return its exit status."""
    return subprocess.call([str(PYTHON), "-m", *arguments], cwd=ROOT)


def start() -> int:
    """Open the window or, where there is no display, export the sample park's documents."""
    window = has_display()
    prepare_system(window, tests=False)
    prepare_python(["run"])
    if window:
        return call("zcpark_desktop")
    sample, documents = OUT / "sample.zcpark", OUT / "documents"
    print("没有显示器，改为导出示例园区的 Word 文件 / No display: exporting the sample park's documents", flush=True)
    OUT.mkdir(exist_ok=True)
    if not sample.exists():  # a sample that somebody has edited is left alone
        status = call("zcpark_desktop", "new", str(sample), "--sample")
        if status != 0:
            return status
    status = call("zcpark_desktop", "export", str(sample), "--out", str(documents))
    if status == 0:
        print(f"Word 文件在 / The documents are in: {documents}")
    return status


def test(arguments: list[str]) -> int:
    """Run pytest; the whole suite uses two processes."""
    prepare_system(window=True, tests=True)
    prepare_python(["run", "test"])
    return call("pytest", *(arguments or ["-n", "2"]))


def package(arguments: list[str]) -> int:
    """Build the package of a system, and prove that it works."""
    prepare_system(window=True, tests=False)
    prepare_python(["run", "package"])
    return call("installer", *arguments)


def main(arguments: list[str]) -> int:
    """Carry out the command line and return the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.reconfigure(errors="replace")  # consoles that cannot print Chinese
    if sys.version_info < (3, 11):
        print("需要 Python 3.11 或更新版本 / Python 3.11 or later is needed:", sys.executable, file=sys.stderr)
        return 2
    try:
        if not arguments:
            return start()
        if arguments[0] == "test":
            return test(arguments[1:])
        if arguments[0] == "package":
            return package(arguments[1:])
        if arguments[0] == "release":
            return package(arguments)
    except SetupError as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    print(__doc__)
    return 0 if arguments[0] in ("-h", "--help", "help") else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
