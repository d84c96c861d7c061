"""A grid as data: what stands in each cell, where it comes from, and whether it may be typed.

A sheet is a view of one immutable project; after a change another one is made.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from zcpark_desktop.project import Address
from zcpark_desktop.project.declared import Declared
from zcpark_desktop.project.entry import shown

from .offers import Offers


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
        heads: the columns.
        list_address: the list whose rows these are, where rows may be added and removed; else None.
        row_word: what a row is called.
    """

    heads: tuple[Head, ...] = ()
    list_address: Address | None = None
    row_word = "行"

    def __init__(self, offers: Offers) -> None:
        self.offers = offers

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

    def cell_at(self, address: Address) -> tuple[int, int] | None:
        """Row and column of the cell at `address`; a row's own address is its first cell; None when it is not here."""
        raise NotImplementedError

    def place(self, row: int, column: int) -> str:
        """The cell as a message names it."""
        return f"第{row + 1}行“{self.heads[column].title}”"
