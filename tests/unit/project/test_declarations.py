"""Every field is declared once and whole, so that forms, tables and messages can be derived from it."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from decimal import Decimal
from enum import Enum

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from zcpark_desktop.project import Project
from zcpark_desktop.project.fields import Choice, Row

# Units that stand in a field's name, and what the declaration calls them.
SUFFIXES = {
    "_10k_yuan": "万元",
    "_10k_kwh": "万千瓦时",
    "_10k_m3": "万立方米",
    "_tce": "吨标准煤",
    "_tco2": "吨二氧化碳",
    "_gj": "吉焦",
    "_m2": "平方米",
    "_km2": "平方公里",
    "_mw": "兆瓦",
    "_mwh": "兆瓦时",
    "_kwp": "千瓦",
    "_t": "吨",
    "_percent": "%",
    "_mwh_per_day": "兆瓦时",
    "_kgce_per_kwh": "千克标准煤/千瓦时",
    "_tco2_per_gj": "吨二氧化碳/吉焦",
}


def parts_of(kind: object) -> Iterator[type[BaseModel]]:
    """The models that a declared type holds."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
    for inside in typing.get_args(kind):
        yield from parts_of(inside)


def models() -> list[type[BaseModel]]:
    """Every model of the project."""
    found: list[type[BaseModel]] = [Project]
    for model in found:
        for info in model.model_fields.values():
            found += [inside for inside in parts_of(info.annotation) if inside not in found]
    return found


FIELDS = [
    pytest.param(model, name, info, id=f"{model.__name__}.{name}")
    for model in models()
    for name, info in model.model_fields.items()
]


def extra(info: FieldInfo) -> dict[str, object]:
    """What a declaration says beyond title and limits."""
    return info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}


def holds(info: FieldInfo, kind: type) -> bool:
    """Whether the field's type is or contains `kind`."""

    def inside(declared: object) -> bool:
        return declared is kind or any(map(inside, typing.get_args(declared)))

    return inside(info.annotation)


def test_the_walk_finds_all_parts() -> None:
    assert {"Economy", "EnergyRow", "Enterprise", "KeyProject", "StoredFile", "Point"} <= {m.__name__ for m in models()}


@pytest.mark.parametrize(("model", "name", "info"), FIELDS)
def test_a_field_has_a_title_in_chinese(model: type[BaseModel], name: str, info: FieldInfo) -> None:
    assert info.title
    assert any("一" <= character <= "鿿" for character in info.title)


@pytest.mark.parametrize(("model", "name", "info"), FIELDS)
def test_a_field_may_be_left_empty(model: type[BaseModel], name: str, info: FieldInfo) -> None:
    assert not info.is_required()


@pytest.mark.parametrize(("model", "name", "info"), [f for f in FIELDS if holds(f.values[2], Decimal)])
def test_a_number_is_missing_by_default_and_names_its_unit(model: type[BaseModel], name: str, info: FieldInfo) -> None:
    assert info.default is None
    if model.__name__ != "Point":  # degrees or metres, as the boundary's reference system has it
        assert extra(info).get("unit")


@pytest.mark.parametrize(("model", "name", "info"), [f for f in FIELDS if holds(f.values[2], Decimal)])
def test_a_unit_in_a_name_is_the_unit_of_the_field(model: type[BaseModel], name: str, info: FieldInfo) -> None:
    suffix = max((suffix for suffix in SUFFIXES if name.endswith(suffix)), key=len, default=None)
    if suffix is not None:
        assert extra(info)["unit"] == SUFFIXES[suffix]


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_a_part_is_closed_frozen_and_described(model: type[BaseModel]) -> None:
    assert model.model_config.get("frozen") is True
    assert model.model_config.get("extra") == "forbid"
    assert model.__doc__


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_titles_within_a_part_are_all_different(model: type[BaseModel]) -> None:
    titles = [info.title for info in model.model_fields.values()]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(
    ("model", "name", "info"), [f for f in FIELDS if f.values[1] == "evidence" and f.values[0] is not Project]
)
def test_evidence_is_cited_from_the_list_of_evidence(model: type[BaseModel], name: str, info: FieldInfo) -> None:
    assert extra(info)["refers_to"] == "evidence"


def choices(kind: type[Choice] = Choice) -> Iterator[type[Choice]]:
    """Every closed list of answers."""
    for inside in kind.__subclasses__():
        yield inside
        yield from choices(inside)


@pytest.mark.parametrize("choice", list(choices()), ids=lambda choice: choice.__name__)
def test_answers_have_labels_that_differ(choice: type[Choice]) -> None:
    labels = [member.label for member in choice]
    assert all(labels)
    assert len(set(labels)) == len(labels)
    assert issubclass(choice, Enum)


@pytest.mark.parametrize(
    "model", [model for model in models() if issubclass(model, Row)], ids=lambda model: model.__name__
)
def test_an_empty_row_can_be_added_to_any_list(model: type[Row]) -> None:
    assert model() == model.model_validate({})
