"""The names under which a form asks for data: those of live numbers, of every field, and of the columns of lists.

`指标.2.现状` is the live number of that name, with its unit. `基本信息.园区名称` and `2025年.经济社会.地区生产总值` are fields by
the titles that the window shows, `企业清单.名称` (or `企业.名称`) a column, which fills a row for each enterprise; numbers
of fields and columns stand without their unit, as in a table whose head names it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ...evaluate import Evaluation
from ...forms.offers import Offers
from ...narrative import chips, read_chip
from ...narrative.chips import MISSING, usual_name
from ...project import Address, NoSuchAddress, Project, value_at
from ...project.declared import Kind, all_patterns, declared
from ...project.entry import shown
from ..phrases import span

BLANK = "—"
"""What stands in a row's cell that has no value."""

NUMBER_OF_ROW = "序号"
BUILDING_YEARS = "重点项目.建设周期"
"""A column of the national table of projects that is made of two fields."""
FIELDS, COLUMNS, LIVE = "填报内容", "清单各列", "实时数据"
_NOT_TOLD = ("schemes", "narratives", "explanations", "declared_empty")
"""Parts of the project that are its own bookkeeping."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name that a form may use.

    Attributes:
        name: as it is written between the braces.
        group: the heading that the list of names puts it under.
        title: what it is.
        text: its value now; None where there is none. Of a column, that of the first row.
        list: the list that it is a column of; empty for a single value.
    """

    name: str
    group: str
    title: str
    text: str | None
    list: str = ""

    @property
    def shown(self) -> str:
        """The value, or what marks that there is none."""
        if self.text is not None:
            return self.text
        return BLANK if self.list else MISSING.format(self.title)


class Names:
    """All names of one project as it is now."""

    def __init__(self, evaluation: Evaluation) -> None:
        self._evaluation = evaluation
        self._project: Project = evaluation.project
        self._offers = Offers(evaluation.project, evaluation.rules)

    def find(self, typed: str) -> Name | None:
        """What is called so; spaces and full-width characters make no difference."""
        chip = read_chip(typed, self._evaluation)
        if chip is not None:
            return Name(chip.name, chip.group, chip.title, chip.text)
        key = usual_name(typed)
        if key in self._single:
            name, address = self._single[key]
            return self._field(name, address)
        return self._column(*self._columns[key], row=0) if key in self._columns else None

    def guess(self, text: str) -> Name | None:
        """What a field most likely asks for: the only single value of that title, else the only column of it."""
        key = usual_name(text)
        for table in (self._single, self._columns):
            places = {
                address: name
                for typed, (name, address) in table.items()
                if typed.rsplit(".", 1)[-1] == key and not typed[:4].isdigit()
            }
            if places:
                return self.find(next(iter(places.values()))) if len(places) == 1 else None
        return None

    def all(self) -> Iterator[Name]:
        """Every name that the list offers, in the order of its groups."""
        live = {chip.name: Name(chip.name, chip.group, chip.title, chip.text) for chip in chips(self._evaluation)}
        yield from live.values()
        yield from (self._field(name, address) for key, (name, address) in self._single.items() if key not in live)
        seen: set[str] = set()
        for name, pattern in self._columns.values():
            if pattern not in seen:
                seen.add(pattern)
                yield self._column(name, pattern, row=0)

    # ---------------------------------------------------------------- lists

    def length(self, name: Name) -> int:
        """How many rows its list has."""
        return len(value_at(self._project, name.list))

    def in_row(self, name: Name, row: int) -> str:
        """The value of a column in a row of its list."""
        found = self._column(*self._columns[usual_name(name.name)], row=row)
        return found.shown

    def joined(self, name: Name) -> str:
        """All values of a column, where no row is to be repeated."""
        values = (self.in_row(name, row) for row in range(self.length(name)))
        return "、".join(value for value in values if value != BLANK) or BLANK

    # ---------------------------------------------------------------- what there is

    @cached_property
    def _single(self) -> dict[str, tuple[str, Address]]:
        """Name as it is compared → name as it is shown, and address."""
        made: dict[str, tuple[str, Address]] = {}
        for pattern in _told():
            if "*" not in pattern:
                name = ".".join(_titles(pattern))
                made.setdefault(usual_name(name), (name, pattern))
            elif pattern.startswith("years/*/") and pattern.count("*") == 1:
                for record in self._project.years:
                    name = ".".join((f"{record.year}年", *_titles(pattern)[1:]))
                    made.setdefault(usual_name(name), (name, pattern.replace("*", record.key)))
        return made

    @cached_property
    def _columns(self) -> dict[str, tuple[str, Address]]:
        made: dict[str, tuple[str, Address]] = {}
        for pattern in _told():
            if pattern.count("*") == 1 and not pattern.startswith("years/"):
                head, *rest = _titles(pattern)
                for start in dict.fromkeys((head, head.removesuffix("清单"))):
                    for first in dict.fromkeys((rest[0], _short(start, rest[0]))):
                        name = ".".join((start, first, *rest[1:]))
                        made.setdefault(usual_name(name), (name, pattern))
                    numbered = f"{start}.{NUMBER_OF_ROW}"
                    made.setdefault(usual_name(numbered), (numbered, pattern.split("/*/")[0] + "/*/#"))
        made.setdefault(usual_name(BUILDING_YEARS), (BUILDING_YEARS, "key_projects/*/years"))
        return made

    def _field(self, name: str, address: Address) -> Name:
        try:
            value = value_at(self._project, address)
        except NoSuchAddress:  # it lies in a part that is not there
            value = None
        return Name(name, FIELDS, name.replace(".", "："), self._text(value, address))

    def _column(self, name: str, pattern: Address, row: int) -> Name:
        where, _, rest = pattern.partition("/*/")
        rows = value_at(self._project, where)
        if rest == "#":
            return Name(name, COLUMNS, name.replace(".", "："), str(row + 1) if row < len(rows) else None, where)
        text = None
        if row < len(rows):
            if name == BUILDING_YEARS:
                text = span(rows[row].start_year, rows[row].end_year) or None
            else:
                text = self._text(_at(rows[row], rest), pattern)
        return Name(name, COLUMNS, name.replace(".", "："), text, where)

    def _text(self, value: object, address: Address) -> str | None:
        field = declared(address)
        if value is None or value in ("", ()):
            return None
        return shown(value, field, self._offers.of(field.offered_by)).strip() or None


def _at(row: object, path: str) -> object:
    """The value in a row; None where the part is not there that it lies in."""
    for word in path.split("/"):
        row = getattr(row, word, None)
    return row


def _short(head: str, title: str) -> str:
    """A column's title without the words that the list's name ends in: 名称 for 企业名称 of the list 企业."""
    ends = (head[at:] for at in range(len(head)))
    return next((title[len(end) :] for end in ends if title.startswith(end) and title != end), title)


def _told() -> Iterator[Address]:
    for pattern in all_patterns():
        if pattern.split("/")[0] not in _NOT_TOLD:
            field = declared(pattern)
            if not field.hidden and field.kind is not Kind.PART:
                yield pattern


def _titles(pattern: Address) -> list[str]:
    """The titles of the parts that lead to a field, and its own; a statement and its yes/no count once."""
    words = [word for word in pattern.split("/")]
    made: list[str] = []
    for depth in range(1, len(words) + 1):
        if words[depth - 1] != "*":
            title = declared("/".join(words[:depth])).title.replace(".", "·")
            if not made or made[-1] != title:
                made.append(title)
    return made
