"""Where a value stands in the project, and how the project with another value there is made.

An address is a path of field names and row keys, as in `years/2025/economy/gdp_10k_yuan` or
`enterprises/17/diagnosed/value`. It stays valid when rows are sorted or moved.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from .fields import Row

Address = str


class NoSuchAddress(LookupError):
    """Nothing stands at the address (the row was removed, or a field is named that there is not)."""


def _position(rows: tuple[Any, ...], key: str) -> int:
    for position, row in enumerate(rows):
        if row.key == key:
            return position
    raise NoSuchAddress(f"找不到行“{key}”，可能已被删除。")


def _step(node: Any, name: str) -> Any:
    if isinstance(node, BaseModel):
        if name in type(node).model_fields:
            return getattr(node, name)
    elif isinstance(node, tuple):
        return node[_position(node, name)]
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


@cache
def _field_adapter(model: type[BaseModel], name: str) -> TypeAdapter[Any]:
    from typing import Annotated

    info = model.model_fields[name]
    kind: Any = info.annotation
    for item in info.metadata:
        kind = Annotated[kind, item]
    return TypeAdapter(kind)


def _replaced(node: Any, names: list[str], value: Any) -> Any:
    name, rest = names[0], names[1:]
    if isinstance(node, tuple):
        position = _position(node, name)
        row = _replaced(node[position], rest, value) if rest else value
        if row.key != node[position].key and any(other.key == row.key for other in node):
            raise ValueError(f"“{row.key}”已经存在，同一表中每行只能出现一次。")
        return (*node[:position], row, *node[position + 1 :])
    if not isinstance(node, BaseModel) or name not in type(node).model_fields:
        raise NoSuchAddress(f"没有名为“{name}”的字段。")
    if rest:
        # what lies below has been validated there; the parts beside it are as they were
        return node.model_copy(update={name: _replaced(getattr(node, name), rest, value)})
    checked = _field_adapter(type(node), name).validate_python(value)
    return type(node).model_validate({**dict(node), name: checked})


def with_value(root: Any, address: Address, value: Any) -> Any:
    """`root` with `value` at `address`: only the field's own model is validated again, all others are shared.

    Raises:
        NoSuchAddress: nothing stands there.
        ProjectError: the value does not fit the field; one Chinese sentence says why.
    """
    from .reading import ProjectError, sentences

    names = [name for name in address.split("/") if name]
    try:
        return _replaced(root, names, value)
    except ValidationError as error:
        raise ProjectError(sentences(error, described(root, address), type(root))[0]) from None
    except NoSuchAddress:
        raise
    except ValueError as error:
        raise ProjectError(str(error)) from None


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
        if text:
            return str(text)
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
