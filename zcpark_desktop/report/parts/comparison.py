"""The same data held against another level's table, and the conditions of application."""

from __future__ import annotations

from collections.abc import Sequence

from ... import wording
from ...evaluate import SchemeResult, Verdict
from ...facts import Gap
from ...rules import Certainty
from ..blocks import Block, Cell, Column, Paragraph, Table
from ..material import Material
from ..outline import Section
from .standing import current_gaps, standing_table

_COPIED = {
    Certainty.SECONDARY: "转引自公开资料",
    Certainty.DIRECT: "据公开资料整理",
    Certainty.COMMON: "据公开资料整理",
    Certainty.ASSUMPTION: "为假定",
    Certainty.UNKNOWN: "未查到原文",
}


def comparison(material: Material, scheme: SchemeResult) -> Section:
    """A province's or the nation's rows, as an attachment."""
    info = scheme.scheme
    rows = material.listed(scheme)
    left = sum(1 for row in scheme.rows if material.is_left_out(row))
    blocks: list[Block] = []
    if any(row.current.value is not None or row.current.text for row in rows):
        number = f"（{info.number}）" if info.number else ""
        copied = "" if info.certainty is Certainty.OFFICIAL else f"（指标表{_COPIED[info.certainty]}）"
        beside = f"；已列入《免列说明》的{left}项指标不再列出，序号与原表一致" if left else ""
        blocks = [Paragraph(f"依据《{info.document.strip('《》')}》{number}{copied}，按同一套数据计算，与{len(rows)}项指标对照如下{beside}。")]
        blocks += [standing_table(material, scheme, [row for row in rows if row.row.row_class is each],
                                  f"{info.short_title}{each.label}现状与要求")
                   for each in material.classes(scheme) if any(row.row.row_class is each for row in rows)]
    return Section(f"{info.title}对照", tuple(blocks), gaps=current_gaps(material, scheme))


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
