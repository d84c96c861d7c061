"""The sheet 统计 of the calculation workbook: enterprises by industry and size, and what is still to be answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from zcpark_desktop.project import Project
from zcpark_desktop.project.enterprises import EnterpriseYear

from .numbers import fits
from .statistics import SUMMED, Group, answers, by_industry, by_size

TITLE = "统计"
_PLACES = Decimal("0.0001")


def write_statistics(sheet: Any, project: Project, formats: Mapping[str, Any]) -> None:
    """Write the base year's statistics into an empty sheet."""
    year = project.period.base_year
    sheet.set_column(0, 0, 36)
    sheet.set_column(1, 20, 15)
    row = _table(sheet, 0, f"{year}年按行业大类", by_industry(project, year), formats)
    row = _table(sheet, row, f"{year}年按规模", by_size(project, year), formats)
    _line(sheet, row, (f"{year}年各企业填报情况", "是否填报", "尚缺"), formats["head"])
    for at, each in enumerate(answers(project, year), start=row + 1):
        _line(sheet, at, (each.name or each.key, "是" if each.answered else "否", "、".join(each.blank)), formats["text"])


def _table(sheet: Any, row: int, title: str, groups: Sequence[Group], formats: Mapping[str, Any]) -> int:
    heads = [title, "企业数（家）", "已填报（家）"]
    for name in SUMMED:
        info = EnterpriseYear.model_fields[name]
        unit = info.json_schema_extra["unit"] if isinstance(info.json_schema_extra, dict) else ""
        heads += [f"{info.title}（{unit}）", "填报家数", "占比（%）"]
    _line(sheet, row, (*heads, "单位产值能耗下四分位（吨标准煤/万元）", "中位数", "上四分位"), formats["head"])
    for each in groups:
        row += 1
        values: list[Any] = [each.title, Decimal(each.number), Decimal(each.answered)]
        for name in SUMMED:
            found = each.sums[name]
            share = None if found.share is None else (found.share * 100).quantize(_PLACES)
            values += [found.total, Decimal(found.number), share]
        _line(sheet, row, (*values, *(value.quantize(_PLACES) for value in each.intensity)), formats["text"])
    return row + 2


def _line(sheet: Any, row: int, values: Sequence[Any], form: Any) -> None:
    for column, value in enumerate(values):
        if isinstance(value, Decimal) and fits(value):
            sheet.write_number(row, column, float(value), form)
        else:
            text = f"{value:f}" if isinstance(value, Decimal) else value or ""
            sheet.write_string(row, column, text, form)
