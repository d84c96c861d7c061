"""Row by row: what an indicator means, by which convention it is read, how its value comes about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext

from ... import wording
from ...evaluate import HorizonName, HorizonResult, Resolver, RowResult, Step, Verdict, conventions_of
from ...evaluate.resolve import PRECISION
from ...project.statements import ConventionChoice
from ...rules import Convention, IndicatorKind, Scheme
from .. import blocks as b
from ..material import Material
from ..outline import Section
from ..proofs import linked, papers_of
from .calculation_factors import choice_of, used_conventions
from .calculation_steps import Numbered, step_blocks


@dataclass(frozen=True)
class Measured:
    """One measure, and the rows of all schemes that it answers.

    Attributes:
        measure: the name that is evaluated.
        rows: scheme and row, the city's first.
        later: measures that only a later horizon uses (row 23: another base in the long term).
    """

    measure: str
    rows: tuple[tuple[Scheme, RowResult], ...]
    later: tuple[str, ...] = ()

    @property
    def first(self) -> RowResult:
        """The row that the measure is told under."""
        return self.rows[0][1]

    @property
    def measures(self) -> tuple[str, ...]:
        """All measures that are traced."""
        return (self.measure, *self.later)


def shown_rows(material: Material) -> tuple[tuple[Scheme, RowResult], ...]:
    """All rows that this document may show: of every scheme, without those that are exempt."""
    return tuple(
        (scheme.scheme, row)
        for scheme in material.evaluation.schemes.values()
        for row in scheme.rows
        if not material.is_left_out(row)
    )


def measured(material: Material) -> tuple[Measured, ...]:
    """The measures with a value in the base year, each once, in the order of the schemes."""
    target = material.evaluation.base.target
    found: dict[str, list[tuple[Scheme, RowResult]]] = {}
    later: dict[str, dict[str, None]] = {}
    for scheme, row in shown_rows(material):
        if row.current.measure and row.current.value is not None:
            name = target(row.current.measure)
            found.setdefault(name, []).append((scheme, row))
            others = (target(h.measure) for h in row.horizons.values() if h.measure)
            later.setdefault(name, {}).update(dict.fromkeys(other for other in others if other != name))
    return tuple(Measured(name, tuple(rows), tuple(later[name])) for name, rows in found.items())


def unmeasured(material: Material) -> tuple[tuple[Scheme, RowResult], ...]:
    """The rows that have to be computed and cannot be."""
    return tuple(
        (scheme, row)
        for scheme, row in shown_rows(material)
        if row.current.measure
        and row.current.value is None
        and row.current.verdict in (Verdict.MISSING, Verdict.UNDEFINED, Verdict.NOT_CLAIMED)
        and (row.current.gaps or row.current.reason)
    )


def row_section(steps: Numbered, each: Measured, traces: Sequence[Step]) -> Section:
    """The form of an indicator, its steps, and what other conventions would give."""
    material, row = steps.material, each.first
    scheme = each.rows[0][0]
    title = f"{scheme.short_title}第{row.row.number}项　{row.row.name}"
    blocks: list[b.Block] = [_form(material, each)]
    for step in traces:
        blocks += step_blocks(steps, step, 4)
    if not traces and row.indicator.kind is IndicatorKind.LIST:
        blocks.append(b.Paragraph(f"本项逐项判定，判定结果：{row.current.text}。清单见文末“清单明细”。"))
    elif not traces:
        value = wording.row_value(row.row, row.indicator, row.current)
        blocks.append(
            b.Paragraph(f"本项由园区清单逐项累计，不经其他计算，结果为{value}{wording.unit_after(row.row)}，清单见文末“清单明细”。")
        )
    blocks += _alternatives(material, each)
    return Section(title, tuple(blocks), numbered=False, bookmark=f"measure.{each.measure}")


# --------------------------------------------------------------------------- form


def _form(material: Material, each: Measured) -> b.Table:
    indicator = each.first.indicator
    reference = material.rules.reference(indicator.reference).title
    rows: list[tuple[str, b.Content]] = [
        (
            "对应指标",
            "；".join(
                f"{scheme.short_title}第{one.row.number}项（{one.row.row_class.label}）" for scheme, one in each.rows
            ),
        ),
        ("指标定义", indicator.definition),
        ("公式依据", f"{reference}（把握程度：{wording.certainty_aside(indicator.formula_certainty)}）"),
    ]
    chosen = [
        (each.title, choice_of(material, each)[0]) for each in used_conventions(material, [one for _, one in each.rows])
    ]
    if chosen:
        rows.append(("采用口径", "；\n".join(f"{title}：{choice}" for title, choice in chosen)))
    rows.append(("现状", _current(each)))
    planned = _planned(each)
    if planned:
        rows.append(("规划值", planned))
    papers = list(dict.fromkeys(paper for _, one in each.rows for paper in papers_of(material, one)))
    rows.append(("佐证材料", linked(papers) or "待补充"))
    return b.Table(
        (b.Column(weight=1.6), b.Column(weight=8.4)),
        tuple((b.Cell(title, label=True), b.Cell(text)) for title, text in rows),
        style="form",
    )


def _current(each: Measured) -> str:
    row = each.first
    value = wording.row_value(row.row, row.indicator, row.current)
    said = [f"{row.current.year}年为{value}{wording.unit_after(row.row)}"]
    for scheme, one in each.rows:
        if one.current.limit is None:
            said.append(f"{scheme.short_title}：{one.current.reason.rstrip('。') or '限值待补充数据后确定'}")
            continue
        judged = "" if one.current.verdict is Verdict.NOT_CLAIMED else f"，{wording.VERDICTS[one.current.verdict][1]}"
        gap = wording.gap(one.row, one.indicator, one.current)
        said.append(f"{scheme.short_title}要求{wording.limit(one.current.limit)}{judged}{f'，{gap}' if gap else ''}")
    return "；".join(said)


def _planned(each: Measured) -> str:
    row, said = each.first, []
    for name in (HorizonName.NEAR_TERM, HorizonName.LONG_TERM):
        result = row.horizons[name]
        if result.value is not None:
            shown = wording.row_value(row.row, row.indicator, result)
            how = "园区填报的规划值" if result.planned else f"由{result.year}年规划数据按同一算式计算"
            value = f"{shown}{wording.unit_after(row.row)}"
            said.append(f"{wording.HORIZONS[name]}（{result.year}年）{value}，{how}{_against(result)}")
    return "；".join(said)


def _against(result: HorizonResult) -> str:
    return "" if result.limit is None else f"，目标{wording.limit(result.limit)}"


# --------------------------------------------------------------------------- other conventions


def _choices(material: Material, convention: Convention) -> dict[str, str]:
    if convention.alternatives_from == "fuel_sets":
        return {key: fuel_set.title for key, fuel_set in material.rules.fuel_sets.items()}
    return {each.id: each.title for each in convention.alternatives}


def _under(material: Material, key: str, choice: str) -> Resolver:
    """The base year, read with one convention chosen otherwise."""
    project = material.project
    others = tuple(row for row in project.conventions if row.convention != key)
    changed = project.model_copy(update={"conventions": (*others, ConventionChoice(convention=key, choice=choice))})
    return Resolver(changed, material.rules, material.period.base_year)


def _alternatives(material: Material, each: Measured) -> tuple[b.Block, ...]:
    """What the value would be under each other choice of a convention that it rests on."""
    row = each.first
    name = row.current.measure
    rows = []
    for key in conventions_of(material.evaluation, name, material.period.base_year):
        convention = material.rules.convention(key)
        now = material.evaluation.base.choices.get(key, convention.default)
        for choice, title in _choices(material, convention).items():
            if choice == now:
                continue
            with localcontext(PRECISION):
                value = _under(material, key, choice).result(name)
            rows.append((convention.title, title, _worded(row, value)))
    columns = (
        b.Column("口径", weight=3.4),
        b.Column("其他选择", weight=5),
        b.Column("结果", wording.unit(row.row.unit), "right", 2.4),
    )
    note = "仅列出改用其他口径时的结果，供核对和与主管部门商定口径时参考，不作为申报数据。"
    return (b.Table(columns, rows, f"{row.row.name}在其他口径下的结果", dense=True, note=note),) if rows else ()


def _worded(row: RowResult, value: object) -> str:
    if not isinstance(value, Decimal):
        return "缺少数据"
    shown = replace(row.current, value=value * 100 if row.row.unit == "%" else value)
    return wording.row_value(row.row, row.indicator, shown).removesuffix("%")
