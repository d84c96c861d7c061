"""One file out: asked where to, written beside the window whole or not at all, and opened afterwards."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from zcpark_desktop.storage import disk
from zcpark_desktop.storage.refusals import StorageError, refusal

from . import work
from .outside import open_outside
from .questions import Questions
from .recent import last_folder, use_folder

WORKBOOK = "Excel 工作簿 (*.xlsx)"
WORKBOOK_OR_CSV = f"{WORKBOOK};;CSV 文本 (*.csv)"


class AskingWhere(Questions):
    """The questions around a file that goes out; tests answer them without a dialog."""

    def path_out(self, title: str, suggestion: str, kinds: str) -> Path | None:
        """Where to write; the suffix is added where it is missing."""
        name, kind = QFileDialog.getSaveFileName(self._parent, title, str(Path(last_folder()) / suggestion), kinds)
        if not name:
            return None
        path = Path(name)
        use_folder(path)
        if path.suffix.lower() == ".xlsx" or (path.suffix.lower() == ".csv" and "csv" in kinds):
            return path
        path = path.with_name(path.name + (".csv" if "csv" in kind else ".xlsx"))
        if path.exists() and not self.confirm("替换文件", f"“{path.name}”已存在，是否替换？", "替换"):
            return None
        return path

    def written(self, path: Path) -> str:
        """A file was written: `open`, `folder` or `cancel`."""
        return self.choose("已导出", f"已导出到“{path}”。",
                           {"open": "打开文件", "folder": "打开文件夹", "cancel": "关闭"}, "open")

    def not_written(self, sentence: str) -> str:
        """A file could not be written: `retry`, `rename` or `cancel`."""
        return self.choose("未能导出", sentence, {"retry": "重试", "rename": "另选位置…", "cancel": "取消"}, "retry")


def hand_out(parent: QWidget, asking: AskingWhere, title: str, suggestion: str,
             write: Callable[[Path], object], kinds: str = WORKBOOK) -> Path | None:
    """Let the user choose a place, write the file there beside the window, and offer to open it.

    Args:
        title: what is done, as in “导出计算底稿”.
        suggestion: the file's name.
        write: writes the file to the path that it is given; called on a thread, with snapshots only.

    Returns:
        Where the file was written; None when the user gave up.
    """
    path = asking.path_out(title, suggestion, kinds)
    while path is not None:
        try:
            work.run(parent.window(), f"正在{title}", lambda _progress, path=path: _whole(path, write), can_cancel=False)
        except StorageError as error:
            answer = asking.not_written(str(error))
            if answer == "cancel":
                return None
            if answer == "rename":
                path = asking.path_out(title, suggestion, kinds)
            continue
        answer = asking.written(path)
        problem = "" if answer == "cancel" else open_outside(path if answer == "open" else path.parent)
        if problem:
            asking.tell(problem)
        return path
    return None


def _whole(path: Path, write: Callable[[Path], object]) -> None:
    """Write beside first: a file that is open elsewhere, or a full disk, leaves what was there before."""
    def copy(file: object) -> None:
        with made.open("rb") as source:
            shutil.copyfileobj(source, file)

    try:
        with tempfile.TemporaryDirectory(prefix="zcpark-") as own:
            made = Path(own) / f"out{path.suffix}"
            write(made)
            disk.write_whole(path, copy, doing="导出")
    except OSError as error:
        raise refusal("导出", path, error) from error
