"""Tables of indicators by class: how they stand, what is aimed at, and the conditions of application.

Exempt rows and unclaimed incentive rows are in none of them; they stand in the 免列说明 and the self-assessment.
"""

from __future__ import annotations

from collections.abc import Sequence

from ... import wording
from ...evaluate import HorizonName, HorizonResult, RowResult, SchemeResult, Verdict
from ...facts import Gap
from ...project.plan import Target
from ...rules import Certainty, IndicatorClass, IndicatorKind
from ..blocks import Block, Cell, Column, Figure, GapBars, GapRow, Landscape, Paragraph, Table
from ..material import Material
from ..outline import Section
from ..phrases import listed, runs

_CURRENT, _NEAR, _LONG = HorizonName.CURRENT, HorizonName.NEAR_TERM, HorizonName.LONG_TERM
_BOTH_SHOWN = ("renewable_view",)
"""Conventions of which both readings are shown: the plan's table says energy, its text electricity (row 19)."""
_WIDEST_PORTRAIT = 3
"""How many target years fit on a portrait page."""


def value_of(row: RowResult, horizon: HorizonResult) -> str:
    """The value at a horizon as a table shows it; the verdict's word where there is none."""
    shown = wording.row_value(row.row, row.indicator, horizon)
    if shown == wording.BLANK and horizon.verdict in (Verdict.NOT_APPLICABLE, Verdict.UNDEFINED):
        return wording.VERDICTS[horizon.verdict][1]
    return shown


def unit_of(row: RowResult) -> str:
    """The row's unit as a table shows it; a dash for rows that are judged in words."""
    return wording.unit(row.row.unit).strip("—") or wording.BLANK


def limit_of(row: RowResult, horizon: HorizonName) -> str:
    """The demand at a horizon, with what a percentage is taken of."""
    limit = row.horizons[horizon].limit
    shown = wording.limit(limit)
    return f"{shown}（{limit.basis}）" if limit and limit.basis else shown


def _limits(row: RowResult) -> list[str | Cell]:
    """Near- and long-term demand; one cell where they are the same words."""
    near, last = limit_of(row, _NEAR), limit_of(row, _LONG)
    return [Cell(near, colspan=2, align="left")] if near == last and len(near) > 8 else [near, last]


# --------------------------------------------------------------------------- how the park stands


def standing(material: Material, scheme: SchemeResult) -> tuple[Section, ...]:
    """For each class a table of current values, limits, gaps and verdicts, with a figure of the gaps."""
    made = []
    for row_class in material.classes(scheme):
        rows = material.listed(scheme, row_class)
        if any(value_of(row, row.current) != wording.BLANK for row in rows):
            table = standing_table(material, rows, f"{scheme.scheme.short_title}{row_class.label}现状与要求")
            figure = gap_figure(rows, f"{row_class.label}现状与近期要求对照")
            lead = Paragraph(_standing_sentence(rows, row_class))
            made.append(Section(row_class.label, (lead, table, *([figure] if figure else ()))))
    return tuple(made)


def standing_table(material: Material, rows: Sequence[RowResult], caption: str) -> Table:
    """Current value against the near-term limit."""
    one_limit = all(limit_of(row, _NEAR) == limit_of(row, _LONG) for row in rows)
    limits = [Column("目标", align="center", weight=1.8)] if one_limit else [
        Column("近期", align="center", weight=1.7, group="要求"), Column("远期", align="center", weight=1.7, group="要求")]
    columns = (Column("序号", align="center", weight=0.9), Column("指标", weight=3.2),
               Column("单位", align="center", weight=1.6),
               Column("现状", align="right", weight=1.7), *limits, Column("差距", align="center", weight=2.3),
               Column("判定", align="center", weight=1.6))
    made: list[tuple[str | Cell, ...]] = []
    for row in rows:
        current = row.current
        shown = [limit_of(row, _NEAR)] if one_limit else _limits(row)
        made.append((str(row.row.number), row.row.name, unit_of(row), value_of(row, current), *shown,
                     wording.gap(row.row, row.indicator, current) or wording.BLANK, wording.verdict(current.verdict)))
    note = "差距为现状与" + ("目标" if one_limit else "近期要求") + f"之差。{_certainties(rows)}{_other_readings(material, rows)}"
    return Table(columns, tuple(made), caption, note=note, dense=True)


def _certainties(rows: Sequence[RowResult]) -> str:
    """How well the formulas are sourced that no official text states."""
    found: dict[Certainty, list[int]] = {}
    for row in rows:
        found.setdefault(row.indicator.formula_certainty, []).append(row.row.number)
    told = [f"第{runs(numbers)}项为{tag.label}" for tag, numbers in found.items() if tag is not Certainty.OFFICIAL]
    return f"计算公式依据：{'；'.join(told)}，所用口径见《指标计算过程》。" if told else ""


