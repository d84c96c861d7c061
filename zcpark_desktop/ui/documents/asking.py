"""What the export asks the user."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFileDialog

from ..questions import Questions
from ..recent import last_folder

if TYPE_CHECKING:
    from zcpark_desktop.report.handwork import Edited


class Asking(Questions):
    """The export's questions; tests answer them without a dialog."""

    def folder(self, suggestion: str) -> Path | None:
        """Where to write the documents."""
        name = QFileDialog.getExistingDirectory(self._parent, "选择导出文件夹", suggestion)
        return Path(name) if name else None

    def template(self) -> Path | None:
        """The park's own Word template."""
        name, _ = QFileDialog.getOpenFileName(self._parent, "选择 Word 模板", "", "Word 文档 (*.docx)")
        return Path(name) if name else None

    def form(self) -> Path | None:
        """The office's own form."""
        name, _ = QFileDialog.getOpenFileName(self._parent, "选择单位表式", last_folder(), "Word 文档 (*.docx)")
        return Path(name) if name else None

    def filled_place(self, suggestion: Path) -> Path | None:
        """Where to put the filled form; the system asks before a file is replaced."""
        name, _ = QFileDialog.getSaveFileName(self._parent, "保存填好的表式", str(suggestion), "Word 文档 (*.docx)")
        if not name:
            return None
        return Path(name) if name.lower().endswith(".docx") else Path(f"{name}.docx")

    def package_place(self, suggestion: str, *, archive: bool) -> Path | None:
        """Where to put the package; an archive that is there is asked about later."""
        name, _ = QFileDialog.getSaveFileName(
            self._parent,
            "申报包的位置",
            suggestion,
            "压缩包 (*.zip)" if archive else "文件夹 (*)",
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        return Path(name) if name else None

    def keep(self, edited: Mapping[str, Sequence[Edited]]) -> dict[str, list[str]] | str:
        """Sections of these kinds were changed by hand: kind → ids to keep, or `rename`, or `cancel`."""
        from .keeping import KeepDialog

        dialog = KeepDialog(edited, self._parent)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return "cancel"
        return "rename" if dialog.renames else dialog.kept

    def replace(self, names: list[str]) -> str:
        """Files of these names are there already: `replace`, `rename` or `cancel`."""
        shown = "、".join(f"“{name}”" for name in names[:3]) + (f"等{len(names)}个文件" if len(names) > 3 else "")
        return self.choose(
            "文件已存在",
            f"文件夹中已有{shown}。替换后，在 Word 或 WPS 中对它们的修改会丢失。",
            {"replace": "替换", "rename": "另存为新名称", "cancel": "取消"},
            "rename",
            danger="replace",
        )

    def held(self, sentence: str, other_name: str) -> str:
        """A file is open in Word or WPS: `retry`, `rename` or `cancel`."""
        return self.choose(
            "文件正在使用",
            f"{sentence}可以关闭该文件后重试，或导出为“{other_name}”。",
            {"retry": "已关闭，重试", "rename": "换个名称导出", "cancel": "取消"},
            "retry",
        )
