"""Which cells a sheet has: fields down, or the rows of a list down, taken from the declared forms.

A sheet tells what it is by itself: its first cell names the layout, the (hidden) first row the columns, the (hidden)
first column the rows. So it is recognised wherever its columns have been moved, and whatever it is called.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from zcpark_desktop.forms import STEPS, Ask, Balance, Outline, Table, Yearly
from zcpark_desktop.project import Address
from zcpark_desktop.project.declared import Declared, declared

MARK = "zcpark"
VERSION = 1
YEAR = "{year}"
YEAR_KEY, VALUE_KEY = "#year", "#value"
CONTEXT = "?"
"""Stands before the key of a column that only tells which row is meant."""


@dataclass(frozen=True)
class FieldsDown:
    """Fields down, one column for the value, or one for each year.

    Attributes:
        title: name of the sheet.
        lines: addresses below `base`; `{year}` stands for the column's year.
        years: the columns; empty for one value.
        base: address of the row that the lines belong to; empty for the project.
    """

    title: str
    lines: tuple[str, ...]
    years: tuple[int, ...] = ()
    base: Address = ""

    @property
    def mark(self) -> str:
        """What the first cell says."""
        return f"{MARK}:{VERSION}:fields:{self.base}"

    def field(self, line: str) -> Declared:
        """What is declared of a line."""
        return field_of(joined(self.base, line))


@dataclass(frozen=True)
class RowsDown:
    """Rows of a list down, fields across.

    Attributes:
        title: name of the sheet.
        address: the list; `{year}` in it, or in a path, stands for the year that each row names.
        paths: fields below a row; those that begin with `?` only tell which row is meant.
        years: the years that rows may name; empty where rows belong to no year.
        only: the keys of the rows that are shown, also where they are not filled in yet; empty for all that are there.
    """

    title: str
    address: Address
    paths: tuple[str, ...]
    years: tuple[int, ...] = ()
    only: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """What the first cell says."""
        return f"{MARK}:{VERSION}:rows:{self.address}"

    def field(self, path: str) -> Declared:
        """What is declared of a column."""
        return field_of(f"{self.address}/*/{path.removeprefix(CONTEXT)}")


RINGS = "boundary/rings"
CORNERS = ("name", "hole", "number", "x", "y", "whose")
"""Columns of the boundary's corners: the ring's name and whether it is a hole, the corner, and whose ring it is."""


@dataclass(frozen=True)
class Corners:
    """The corners of the boundary, a row each."""

    title: str

    @property
    def mark(self) -> str:
        """What the first cell says."""
        return f"{MARK}:{VERSION}:corners:{RINGS}"


Layout = FieldsDown | RowsDown | Corners

EVIDENCE = ("number", "title", "kind", "indicators", "issuer", "issued_on", "note")
"""Columns of the list of evidence, which has a page of its own kind and so no declared table."""


def joined(base: Address, line: str) -> Address:
    """The address of `line` below `base`."""
    return f"{base}/{line}" if base else line


@lru_cache(maxsize=4096)
def field_of(address: Address) -> Declared:
    """What is declared at `address`, in which `{year}` may stand for a year.

    Raises:
        NoSuchAddress: nothing is.
    """
    return declared(address)


@lru_cache(maxsize=64)
def list_title(address: Address) -> str:
    """What a list is called."""
    return field_of(address).title


def park_layouts(years: tuple[int, ...], measured: tuple[int, ...]) -> tuple[Layout, ...]:
    """Every sheet of the whole park's workbook, one for each form.

    Args:
        years: the years that the park reports or plans.
        measured: those of them that enterprises have figures of.
    """
    result: list[Layout] = []
    for step in STEPS:
        asks = tuple(item.address for item in step.items if isinstance(item, Ask) and YEAR not in item.address)
        if asks:
            result.append(FieldsDown(step.title, asks))
        for section in step.sections:
            for item in section.items:
                if isinstance(item, Table):
                    result += _of_table(section.title, item, years, measured)
                elif isinstance(item, Yearly):
                    lines = tuple(f"{item.address}/{name}" for name in item.fields)
                    result.append(FieldsDown(section.title, lines, years))
                elif isinstance(item, Balance):
                    flows = tuple(flow for group in item.groups for flow in group.flows)
                    result.append(RowsDown(section.title, item.address, ("energy", *flows), years))
                elif isinstance(item, Outline):
                    result.append(Corners("边界拐点"))
                elif YEAR in item.address:
                    result.append(FieldsDown(f"{section.title}说明", (item.address,), years))
    result.append(RowsDown("佐证材料", "evidence", EVIDENCE))
    return tuple(result)


def _of_table(title: str, table: Table, years: tuple[int, ...], measured: tuple[int, ...]) -> list[Layout]:
    paths = tuple(column.path for column in table.columns)
    if YEAR in table.address:
        return [RowsDown(title, table.address, paths, years)]
    plain = tuple(path for path in paths if YEAR not in path)
    yearly = tuple(path for path in paths if YEAR in path)
    sheets: list[Layout] = [RowsDown(title, table.address, plain)]
    if yearly:
        known_by = tuple(f"{CONTEXT}{path}" for path in plain[:2])
        sheets.append(RowsDown(f"{title.removesuffix('清单')}年度数据", table.address, (*known_by, *yearly), measured))
    return sheets


def enterprise_layouts(base: Address, measured: tuple[int, ...]) -> tuple[Layout, ...]:
    """The sheets of one enterprise's own workbook; evidence is handed in as papers, not as numbers of the list."""
    tables = (item for step in STEPS for item in step.items if isinstance(item, Table))
    table = next(table for table in tables if table.address == "enterprises")
    asked = [column.path for column in table.columns if not column.path.endswith("evidence")]
    return (
        FieldsDown("企业信息", tuple(path for path in asked if YEAR not in path and path != "counted_in"), (), base),
        FieldsDown("年度数据", tuple(path for path in asked if YEAR in path), measured, base),
    )


