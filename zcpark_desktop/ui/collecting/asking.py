"""What collecting asks the user."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from ..files_out import AskingWhere
from ..recent import last_folder, use_folder

TABLES = "表格文件 (*.xlsx *.xlsm *.xls *.et *.csv *.txt);;所有文件 (*)"


class Asking(AskingWhere):
    """Questions about tables; tests answer them without a dialog."""

    def tables(self) -> list[Path]:
        """The filled-in tables to collect."""
        names, _ = QFileDialog.getOpenFileNames(self._parent, "收集填好的表", last_folder(), TABLES)
        if names:
            use_folder(Path(names[0]))
        return [Path(name) for name in names]

    def folder(self, title: str, suggestion: str = "") -> Path | None:
        """A folder."""
        name = QFileDialog.getExistingDirectory(self._parent, title, suggestion or last_folder())
        return Path(name) if name else None

    def replace_templates(self, names: list[str]) -> bool:
        """Whether workbooks of these names that are there already may be replaced."""
        shown = "、".join(f"“{name}”" for name in names[:3]) + (f"等{len(names)}个文件" if len(names) > 3 else "")
        return self.confirm("替换文件", f"文件夹中已有{shown}。其中填写的内容会丢失。", "替换")
