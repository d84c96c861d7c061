"""The evidence: each paper once, with a number and a title, and one for every figure that must be met."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ..evaluate import Evaluation
from ..project.fields import Model, Row
from ..project.statements import Evidence
from ..rules import IndicatorClass
from .completeness import MUST, applied_schemes
from .registry import Noticed, Severity, rule

PARTS = {
    "economy": "经济数据",
    "electricity": "电力来源",
    "heat": "热力来源",
    "resources": "资源利用",
    "freight": "货物运输",
}


def _title(row: Evidence, rows: Sequence[Evidence]) -> str:
    """“统计表”, or 第3份 where the paper has no title."""
    return f"“{row.title}”" if row.title.strip() else f"第{rows.index(row) + 1}份"


@rule("evidence.number_twice", Severity.MUST_FIX, "佐证材料编号不重复", reads=("evidence/*/number",))
def no_paper_number_stands_twice(evaluation: Evaluation) -> Noticed:
    """Documents cite papers by their number: each has its own."""
    rows = evaluation.project.evidence
    seen: dict[str, Evidence] = {}
    for row in rows:
        text = row.number.strip()
        if text and seen.setdefault(text, row) is not row:
            yield (
                f"佐证材料{_title(seen[text], rows)}和{_title(row, rows)}的编号同为“{text}”；请重新编号。",
                (f"evidence/{row.key}/number", f"evidence/{seen[text].key}/number"),
            )


@rule("evidence.title", Severity.MUST_FIX, "佐证材料有名称", reads=("evidence/*/title",))
def papers_have_titles(evaluation: Evaluation) -> Noticed:
    """Every paper has a title, which the list of evidence prints."""
    for row in evaluation.project.evidence:
        if not row.title.strip():
            yield (
                f"佐证材料“{row.number.strip() or f'未编号-{row.key}'}”没有填写名称；请补充，或删除该行。",
                (f"evidence/{row.key}/title",),
            )


@rule(
    "evidence.dated_early",
    Severity.EXPLAIN,
    "统计报表的日期不早于基准年",
    reads=("evidence/*/issued_on", "evidence/*/kind", "period/base_year"),
)
def reports_are_of_the_base_year_or_later(evaluation: Evaluation) -> Noticed:
    """A statistical report that proves present values is not older than the base year."""
    year = evaluation.project.period.base_year
    for row in evaluation.project.evidence:
        if row.kind == "report" and row.indicators and row.issued_on is not None and row.issued_on.year < year:
            yield (
                f"统计报表“{row.title or row.number}”的日期为{row.issued_on.year}年{row.issued_on.month}月，早于基准年{year}年；"
                "请更换为基准年的报表，或说明原因。",
                (f"evidence/{row.key}/issued_on",),
            )


@rule("evidence.binding_rows", Severity.EXPLAIN, "约束性指标有佐证材料", reads=("evidence/*/indicators",))
def binding_rows_are_proved(evaluation: Evaluation) -> Noticed:
    """Every binding or core row with a value has a paper that names it."""
    proved = {indicator for row in evaluation.project.evidence for indicator in row.indicators}
    for scheme in applied_schemes(evaluation):
        for row in scheme.rows:
            if row.row.row_class in MUST and row.current.value is not None and row.row.indicator not in proved:
                proved.add(row.row.indicator)  # the schemes of the levels share rows: one word is enough
                yield (
                    f"{scheme.scheme.short_title}第{row.row.number}项“{row.row.name}”没有对应的佐证材料；"
                    "请在佐证材料中标明对应指标，或说明原因。",
                    ("evidence",),
                )


def _filled(part: Model) -> int:
    return sum(1 for name in type(part).model_fields if name != "evidence" and getattr(part, name) not in (None, ""))


@rule(
    "evidence.base_year",
    Severity.EXPLAIN,
    "基准年数据有佐证材料",
    reads=tuple(f"years/*/{name}/evidence" for name in PARTS),
)
def base_year_figures_are_proved(evaluation: Evaluation) -> Noticed:
    """Each table of the base year that has figures has a paper."""
    year = evaluation.project.period.base_year
    record = evaluation.project.year(year)
    for name, title in PARTS.items() if record else ():
        part = getattr(record, name)
        if _filled(part) and not part.evidence:
            yield (
                f"{year}年“{title}”填写了{_filled(part)}项数据而没有佐证材料；请关联佐证，或说明原因。",
                (f"years/{year}/{name}/evidence",),
            )


TABLES = {"energy": "能源平衡表", "process": "工业过程产品", "vehicles": "交通工具"}


@rule(
    "evidence.base_year_rows",
    Severity.EXPLAIN,
    "基准年各表的每一行有佐证材料",
    reads=tuple(f"years/*/{name}/*/evidence" for name in TABLES),
)
def base_year_rows_are_proved(evaluation: Evaluation) -> Noticed:
    """Each row of the base year's energy balance, products and vehicles that has figures has a paper."""
    year = evaluation.project.period.base_year
    record = evaluation.project.year(year)
    for name, title in TABLES.items() if record else ():
        bare = [row for row in getattr(record, name) if has_figures(row) and not row.evidence]
        if bare:
            yield (
                f"{year}年{title}有{len(bare)}行没有佐证材料，如“{_row_title(evaluation, bare[0])}”；请关联佐证，或说明原因。",
                tuple(f"years/{year}/{name}/{row.key}/evidence" for row in bare),
            )


def has_figures(row: Row) -> bool:
    """Whether any number stands in the row."""
    return any(isinstance(value, Decimal | int) and not isinstance(value, bool) for _, value in row)


def _row_title(evaluation: Evaluation, row: Row) -> str:
    """The kind of energy, the product or the vehicles' owner."""
    kind = evaluation.rules.energy_types.get(getattr(row, "energy", ""))
    product = evaluation.rules.process_factors.get(getattr(row, "product", ""))
    known = kind or product
    return known.name if known else getattr(row, "owner", "") or row.key


@rule("evidence.claims", Severity.EXPLAIN, "激励性指标申请有佐证", reads=("claims/*/evidence",))
def claims_are_proved(evaluation: Evaluation) -> Noticed:
    """A claim for extra points has evidence."""
    for row in evaluation.project.claims:
        scheme = evaluation.rules.schemes.get(row.scheme)
        found = scheme.row_of(row.indicator) if scheme else None
        if not row.evidence and found is not None and found.row_class is IndicatorClass.INCENTIVE:
            known = evaluation.rules.indicators.get(row.indicator)
            yield (
                f"激励性指标“{known.name if known else row.indicator}”申请加分而没有佐证材料；请关联佐证，或说明原因。",
                (f"claims/{row.key}/evidence",),
            )
