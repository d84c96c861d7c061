"""Lists that others made: which list of ours they are, and which column is which field, by titles and by content.

A list is taken by itself where its titles are clear, or as the user settled it before. Where neither helps, a guess
with reasons is offered for the user to settle.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

from zcpark_desktop.forms.units import factor, has_scales, split_title
from zcpark_desktop.project.declared import Kind
from zcpark_desktop.project.entry import EntryError, folded
from zcpark_desktop.project.years import UNIT_BY_KIND

from .cells import SheetCells
from .heading import Heading, headings, is_totals, stated_unit
from .layouts import CONTEXT, YEAR, YEAR_KEY, RowsDown, field_of, list_title, naming_paths, park_layouts
from .titles import known_titles

_SAMPLES, _LOOKED_AT = 5, 200
_ALIKE = 0.7
_CREDIT_CODE = re.compile(r"[0-9A-Z]{18}")
_INDUSTRY_CODE = re.compile(r"[A-T]?\d{4}")
_UNIT_COLUMNS = ("计量单位", "单位", "实物单位")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*年")
_SEVERAL_YEARS = re.compile(r"\d{4}\s*年?度?\s*[-—–~～至到、和]\s*\d{4}")
_PART_OF_YEAR = re.compile(r"年\s*[前第]?\s*[\d一二三四上下]{1,2}\s*([-—~至到]\s*\d{1,2}\s*)?(月|季度|个季度|半年)")
_DATED = re.compile(r"日期|时间|(发|文|[〔\[]\d{4}[〕\]]).*号|年\s*\d{1,2}\s*月\s*\d{1,2}\s*日")


@dataclass(frozen=True)
class ColumnMapping:
    """How the columns of a foreign list are to be read; kept as JSON and found again by the titles.

    Attributes:
        address: the list, as a layout names it.
        columns: title in the file → path in the list (`#year` for the year).
        year: the year of all rows; None where a column tells it or none is needed.
        units: title in the file → unit of its numbers, where the title does not name it.
    """

    address: str
    columns: Mapping[str, str]
    year: int | None = None
    units: Mapping[str, str] = field(default_factory=dict)

    @property
    def signature(self) -> frozenset[str]:
        """The titles by which it is found again."""
        return frozenset(_plain(title) for title in self.columns)


@dataclass(frozen=True)
class Conversion:
    """A column's numbers stand in `written`; times `factor` they stand in `wanted`, the field's own unit."""

    written: str
    wanted: str
    factor: Decimal


@dataclass(frozen=True)
class UnitsSaid:
    """Where a foreign list says in which unit amounts of energy stand, of which each kind has its own.

    Attributes:
        titles: column → unit in its title, or settled by the user.
        column: the one that names a unit for each row (计量单位); None where there is none.
        stated: the units in a corner above.
    """

    titles: Mapping[int, str] = field(default_factory=dict)
    column: int | None = None
    stated: tuple[str, ...] = ()

    def conversion(self, at: int, row: Sequence[Any], own: str) -> Conversion | None:
        """How the amount in column `at` of `row` comes to the kind's `own` unit; None where it stands in it.

        Raises:
            EntryError: the unit said measures something else.
        """
        beside = row[self.column] if self.column is not None and self.column < len(row) else ""
        said = self.titles.get(at) or (beside.strip() if isinstance(beside, str) else "")
        said = said or stated_unit(self.stated, own) or "、".join(self.stated)
        times = factor(said, own)
        if times is None:
            raise EntryError(f"单位“{said[:20]}”不能换算为该品种的单位“{own or '未知'}”，未读取；请换算后填写。")
        return None if times == 1 else Conversion(said, own, times)


@dataclass(frozen=True)
class Foreign:
    """A foreign list of which it is known what stands where.

    Attributes:
        columns: column → path; with its year where the titles name one.
        converted: columns whose numbers stand in another unit.
        unknown: titles of columns that were left aside.
        notes: what the user should know of the reading, in Chinese sentences.
        heads: column → its title as the file has it.
        by_kind: where units of energy are said.
    """

    address: str
    columns: Mapping[int, str]
    first_row: int
    year: int | None
    converted: Mapping[int, Conversion]
    unknown: tuple[str, ...]
    notes: tuple[str, ...]
    heads: Mapping[int, str]
    by_kind: UnitsSaid


@dataclass(frozen=True)
class Target:
    """A field that a column may be."""

    path: str
    title: str
    unit: str
    help: str


@dataclass(frozen=True)
class ForeignColumn:
    """A column of a foreign list, for the user to settle.

    Attributes:
        samples: the first values in it, as text.
        path: the field that it probably is; empty for none.
        reason: why, in Chinese; empty for none.
    """

    position: int
    title: str
    unit: str
    samples: tuple[str, ...]
    path: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Guess:
    """What a foreign list probably is.

    Attributes:
        stated: the units that the rows above its titles state for the whole table.
    """

    address: str
    columns: tuple[ForeignColumn, ...]
    first_row: int
    year: int | None
    stated: tuple[str, ...] = ()

    def mapping(self) -> ColumnMapping:
        """The guess as it would be settled without a change."""
        return ColumnMapping(self.address, {each.title: each.path for each in self.columns if each.path}, self.year)


@lru_cache(maxsize=1)
def paths_of_lists() -> Mapping[str, tuple[str, ...]]:
    """The columns of each list: nothing else is ever read."""
    lists: dict[str, dict[str, None]] = {}
    for layout in park_layouts((2025,), (2025,)):
        if isinstance(layout, RowsDown):
            names = [path for path in layout.paths if not path.startswith(CONTEXT)]
            lists.setdefault(layout.address, {}).update(dict.fromkeys([*([YEAR_KEY] if layout.years else []), *names]))
    return {address: tuple(paths) for address, paths in lists.items()}


def target_lists() -> tuple[tuple[str, str], ...]:
    """Every list that a foreign one may be: address and title."""
    return tuple((address, list_title(address)) for address in paths_of_lists())


def targets(address: str) -> tuple[Target, ...]:
    """Every field that a column of the list may be."""
    found = []
    for path in paths_of_lists()[address]:
        if path == YEAR_KEY:
            found.append(Target(path, "年份", "", "数据所属年份"))
        else:
            declared = field_of(f"{address}/*/{path}")
            found.append(Target(path, declared.title, declared.unit, declared.definition))
    return tuple(found)


def by_titles(sheet: SheetCells, mappings: Iterable[ColumnMapping] = ()) -> Foreign | None:
    """What the sheet is: by a settled mapping all of whose columns are there, otherwise where its titles are clear."""
    mappings = tuple(mappings)
    best: tuple[int, Heading, str, dict[str, str]] | None = None
    first: Heading | None = None
    for heading in headings(sheet):
        present = set(heading.plain) - {""}
        if len(present) < 2:
            continue
        for mapping in mappings:
            if mapping.columns and mapping.signature <= present:
                wanted = {_plain(title): path for title, path in mapping.columns.items()}
                said = {_plain(title): unit for title, unit in mapping.units.items()}
                return _foreign(heading, mapping.address, wanted, mapping.year, said)
        for address, known in known_titles().items():
            common = {title: known[title] for title in present if known.get(title)}
            number = len({(known[title], year) for title, year in zip(heading.plain, heading.years, strict=True)
                          if known.get(title)})
            if not set(common.values()) & set(naming_paths(address)) or number < max(2, len(present) // 2):
                continue
            first = first or heading
            if (best is None or number > best[0]) and (YEAR not in address or YEAR_KEY in common.values()):
                best = number, heading, address, common
    if best is None:
        return None
    found = _foreign(best[1], best[2], best[3], None, None, _year_in(sheet, best[1]))
    if first is not None and any(any(row) for row in sheet.rows[first.first_row:best[1].top]):
        found = replace(found, notes=(*found.notes, f"第{first.top + 1}行至第{best[1].top}行在表头之上，未读取；"
                                                    "如是另一张表，请放在单独的工作表中。"))
    return found


def _plain(title: str) -> str:
    return split_title(title)[0]


def _foreign(heading: Heading, address: str, wanted: Mapping[str, str], year: int | None,
             units: Mapping[str, str] | None, year_above: int | None = None) -> Foreign:
    """The list as its titles tell; `units` are those that the user settled, None where nobody was asked."""
    columns: dict[int, str] = {}
    converted: dict[int, Conversion] = {}
    unknown, notes, unsaid = [], [], []
    titled: dict[int, str] = {}
    beside = next((at for at, title in enumerate(heading.plain)
                   if title in _UNIT_COLUMNS and not wanted.get(title)), None)
    for at, title in enumerate(heading.plain):
        generic = wanted.get(title, "")
        path = generic.replace(YEAR, str(heading.years[at])) if heading.years[at] else generic
        if generic not in paths_of_lists().get(address, ()) or path in columns.values():
            if title and at != beside:
                unknown.append(heading.titles[at][:40])
            continue
        own = field_of("years/*/year" if path == YEAR_KEY else f"{address}/*/{path}")
        unit = heading.units[at] or (units or {}).get(title, "") or stated_unit(heading.stated, own.unit)
        if not unit and units is None and has_scales(own.unit):
            unsaid.append(f"“{heading.titles[at][:20]}”按{own.unit}")
        if own.unit == UNIT_BY_KIND:
            titled |= {at: unit} if unit else {}
            if not unit and units is None and beside is None and not heading.stated:
                unsaid.append(f"“{heading.titles[at][:20]}”按各品种自己的单位（如天然气为万立方米）")
        elif unit and path != YEAR_KEY:
            times = factor(unit, own.unit)
            if times is None:
                notes.append(f"列“{heading.titles[at][:40]}”的单位“{unit}”不能换算为“{own.unit or '无单位'}”，该列未读取。")
                continue
            if times != 1:
                converted[at] = Conversion(unit, own.unit, times)
                notes.append(f"列“{heading.titles[at][:40]}”按1{unit}={times:f}{own.unit}换算。")
        columns[at] = path
    if year is None and YEAR not in address and YEAR_KEY not in columns.values():
        yearly = [at for at, path in columns.items() if YEAR in path]
        titles = "、".join(f"“{heading.titles[at][:20]}”" for at in yearly)
        if yearly and year_above is not None:
            year = year_above
            notes.append(f"{titles}没有写年份，按表题中的{year}年读取；如不是这一年，请在列名中写明后重新读取。")
        elif yearly:
            notes.append(f"{titles}是分年度的数据，表中看不出年份，未读取；请在表头写明年份，或增加“年份”列。")
    if unsaid:
        notes.append(f"列名中没有写明单位，{'、'.join(unsaid)}读取；如不是这个单位，请在列名中写明后重新读取。")
    heads = {at: title for at, title in enumerate(heading.titles) if title}
    return Foreign(address, columns, heading.first_row, year, converted, tuple(unknown), tuple(notes), heads,
                   UnitsSaid(titled, beside, heading.stated))


# -- guessing ----------------------------------------------------------------------------------------------------------

def guess(sheet: SheetCells, address: str | None = None) -> Guess | None:
    """What the sheet probably is (or, as the list at `address`, which column is which); None where nothing is named."""
    best: tuple[tuple[int, int], Guess] | None = None
    for heading in headings(sheet):
        if sum(map(bool, heading.plain)) < 2:
            continue
        for each in (address,) if address else paths_of_lists():
            found = _guessed(sheet, heading, each)
            sure = sum(bool(column.path) for column in found.columns)
            score = (sure, sum(map(bool, heading.plain)))
            if best is None or score > best[0]:
                best = score, found
    return best[1] if best else None


def _guessed(sheet: SheetCells, heading: Heading, address: str) -> Guess:
    taken: dict[int, tuple[str, str]] = {}
    left = dict.fromkeys(paths_of_lists()[address])
    samples = {at: _samples(sheet, heading.first_row, at) for at, title in enumerate(heading.plain) if title}

    def take(at: int, path: str, reason: str) -> None:
        if at not in taken and path in left:
            taken[at] = path, reason
            del left[path]

    known = known_titles()[address]
    for at in samples:
        if path := known.get(heading.plain[at], ""):
            own = "年份" if path == YEAR_KEY else field_of(f"{address}/*/{path}").title
            take(at, path, "列名相同" if own == heading.titles[at] else f"“{own}”的常用列名")
    for at, values in samples.items():
        if address == "enterprises" and values:
            if _most(_CREDIT_CODE, values):
                take(at, "credit_code", "内容是18位的统一社会信用代码")
            elif _most(_INDUSTRY_CODE, values) and "码" in heading.plain[at]:
                take(at, "industry_code", "内容是4位的行业代码")
    alike = sorted(((_likeness(heading.plain[at], title), at, path, title) for at in samples if at not in taken
                    for title, path in known.items() if path), reverse=True)
    for ratio, at, path, title in alike:
        if ratio >= _ALIKE and _may_hold(address, path, samples[at], heading.units[at]):
            take(at, path, f"列名与“{title}”相近")
    columns = tuple(ForeignColumn(at, heading.titles[at], heading.units[at], values[:_SAMPLES], *taken.get(at, ()))
                    for at, values in samples.items())
    has_years = any(path == YEAR_KEY for path, _ in taken.values())
    needs = YEAR in address or any(YEAR in path for path, _ in taken.values())
    year = _year_in(sheet, heading) if needs and not has_years else None
    return Guess(address, columns, heading.first_row, year, heading.stated)


def _samples(sheet: SheetCells, first_row: int, at: int) -> tuple[str, ...]:
    found = []
    for row in sheet.rows[first_row:first_row + _LOOKED_AT]:
        if at < len(row) and row[at] not in (None, "") and not is_totals(row):
            found.append(f"{row[at]:.15g}" if isinstance(row[at], float) else str(row[at])[:60])
    return tuple(found)


def _most(pattern: re.Pattern[str], values: Iterable[str]) -> bool:
    fits = [bool(pattern.fullmatch(value.strip())) for value in values]
    return sum(fits) * 5 >= len(fits) * 4


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


def _may_hold(address: str, path: str, samples: Iterable[str], unit: str) -> bool:
    """Whether the content is of the field's kind, and the title's unit leads to the field's."""
    if path == YEAR_KEY:
        return all(re.fullmatch(r"(19|20)\d{2}年?", value.strip()) for value in samples)
    own = field_of(f"{address}/*/{path}")
    if unit and own.unit != UNIT_BY_KIND and factor(unit, own.unit) is None:
        return False
    if own.kind in (Kind.NUMBER, Kind.COUNT):
        return all(re.fullmatch(r"[-+\d.,，\s%—/eE]*", value) for value in samples)
    return True


def _year_in(sheet: SheetCells, heading: Heading) -> int | None:
    """The one year that the rows above the titles, or the sheet's name, speak of; dates and parts of years are none."""
    above = [str(value) for row in sheet.rows[:heading.top] for value in row if value not in (None, "")]
    texts = [folded(text) for text in (*above, sheet.title) if not _DATED.search(text)]
    years = {found[1] for text in texts for found in _YEAR.finditer(text)}
    parts = any(_PART_OF_YEAR.search(text) or _SEVERAL_YEARS.search(text) for text in texts)
    return int(years.pop()) if len(years) == 1 and not parts else None
