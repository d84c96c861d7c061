"""The data of a native chart: a small sheet, its workbook, and references into it that carry the values too.

The first column holds the categories, each further column one series; the upper left cell is the chart's title line,
which names the unit. A missing value is an empty cell and no point at all.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from zcpark_desktop.report.docx_writer.text import clean, escape

SHEET = "数据"
_MOST = 32_000
"""Characters that a cell of a workbook takes."""

Value = Decimal | str | None

_MOST_KEPT = 60
_books: dict[str, bytes] = {}  # application and plan show some of the same charts


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, its values, and the formulas that give them where they are computed in the sheet."""

    title: str
    values: Sequence[Value]
    formulas: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sheet of a chart; `title_formula` gives the title line where it depends on the numbers."""

    title: str
    categories: Sequence[str]
    columns: Sequence[Column]
    title_formula: str = ""

    def title_reference(self) -> str:
        """The title line as c:strRef."""
        return _strings("$A$1", [self.title])

    def category_reference(self) -> str:
        """The categories as c:strRef."""
        return _strings(self._range(0), self.categories)

    def name_reference(self, column: int) -> str:
        """The title of a column (counted from 0, categories apart) as c:strRef."""
        return _strings(f"${letter(column + 1)}$1", [self.columns[column].title])

    def words_reference(self, column: int) -> str:
        """The words of a column as c:strRef."""
        return _strings(self._range(column + 1), [str(value or "") for value in self.columns[column].values])

    def value_reference(self, column: int) -> str:
        """The numbers of a column as c:numRef: exact, and no point where there is none."""
        values = self.columns[column].values
        points = "".join(_point(at, f"{value:f}") for at, value in enumerate(values) if isinstance(value, Decimal))
        return (
            f"<c:numRef><c:f>{SHEET}!{self._range(column + 1)}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
            f'<c:ptCount val="{len(values)}"/>{points}</c:numCache></c:numRef>'
        )

    def _range(self, column: int) -> str:
        return f"${letter(column)}$2:${letter(column)}${len(self.categories) + 1}"

    def workbook(self, moment: datetime) -> bytes:
        """The sheet as an .xlsx file; the same sheet and moment give the same bytes.

        Numbers have the 16 digits that a workbook holds.
        """
        key = repr((self, moment))
        if key not in _books:
            if len(_books) >= _MOST_KEPT:
                _books.clear()
            _books[key] = self._workbook(moment)
        return _books[key]

    def _workbook(self, moment: datetime) -> bytes:
        import xlsxwriter

        buffer = io.BytesIO()
        font = {"font_name": "宋体", "font_size": 11}
        book = xlsxwriter.Workbook(buffer, {"in_memory": True, "default_format_properties": font})
        book.set_properties({"created": moment.astimezone(UTC).replace(tzinfo=None)})
        page = book.add_worksheet(SHEET)
        page.set_column(0, len(self.columns), 16)
        for row, column, value, formula in self._cells():
            if formula:
                page.write_formula(row, column, formula, None, "#N/A" if value is None else value)
            elif isinstance(value, Decimal):
                page.write_number(row, column, value)
            elif value:
                page.write_string(row, column, clean(value)[:_MOST])
        book.close()
        return buffer.getvalue()

    def _cells(self) -> Iterator[tuple[int, int, Value, str]]:
        yield 0, 0, self.title, self.title_formula
        yield from ((row, 0, category, "") for row, category in enumerate(self.categories, 1))
        for at, column in enumerate(self.columns, 1):
            yield 0, at, column.title, ""
            formulas = column.formulas or [""] * len(column.values)
            for row, (value, formula) in enumerate(zip(column.values, formulas, strict=True), 1):
                yield row, at, value, formula


def letter(column: int) -> str:
    """The name of a column: 0 is A."""
    head, last = divmod(column, 26)
    return (letter(head - 1) if head else "") + chr(ord("A") + last)


def _strings(cells: str, texts: Sequence[str]) -> str:
    points = "".join(_point(at, escape(text)) for at, text in enumerate(texts))
    return (
        f"<c:strRef><c:f>{SHEET}!{cells}</c:f>"
        f'<c:strCache><c:ptCount val="{len(texts)}"/>{points}</c:strCache></c:strRef>'
    )


def _point(at: int, value: str) -> str:
    return f'<c:pt idx="{at}"><c:v>{value}</c:v></c:pt>'
