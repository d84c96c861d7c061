"""What the park aims at: for each class of a scheme the planned values by year, and whether they meet the limits."""

from __future__ import annotations

from collections.abc import Sequence

from ... import wording
from ...evaluate import HorizonName, RowResult, SchemeResult, Verdict
from ...facts import Gap
from ...project.plan import Target
from ...rules import IndicatorKind
from ..blocks import Block, Cell, Column, Landscape, Paragraph, Table
from ..material import Material
from ..phrases import listed, runs
from .indicators import addresses_of, limits_of, marked, unit_of, value_of

_WIDEST_PORTRAIT = 3
"""How many target years fit on a portrait page."""


def goal_blocks(material: Material, schemes: Sequence[SchemeResult]) -> tuple[Block, ...]:
    """How the planned values meet the limits, and for each class a table of them; wide ones on landscape pages."""
    groups = [(scheme, f"{scheme.scheme.short_title}{row_class.label}建设目标", rows) for scheme in schemes
              for row_class in material.classes(scheme) if (rows := _with_goals(material.listed(scheme, row_class)))]
    wide = any(len(_target_years(material, rows)) > _WIDEST_PORTRAIT for _, _, rows in groups)
    tables = tuple(goal_table(material, scheme, rows, caption, with_owner=wide) for scheme, caption, rows in groups)
    if not tables:
        return ()
    found = "".join(f"对照《{scheme.scheme.title}》，{text}" for scheme in schemes
                    if (text := goal_findings(material, scheme)))
    lead = Paragraph(found or "各项指标的现状值和分年度目标按类别列表。")
    return (lead, Landscape(tables)) if wide else (lead, *tables)


def _with_goals(rows: Sequence[RowResult]) -> Sequence[RowResult]:
    """The rows, or none of them where none has a value at any horizon."""
    told = any(value_of(row, horizon) != wording.BLANK for row in rows for horizon in row.horizons.values())
    return rows if told else ()


def _targets(material: Material, rows: Sequence[RowResult]) -> dict[tuple[str, int], Target]:
    names = {row.row.indicator for row in rows}
    return {(each.indicator, each.year): each for each in material.project.targets
            if each.indicator in names and each.value is not None and each.year is not None}


def _target_years(material: Material, rows: Sequence[RowResult]) -> list[int]:
    """The years after the base year that are aimed at: near and long term, and those with targets of their own."""
    near, last = rows[0].horizons[HorizonName.NEAR_TERM].year, rows[0].horizons[HorizonName.LONG_TERM].year
    own = {year for _, year in _targets(material, rows) if material.period.base_year < year <= last}
    return sorted({near, last, *own})


def goal_table(material: Material, scheme: SchemeResult, rows: Sequence[RowResult], caption: str, *,
               with_owner: bool) -> Table:
    """The table of goals; `with_owner` adds who is responsible, which a portrait page has no room for."""
    targets, years = _targets(material, rows), _target_years(material, rows)
    near, last = rows[0].horizons[HorizonName.NEAR_TERM].year, rows[0].horizons[HorizonName.LONG_TERM].year
    columns = (
        Column("序号", align="center", weight=0.8), Column("指标", weight=3.4), Column("单位", align="center", weight=1.6),
        Column(f"{material.period.base_year}年", align="right", weight=1.4, group="现状"),
        *(Column(f"{year}年{_stage(year, near, last)}", align="right", weight=1.5, group="规划目标") for year in years),
        Column("近期", align="center", weight=1.5, group="指标要求"), Column("远期", align="center", weight=1.5, group="指标要求"),
        *([Column("责任单位", weight=2.2)] if with_owner else []),
    )
    made: list[tuple[str | Cell, ...]] = []
    for row in rows:
        owners = listed(sorted({t.owner for (name, _), t in targets.items() if name == row.row.indicator and t.owner}))
        cells = [_aim(scheme, row, year, targets.get((row.row.indicator, year))) for year in years]
        made.append((str(row.row.number), row.row.name, unit_of(row), value_of(row, row.current), *cells,
                     *limits_of(row),
                     *([owners or wording.BLANK] if with_owner else [])))
    return Table(columns, tuple(made), caption, dense=True, row_addresses=addresses_of(rows))


def _stage(year: int, near: int, last: int) -> str:
    return "（近期）" if year == near else "（远期）" if year == last else ""


def _aim(scheme: SchemeResult, row: RowResult, year: int, target: Target | None) -> str | Cell:
    for horizon in (HorizonName.NEAR_TERM, HorizonName.LONG_TERM):
        if row.horizons[horizon].year == year:
            return marked(scheme, row, horizon.value, value_of(row, row.horizons[horizon]))
    if target is None:
        return wording.BLANK
    return f"{wording.entered(target.value)}{'%' if row.row.unit == '%' else ''}"


def goal_gaps(material: Material, scheme: SchemeResult) -> tuple[Gap, ...]:
    """One gap for each horizon: the numbers of the listed rows without a planned value."""
    made = []
    for name in (HorizonName.NEAR_TERM, HorizonName.LONG_TERM):
        short = [row for row in material.listed(scheme) if row.horizons[name].verdict is Verdict.MISSING
                 and row.indicator.kind is not IndicatorKind.CONDITION]
        if short:
            numbers = runs(row.row.number for row in short)
            made.append(Gap(f"{scheme.scheme.short_title}指标第{numbers}项的{short[0].horizons[name].year}年规划值", "targets"))
    return tuple(made)


def goal_findings(material: Material, scheme: SchemeResult) -> str:
    """Which planned values meet their limit and which do not, at either horizon."""
    made: list[str] = []
    for name, word in ((HorizonName.NEAR_TERM, "近期"), (HorizonName.LONG_TERM, "远期")):
        rows = material.listed(scheme)
        if not rows:
            continue
        year = rows[0].horizons[name].year
        met = sum(1 for row in rows if row.horizons[name].verdict is Verdict.MET)
        short = [row.row.name for row in rows if row.horizons[name].verdict is Verdict.NOT_MET]
        blank = sum(1 for row in rows if row.horizons[name].verdict is Verdict.MISSING)
        if met or short:
            who = "" if made else f"列入申报的{len(rows)}项指标"
            scope = "全部达到" if met == len(rows) else f"有{met}项达到" if met else "没有一项达到"
            made.append(f"{who}到{year}年{scope}{word}要求"
                        + (f"，未达到的有{len(short)}项（{listed(short)}）" if short else "")
                        + (f"，{blank}项尚无规划值" if blank else ""))
    return "；".join(made) + "。" if made else ""