def _other_readings(material: Material, rows: Sequence[RowResult]) -> str:
    """The value under the other reading, for rows of which both are always shown."""
    told = []
    for row in rows:
        convention = material.rules.bound_names().get(row.current.measure)
        if convention not in _BOTH_SHOWN or row.current.value is None:
            continue
        chosen = material.evaluation.base.bindings[row.current.measure]
        for other in material.rules.conventions[convention].alternatives:
            name = other.targets[row.current.measure]
            if name != chosen:
                share = wording.percent(material.evaluation.number(name), row.indicator.decimals)
                told.append(f"第{row.row.number}项另按“{other.title}”计算为{share}。")
    return "".join(told)


def _standing_sentence(rows: Sequence[RowResult], row_class: IndicatorClass) -> str:
    groups = {verdict: [row for row in rows if row.current.verdict is verdict] for verdict in Verdict}
    words = {Verdict.MET: "已达到近期要求", Verdict.NOT_MET: "未达到近期要求", Verdict.MISSING: "数据待补充",
             Verdict.UNDEFINED: "没有可对照的限值或无法计算", Verdict.NOT_APPLICABLE: "不适用"}
    parts = [f"{words[verdict]}的{len(found)}项" for verdict, found in groups.items() if found and verdict in words]
    text = f"列入本次申报的{row_class.label}共{len(rows)}项，其中{'，'.join(parts)}。"
    short = [(row, wording.gap(row.row, row.indicator, row.current)) for row in groups[Verdict.NOT_MET]]
    if short:
        told = "；".join(f"{row.row.name}{f'（{gap}）' if gap else ''}" for row, gap in short)
        text += f"未达到近期要求的是：{told}。"
    return text


def gap_figure(rows: Sequence[RowResult], caption: str) -> Figure | None:
    """Bars of current values, each scaled to its near-term limit; None where no row has a number to draw."""
    made = []
    for row in rows:
        current = row.current
        if current.limit is None or not current.limit.printed:
            continue
        met = {Verdict.MET: True, Verdict.NOT_MET: False}.get(current.verdict)
        unit = "" if row.row.unit == "%" else wording.unit(row.row.unit)
        made.append(GapRow(row.row.name.split("（")[0], current.value, current.limit.printed,
                           current.limit.comparison == ">=", met,
                           "缺数据" if current.value is None else value_of(row, current) + unit,
                           wording.limit(current.limit) + unit))
    if not any(row.value is not None for row in made):
        return None
    return Figure(GapBars(tuple(made)), caption)


def current_gaps(material: Material, scheme: SchemeResult) -> tuple[Gap, ...]:
    """What the current values of the listed rows lack."""
    found: dict[Gap, None] = {}
    for row in material.listed(scheme):
        found.update(dict.fromkeys(row.current.gaps))
    return tuple(found)


# --------------------------------------------------------------------------- what is aimed at


def goals(material: Material, scheme: SchemeResult) -> tuple[Block, ...]:
    """For each class a table of current value, yearly targets, near and long term; wide ones on landscape pages."""
    by_class = {row_class: _with_goals(material.listed(scheme, row_class)) for row_class in material.classes(scheme)}
    by_class = {row_class: rows for row_class, rows in by_class.items() if rows}
    wide = any(len(_target_years(material, rows)) > _WIDEST_PORTRAIT for rows in by_class.values())
    tables = tuple(goal_table(material, rows, f"{scheme.scheme.short_title}{row_class.label}建设目标", with_owner=wide)
                   for row_class, rows in by_class.items())
    if not tables:
        return ()
    lead = Paragraph(f"列入申报的{len(material.listed(scheme))}项指标的现状值和分年度目标按类别列于下表。")
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
    near, last = rows[0].horizons[_NEAR].year, rows[0].horizons[_LONG].year
    own = {year for _, year in _targets(material, rows) if material.period.base_year < year <= last}
    return sorted({near, last, *own})


def goal_table(material: Material, rows: Sequence[RowResult], caption: str, *, with_owner: bool) -> Table:
    """The table of goals; `with_owner` adds who is responsible, which a portrait page has no room for."""
    targets, years = _targets(material, rows), _target_years(material, rows)
    near, last = rows[0].horizons[_NEAR].year, rows[0].horizons[_LONG].year
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
        cells = [_aim(row, year, targets.get((row.row.indicator, year))) for year in years]
        made.append((str(row.row.number), row.row.name, unit_of(row), value_of(row, row.current), *cells, *_limits(row),
                     *([owners or wording.BLANK] if with_owner else [])))
    return Table(columns, tuple(made), caption, dense=True)


