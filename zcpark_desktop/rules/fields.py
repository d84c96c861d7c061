"""The kinds of field that rule files are made of, with the Chinese sentence for each way to get one wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, StringConstraints, ValidationInfo
from pydantic_core import PydanticCustomError

from .errors import shown

FROM_CSV = {"text": True}
"""Validation context of CSV files, whose numbers arrive as text."""

_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_MOST_DIGITS = 28
_YEARS = range(1990, 2101)


def wrong(message: str) -> PydanticCustomError:
    """An error whose Chinese message reaches the user as it is."""
    return PydanticCustomError("rules", "{message}", {"message": message})


class Certainty(StrEnum):
    """How well a value or a formula is sourced."""

    OFFICIAL = "official"
    SECONDARY = "secondary"
    DIRECT = "direct"
    COMMON = "common"
    ASSUMPTION = "assumption"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """The tag as users and documents see it."""
        return _CERTAINTY_LABELS[self]


_CERTAINTY_LABELS = {
    Certainty.OFFICIAL: "官方文本",
    Certainty.SECONDARY: "二手引用",
    Certainty.DIRECT: "由名称直接得出",
    Certainty.COMMON: "通行取值（未核对原文）",
    Certainty.ASSUMPTION: "假定",
    Certainty.UNKNOWN: "未找到",
}


@dataclass(frozen=True)
class PointsTo:
    """Marks a field that holds the id of an entry in another catalogue of the rules."""

    catalogue: str


def _is_text(info: ValidationInfo) -> bool:
    return bool(info.context and info.context.get("text"))


def _number(value: Any, info: ValidationInfo) -> Any:
    """Decimal from a TOML number or a CSV cell, with the digits that are printed there."""
    if isinstance(value, str) and _is_text(info):
        if not _NUMBER.fullmatch(value):
            raise wrong(f"应为如 0.8325 的半角数字（不带单位和千分位），现为“{shown(value)}”")
        value = Decimal(value)
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise wrong("应为数字，不加引号")
    number = Decimal(value)
    if not number.is_finite():
        raise wrong("应为有限的数字，不能是 nan 或 inf")
    if len(number.as_tuple().digits) > _MOST_DIGITS or abs(number.adjusted()) > _MOST_DIGITS:
        raise wrong(f"数字位数过多，最多 {_MOST_DIGITS} 位")
    return number


def _not_negative(value: Decimal) -> Decimal:
    if value < 0:
        raise wrong("不能为负数")
    return value


def _positive(value: Decimal) -> Decimal:
    if value <= 0:
        raise wrong("应大于 0")
    return value


def _year(value: Any, info: ValidationInfo) -> Any:
    if isinstance(value, str) and _is_text(info) and value.isascii() and value.isdigit():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or value not in _YEARS:
        raise wrong(f"应为 {_YEARS[0]} 至 {_YEARS[-1]} 之间的年份")
    return value


def _whole(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise wrong("应为不加引号的非负整数")
    return value


def _flag(value: Any, info: ValidationInfo) -> Any:
    if isinstance(value, str) and _is_text(info) and value in ("true", "false"):
        value = value == "true"
    if not isinstance(value, bool):
        raise wrong("应为 true 或 false")
    return value


def _identifier(value: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", value):
        raise wrong(f"的值“{shown(value)}”只能用小写字母、数字和下划线，并以字母开头")
    return value


def _reference_id(value: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_]*(:[a-z0-9_]+)?", value):
        raise wrong(f"的值“{shown(value)}”只能用小写字母、数字和下划线，条款写在冒号之后，如 ndrc_910:annex3")
    return value


def _scheme_id(value: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_-]*", value):
        raise wrong(f"的值“{shown(value)}”只能用小写字母、数字、下划线和连字符，并以字母开头")
    return value


Number = Annotated[Decimal, BeforeValidator(_number)]
NonNegative = Annotated[Number, AfterValidator(_not_negative)]
Positive = Annotated[Number, AfterValidator(_positive)]
Year = Annotated[int, BeforeValidator(_year)]
Whole = Annotated[int, BeforeValidator(_whole)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Id = Annotated[Text, AfterValidator(_identifier)]
SchemeId = Annotated[Text, AfterValidator(_scheme_id)]
ReferenceId = Annotated[Text, AfterValidator(_reference_id)]
Cites = Annotated[Text, PointsTo("references")]
