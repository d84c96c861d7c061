"""The energy balance on its page: the grid of one year, and which energy kinds stand in it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QToolButton

from zcpark_desktop.forms.balance import difference
from zcpark_desktop.forms.edits import copied_from_year, with_missing_years
from zcpark_desktop.forms.energy_figures import figures
from zcpark_desktop.forms.offers import Offers
from zcpark_desktop.forms.progress import is_filled
from zcpark_desktop.forms.structure import Balance
from zcpark_desktop.forms.year_sheets import BalanceSheet
from zcpark_desktop.project.years import EnergyRow
from zcpark_desktop.wording import entered, number

from ..grid.box import GridBox
from ..grid.filters import NO_MENU_MARK
from ..session import Session

_TOTALS = (
    ("energy_calorific_tce", "综合能源消费量（当量值）", "吨标准煤"),
    ("energy_equivalent_tce", "（等价值）", "吨标准煤"),
    ("emissions_tco2", "二氧化碳排放量", "吨"),
)


class BalanceBox(GridBox):
    """Adds and removes energy kinds, and takes over last year's kinds.

    Args:
        year: the year that the page shows.
    """

    fewest_rows = 14

    def __init__(self, session: Session, balance: Balance, year: Callable[[], int]) -> None:
        self._year = year

        def make_sheet() -> BalanceSheet:
            offers = Offers(session.project, session.rules)
            computed = figures(session.project, session.rules, year())
            return BalanceSheet(session.project, balance, offers, year(), computed)

        super().__init__(session, make_sheet, "能源平衡表", expands=True, exported_as=balance.address)
        self.setProperty("expands", True)
        self.add = self.button("添加品种 ▾", "add", "在表中添加一种能源", lambda: self.add.showMenu())
        self.add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._kinds = QMenu(self.add)
        self._kinds.aboutToShow.connect(self._fill_kinds)
        self.add.setMenu(self._kinds)
        self.add.setStyleSheet(NO_MENU_MARK)
        self.button("移除品种", "remove", "移除光标所在列的能源", self.remove_kind)
        self.button("沿用上一年品种", "copy", "添加上一年用到的能源品种，数量留空", self.take_over)
        self.add_export()
        self.bar.addStretch(1)
        session.evaluated.connect(self.show_summary)
        self.model.rearranged.connect(self.show_summary)
        self.show_summary()

    @property
    def _sheet(self) -> BalanceSheet:
        sheet = self.model.sheet
        assert isinstance(sheet, BalanceSheet)
        return sheet

    def show_summary(self) -> None:
        """Which kinds do not balance, and what the year's totals are."""
        sheet = self._sheet
        offers = sheet.offers
        differences = [(row.energy, difference(sheet.record, row)) for row in sheet.rows]
        wrong = [f"{offers.of('energies').get(energy, energy)} {entered(value)} {offers.unit_of_energy(energy)}"
                 for energy, value in differences if value]
        unknown = sum(value is None for _, value in differences)
        parts = []
        if unknown:
            parts.append(f"平衡差额：{unknown}个品种有空格未填，无法计算")
        elif sheet.rows and not wrong:
            parts.append("✓ 各品种平衡")
        evaluation = self._session.evaluation
        if evaluation is not None and sheet.rows:
            year = self._year()
            parts += [f"{title} {number(evaluation.number(name, year))} {unit}" for name, title, unit in _TOTALS
                      if evaluation.number(name, year) is not None]
        self.strip.show_summary("　".join(parts), f"✗ 平衡差额不为零：{'；'.join(wrong)}" if wrong else "")

    def _fill_kinds(self) -> None:
        self._kinds.clear()
        present = {row.energy for row in self._sheet.rows}
        groups: dict[str, QMenu] = {}
        for key, kind in self._session.rules.energy_types.items():
            if key in present:
                continue
            if kind.group not in groups:
                groups[kind.group] = self._kinds.addMenu(kind.group)
            action = groups[kind.group].addAction(f"{kind.name}（{kind.unit}）")
            action.triggered.connect(lambda _checked=False, energy=key: self.add_kind(energy))

    def _put(self, label: str, rows: tuple[EnergyRow, ...]) -> None:
        edits = with_missing_years(self._session.project, [(self._sheet.balance_address, rows)])
        problem = self.model.apply(label, edits, structural=True)
        if problem:
            self.strip.tell(f"✗ {problem}")

    def add_kind(self, energy: str) -> None:
        """Add a column for `energy`, in the order of the rules."""
        order = {key: position for position, key in enumerate(self._session.rules.energy_types)}
        rows = sorted([*self._sheet.rows, EnergyRow(energy=energy)], key=lambda row: order.get(row.energy, len(order)))
        self._put(f"添加能源品种“{self._session.rules.energy_type(energy).name}”", tuple(rows))
        index = self.model.index_of(f"{self._sheet.balance_address}/{energy}")
        if index.isValid():
            self.view.show_cell(index)

    def remove_kind(self) -> None:
        """Remove the column that the caret is in."""
        position = self.view.currentIndex().column() - BalanceSheet.LABELS
        if not 0 <= position < len(self._sheet.rows):
            self.strip.tell("请先把光标放在要移除的品种列中。")
            return
        gone = self._sheet.rows[position]
        name = self.model.head(position + BalanceSheet.LABELS).title
        self._put(f"移除能源品种“{name}”", tuple(row for row in self._sheet.rows if row is not gone))
        if any(is_filled(value) for name, value in gone if name not in ("id", "energy")):
            self.strip.tell(f"已移除“{name}”及其数据；可用“撤销”恢复。")

    def take_over(self) -> None:
        """Add the kinds that the year before has and this one has not."""
        project, year = self._session.project, self._year()
        earlier = [record.year for record in project.years if record.year < year and record.energy]
        if not earlier:
            self.strip.tell("没有更早的年份可以沿用。")
            return
        present = {row.energy for row in self._sheet.rows}
        theirs = copied_from_year(project, self._sheet.balance_address, max(earlier))
        added = [row for row in theirs if row.energy not in present]
        if not added:
            self.strip.tell(f"{max(earlier)}年的品种本年都已有。")
            return
        self._put(f"沿用{max(earlier)}年的能源品种", (*self._sheet.rows, *added))
        self.strip.tell(f"已添加{len(added)}个品种，请填写数量。")
