"""What the models declare of each field, in the one shape that forms, grids, workbooks and Word read.

A pattern is an address in which every row is written `*`: `years/*/economy/gdp_10k_yuan`.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache, lru_cache
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from .addressing import Address, NoSuchAddress
from .fields import Choice, Row, has_rules_across_fields
from .project import Project

FIRST_YEAR, LAST_YEAR = 1990, 2100

# Texts that hold an id of the rules or of another list: which list offers them.
_OFFERED_BY = {
    "energy": "energies", "product": "process_products", "indicator": "indicators", "convention": "conventions",
    "scheme": "schemes", "section": "sections", "reference_system": "reference_systems",
}


class Kind(Enum):
    """What sort of answer a field holds, and so which editor it gets and how text becomes its value."""

    NUMBER = "number"
    COUNT = "count"
    YEAR = "year"
    TEXT = "text"
    LONG_TEXT = "long_text"
    YES_NO = "yes_no"
    CHOICE = "choice"
    DATE = "date"
    ONE_OF = "one_of"
    SEVERAL_OF = "several_of"
    PART = "part"


@dataclass(frozen=True)
class Declared:
    """A field as its model declares it.

    Attributes:
        pattern: where it stands, rows written `*`.
        title: what it is called; a statement's yes/no has the statement's title.
        unit: unit of measurement in Chinese, empty for none.
        help: definition of the value.
        office: who usually has the number.
        kind: what sort of answer it holds.
        can_be_missing: None stands for "not filled in yet".
        choices: the closed list of answers of a CHOICE.
        offered_by: the open list that ONE_OF and SEVERAL_OF choose from ("evidence", "energies", ...).
        minimum, maximum: limits, both included; None for no limit.
        longest: most characters of a text.
        hidden: never shown to the user (row ids).
    """

    pattern: str
    title: str
    kind: Kind
    unit: str = ""
    help: str = ""
    office: str = ""
    can_be_missing: bool = False
    choices: tuple[Choice, ...] = ()
    offered_by: str = ""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    longest: int | None = None
    hidden: bool = False

    @property
    def is_numeric(self) -> bool:
        """Right-aligned, with thousands separators (years have none)."""
        return self.kind in (Kind.NUMBER, Kind.COUNT)

    @property
    def is_code(self) -> bool:
        """A code of capital letters and digits, whatever width and case it is typed in."""
        return self.pattern.rpartition("/")[2] in ("credit_code", "industry_code")

    @property
    def definition(self) -> str:
        """Definition and usual source in one line: “扣除……。来源：供电”."""
        parts = [self.help.rstrip("。"), f"来源：{self.office}" if self.office else ""]
        return "；".join(part for part in parts if part)


def _inner(annotation: Any) -> tuple[Any, bool, bool]:
    """The type inside Annotated, Optional and tuple: (type, can be None, is a list)."""
    optional = many = False
    while True:
        origin = typing.get_origin(annotation)
        if origin is typing.Annotated:
            annotation = typing.get_args(annotation)[0]
        elif origin in (typing.Union, types.UnionType):
            arguments = [a for a in typing.get_args(annotation) if a is not type(None)]
            optional = True
            annotation = arguments[0]
        elif origin is tuple:
            many = True
            annotation = typing.get_args(annotation)[0]
        else:
            return annotation, optional, many


def _limits(info: FieldInfo, annotation: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    metadata = list(info.metadata)
    for argument in (annotation, *typing.get_args(annotation)):
        for item in getattr(argument, "__metadata__", ()):
            metadata += getattr(item, "metadata", [item])
    for item in metadata:
        if getattr(item, "ge", None) is not None:
            found["minimum"] = Decimal(item.ge)
        if getattr(item, "le", None) is not None:
            found["maximum"] = Decimal(item.le)
        if getattr(item, "max_length", None) is not None:
            found["longest"] = item.max_length
    return found


def _kind(name: str, kind: Any, many: bool, limits: dict[str, Any], extra: dict[str, Any]) -> Kind:
    if many:
        return Kind.PART if isinstance(kind, type) and issubclass(kind, BaseModel) else Kind.SEVERAL_OF
    if issubclass(kind, Choice):
        return Kind.CHOICE
    if issubclass(kind, BaseModel):
        return Kind.PART
    if kind is bool:
        return Kind.YES_NO
    if kind is date:
        return Kind.DATE
    if kind is Decimal:
        return Kind.NUMBER
    if kind is int:
        return Kind.YEAR if limits.get("minimum") == FIRST_YEAR and limits.get("maximum") == LAST_YEAR else Kind.COUNT
    if name in _OFFERED_BY:
        return Kind.ONE_OF
    return Kind.LONG_TEXT if extra.get("long") else Kind.TEXT


def _title(name: str, info: FieldInfo, above: FieldInfo | None) -> str:
    title = info.title or name
    if above is None or not above.title:
        return title
    if name == "value":
        return above.title
    if name == "evidence" and "value" in _inner(above.annotation)[0].model_fields:
        return f"{above.title}佐证"
    return title


@cache
def _declared(pattern: str) -> Declared:
    model: Any = Project
    above: FieldInfo | None = None
    names = pattern.split("/")
    for position, name in enumerate(names):
        if model is None:
            raise NoSuchAddress(f"没有名为“{pattern}”的字段。")
        if name == "*":
            continue
        info = model.model_fields.get(name)
        if info is None:
            raise NoSuchAddress(f"没有名为“{pattern}”的字段。")
        inner, optional, many = _inner(info.annotation)
        if position == len(names) - 1:
            extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
            limits = _limits(info, info.annotation)
            kind = _kind(name, inner, many, limits, extra)
            offered = str(extra.get("refers_to") or _OFFERED_BY.get(name, ""))
            return Declared(
                pattern=pattern, title=_title(name, info, above), kind=kind, unit=str(extra.get("unit", "")),
                help=info.description or "", office=str(extra.get("office", "")), can_be_missing=optional,
                choices=tuple(inner) if kind is Kind.CHOICE else (),
                offered_by=offered if kind in (Kind.ONE_OF, Kind.SEVERAL_OF) else "",
                hidden=bool(extra.get("hidden")), **limits,
            )
        above = info if not many else None
        model = inner if isinstance(inner, type) and issubclass(inner, BaseModel) else None
    raise NoSuchAddress(f"“{pattern}”是一行，不是字段。")


@lru_cache(maxsize=4096)
def pattern_of(address: Address) -> str:
    """The pattern that `address` follows: each row key (or `{year}`) becomes `*`.

    Raises:
        NoSuchAddress: no field of the project stands at such an address.
    """
    result: list[str] = []
    model: Any = Project
    is_list = False
    for name in filter(None, address.split("/")):
        if is_list:
            result.append("*")
            is_list = False
            continue
        info = model.model_fields.get(name) if model is not None else None
        if info is None:
            raise NoSuchAddress(f"没有名为“{name}”的字段。")
        inner, _, many = _inner(info.annotation)
        model = inner if isinstance(inner, type) and issubclass(inner, BaseModel) else None
        is_list = many and model is not None and issubclass(model, Row)
        if many and not is_list:
            model = None
        result.append(name)
    return "/".join(result)


def declared(address: Address) -> Declared:
    """What the models declare of the field at `address` (an address, or a pattern with `*` or `{year}`).

    Raises:
        NoSuchAddress: no field of the project stands at such an address.
    """
    return _declared(pattern_of(address))


@lru_cache(maxsize=4096)
def stands_alone(pattern: str) -> bool:
    """Whether a value that fits the field at `pattern` fits the project.

    So it is where no rule looks at fields beside each other, and where the value names no row (an energy kind does,
    which must not come twice).
    """
    model: Any = Project
    for name in pattern.split("/")[:-1]:
        if name != "*":
            model = _inner(model.model_fields[name].annotation)[0]
    return _declared(pattern).kind is not Kind.ONE_OF and not has_rules_across_fields(model)


@lru_cache(maxsize=1024)
def row_model(list_address: Address) -> type[Row]:
    """The model of the rows of the list at `list_address`.

    Raises:
        NoSuchAddress: no list stands there.
    """
    model: Any = Project
    is_list = False
    for name in list_address.split("/"):
        if is_list:
            is_list = False
            continue
        info = model.model_fields.get(name) if isinstance(model, type) and issubclass(model, BaseModel) else None
        if info is None:
            raise NoSuchAddress(f"没有名为“{list_address}”的列表。")
        model, _, is_list = _inner(info.annotation)
    if not is_list or not issubclass(model, Row):
        raise NoSuchAddress(f"没有名为“{list_address}”的列表。")
    found: type[Row] = model
    return found


def all_patterns(model: type[BaseModel] = Project, start: str = "") -> Iterator[str]:
    """The pattern of every field of the project that holds a value, in the order of the models."""
    for name, info in model.model_fields.items():
        inner, _, many = _inner(info.annotation)
        place = f"{start}{name}"
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            if many and not issubclass(inner, Row):
                yield place
            else:
                yield from all_patterns(inner, f"{place}/*/" if many else f"{place}/")
        else:
            yield place
