"""Layouts as a workbook: headings, units, definitions, drop-downs, protected heads, and the values that are known."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from zcpark_desktop.file_names import safe_name
from zcpark_desktop.forms.balance import is_supplied_elsewhere
from zcpark_desktop.forms.offers import Offers
from zcpark_desktop.project import Project
from zcpark_desktop.project.basics import Point
from zcpark_desktop.project.declared import Declared, Kind
from zcpark_desktop.project.entry import raw

from .corners import corner_fields
from .guidance import definition_of, example_of, labels_of
from .identity import OPTIONS_SHEET, SHEET, Identity
from .layouts import CONTEXT, CORNERS, VALUE_KEY, YEAR, YEAR_KEY, FieldsDown, Layout, RowsDown
from .numbers import fits
from .plain_list import close_book
from .values import Values

SPARE_ROWS = 300
"""Rows below the known ones that carry drop-downs and may be typed into."""

_LONGEST_INLINE = 250  # Excel takes a list of choices in place up to 255 characters


class Book:
    """A workbook being written.

    Args:
        path: where to; an existing file is replaced.
        created: the moment that the file's properties state.
        guided: with definitions, an example and protected heads, to be filled in by others.
    """

    def __init__(self, path: Path, project: Project, offers: Offers, created: datetime, *, guided: bool) -> None:
        import xlsxwriter

        self._path, self.project, self.offers, self.guided = path, project, offers, guided
        self.values = Values(project)
        self.book = xlsxwriter.Workbook(io.BytesIO(), {
            "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False})
        self.book.set_properties({"created": created.replace(tzinfo=None), "title": "零碳园区数据采集表"})
        self._options: dict[str, str] = {}
        self._option_sheet: Any = None
        plain = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
        entry = {**plain, "locked": False, "border": 1, "border_color": "#BFBFBF"}
        self.plain = self.book.add_format({**plain, "text_wrap": True})
        self.title = self.book.add_format({**plain, "bold": True, "font_size": 14})
        self.head = self.book.add_format({**plain, "bold": True, "bg_color": "#DCE6F1", "border": 1, "text_wrap": True,
                                          "align": "center"})
        self.note = self.book.add_format({**plain, "font_size": 9, "font_color": "#595959", "border": 1,
                                          "border_color": "#BFBFBF", "text_wrap": True, "valign": "top"})
        self.example = self.book.add_format({**plain, "italic": True, "font_color": "#7F7F7F", "num_format": "@"})
        self.text = self.book.add_format({**entry, "num_format": "@"})
        self.number = self.book.add_format(entry)
        self.closed = self.book.add_format({**plain, "bg_color": "#EDEDED", "border": 1, "border_color": "#BFBFBF"})

    def guide(self, lines: Sequence[str]) -> None:
        """A first sheet that says in a few lines how to fill in the others."""
        sheet = self.book.add_worksheet("填写说明")
        sheet.set_column(0, 0, 100, self.plain)
        for row, line in enumerate(lines):
            sheet.write_string(row, 0, line, self.title if row == 0 else self.plain)
        sheet.protect()

    def add(self, layout: Layout) -> None:
        """A sheet with the layout's cells and what is known of them."""
        sheet = self.book.add_worksheet(layout.title)
        sheet.write_string(0, 0, layout.mark)
        sheet.set_row(0, None, None, {"hidden": True})
        sheet.set_column(0, 0, 3, None, {"hidden": True})
        sheet.write_string(1, 0, "#title")
        sheet.write_string(1, 1, layout.title, self.title)
        if isinstance(layout, FieldsDown):
            self._fields_down(sheet, layout)
        elif isinstance(layout, RowsDown):
            self._rows_down(sheet, layout)
        else:
            self._corners(sheet)
        sheet.hide_gridlines(2)
        if self.guided:
            sheet.protect("", {"format_columns": True, "format_rows": True, "insert_rows": True, "sort": True,
                               "autofilter": True, "delete_rows": True})

    def close(self, identity: Identity) -> None:
        """Write the identity and the file.

        Raises:
            OSError: the file cannot be written.
        """
        sheet = self.book.add_worksheet(SHEET)
        sheet.very_hidden()
        for row, (name, value) in enumerate(identity.lines()):
            sheet.write_string(row, 0, name)
            sheet.write_string(row, 1, value)
        close_book(self.book, self._path)

    # -- fields down -----------------------------------------------------------------------------------------------

    def _fields_down(self, sheet: Any, layout: FieldsDown) -> None:
        columns = [str(year) for year in layout.years] or [VALUE_KEY]
        heads = [f"{year}年" for year in layout.years] or ["填写"]
        sheet.write_row(0, 3, columns)
        for column, text in enumerate(["项目", "单位", *heads, "说明与来源"], start=1):
            sheet.write_string(2, column, text, self.head)
        sheet.write_string(2, 0, "#head")
        last = 3 + len(columns)
        sheet.set_column(1, 1, 38)
        sheet.set_column(2, 2, 14)
        sheet.set_column(3, last - 1, 14 if layout.years else 40)
        sheet.set_column(last, last, 50)
        sheet.freeze_panes(3, 3)
        for row, line in enumerate(layout.lines, start=3):
            field = layout.field(line)
            sheet.write_string(row, 0, line)
            sheet.write_string(row, 1, field.title, self.note)
            sheet.write_string(row, 2, field.unit, self.note)
            for column, key in enumerate(columns, start=3):
                value = self.values.at(layout.base, line.replace(YEAR, key))
                self._write(sheet, row, column, value, field)
            self._choices(sheet, field, (row, 3, row, last - 1))
            sheet.write_string(row, last, definition_of(field), self.note)

    # -- rows down -------------------------------------------------------------------------------------------------

    def _rows_down(self, sheet: Any, layout: RowsDown) -> None:
        keys = [*([YEAR_KEY] if layout.years else []), *layout.paths]
        fields = [None if key == YEAR_KEY else layout.field(key) for key in keys]
        sheet.write_row(0, 1, keys)
        marks = ("#head", "#unit", "#help", "#example") if self.guided else ("#head", "#unit")
        for row, mark in enumerate(marks, start=2):
            sheet.write_string(row, 0, mark)
        for column, field in enumerate(fields, start=1):
            title, unit = (field.title, field.unit) if field else ("年份", "")
            sheet.write_string(2, column, title, self.head)
            sheet.write_string(3, column, unit, self.head)
            if self.guided:
                sheet.write_string(4, column, definition_of(field) if field else "数据所属年份", self.note)
                example = example_of(field, self.offers) if field else str(layout.years[-1])
                sheet.write_string(5, column, example, self.example)
            form = self.number if field is None or field.is_numeric or field.kind is Kind.YEAR else self.text
            sheet.set_column(column, column, _width(title, field), form if self.guided else None)
        if self.guided:
            sheet.set_row(4, 60)
        first = row = 6 if self.guided else 4
        sheet.freeze_panes(first, 2 + bool(layout.years))
        for year, record in self.values.rows(layout):
            sheet.write_string(row, 0, record.key)
            for column, (key, field) in enumerate(zip(keys, fields, strict=True), start=1):
                if field is None:
                    sheet.write_number(row, column, year, self.number)
                elif is_closed(layout.address, record, key):
                    sheet.write_blank(row, column, None, self.closed)
                else:
                    self._write(sheet, row, column, self.values.in_row(record, key.removeprefix(CONTEXT), year), field)
            row += 1
        for column, field in enumerate(fields, start=1):
            area = (first, column, row + SPARE_ROWS, column)
            if field is not None:
                self._choices(sheet, field, area)
            elif self.guided:
                sheet.data_validation(*area, {"validate": "list", "source": [str(year) for year in layout.years]})

    def _corners(self, sheet: Any) -> None:
        fields = corner_fields(self.project, self.offers)
        sheet.write_row(0, 1, CORNERS)
        sheet.write_string(2, 0, "#head")
        for column, field in enumerate(fields.values(), start=1):
            sheet.write_string(2, column, field.title, self.head)
            sheet.set_column(column, column, 20, self.number if field.is_numeric else self.text)
        sheet.freeze_panes(3, 2)
        row = 3
        for ring in self.project.boundary.rings:
            for point in ring.points or (Point(),):
                values = (ring.name, ring.hole, point.number, point.x, point.y, ring.whose)
                sheet.write_string(row, 0, ring.key)
                for column, (field, value) in enumerate(zip(fields.values(), values, strict=True), start=1):
                    self._write(sheet, row, column, value, field)
                row += 1

    # -- cells -----------------------------------------------------------------------------------------------------

    def _write(self, sheet: Any, row: int, column: int, value: Any, field: Declared) -> None:
        if value is None or value == "" or value == ():
            sheet.write_blank(row, column, None, self.number if field.is_numeric else self.text)
        elif isinstance(value, (Decimal, int)) and not isinstance(value, bool) and fits(Decimal(value)):
            sheet.write_number(row, column, value, self.number)
        else:
            sheet.write_string(row, column, raw(value, field, self.offers.of(field.offered_by)), self.text)

    def _choices(self, sheet: Any, field: Declared, area: tuple[int, int, int, int]) -> None:
        """What the cells offer or ask for; a help to those who type, never relied upon when reading."""
        labels = labels_of(field, self.offers)
        if labels:
            inline = sum(len(label) + 1 for label in labels) <= _LONGEST_INLINE and not any("," in x for x in labels)
            source: Any = labels if inline else self._listed(field.offered_by or field.pattern, labels)
            sheet.data_validation(*area, {"validate": "list", "source": source, "error_type": "warning",
                                          "error_title": "请核对", "error_message": "请从列表中选择。"})
        elif field.kind in (Kind.NUMBER, Kind.COUNT, Kind.YEAR) and field.minimum is not None and self.guided:
            kind = "decimal" if field.kind is Kind.NUMBER else "integer"
            limits: dict[str, Any] = {"criteria": ">=", "value": float(field.minimum)}
            if field.maximum is not None:
                limits = {"criteria": "between", "minimum": float(field.minimum), "maximum": float(field.maximum)}
            sheet.data_validation(*area, {"validate": kind, **limits, "error_type": "warning", "error_title": "请核对",
                                          "error_message": f"应为数字，单位：{field.unit or '无'}。"})

    def _listed(self, name: str, labels: list[str]) -> str:
        """The labels in a hidden sheet; where they stand."""
        if name not in self._options:
            if self._option_sheet is None:
                self._option_sheet = self.book.add_worksheet(OPTIONS_SHEET)
                self._option_sheet.very_hidden()
            column = len(self._options)
            for row, label in enumerate(labels):
                self._option_sheet.write_string(row, column, label)
            letter = chr(ord("A") + column)
            self._options[name] = f"={OPTIONS_SHEET}!${letter}$1:${letter}${len(labels)}"
        return self._options[name]


def may_be_closed(address: str) -> bool:
    """Whether the list has cells that are filled in elsewhere."""
    return address == "years/{year}/energy"


def is_closed(address: str, record: Any, path: str) -> bool:
    """Whether the cell is filled in elsewhere: the supply of power and heat in the energy balance."""
    return may_be_closed(address) and is_supplied_elsewhere(record.energy, path)


def _width(title: str, field: Declared | None) -> int:
    if field is None:
        return 8
    wide = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in title)
    least = {Kind.TEXT: 20, Kind.LONG_TEXT: 40, Kind.ONE_OF: 20}.get(field.kind, 12)
    return max(least, min(wide + 2, 24))


def file_name(words: Iterable[str]) -> str:
    """A file name of the words that every system takes."""
    return safe_name("_".join(word for word in words if word))
