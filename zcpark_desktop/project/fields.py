"""How a field of the project is declared: once, with title, unit, limits, definition and source.

Forms, table heads, Excel columns, messages and Word text are derived from these declarations. `None` means *not
filled in yet* and is never zero.
"""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

MAX_ROWS = 100_000


class Model(BaseModel):
    """A part of the project: an immutable value; an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=False)


def has_rules_across_fields(model: type[BaseModel]) -> bool:
    """Whether a field of `model` may be wrong because of what stands beside it."""
    rules = model.__pydantic_decorators__
    return bool(rules.field_validators or rules.model_validators)


class Row(Model):
    """A row of a list; `id` stays the same when rows are sorted, moved or edited."""

    id: str = Field(default="", title="行标识", max_length=80, json_schema_extra={"hidden": True})

    @property
    def key(self) -> str:
        """What names the row inside its list."""
        return self.id


class Choice(StrEnum):
    """A closed list of answers; the value is stored, the label is shown."""

    label: str

    def __new__(cls, value: str, label: str) -> Choice:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


def clean_text(text: str) -> str:
    """`text` without control characters (pasted from Word) that Word and Excel files cannot hold."""
    if text.isprintable():  # nearly always, and ten times as fast
        return text
    return "".join(
        c
        for c in text.replace("\r\n", "\n").replace("\x0b", "\n").replace("\r", "\n")
        if c in "\n\t" or (unicodedata.category(c) not in ("Cc", "Cs") and c not in "\ufffe\uffff")
    )


Text = Annotated[str, AfterValidator(clean_text)]
YearNumber = Annotated[int, Field(ge=1990, le=2100)]

R = TypeVar("R", bound=Row)


def _with_ids(rows: tuple[Any, ...]) -> tuple[Any, ...]:
    """`rows`, each with an id of its own; rows without one get the first free number."""
    keys = [row.key for row in rows]
    taken = set(keys)
    if len(taken) == len(keys) and "" not in taken and "/" not in "".join(keys):
        return rows
    named = [key for key in keys if key]
    for key in named:
        if "/" in key:
            raise PydanticCustomError("key", "行标识“{key}”含有“/”，请改用其他字符", {"key": key})
    seen: set[str] = set()
    for key in named:
        if key in seen:
            raise PydanticCustomError("key", "“{key}”重复出现，同一表中每行只能出现一次", {"key": key})
        seen.add(key)
    result, number = [], 0
    for row in rows:
        if not row.key:
            number += 1
            while str(number) in seen:
                number += 1
            seen.add(str(number))
            row = row.model_copy(update={"id": str(number)})
        result.append(row)
    return tuple(result)


Rows = Annotated[tuple[R, ...], Field(max_length=MAX_ROWS), AfterValidator(_with_ids)]


def _extra(unit: str, office: str, **more: Any) -> dict[str, Any]:
    return {k: v for k, v in {"unit": unit, "office": office, **more}.items() if v}


def quantity(title: str, unit: str, help: str = "", office: str = "") -> Any:
    """Declare a measured number in `unit` (missing by default); `office` names who usually has it."""
    return Field(default=None, title=title, description=help, json_schema_extra=_extra(unit, office))


def count(title: str, unit: str, help: str = "", office: str = "") -> Any:
    """Declare a whole number of things (missing by default), at most ten million."""
    return Field(default=None, title=title, description=help, ge=0, le=10**7, json_schema_extra=_extra(unit, office))


def text(title: str, help: str = "", office: str = "", *, long: bool = False) -> Any:
    """Declare a text (empty by default); `long` asks for a box of several lines."""
    limit = 20_000 if long else 500
    return Field(
        default="", title=title, description=help, max_length=limit, json_schema_extra=_extra("", office, long=long)
    )


def answer(title: str, help: str = "", office: str = "", default: Any = None) -> Any:
    """Declare a yes/no, a choice, a date or a year (missing by default)."""
    return Field(default=default, title=title, description=help, json_schema_extra=_extra("", office))


def rows(title: str, help: str = "", office: str = "") -> Any:
    """Declare a list of rows (empty by default)."""
    return Field(default=(), title=title, description=help, json_schema_extra=_extra("", office))


def part(title: str, factory: Any, help: str = "") -> Any:
    """Declare a group of fields, all missing by default."""
    return Field(default_factory=factory, title=title, description=help)


def evidence_ids() -> Any:
    """Declare the list of evidence that proves the values beside it."""
    return Field(
        default=(),
        title="佐证材料",
        description="佐证材料清单中的编号",
        max_length=200,
        json_schema_extra={"refers_to": "evidence"},
    )


class Flag(Model):
    """A yes/no statement about an enterprise or the park, with what proves it."""

    value: bool | None = answer("是否")
    evidence: tuple[str, ...] = evidence_ids()
