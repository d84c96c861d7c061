"""Many files into one proposal: each cell is held against the project, and against what other files say."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from zcpark_desktop.forms.offers import Offers
from zcpark_desktop.forms.year_sheets import years_shown
from zcpark_desktop.project import Address, Project, row_title
from zcpark_desktop.project.declared import Declared
from zcpark_desktop.project.entry import EntryError, Offered, parse, raw, shown
from zcpark_desktop.rules import Rules

from .cells import FileCells, SheetCells, UnreadableFile, cell_name
from .corners import corner_fields, rings_of
from .identity import FORMAT
from .layouts import CONTEXT, RINGS, VALUE_KEY, YEAR, YEAR_KEY, field_of, joined, list_title
from .matching import ColumnMapping, Recognised, UnknownSheet, line_is_known, recognise
from .numbers import as_text
from .proposal import Change, Conflict, Proposal, Refused, Source, checked
from .reading import SUFFIXES, names_of, read_file
from .rows import Rows
from .templates import measured_years
from .values import Values
from .writing import is_closed

_BLANK: tuple[Any, ...] = (None, "", ())
_MOST_REMEMBERED = 200_000
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
        self._new_evidence: dict[str, str] = {}
        self._found: dict[Address, list[Change]] = {}
        self._refused: list[Refused] = []
        self._notes: list[str] = []
        self._same = self._files = 0
        self._parsed: dict[Any, Any] = {}

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
            elif identity is None and any(value not in _BLANK for row in sheet.rows for value in row):
                self._refuse(Source(file.name, sheet.title, ""),
                             "看不出是哪张表；请使用程序生成的模板，或先建立各列的对应关系。")
        for each in sorted(sheets, key=lambda each: each.address != "evidence"):  # the others refer to its numbers
            if each.unknown:
                titles = "、".join(f"“{title}”" for title in each.unknown[:5]) + ("等" if len(each.unknown) > 5 else "")
                self._notes.append(f"{Source(file.name, each.sheet.title, '')}：{titles}{len(each.unknown)}列不认识，未读取。")
            if each.address == RINGS:
                self._corners(file.name, each)
            elif each.rows_down:
                self._rows_down(file.name, each)
            else:
                self._fields_down(file.name, each, sheets)

    def proposal(self) -> Proposal:
        """What all files taken so far come to."""
        changes: list[Change] = []
        conflicts: list[Conflict] = []
        for address, found in self._found.items():
            distinct = list({_comparable(each.new): each for each in reversed(found)}.values())[::-1]
            if len(distinct) == 1:
                changes.append(distinct[0])
            else:
                conflicts.append(Conflict(address, distinct[0].place, tuple(distinct)))
        return checked(Proposal(self.project, tuple(changes), tuple(conflicts), tuple(self._refused),
                                self._rows.added(), self._same, tuple(self._notes), self._files))

    # -- sheets ----------------------------------------------------------------------------------------------------

    def _fields_down(self, file: str, each: Recognised, sheets: list[Recognised]) -> None:
        sheet = each.sheet
        base = each.address
        if base and base.split("/")[1] not in self._values.list_rows("enterprises"):
            key = self._rows.enterprise(*_names_in(sheets, base))
            if key is None:
                self._refuse(Source(file, sheet.title, ""), "所属企业不在企业清单中；请先在清单中添加该企业，再重新生成模板。")
                return
            base = f"enterprises/{key}"
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
            for column, key in each.columns.items():
                value = sheet.value(row, column)
                if value in _BLANK and (row, column) not in sheet.troubles:
                    continue
                if (key == VALUE_KEY) == (YEAR in line):
                    continue
                if key != VALUE_KEY and int(key) not in self._known_years:
                    self._refuse(Source(file, sheet.title, cell_name(row, column)), self._no_such_year(int(key)))
                    continue
                own = line.replace(YEAR, key)
                current = self._values.at(base, own)
                place = _words(owner, "" if key == VALUE_KEY else f"{key}年")
                self._cell(file, sheet, row, column, field, current, joined(base, own), place, False)

    def _rows_down(self, file: str, each: Recognised) -> None:
        sheet = each.sheet
        fields = {column: field_of(f"{each.address}/*/{key.removeprefix(CONTEXT)}")
                  for column, key in each.columns.items() if key != YEAR_KEY}
        seen: set[tuple[Address, str, int]] = set()
        refused_before = len(self._refused)
        for row in range(each.first_row, len(sheet.rows)):
            mark = sheet.value(row, each.key_column) if each.key_column is not None else ""
            mark = mark if isinstance(mark, str) else str(int(mark)) if isinstance(mark, (int, float)) else ""
            values = sheet.rows[row]
            given = [column for column in each.columns
                     if (column < len(values) and values[column] is not None and values[column] != "")
                     or (row, column) in sheet.troubles]
            if mark.startswith("#") or not any(each.columns[c] != YEAR_KEY for c in given):
                continue
            if len(self._refused) - refused_before > _MOST_REFUSED_IN_A_SHEET:
                self._notes.append(f"{Source(file, sheet.title, '')}：问题过多，第{row + 1}行起未读取。")
                return
            try:
                self._row(file, each, row, mark, given, fields, seen)
            except EntryError as error:
                self._refuse(Source(file, sheet.title, f"第{row + 1}行"), str(error))

    def _corners(self, file: str, each: Recognised) -> None:
        sheet, fields = each.sheet, corner_fields(self.project, self._offers)
        for ring in rings_of(each, fields, lambda row, column, field: self._value(sheet, row, column, field)):
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
            place = f"{list_title(RINGS)} {ring.name or self._rows.title(RINGS, key)}"
            for name in ("name", "hole", "whose"):
                old, new = getattr(record, name), getattr(ring, name)
                if new not in _BLANK and new != old:
                    field = fields[name]
                    self._note(Change(f"{RINGS}/{key}/{name}", f"{place} {field.title}", old, new, shown(old, field),
                                      shown(new, field), source, is_new))
            points = tuple(ring.points)
            if points and points != record.points:
                said = f"{len(record.points)}个拐点" if record.points else ""
                self._note(Change(f"{RINGS}/{key}/points", f"{place} 拐点坐标", record.points, points, said,
                                  f"{len(points)}个拐点", source, is_new))
            else:
                self._same += 1

    def _note(self, change: Change) -> None:
        self._found.setdefault(change.address, []).append(change)

    def _row(self, file: str, each: Recognised, row: int, mark: str, given: list[int], fields: dict[int, Declared],
             seen: set[tuple[Address, str, int]]) -> None:
        sheet = each.sheet
        year = self._year(each, row)
        address = each.address.replace(YEAR, str(year)) if year else each.address
        if YEAR in address:
            raise EntryError("缺少年份，该行未读取。")
        names = self._names(each, row, given, fields)
        if each.key_column is None and str(names.get("name", "")).strip() in ("合计", "小计", "总计", "合 计"):
            return
        key = self._rows.find(address, each.address, mark if (address, mark, year) not in seen else "", names)
        if (address, key, year) in seen:
            raise EntryError("与上面的某一行是同一项，该行未读取；请合并，或核对名称和代码。")
        seen.add((address, key, year))
        record, is_new = self._rows.row(address, key)
        called = str(names.get("name") or next(filter(None, names.values()), "")) if is_new else ""
        place = _words(list_title(each.address), called or getattr(record, "name", "") or row_title(record),
                       f"{year}年" if year else "")
        if is_new and address == "evidence":
            self._new_evidence[key] = str(names.get("number") or names.get("title"))
        for column in given:
            path = each.columns[column]
            if path.startswith(("#", CONTEXT)):
                continue
            if YEAR in path and not year:
                continue
            if is_closed(each.address, record, path):
                self._refuse(Source(file, sheet.title, cell_name(row, column)),
                             "电力、热力的供应取自“电力来源”“热力来源”表，此格不填。")
                continue
            field = fields[column]
            own = path.replace(YEAR, str(year))
            current = self._values.in_row(record, path, year)
            self._cell(file, sheet, row, column, field, current, f"{address}/{key}/{own}", place, is_new)

    def _year(self, each: Recognised, row: int) -> int:
        """The year that a row names; 0 for none."""
        column = next((column for column, key in each.columns.items() if key == YEAR_KEY), None)
        if column is None:
            return each.year or 0
        field = field_of("years/*/year")
        value = each.sheet.value(row, column)
        text = as_text(value, field)
        if not text.strip():
            raise EntryError("缺少年份，该行未读取。")
        year: int = parse(text, field)
        if year not in self._known_years:
            raise EntryError(self._no_such_year(year))
        return year

    def _no_such_year(self, year: int) -> str:
        return f"{year}年不在项目年份（{self._years.start}—{self._years.stop - 1}年）内，未读取。"

    def _names(self, each: Recognised, row: int, given: list[int], fields: dict[int, Declared]) -> dict[str, Any]:
        """What the row says of itself, as far as it can be read; wrong cells are refused when their turn comes."""
        names: dict[str, Any] = {}
        for column in given:
            path = each.columns[column].removeprefix(CONTEXT)
            if path in self._rows.naming_paths(each.address):
                try:
                    names[path] = self._value(each.sheet, row, column, fields[column])
                except EntryError:
                    continue
        return names

    # -- cells -----------------------------------------------------------------------------------------------------

    def _value(self, sheet: SheetCells, row: int, column: int, field: Declared) -> Any:
        trouble = sheet.troubles.get((row, column)) if sheet.troubles else None
        if trouble:
            raise EntryError(trouble)
        value = sheet.value(row, column)
        percent = bool(sheet.percent) and (row, column) in sheet.percent
        known = (field.pattern, value.__class__, value, percent)
        if known not in self._parsed:
            if len(self._parsed) > _MOST_REMEMBERED:
                self._parsed.clear()
            self._parsed[known] = parse(as_text(value, field, percent=percent), field, self._offered(field))
        return self._parsed[known]

    def _cell(self, file: str, sheet: SheetCells, row: int, column: int, field: Declared, current: Any,
              address: Address, place: str, is_new: bool) -> None:
        try:
            value = self._value(sheet, row, column, field)
        except EntryError as error:
            if not self._is_as_written(sheet.value(row, column), current, field):
                self._refuse(Source(file, sheet.title, cell_name(row, column)), str(error))
            return
        if value is None or value == "" or value == ():
            return
        blank = current is None or current == "" or current == ()
        if value == current or not blank and self._is_as_written(sheet.value(row, column), current, field):
            self._same += 1
            return
        offered = self._offered(field)
        old = "" if blank else shown(current, field, offered)
        self._note(Change(address, _words(place, field.title), current, value, old, shown(value, field, offered),
                          Source(file, sheet.title, cell_name(row, column)), is_new))

    def _offered(self, field: Declared) -> Offered:
        offered = self._offers.of(field.offered_by)
        return {**offered, **self._new_evidence} if self._new_evidence and field.offered_by == "evidence" else offered

    def _is_as_written(self, value: Any, current: Any, field: Declared) -> bool:
        """Whether the cell holds exactly what a template writes for `current`, whatever that is worth."""
        if not isinstance(value, str) or current in _BLANK:
            return False
        try:
            return as_text(value, field) == raw(current, field, self._offered(field))
        except EntryError:
            return False

    def _refuse(self, source: Source, sentence: str) -> None:
        self._refused.append(Refused(source, sentence))


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


def _comparable(value: Any) -> Any:
    return value if value.__class__.__hash__ else repr(value)


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
