"""指标自评表: every row of the city's table by class, then province and nation, and the conditions of application."""

from __future__ import annotations

from collections.abc import Sequence

from ... import wording
from ...evaluate import ConditionResult, HorizonName, HorizonResult, RowResult, SchemeResult, Verdict
from ...project.plan import Target
from ...rules import IndicatorClass, IndicatorKind
from .. import blocks as b
from ..material import Material
from ..outline import Section, headed
from ..parts.annex import annex, annex_foot, annex_head
from ..parts.explanations import explanations
from ..parts.indicators import addresses_of, marked
from ..parts.standing import certainties, other_readings
from ..phrases import runs
from ..proofs import linked, papers_of
from .calculation_factors import choice_of, used_conventions

_LONG = "见表后说明"
_MOST_IN_CELL = 60
"""Characters of a remark beyond which it stands below the table: in its narrow column the row would fill a page."""
_PLANNED = (HorizonName.NEAR_TERM, HorizonName.LONG_TERM)


def document(material: Material) -> b.Document:
    """The document of a park."""
    title = "零碳园区建设指标自评表"
    sections = [*(_scheme(material, scheme) for scheme in (*material.city, *material.compared)),
                explanations(material)]
    pages = b.Landscape((*annex_head(material, title), _reading(material), *headed(sections), *annex_foot(material)))
    return annex("self_assessment", material, title, (pages,))


def _reading(material: Material) -> b.Paragraph:
    period = material.period
    return b.Paragraph(
        f"现状为{period.base_year}年数值，与近期限值比较；近期、远期规划值由园区提出或由规划年数据计算，其后的✓表示达到该期限值，"
        "✗表示未达到。差距以指标单位计。各数值的算式、数据和来源见《指标计算过程》。"
    )


def _scheme(material: Material, scheme: SchemeResult) -> Section:
    blocks: list[b.Block] = [b.Paragraph(text) for text in _summary(material, scheme)]
    blocks += [block for each in material.classes(scheme) for block in _table(material, scheme, each)]
    if scheme.conditions:
        blocks.append(_conditions(scheme.conditions, f"{scheme.scheme.short_title}申报条件"))
    return Section(scheme.scheme.title, tuple(blocks))


def _rows(material: Material, scheme: SchemeResult, row_class: IndicatorClass) -> list[RowResult]:
    return [
        row
        for row in scheme.rows
        if row.row.row_class is row_class and not material.is_left_out(row)
    ]


def _summary(material: Material, scheme: SchemeResult) -> list[str]:
    """How many rows of each class stand how, and how many are left out."""
    number = f"（{scheme.scheme.number}）" if scheme.scheme.number else ""
    said = []
    for each in material.classes(scheme):
        rows = _rows(material, scheme, each)
        counts = [
            (wording.VERDICTS[verdict][1], sum(1 for row in rows if row.current.verdict is verdict))
            for verdict in Verdict
        ]
        parts = "，".join(f"{word}{count}项" for word, count in counts if count)
        if rows:
            said.append(f"{each.label}{len(rows)}项，{parts}")
    left_out = len(scheme.rows) - sum(len(_rows(material, scheme, each)) for each in material.classes(scheme))
    if not said:
        return [f"全部{left_out}项按规定免列，见《免列说明》。"] if left_out else []
    beside = f"，除按规定免列的{left_out}项（见《免列说明》）外" if left_out else ""
    return [f"依据《{scheme.scheme.document}》{number}{beside}，按现状自评：{'；'.join(said)}。"]


# --------------------------------------------------------------------------- table of a class


def _table(material: Material, scheme: SchemeResult, row_class: IndicatorClass) -> tuple[b.Block, ...]:
    """The table with its long remarks below it; nothing where no row is shown."""
    rows = _rows(material, scheme, row_class)
    if not rows:
        return ()
    current, near, long = (rows[0].horizons[name].year for name in HorizonName)
    near_term, long_term = f"近期（{near}年）", f"远期（{long}年）"
    columns = (
        b.Column("一级指标", align="center", weight=1.7),
        b.Column("序号", align="center", weight=0.7),
        b.Column("二级指标", weight=2.7),
        b.Column("单位", align="center", weight=1.4),
        b.Column(f"{current}年", align="right", weight=1.4, group="现状"),
        b.Column("限值", align="right", weight=1.3, group=near_term),
        b.Column("规划值", align="right", weight=1.4, group=near_term),
        b.Column("限值", align="right", weight=1.3, group=long_term),
        b.Column("规划值", align="right", weight=1.4, group=long_term),
        b.Column("结果", align="center", weight=1.5, group="评价情况"),
        b.Column("差距", weight=1.9, group="评价情况"),
        b.Column("口径", weight=3.4),
        b.Column("佐证编号", weight=1.8),
        b.Column("说明", weight=2.3),
    )
    made = [(row.row.category or row.indicator.theme, *_cells(material, scheme, row)) for row in rows]
    judged = any(row.indicator.kind in (IndicatorKind.LIST, IndicatorKind.CONDITION) for row in rows)
    words = "现状一栏为文字的，逐项判定。" if judged else ""
    note = f"{words}{certainties(rows)}{other_readings(material, rows)}"
    table = b.Table(columns, made, f"{scheme.scheme.short_title}{row_class.label}自评", note=note, dense=True,
                    row_addresses=addresses_of(rows))
    return table, *_long_remarks(material, rows)


