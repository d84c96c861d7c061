"""指标计算过程: for every value its formula, inputs, factors, sources and convention, with digits enough to compute again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ... import wording
from ...evaluate import Step, trace
from .. import blocks as b
from ..material import Material
from ..outline import Section, headed
from ..parts.annex import annex, annex_head
from ..parts.pending import in_short
from ..parts.yearly import Quantity, yearly
from ..phrases import year_span
from .calculation_factors import (
    certainty_note,
    coefficients_table,
    conventions_table,
    fuel_table,
    power_table,
    process_table,
)
from .calculation_lists import list_tables
from .calculation_rows import Measured, measured, row_section, shown_rows, unmeasured
from .calculation_steps import Numbered, step_blocks

_GROUPS = (("综合能源消费量", ("吨标准煤", "按品种")), ("二氧化碳排放量", ("吨二氧化碳",)), ("电量和其他", ()))
"""Headings of the steps that several rows share, by the unit of the result; the last takes the rest."""

_BY_YEAR = ("吨标准煤", "吨二氧化碳", "万千瓦时")
"""Units of the results that are shown for every year."""

_PORTRAIT_YEARS = 4
"""How many years fit on an upright page with all their digits."""


def document(material: Material) -> b.Document:
    """The document of a park."""
    title = "零碳园区建设指标计算过程"
    blocks = (*annex_head(material, title), b.Contents(depth=2), *headed(_sections(material)))
    return annex("calculation", material, title, blocks)


def _sections(material: Material) -> tuple[Section, ...]:
    rows = measured(material)
    traces = {each.measure: _steps(material, each.measures) for each in rows}
    used = Counter(step.name for steps in traces.values() for step in steps)
    every = {step.name: step for steps in traces.values() for step in steps}
    shared = _grouped([step for name, step in every.items() if used[name] > 1])
    own = {each.measure: [step for step in traces[each.measure] if used[step.name] == 1] for each in rows}
    order = [step.name for _, steps in shared for step in steps] + [
        step.name for steps in own.values() for step in steps
    ]
    users: dict[str, set[str]] = {name: set() for name in order}
    for each in rows:
        for step in traces[each.measure]:
            users[step.name].update(row.row.indicator for _, row in each.rows)
    numbered = Numbered(
        material,
        material.period.base_year,
        {name: n for n, name in enumerate(order, 1)},
        {name: frozenset(indicators) for name, indicators in users.items()},
    )
    return (
        Section("计算说明", _introduction(material), new_page=True),
        Section("采用的口径", conventions_table(material, [row for _, row in shown_rows(material)])),
        Section(
            "折标准煤系数和排放因子",
            (
                certainty_note(),
                *coefficients_table(material),
                *fuel_table(material),
                *power_table(material),
                *process_table(material),
            ),
        ),
        Section(
            "各指标共用的计算",
            sections=tuple(
                Section(title, tuple(block for step in steps for block in step_blocks(numbered, step, 3)))
                for title, steps in shared
            ),
        ),
        Section("逐项指标计算", sections=tuple(_by_class(numbered, rows, own))),
        Section("各年计算结果", _years(material, [every[name] for name in order])),
        Section("未能计算的指标", _unmeasured(material)),
        Section("清单明细", _lists(material)),
    )


def _steps(material: Material, measures: Sequence[str]) -> tuple[Step, ...]:
    """The steps of the measures in the base year, each once."""
    found: dict[str, Step] = {}
    for name in measures:
        found.update(
            (step.name, step)
            for step in trace(material.evaluation, name, material.period.base_year)
            if step.name not in found
        )
    return tuple(found.values())


def _grouped(steps: Sequence[Step]) -> list[tuple[str, list[Step]]]:
    """The steps under the headings of `_GROUPS`; a step that others need still comes before them."""
    known = {unit for _, units in _GROUPS for unit in units}
    groups = []
    for title, units in _GROUPS:
        members = [step for step in steps if (step.unit in units if units else step.unit not in known)]
        if members:
            groups.append((title, members))
    return groups


def _introduction(material: Material) -> tuple[b.Block, ...]:
    period = material.period
    schemes = [scheme.scheme for scheme in material.evaluation.schemes.values()]
    documents = "；".join(
        f"《{scheme.document}》{f'（{scheme.number}）' if scheme.number else ''}" for scheme in schemes
    )
    filled = [year for year in material.years if material.record(year)]
    said = [
        f"本文件逐项列出{material.basics.name or '园区'}{period.base_year}年（基准年）各项指标的算式、数据、系数、来源和口径，"
        f"近期目标年为{period.near_term_year}年，远期目标年为{period.long_term_year}年。",
        f"指标和限值依据：{documents}。",
        "碳排放按发改环资〔2025〕910号附件4核算，只计二氧化碳；分子、分母取同一边界、同一年份。",
        "填报的数据按原有位数列出，系数、因子和中间结果列至小数点后六位以内；各步之间不取整，只在最后结果取整，"
        "与限值比较时用未取整的数值。",
    ]
    if material.exempt_indicators:
        said.append("已列入《免列说明》的指标不在本文件中列出。")
    if filled:
        said.insert(1, f"填有数据的年份为{year_span(filled)}。")
    return tuple(b.Paragraph(text) for text in said)


def _by_class(numbered: Numbered, rows: Sequence[Measured], own: dict[str, list[Step]]) -> list[Section]:
    """The rows under scheme and class, each where it first stands."""
    groups: dict[str, list[Section]] = {}
    for each in rows:
        scheme, row = each.rows[0]
        groups.setdefault(f"{scheme.short_title}{row.row.row_class.label}", []).append(
            row_section(numbered, each, own[each.measure])
        )
    return [Section(title, sections=tuple(sections)) for title, sections in groups.items()]


def _years(material: Material, steps: Sequence[Step]) -> tuple[b.Block, ...]:
    """Energy, emissions and power in every year that has them."""
    single = [step for step in steps if step.value is not None and step.unit in _BY_YEAR]
    period = material.period
    years = [
        year
        for year in sorted({*material.years, period.near_term_year, period.long_term_year})
        if any(material.evaluation.number(step.name, year) is not None for step in single)
    ]
    rows = [
        Quantity(
            step.title, wording.unit(step.unit), [material.evaluation.number(step.name, year) for year in years], 4
        )
        for step in single
    ]
    note = f"各年算法与{period.base_year}年相同；“—”为缺少数据。"
    table = yearly(years, rows, "各年能源消费量、排放量和电量", note=note) if years else None
    if table is None:
        return ()
    return (b.Landscape((table,)),) if len(years) > _PORTRAIT_YEARS else (table,)


def _unmeasured(material: Material) -> tuple[b.Block, ...]:
    rows = [
        (
            f"{scheme.short_title}第{row.row.number}项",
            row.row.name,
            in_short(row.current.gaps) or row.current.reason,
        )
        for scheme, row in unmeasured(material)
    ]
    columns = (
        b.Column("指标序号", align="center", weight=2),
        b.Column("指标", weight=4),
        b.Column("缺少的数据或原因", weight=6),
    )
    return (b.Table(columns, rows, "未能计算的指标及所缺数据", dense=True),) if rows else ()


def _lists(material: Material) -> tuple[b.Block, ...]:
    tables = list_tables(material, dict.fromkeys(each.first.row.indicator for each in measured(material)))
    return (b.Landscape(tables),) if tables else ()
