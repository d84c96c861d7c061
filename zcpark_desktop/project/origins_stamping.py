"""What a step changed gets its origin; what it emptied or removed loses it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel

from .addressing import Address, NoSuchAddress, value_at
from .fields import Row
from .origins import Origin, Place, ReadFrom, place_of
from .project import Project

_BY_THE_PROGRAM = frozenset({"id", "project_id", "schemes", "origins"})

_Found = tuple[Address, bool]  # what changed; whether a value stands there now


def origin_of(project: Project, address: Address) -> Origin | None:
    """Where the value at `address` comes from; None where there is no value, or nothing is known of it."""
    origin = project.origins.get(address)
    if origin is None:
        return None
    try:
        return None if _is_blank(value_at(project, address)) else origin
    except NoSuchAddress:
        return None


def with_origins(before: Project, after: Project, origin: Origin,
                 sources: Mapping[Address, ReadFrom] | None = None) -> Project:
    """`after`, in which all that `before` has not got is of `origin`; the parts that both share cost nothing.

    Args:
        sources: the cells that values were read from; a value that none is given for has `origin` itself.
    """
    put: list[tuple[Place, Origin]] = []
    gone: list[Place] = []
    made: dict[tuple[str, str, str], Origin] = {}
    for address, is_filled in _between_models("", before, after):
        place = place_of(address)
        if not is_filled:
            gone.append(place)
        elif sources is None or (source := sources.get(address)) is None:
            put.append((place, origin))
        else:
            read_from = (source.file, source.sheet, source.cell)
            if read_from not in made:
                made[read_from] = Origin(origin.how, origin.when, origin.who, *read_from)
            put.append((place, made[read_from]))
    if not put and not gone:
        return after
    return after.model_copy(update={"origins": before.origins.with_changes(put, gone)})


def _is_blank(value: Any) -> bool:
    return value is None or value == "" or value == ()


def _between_models(start: str, old: BaseModel, new: BaseModel) -> Iterator[_Found]:
    old_values, new_values = old.__dict__, new.__dict__
    for name, now in new_values.items():
        was = old_values[name]
        if was is now or name in _BY_THE_PROGRAM:
            continue
        place = f"{start}{name}"
        if isinstance(was, BaseModel) and type(was) is type(now):
            yield from _between_models(f"{place}/", was, now)
        elif _are_rows(was) and _are_rows(now) and (was or now):
            yield from _between_lists(f"{place}/", was, now)
        elif was != now:
            yield place, not _is_blank(now)


def _are_rows(value: Any) -> bool:
    return isinstance(value, tuple) and (not value or isinstance(value[0], Row))


def _between_lists(start: str, old: tuple[Row, ...], new: tuple[Row, ...]) -> Iterator[_Found]:
    if len(old) == len(new):
        differing = [(was, now) for was, now in zip(old, new, strict=True) if was is not now]
        if all(was.key == now.key for was, now in differing):
            for was, now in differing:
                yield from _between_models(f"{start}{now.key}/", was, now)
            return
    known = {row.key: row for row in old}
    for row in new:
        earlier = known.pop(row.key, None)
        if earlier is not row:
            yield from _between_models(f"{start}{row.key}/", _blank(type(row)) if earlier is None else earlier, row)
    for key in known:
        yield f"{start}{key}", False


@cache
def _blank(model: type[Row]) -> Row:
    return model()
