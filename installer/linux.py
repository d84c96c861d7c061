"""The package for Debian, Ubuntu and their kin, and the proof that what is in it works."""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

from run import QT_LIBRARIES

from . import icon
from .licences import licence_texts, python_licence
from .places import BUILD, NAME, ROOT, VERSION, packages_folder
from .process import call
from .proof import Proof, expect
from .screen import virtual_screen
from .wine import wait_until

WORK = BUILD / "linux"
TREE = WORK / "dist" / "zcpark"
STAGE = WORK / "stage"
FILES = Path(__file__).with_name("linux_files")
PROGRAM = "usr/lib/zcpark"
ICON_SIZES = (16, 24, 32, 48, 64, 128, 256)
STARTS = 5
SLOWEST = 1.3
"""How much longer the packed program may take to start than the same program unpacked."""
CONTROL = """\
Package: zcpark
Version: {version}
Architecture: amd64
Maintainer: zcpark_desktop developers <zcpark@example.invalid>
Installed-Size: {size}
Depends: libc6 (>= {glibc}), {depends}
Recommends: fonts-noto-cjk | fonts-wqy-microhei | fonts-wqy-zenhei
Section: misc
Priority: optional
Description: Prepare the application of a zero-carbon park
 Collects the data of an industrial park, evaluates the indicators of the city's,
 the province's and the national scheme, and writes the Word documents.
 .
 零碳园区申报：整理园区数据，核对各级指标，生成申报文稿；数据只保存在本机。
"""


def build() -> Path:
    """Freeze the program and pack it.

    Raises:
        PackagingError: a step failed.
    """
    shutil.rmtree(WORK, ignore_errors=True)
    call([sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "--distpath", TREE.parent,
          "--workpath", WORK / "work", ROOT / "installer" / "bundle.spec"], cwd=ROOT)
    licences = licence_texts(None, python_licence())
    (TREE / "_internal" / "resources" / "licences.txt").write_text(licences, encoding="utf-8")
    _stage(licences)
    package = packages_folder() / f"zcpark_{VERSION}_amd64.deb"
    call(["dpkg-deb", "--root-owner-group", "-Zxz", "--build", STAGE, package])
    return package


def _stage(licences: str) -> None:
    shutil.copytree(TREE, STAGE / PROGRAM, symlinks=True)
    share = STAGE / "usr" / "share"
    for folder in (STAGE / "DEBIAN", STAGE / "usr/bin", share / "applications", share / "mime/packages",
                   share / "doc/zcpark"):
        folder.mkdir(parents=True)
    (STAGE / "usr/bin/zcpark").symlink_to("../lib/zcpark/zcpark")
    shutil.copy(FILES / "zcpark.desktop", share / "applications")
    shutil.copy(FILES / "zcpark.xml", share / "mime/packages")
    (share / "doc/zcpark/copyright").write_text(licences, encoding="utf-8")
    icons = share / "icons/hicolor"
    for size in ICON_SIZES:
        drawn = icons / f"{size}x{size}/apps/zcpark.png"
        drawn.parent.mkdir(parents=True)
        drawn.write_bytes(icon.png(size))
    (icons / "scalable/apps").mkdir(parents=True)
    shutil.copy(icon.DRAWING, icons / "scalable/apps/zcpark.svg")
    size = sum(path.lstat().st_size for path in STAGE.rglob("*")) // 1024
    control = CONTROL.format(version=VERSION, size=size, glibc=newest_glibc(TREE),
                             depends=", ".join(sorted(QT_LIBRARIES.values())))
    (STAGE / "DEBIAN/control").write_text(control, encoding="utf-8")


def newest_glibc(folder: Path) -> str:
    """The C library's version that the programs and libraries in a folder need, such as `2.36`."""
    versions = set()
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink() and path.read_bytes()[:4] == b"\x7fELF":
            versions |= set(re.findall(r"GLIBC_(\d+)\.(\d+)\b", call(["objdump", "-p", path])))
    major, minor = max((int(major), int(minor)) for major, minor in versions)
    return f"{major}.{minor}"


def prove(package: Path) -> None:
    """Unpack the package, try what is in it, and write the report; nothing is installed on this machine.

    Raises:
        PackagingError: something does not work.
    """
    proof = Proof("linux-proof", "The Debian package")
    root, home = WORK / "unpacked", WORK / "home"
    program = root / PROGRAM / "zcpark"
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(home), "LC_ALL": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"}
    with proof.step("The package's fields and files"):
        shutil.rmtree(root, ignore_errors=True)
        call(["dpkg-deb", "-x", package, root])
        call(["desktop-file-validate", root / "usr/share/applications/zcpark.desktop"])
        call(["update-mime-database", root / "usr/share/mime"])
        globs = (root / "usr/share/mime/globs2").read_text(encoding="utf-8")
        expect("application/x-zcpark:*.zcpark" in globs, "project files have no type")
        expect((root / "usr/bin/zcpark").resolve() == program, "/usr/bin/zcpark leads nowhere")
    with proof.step("The program's own checks (--selftest)"):
        call([program, "--selftest", home / "自检 报告"], env=environment, cwd=root)
        proof.keep_selftest(home / "自检 报告")
    with proof.step("The window on an X server"), virtual_screen() as display:
        call([program, "--exit-when-ready"], env={**environment, "QT_QPA_PLATFORM": "xcb", "DISPLAY": display})
    first, second = home / "我的 资料" / "示例 园区.zcpark", home / "我的 资料" / "新 园区.zcpark"
    with proof.step("A second double click opens the project in the same window"), virtual_screen() as display:
        first.parent.mkdir(exist_ok=True)
        call([program, "new", first, "--sample"], env=environment)
        call([program, "new", second], env=environment)
        _open_two(program, first, second, {**environment, "QT_QPA_PLATFORM": "xcb", "DISPLAY": display})
    with proof.step(f"Start to first paint, at most {SLOWEST} times the unpacked program's") as seen:
        packed = _start_seconds([program], environment)
        unpacked = _start_seconds([sys.executable, "-m", "zcpark_desktop"], environment)
        seen(f"packed {packed:.2f} s, unpacked {unpacked:.2f} s (median of {STARTS})")
        expect(packed <= SLOWEST * unpacked, f"{packed:.2f} s against {unpacked:.2f} s")


def _open_two(program: Path, first: Path, second: Path, environment: dict[str, str]) -> None:
    """Open a project, then another one as a double click does: by a start that hands it over and ends."""
    def titles() -> list[str]:
        listing = call(["xwininfo", "-root", "-tree"], env=environment)
        return [line.split('"')[1] for line in listing.splitlines() if f"— {NAME}" in line]

    window = subprocess.Popen([program, first], env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: any("示例" in title for title in titles()), f"“{first.name}” opens")
        call([program, second], env=environment, timeout=60)
        wait_until(lambda: [second.stem in title for title in titles()] == [True], f"“{second.name}” opens there")
    finally:
        window.terminate()
        window.wait()


def _start_seconds(command: list[str | Path], environment: dict[str, str]) -> float:
    seconds = []
    for _ in range(STARTS):
        begun = time.monotonic()
        call([*command, "--exit-when-ready"], env=environment, cwd=ROOT)
        seconds.append(time.monotonic() - begun)
    return statistics.median(seconds)
