"""What the user settles about a foreign list: which list of ours it is, which column is which field, in which unit."""

from __future__ import annotations

from dataclasses import dataclass, field

from zcpark_desktop.excel.cells import SheetCells
from zcpark_desktop.excel.foreign import ColumnMapping, ForeignColumn, Guess, Target, guess, targets
from zcpark_desktop.excel.heading import stated_unit
from zcpark_desktop.excel.layouts import YEAR, YEAR_KEY, field_of, naming_paths
from zcpark_desktop.forms.units import factor
from zcpark_desktop.project.years import UNIT_BY_KIND


@dataclass
class Settling:
    """A mapping in the making; it begins as the guess.

    Attributes:
        paths: column's position → path; columns that are not read are left out.
        units: column's position → unit of its numbers, where the title does not name it.
        year: of all rows; None where a column tells it or none is needed.
    """

    sheet: SheetCells
    guessed: Guess
    paths: dict[int, str] = field(default_factory=dict)
    units: dict[int, str] = field(default_factory=dict)
    year: int | None = None

    def __post_init__(self) -> None:
        self._begin(self.guessed)

    def _begin(self, guessed: Guess) -> None:
        self.guessed, self.year = guessed, guessed.year
        self.paths = {column.position: column.path for column in guessed.columns if column.path}
        self.units = {}
        self.targets = {target.path: target for target in targets(guessed.address)}

    def choose_list(self, address: str) -> None:
        """Take it for another list: the columns are guessed anew."""
        guessed = guess(self.sheet, address)
        if guessed is not None and address != self.guessed.address:
            self._begin(guessed)

    @property
    def columns(self) -> tuple[ForeignColumn, ...]:
        """The columns of the sheet."""
        return self.guessed.columns

    def target(self, column: ForeignColumn) -> Target | None:
        """The field that the column is; None where it is not read."""
        return self.targets.get(self.paths.get(column.position, ""))

    def settle(self, column: ForeignColumn, path: str) -> None:
        """Let the column be that field (empty: not read); a field is one column's only."""
        self.paths = {at: each for at, each in self.paths.items() if at != column.position and each != path}
        if path:
            self.paths[column.position] = path

    def unit(self, column: ForeignColumn) -> str:
        """The unit of the column's numbers; empty for that of the field."""
        target = self.target(column)
        return (column.unit or self.units.get(column.position, "")
                or stated_unit(self.guessed.stated, target.unit if target is not None else ""))

    def reason(self, column: ForeignColumn) -> str:
        """Why the column is taken for its field, and how its numbers are converted."""
        target = self.target(column)
        if target is None:
            return "不读取"
        why = column.reason if target.path == column.path else "由您选定"
        unit = self.unit(column)
        if unit and target.unit == UNIT_BY_KIND:
            return f"{why}；按各品种的单位换算，换算不了的不读取"
        times = factor(unit, target.unit) if unit and target.path != YEAR_KEY else 1
        if times is None:
            return f"{why}；单位“{unit}”不能换算为“{target.unit or '无单位'}”，该列不读取"
        return why if times == 1 else f"{why}；按1{unit}={times:f}{target.unit}换算"

    @property
    def needs_year(self) -> bool:
        """Whether the year of all rows has to be told."""
        chosen = self.paths.values()
        return YEAR_KEY not in chosen and (YEAR in self.guessed.address or any(YEAR in path for path in chosen))

    @property
    def problem(self) -> str:
        """What is lacking before the list can be read, in a sentence; empty for nothing."""
        names = naming_paths(self.guessed.address)
        if not set(names) & set(self.paths.values()):
            titles = "”或“".join(field_of(f"{self.guessed.address}/*/{path}").title for path in names)
            return f"请指定哪一列是“{titles}”，程序据此认出每一行。"
        if self.needs_year and self.year is None:
            return "请填写数据所属年份，如2025。"
        return ""

    def mapping(self) -> ColumnMapping:
        """What was settled, as it is kept."""
        titles = {column.position: column.title for column in self.columns}
        units = {titles[at]: unit for at, unit in self.units.items() if unit and at in self.paths}
        return ColumnMapping(self.guessed.address, {titles[at]: path for at, path in sorted(self.paths.items())},
                             self.year if self.needs_year else None, units)
