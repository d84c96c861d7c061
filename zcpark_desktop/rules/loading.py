"""Puts the entries of all files together, and checks what they say about each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from ..paths import resources
from .catalogue import Rules
from .entries import (
    AddedAlternative,
    Alternative,
    Convention,
    EnergyType,
    Entry,
    Factor,
    FuelFactorSet,
    Indicator,
    IndicatorKind,
    ProcessFactor,
    Reference,
)
from .errors import shown
from .files import pointers, read_folder
from .scheme import Row, Scheme

_CATALOGUES: dict[type[Entry], str] = {
    Reference: "references",
    Indicator: "indicators",
    Convention: "conventions",
    EnergyType: "energy_types",
    Factor: "factors",
    FuelFactorSet: "fuel_sets",
    ProcessFactor: "process_factors",
    Scheme: "schemes",
}

_DEFINED_IN = {
    "references": "references.toml",
    "indicators": "indicators.toml",
    "conventions": "conventions.toml",
    "fuels": "energy_types.csv 的 fuel 列",
}


def load(extra: Path | None = None, packs: Sequence[Path] = ()) -> Rules:
    """Reads every shipped rule file, then those of the rules packs, then the user's own.

    Args:
        extra: a folder of the same structure as `resources/rules`, whose entries are added. It may add
            alternatives to a shipped convention, as `[[alternatives]]` with a field `convention`.
        packs: folders of unpacked rules packs; an entry takes the place of the one of its kind and id before it.

    Raises:
        RulesError: a file is wrong; the message names file, line and what to do.
    """
    entries = read_folder(resources() / "rules", shipped=True, called="自带的 ")
    for pack in packs:
        entries = _replaced(entries, read_folder(pack, shipped=False, called="规则包中的 "))
    if extra is not None:
        entries += read_folder(extra, shipped=False)
    catalogues: dict[str, dict[str, Any]] = {name: {} for name in _CATALOGUES.values()}
    for kind, name in _CATALOGUES.items():
        catalogues[name] = _unique((entry for entry in entries if type(entry) is kind), "id")
    _check_pointers(entries, catalogues)
    _add_alternatives(entries, catalogues)
    for convention in catalogues["conventions"].values():
        _check_convention(convention)
    _check_bound_names(catalogues["conventions"].values())
    for fuel_set in catalogues["fuel_sets"].values():
        _check_fuel_set(fuel_set, catalogues["energy_types"].values())
    for scheme in catalogues["schemes"].values():
        _check_scheme(scheme, catalogues["indicators"])
    return Rules(**catalogues)


def _replaced(entries: list[Entry], added: list[Entry]) -> list[Entry]:
    """`entries` with `added` in the place of those of the same kind and id; what stood inside the old ones goes too."""
    new = {name_of(entry): entry for entry in added if name_of(entry) is not None}
    old = [entry for entry in entries if name_of(entry) in new]
    gone = {(id(entry.place.source), entry.place.steps) for entry in old}

    def is_gone(entry: Entry) -> bool:
        source, steps = id(entry.place.source), entry.place.steps
        return any((source, steps[:length]) in gone for length in range(len(steps) + 1))

    # in the place of the old one, so that lists keep their order
    kept: list[Entry] = []
    for entry in entries:
        if name_of(entry) in new:
            kept.append(new.pop(name_of(entry)))
        elif not is_gone(entry):
            kept.append(entry)
    placed = {id(entry) for entry in kept}
    return kept + [entry for entry in added if id(entry) not in placed]


def name_of(entry: Entry) -> tuple[str, str] | None:
    """Kind and id of an entry that a rules pack can replace; None for what is only a part of one."""
    if isinstance(entry, AddedAlternative):
        return "alternatives", f"{entry.convention}/{entry.id}"
    catalogue = _CATALOGUES.get(type(entry))
    return None if catalogue is None else (catalogue, entry.id)  # type: ignore[attr-defined]


def _unique(entries: Iterable[Entry], key: str) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for entry in entries:
        value = getattr(entry, key)
        if value in found:
            raise entry.place.error(f"{key}“{shown(value)}”与“{found[value].place}”重复，请改用另一个", key)
        found[value] = entry
    return found


def _check_pointers(entries: Iterable[Entry], catalogues: Mapping[str, Mapping[str, Any]]) -> None:
    fuels = {energy.fuel: energy for energy in catalogues["energy_types"].values() if energy.fuel}
    known = {**catalogues, "fuels": fuels}
    for entry in entries:
        for field, catalogue in pointers(type(entry)):
            value = getattr(entry, field)
            if value not in known[catalogue]:
                near = get_close_matches(value, known[catalogue], n=1)
                hint = f"是否应为“{near[0]}”" if near else f"请先在 {_DEFINED_IN[catalogue]} 中定义"
                word = entry.place.source.field_word
                raise entry.place.error(f"{word}“{field}”所指的“{shown(value)}”不存在，{hint}", field)


def _add_alternatives(entries: Iterable[Entry], catalogues: dict[str, dict[str, Any]]) -> None:
    conventions = catalogues["conventions"]
    for added in entries:
        if isinstance(added, AddedAlternative):
            convention = conventions[added.convention]
            if convention.alternatives_from is not None:
                raise added.place.error(
                    f"口径“{convention.id}”的选项是已有的燃料排放因子集，请改为在 fuel_factors 文件夹中加入文件",
                    "convention",
                )
            conventions[added.convention] = convention.model_copy(
                update={"alternatives": (*convention.alternatives, added)}
            )
    installed = tuple(
        Alternative(id=each.id, title=each.title, certainty=each.certainty)
        for each in catalogues["fuel_sets"].values()
    )
    for key, convention in conventions.items():
        if convention.alternatives_from == "fuel_sets":
            conventions[key] = convention.model_copy(update={"alternatives": installed})


def _check_convention(convention: Convention) -> None:
    if convention.alternative(convention.default) is None:
        known = "、".join(each.id for each in convention.alternatives)
        raise convention.place.error(f"default“{shown(convention.default)}”不在选项之中，可用值为 {known}", "default")
    if convention.alternatives_from is not None:
        return
    _unique(convention.alternatives, "id")
    names = set(convention.alternatives[0].targets)
    for alternative in convention.alternatives:
        if set(alternative.targets) != names:
            raise alternative.place.error(
                f"选项“{shown(alternative.id)}”的 targets 应恰好给出 {'、'.join(sorted(names)) or '空表'}", "targets"
            )


def _check_bound_names(conventions: Iterable[Convention]) -> None:
    """A name is bound by one convention only, and never by way of others to itself."""
    every = [(convention, each) for convention in conventions for each in convention.alternatives]
    every.sort(key=lambda pair: isinstance(pair[1], AddedAlternative))  # so that the user's file is the one to blame
    bound_by: dict[str, Convention] = {}
    targets: dict[str, set[str]] = {}
    for convention, alternative in every:
        for name, target in alternative.targets.items():
            other = bound_by.setdefault(name, convention)
            if other is not convention:
                message = f"名称“{name}”已由口径“{other.id}”决定，不能再由另一口径决定"
                raise alternative.place.error(message, "targets", name)
            targets.setdefault(name, set()).add(target)
            if name in _reached_from(target, targets):
                raise alternative.place.error(f"名称“{name}”经各口径绕回了自己，请改正", "targets", name)


def _reached_from(name: str, targets: Mapping[str, set[str]]) -> set[str]:
    reached: set[str] = set()
    ahead = {name}
    while ahead:
        step = ahead.pop()
        reached.add(step)
        ahead |= targets.get(step, set()) - reached
    return reached


def _check_fuel_set(fuel_set: FuelFactorSet, energy_types: Iterable[EnergyType]) -> None:
    _unique(fuel_set.rows, "fuel")
    units = {energy.fuel: energy.unit for energy in energy_types if energy.fuel}
    for factor in fuel_set.rows:
        if factor.unit != units[factor.fuel]:
            raise factor.place.error(
                f"单位“{shown(factor.unit)}”与能源品种表中的“{units[factor.fuel]}”不同，请换算后填写", "unit"
            )


def _check_scheme(scheme: Scheme, indicators: Mapping[str, Indicator]) -> None:
    rows = _unique(scheme.rows, "number")
    _unique(scheme.rows, "indicator")
    _unique(scheme.conditions, "id")
    for row in scheme.rows:
        _check_row(row, indicators[row.indicator])
    for condition in scheme.conditions:
        if condition.row is not None and condition.row not in rows:
            raise condition.place.error(f"字段“row”所指的第 {condition.row} 号指标不存在，请核对", "row")


def _check_row(row: Row, indicator: Indicator) -> None:
    is_share = indicator.kind is IndicatorKind.SHARE
    if (row.unit == "%") != is_share:
        wanted = "应为 %" if is_share else "不应为 %"
        raise row.place.error(f"指标“{indicator.id}”的单位{wanted}，请改正 unit", "unit")
    in_words = indicator.kind in (IndicatorKind.LIST, IndicatorKind.CONDITION)
    for name in ("target", "near_term", "long_term"):
        goal = getattr(row, name)
        if goal is None:
            continue
        if (goal.text is not None) != in_words:
            wanted = "文字 text" if in_words else "数字 limit 或 tiers"
            raise row.place.error(f"指标“{indicator.id}”的限值应为{wanted}", name)
        limits = [goal.limit] if goal.limit is not None else [tier.limit for tier in goal.tiers or ()]
        if is_share and any(not 0 <= limit <= 100 for limit in limits):
            raise row.place.error("百分数限值应在 0 至 100 之间（20 表示 20%）", name)
