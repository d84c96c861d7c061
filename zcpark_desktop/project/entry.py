"""Typed or pasted text as a value, and a value as text: the same rules for form, grid and workbook.

A value has three representations: the value itself (stored), `raw` (what an editor and a copied cell hold; every digit,
no separators) and `shown` (what is read: thousands separators, labels). Parsing either gives the value again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from .declared import Declared, Kind
from .fields import clean_text
from .quantities import LARGEST

Offered = Mapping[str, str]
"""What a field may choose from: the stored id → the text that is shown for it."""

NONE_OFFERED: Offered = {}

_BLANK = {"", "-", "--", "—", "——", "–", "/"}
_YES = {"是", "√", "✓", "✔", "y", "yes", "true", "1"}
_NO = {"否", "×", "✗", "✘", "x", "n", "no", "false", "0"}
_PLAIN = re.compile(r"[+-]?(\d{1,30}(\.\d{0,30})?|\.\d{1,30})([eE][+-]?\d{1,2})?")
_GROUPED = re.compile(r"[+-]?\d{1,3}([, ]\d{3})+(\.\d{0,30})?")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{4})(\d{2})(\d{2})")
_SEPARATORS = re.compile(r"[、,，;；\s]+")


class EntryError(ValueError):
    """The text is no answer to the question; `str()` says why and what to write, without naming the field."""


def folded(text: str) -> str:
    """`text` with full-width digits and signs made plain, without surrounding or invisible space."""
    text = unicodedata.normalize("NFKC", text).replace("\u2212", "-").replace("\u200b", "").replace("\ufeff", "")
    return text.strip()


def parse(text: str, field: Declared, offered: Offered = NONE_OFFERED) -> Any:
    """The value that `text` stands for in `field`; blank text is "not filled in yet".

    Numbers: full-width digits, thousands separators by comma or space in their right places, scientific writing, the
    field's own unit behind the number, a dash or slash for blank. Nothing is rounded or guessed: `12.5%` is a number
    only where the unit is %, another unit is refused. The manual's first page lists the writings for users; cells of
    workbooks become such texts in `excel.numbers`.

    Args:
        text: as typed or pasted.
        field: what is asked.
        offered: what ONE_OF and SEVERAL_OF choose from; the shown text or the id is accepted.

    Raises:
        EntryError: one Chinese sentence.
    """
    if field.kind in (Kind.TEXT, Kind.LONG_TEXT):
        return _text(text, field)
    plain = folded(text)
    if field.kind is Kind.SEVERAL_OF:
        return _several(plain, field, offered)
    if plain in _BLANK and (field.kind is not Kind.ONE_OF or not plain):
        return _missing(field)
    if field.kind is Kind.YES_NO:
        return _yes_no(plain)
    if field.kind is Kind.CHOICE:
        return _choice(plain, field)
    if field.kind is Kind.DATE:
        return _date(plain)
    if field.kind is Kind.ONE_OF:
        return _one(plain, field, offered)
    number = _number(plain, field)
    if field.kind in (Kind.COUNT, Kind.YEAR):
        if number != number.to_integral_value():
            raise EntryError(f"应为整数，现为“{text.strip()[:40]}”。")
        return int(number)
    return number


def _text(text: str, field: Declared) -> str:
    result = clean_text(text).strip(" \n\t\u3000")
    if field.is_code:
        result = "".join(folded(result).split()).upper()
    if field.longest is not None and len(result) > field.longest:
        raise EntryError(f"最多{field.longest}个字，现有{len(result)}个字。")
    return result


def _missing(field: Declared) -> Any:
    if field.kind is Kind.ONE_OF:
        return ""
    if field.can_be_missing:
        return None
    raise EntryError("此项不能为空。")


def _yes_no(plain: str) -> bool:
    if plain.lower() in _YES:
        return True
    if plain.lower() in _NO:
        return False
    raise EntryError(f"应填写“是”或“否”，现为“{plain[:40]}”。")


def _choice(plain: str, field: Declared) -> Any:
    for choice in field.choices:
        if plain in (folded(choice.label), choice.value):
            return choice
    raise EntryError(f"没有选项“{plain[:40]}”；可选：{'、'.join(choice.label for choice in field.choices)}。")


def _date(plain: str) -> date:
    found = _DATE.fullmatch(plain.replace(" ", ""))
    if found:
        year, month, day = (int(part) for part in found.groups() if part)
        try:
            return date(year, month, day)
        except ValueError:
            raise EntryError(f"没有“{plain[:40]}”这一天，请核对。") from None
    raise EntryError(f"应为日期，如 2025-01-31，现为“{plain[:40]}”。")


def _one(plain: str, field: Declared, offered: Offered) -> str:
    if plain in offered:
        return plain
    for value, label in offered.items():
        if folded(label) == plain:
            return value
    raise EntryError(f"“{field.title}”中没有“{plain[:40]}”，请从列表中选择。")


def _several(plain: str, field: Declared, offered: Offered) -> tuple[str, ...]:
    found: dict[str, None] = {}
    by_label = {folded(label): value for value, label in offered.items()}
    for word in _words(plain, {*offered, *by_label}):
        value = word if word in offered else by_label.get(word)
        if value is None:
            what = "佐证材料清单" if field.offered_by == "evidence" else f"“{field.title}”"
            raise EntryError(f"{what}中没有编号“{word[:40]}”，请先添加，或改正编号。")
        found[value] = None
    if field.longest is not None and len(found) > field.longest:
        raise EntryError(f"最多{field.longest}项。")
    return tuple(found)


def _words(plain: str, known: set[str]) -> list[str]:
    """The items of a list; a known text may hold separators itself, as in “绿色工厂、绿色供应链企业占比”."""
    words = [word for word in _SEPARATORS.split(plain) if word]
    if known.issuperset(words):
        return words
    words, at = [], 0
    while at < len(plain):
        if between := _SEPARATORS.match(plain, at):
            at = between.end()
            continue
        ends = [at + len(text) for text in known if plain.startswith(text, at)]
        whole = [end for end in ends if end == len(plain) or _SEPARATORS.match(plain, end)]
        following = _SEPARATORS.search(plain, at)
        end = max(whole, default=following.start() if following else len(plain))
        words.append(plain[at:end])
        at = end
    return words


def _without_unit(plain: str, field: Declared) -> str:
    unit = "年" if field.kind is Kind.YEAR else folded(field.unit)
    if unit and plain.endswith(unit) and plain[:-len(unit)].strip():
        return plain[:-len(unit)].strip()
    return plain


def _number(plain: str, field: Declared) -> Decimal:
    digits = _without_unit(plain, field)
    if _GROUPED.fullmatch(digits):
        digits = digits.replace(",", "").replace(" ", "")
    if not _PLAIN.fullmatch(digits):
        if digits.startswith("#"):
            raise EntryError(f"“{plain[:40]}”是表格软件的出错标记，请先改正原表。")
        if digits.endswith("%"):
            raise EntryError(f"此项单位是{field.unit or '个数'}，不能填写百分数“{plain[:40]}”。")
        if "," in digits and re.fullmatch(r"[-+\d,.]+", digits):
            raise EntryError(f"“{plain[:40]}”中千位分隔符的位置不对，请核对数字。")
        raise EntryError(f"应为数字，现为“{plain[:40]}”。")
    number = Decimal(digits)
    if abs(number) >= LARGEST or int(number.as_tuple().exponent) < -40:
        raise EntryError("数字过大或小数位过多，请核对单位。")
    if field.minimum is not None and number < field.minimum:
        raise EntryError("不能为负数。" if field.minimum == 0 else f"不能小于{field.minimum}。")
    if field.maximum is not None and number > field.maximum:
        raise EntryError(f"不能大于{field.maximum}。")
    return number


def raw(value: Any, field: Declared, offered: Offered = NONE_OFFERED) -> str:
    """`value` as an editor holds it and a copied cell carries it: every digit, no separators; blank for missing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return format(value, "f")
    if field.kind is Kind.CHOICE:
        return str(value.label)
    if field.kind is Kind.DATE:
        return str(value.isoformat())
    if field.kind is Kind.SEVERAL_OF:
        return "、".join(offered.get(item) or item for item in value)
    if field.kind is Kind.ONE_OF:
        return offered.get(value) or str(value)
    return str(value)


def shown(value: Any, field: Declared, offered: Offered = NONE_OFFERED) -> str:
    """`value` as it is read: numbers with thousands separators, every digit kept."""
    if field.is_numeric and value is not None:
        return f"{value:,f}".replace("-", "\u2212") if isinstance(value, Decimal) else f"{value:,}"
    return raw(value, field, offered)