_BY_KIND = {
    "燃气": RowsDown("燃气用量", "years/{year}/energy", ("energy", "purchased", "fuel_residential"), (),
                   ("natural_gas", "lng", "lpg", "other_gas")),
}
"""What an office has of a list that is another office's as a whole: some rows, and in them some columns."""


def offices() -> tuple[str, ...]:
    """Every office that a field names as its usual source, in the order of the forms; then those with some rows."""
    found: dict[str, None] = {}
    for layout in park_layouts((2025,), (2025,)):
        if not isinstance(layout, Corners):
            for name in layout.lines if isinstance(layout, FieldsDown) else layout.paths:
                found[layout.field(name).office] = None
    return tuple(office for office in (*found, *_BY_KIND) if office)


def office_layouts(office: str, layouts: tuple[Layout, ...]) -> tuple[Layout, ...]:
    """Of the park's sheets, the fields that `office` has, and what is needed to tell the rows apart."""
    result: list[Layout] = []
    for layout in layouts:
        if isinstance(layout, Corners):
            result += [layout] if field_of(RINGS).office == office else []
            continue
        if isinstance(layout, FieldsDown):
            lines = tuple(line for line in layout.lines if layout.field(line).office == office)
            if lines:
                result.append(FieldsDown(layout.title, lines, layout.years, layout.base))
            continue
        own = _of_office(layout, office)
        if own:
            known_by = [path for path in naming_paths(layout.address) if path not in own and path in layout.paths]
            context = [path for path in layout.paths if path.startswith(CONTEXT)]
            result.append(RowsDown(layout.title, layout.address, (*context, *known_by, *own), layout.years))
        if office in _BY_KIND and _BY_KIND[office].address == layout.address:
            result.append(replace(_BY_KIND[office], years=layout.years))
    return tuple(result)


def _of_office(layout: RowsDown, office: str) -> tuple[str, ...]:
    """The columns that `office` has: its own; those that name no office too, where the whole list is this office's."""
    plain = tuple(path for path in layout.paths if not path.startswith(CONTEXT))
    named = {layout.field(path).office for path in plain} - {""}
    if named == {office}:
        return plain
    return tuple(path for path in plain if layout.field(path).office == office)


_NAMING = {
    "enterprises": (("credit_code",), ("name",)),
    "targets": (("indicator", "year"),),
    "certificates": (("number",),),
    "evidence": (("number",), ("title",)),
    "coefficients": (("energy",),),
    "years/{year}/energy": (("energy",),),
    "years/{year}/process": (("product", "route"),),
    "years/{year}/vehicles": (("owner", "use", "fuel"),),
    "actions": (("kind", "name"),),
    "devices": (("name", "enterprise", "model", "in_new_project"),),
    "products": (("name", "enterprise"),),
}


def naming(address: Address) -> tuple[tuple[str, ...], ...]:
    """The fields by which a row of the list is known where its key is not given; the first that are filled in count."""
    return _NAMING.get(address, (("name",),))


def naming_paths(address: Address) -> tuple[str, ...]:
    """All of those fields."""
    return tuple(dict.fromkeys(path for paths in naming(address) for path in paths))
