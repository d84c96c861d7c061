"""The park's CO2 by 910 annex 4: totals, structure and intensity over the years."""

from __future__ import annotations

from decimal import Decimal

from ... import wording
from ...rules import Certainty
from ..blocks import Block, Figure, LineTrend, Paragraph, Ring, Run, Series, StackedBars, Table
from ..material import Material
from ..outline import Section
from ..phrases import clauses, listed, main_part, source_note, with_change
from .yearly import Quantity, yearly

PARTS = {"fuel_combustion_tco2": "化石燃料燃烧", "conversion_tco2": "加工转换", "power_tco2": "净受入电力", "heat_tco2": "净受入热力",
         "process_tco2": "工业生产过程"}
"""The terms of the inventory, in the order of the method."""


def section(material: Material, title: str, narrative: str) -> Section:
    """Totals, structure, intensity, and the factors that they rest on."""
    blocks: list[Block] = [*material.narrative(narrative), *_sentences(material, material.told(narrative))]
    made = (inventory(material), parts_figure(material), ring_figure(material), intensity_figure(material))
    blocks += [each for each in made if each]
    return Section(title, tuple(blocks), gaps=material.gaps("emissions_tco2", "carbon_per_unit_energy"),
                   address=f"years/{material.period.base_year}/energy")


def _sentences(material: Material, told: str) -> tuple[Block, ...]:
    years, base = material.years, material.period.base_year
    text = clauses((with_change("二氧化碳排放量", "吨", years, material.numbers("emissions_tco2"), 2, told),
                    with_change("单位能耗碳排放", "吨/吨标准煤", years, material.numbers("carbon_per_unit_energy"), 3, told),
                    with_change("单位工业增加值二氧化碳排放量", "吨二氧化碳/万元", years, material.numbers("carbon_per_value_added"), 3,
                                told)))
    first = f"按发改环资〔2025〕910号附件4核算，{base}年园区{text}" if text else ""
    first += _moved(material)
    blocks: list[Block] = [Paragraph(first)] if first else []
    total = material.evaluation.number("emissions_tco2")
    parts = [(title, value) for name, title in PARTS.items() if (value := material.evaluation.number(name))]
    if total and parts:
        ranked = sorted(parts, key=lambda each: -each[1])
        shares = listed(f"{title}{wording.number(value)}吨（{wording.percent(value / total)}）" for title, value in ranked)
        blocks.append(Paragraph(f"{base}年排放构成：{shares}。" + _balance_note(ranked)))
    return (*blocks, *([Paragraph(_factors(material))] if total is not None else []))


def _moved(material: Material) -> str:
    """Which term makes most of the change since the year before; empty where either year is not complete."""
    if len(material.years) < 2:
        return ""
    years = material.years[-2:]
    terms = [{title: material.evaluation.number(name, year) for name, title in PARTS.items()} for year in years]
    old, new = ({title: value for title, value in each.items() if value is not None} for each in terms)
    told = main_part(old, new, "吨") if len(old) == len(new) == len(PARTS) else ""
    return f"与{years[0]}年相比，{told}" if told else ""


def _balance_note(parts: list[tuple[str, Decimal]]) -> str:
    negative = [title for title, value in parts if value < 0]
    return f"{listed(negative)}为负值，表示送出或转入产品的碳多于投入。" if negative else ""


def _factors(material: Material) -> tuple[Run | str, ...]:
    """The factors in use; footnotes name their sources, and how well they are known where that is not official."""
    evaluation, rules = material.evaluation, material.rules
    power = rules.factors.get(evaluation.base.target("ordinary_power_factor"))
    fuels = rules.fuel_set(evaluation.base.view.fuel_set)
    told: list[Run | str] = []
    if power is not None:
        told += [f"非绿色电力排放因子取{wording.factor(power.value)}{wording.unit(power.unit)}",
                 source_note(rules.reference(power.reference).title, power.certainty), "；"]
    told.append(f"燃料排放因子采用{fuels.title}")
    if fuels.certainty is not Certainty.OFFICIAL:
        told.append(source_note(fuels.title, fuels.certainty))
    return (*told, "。核算只计二氧化碳，不含碳汇、碳捕集和碳信用抵扣。")


