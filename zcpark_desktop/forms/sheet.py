"""A grid as data: what stands in each cell, where it comes from, and whether it may be typed.

A sheet is a view of one immutable project; after a change another one is made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from zcpark_desktop.project import Address, Project
from zcpark_desktop.project.declared import Declared
from zcpark_desktop.project.entry import raw, shown

from .edits import Edit, with_missing_years
from .offers import Offers

Written = tuple[int, int, Any]
"""A cell and its new value: row, column, value. Rows from `row_count` on are added."""


class Tone(Enum):
    """What sort of cell it is: typed, computed by the program, closed (filled in elsewhere), or a heading."""

    ENTRY = "entry"
    COMPUTED = "computed"
    CLOSED = "closed"
    LABEL = "label"


@dataclass(frozen=True)
class Head:
    """A column's heading.

    Attributes:
        title: what stands in the column.
        unit: its unit; empty for none.
        group: heading that several neighbours share.
        tip: definition and usual source.
        width: usual width, in characters of the digit size.
        frozen: stays in sight.
        field: what is declared of its cells, where all are alike.
    """

    title: str
    unit: str = ""
    group: str = ""
    tip: str = ""
    width: int = 12
    frozen: bool = False
    field: Declared | None = None


class Sheet:
    """The cells of one grid; subclasses say what stands where.

    Attributes:
        project: the project that is shown.
        heads: the columns.
        row_word: what a row is called.
        has_rows_of_its_own: rows may be added, removed and moved.
        last_column_stretches: the last column takes the width that is left over.
    """

    heads: tuple[Head, ...] = ()
    row_word = "行"
    has_rows_of_its_own = False
    last_column_stretches = True

    def __init__(self, project: Project, offers: Offers) -> None:
        self.project, self.offers = project, offers

    @property
    def source(self) -> tuple[object, ...]:
        """The parts of the project that are shown; where they are the same objects, so is all that is shown."""
        raise NotImplementedError

    def take_over(self, before: Sheet) -> list[int] | None:
        """Keep what the sheet before this one has worked out, and say which rows differ; None for all of them."""
        return None

    def cells_differing(self, before: Sheet) -> list[tuple[int, int]] | None:
        """Row and column of what differs from the sheet before, which has the same shape; None for all cells."""
        return None

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def row_key(self, row: int) -> str:
        """What names the row, whatever its position."""
        raise NotImplementedError

    def value(self, row: int, column: int) -> Any:
        """The value in the cell; text for a heading."""
        raise NotImplementedError

    def field(self, row: int, column: int) -> Declared | None:
        """What is declared of the cell; None for headings and computed cells."""
        raise NotImplementedError

    def address(self, row: int, column: int) -> Address | None:
        """Where the cell's value stands in the project; None for headings and computed cells."""
        raise NotImplementedError

    def tone(self, row: int, column: int) -> Tone:
        """What sort of cell it is."""
        return Tone.ENTRY

    def tip(self, row: int, column: int) -> str:
        """What there is to know of the cell: definition and source."""
        field = self.field(row, column)
        return field.definition if field is not None else ""

    def text(self, row: int, column: int) -> str:
        """The cell as it is read."""
        value, field = self.value(row, column), self.field(row, column)
        if field is None:
            return str(value) if value is not None else ""
        return shown(value, field, self.offers.of(field.offered_by))

    def raw(self, row: int, column: int) -> str:
        """The cell as an editor holds it and as it is copied."""
        value, field = self.value(row, column), self.field(row, column)
        if field is not None:
            return raw(value, field, self.offers.of(field.offered_by))
        return format(value, "f") if isinstance(value, Decimal) else str(value or "")

    def entry_field(self, row: int, column: int) -> Declared | None:
        """What may be typed into the cell, also of a row about to be added; None for a cell that is not typed."""
        if row >= self.row_count:
            return self.heads[column].field if self.has_rows_of_its_own else None
        return self.field(row, column) if self.tone(row, column) is Tone.ENTRY else None

    def writing(self, cells: Sequence[Written]) -> list[Edit]:
        """The edits that put the values into the cells."""
        edits = [(address, value) for row, column, value in cells if (address := self.address(row, column)) is not None]
        return with_missing_years(self.project, edits)

    def inserting(self, at: int, number: int) -> list[Edit]:
        """The edits that add `number` blank rows before row `at`."""
        raise NotImplementedError

    def removing(self, rows: Sequence[int]) -> list[Edit]:
        """The edits that remove the rows."""
        raise NotImplementedError

    def moving(self, rows: Sequence[int], to: int) -> list[Edit]:
        """The edits that put the rows, in their order, before row `to`."""
        raise NotImplementedError

    def is_wrong(self, row: int, column: int) -> bool:
        """Whether a computed value tells of a mistake."""
        return False

    def spans(self) -> list[tuple[int, int, int]]:
        """Cells that stand for several rows: row, column, how many rows."""
        return []

    def cell_at(self, address: Address) -> tuple[int, int] | None:
        """Row and column of the cell at `address`; None when it is not here.

        A row's own address is its first cell, and the list's is that of its first row.
        """
        raise NotImplementedError

    def place(self, row: int, column: int) -> str:
        """The cell as a message names it."""
        return f"第{row + 1}行“{self.heads[column].title}”"
