"""How the park stands: for each class of a scheme current values, limits, gaps and verdicts."""

from __future__ import annotations

from collections.abc import Sequence

from ... import wording
from ...evaluate import HorizonName, RowResult, SchemeResult, Verdict
from ...facts import Gap
from ...rules import Certainty, IndicatorClass
from ..blocks import Cell, Column, Figure, GapBars, GapRow, Paragraph, Table
from ..material import Material
from ..outline import Section
from ..phrases import runs
from .indicators import addresses_of, limit_of, limits_of, marked, unit_of, value_of

_BOTH_SHOWN = ("renewable_view",)
"""Conventions of which both readings are shown: the plan's table says energy, its text electricity (row 19)."""


def standing(material: Material, scheme: SchemeResult) -> tuple[Section, ...]:
    """For each class a table of current values, limits, gaps and verdicts, with a figure of the gaps."""
    made = []
    for row_class in material.classes(scheme):
        rows = material.listed(scheme, row_class)
        if any(value_of(row, row.current) != wording.BLANK for row in rows):
            table = standing_table(material, scheme, rows, f"{scheme.scheme.short_title}{row_class.label}现状与要求")
            figure = gap_figure(rows, f"{row_class.label}现状与{_demand(rows)}对照")
            lead = Paragraph(_standing_sentence(rows, row_class))
            made.append(Section(row_class.label, (lead, table, *([figure] if figure else ())),
                                address=f"indicators/{rows[0].row.indicator}"))
    return tuple(made)


def standing_table(material: Material, scheme: SchemeResult, rows: Sequence[RowResult], caption: str) -> Table:
    """Current value against the near-term limit."""
    one_limit = _has_one_limit(rows)
    limit_columns = [Column("目标", align="center", weight=1.8)] if one_limit else [
        Column("近期", align="center", weight=1.7, group="要求"), Column("远期", align="center", weight=1.7, group="要求")]
    columns = (Column("序号", align="center", weight=0.9), Column("指标", weight=3.2),
               Column("单位", align="center", weight=1.6),
               Column("现状", align="right", weight=1.7), *limit_columns, Column("差距", align="center", weight=2.3),
               Column("判定", align="center", weight=1.6))
    made: list[tuple[str | Cell, ...]] = []
    for row in rows:
        current = row.current
        limits: list[str | Cell] = [limit_of(row, HorizonName.NEAR_TERM)] if one_limit else limits_of(row)
        told = {"current": value_of(row, current),
                **dict(zip(("near_term_limit", "long_term_limit"), limits, strict=False)),
                "gap": wording.gap(row.row, row.indicator, current) or wording.BLANK,
                "verdict": wording.verdict(current.verdict)}
        made.append((str(row.row.number), row.row.name, unit_of(row),
                     *(marked(scheme, row, part, shown) for part, shown in told.items())))
    reasons = f"{_reasons(rows)}{certainties(rows)}{other_readings(material, rows)}"
    note = f"差距为现状与{'目标' if one_limit else '近期要求'}之差。{reasons}"
    return Table(columns, tuple(made), caption, note=note, dense=True, row_addresses=addresses_of(rows))


def _has_one_limit(rows: Sequence[RowResult]) -> bool:
    """Whether the scheme demands the same at both horizons."""
    return all(limit_of(row, HorizonName.NEAR_TERM) == limit_of(row, HorizonName.LONG_TERM) for row in rows)


def _demand(rows: Sequence[RowResult]) -> str:
    return "要求" if _has_one_limit(rows) else "近期要求"


def _reasons(rows: Sequence[RowResult]) -> str:
    """Why rows have no verdict."""
    return "".join(f"第{row.row.number}项：{row.current.reason}" for row in rows if row.current.reason)


_FORMULAS = {
    Certainty.SECONDARY: "转引自相关标准或文件",
    Certainty.DIRECT: "由指标名称直接得出",
    Certainty.COMMON: "采用通行算法",
    Certainty.ASSUMPTION: "文件未作规定，按所选口径计算",
    Certainty.UNKNOWN: "未查到依据",
}
"""Where a formula comes from that no official text states, after the numbers of its rows."""


def certainties(rows: Sequence[RowResult]) -> str:
    """How well the formulas are sourced that no official text states."""
    found: dict[Certainty, list[int]] = {}
    for row in rows:
        found.setdefault(row.indicator.formula_certainty, []).append(row.row.number)
    told = [f"第{runs(numbers)}项{_FORMULAS[tag]}" for tag, numbers in found.items() if tag is not Certainty.OFFICIAL]
    return f"计算公式：{'；'.join(told)}。所用口径见《指标计算过程》。" if told else ""


def other_readings(material: Material, rows: Sequence[RowResult]) -> str:
    """The value under the other reading, for rows of which both are always shown."""
    told = []
    for row in rows:
        convention = material.rules.bound_names.get(row.current.measure)
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
    demand = _demand(rows)
    words = {Verdict.MET: f"已达到{demand}", Verdict.NOT_MET: f"未达到{demand}", Verdict.MISSING: "待补充数据",
             Verdict.UNDEFINED: "没有可对照的限值或无法计算", Verdict.NOT_APPLICABLE: "不适用"}
    parts = [(words[verdict], len(found)) for verdict, found in groups.items() if found and verdict in words]
    every = "均" if len(rows) > 1 else ""
    counted = "其中" + "，".join(f"{word}的{count}项" for word, count in parts)
    told = f"{every}{parts[0][0]}" if len(parts) == 1 else counted
    text = f"列入本次申报的{row_class.label}共{len(rows)}项，{told}。"
    short = [(row, wording.gap(row.row, row.indicator, row.current)) for row in groups[Verdict.NOT_MET]]
    if short:
        text += f"未达到的是：{'；'.join(f'{row.row.name}（{gap}）' if gap else row.row.name for row, gap in short)}。"
    return text


def gap_figure(rows: Sequence[RowResult], caption: str) -> Figure | None:
    """Bars of current values, each scaled to its near-term limit; None where no row has a number to draw."""
    made = []
    for row in rows:
        current = row.current
        if current.limit is None or not current.limit.printed:
            continue
        met = {Verdict.MET: True, Verdict.NOT_MET: False}.get(current.verdict)
        unit = wording.unit_after(row.row)
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
