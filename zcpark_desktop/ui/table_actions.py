"""The actions of the menus that send tables out and take them in, and the drop of tables onto the window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication, QWidget

from .menus import Needs

if TYPE_CHECKING:
    from .window import MainWindow


class TableActions:
    """What the window does with tables."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def add_to_data(self) -> None:
        """Add the actions to the menu 数据."""
        add = self._window.menus.add
        add("data", "findings", "核对结果", "Ctrl+F8", lambda: self._page("findings"))
        self._window.menus.separate("data")
        add("data", "templates", "生成收集表…", "Ctrl+Shift+G", lambda: self._collecting().make_templates())
        add("data", "collect", "收集填好的表…", "Ctrl+Shift+I", lambda: self._collecting().ask_for_files())
        add("data", "collect_folder", "收集文件夹…", "Ctrl+Shift+D", lambda: self._collecting().ask_for_folder())
        add("data", "accept", "采用收集结果", "Ctrl+Shift+U", lambda: self._collecting().accept(), needs=Needs.CHANGE)
        add("data", "refused", "导出未采用清单…", "Ctrl+Shift+R", lambda: self._collecting().export_refused())
        self._window.menus.separate("data")
        add("data", "export_table", "导出本表为 Excel…", "Ctrl+Shift+X", self.export_table)

    def add_to_documents(self) -> None:
        """Add the actions to the menu 文稿."""
        self._window.menus.add("documents", "workbook", "导出计算底稿…", "Ctrl+Shift+K", self.export_workbook)

    def _page(self, name: str) -> Any:
        return self._window.workspace.open_step(name)

    def _collecting(self) -> Any:
        return self._page("collecting")

    def take_dropped(self, places: Sequence[Path]) -> None:
        """Read the tables that were dropped onto the window."""
        self._collecting().read(places)

    def export_table(self) -> None:
        """Write the grid with the caret, or else the first of the page, as a workbook."""
        page = self._window.workspace.pages.page
        assert page is not None
        grids = [each for each in page.findChildren(QWidget) if getattr(each, "exported_as", "") and each.isVisible()]
        focused = QApplication.focusWidget()
        grids.sort(key=lambda each: focused is None or not each.isAncestorOf(focused))
        if grids:
            grids[0].export()
        else:
            self._window.questions.tell("本页没有可以导出的数据表；请先打开有数据表的步骤，如“企业清单”。")

    def export_workbook(self) -> None:
        """Write the calculation as live formulas."""
        from .files_out import AskingWhere
        from .tables_out import export_workbook

        export_workbook(self._window.session, self._window, AskingWhere(self._window))


def are_tables(places: Sequence[Path]) -> bool:
    """Whether something among the files and folders may hold tables."""
    from zcpark_desktop.excel.reading import SUFFIXES

    return any(place.suffix.lower() in SUFFIXES or place.is_dir() for place in places)
