"""Where energy and emissions go with the key projects (910 annex 2, part 2.1)."""

from __future__ import annotations

from ... import wording
from ...facts import Gap
from ...pathway import TrendYear, trend
from ..blocks import Block, Column, Figure, LineTrend, Paragraph, Series, Table
from ..material import Material
from ..outline import Section
from ..phrases import tells
from .projects import field_gaps

_TEN_THOUSAND = 10_000


def section(material: Material, title: str, narrative: str) -> Section:
    """Past years as computed, later years as planned or projected, with how the projection is made."""
    years = trend(material.evaluation)
    blocks: list[Block] = [*material.narrative(narrative)]
    told = [each for each in years if each.energy_tce is not None or each.emissions_tco2 is not None]
    if told:
        blocks += [*_sentences(material, told, material.told(narrative)), _table(told, material.period.base_year),
                   *_figures(told, material.period.base_year)]
    return Section(title, tuple(blocks), gaps=_gaps(material), address=f"years/{material.period.base_year}/energy")


def _sentences(material: Material, years: list[TrendYear], said: str) -> tuple[Block, ...]:
    base, last = next((each for each in years if each.year == material.period.base_year), None), years[-1]
    made = []
    if base is not None and last.year > base.year:
        parts = []
        for name, what, unit in (("energy_tce", "综合能源消费量（等价值）", "吨标准煤"), ("emissions_tco2", "二氧化碳排放量", "吨")):
            old, new = getattr(base, name), getattr(last, name)
            if old is not None and new is not None and not tells(said, f"{wording.number(new)}{unit}"):
                parts.append(f"{what}为{wording.number(new)}{unit}，{wording.compared(base.year, old, new)}")
        if parts:
            made.append(Paragraph(f"预计到{last.year}年，{'；'.join(parts)}。"))
    if any(each.projected for each in years):
        made.append(Paragraph("预测方法：有规划年份数据的按该年数据计算；没有的以此前最近一个有数据的年份为起点，维持产出规模不变，"
                              "自重点项目建成的次年起扣减其年节能量和年降碳量，不另计新增产能。"))
    return tuple(made)


def _table(years: list[TrendYear], base: int) -> Table:
    columns = (Column("年份", align="center", weight=1.5), Column("综合能源消费量（等价值）", "吨标准煤", "right", 3),
               Column("二氧化碳排放量", "吨", "right", 3), Column("单位能耗碳排放", "吨/吨标准煤", "right", 2.4),
               Column("数据性质", align="center", weight=1.6))
    rows = tuple((f"{each.year}年", wording.number(each.energy_tce), wording.number(each.emissions_tco2),
                  _intensity(each),
                  _kind(each, base)) for each in years)
    return Table(columns, rows, "能源消费和碳排放趋势", bookmark="table.trend", dense=True)


def _intensity(each: TrendYear) -> str:
    if each.energy_tce is None or each.emissions_tco2 is None or not each.energy_tce:
        return wording.BLANK
    return wording.number(each.emissions_tco2 / each.energy_tce, 3)


def _kind(each: TrendYear, base: int) -> str:
    return "预测" if each.projected else "规划" if each.year > base else "实际"


def _figures(years: list[TrendYear], base: int) -> tuple[Figure, ...]:
    made = []
    for name, title, unit in (("energy_tce", "综合能源消费量（等价值）趋势", "万吨标准煤"), ("emissions_tco2", "二氧化碳排放量趋势", "万吨二氧化碳")):
        values = [None if (value := getattr(each, name)) is None else value / _TEN_THOUSAND for each in years]
        past = tuple(value if each.year <= base else None for each, value in zip(years, values, strict=True))
        ahead = tuple(value if each.year >= base else None for each, value in zip(years, values, strict=True))
        if any(value is not None for value in past):
            target = (Series("规划或预测", ahead),) if any(value is not None for value in ahead[1:]) else ()
            chart = LineTrend(tuple(str(each.year) for each in years), (Series("实际", past),), unit, target)
            made.append(Figure(chart, title))
    return tuple(made)


def _gaps(material: Material) -> tuple[Gap, ...]:
    projects = material.project.key_projects
    lacking = list(material.gaps("energy_equivalent_tce", "emissions_tco2", years=(material.period.base_year,)))
    lacking += field_gaps(projects, (("savings_tce", "年节能量"), ("reduction_tco2", "年降碳量"), ("end_year", "建成年份")))
    if not projects:
        lacking.append(Gap("重点项目清单", "key_projects"))
    return tuple(lacking)
