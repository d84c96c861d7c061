"""The data sheets of the live workbook: what was entered, as plain numbers and words that formulas point to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from zcpark_desktop.project import Project
from zcpark_desktop.project.declared import declared
from zcpark_desktop.project.fields import Choice
from zcpark_desktop.project.years import UNIT_BY_KIND, EnergyRow
from zcpark_desktop.rules import Rules

from .cells import cell_name

ENTERPRISE_FIELDS = (
    "counted_in", "above_scale", "diagnosed/value", "benchmark/value", "footprint/value", "disclosed/value",
    "green_factory/value", "green_supply_chain/value", "verified/value", "cleaner_production/value",
    "on_platform/value",
)
LISTS = {
    "buildings": ("name", "area_m2", "is_new", "completed_in", "stars", "low_energy"),
    "roofs": ("name", "usable_m2", "covered_m2", "connected_in"),
    "storages": ("name", "energy_mwh", "connected_in"),
    "demand_responses": ("name", "power_mw", "energy_mwh_per_day", "available_from"),
    "platforms": ("name", "level", "green", "recognised_in"),
    "certificates": ("number", "pieces", "used_for", "with_power"),
    "products": ("name", "has_standard", "unit_energy", "level_2"),
    "devices": ("name", "in_new_project", "grade"),
}
PARTS = ("economy", "electricity", "heat", "resources", "freight")
FLOWS = tuple(name for name in EnergyRow.model_fields if name not in ("id", "energy", "evidence"))


def plain(value: Any) -> Any:
    """A value as a cell holds it for calculation: a number, a word, or nothing."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Choice):
        return value.label
    if isinstance(value, Decimal):
        return float(value)
    return value


