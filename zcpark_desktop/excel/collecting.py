"""Many files into one proposal: each cell is held against the project, and against what other files say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from zcpark_desktop.forms.offers import Offers
from zcpark_desktop.forms.year_sheets import years_shown
from zcpark_desktop.project import Address, Project, row_title
from zcpark_desktop.project.basics import Point
from zcpark_desktop.project.entry import EntryError, Offered
from zcpark_desktop.project.many_objects import without_collector
from zcpark_desktop.project.years import UNIT_BY_KIND
from zcpark_desktop.rules import Rules

from .cells import FileCells, UnreadableFile, cell_name
from .comparing import BLANK, Column, Comparing
from .corners import corner_fields, rings_of
from .foreign import Conversion, UnitsSaid
from .guidance import is_guidance
from .heading import heads_of, is_foot, is_totals, repeats
from .identity import FORMAT
from .layouts import CONTEXT, RINGS, VALUE_KEY, YEAR, YEAR_KEY, field_of, joined, list_title
from .matching import UNRECOGNISED, ColumnMapping, Recognised, UnknownSheet, line_is_known, recognise
from .proposal import Change, Line, Proposal, Source, checked
from .reading import SUFFIXES, names_of, read_file
from .rows import Rows, same_name
from .templates import measured_years
from .titles import known_titles
from .values import Values, getter
from .writing import is_closed, may_be_closed

_MOST_REFUSED_IN_A_SHEET = 200


class Collecting:
    """Takes files one by one; nothing is changed, `proposal` tells what would be.

    Args:
        project: what the files are held against.
        mappings: how foreign lists are read, as the user settled it before.
    """

    def __init__(self, project: Project, rules: Rules, mappings: Iterable[ColumnMapping] = ()) -> None:
        self.project, self._mappings = project, tuple(mappings)
        self._offers = Offers(project, rules)
        self._values = Values(project)
        self._rows = Rows(self._values)
        self._years = range(project.period.base_year - 3, project.period.long_term_year + 1)
        self._known_years = {*self._years, *years_shown(project), *measured_years(project)}
        self._comparing = Comparing(self._offers)
        self._refuse = self._comparing.refuse
        self._year_column: Column | None = None
        self._copied: frozenset[str] = frozenset()
        self._of_kinds: dict[tuple[Column, str, Conversion | None], Column] = {}
        self._notes: list[str] = []
        self._files = 0

    def add_path(self, path: Path, name: str = "") -> None:
        """Take the file at `path`; one that cannot be read is noted as refused.

        Args:
            name: what the file is called in the proposal, where its own name does not tell it from the others.
        """
        try:
            self.add(replace(read_file(path), name=name or path.name))
        except UnreadableFile as error:
            self._files += 1
            self._refuse(Source(name or path.name, "", ""), str(error))

    def add(self, file: FileCells) -> None:
        """Take what was read from a file."""
        with without_collector():
            self._add(file)

    def _add(self, file: FileCells) -> None:
        self._files += 1
        identity = file.identity
        whole = Source(file.name, "", "")
        if identity is not None and identity.version.isdecimal() and int(identity.version) > FORMAT:
            self._refuse(whole, "由更新版本的程序生成；请升级本程序后再导入。")
            return
        if identity is not None and identity.project != self.project.project_id:
            self._refuse(whole, "属于另一个项目，未读取；请核对文件，或用本项目重新生成模板。")
            return
        self._notes += [f"“{file.name}”：{note}" for note in file.notes]
        sheets: list[Recognised] = []
        for sheet in file.sheets:
            try:
                found = recognise(sheet, self._mappings)
            except UnknownSheet as error:
                self._refuse(Source(file.name, sheet.title, ""), str(error))
                continue
            if found is not None:
                sheets.append(found)
            elif identity is None and any(value not in BLANK for row in sheet.rows for value in row):
                self._refuse(Source(file.name, sheet.title, ""),
                             UNRECOGNISED)
        for each in sorted(sheets, key=lambda each: each.address != "evidence"):  # the others refer to its numbers
            if each.unknown:
                titles = "、".join(f"“{title}”" for title in each.unknown[:5]) + ("等" if len(each.unknown) > 5 else "")
                self._notes.append(f"{Source(file.name, each.sheet.title, '')}：{titles}{len(each.unknown)}列不认识，未读取。")
            self._notes += [f"{Source(file.name, each.sheet.title, '')}：{note}" for note in each.notes]
            if each.key_column is None and each.sheet.hidden:  # our own sheets hide the row of their keys
                self._notes.append(f"{Source(file.name, each.sheet.title, '')}：有{each.sheet.hidden}行是隐藏的，也已读取，请核对。")
            if each.address == RINGS:
                self._corners(file.name, each)
            elif each.rows_down:
                self._rows_down(file.name, each)
            else:
                self._fields_down(file.name, each, sheets)

    def proposal(self) -> Proposal:
        """What all files taken so far come to."""
        with without_collector():
            changes, conflicts = self._comparing.results()
            return checked(Proposal(self.project, tuple(changes), tuple(conflicts), tuple(self._comparing.refused),
                                    self._rows.added(), self._comparing.same, tuple(self._notes), self._files))

    # -- sheets ----------------------------------------------------------------------------------------------------

    def _fields_down(self, file: str, each: Recognised, sheets: list[Recognised]) -> None:
        sheet = each.sheet
        base = each.address
        if base:
            try:
                base = f"enterprises/{self._rows.whose(base.split('/')[1], *_names_in(sheets, base))}"
            except EntryError as error:
                self._refuse(Source(file, sheet.title, ""), str(error))
                return
        assert each.key_column is not None
        owner = self._rows.title("enterprises", base.split("/")[1]) if base else ""
        for row in range(each.first_row, len(sheet.rows)):
            line = sheet.value(row, each.key_column)
            if not isinstance(line, str) or not line or line.startswith("#"):
                continue
            if not line_is_known(base, line):
                self._refuse(Source(file, sheet.title, cell_name(row, each.key_column)),
                             f"没有名为“{line[:60]}”的数据项，该行未读取。")
                continue
            field = field_of(joined(base, line))
            known = self._comparing.known(field)
            for column, key in each.columns.items():
                value = sheet.value(row, column)
                if value in BLANK and (row, column) not in sheet.troubles:
                    continue
                if (key == VALUE_KEY) == (YEAR in line):
                    continue
                if key != VALUE_KEY and int(key) not in self._known_years:
                    self._refuse(Source(file, sheet.title, cell_name(row, column)), self._no_such_year(int(key)))
                    continue
                own = line.replace(YEAR, key)
                current = self._values.at(base, own)
                place = _words(owner, "" if key == VALUE_KEY else f"{key}年")
                self._comparing.cell(sheet, row, Column(column, own, field, known), current,
                                     joined(base, own), Line(file, sheet.title, place, False))

    def _rows_down(self, file: str, each: Recognised) -> None:
        sheet = each.sheet
        columns = self._columns(each)
        seen: set[tuple[Address, str, int]] = set()
        self._copied = self._marks_twice(each)
        refused_before = len(self._comparing.refused)
        heads = heads_of(each.heads.values(), known_titles().get(each.address, ()))
        for row in range(each.first_row, len(sheet.rows)):
            mark = sheet.value(row, each.key_column) if each.key_column is not None else ""
            mark = mark if isinstance(mark, str) else str(int(mark)) if isinstance(mark, (int, float)) else ""
            if mark.startswith("#"):
                continue
            values = sheet.rows[row]
            width = len(values)
            given = [column for column in columns
                     if (column.at < width and values[column.at] is not None and values[column.at] != "")
                     or (sheet.troubles and (row, column.at) in sheet.troubles)]
            if not given:
                continue
            if each.key_column is None:
                again = repeats(values, each.heads, heads)
                if again is False:
                    self._refuse(Source(file, sheet.title, f"第{row + 1}行"),
                                 "从这一行起是另一张表，未读取；请把每张表放在单独的工作表中。")
                    return
                cells = [(column.field, sheet.value(row, column.at)) for column in given]
                aside = ("合计" if is_totals(values) else "表尾说明" if is_foot(values) else "重复的表头" if again else
                         "填写说明或示例" if is_guidance(cells, self._offers) else "")
                if aside:
                    self._notes.append(f"{Source(file, sheet.title, '')}第{row + 1}行是{aside}，未读取。")
                    continue
            if len(self._comparing.refused) - refused_before > _MOST_REFUSED_IN_A_SHEET:
                self._notes.append(f"{Source(file, sheet.title, '')}：问题过多，第{row + 1}行起未读取。")
                return
            try:
                self._row(file, each, row, mark, given, seen)
            except EntryError as error:
                self._refuse(Source(file, sheet.title, f"第{row + 1}行"), str(error))

    def _marks_twice(self, each: Recognised) -> frozenset[str]:
        """The keys that stand in two rows of a sheet: whoever copied a row to begin another left the key in it."""
        if each.key_column is None or YEAR_KEY in each.columns.values():
            return frozenset()
        marks = Counter(each.sheet.value(row, each.key_column) for row in range(each.first_row, len(each.sheet.rows)))
        return frozenset(mark for mark, number in marks.items() if number > 1 and isinstance(mark, str))

    def _columns(self, each: Recognised) -> list[Column]:
        """What is to be known of the columns; the one that names years is kept apart."""
        columns = []
        self._year_column = None
        for at, key in each.columns.items():
            if key == YEAR_KEY:
                field = field_of("years/*/year")
                self._year_column = Column(at, key, field, self._comparing.known(field))
            else:
                path = key.removeprefix(CONTEXT)
                field = field_of(f"{each.address}/*/{path}")
                unit = each.converted.get(at)
                known = {} if unit is not None else self._comparing.known(field)
                column = Column(at, key, field, known, getter(path), unit)
                if column.year and column.year not in self._known_years:
                    self._notes.append(f"“{each.sheet.title}”：列“{field.title}”：{self._no_such_year(column.year)}")
                else:
                    columns.append(column)
        return columns

    def _corners(self, file: str, each: Recognised) -> None:
        sheet, fields = each.sheet, corner_fields(self.project, self._offers)
        by_position = {at: Column(at, key, fields[key], {}) for at, key in each.columns.items()}
        for ring in rings_of(each, lambda row, at: self._comparing.value(sheet, row, by_position[at])):
            source = Source(file, sheet.title, cell_name(ring.first_row, 1))
            for row, column, sentence in ring.problems:
                self._refuse(Source(file, sheet.title, cell_name(row, column)), f"{sentence}该地块的拐点未改动。")
            if ring.problems:
                continue
            try:
                key = self._rows.find(RINGS, RINGS, ring.key, {"name": ring.name})
            except EntryError as error:
                self._refuse(source, str(error))
                continue
            record, is_new = self._rows.row(RINGS, key)
            line = Line(file, sheet.title, f"{list_title(RINGS)} {ring.name or self._rows.title(RINGS, key)}", is_new)
            for name in ("name", "hole", "whose"):
                old, new = getattr(record, name), getattr(ring, name)
                if new not in BLANK and new != old:
                    self._comparing.note(
                        Change(f"{RINGS}/{key}/{name}", line, ring.first_row, 1, fields[name], {}, old, new))
            points = tuple(ring.points)
            blank_rows_left_out = tuple(point for point in record.points if point != Point())
            if points and points != blank_rows_left_out:
                self._comparing.note(Change(f"{RINGS}/{key}/points", line, ring.first_row, 1,
                                            field_of(f"{RINGS}/*/points"), {}, record.points, points,
                                            (f"{len(record.points)}个拐点", f"{len(points)}个拐点")))
            else:
                self._comparing.same += 1

    def _row(self, file: str, each: Recognised, row: int, mark: str, given: list[Column],
             seen: set[tuple[Address, str, int]]) -> None:
        sheet, values = each.sheet, each.sheet.rows[row]
        year = self._year(each, row)
        address = each.address.replace(YEAR, str(year)) if year else each.address
        if YEAR in address:
            raise EntryError("缺少年份，该行未读取。")
        names, wrong = self._names(each, row, given)
        try:
            if (address, mark, year) in seen or mark in self._copied and not self._rows.is_called(
                    address, each.address, mark, names):
                mark = ""
            key = self._rows.find(address, each.address, mark, names)
        except EntryError as error:
            raise error if wrong is None or any(names.values()) else wrong from None
        if (address, key, year) in seen:
            raise EntryError("与上面的某一行是同一项，该行未读取；请合并，或核对名称和代码。")
        seen.add((address, key, year))
        record, is_new = self._rows.row(address, key)
        called = str(names.get("name") or next(filter(None, names.values()), "")) if is_new else ""
        called = called or row_title(record)
        called = self._labels(each.address).get(called, called)
        plain = Line(file, sheet.title, _words(list_title(each.address), called), is_new)
        line = replace(plain, place=_words(plain.place, f"{year}年")) if year else plain
        if is_new and address == "evidence":
            self._comparing.new_evidence[key] = str(names.get("number") or names.get("title"))
        start, closes = f"{address}/{key}/", may_be_closed(each.address)
        naming = self._rows.naming_paths(each.address)
        for column in given:
            path = column.path
            if path.startswith(("#", CONTEXT)) or (not year and YEAR in path):
                continue
            if closes and is_closed(each.address, record, path):
                self._refuse(Source(file, sheet.title, cell_name(row, column.at)),
                             "电力、热力的供应取自“电力来源”“热力来源”表，此格不填。")
                continue
            below = column.below.get(year)
            if below is None:
                below = column.below[year] = path.replace(YEAR, str(year))
            if each.by_kind is not None and column.field.unit == UNIT_BY_KIND:
                try:
                    column = self._of_kind(each.by_kind, column, values, record.energy)
                except EntryError as error:
                    self._refuse(Source(file, sheet.title, cell_name(row, column.at)), str(error))
                    continue
            current = column.get(record, year)
            if each.key_column is None and path in naming and same_name(names.get(path), current):
                self._comparing.same += 1  # others write it with a space, or other brackets
                continue
            where = (replace(line, place=f"{line.place} {column.year}年") if column.year else
                     line if YEAR in start + path or YEAR in each.address else plain)
            self._comparing.cell(sheet, row, column, current, start + below, where)

    def _of_kind(self, said: UnitsSaid, column: Column, values: list[Any], energy: str) -> Column:
        """`column` as it is for one kind of energy, whose unit it has.

        Raises:
            EntryError: the list says a unit that does not lead to the kind's.
        """
        own = self._offers.unit_of_energy(energy)
        conversion = said.conversion(column.at, values, own)
        key = column, own, conversion
        if key not in self._of_kinds:
            field = replace(column.field, unit=own)
            self._of_kinds[key] = Column(column.at, column.path, field, {}, column.get, conversion)
        return self._of_kinds[key]

    def _labels(self, address: Address) -> Offered:
        """What rows are called that are known by an id, as an energy kind is."""
        return self._comparing.offered(field_of(f"{address}/*/{self._rows.naming_paths(address)[0]}"))

    def _year(self, each: Recognised, row: int) -> int:
        """The year that a row names; 0 for none."""
        if self._year_column is None:
            return each.year or 0
        value = each.sheet.value(row, self._year_column.at)
        if value is None or isinstance(value, str) and not value.strip():
            raise EntryError("缺少年份，该行未读取。")
        year: int = self._comparing.value(each.sheet, row, self._year_column)
        if year not in self._known_years:
            raise EntryError(self._no_such_year(year))
        return year

    def _no_such_year(self, year: int) -> str:
        return f"{year}年不在项目年份（{self._years.start}—{self._years.stop - 1}年）内，未读取。"

    def _names(self, each: Recognised, row: int, given: list[Column]) -> tuple[dict[str, Any], EntryError | None]:
        """What the row says of itself, as far as it can be read, and why the rest cannot: a key may tell it still."""
        names: dict[str, Any] = {}
        wrong: EntryError | None = None
        naming = self._rows.naming_paths(each.address)
        for column in given:
            path = column.path.removeprefix(CONTEXT)
            if path in naming:
                try:
                    names[path] = self._comparing.value(each.sheet, row, column)
                except EntryError as error:
                    wrong = error
        return names, wrong


def _names_in(sheets: list[Recognised], base: Address) -> tuple[str, str]:
    """Credit code and name that an enterprise's own workbook gives."""
    found = {"credit_code": "", "name": ""}
    for each in sheets:
        if each.rows_down or each.address != base or each.key_column is None:
            continue
        column = next((column for column, key in each.columns.items() if key == VALUE_KEY), None)
        for row in range(each.first_row, len(each.sheet.rows)):
            line = each.sheet.value(row, each.key_column)
            if column is not None and line in found:
                value = each.sheet.value(row, column)
                found[line] = value.strip() if isinstance(value, str) else ""
    return found["credit_code"], found["name"]


def _words(*words: str) -> str:
    return " ".join(word for word in words if word)


def files_in(folder: Path) -> list[Path]:
    """The tables in a folder and the folders below it, by name, without the temporary ones of Office."""
    return sorted(path for path in folder.rglob("*")
                  if path.is_file() and path.suffix.lower() in SUFFIXES and not path.name.startswith(("~$", ".")))


def collect(project: Project, rules: Rules, paths: Iterable[Path], mappings: Iterable[ColumnMapping] = (),
            progress: Callable[[int, Path], bool] | None = None) -> Proposal:
    """What the files would change in `project`.

    Args:
        progress: told before each file how many were read; True ends the reading.
    """
    collecting = Collecting(project, rules, mappings)
    paths = list(paths)
    for number, (path, name) in enumerate(zip(paths, names_of(paths), strict=True)):
        if progress is not None and progress(number, path):
            break
        collecting.add_path(path, name)
    return collecting.proposal()
