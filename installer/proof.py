"""The record of a proof: what was tried on the built package, what came of it, and pictures."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from .places import VERSION, packages_folder
from .process import PackagingError

SELFTEST_REPORT = "自检报告.txt"


class Proof:
    """A report that grows as the proof goes on.

    Args:
        name: of the report's folder beside the packages.
        title: of the report.
    """

    def __init__(self, name: str, title: str) -> None:
        self.folder = packages_folder() / name
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        self._lines = [f"# {title}", "", f"zcpark_desktop {VERSION}", ""]

    @contextmanager
    def step(self, what: str) -> Iterator[Callable[[str], None]]:
        """One thing that is tried; gives a function that takes down what was seen.

        The report is written after each step, so that it tells of a failure too.
        """
        seen: list[str] = []
        begun = time.monotonic()
        print(f"  {what}", flush=True)
        try:
            yield seen.append
        except PackagingError as error:
            self._lines += [f"* **FAILED** {what}", "", "```", str(error), "```"]
            raise
        else:
            self._lines.append(f"* {what} ({time.monotonic() - begun:.1f} s)")
            self._lines += [f"  * {line}" for line in seen]
        finally:
            self._write()

    def keep_selftest(self, folder: Path) -> None:
        """Take the report and the pictures of a self-test over.

        Raises:
            PackagingError: it did not pass.
        """
        report = folder / SELFTEST_REPORT
        said = report.read_text(encoding="utf-8") if report.is_file() else "there is no report"
        if not said.rstrip().endswith("自检通过。"):
            raise PackagingError(said)
        self._lines += ["", "```", said.rstrip(), "```", ""]
        for picture in sorted((folder / "窗口").glob("*.png")):
            self.keep(picture)

    def keep(self, picture: Path) -> None:
        """Take a picture into the report."""
        if picture.parent != self.folder:
            shutil.copyfile(picture, self.folder / picture.name)
        self._lines += ["", f"![{picture.stem}](<{picture.name}>)", ""]
        self._write()

    def _write(self) -> None:
        (self.folder / "report.md").write_text("\n".join(self._lines) + "\n", encoding="utf-8")


def expect(fact: bool, otherwise: str) -> None:
    """Hold on to what must be so.

    Raises:
        PackagingError: it is not; `otherwise` says what is wrong.
    """
    if not fact:
        raise PackagingError(otherwise)
