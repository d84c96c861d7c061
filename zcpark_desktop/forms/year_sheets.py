"""The sheets with flows or fields down: a part of each year, and the energy balance of one year."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from zcpark_desktop.project import Address, Project
from zcpark_desktop.project.declared import Declared, declared
from zcpark_desktop.project.entry import shown
from zcpark_desktop.project.years import EnergyRow, ParkYear

from .balance import difference, is_supplied_elsewhere, origin_fields, supply
from .edits import Edit
from .offers import Offers
from .sheet import Head, Sheet, Tone
from .structure import Balance, Yearly


def years_shown(project: Project) -> tuple[int, ...]:
    """The years that the park reports: past, base and target years, and others that hold data."""
    period = project.period
    usual = {*period.past_years, period.base_year, period.near_term_year, period.long_term_year}
    return tuple(sorted(usual | {record.year for record in project.years}))


def years_to_add(project: Project) -> tuple[int, ...]:
    """The years of the project's span that it does not report yet."""
    period = project.period
    return tuple(sorted({*range(period.base_year - 3, period.long_term_year + 1)} - {*years_shown(project)}))


def year_added(project: Project, year: int) -> Edit:
    """The edit that adds `year`, with nothing in it, in its place among the park's years."""
    return "years", tuple(sorted([*project.years, ParkYear(year=year)], key=lambda record: record.year))


def year_word(project: Project, year: int) -> str:
    """What a year is to the project: base year, target year, or nothing."""
    period = project.period
    words = {period.base_year: "基准年", period.near_term_year: "近期", period.long_term_year: "远期"}
    return words.get(year, "")


class YearlySheet(Sheet):
    """A `Yearly` of one project: fields down, years across."""

    LABELS = 2

    def __init__(self, project: Project, yearly: Yearly, offers: Offers) -> None:
        super().__init__(project, offers)
        self.yearly = yearly
        self.part = yearly.address.rsplit("/", 1)[1]
        self.years = years_shown(project)
        records = [project.year(year) for year in self.years]
        self._parts = tuple(getattr(record, self.part) if record else None for record in records)
        self._fields = tuple(declared(f"years/*/{self.part}/{name}") for name in yearly.fields)
        self.heads = (
            Head("项目", width=30, frozen=True), Head("单位", width=10, frozen=True),
            *(Head(str(year), group=year_word(project, year), width=13) for year in self.years),
            Head("说明与来源", width=36),
        )

    @property
    def source(self) -> tuple[object, ...]:
        """See `Sheet`."""
        return (*self._parts, self.project.evidence)

    def cells_differing(self, before: Sheet) -> list[tuple[int, int]] | None:
        """See `Sheet`: the figures of the years that changed."""
        assert isinstance(before, YearlySheet)
        if before.project.evidence is not self.project.evidence:
            return None
        pairs = enumerate(zip(before._parts, self._parts, strict=True), start=self.LABELS)
        columns = [column for column, (old, new) in pairs if old is not new]
        return [(row, column) for column in columns for row in range(self.row_count)
                if self.value(row, column) is not before.value(row, column)]

    @property
    def row_count(self) -> int:
        """See `Sheet`."""
        return len(self._fields)

    def row_key(self, row: int) -> str:
        """See `Sheet`."""
        return self.yearly.fields[row]

    def _year_position(self, column: int) -> int | None:
        position = column - self.LABELS
        return position if 0 <= position < len(self.years) else None

    def value(self, row: int, column: int) -> Any:
        """See `Sheet`."""
        position = self._year_position(column)
        if position is None:
            field = self._fields[row]
            return {0: field.title, 1: field.unit}.get(column, field.definition)
        part = self._parts[position]
        if part is None:
            return () if self._fields[row].offered_by == "evidence" else None
        return getattr(part, self.yearly.fields[row])

    def field(self, row: int, column: int) -> Declared | None:
        """See `Sheet`."""
        return None if self._year_position(column) is None else self._fields[row]

    def address(self, row: int, column: int) -> Address | None:
        """See `Sheet`."""
        position = self._year_position(column)
        return None if position is None else f"years/{self.years[position]}/{self.part}/{self.yearly.fields[row]}"

    def tone(self, row: int, column: int) -> Tone:
        """See `Sheet`."""
        return Tone.LABEL if self._year_position(column) is None else Tone.ENTRY

    def tip(self, row: int, column: int) -> str:
        """See `Sheet`."""
        return self._fields[row].definition

    def cell_at(self, address: Address) -> tuple[int, int] | None:
        """See `Sheet`."""
        names = address.split("/")
        if len(names) < 3 or names[0] != "years" or names[2] != self.part or not names[1].isdigit():
            return None
        if int(names[1]) not in self.years:
            return None
        row = self.yearly.fields.index(names[3]) if len(names) > 3 and names[3] in self.yearly.fields else 0
        return row, self.LABELS + self.years.index(int(names[1]))

    def place(self, row: int, column: int) -> str:
        """See `Sheet`."""
        return f"{self.heads[column].title}年“{self._fields[row].title}”"


