"""What the calculation rests on beside the park's data: the conventions chosen, the coefficients and factors used."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ... import wording
from ...evaluate import Resolver, RowResult, conventions_of
from ...facts.coefficients import (
    Sourced,
    calorific,
    carbon,
    combustion,
    equivalent,
    heat_factor_source,
    process_factor_source,
    process_name,
)
from ...project.statements import ConventionChoice
from ...rules import Certainty, Convention, EnergyType, Nature
from .. import blocks as b
from ..material import Material


def used_conventions(material: Material, rows: Iterable[RowResult]) -> tuple[Convention, ...]:
    """The conventions that the rows rest on, in the order of the rules.

    Those that bind no name are found by the rows that they say they concern.
    """
    rows, year = tuple(rows), material.period.base_year
    used: set[str] = set()
    for row in rows:
        for horizon in row.horizons.values():
            if horizon.measure:
                used.update(conventions_of(material.evaluation, horizon.measure, year))
    bound = {*material.rules.bound_names.values(), "fuel_factor_set", "electricity_equivalent"}
    numbers = {row.row.number for scheme in material.city for row in scheme.rows if any(row is one for one in rows)}
    names = {row.row.name for row in rows}
    return tuple(
        each
        for key, each in material.rules.conventions.items()
        if key in used or (key not in bound and _concerns(each, numbers, names))
    )


def _concerns(convention: Convention, numbers: set[int], names: set[str]) -> bool:
    """Whether the rows that the convention names in words are among these."""
    if any(name in convention.rows for name in names):
        return True
    said = re.search(r"第 ([\d、]+) 行", convention.rows)
    return said is not None and not numbers.isdisjoint(int(number) for number in said[1].split("、"))


def choice_of(material: Material, convention: Convention) -> tuple[str, str, ConventionChoice | None]:
    """The reading that holds: its title, how well it is founded, and the park's own choice if it made one."""
    resolver = material.evaluation.base
    choice = resolver.choices.get(convention.id, convention.default)
    alternative = convention.alternative(choice)
    own = next(
        (
            row
            for row in material.project.conventions
            if row.convention == convention.id and convention.id in resolver.choices
        ),
        None,
    )
    if alternative is not None:
        return alternative.title, alternative.certainty.label, own
    fuel_set = material.rules.fuel_set(choice)
    return fuel_set.title, fuel_set.certainty.label, own


def conventions_table(material: Material, rows: Iterable[RowResult]) -> tuple[b.Block, ...]:
    """The conventions, with the choice, why, and what is known."""
    table = []
    for convention in used_conventions(material, rows):
        title, certainty, own = choice_of(material, convention)
        why = f"选择理由：{own.note}" if own and own.note.strip() else convention.note
        made = "园区选定" if own else "默认"
        table.append((convention.title, convention.rows, f"{title}（{made}）", certainty, why))
    columns = (
        b.Column("口径", weight=3),
        b.Column("适用指标", weight=2.4),
        b.Column("采用的选择", weight=3.4),
        b.Column("把握程度", align="center", weight=1.8),
        b.Column("说明", weight=5.4),
    )
    return (
        (
            b.Table(
                columns,
                table,
                "采用的口径",
                "table.conventions",
                dense=True,
                note="适用指标未注明的，为无锡市指标表的行号。",
            ),
        )
        if table
        else ()
    )


# --------------------------------------------------------------------------- coefficients and factors


def _shown(found: Sourced | None) -> str:
    return wording.factor(found.value) if found else wording.BLANK


def _sources(found: Iterable[Sourced | None]) -> tuple[str, str]:
    known = [each for each in found if each is not None]
    return (
        "；".join(dict.fromkeys(each.source for each in known)),
        "；".join(dict.fromkeys(wording.certainty(each.certainty) for each in known)),
    )


def _kinds(resolver: Resolver) -> list[EnergyType]:
    record = resolver.view.record
    rows = record.energy if record else ()
    return [resolver.rules.energy_types[row.energy] for row in rows if row.energy in resolver.rules.energy_types]


def coefficients_table(material: Material) -> tuple[b.Block, ...]:
    """Standard coal for one unit of each kind in the base year's balance."""
    resolver = material.evaluation.base
    rows = []
    for kind in _kinds(resolver):
        found = calorific(resolver.view, kind), equivalent(resolver.view, kind)
        source, certainty = _sources(found)
        rows.append((kind.name, f"吨标准煤/{kind.unit}", _shown(found[0]), _shown(found[1]), source, certainty))
    columns = (
        b.Column("能源品种", weight=2),
        b.Column("单位", align="center", weight=2.6),
        b.Column("当量值", align="right", weight=1.6),
        b.Column("等价值", align="right", weight=1.6),
        b.Column("来源", weight=5),
        b.Column("把握程度", align="center", weight=2.2),
    )
    caption = f"折标准煤系数（{resolver.year}年）"
    return (b.Table(columns, rows, caption, "table.coefficients", dense=True),) if rows else ()


