"""The nouns of a form: steps, sections, and the questions and tables in them.

Labels, units, limits and help are not here: they are declared once, by the project's models.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from zcpark_desktop.project import Project
from zcpark_desktop.project.project import EmptyList

When = Callable[[Project], bool]


def always(project: Project) -> bool:
    """The item is asked of every park."""
    return True


@dataclass(frozen=True)
class Ask:
    """One field on a line of its own.

    Attributes:
        address: where the value stands; `{year}` stands for the year that the page shows.
        when: whether this park is asked; what has been answered is shown in any case.
        optional: a step counts as complete without it.
    """

    address: str
    when: When = always
    optional: bool = False

    def patterns(self) -> Iterator[str]:
        """The field of this question."""
        yield _as_pattern(self.address)


@dataclass(frozen=True)
class Column:
    """A column of a table: the path inside a row; `{year}` stands for the year that the page shows.

    Attributes:
        path: field names below the row, as in `diagnosed/value`.
        group: heading that several columns share.
        frozen: stays in sight when the table is scrolled sideways.
        optional: a step counts as complete without it.
        width: usual width in digits, where the kind of its values does not tell.
    """

    path: str
    group: str = ""
    frozen: bool = False
    optional: bool = False
    width: int = 0


@dataclass(frozen=True)
class Table:
    """Rows of a list of the project, fields across.

    Attributes:
        address: the list; with `{year}` in it, the page offers one tab a year.
        columns: what is shown, in order.
        row_word: what one row is called (企业, 建筑), for buttons and messages.
        flags: columns that filters and bulk edits are offered for.
        totals: paths of the columns that are summed beneath.
        years_from: the list of yearly rows in each row that `{year}` in a column's path points to.
    """

    address: str
    columns: tuple[Column, ...]
    row_word: str = "行"
    flags: tuple[str, ...] = ()
    totals: tuple[str, ...] = ()
    years_from: str = ""
    when: When = always
    optional: bool = False

    @property
    def can_be_declared_empty(self) -> bool:
        """Whether a park may state that it has none of these, which is something else than a list not filled in."""
        return self.address.rsplit("/", 1)[-1] in typing.get_args(EmptyList)

    def patterns(self) -> Iterator[str]:
        """The fields of the columns."""
        for column in self.columns:
            yield _as_pattern(f"{self.address}/*/{column.path}")


@dataclass(frozen=True)
class Yearly:
    """A part of each year: fields down, years across.

    Attributes:
        address: the part, with `{year}` for the year.
        fields: names in the part, in order.
        optional_fields: names without which a step counts as complete.
    """

    address: str
    fields: tuple[str, ...]
    optional_fields: frozenset[str] = frozenset()
    when: When = always

    def patterns(self) -> Iterator[str]:
        """The fields of the part."""
        for name in self.fields:
            yield _as_pattern(f"{self.address}/{name}")


@dataclass(frozen=True)
class FlowGroup:
    """Flows of the energy balance under one heading."""

    title: str
    flows: tuple[str, ...]


@dataclass(frozen=True)
class Balance:
    """The energy balance of one year: flows down, energy kinds across."""

    address: str
    groups: tuple[FlowGroup, ...]
    when: When = always

    def patterns(self) -> Iterator[str]:
        """The energy kind and its flows."""
        yield _as_pattern(f"{self.address}/*/energy")
        for group in self.groups:
            for flow in group.flows:
                yield _as_pattern(f"{self.address}/*/{flow}")


@dataclass(frozen=True)
class Outline:
    """The boundary's corners, as coordinate tables with the drawing beside them."""

    address: str = "boundary/rings"
    when: When = always

    def patterns(self) -> Iterator[str]:
        """The rings' fields."""
        for name in ("name", "hole", "whose", "points"):
            yield f"{self.address}/*/{name}"


Item = Ask | Table | Yearly | Balance | Outline


@dataclass(frozen=True)
class Section:
    """Items under one heading of a page; `help` is one plain sentence beneath it."""

    title: str
    items: tuple[Item, ...]
    help: str = ""

    @property
    def by_year(self) -> bool:
        """Whether the section shows one year at a time."""
        return any("{year}" in item.address and not isinstance(item, Yearly) for item in self.items) or any(
            isinstance(item, Table) and item.years_from for item in self.items)


@dataclass(frozen=True)
class Step:
    """One page of the window.

    Attributes:
        id: short name, also of the manual's page.
        title: as shown on the left.
        hint: what there is to do, in one sentence.
        sections: the form; empty for a page of its own kind.
        covers: the parts of the project that a page of its own kind shows.
    """

    id: str
    title: str
    hint: str
    sections: tuple[Section, ...] = ()
    covers: tuple[str, ...] = field(default=())

    @property
    def items(self) -> tuple[Item, ...]:
        """All items of all sections."""
        return tuple(item for section in self.sections for item in section.items)

    def patterns(self) -> Iterator[str]:
        """The fields that the step's form asks for."""
        for item in self.items:
            yield from item.patterns()


def _as_pattern(address: str) -> str:
    return address.replace("{year}", "*")