def inventory(material: Material) -> Table | None:
    """The terms of the inventory and the intensities, by year."""
    rows = [Quantity(title, "吨二氧化碳", material.numbers(name), 2) for name, title in PARTS.items()]
    abroad = material.numbers("international_fuel_tco2")
    if any(abroad):  # annex 4: not deducted, but listed apart
        rows.insert(1, Quantity("其中：国际航空、航运燃料", "吨二氧化碳", abroad, 2))
    rows += [Quantity("二氧化碳排放总量", "吨二氧化碳", material.numbers("emissions_tco2"), 2, bold=True),
             Quantity("单位能耗碳排放", "吨/吨标准煤", material.numbers("carbon_per_unit_energy"), 3, bold=True),
             Quantity("单位工业增加值二氧化碳排放量", "吨二氧化碳/万元", material.numbers("carbon_per_value_added"), 3)]
    return yearly(material.years, rows, "二氧化碳排放量", bookmark="table.carbon", source="按原始数据计算，过程见《指标计算过程》")


def parts_figure(material: Material) -> Figure | None:
    """Bars of the emissions by term; terms below zero are not drawn."""
    years = [year for year in material.years if material.evaluation.number("emissions_tco2", year) is not None]
    if not years:
        return None
    series, negative = [], False
    for name, title in PARTS.items():
        values = [material.evaluation.number(name, year) or Decimal(0) for year in years]
        negative = negative or any(value < 0 for value in values)
        if any(value > 0 for value in values):
            series.append(Series(title, tuple(max(value, Decimal(0)) / 10000 for value in values)))
    chart = StackedBars(tuple(f"{year}年" for year in years), tuple(series), "万吨二氧化碳")
    return Figure(chart, "二氧化碳排放量及构成", "figure.carbon", note="负值项未画出。" if negative else "") if series else None


def ring_figure(material: Material) -> Figure | None:
    """The structure of the base year's emissions."""
    parts = tuple((title, value / 10000) for name, title in PARTS.items()
                  if (value := material.evaluation.number(name)) is not None and value > 0)
    if not parts or material.evaluation.number("emissions_tco2") is None:
        return None
    return Figure(Ring(parts, "万吨二氧化碳", "碳排放"), f"{material.period.base_year}年二氧化碳排放结构", "figure.carbon_structure")


def intensity_figure(material: Material) -> Figure | None:
    """单位能耗碳排放 of the years, what is aimed at, and the city's near-term limit."""
    values = material.numbers("carbon_per_unit_energy")
    if sum(value is not None for value in values) < 2:
        return None
    period = material.period
    years = (*material.years, *range(period.base_year + 1, period.long_term_year + 1))
    targets = {target.year: target.value for target in material.project.targets
               if target.indicator == "carbon_per_unit_energy"}
    actual = Series("实际值", tuple(values) + (None,) * (len(years) - len(values)))
    aim = tuple(values[-1] if year == period.base_year else targets.get(year) for year in years)
    target = (Series("目标值", aim),) if any(targets.get(year) is not None for year in years) else ()
    chart = LineTrend(tuple(str(year) for year in years), (actual,), "吨/吨标准煤", target, _limit(material))
    return Figure(chart, "单位能耗碳排放变化和目标", "figure.intensity")


def _limit(material: Material) -> tuple[str, Decimal] | None:
    for scheme in material.city:
        row = scheme.row_of("carbon_per_unit_energy")
        if row and row.current.limit and row.current.limit.printed is not None:
            return f"{scheme.scheme.short_title}近期要求", row.current.limit.printed
    return None
