"""The folder of rules: which files it holds, and what each is made of."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Annotated, Any, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from .entries import (
    AddedAlternative,
    Convention,
    EnergyType,
    Entry,
    Factor,
    FuelFactorSet,
    Indicator,
    ProcessFactor,
    Reference,
)
from .errors import RulesError, shown
from .fields import FROM_CSV, PointsTo
from .scheme import Scheme
from .sentences import fields_of, sentence
from .sources import Place, Source, read
from .toml_lines import Steps


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _References(_File):
    references: tuple[Reference, ...]


class _Indicators(_File):
    indicators: tuple[Indicator, ...]


class _Conventions(_File):
    conventions: tuple[Convention, ...] = ()
    alternatives: tuple[AddedAlternative, ...] = ()


class _EnergyTypes(_File):
    rows: Annotated[tuple[EnergyType, ...], Field(min_length=1)]


class _Factors(_File):
    rows: Annotated[tuple[Factor, ...], Field(min_length=1)]


class _ProcessFactors(_File):
    rows: Annotated[tuple[ProcessFactor, ...], Field(min_length=1)]


FILES: dict[str, type[BaseModel]] = {
    "references.toml": _References,
    "indicators.toml": _Indicators,
    "conventions.toml": _Conventions,
    "energy_types.csv": _EnergyTypes,
    "process_factors.csv": _ProcessFactors,
    "schemes/*.toml": Scheme,
    "factors/*.csv": _Factors,
    "fuel_factors/*.csv": FuelFactorSet,
}
"""What may lie in a folder of rules, shipped or the user's own."""
PACK_HEAD = "pack.toml"
"""Beside them in the folder of a rules pack: what the pack is."""


def read_folder(folder: Path, *, shipped: bool, called: str = "") -> list[Entry]:
    """All entries of a folder of rules, each knowing its place.

    Args:
        shipped: the folder that ships, which holds every kind of file.
        called: what messages put before the name of a file.

    Raises:
        RulesError: the folder is missing, or one of its files is wrong.
    """
    if not folder.is_dir():
        raise RulesError(f"规则文件夹“{folder.name}”不存在，请检查所选位置。")
    entries: list[Entry] = []
    known: set[Path] = set()
    for pattern, model in FILES.items():
        files = sorted(file for file in folder.glob(pattern) if not is_hidden(file))
        if shipped and not files:
            raise RulesError(f"程序文件不完整：缺少规则文件 {pattern}，请重新安装。")
        known.update(files)
        for file in files:
            name = file.relative_to(folder).as_posix()
            entries += _entries(read(file, f"{called}{name}"), model)
    known.add(folder / PACK_HEAD)
    for file in sorted(folder.rglob("*")):
        if file.suffix.lower() in (".toml", ".csv") and not is_hidden(file) and file.is_file() and file not in known:
            name = file.relative_to(folder).as_posix()
            raise RulesError(f"{name}：不知道这是哪一类规则文件，请改为以下位置之一：{'、'.join(FILES)}。")
    return entries


def is_hidden(file: Path) -> bool:
    """Whether an editor or the system made the file beside the user's own (`~$x.csv`, `._x.csv`)."""
    return file.name.startswith((".", "~"))


def _entries(source: Source, model: type[BaseModel]) -> list[Entry]:
    data = source.data
    if source.is_csv:
        _check_columns(source, model)
    if model is FuelFactorSet:
        data = {"id": Path(source.name).stem, **data}
    try:
        checked = model.model_validate(data, context=FROM_CSV if source.is_csv else None)
    except ValidationError as problem:
        raise sentence(source, model, problem) from problem
    entries = []
    for entry, steps in walk(checked, ()):
        entry._place = Place(source, steps)
        entries.append(entry)
    return entries


def _check_columns(source: Source, model: type[BaseModel]) -> None:
    row_model: type[BaseModel] = get_args(model.model_fields["rows"].annotation)[0]
    known = fields_of(row_model)
    for column in source.columns:
        if column not in known:
            raise source.error(("rows",), f"未知列“{shown(column)}”，可用列为 {'、'.join(known)}")
    for name, field in row_model.model_fields.items():
        if field.is_required() and name not in source.columns:
            raise source.error(("rows",), f"缺少列“{name}”，请补上")


def walk(model: BaseModel, steps: Steps) -> Iterator[tuple[Entry, Steps]]:
    """Every entry in a model, with its path; an outer one before the ones in it."""
    if isinstance(model, Entry):
        yield model, steps
    for name in _fields_with_entries(type(model)):
        value: Any = getattr(model, name)
        if isinstance(value, BaseModel):
            yield from walk(value, (*steps, name))
        elif value is not None:
            for index, each in enumerate(value):
                yield from walk(each, (*steps, name, index))


@cache
def _fields_with_entries(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(name for name, field in model.model_fields.items() if _holds_entries(field.annotation))


def _holds_entries(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return True
    return any(_holds_entries(each) for each in getattr(annotation, "__args__", ()))


@cache
def pointers(model: type[Entry]) -> tuple[tuple[str, str], ...]:
    """The fields of an entry that hold the id of another, with the catalogue that they point into."""
    return tuple(
        (name, mark.catalogue)
        for name, field in model.model_fields.items()
        for mark in field.metadata
        if isinstance(mark, PointsTo)
    )
