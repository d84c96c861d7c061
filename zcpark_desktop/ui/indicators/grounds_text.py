"""What stands behind a row, as rich text: its evidence, what officials usually ask for, exemption and claim."""

from __future__ import annotations

from html import escape

from zcpark_desktop import wording
from zcpark_desktop.evaluate import Evaluation, RowResult, SchemeResult, exemption_faults, may_exempt
from zcpark_desktop.rules import IndicatorClass

from .. import theme
from .edits import claim_row_of, exemption_of
from .standing import evidence_for
from .trace_text import FIELD, heading, items, link, paragraph


def grounds_text(evaluation: Evaluation, scheme: SchemeResult, row: RowResult) -> str:
    """The text for a row of a scheme, as HTML in the colours of the look of now."""
    parts = [*_statements(evaluation, scheme, row), heading("对应该指标的佐证材料")]
    cited = evidence_for(evaluation, row.row.indicator)
    parts.append(items(_evidence(evaluation, key) for key in cited) if cited else
                 paragraph(f"还没有。{link(f'{FIELD}evidence', '去添加')}", "warning"))
    if row.indicator.proofs:
        parts += [heading("通常需要"), items(escape(proof) for proof in row.indicator.proofs)]
    notes = [note for note in (row.row.note, row.indicator.note) if note]
    if notes:
        parts += [heading("说明"), *(paragraph(escape(note), "quiet") for note in notes)]
    return f'<div style="color:{theme.current().text}">{"".join(parts)}</div>'


def _evidence(evaluation: Evaluation, key: str) -> str:
    row = next((each for each in evaluation.project.evidence if each.key == key), None)
    if row is None:
        return escape(f"{key}（已删除）")
    return link(f"{FIELD}evidence/{key}", f"{row.number}　{row.title}".strip("　") or f"第{key}号")


def _statements(evaluation: Evaluation, scheme: SchemeResult, row: RowResult) -> list[str]:
    project = evaluation.project
    if row.row.row_class is IndicatorClass.INCENTIVE:
        claim = claim_row_of(project, row, scheme.scheme.id)
        if claim is None:
            return [paragraph("激励性指标：达到要求的，可以申请加分；不申请的不计入评价。", "quiet")]
        return [heading("加分申请"), paragraph(escape(claim.note) or "没有填写说明。"),
                items(_evidence(evaluation, key) for key in claim.evidence)]
    exemption = exemption_of(project, row, scheme.scheme.id)
    if exemption is not None:
        faults = exemption_faults(project, evaluation.rules, exemption)
        head = "免列说明（尚未成立）" if faults else "免列说明"
        return [heading(head), *(paragraph(f"! {escape(fault)}", "warning") for fault in faults),
                paragraph(escape(exemption.reason).replace("\n", "<br>")) if exemption.reason else "",
                items(_evidence(evaluation, key) for key in exemption.evidence)]
    return [paragraph(why_not_exempt(scheme, row) or "确实不具备客观条件的，可以填写免列说明并附佐证材料。", "quiet")]


def why_not_exempt(scheme: SchemeResult, row: RowResult) -> str:
    """Why no exemption is offered for the row, in one sentence; empty where it is offered."""
    if may_exempt(scheme.scheme, row.row) or row.row.row_class is IndicatorClass.INCENTIVE:
        return ""
    allowed = "、".join(each.label for each in scheme.scheme.exemptable_classes)
    rest = f"；可以免列的是{allowed}" if allowed else ""
    return f"该项是{row.row.row_class.label}，必须达到要求，不能免列{rest}。"


def summary(row: RowResult) -> str:
    """“约束性指标 · 要求 ≤0.35（近期）、≤0.25（远期）”."""
    near, far = (row.horizons[name] for name in list(row.horizons)[1:])
    limits = [wording.limit(each.limit) for each in (near, far)]
    demand = f"要求 {limits[0]}" if limits[0] == limits[1] else f"近期要求 {limits[0]}，远期要求 {limits[1]}"
    return f"{row.row.row_class.label}　{demand}"
