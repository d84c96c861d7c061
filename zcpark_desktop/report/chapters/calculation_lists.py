"""The lists behind counts and sums, so that a reader can count again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import Enum
from itertools import count
from math import ceil
from typing import Any

from ... import wording
from ...project.enterprises import Benchmark, Enterprise
from ...project.fields import Row
from .. import blocks as b
from ..material import Material
from ..parts.industry import division
from ..proofs import quoted

_LISTS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    # list, the indicators that it answers, the fields that they read
    (
        "platforms",
        ("innovation_platforms",),
        ("name", "owner", "kind", "level", "green", "recognised_in", "approval_number"),
    ),
    (
        "buildings",
        ("green_building_share", "low_energy_building_area"),
        ("name", "owner", "use", "area_m2", "is_new", "completed_in", "stars", "low_energy"),
    ),
    ("vehicles", ("clean_vehicle_share",), ("owner", "use", "fuel", "number")),
    (
        "demand_responses",
        ("demand_response_share",),
        ("name", "owner", "kind", "power_mw", "energy_mwh_per_day", "available_from"),
    ),
    ("storages", ("storage_share",), ("name", "owner", "kind", "power_mw", "energy_mwh", "connected_in")),
    ("roofs", ("rooftop_pv_share",), ("name", "owner", "usable_m2", "covered_m2", "capacity_kwp", "connected_in")),
    (
        "products",
        ("product_energy_level",),
        ("name", "enterprise", "has_standard", "standard", "unit", "unit_energy", "level_1", "level_2", "level_3"),
    ),
    (
        "devices",
        ("new_device_grade", "existing_device_grade"),
        ("name", "kind", "enterprise", "model", "number", "in_new_project", "standard", "grade"),
    ),
)
_NAME_LINE, _MOST_LINES = 20, 12_000
"""Characters of a name in a line of the list of enterprises, and lines beyond which it is summed up (500 pages)."""
STATEMENTS = (
    # statement, its short title, the indicators that count it
    ("diagnosed", "诊断", "digital_diagnosis_share"),
    ("benchmark", "能效标杆", "benchmark_efficiency_share"),
    ("footprint", "碳足迹", "carbon_footprint_share"),
    ("disclosed", "信息披露", "environmental_disclosure_share"),
    ("green_factory", "绿色工厂", "green_factory_share"),
    ("green_supply_chain", "绿色供应链", "green_factory_share"),
    ("verified", "碳核查", "carbon_verification_share"),
    ("cleaner_production", "清洁生产", "cleaner_production_share"),
    ("on_platform", "接入平台", "platform_coverage_share"),
)


def list_tables(material: Material, indicators: Iterable[str]) -> tuple[b.Block, ...]:
    """A table for each list that one of the indicators is read from; nothing for lists without rows."""
    wanted = set(indicators)
    made = [_enterprises(material, wanted)]
    record = material.evaluation.base.view.record
    for name, answers, fields in _LISTS:
        if wanted.isdisjoint(answers):
            continue
        rows: Sequence[Row] = getattr(record, name, ()) if name == "vehicles" else getattr(material.project, name)
        made.append(_table(material, name, rows, fields))
    return tuple(table for table in made if table is not None)


def _table(material: Material, name: str, rows: Sequence[Row], fields: Sequence[str]) -> b.Table | None:
    if not rows:
        return None
    model = type(rows[0])
    columns = [b.Column("序号", align="center", weight=0.8)]
    for field in fields:
        info = model.model_fields[field]
        extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
        number = any(
            isinstance(getattr(row, field), Decimal | int) and not isinstance(getattr(row, field), bool) for row in rows
        )
        text = field in ("name", "owner", "enterprise")
        columns.append(
            b.Column(
                info.title or field, str(extra.get("unit", "")), "right" if number else "left", 2.6 if text else 1.6
            )
        )
    made = []
    for position, row in enumerate(rows, 1):
        cells = [cell_text(getattr(row, field), year=field.endswith(("_in", "_from"))) for field in fields]
        made.append(
            (str(position), *cells, quoted(material.evidence(getattr(row, "evidence", ())), 3) or wording.BLANK)
        )
    columns.append(b.Column("佐证", align="center", weight=1.6))
    titles = {"vehicles": f"{material.period.base_year}年车辆"}
    title = titles.get(name) or type(material.project).model_fields[name].title
    return b.Table(columns, made, f"{title}清单", f"list.{name}", dense=True)


def cell_text(value: Any, *, year: bool = False) -> str:
    """A field as a cell shows it: a dash for what is not filled in."""
    if value is None or value == "":
        return wording.BLANK
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Enum):
        return str(getattr(value, "label", value.value))
    if isinstance(value, Decimal | int):
        return str(value) if year else wording.entered(value)
    return str(value)


def _enterprises(material: Material, wanted: set[str]) -> b.Table | None:
    statements = [(field, title) for field, title, indicator in STATEMENTS if indicator in wanted]
    members = material.members
    if not statements or not members:
        return None
    if sum(ceil(len(each.name) / _NAME_LINE) or 1 for each in members) > _MOST_LINES:
        return _by_division(members, statements)
    columns = (
        b.Column("序号", align="center", weight=0.9),
        b.Column("企业名称", weight=4.6),
        b.Column("行业代码", align="center", weight=1.3),
        b.Column("规上", align="center", weight=0.8),
        *(b.Column(title, align="center", weight=1.1) for _, title in statements),
    )
    answered: list[list[Answer]] = [[each.above_scale for each in members]]
    answered += [[each.value for each in material.statements(field)] for field, _ in statements]
    names = [each.name or wording.BLANK for each in members]
    codes = [each.industry_code or wording.BLANK for each in members]
    marks = ([_MARKS[each] for each in answers] for answers in answered)
    rows: list[b.Row] = [*zip(map(str, count(1)), names, codes, *marks, strict=False)]
    total: b.Row = ("", b.Cell("合计", bold=True), "", *map(_count, answered))
    note = "✓为是，✗为否，空格为未填；能效标杆一列，“无值”为所属行业没有标杆水平；合计为“是”的企业数。未纳入统计的企业不列。"
    return b.Table(columns, [*rows, total], "纳入统计的企业及其声明事项", "list.enterprises", note, dense=True)


def _by_division(members: Sequence[Enterprise], statements: Sequence[tuple[str, str]]) -> b.Table:
    """How many enterprises of each industry say yes, where a list of them all would fill hundreds of pages."""
    groups: dict[str, list[Enterprise]] = {}
    for each in members:
        groups.setdefault(division(each), []).append(each)
    columns = (
        b.Column("行业", weight=4),
        b.Column("企业数", "家", "right", 1.4),
        b.Column("规上", align="right", weight=1.1),
        *(b.Column(title, align="right", weight=1.1) for _, title in statements),
    )

    def counts(some: Sequence[Enterprise]) -> list[str]:
        return [
            wording.entered(len(some)),
            _count(each.above_scale for each in some),
            *(_count(getattr(each, field).value for each in some) for field, _ in statements),
        ]

    ranked = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    rows: list[b.Row] = [(name, *counts(some)) for name, some in ranked]
    rows.append(tuple(b.Cell(text, bold=True) for text in ("合计", *counts(members))))
    note = (
        f"各栏为“是”的企业数。纳入统计的企业共{wording.entered(len(members))}家，篇幅过长，本表按行业大类汇总，"
        "逐家清单见申报包中《计算底稿》工作簿的“企业”表。"
    )
    return b.Table(columns, rows, "纳入统计的企业及其声明事项", "list.enterprises", note, dense=True)


_MARKS = {None: "", True: "✓", False: "✗", Benchmark.REACHED: "✓", Benchmark.NOT_REACHED: "✗", Benchmark.NO_VALUE: "无值"}
"""How the list of enterprises shows an answer."""

Answer = bool | Benchmark | None
"""What an enterprise says to a statement; None where it does not answer."""


def says_yes(answer: Answer) -> bool:
    """Whether it is the answer that counts."""
    return answer is True or answer is Benchmark.REACHED


def _count(answers: Iterable[Answer]) -> str:
    return wording.entered(sum(map(says_yes, answers)))
