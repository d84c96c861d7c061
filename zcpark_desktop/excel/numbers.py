"""What a cell of a workbook holds, as the text that the project's one parser takes (`project.entry.parse`).

A workbook's cell is a number, a date, a truth value or a text. It becomes text here, and that text becomes a value by
the same rules as in a form or a grid:

* full-width digits and signs, invisible and surrounding space are folded (NFKC);
* thousands separators by comma or space, in their right places: `1,234.5`;
* scientific text: `1.2E+5`;
* the field's own unit behind the number: `1200 吨`; another unit is refused;
* `12.5%` only where the unit is %, and likewise a number that a cell shows as a percentage (0.125 shown as 12.5%);
* `2025年` for a year;
* `—`, `-`, `/` and blank mean "not filled in".

A number counts with 15 significant digits, which is what a spreadsheet shows and keeps: 0.1+0.2 is 0.3.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from zcpark_desktop.forms.clipboard import DIGITS
from zcpark_desktop.project.declared import Declared, Kind
from zcpark_desktop.project.entry import EntryError

ERRORS = frozenset({
    "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!", "#GETTING_DATA", "#FIELD!",
    "#BLOCKED!", "#CONNECT!", "#UNKNOWN!",
})
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TEXTS = (Kind.TEXT, Kind.LONG_TEXT, Kind.ONE_OF, Kind.SEVERAL_OF)


def as_text(value: Any, field: Declared, *, percent: bool = False) -> str:
    """The text of a cell's `value` for `field`; `percent` tells that the cell shows its number as a percentage.

    Raises:
        EntryError: the cell cannot be meant so: a code kept as a number, a date in place of a number, an error.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        if value in ERRORS:
            raise EntryError(f"“{value}”是表格软件的出错标记，请先改正原表。")
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value) if "_x" in value else value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (int, float)):
        return _number(value, field, percent)
    if isinstance(value, (datetime, date)):
        return _date(value, field)
    raise EntryError("单元格中是时间或其他特殊内容，请改为文字或数字。")


def _number(value: float, field: Declared, percent: bool) -> str:
    if value != value or value in (float("inf"), float("-inf")):
        raise EntryError("单元格中不是有限的数字，请改正。")
    if field.pattern.endswith("credit_code"):
        raise EntryError("统一社会信用代码被存成了数字，末尾几位可能已经丢失；请把该列设为文本格式，再按证照重新填写。")
    if field.kind in _TEXTS and abs(value) >= 10**DIGITS:
        raise EntryError("编号被存成了数字，15位以后的数字已经丢失；请把单元格设为文本格式后重新填写。")
    number = Decimal(format(value, f".{DIGITS}g"))
    if percent:
        return f"{(number * 100).normalize():f}%"
    return f"{number:f}" if abs(number) < 10**DIGITS else str(number)


def _date(value: date, field: Declared) -> str:
    if field.kind is Kind.DATE or field.kind in _TEXTS:
        return value.strftime("%Y-%m-%d")
    raise EntryError("单元格中是日期，不是数字；请把单元格格式改为常规后重新填写。")


def fits(value: Decimal) -> bool:
    """Whether a spreadsheet's number keeps every digit of `value`."""
    return len(value.normalize().as_tuple().digits) <= DIGITS and abs(value) < 10**DIGITS
