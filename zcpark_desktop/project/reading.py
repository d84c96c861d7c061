"""A project as JSON, in and out; what is wrong with a data file, in one Chinese sentence each."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ValidationError

from .project import Project
from .quantities import WITH_CARE, of_the_quick_way

LARGEST_FILE = 200 * 1024 * 1024


class ProjectError(ValueError):
    """The data are no project; `str()` is one Chinese sentence: what, where, what to do."""


_MESSAGES = {
    "missing": "缺少必填内容",
    "int_parsing": "应为整数",
    "int_type": "应为整数",
    "int_from_float": "应为整数",
    "bool_parsing": "应为 true 或 false",
    "bool_type": "应为 true 或 false",
    "string_type": "应为文字",
    "date_parsing": "应为日期，如 2025-01-31",
    "date_from_datetime_parsing": "应为日期，如 2025-01-31",
    "date_type": "应为日期，如 2025-01-31",
    "date_from_datetime_inexact": "应为日期，如 2025-01-31",
    "tuple_type": "应为列表",
    "model_type": "应为一组字段",
    "model_attributes_type": "应为一组字段",
    "string_pattern_mismatch": "格式不对",
}


def _message(error: Any) -> str:
    kind, context = error["type"], error.get("ctx", {})
    if kind in ("number", "key", "years", "supply"):
        return str(error["msg"])
    if kind == "greater_than_equal":
        return "不能为负数" if str(context["ge"]) == "0" else f"不能小于{context['ge']}"
    if kind == "less_than_equal":
        return f"不能大于{context['le']}"
    if kind == "enum":
        return f"应为下列之一：{str(context['expected']).replace(' or ', '、').replace(', ', '、')}"
    if kind == "too_long":
        return f"最多{context['max_length']}行"
    if kind == "string_too_long":
        return f"最多{context['max_length']}个字"
    return _MESSAGES.get(kind, "内容不合要求")


def _place(location: tuple[Any, ...], model: type[BaseModel]) -> str:
    """“年度数据”第4行“经济”中的“工业增加值”, found by walking the declarations along `location`."""
    words: list[str] = []
    kind: Any = model
    for name in location:
        if isinstance(name, int):
            words.append(f"第{name + 1}行")
            continue
        fields = getattr(kind, "model_fields", {})
        info = fields.get(name)
        words.append(f"“{info.title}”" if info is not None and info.title else f"“{str(name)[:60]}”")
        kind = _model_inside(info.annotation) if info is not None else None
    return "".join(words)


def _model_inside(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = _model_inside(inner)
        if found is not None:
            return found
    return None


def sentences(error: ValidationError, place: str = "", model: type[BaseModel] = Project) -> list[str]:
    """One sentence for each fault in `error`; `place` names the field where only one was checked."""
    result = []
    for fault in error.errors(include_url=False, include_input=False):
        location = fault["loc"]
        if of_the_quick_way(location):
            continue
        if location[-1:] == (WITH_CARE,):
            location = location[:-1]
        if fault["type"] == "extra_forbidden":
            where = _place(location[:-1], model) or "数据文件"
            result.append(
                f"{where}中没有名为“{str(location[-1])[:60]}”的字段；请核对拼写，全部字段可用 schema 命令查看。"
            )
        else:
            where = place or _place(location, model) or "数据文件"
            result.append(f"{where}：{_message(fault)}；请改正。")
    return result


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ProjectError(f"数据文件中字段“{twice[:60]}”写了两次；请只保留一个。")
    return result


def _no_constant(name: str) -> Any:
    raise ProjectError(f"数据文件中有“{name}”，不是数字；请改正。")


def parse_json(data: bytes | str) -> Project:
    """The project that `data` (JSON, UTF-8) describes; decimal numbers keep every digit.

    Raises:
        ProjectError: no JSON, or JSON that is no project.
    """
    if len(data) > LARGEST_FILE:
        raise ProjectError("数据文件超过200兆字节；请核对是否选错了文件。")
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
    except UnicodeDecodeError as error:
        raise ProjectError(f"数据文件不是UTF-8编码（第{error.start + 1}个字节）；请另存为UTF-8后重试。") from None
    try:
        raw = json.loads(text, parse_float=Decimal, parse_constant=_no_constant, object_pairs_hook=_unique)
    except json.JSONDecodeError as error:
        raise ProjectError(f"数据文件第{error.lineno}行第{error.colno}列不合JSON格式；请改正后重试。") from None
    except RecursionError:
        raise ProjectError("数据文件嵌套过深，不是项目数据；请核对是否选错了文件。") from None
    except ProjectError:
        raise
    except ValueError:
        raise ProjectError("数据文件中有位数过多的整数；请改正后重试。") from None
    if not isinstance(raw, dict):
        raise ProjectError("数据文件的最外层应为一组字段（{…}）；请核对是否选错了文件。")
    return project_from(raw)


def project_from(raw: dict[str, Any]) -> Project:
    """The project that the plain data `raw` describe.

    Raises:
        ProjectError: unknown keys, wrong kinds of value, impossible numbers.
    """
    try:
        return Project.model_validate(raw)
    except ValidationError as error:
        found = sentences(error)
        more = f"（另有{len(found) - 1}处类似问题）。" if len(found) > 1 else "。"
        raise ProjectError(found[0].rstrip("。") + more) from None


def dump_json(project: Project, *, sparse: bool = False, indent: int | None = 2) -> str:
    """The project as JSON text, decimals as strings; `sparse` leaves out what is not filled in."""
    return project.model_dump_json(indent=indent, exclude_defaults=sparse)


def project_schema() -> dict[str, Any]:
    """The JSON Schema of a project's data file."""
    schema = Project.model_json_schema(mode="validation")
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return schema
