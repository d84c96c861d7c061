"""Workbooks of Excel 97-2003 (.xls), which many offices still send."""

from __future__ import annotations

import io
from typing import Any

from .cells import FileCells, SheetCells, UnreadableFile, shows_percent
from .identity import OPTIONS_SHEET, SHEET, identity_from

MOST_CELLS = 2_000_000


def read_xls(content: bytes, name: str) -> FileCells:
    """The sheets of a workbook.

    Raises:
        UnreadableFile: damaged, protected by a password, or no workbook.
    """
    import xlrd

    quiet = io.StringIO()  # xlrd talks of oddities on standard output
    try:
        book = xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=quiet)
    except MemoryError:
        raise
    except Exception as error:  # xlrd raises whatever an odd record leads to
        said = str(error).lower()
        if "encrypted" in said or "can't find workbook" in said:
            raise UnreadableFile("工作簿设有密码，或不是表格文件；请去掉密码，另存为xlsx后重试。") from None
        raise UnreadableFile("xls工作簿已损坏或格式特殊；请用表格软件打开后另存为xlsx，再重试。") from None
    sheets, notes, identity = [], [], None
    for sheet in book.sheets():
        if sheet.name == SHEET:
            identity = identity_from({str(row[0].value): str(row[1].value) for row in sheet.get_rows() if len(row) > 1})
        elif sheet.name == OPTIONS_SHEET:
            continue
        elif sheet.visibility:
            notes.append(f"工作表“{sheet.name}”是隐藏的，未读取。")
        elif sheet.nrows * sheet.ncols > MOST_CELLS:
            raise UnreadableFile(f"工作表“{sheet.name}”的范围过大，请删除末尾多余的空行、空列后另存。")
        else:
            sheets.append(_cells(book, sheet))
    return FileCells(name, tuple(sheets), identity, tuple(notes))


def _cells(book: Any, sheet: Any) -> SheetCells:
    import xlrd

    rows, percent, troubles = [], set(), {}
    for row in range(sheet.nrows):
        values: list[Any] = []
        for column, cell in enumerate(sheet.row(row)):
            value = cell.value
            if cell.ctype == xlrd.XL_CELL_DATE:
                try:
                    value = xlrd.xldate_as_datetime(value, book.datemode)
                except (ValueError, OverflowError, xlrd.XLDateError):
                    troubles[row, column] = "单元格中的日期无效，请改正。"
            elif cell.ctype == xlrd.XL_CELL_ERROR:
                value = xlrd.error_text_from_code.get(value, "#VALUE!")
            elif cell.ctype == xlrd.XL_CELL_BOOLEAN:
                value = bool(value)
            elif cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                value = None
            elif cell.ctype == xlrd.XL_CELL_NUMBER and _shows_percent(book, cell):
                percent.add((row, column))
            values.append(value)
        rows.append(values)
    for top, beneath, left, _ in sheet.merged_cells:
        for row in range(top, min(beneath, len(rows))):  # each row that it reaches into lacks it
            troubles[row, left] = "单元格是合并的，看不出数据属于哪一格；请取消合并后逐格填写。"
    hidden = sum(bool(line.hidden) and number < len(rows) and any(value not in (None, "") for value in rows[number])
                 for number, line in sheet.rowinfo_map.items())
    return SheetCells(sheet.name, rows, frozenset(percent), troubles, hidden)


def _shows_percent(book: Any, cell: Any) -> bool:
    style = book.xf_list[cell.xf_index] if cell.xf_index is not None else None
    form = book.format_map.get(style.format_key) if style is not None else None
    return form is not None and shows_percent(form.format_str)
