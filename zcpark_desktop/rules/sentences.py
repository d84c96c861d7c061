"""Turns what pydantic found wrong in a rule file into one Chinese sentence with file and line."""

from __future__ import annotations

from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from .errors import RulesError, shown
from .sources import Source

_SHAPES = {
    "string_type": "应为加引号的文字",
    "string_too_short": "不能为空",
    "too_short": "至少应有一项",
    "tuple_type": "应为方括号中的列表",
    "dict_type": "应为花括号中的表",
    "model_type": "应为花括号中的表，或以该名为标题的一节",
    "model_attributes_type": "应为花括号中的表，或以该名为标题的一节",
    "date_type": "应为日期，如 2025-03-19",
    "date_from_datetime_inexact": "应为日期，如 2025-03-19",
    "date_from_datetime_parsing": "应为日期，如 2025-03-19",
}


def sentence(source: Source, model: type[BaseModel], problem: ValidationError) -> RulesError:
    """The first thing that is wrong, as a sentence."""
    # A misspelt field is also a missing one; the misspelling says more.
    error = min(problem.errors(include_url=False), key=lambda each: each["type"] != "extra_forbidden")
    steps = tuple(error["loc"])
    return source.error(steps, _message(source, model, error))


def _message(source: Source, model: type[BaseModel], error: ErrorDetails) -> str:
    word = source.field_word
    steps = error["loc"]
    name = shown(next((step for step in reversed(steps) if isinstance(step, str)), ""))
    match error["type"]:
        case "extra_forbidden" if source.is_csv and len(steps) == 1:
            known = [f"#{each}" for each in fields_of(model) if each not in ("id", "rows")]
            return f"未知的“#{name}”行，{'可用的有 ' + '、'.join(known) if known else '请删去'}"
        case "extra_forbidden":
            return f"未知{word}“{name}”，可用{word}为 {'、'.join(fields_of(_model_at(model, steps[:-1])))}"
        case "missing":
            if source.is_csv:
                return f"缺少文件开头的“#{name}”行，请补上" if len(steps) == 1 else f"列“{name}”没有填写，请补上"
            return f"缺少字段“{name}”，请补上"
        case "rules":
            # The input of a rule about a whole table is that table; the rule's sentence then names the fields itself.
            message: str = error["ctx"]["message"]
            return message if isinstance(error["input"], dict) else f"{word}“{name}”{message}"
        case "enum" | "literal_error":
            values = error["ctx"]["expected"].replace(" or ", "、").replace(", ", "、").replace("'", "")
            return f"{word}“{name}”的值“{shown(error['input'])}”不可用，可用值为 {values}"
        case kind:
            return f"{word}“{name}”{_SHAPES.get(kind, '的值不正确，请对照自带的规则文件改正')}"


def fields_of(model: type[BaseModel]) -> list[str]:
    """The fields of a model as rule files write them."""
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_at(model: type[BaseModel], steps: tuple[int | str, ...]) -> type[BaseModel]:
    for step in steps:
        for name, field in model.model_fields.items():
            if step in (name, field.alias):
                model = _model_in(field.annotation) or model
                break
    return model


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model inside `Model | None`, `tuple[Model, ...]` and the like."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (Annotated, Union, UnionType, tuple, dict):
        return next((inner for each in get_args(annotation) if (inner := _model_in(each))), None)
    return None
