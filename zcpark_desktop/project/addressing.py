"""Where a value stands in the project.

An address is a path of field names and row keys, as in `years/2025/economy/gdp_10k_yuan` or
`enterprises/17/diagnosed/value`. It stays valid when rows are sorted or moved.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from .fields import Row

Address = str


class NoSuchAddress(LookupError):
    """Nothing stands at the address (the row was removed, or a field is named that there is not)."""


def position_of(rows: tuple[Any, ...], key: str) -> int:
    """Where the row named `key` stands among `rows`.

    Raises:
        NoSuchAddress: there is none.
    """
    for position, row in enumerate(rows):
        if row.key == key:
            return position
    raise NoSuchAddress(f"找不到行“{key}”，可能已被删除。")


def _step(node: Any, name: str) -> Any:
    if isinstance(node, BaseModel):
        if name in type(node).model_fields:
            return getattr(node, name)
    elif isinstance(node, tuple):
        return node[position_of(node, name)]
    raise NoSuchAddress(f"没有名为“{name}”的字段。")


def value_at(root: BaseModel, address: Address) -> Any:
    """The value, row, list or part of `root` at `address`.

    Raises:
        NoSuchAddress: nothing stands there.
    """
    node: Any = root
    for name in filter(None, address.split("/")):
        node = _step(node, name)
    return node


def field_at(root: BaseModel, address: Address) -> Any:
    """The declaration (`FieldInfo`) of the field at `address`; the list's own for a row.

    Raises:
        NoSuchAddress: nothing stands there.
    """
    node: Any = root
    info: Any = None
    for name in filter(None, address.split("/")):
        if isinstance(node, BaseModel):
            info = type(node).model_fields.get(name)
        node = _step(node, name)
    return info


def row_title(row: Row) -> str:
    """How a row is called in messages: its name where it has one, its key otherwise."""
    for name in ("name", "title", "number", "energy", "product", "indicator", "convention"):
        text = getattr(row, name, None)
        if isinstance(text, str) and text:
            return text
    year = getattr(row, "year", None)
    return f"{year}年" if year else f"第{row.key}行"


def described(root: BaseModel, address: Address) -> str:
    """The address as a reader says it: “2025年 经济 工业增加值（现价）”."""
    words: list[str] = []
    node: Any = root
    for name in filter(None, address.split("/")):
        try:
            below = _step(node, name)
        except NoSuchAddress:
            words.append(name)
            break
        if isinstance(node, tuple):
            words[-1:] = [row_title(below)] if words and words[-1] == "年度数据" else [*words[-1:], row_title(below)]
        else:
            words.append(type(node).model_fields[name].title or name)
        node = below
    return " ".join(word for word in words if word != "是否")
