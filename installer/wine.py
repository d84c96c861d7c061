"""Windows programs on Linux: a Wine prefix with a screen of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path, PureWindowsPath
from types import TracebackType

from .process import PackagingError, call
from .screen import virtual_screen

LIBRARIES = Path(__file__).with_name("wine")
"""Sources of the Windows libraries that Wine 8 lacks. They go into the prefix, and never into a package."""
_GRAB = """
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
sys.exit(not app.primaryScreen().grabWindow(0).save(sys.argv[1]))
"""


class Wine:
    """A fresh Wine prefix and a virtual screen; both end with the context.

    Args:
        prefix: the folder of the prefix; what lies there is deleted.
    """

    def __init__(self, prefix: Path) -> None:
        self.prefix = prefix
        self.drive = prefix / "drive_c"
        self.home = self.drive / "users" / os.environ.get("USER", "root")
        self._ending = ExitStack()

    def __enter__(self) -> Wine:
        shutil.rmtree(self.prefix, ignore_errors=True)
        self.prefix.mkdir(parents=True)
        display = self._ending.enter_context(virtual_screen())
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "QT_", "WAYLAND"))},
            "DISPLAY": display,
            "LC_ALL": "C.UTF-8",
            "USER": self.home.name,
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml=",  # asks for no downloads
            "WINEPREFIX": str(self.prefix),
        }
        # fails when everything has ended already
        self._ending.callback(subprocess.run, [_part("wineserver"), "-k"], env=self.environment)
        try:
            self.run("wineboot", "-i")
            self.be("win10")
            self._add_libraries()
        except BaseException:
            self._ending.close()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 where: TracebackType | None) -> None:
        self._ending.close()

    def run(self, *command: str | Path, timeout: float = 600, cwd: Path | None = None) -> str:
        """Run a Windows program to its end and return what it wrote.

        Paths of this system are passed as Windows sees them.

        Raises:
            PackagingError: it failed or took too long.
        """
        return call(self._command(command), env=self.environment, timeout=timeout, cwd=cwd)

    def start(self, *command: str | Path) -> None:
        """Start a Windows program and leave it running."""
        subprocess.Popen(self._command(command), env=self.environment, stdin=subprocess.DEVNULL,
                         stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def be(self, version: str) -> None:
        """Say to programs that Windows is of this version, such as `win10`; Wine's own default differs by build."""
        self.run("winecfg", "-v", version)

    def windows(self) -> list[str]:
        """The titles of the windows on the screen."""
        listing = call(["xwininfo", "-root", "-tree"], env=self.environment)
        return [line.split('"')[1] for line in listing.splitlines() if '": ("zcpark' in line]

    def photograph(self, path: Path) -> Path:
        """Save a picture of the screen.

        Wine without a window manager shows some changes only once the pointer has moved over the window.
        """
        for x, y in ((300, 10), (640, 880), (640, 40)):
            call(["xdotool", "mousemove", str(x), str(y)], env=self.environment)
            time.sleep(0.5)
        call([sys.executable, "-c", _GRAB, path], env=self.environment)
        return path

    def _command(self, command: tuple[str | Path, ...]) -> list[str]:
        words = [as_windows_sees(word) if isinstance(word, Path) else word for word in command]
        return [_part("wine64"), *words]

    def _add_libraries(self) -> None:
        for source in sorted(LIBRARIES.glob("*.c")):
            library = self.drive / "windows" / "system32" / f"{source.stem}.dll"
            call(["x86_64-w64-mingw32-gcc", "-O1", "-shared", "-nostdlib", "-e", "0", "-o", library, source,
                  "-ladvapi32"])


def as_windows_sees(path: Path) -> str:
    """A path of this system as programs under Wine name it."""
    return str(PureWindowsPath("Z:\\", *path.absolute().parts[1:]))


def wait_until(happened: Callable[[], bool], what: str, seconds: float = 60) -> float:
    """Wait for something, and return after how many seconds it happened.

    Raises:
        PackagingError: it did not happen in time; `what` says what was waited for.
    """
    begun = time.monotonic()
    while not happened():
        if time.monotonic() - begun > seconds:
            raise PackagingError(f"{what}: not within {seconds:.0f} s")
        time.sleep(0.2)
    return time.monotonic() - begun


def _part(name: str) -> str:
    found = shutil.which(name) or shutil.which(name, path="/usr/lib/wine")
    if found is None:
        raise PackagingError(f"Wine has no {name}")
    return found
