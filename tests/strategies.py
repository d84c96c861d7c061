"""Random projects for laws: built from the declarations of the model, so that a new field takes part by itself."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any

from annotated_types import MaxLen
from hypothesis import strategies as st
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from zcpark_desktop.project import Project
from zcpark_desktop.project.basics import Period
from zcpark_desktop.project.fields import Row
from zcpark_desktop.project.origins import NO_ORIGINS, How, Origin, Origins, place_of
from zcpark_desktop.project.statements import StoredFile
from zcpark_desktop.project.years import SUPPLY_FLOWS, EnergyRow

Plain = dict[str, Any]

MOST_ROWS = 3
MOST_FIELDS = 4
_WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.sampled_from(
    ["无锡星洲工业园", "1,234.5", "２０２５年", "=1+1", "a\x0bb", "第一行\n第二行", "<&>", "𠮷", "a/b"]
)
_ENERGIES = st.sampled_from(["raw_coal", "natural_gas", "diesel", "electricity", "heat", "其他能源"])


def projects() -> st.SearchStrategy[Project]:
    """Small valid projects with some fields of every kind filled in, and with a few years."""
    always = st.fixed_dictionaries(
        {"years": values_of(Project, "years"), "project_id": st.uuids(version=4).map(lambda value: value.hex)}
    )
    return st.builds(lambda plain, more: Project.model_validate({**plain, **more}), _plain(Project), always)


def origins() -> st.SearchStrategy[Origins]:
    """Origins of a few addresses, whether or not something stands there."""
    addresses = st.sampled_from(["title", "basics/name", "basics/head/name", "years/2025/economy/gdp_10k_yuan",
                                 "enterprises/1/name", "enterprises/1/annual/2025/tax", "enterprises/2/name"])
    minutes = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)).map(
        lambda moment: moment.replace(second=0, microsecond=0, tzinfo=UTC))
    names = st.sampled_from(["", "张三", "a b"])
    origin = st.builds(Origin, st.sampled_from(How), minutes, names, names, names, st.sampled_from(["", "C12", "第3行"]))
    return st.dictionaries(addresses, origin, max_size=4).map(
        lambda found: NO_ORIGINS.with_changes([(place_of(address), each) for address, each in found.items()], ()))


def values_of(model: type[BaseModel], name: str) -> st.SearchStrategy[Any]:
    """Plain values that fit the field `name` of `model`."""
    return _field(model.model_fields[name])


@cache
def _plain(model: type[BaseModel]) -> st.SearchStrategy[Plain]:
    """Some fields of `model`, the others left as they are by default."""
    fields = {name: info for name, info in model.model_fields.items() if name not in ("id", "project_id")}
    chosen = st.lists(st.sampled_from(sorted(fields)), max_size=MOST_FIELDS, unique=True)
    drawn = chosen.flatmap(lambda names: st.fixed_dictionaries({name: _field(fields[name]) for name in sorted(names)}))
    return _KNOWN_BETTER[model](drawn) if model in _KNOWN_BETTER else drawn


def _field(info: FieldInfo) -> st.SearchStrategy[Any]:
    return _annotated(info.annotation, tuple(info.metadata))


def _annotated(kind: Any, metadata: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    origin = typing.get_origin(kind)
    if origin is typing.Annotated:
        limits = [
            limit for item in kind.__metadata__ for limit in (item.metadata if isinstance(item, FieldInfo) else [item])
        ]
        return _annotated(kind.__origin__, (*metadata, *limits))
    if origin in (types.UnionType, typing.Union):
        inside = [one for one in typing.get_args(kind) if one is not type(None)]
        return st.none() | _annotated(inside[0], metadata)
    if origin is tuple:
        return _list(typing.get_args(kind)[0])
    if origin is typing.Literal:
        return st.sampled_from(typing.get_args(kind))
    if kind is Origins:
        return origins()
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return st.deferred(lambda: _plain(kind))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from([member.value for member in kind])
    return _scalar(kind, metadata)


def _list(kind: Any) -> st.SearchStrategy[Any]:
    rows = st.lists(_annotated(kind, ()), max_size=MOST_ROWS)
    if isinstance(kind, type) and issubclass(kind, Row):
        return rows.map(lambda plain: list({_key(kind, row, n): row for n, row in enumerate(plain)}.values())).filter(
            lambda plain: all("/" not in _key(kind, row, 0) for row in plain)  # keys that no address can reach
        )
    return rows


def _key(kind: type[Row], row: Plain, position: int) -> str:
    """What names the row; rows without a name of their own are all different."""
    return kind.model_validate(row).key or f"\0{position}"


def _scalar(kind: Any, metadata: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    low = next((item.ge for item in metadata if getattr(item, "ge", None) is not None), None)
    high = next((item.le for item in metadata if getattr(item, "le", None) is not None), None)
    if kind is bool:
        return st.booleans()
    if kind is int:
        return st.integers(0 if low is None else low, 10**6 if high is None else high)
    if kind is Decimal:
        return st.decimals(
            -(10**14) if low is None else low, 10**14 if high is None else high, places=6
        ) | st.sampled_from([Decimal("0"), Decimal("1E-9"), Decimal("0.10")])
    if kind is date:
        return st.dates(date(1990, 1, 1), date(2100, 12, 31)).map(date.isoformat)
    assert kind is str, kind
    longest = next((item.max_length for item in metadata if isinstance(item, MaxLen)), 500)
    return _WORDS.map(lambda text: text[:longest])


def _in_order(drawn: st.SearchStrategy[Plain]) -> st.SearchStrategy[Plain]:
    def with_years(plain: Plain, years: list[int]) -> Plain:
        return {**plain, **dict(zip(("base_year", "near_term_year", "long_term_year"), sorted(years), strict=True))}

    return st.builds(with_years, drawn, st.lists(st.integers(1995, 2100), min_size=3, max_size=3, unique=True))


def _with_energy(drawn: st.SearchStrategy[Plain]) -> st.SearchStrategy[Plain]:
    def row(plain: Plain, energy: str) -> Plain:
        stands_elsewhere = SUPPLY_FLOWS if energy in ("electricity", "heat") else ()
        return {**{name: value for name, value in plain.items() if name not in stands_elsewhere}, "energy": energy}

    return st.builds(row, drawn, _ENERGIES)


def _with_digest(drawn: st.SearchStrategy[Plain]) -> st.SearchStrategy[Plain]:
    digest = st.text("0123456789abcdef", min_size=64, max_size=64) | st.just("")
    return st.builds(lambda plain, sha256: {**plain, "sha256": sha256}, drawn, digest)


_KNOWN_BETTER: dict[type[BaseModel], Callable[[st.SearchStrategy[Plain]], st.SearchStrategy[Plain]]] = {
    Period: _in_order,
    EnergyRow: _with_energy,
    StoredFile: _with_digest,
}
