"""The line of buttons above the boundary: import, export, places, the map beneath, a large map."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ..fields.evidence import FlowLayout
from ..session import Session
from ..theme import SMALL, space
from .pointing import Pointing
from .ring_bar import tool
from .underlay import UnderlayLayer


class ToolBar(QWidget):
    """Opens the dialogs of the boundary's page.

    Signals:
        told: one sentence on what became of it.
        renewed: a boundary was imported, or another map lies beneath; all of it is to be seen.
        large_wanted: the map shall take the room of the table, or give it back.
    """

    told = Signal(str)
    renewed = Signal()
    large_wanted = Signal()

    def __init__(self, session: Session, underlay: UnderlayLayer, pointing: Pointing,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._import = tool("导入边界…", "import", self.import_boundary)
        self._import.setToolTip("从坐标表、GeoJSON、KML、Shapefile 或 DXF 读入边界（Ctrl+Shift+B）；也可把文件拖到本页")
        export = tool("导出边界…", "export", self.export_boundary)
        export.setToolTip("存为 GeoJSON、KML、DXF 或坐标表（Ctrl+Alt+X）")
        self._point = tool("标注位置…", "jump", pointing.ask)
        self._point.setToolTip("在图上指定企业、屋顶光伏、储能、四至地物的位置（Ctrl+Alt+J）")
        self.large = tool("大图", "panel", self.large_wanted.emit)
        self.large.setCheckable(True)
        self.large.setToolTip("收起拐点表，放大边界图（Ctrl+Alt+N）")
        underlay.setting_wanted.connect(self.set_underlay)
        layout = FlowLayout(space(SMALL), self)
        for widget in (self._import, export, self._point, underlay.button(), self.large):
            layout.addWidget(widget)

    def allow(self, *, change: bool) -> None:
        """Enable what can work where the project may be changed, or not."""
        self._import.setEnabled(change)
        self._point.setEnabled(change)

    def import_boundary(self, path: Path | None = None) -> None:
        """Open the dialog that reads a file (that one, where it is known) or a pasted table."""
        from .import_dialog import ImportDialog

        self._session.commit()
        if self._session.read_only:
            self.told.emit("✗ 项目以只读方式打开，不能导入；请先“另存为”。")
            return
        dialog = ImportDialog(self._session, self.window())
        if path is not None:
            dialog.open_soon(path)
        if dialog.exec():
            self.renewed.emit()
        dialog.deleteLater()

    def export_boundary(self, path: Path | None = None) -> None:
        """Write the park's rings to a file, to that one where it is known."""
        from .exporting import ask_for_path, export

        self._session.commit()
        project = self._session.project
        path = path or ask_for_path(self.window(), project.basics.name or project.title)
        if path is not None:
            self.told.emit(export(self.window(), project, path))

    def set_underlay(self) -> None:
        """Open the dialog that chooses and places the map beneath."""
        from .underlay_dialog import UnderlayDialog

        self._session.commit()
        dialog = UnderlayDialog(self._session, self.window())
        if dialog.exec():
            self.renewed.emit()
        dialog.deleteLater()