def fuel_table(material: Material) -> tuple[b.Block, ...]:
    """CO2 of burning one unit of each fossil kind, and of all its carbon, with what the set multiplies."""
    resolver = material.evaluation.base
    fuel_set = material.rules.fuel_set(resolver.view.fuel_set)
    rows, sources = [], []
    for kind in _kinds(resolver):
        if kind.nature is not Nature.FOSSIL:
            continue
        found = combustion(resolver.view, kind), carbon(resolver.view, kind)
        source, certainty = _sources(found)
        sources.append(source)
        default = fuel_set.factor(kind.fuel) if kind.fuel else None
        own = default is None or found[0] is None or found[0].value != default.tco2_per_unit
        made = (
            [wording.BLANK] * 3
            if own or default is None
            else [
                wording.entered(default.ncv_gj_per_unit),
                wording.entered(default.carbon_tc_per_gj),
                wording.entered(default.oxidation),
            ]
        )
        rows.append((kind.name, kind.unit, *made, _shown(found[0]), _shown(found[1]), certainty))
    columns = (
        b.Column("能源品种", weight=2),
        b.Column("单位", align="center", weight=1.7),
        b.Column("低位发热量", "吉焦/单位", "right", 2),
        b.Column("单位热值含碳量", "吨碳/吉焦", "right", 2.2),
        b.Column("氧化率", align="right", weight=1.2),
        b.Column("燃烧排放因子", "吨二氧化碳/单位", "right", 2.2),
        b.Column("含碳量折二氧化碳", "吨二氧化碳/单位", "right", 2.4),
        b.Column("把握程度", align="center", weight=2),
    )
    note = (
        "燃烧排放因子 = 低位发热量 × 单位热值含碳量 × 氧化率 × 44 ÷ 12；含碳量折二氧化碳用于加工转换的碳平衡，"
        "氧化率按100%。"
    )
    caption = f"化石燃料排放因子（{resolver.year}年）"
    source = "；".join(dict.fromkeys(filter(None, sources)))
    return (b.Table(columns, rows, caption, "table.fuels", note, source, dense=True),) if rows else ()


def power_table(material: Material) -> tuple[b.Block, ...]:
    """The factors of power and heat in the base year, and the coal rate of power in each year with data."""
    evaluation, rules = material.evaluation, material.rules
    resolver = evaluation.base
    rows = []
    for name in dict.fromkeys(("ordinary_power_factor", "industrial_ordinary_power_factor")):
        factor = rules.factors.get(resolver.target(name))
        if factor is not None:
            rows.append(
                (
                    factor.title,
                    wording.factor(factor.value),
                    wording.unit(factor.unit),
                    rules.reference(factor.reference).title,
                    factor.certainty.label,
                )
            )
    rows = list(dict.fromkeys(rows))
    heat = heat_factor_source(resolver.view)
    rows.append(
        (
            f"化石能源热力排放因子（{resolver.year}年）",
            wording.factor(heat.value),
            heat.unit,
            heat.source,
            wording.certainty(heat.certainty),
        )
    )
    electricity = rules.energy_type("electricity")
    for year in (year for year in material.years if material.record(year)):
        found = equivalent(evaluation.resolver(year).view, electricity)
        if found is not None:
            rows.append(
                (
                    f"电力等价值折标准煤系数（{year}年）",
                    wording.factor(found.value),
                    found.unit,
                    found.source,
                    wording.certainty(found.certainty),
                )
            )
    columns = (
        b.Column("因子", weight=4),
        b.Column("数值", align="right", weight=1.4),
        b.Column("单位", align="center", weight=2.6),
        b.Column("来源", weight=4.4),
        b.Column("把握程度", align="center", weight=2),
    )
    return (
        b.Table(
            columns,
            rows,
            "电力和热力因子",
            "table.power",
            dense=True,
            note="绿电直供、绿电交易和绿证对应电量，以及非化石能源热力的排放因子为0。",
        ),
    )


def process_table(material: Material) -> tuple[b.Block, ...]:
    """The factors of process products of the base year; nothing where there are none."""
    view = material.evaluation.base.view
    rows = []
    for product in view.record.process if view.record else ():
        found = process_factor_source(view, product.key)
        if found is not None:
            rows.append(
                (
                    process_name(view, product.key),
                    product.route,
                    wording.factor(found.value),
                    found.source,
                    wording.certainty(found.certainty),
                )
            )
    columns = (
        b.Column("产品", weight=2),
        b.Column("工艺路线", weight=3),
        b.Column("排放因子", "吨二氧化碳/吨", "right", 2.4),
        b.Column("来源", weight=4),
        b.Column("把握程度", align="center", weight=2),
    )
    return (b.Table(columns, rows, f"工业过程排放因子（{view.year}年）", "table.process", dense=True),) if rows else ()


def certainty_note() -> b.Block:
    """What the grades of certainty mean."""
    grades = "、".join(each.label for each in Certainty)
    return b.Paragraph(
        f"“把握程度”说明数值或读法的出处：{grades}；园区自行测定或填报的，注明“{wording.certainty('measured')}”。"
        "除官方文本外，以主管部门确认的为准。"
    )