def _long_remarks(material: Material, rows: Sequence[RowResult]) -> list[b.Paragraph]:
    """The remarks that are too long for their cells, each with the rows that it belongs to."""
    found: dict[str, list[int]] = {}
    for row in rows:
        remark = _remark(material, row)
        if len(remark) > _MOST_IN_CELL:
            found.setdefault(remark, []).append(row.row.number)
    return [b.Paragraph(f"第{runs(numbers)}项说明：{remark}。", "note") for remark, numbers in found.items()]


def _cells(material: Material, scheme: SchemeResult, row: RowResult) -> tuple[str | b.Cell, ...]:
    current = row.current
    planned: list[b.Cell] = []
    for name in _PLANNED:
        result = row.horizons[name]
        planned += [marked(scheme, row, f"{name.value}_limit", wording.limit(result.limit)),
                    marked(scheme, row, name.value, _planned(row, result))]
    return (
        str(row.row.number),
        row.row.name,
        wording.unit(row.row.unit) or wording.BLANK,
        marked(scheme, row, "current", wording.row_value(row.row, row.indicator, current)),
        *planned,
        marked(scheme, row, "verdict", wording.verdict(current.verdict)),
        marked(scheme, row, "gap", wording.gap(row.row, row.indicator, current) or wording.BLANK),
        _readings(material, row) or wording.BLANK,
        b.Cell(linked(papers_of(material, row), 4, "、\n") or "待补充"),
        _LONG if len(remark := _remark(material, row)) > _MOST_IN_CELL else remark or wording.BLANK,
    )


def _readings(material: Material, row: RowResult) -> str:
    """The choices of convention that the current value rests on; their titles stand in 《指标计算过程》."""
    return "；".join(choice_of(material, each)[0] for each in used_conventions(material, [row]))


def _planned(row: RowResult, result: HorizonResult) -> str:
    if result.value is None:
        return (
            wording.BLANK if row.indicator.kind is not IndicatorKind.CONDITION else wording.VERDICTS[result.verdict][1]
        )
    shown = wording.row_value(row.row, row.indicator, result)
    judged = result.verdict in (Verdict.MET, Verdict.NOT_MET)
    return f"{shown}{wording.VERDICTS[result.verdict][0]}" if judged else shown


def _remark(material: Material, row: RowResult) -> str:
    """What is missing, why there is no verdict, the claim, and the note of the target."""
    said: list[str] = []
    if row.current.verdict is Verdict.MISSING:
        said.append(_missing(row.current))
    elif row.current.reason:
        said.append(row.current.reason.rstrip("。"))
    if row.claim is not None:
        said.append(f"申请加分{f'：{row.claim.note.strip()}' if row.claim.note.strip() else ''}".rstrip("。"))
    said += [note for target in _targets(material, row) if (note := target.note.strip().rstrip("。"))]
    return "；".join(dict.fromkeys(said))


def _missing(result: HorizonResult) -> str:
    more = f"等{len(result.gaps)}处" if len(result.gaps) > 1 else ""
    return f"待补充：{result.gaps[0].sentence}{more}" if result.gaps else "待补充"


def _targets(material: Material, row: RowResult) -> list[Target]:
    """The city's targets of the row; what staff noted there concerns the city's limits."""
    if not any(row is each for scheme in material.city for each in scheme.rows):
        return []
    years = [row.horizons[name].year for name in _PLANNED]
    return [
        target for target in material.project.targets if target.indicator == row.row.indicator and target.year in years
    ]


# --------------------------------------------------------------------------- conditions


def _conditions(conditions: Sequence[ConditionResult], caption: str) -> b.Table:
    columns = (
        b.Column("序号", align="center", weight=0.7),
        b.Column("条件", weight=2.4),
        b.Column("要求", weight=5.6),
        b.Column("判定", align="center", weight=1.6),
        b.Column("依据", weight=4.4),
    )
    rows = [
        (str(position), each.condition.title, each.condition.text, _condition_word(each.verdict), _grounds(each))
        for position, each in enumerate(conditions, 1)
    ]
    return b.Table(columns, rows, caption, dense=True)


def _condition_word(verdict: Verdict) -> str:
    sign, word = wording.VERDICTS[verdict]
    return f"{sign} {({Verdict.MET: '符合', Verdict.NOT_MET: '不符合'}).get(verdict, word)}"


def _grounds(each: ConditionResult) -> str:
    if each.gaps:
        return f"待补充：{'；'.join(gap.sentence for gap in each.gaps)}"
    return each.finding or wording.BLANK
