"""The proof of the Windows package under Wine: installed, used, upgraded and removed as on a PC.

What Wine cannot show: antivirus and SmartScreen on unsigned programs, printing, input methods, and how the window
looks on a real screen.
"""

from __future__ import annotations

import filecmp
import statistics
import time
from pathlib import Path

from .places import BUILD, NAME, ROOT, VERSION
from .process import PackagingError
from .proof import Proof, expect
from .windows import PYTHON, TREE
from .wine import Wine, wait_until

STARTS = 3
UNINSTALL_KEY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\zcpark"
CLASSES = (".zcpark", "zcpark.project")
SLOWEST = 1.3
"""How much longer the packed program may take to start than the same program unpacked."""


def prove(setup: Path) -> None:
    """Try the installer on a fresh Wine prefix, and write the report.

    Raises:
        PackagingError: something does not work.
    """
    proof = Proof("windows-proof", "The Windows package under Wine")
    with Wine(BUILD / "windows" / "proof-prefix") as wine:
        installed = wine.home / "AppData" / "Local" / "Programs" / "zcpark"
        shortcut = wine.home / "AppData/Roaming/Microsoft/Windows/Start Menu/Programs" / f"{NAME}.lnk"
        desk = wine.drive / "我的 资料"
        desk.mkdir()
        with proof.step("Windows 7 is refused, and nothing installed"):
            wine.be("win7")
            expect(_status(wine, setup, "/S") == 2 and not installed.exists(), "it did not refuse")
            wine.be("win10")
        with proof.step("Silent installation without an administrator"):
            wine.run(setup, "/S")
            _expect_same(TREE, installed)
            expect(shortcut.is_file(), "there is no entry in the start menu")
            listed = wine.run("reg", "query", UNINSTALL_KEY, "/v", "DisplayVersion")
            expect(VERSION in listed, "not listed for uninstalling")
        with proof.step("The installed program's own checks (--selftest)"):
            wine.run(_inside(wine, installed / "zcpark.exe"), "--selftest", _inside(wine, desk / "自检"))
            proof.keep_selftest(desk / "自检")
        _let_wine_see_associations(wine)
        first, second = desk / "示例 园区.zcpark", desk / "新 园区.zcpark"
        with proof.step("The command line in a console"):
            wine.run(installed / "zcpark-cli.exe", "new", _inside(wine, first), "--sample")
            wine.run(installed / "zcpark-cli.exe", "new", _inside(wine, second))
        with proof.step("Double click on a project in a folder with Chinese characters and blanks"):
            _open_by_double_click(wine, first, "示例")
            proof.keep(wine.photograph(proof.folder / "double-click.png"))
        with proof.step("A second double click opens the project in the same window"):
            _open_by_double_click(wine, second, second.stem)
            expect(len([title for title in wine.windows() if NAME in title]) == 1, "there is more than one window")
            proof.keep(wine.photograph(proof.folder / "second-project.png"))
        with proof.step("The installer refuses while the program is running"):
            expect(_status(wine, setup, "/S") == 2, "it did not refuse")
        with proof.step("The program ends when asked to, and leaves nothing to recover"):
            wine.run("taskkill", "/im", "zcpark.exe")
            wait_until(lambda: not wine.windows(), "the window closes")
        with proof.step("Upgrade over an earlier version: old files go, a project saved beside the program stays"):
            (installed / "_internal" / "old.dll").touch()
            kept = installed / "项目.zcpark"
            kept.write_bytes(first.read_bytes())
            # its window is gone before the program itself has ended, the longer the busier the machine is
            wait_until(lambda: _status(wine, setup, "/S") == 0, "the program ends, and is installed anew")
            expect(not (installed / "_internal" / "old.dll").exists(), "a file of the old version is still there")
            expect(kept.read_bytes() == first.read_bytes(), "the project changed")
        with proof.step(f"Start to first paint, at most {SLOWEST} times the unpacked program's") as seen:
            packed = _start_seconds(wine, installed / "zcpark.exe")
            unpacked = _start_seconds(wine, PYTHON / "python.exe", "-E", "-s", "-m", "zcpark_desktop")
            seen(f"packed {packed:.2f} s, unpacked {unpacked:.2f} s (median of {STARTS})")
            expect(packed <= SLOWEST * unpacked, f"{packed:.2f} s against {unpacked:.2f} s")
        with proof.step("Silent uninstallation: the program and its entries go, projects and the user's data stay"):
            data = wine.home / "AppData/Local/zcpark_desktop"
            wine.run(installed / "uninstall.exe", "/S")
            wait_until(lambda: not (installed / "uninstall.exe").exists(), "the program is removed")
            wait_until(lambda: not shortcut.exists(), "the entry in the start menu goes")
            left = [path.name for path in installed.iterdir()]
            expect(left == [kept.name], f"left in the program's folder: {left}")
            expect(first.is_file() and data.is_dir(), "the user's own files are gone")
            for key in (UNINSTALL_KEY, *(rf"HKCU\Software\Classes\{key}" for key in CLASSES)):
                expect(_status(wine, "reg", "query", key) != 0, f"{key} is left")


def _inside(wine: Wine, path: Path) -> str:
    """A path on the prefix's own drive as Windows names it."""
    return "C:\\" + "\\".join(path.relative_to(wine.drive).parts)


def _let_wine_see_associations(wine: Wine) -> None:
    """Repeat for the whole machine what was registered for the user: Wine 8 looks nowhere else, Windows does."""
    for key in CLASSES:
        wine.run("reg", "copy", rf"HKCU\Software\Classes\{key}", rf"HKLM\Software\Classes\{key}", "/s", "/f")


def _open_by_double_click(wine: Wine, project: Path, words: str) -> None:
    wine.start("start", _inside(wine, project))
    wait_until(lambda: any(words in title and NAME in title for title in wine.windows()), f"“{project.name}” opens")
    time.sleep(2)  # the page is built after the title


def _status(wine: Wine, *command: str | Path) -> int:
    try:
        wine.run(*command)
    except PackagingError as error:
        return int(str(error).split(" ended with ")[1].split(":")[0])
    return 0


def _start_seconds(wine: Wine, *command: str | Path) -> float:
    seconds = []
    for _ in range(STARTS):
        begun = time.monotonic()
        wine.run(*command, "--exit-when-ready", cwd=ROOT)
        seconds.append(time.monotonic() - begun)
    return statistics.median(seconds)


def _expect_same(tree: Path, installed: Path) -> None:
    wanted = {path.relative_to(tree) for path in tree.rglob("*") if path.is_file()}
    there = {path.relative_to(installed) for path in installed.rglob("*") if path.is_file()}
    expect(there - wanted == {Path("uninstall.exe")}, f"not from the package: {sorted(there - wanted)[:5]}")
    differing = [path for path in wanted if path not in there
                 or not filecmp.cmp(tree / path, installed / path, shallow=False)]
    expect(not differing, f"missing or changed: {sorted(differing)[:5]}")