def _stage(year: int, near: int, last: int) -> str:
    return "（近期）" if year == near else "（远期）" if year == last else ""


def _aim(row: RowResult, year: int, target: Target | None) -> str:
    for horizon in (_NEAR, _LONG):
        if row.horizons[horizon].year == year:
            if row.indicator.kind is IndicatorKind.CONDITION:  # its finding stands under the base year
                return wording.VERDICTS[row.horizons[horizon].verdict][1]
            return value_of(row, row.horizons[horizon])
    if target is None:
        return wording.BLANK
    return f"{wording.entered(target.value)}{'%' if row.row.unit == '%' else ''}"


def goal_gaps(material: Material, scheme: SchemeResult) -> tuple[Gap, ...]:
    """One gap for each horizon: the numbers of the listed rows without a planned value."""
    made = []
    for name in (_NEAR, _LONG):
        short = [row for row in material.listed(scheme) if row.horizons[name].verdict is Verdict.MISSING
                 and row.indicator.kind is not IndicatorKind.CONDITION]
        if short:
            numbers = runs(row.row.number for row in short)
            made.append(Gap(f"{scheme.scheme.short_title}指标第{numbers}项的{short[0].horizons[name].year}年规划值", "targets"))
    return tuple(made)


def goal_findings(material: Material, scheme: SchemeResult) -> str:
    """Which planned values meet their limit and which do not, at either horizon."""
    made = []
    for name, word in ((_NEAR, "近期"), (_LONG, "远期")):
        rows = material.listed(scheme)
        if not rows:
            continue
        year = rows[0].horizons[name].year
        met = sum(1 for row in rows if row.horizons[name].verdict is Verdict.MET)
        short = [row.row.name for row in rows if row.horizons[name].verdict is Verdict.NOT_MET]
        if met or short:
            scope = "全部" if met == len(rows) else f"{met}项"
            made.append(f"到{year}年，列入申报的{len(rows)}项指标，规划值{scope}达到{word}要求"
                        + (f"，未达到的有{len(short)}项：{listed(short)}" if short else ""))
    return "；".join(made) + "。" if made else ""


# --------------------------------------------------------------------------- comparison and conditions


def comparison(material: Material, scheme: SchemeResult) -> Section:
    """A province's or the nation's rows, as an attachment."""
    info = scheme.scheme
    rows = material.listed(scheme)
    title = f"附件　{info.title}对照"
    left = sum(1 for row in scheme.rows if material.is_left_out(row))
    blocks: list[Block] = []
    if any(row.current.value is not None or row.current.text for row in rows):
        number = f"（{info.number}）" if info.number else ""
        copied = "" if info.certainty is Certainty.OFFICIAL else f"（指标表为{info.certainty.label}）"
        blocks = [Paragraph(f"依据《{info.document.strip('《》')}》{number}{copied}，按同一套数据计算，与{len(rows)}项指标对照如下。")]
        blocks += [standing_table(material, [row for row in rows if row.row.row_class is each],
                                  f"{info.short_title}{each.label}现状与要求")
                   for each in material.classes(scheme) if any(row.row.row_class is each for row in rows)]
        if left:
            blocks.append(Paragraph(f"已列入免列说明的{left}项指标不在本表列出。"))
    return Section(title, tuple(blocks), gaps=current_gaps(material, scheme), numbered=False, new_page=True)


def conditions(material: Material, schemes: Sequence[SchemeResult]) -> tuple[Table | None, tuple[Gap, ...]]:
    """The conditions of application at the level applied for, each with its finding."""
    rows: list[tuple[str | Cell, ...]] = []
    gaps: list[Gap] = []
    seen: set[str] = set()
    for scheme in schemes:
        for result in scheme.conditions:
            gaps += result.gaps
            asked = material.level in [level.value for level in result.condition.levels]
            if result.condition.text in seen or not asked:
                continue
            seen.add(result.condition.text)
            rows.append((scheme.scheme.short_title, result.condition.title, result.condition.text,
                         result.finding or wording.BLANK, _condition_word(result.verdict)))
    columns = (Column("依据", align="center", weight=1.2), Column("条件", weight=1.8), Column("要求", weight=4),
               Column("园区情况", weight=3.2), Column("结论", align="center", weight=1.4))
    return (Table(columns, tuple(rows), "申报条件对照", dense=True) if rows else None), tuple(dict.fromkeys(gaps))


def _condition_word(verdict: Verdict) -> str:
    sign, word = wording.VERDICTS[verdict]
    return f"{sign} {'符合' if verdict is Verdict.MET else '不符合' if verdict is Verdict.NOT_MET else word}"
