"""The project with other values in it: one, or many at once; a pasted block costs about as much as one cell.

Only the models whose own fields change are validated again; untouched parts and rows are shared.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from .addressing import Address, NoSuchAddress, described, position_of
from .fields import has_rules_across_fields


@dataclass(frozen=True)
class _Leaf:
    value: Any


_Branch = dict[str, Any]  # name → the branch below it, or the leaf to put there


def _plant(branch: _Branch, names: list[str], value: Any) -> bool:
    """Put `value` into `branch`; False where an earlier edit lies on the same path, so that order matters."""
    for name in names[:-1]:
        branch = branch.setdefault(name, {})
        if isinstance(branch, _Leaf):
            return False
    if names[-1] in branch:
        return False
    branch[names[-1]] = _Leaf(value)
    return True


def _changed_rows(node: tuple[Any, ...], branch: _Branch, place: str) -> tuple[Any, ...]:
    # asking 10,000 rows for their keys takes milliseconds; one edit looks only as far as its row
    positions = {row.key: position for position, row in enumerate(node)} if len(branch) > 4 else None
    rows = list(node)
    renamed = False
    for name, below in branch.items():
        at = position_of(node, name) if positions is None else positions.get(name)
        if at is None:
            raise NoSuchAddress(f"找不到行“{name}”，可能已被删除。")
        rows[at] = below.value if isinstance(below, _Leaf) else _changed(node[at], below, f"{place}{name}/")
        renamed = renamed or rows[at].key != name
    if renamed and len({row.key for row in rows}) < len(rows):
        raise ValueError("同一表中每行只能出现一次，改后有两行相同；请改正。")
    return tuple(rows)


_adapters: dict[tuple[type[BaseModel], str], TypeAdapter[Any]] = {}


def _field_adapter(model: type[BaseModel], name: str) -> TypeAdapter[Any]:
    if (model, name) not in _adapters:
        info = model.model_fields[name]
        kind: Any = info.annotation
        for item in info.metadata:
            kind = Annotated[kind, item]
        _adapters[model, name] = TypeAdapter(kind)
    return _adapters[model, name]


def _changed(node: Any, branch: _Branch, place: str) -> Any:
    if isinstance(node, tuple):
        return _changed_rows(node, branch, place)
    for name in branch:
        if not isinstance(node, BaseModel) or name not in type(node).model_fields:
            raise NoSuchAddress(f"没有名为“{name}”的字段。")
    values: dict[str, Any] = {}
    leaves = False
    for name, below in branch.items():
        if isinstance(below, _Leaf):
            leaves = True
            try:
                values[name] = _field_adapter(type(node), name).validate_python(below.value)
            except ValidationError as error:
                raise _Refused(place + name, error) from None
        else:
            values[name] = _changed(getattr(node, name), below, f"{place}{name}/")
    if not leaves or not has_rules_across_fields(type(node)):
        # each value has been validated by itself; the fields beside it are as they were
        return node.model_copy(update=values)
    try:
        return type(node).model_validate({**dict(node), **values})
    except ValidationError as error:
        location = error.errors(include_url=False, include_input=False)[0]["loc"]
        raise _Refused(place + str(location[0]) if location else place.rstrip("/"), error) from None


class _Refused(Exception):
    """A value did not fit its field; carries the address for the sentence."""

    def __init__(self, address: Address, error: ValidationError) -> None:
        super().__init__(address)
        self.address, self.error = address, error


def with_values(root: Any, edits: Iterable[tuple[Address, Any]]) -> Any:
    """`root` with every edit made, in order; all or nothing. Untouched parts and rows are shared.

    Raises:
        NoSuchAddress: nothing stands at one of the addresses.
        ProjectError: a value does not fit its field; one Chinese sentence says which and why.
    """
    from .reading import ProjectError, sentences

    branch: _Branch = {}
    try:
        for address, value in edits:
            names = [name for name in address.split("/") if name]
            if not names:
                raise NoSuchAddress("没有指明要修改的字段。")
            if not _plant(branch, names, value):
                root, branch = _changed(root, branch, ""), {}
                _plant(branch, names, value)
        return _changed(root, branch, "") if branch else root
    except _Refused as refused:
        raise ProjectError(sentences(refused.error, described(root, refused.address), type(root))[0]) from None
    except NoSuchAddress:
        raise
    except ValueError as error:
        raise ProjectError(str(error)) from None


def with_value(root: Any, address: Address, value: Any) -> Any:
    """`root` with `value` at `address` (see `with_values`)."""
    return with_values(root, [(address, value)])
