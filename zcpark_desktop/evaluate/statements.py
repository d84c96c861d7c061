"""Which exemptions and claims of a project count, and why others do not."""

from __future__ import annotations

from ..project import Project
from ..project.statements import Claim, Exemption
from ..rules import IndicatorClass, Row, Rules, Scheme


def may_exempt(scheme: Scheme, row: Row) -> bool:
    """Whether the scheme lets rows of this class be left out with a reason and evidence."""
    return row.row_class in scheme.exemptable_classes


def exemption_faults(project: Project, rules: Rules, exemption: Exemption) -> list[str]:
    """Why the exemption does not count, one sentence each; empty where it counts."""
    scheme = rules.schemes.get(exemption.scheme)
    row = scheme.row_of(exemption.indicator) if scheme else None
    if scheme is None or row is None:
        return [f"免列说明所指的指标“{exemption.indicator}”不在评价体系“{exemption.scheme}”中；请重新选择指标。"]
    faults = []
    if not may_exempt(scheme, row):
        faults.append(f"第{row.number}项“{row.name}”是{row.row_class.label}，不得免列；请删除该免列说明。")
    if not exemption.reason.strip():
        faults.append(f"第{row.number}项“{row.name}”的免列说明缺少原因；请说明客观条件为何不具备。")
    known = {evidence.id for evidence in project.evidence}
    if not any(key in known for key in exemption.evidence):
        faults.append(f"第{row.number}项“{row.name}”的免列说明缺少佐证材料；请至少关联一份。")
    return faults


def effective_exemption(project: Project, rules: Rules, scheme: Scheme, row: Row) -> Exemption | None:
    """The exemption that takes the row out of the scheme's tables, if one counts."""
    wanted = (scheme.id, row.indicator)
    for exemption in project.exemptions:
        if (exemption.scheme, exemption.indicator) == wanted and not exemption_faults(project, rules, exemption):
            return exemption
    return None


def claim_of(project: Project, scheme: Scheme, row: Row) -> Claim | None:
    """The claim for extra points on an incentive row, if the park makes one."""
    if row.row_class is not IndicatorClass.INCENTIVE:
        return None
    wanted = (scheme.id, row.indicator)
    return next((claim for claim in project.claims if (claim.scheme, claim.indicator) == wanted), None)
