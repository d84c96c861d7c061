"""Tables of quantities by year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import repeat

from ... import wording
from ..blocks import Cell, Column, Table


@dataclass(frozen=True, slots=True)
class Quantity:
    """A row: its title and unit, a value for each year, and how many places are shown (None: as entered).

    `addresses` name the field of each year, for entered values.
    """

    title: str
    unit: str
    values: Sequence[Decimal | int | None]
    decimals: int | None = None
    percent: bool = False
    bold: bool = False
    addresses: Sequence[str] = ()

    def shown(self, value: Decimal | int | None) -> str:
        """The value as a cell shows it."""
        if self.percent:
            return wording.percent(None if value is None else Decimal(value))
        if self.decimals is None or isinstance(value, int):
            return wording.entered(value)
        return wording.number(value, self.decimals)


def yearly(years: Sequence[int], rows: Sequence[Quantity], caption: str, *, bookmark: str | None = None, note: str = "",
           source: str = "", first: str = "项目", every_year: bool = False) -> Table | None:
    """A table of the rows and years that have a value; None where there are none.

    `every_year` keeps the years that have none, where a form asks for them.
    """
    filled = [row for row in rows if any(value is not None for value in row.values)]
    if not filled:
        return None
    if not every_year:
        kept = [at for at in range(len(years)) if any(row.values[at] is not None for row in filled)]
        years = [years[at] for at in kept]
        filled = [replace(row, values=[row.values[at] for at in kept],
                          addresses=[row.addresses[at] for at in kept] if row.addresses else ())
                  for row in filled]
    units = any(row.unit for row in filled)
    columns = [Column(first, weight=3.6)]
    if units:
        columns.append(Column("单位", align="center", weight=2))
    columns += [Column(f"{year}年", align="right", weight=2.1) for year in years]
    made: list[tuple[str | Cell, ...]] = [
        (Cell(row.title, bold=row.bold), *([row.unit] if units else []),
         *(Cell(row.shown(value), bold=row.bold, address=address)
           for value, address in zip(row.values, row.addresses or repeat(""), strict=False)))
        for row in filled]
    return Table(tuple(columns), tuple(made), caption, bookmark, note, source, dense=True)
