"""Decimal numbers as fields of the project: how they are read from JSON, forms and files, and the limits they keep."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import PydanticCustomError, core_schema

LARGEST = Decimal(10) ** 15
WITH_CARE = "with care"
"""Stands at the end of an error's location where the careful of the two ways of reading a number refused it."""

_NUMBER = re.compile(r"[+-]?\d{1,30}(\.\d{1,20})?([eE][+-]?\d{1,2})?")
_ORDINARY = r"^-?[0-9]{1,15}(\.[0-9]{1,20})?$"
_QUICKLY = "quickly"


def _to_decimal(value: Any) -> Any:
    if isinstance(value, Decimal):
        number = value
    elif isinstance(value, bool) or not isinstance(value, (int, str)):
        raise PydanticCustomError("number", "应为数字")
    else:
        text = str(value).strip()
        if not _NUMBER.fullmatch(text):
            raise PydanticCustomError("number", "应为数字，现为“{text}”", {"text": text[:40]})
        try:
            number = Decimal(text)
        except InvalidOperation:
            raise PydanticCustomError("number", "应为数字，现为“{text}”", {"text": text[:40]}) from None
    if not number.is_finite():
        raise PydanticCustomError("number", "应为有限的数字")
    if abs(number) >= LARGEST or number.as_tuple().exponent < -40:  # type: ignore[operator]
        raise PydanticCustomError("number", "数字过大或小数位过多，请核对单位")
    return number


@dataclass(frozen=True)
class Within:
    """A decimal number between limits, both included; None for no limit.

    A large park's file has hundreds of thousands of numbers, and nearly all of them are texts that keep the general
    limits by their look: those are read without a line of Python. Whatever else there is is read with care.
    """

    ge: int | None = None
    le: int | None = None

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """See pydantic."""
        bounds = (("ge", self.ge), ("le", self.le))
        limits: dict[str, Any] = {name: Decimal(bound) for name, bound in bounds if bound is not None}
        ordinary = core_schema.chain_schema([core_schema.str_schema(pattern=_ORDINARY, strict=True),
                                             core_schema.decimal_schema(allow_inf_nan=True, **limits)])
        any_other = core_schema.no_info_before_validator_function(_to_decimal, core_schema.decimal_schema(**limits))
        return core_schema.union_schema([(ordinary, _QUICKLY), (any_other, WITH_CARE)], mode="left_to_right",
                                        serialization=core_schema.to_string_ser_schema(when_used="json"))

    def __get_pydantic_json_schema__(self, schema: core_schema.CoreSchema,
                                     handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """See pydantic."""
        limits = {name: limit for name, limit in (("minimum", self.ge), ("maximum", self.le)) if limit is not None}
        return {"anyOf": [{"type": "number", **limits}, {"type": "string", "pattern": f"^{_NUMBER.pattern}$"}]}


def of_the_quick_way(location: tuple[Any, ...]) -> bool:
    """Whether an error at `location` says no more than that a number was read with care afterwards."""
    return location[-1:] == (_QUICKLY,)


Number = Annotated[Decimal, Within()]
Amount = Annotated[Decimal, Within(ge=0)]
Longitude = Annotated[Decimal, Within(ge=-180, le=180)]
Latitude = Annotated[Decimal, Within(ge=-90, le=90)]
Percentage = Annotated[Decimal, Within(ge=0, le=100)]
UpToOne = Annotated[Decimal, Within(ge=0, le=1)]
