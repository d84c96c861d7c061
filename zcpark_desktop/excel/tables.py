"""One grid of the window as a workbook, to be worked on elsewhere and collected again unchanged or changed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from zcpark_desktop.forms.offers import Offers
from zcpark_desktop.project import Address, NoSuchAddress, Project
from zcpark_desktop.rules import Rules

from .layouts import RINGS, FieldsDown, Layout, RowsDown
from .templates import Clock, identity_of, layouts_of
from .writing import Book


def table_layouts(project: Project, address: Address) -> tuple[Layout, ...]:
    """The sheets of the grid at `address`: a list or a part of the years, as the forms declare it.

    Raises:
        NoSuchAddress: no grid stands there.
    """
    def belongs(layout: Layout) -> bool:
        if isinstance(layout, FieldsDown):
            return all(line.startswith(f"{address}/") for line in layout.lines)
        return (layout.address if isinstance(layout, RowsDown) else RINGS) == address

    found = tuple(layout for layout in layouts_of(project) if belongs(layout))
    if not found:
        raise NoSuchAddress(f"没有名为“{address}”的表。")
    return found


def write_table(project: Project, rules: Rules, address: Address, path: Path, clock: Clock) -> Path:
    """Write the grid at `address` to `path`; where it was written.

    Raises:
        NoSuchAddress: no grid stands there.
        OSError: the file cannot be written.
    """
    return _write(project, rules, table_layouts(project, address), path, clock)


def write_all_tables(project: Project, rules: Rules, path: Path, clock: Clock) -> Path:
    """Write everything that the park entered to `path`, a sheet for each form; where it was written.

    Raises:
        OSError: the file cannot be written.
    """
    return _write(project, rules, layouts_of(project), path, clock)


def _write(project: Project, rules: Rules, layouts: Sequence[Layout], path: Path, clock: Clock) -> Path:
    book = Book(path, project, Offers(project, rules), clock(), guided=False)
    for layout in layouts:
        book.add(layout)
    book.close(identity_of(project, rules, "table"))
    return path
