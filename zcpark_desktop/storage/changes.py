"""What differs between two states of a project, as a few lines of plain data, and the way back from them.

A change is `[address, value]`, or `[address, start, stop, rows]`: the rows from `start` to `stop` of the list are
replaced by `rows`, where a row that was in the list before is named by its key. Of the origins of values, what they
tell of each other (`Origins.since`) stands for the value. States share what they have in common,
so looking for differences skips whole lists at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel

from zcpark_desktop.project import Project, value_at, with_value
from zcpark_desktop.project.fields import Row
from zcpark_desktop.project.origins import Origins

Change = list[Any]


def changes(before: Project, after: Project) -> list[Change]:
    """What turns `before` into `after`."""
    return list(_between_models("", before, after))


def _between_models(place: str, old: BaseModel, new: BaseModel) -> Iterator[Change]:
    found: list[Change] = []
    for name in type(new).model_fields:
        below = f"{place}/{name}" if place else name
        was, now = getattr(old, name), getattr(new, name)
        if was is now:
            continue
        if isinstance(was, BaseModel) and type(was) is type(now):
            found += _between_models(below, was, now)
        elif isinstance(was, Origins):
            if (since := now.since(was)) is not None:
                found.append([below, since])
        elif _are_rows(was) and _are_rows(now):
            found += _between_lists(below, was, now)
        elif was != now:
            if place:
                # fields of one part may depend on each other: it is put back as a whole
                yield [place, _plain(new)]
                return
            found.append([below, _plain(now)])
    yield from found


def _are_rows(value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(row, Row) for row in value)


def _between_lists(place: str, old: tuple[Row, ...], new: tuple[Row, ...]) -> Iterator[Change]:
    if len(old) == len(new) and all(was is now or _same_row(was, now) for was, now in zip(old, new, strict=True)):
        for was, now in zip(old, new, strict=True):
            if was is not now:
                yield from _between_models(f"{place}/{now.key}", was, now)
        return
    shorter = min(len(old), len(new))
    start = next((i for i in range(shorter) if old[i] is not new[i]), shorter)
    common = shorter - start
    end = next((i for i in range(common) if old[-1 - i] is not new[-1 - i]), common)
    known = {id(row): row.key for row in old if row.key}
    yield [place, start, len(old) - end, [known.get(id(row)) or _plain(row) for row in new[start:len(new) - end]]]


def _same_row(was: Row, now: Row) -> bool:
    """Whether a row changed inside and can be found by an address."""
    return was.key == now.key and now.key != ""


def _plain(value: Any) -> Any:
    """`value` as JSON can hold it."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", exclude_defaults=True)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def changed(project: Project, made: Iterable[Change]) -> Project:
    """`project` with the changes of one step made.

    Raises:
        ProjectError, NoSuchAddress: the changes do not belong to this state.
    """
    for place, *what in made:
        old = value_at(project, place)
        if len(what) == 3:
            start, stop, rows = what
            by_key = {row.key: row for row in old}
            put: Any = (*old[:start], *(by_key[row] if isinstance(row, str) else row for row in rows), *old[stop:])
        elif isinstance(old, Origins):
            put = old.following(what[0])
        else:
            put = type(old).model_validate(what[0]) if isinstance(old, Row) else what[0]
        project = with_value(project, place, put)
    return project