class DataSheets:
    """Writes the data sheets, and tells where each thing stands."""

    def __init__(self, book: Any, project: Project, rules: Rules, years: Sequence[int],
                 formats: dict[str, Any]) -> None:
        self._book, self._project, self._rules, self._years, self._formats = book, project, rules, years, formats
        self._areas: dict[tuple[str, str], str] = {}
        self._cells: dict[tuple[str, int], str] = {}
        self._flows: dict[tuple[int, str, str], str] = {}
        self._targets: dict[tuple[str, int], str] = {}

    def area(self, list_name: str, field: str) -> str:
        """The cells of one column of a list."""
        return self._areas[list_name, field]

    def cell(self, path: str, year: int) -> str | None:
        """The cell of a yearly figure (`economy/gdp_10k_yuan`); None for what is no number of a year."""
        return self._cells.get((path, year))

    def flow(self, year: int, energy: str, flow: str) -> str | None:
        """The cell of one flow of the energy balance; None where the kind has no row."""
        return self._flows.get((year, energy, flow))

    def target(self, indicator: str, year: int) -> str | None:
        """The cell of a planned value."""
        return self._targets.get((indicator, year))

    def write(self) -> None:
        """Write all data sheets."""
        self._years_sheet()
        self._balance()
        project = self._project
        enterprises = []
        for row in project.enterprises:
            energy = {own.year: own.energy_equivalent_tce for own in row.annual}
            enterprises.append((row.name, *(self._in(row, path) for path in ENTERPRISE_FIELDS), row.is_industrial,
                                *(energy.get(year) for year in self._years)))
        keys = ("name", *ENTERPRISE_FIELDS, "is_industrial", *(f"energy_{year}" for year in self._years))
        titles = [declared(f"enterprises/*/{path}").title for path in ("name", *ENTERPRISE_FIELDS)]
        titles += ["是否工业企业", *(f"{year}年综合能源消费量（等价值，吨标准煤）" for year in self._years)]
        self._table("企业", "enterprises", keys, titles, enterprises)
        vehicles = [(year.year, row.owner, row.fuel, row.number) for year in project.years for row in year.vehicles]
        columns = ("year", "owner", "fuel", "number")
        self._table("车辆", "vehicles", columns, ["年份", "所属单位", "动力类型", "数量"], vehicles)
        for name, fields in LISTS.items():
            rows = [tuple(getattr(row, field) for field in fields) for row in getattr(project, name)]
            heads = [_titled(f"{name}/*/{field}") for field in fields]
            if name == "certificates":
                self._certificates(fields, heads, rows)
            else:
                self._table(declared(name).title, name, fields, heads, rows)
        self._targets_sheet()

    @staticmethod
    def _in(row: Any, path: str) -> Any:
        for name in path.split("/"):
            row = getattr(row, name)
        return row

    def _sheet(self, title: str, heads: Iterable[str]) -> Any:
        sheet = self._book.add_worksheet(title)
        sheet.set_default_row(18)
        sheet.set_row(0, 40)
        for column, head in enumerate(heads):
            sheet.write_string(0, column, head, self._formats["head"])
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 60, 16)
        sheet.freeze_panes(1, 1)
        return sheet

    def _put(self, sheet: Any, row: int, column: int, value: Any) -> None:
        cell = plain(value)
        if isinstance(cell, str):
            sheet.write_string(row, column, cell, self._formats["text"])
        elif cell is not None:
            sheet.write_number(row, column, cell, self._formats["number"])

    def _table(self, title: str, name: str, keys: Sequence[str], heads: Sequence[str],
               rows: Sequence[Sequence[Any]]) -> None:
        sheet = self._sheet(title, heads)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                self._put(sheet, number, column, value)
        last = max(len(rows), 1)  # a range has at least one row, blank where the list is empty
        for column, key in enumerate(keys):
            self._areas[name, key] = f"'{title}'!{absolute(1, column)}:{absolute(last, column)}"

    def _certificates(self, fields: Sequence[str], heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """The certificates, with a mark on the first of each number in a year: each counts once."""
        seen: set[tuple[str, Any]] = set()
        marked = []
        for number, row in enumerate(rows):
            known_by = (str(row[0]).strip() or f"#{number}", row[2])
            marked.append((*row, 0 if known_by in seen else 1))
            if not row[3]:
                seen.add(known_by)
        self._table("绿证", "certificates", (*fields, "first"), [*heads, "同一编号只计一次"], marked)

    def _years_sheet(self) -> None:
        sheet = self._sheet("年度数据", ["项目", "单位", *(f"{year}年" for year in self._years)])
        row = 0
        for part in PARTS:
            model = type(getattr(self._project.years[0], part)) if self._project.years else None
            for name in model.model_fields if model else ():
                field = declared(f"years/*/{part}/{name}")
                if not field.is_numeric:
                    continue
                row += 1
                sheet.write_string(row, 0, field.title, self._formats["text"])
                sheet.write_string(row, 1, field.unit, self._formats["text"])
                for column, year in enumerate(self._years, start=2):
                    record = self._project.year(year)
                    self._put(sheet, row, column, getattr(getattr(record, part), name) if record else None)
                    self._cells[f"{part}/{name}", year] = f"'年度数据'!{cell_name(row, column)}"

    def _balance(self) -> None:
        heads = ["品种", "年份", "单位", *(_titled(f"years/*/energy/*/{flow}") for flow in FLOWS)]
        sheet = self._sheet("能源平衡", heads)
        row = 0
        for record in self._project.years:
            for energy in record.energy:
                row += 1
                kind = self._rules.energy_types.get(energy.energy)
                sheet.write_string(row, 0, kind.name if kind else energy.energy, self._formats["text"])
                sheet.write_number(row, 1, record.year, self._formats["text"])
                sheet.write_string(row, 2, kind.unit if kind else "", self._formats["text"])
                for column, flow in enumerate(FLOWS, start=3):
                    self._put(sheet, row, column, getattr(energy, flow))
                    self._flows[record.year, energy.energy, flow] = f"'能源平衡'!{cell_name(row, column)}"

    def _targets_sheet(self) -> None:
        sheet = self._sheet("规划目标", ["指标", "年份", "规划值", "责任单位"])
        for row, target in enumerate(self._project.targets, start=1):
            indicator = self._rules.indicators.get(target.indicator)
            for column, value in enumerate((indicator.name if indicator else target.indicator, target.year,
                                            target.value, target.owner)):
                self._put(sheet, row, column, value)
            if target.year is not None and target.value is not None:
                self._targets[target.indicator, target.year] = f"'规划目标'!{cell_name(row, 2)}"


def absolute(row: int, column: int) -> str:
    """$A$1 for (0, 0)."""
    name = cell_name(row, column)
    letters = name.rstrip("0123456789")
    return f"${letters}${name[len(letters):]}"


def _titled(address: str) -> str:
    field = declared(address)
    return f"{field.title}（{field.unit}）" if field.unit and field.unit != UNIT_BY_KIND else field.title
