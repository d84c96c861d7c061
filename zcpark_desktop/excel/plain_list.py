"""A list of texts as a workbook or as CSV, to be read by others and never to be collected again."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from zcpark_desktop.whole_file import put

_WIDEST = 70
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_list(path: Path, title: str, heads: Sequence[tuple[str, int]], rows: Iterable[Sequence[str]],
               clock: Callable[[], datetime]) -> Path:
    """Write the rows to `path`, as CSV where its suffix says so, otherwise as a workbook; where it was written.

    Args:
        title: the name of the sheet.
        heads: title of each column, and its width in digits.

    Raises:
        OSError: the file cannot be written.
    """
    if path.suffix.lower() == ".csv":
        lines = io.StringIO(newline="")
        writer = csv.writer(lines)
        writer.writerow([head for head, _ in heads])
        writer.writerows([[_unlike_a_formula(cell) for cell in row] for row in rows])
        put(path, lines.getvalue().encode("utf-8-sig"))  # Excel takes it for UTF-8 by its mark alone
        return path
    _write_workbook(path, title, heads, rows, clock)
    return path


def _unlike_a_formula(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def _write_workbook(path: Path, title: str, heads: Sequence[tuple[str, int]], rows: Iterable[Sequence[str]],
                    clock: Callable[[], datetime]) -> None:
    import xlsxwriter

    book: Any = xlsxwriter.Workbook(io.BytesIO(), {"strings_to_formulas": False, "strings_to_numbers": False,
                                                   "strings_to_urls": False, "constant_memory": True})
    book.set_properties({"created": clock().replace(tzinfo=None), "title": title})
    plain = {"font_name": "宋体", "font_size": 10, "valign": "top", "border": 1, "border_color": "#BFBFBF",
             "text_wrap": True}
    head, text = book.add_format({**plain, "bold": True, "bg_color": "#DCE6F1"}), book.add_format(plain)
    sheet = book.add_worksheet(title)
    sheet.freeze_panes(1, 0)
    for column, (words, width) in enumerate(heads):
        sheet.set_column(column, column, min(width, _WIDEST))
        sheet.write_string(0, column, words, head)
    last = 0
    for last, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            sheet.write_string(last, column, cell, text)
    sheet.autofilter(0, 0, last, len(heads) - 1)
    close_book(book, path)


def close_book(book: Any, path: Path) -> None:
    """Write a workbook of xlsxwriter, which was made in memory, to `path`; an existing file is replaced.

    Raises:
        OSError: the file cannot be written; the one before is as it was.
    """
    book.close()
    put(path, book.filename.getvalue())