EnergyFigure = tuple[str, str, Callable[[ParkYear, EnergyRow], Decimal | None]]
"""A computed row of the balance: title, unit (empty: the kind's own), and what computes it for one kind."""

DIFFERENCE: EnergyFigure = ("平衡差额", "", difference)


class BalanceSheet(Sheet):
    """The energy balance of one year: flows down, energy kinds in use across, computed rows beneath."""

    LABELS = 2
    last_column_stretches = False

    def __init__(self, project: Project, balance: Balance, offers: Offers, year: int,
                 figures: tuple[EnergyFigure, ...] = (DIFFERENCE,)) -> None:
        super().__init__(project, offers)
        self.year, self.figures = year, figures
        self.record = project.year(year) or ParkYear(year=year)
        self.rows: tuple[EnergyRow, ...] = self.record.energy
        self.balance_address = f"years/{year}/energy"
        self._flows = tuple((group.title, flow) for group in balance.groups for flow in group.flows)
        self._fields = tuple(declared(f"years/*/energy/*/{flow}") for _, flow in self._flows)
        names = offers.of("energies")
        self.heads = (
            Head("类别", width=12, frozen=True), Head("流向", width=28, frozen=True),
            *(Head(names.get(row.energy) or "未选品种", offers.unit_of_energy(row.energy), width=12) for row in self.rows),
        )

    @property
    def source(self) -> tuple[object, ...]:
        """See `Sheet`; computed rows depend on coefficients and the chosen set of factors."""
        return self.record, self.project.coefficients, self.project.conventions, self.project.evidence

    def cells_differing(self, before: Sheet) -> list[tuple[int, int]] | None:
        """See `Sheet`: figures that changed, and what is computed beneath; all cells where anything else did."""
        assert isinstance(before, BalanceSheet)
        beside = [(getattr(before.record, name), getattr(self.record, name))
                  for name in ParkYear.model_fields if name != "energy"]
        if any(old is not new for old, new in (*beside, *zip(before.source[1:], self.source[1:], strict=True))):
            return None
        pairs = enumerate(zip(before.rows, self.rows, strict=True), start=self.LABELS)
        computed = range(len(self._flows), self.row_count)
        return [(row, column) for column, (old, new) in pairs if old is not new
                for row in (*self._flows_differing(old, new), *computed)]

    def _flows_differing(self, old: EnergyRow, new: EnergyRow) -> list[int]:
        return [row for row, (_, flow) in enumerate(self._flows) if getattr(old, flow) is not getattr(new, flow)]

    @property
    def row_count(self) -> int:
        """See `Sheet`."""
        return len(self._flows) + len(self.figures)

    def row_key(self, row: int) -> str:
        """See `Sheet`."""
        return self._flows[row][1] if row < len(self._flows) else self.figures[row - len(self._flows)][0]

    def group_of(self, row: int) -> str:
        """The heading over the row's flow."""
        return self._flows[row][0] if row < len(self._flows) else "计算"

    def _figure(self, row: int) -> EnergyFigure | None:
        return self.figures[row - len(self._flows)] if row >= len(self._flows) else None

    def value(self, row: int, column: int) -> Any:
        """See `Sheet`."""
        figure = self._figure(row)
        if column == 0:
            return self.group_of(row)
        if column == 1:
            if figure is None:
                return self._fields[row].title
            return f"{figure[0]}（{figure[1]}）" if figure[1] else figure[0]
        energy = self.rows[column - self.LABELS]
        if figure is not None:
            return figure[2](self.record, energy)
        flow = self._flows[row][1]
        if is_supplied_elsewhere(energy.energy, flow):
            return supply(self.record, energy.energy, flow)
        return getattr(energy, flow)

    def field(self, row: int, column: int) -> Declared | None:
        """See `Sheet`."""
        return self._fields[row] if self.tone(row, column) is Tone.ENTRY else None

    def address(self, row: int, column: int) -> Address | None:
        """See `Sheet`."""
        if self.tone(row, column) is not Tone.ENTRY:
            return None
        return f"{self.balance_address}/{self.rows[column - self.LABELS].key}/{self._flows[row][1]}"

    def tone(self, row: int, column: int) -> Tone:
        """See `Sheet`."""
        if column < self.LABELS:
            return Tone.LABEL
        if row >= len(self._flows):
            return Tone.COMPUTED
        elsewhere = is_supplied_elsewhere(self.rows[column - self.LABELS].energy, self._flows[row][1])
        return Tone.CLOSED if elsewhere else Tone.ENTRY

    def text(self, row: int, column: int) -> str:
        """See `Sheet`; computed figures to as many digits as are read, with all of them in the tip."""
        value = self.value(row, column)
        if self.tone(row, column) is Tone.ENTRY or column < self.LABELS:
            return super().text(row, column)
        if value is None:
            return "" if self.tone(row, column) is Tone.CLOSED and not self._origin(row, column) else "—"
        return shown(_readable(value), self._fields[0])

    def is_wrong(self, row: int, column: int) -> bool:
        """See `Sheet`: a balance that does not close."""
        return column >= self.LABELS and self._figure(row) is DIFFERENCE and bool(self.value(row, column))

    def _origin(self, row: int, column: int) -> tuple[str, ...]:
        return origin_fields(self.rows[column - self.LABELS].energy, self._flows[row][1])

    def tip(self, row: int, column: int) -> str:
        """See `Sheet`."""
        tone = self.tone(row, column)
        if tone is Tone.CLOSED:
            names = self._origin(row, column)
            titles = "、".join(declared(f"years/*/{name}").title for name in names)
            return f"取自“电力与热力”页：{titles}" if titles else "电力、热力没有此项"
        if tone is Tone.COMPUTED:
            value = self.value(row, column)
            if value is None:
                return "有空格未填；填全，或在表下勾选“空格均为零”后计算"
            return f"由程序计算：{format(value, 'f')}"
        if row >= len(self._fields):
            return ""
        field = self._fields[row]
        return f"{field.title}\n{field.definition}".strip()

    def spans(self) -> list[tuple[int, int, int]]:
        """See `Sheet`: the group's name stands once for its flows."""
        groups = [self.group_of(row) for row in range(self.row_count)]
        starts = [row for row, group in enumerate(groups) if row == 0 or groups[row - 1] != group]
        ends = [*starts[1:], self.row_count]
        return [(start, 0, end - start) for start, end in zip(starts, ends, strict=True) if end - start > 1]

    def cell_at(self, address: Address) -> tuple[int, int] | None:
        """See `Sheet`."""
        if address == self.balance_address and self.rows:
            return 0, self.LABELS
        start = f"{self.balance_address}/"
        if not address.startswith(start):
            return None
        key, _, flow = address[len(start):].partition("/")
        for position, energy in enumerate(self.rows):
            if energy.key == key:
                row = next((at for at, (_, own) in enumerate(self._flows) if own == flow), 0)
                return row, position + self.LABELS
        return None

    def place(self, row: int, column: int) -> str:
        """See `Sheet`."""
        return f"“{self.heads[column].title}”的“{self.value(row, 1)}”"


def _readable(value: Decimal) -> Decimal:
    if value == value.to_integral_value():
        return value.to_integral_value()
    return value if abs(value) < 1 else value.quantize(Decimal("0.01"))
