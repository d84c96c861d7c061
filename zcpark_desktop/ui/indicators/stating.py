"""Exemptions and claims put to the user: the words of the dialog, and the edits that follow from the answer."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from zcpark_desktop.evaluate import RowResult, SchemeResult, exemption_faults
from zcpark_desktop.project import Project
from zcpark_desktop.project.statements import Exemption
from zcpark_desktop.rules import IndicatorClass, Rules

from .edits import Edit, claim_edits, claim_row_of, exemption_edits, exemption_of
from .statement_dialog import StatementDialog, Wording


@dataclass(frozen=True)
class Stated:
    """What the user decided: a step's name, and its edits."""

    label: str
    edits: list[Edit]


def ask(project: Project, rules: Rules, scheme: SchemeResult, row: RowResult, parent: QWidget) -> Stated | None:
    """Let the user claim an incentive row, or exempt another one; None when the dialog is left."""
    if row.row.row_class is IndicatorClass.INCENTIVE:
        return _ask_claim(project, scheme, row, parent)
    return _ask_exemption(project, rules, scheme, row, parent)


def _ask_exemption(project: Project, rules: Rules, scheme: SchemeResult, row: RowResult,
                   parent: QWidget) -> Stated | None:
    key = scheme.scheme.id
    there = exemption_of(project, row, key)

    def faults(reason: str, evidence: tuple[str, ...]) -> list[str]:
        trial = Exemption(scheme=key, indicator=row.row.indicator, reason=reason, evidence=evidence)
        named = f"第{row.row.number}项“{row.row.name}”的免列说明"  # the title says it already
        return [fault.removeprefix(named) for fault in exemption_faults(project, rules, trial)]

    words = Wording(
        f"免列说明　第{row.row.number}项 {row.row.name}",
        f"{row.row.row_class.label}确实不具备客观条件的，说明原因并附佐证材料后可以不列。只对{scheme.scheme.short_title}指标体系有效。",
        "不具备条件的原因", "说明客观条件为何不具备，如产业结构、资源禀赋、区位条件", "保存免列说明", "删除免列说明" if there else "",
        "原因和佐证齐备，保存后该项免列。")
    dialog = StatementDialog(words, there.reason if there else "", there.evidence if there else (), project.evidence,
                             row.row.indicator, faults, parent)
    if not _accepted(dialog):
        return None
    name = f"第{row.row.number}项免列说明"
    if dialog.removed and there:
        return Stated(f"删除{name}", [("exemptions", tuple(each for each in project.exemptions if each is not there))])
    return Stated(f"填写{name}", exemption_edits(project, key, row.row.indicator, dialog.text, dialog.evidence))


def _ask_claim(project: Project, scheme: SchemeResult, row: RowResult, parent: QWidget) -> Stated | None:
    key = scheme.scheme.id
    there = claim_row_of(project, row, key)

    def faults(_note: str, evidence: tuple[str, ...]) -> list[str]:
        lacking = [] if evidence else ["还没有选择佐证材料；可以先申请，之后补充。"]
        return lacking + ([f"现状值缺少{len(row.current.gaps)}项数据；可以先申请，之后补充。"] if row.current.gaps else [])

    words = Wording(
        f"申请加分　第{row.row.number}项 {row.row.name}", "激励性指标达到要求的，可以申请加分；申请后该项计入评价。",
        "说明", "说明数据口径和取得的成效", "保存" if there else "申请加分", "撤回申请" if there else "", "佐证齐备。")
    dialog = StatementDialog(words, there.note if there else "", there.evidence if there else (), project.evidence,
                             row.row.indicator, faults, parent)
    if not _accepted(dialog):
        return None
    name = f"第{row.row.number}项加分申请"
    if dialog.removed and there:
        return Stated(f"撤回{name}", [("claims", tuple(each for each in project.claims if each is not there))])
    return Stated(f"填写{name}", claim_edits(project, key, row.row.indicator, dialog.text, dialog.evidence))


def _accepted(dialog: StatementDialog) -> bool:
    accepted = bool(dialog.exec())
    dialog.deleteLater()
    return accepted
