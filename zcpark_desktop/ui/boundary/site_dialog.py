"""Which enterprise, roof, storage or landmark is to be placed on the map."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from zcpark_desktop.project import Address, Project

from ..theme import LARGE, SMALL, em, space
from .placed import LISTS

KINDS = {"landmarks": "四至地物", "enterprises": "企业", "roofs": "屋顶光伏", "storages": "储能"}


@dataclass(frozen=True)
class Site:
    """What can be placed: its address in the project, name, kind, and whether it has a place."""

    address: Address
    name: str
    kind: str
    is_placed: bool


def sites(project: Project) -> list[Site]:
    """All that can be placed, what has no place yet first."""
    found = [Site(f"{name}/{row.key}", row.name or nameless, KINDS[name],
                  row.longitude is not None and row.latitude is not None)
             for name, nameless in LISTS.items() for row in getattr(project, name)]
    return sorted(found, key=lambda site: site.is_placed)


class SiteDialog(QDialog):
    """Lets the user choose one of the `sites`."""

    def __init__(self, offered: list[Site], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("在图上指定位置")
        self._sites = offered
        words = QLabel("选择企业、屋顶、储能或四至地物，确定后在图上点出它的位置。" if offered else
                       "还没有可以标注的企业、屋顶、储能或四至地物；请先在相应的表格中添加。", wordWrap=True)
        words.setProperty("role", "quiet")
        self.filter = QLineEdit(placeholderText="按名称查找", clearButtonEnabled=True)
        self.filter.setAccessibleName("按名称查找")
        self.filter.textChanged.connect(self._list)
        self.list = QTreeWidget(rootIsDecorated=False, columnCount=3)
        self.list.setHeaderLabels(["名称", "类别", "位置"])
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.setAccessibleName("可以标注的对象")
        self.list.itemActivated.connect(lambda _item: self.accept())
        self.list.currentItemChanged.connect(lambda _now, _before: self._allow())
        buttons = QDialogButtonBox()
        self.go = buttons.addButton("在图上指定", QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setProperty("role", "primary")
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[space(LARGE)] * 4)
        layout.setSpacing(space(SMALL))
        for widget in (words, self.filter, self.list, buttons):
            layout.addWidget(widget)
        self.resize(em(42), em(36))
        self._list()
        self.filter.setFocus()

    @property
    def chosen(self) -> Site | None:
        """What is current in the list."""
        item = self.list.currentItem()
        return self._sites[item.data(0, Qt.ItemDataRole.UserRole)] if item is not None else None

    def _list(self) -> None:
        self.list.clear()
        wanted = self.filter.text().strip().casefold()
        for at, site in enumerate(self._sites):
            if wanted in site.name.casefold():
                item = QTreeWidgetItem([site.name, site.kind, "已标注" if site.is_placed else ""])
                item.setData(0, Qt.ItemDataRole.UserRole, at)
                item.setToolTip(0, site.name)
                self.list.addTopLevelItem(item)
        self.list.setCurrentItem(self.list.topLevelItem(0))
        self._allow()

    def _allow(self) -> None:
        self.go.setEnabled(self.chosen is not None)
