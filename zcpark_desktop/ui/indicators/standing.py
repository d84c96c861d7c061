"""What a row still needs before it can be handed in, in one word; the first thing lacking is named."""

from __future__ import annotations

from dataclasses import dataclass

from zcpark_desktop import wording
from zcpark_desktop.evaluate import Evaluation, HorizonName, RowResult, SchemeResult, Verdict
from zcpark_desktop.rules import IndicatorClass

from .edits import exemption_of

UNKNOWN = (Verdict.MISSING, Verdict.UNDEFINED)
AHEAD = (HorizonName.NEAR_TERM, HorizonName.LONG_TERM)


@dataclass(frozen=True)
class Standing:
    """Sign and word, the tone to paint them in (met, warning, error, quiet), and the sentence behind them."""

    sign: str
    word: str
    tone: str
    sentence: str


def standing(evaluation: Evaluation, scheme: SchemeResult, result: RowResult) -> Standing:
    """How far the row is from being ready."""
    project = evaluation.project
    if result.exemption is not None:
        return Standing("○", "免列", "quiet", "免列说明成立，该项不计入评价。")
    if exemption_of(project, result, scheme.scheme.id) is not None:
        return Standing("!", "免列待补", "warning", "免列说明尚未成立，请补充原因和佐证材料。")
    if result.row.row_class is IndicatorClass.INCENTIVE and result.claim is None:
        return Standing("–", "未申请", "quiet", "激励性指标，未申请加分。")
    if result.current.verdict in UNKNOWN:
        return Standing("…", "缺数据", "warning", "现状值无法计算，请补充数据。")
    if result.current.verdict is Verdict.NOT_APPLICABLE:
        return Standing("○", "不适用", "quiet", result.current.reason)
    for name in AHEAD:
        if result.horizons[name].verdict in UNKNOWN:
            return Standing("…", "缺规划值", "warning", f"请填写{result.horizons[name].year}年规划值。")
    for name in AHEAD:
        if result.horizons[name].verdict is Verdict.NOT_MET:
            return Standing("✗", "规划不足", "error", f"{wording.HORIZONS[name]}规划值未达到要求，请调整目标或说明理由。")
    if not evidence_for(evaluation, result.row.indicator):
        return Standing("!", "缺佐证", "warning", "没有对应该指标的佐证材料，请在“佐证材料”页添加。")
    if result.claim is not None:
        return Standing("✓", "已申请", "met", "已申请加分，数据和佐证齐备。")
    return Standing("✓", "就绪", "met", "数据、规划值和佐证齐备。")


def evidence_for(evaluation: Evaluation, indicator: str) -> list[str]:
    """The keys of the evidence that is filed under the indicator."""
    return [row.key for row in evaluation.project.evidence if indicator in row.indicators]
