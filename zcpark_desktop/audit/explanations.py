"""What the park says to findings that need a word: it settles one as long as the finding's numbers stay the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..project import Project
from ..project.statements import Explanation
from .registry import Finding, Severity


def explained(project: Project, findings: Iterable[Finding]) -> list[Finding]:
    """The findings, those that the project explains with their explanation; what must be fixed stays open."""
    said = {row.digest: row.reason.strip() for row in project.explanations}
    return [
        replace(each, explanation=said[each.digest])
        if said and each.severity is Severity.EXPLAIN and said.get(each.digest)
        else each
        for each in findings
    ]


def fallen(project: Project, findings: Iterable[Finding]) -> list[Explanation]:
    """The explanations that no finding answers to any more: its numbers changed, or it was put right."""
    present = {each.digest for each in findings if each.severity is Severity.EXPLAIN} if project.explanations else set()
    return [row for row in project.explanations if row.digest not in present]


def with_explanation(project: Project, finding: Finding, reason: str) -> tuple[Explanation, ...]:
    """The project's explanations with one for `finding`, in place of an older one; an empty reason takes it away.

    Raises:
        ValueError: the finding has to be corrected and cannot be explained.
    """
    if finding.severity is not Severity.EXPLAIN:
        raise ValueError("只有“需说明”的问题可以填写说明；必须修改的问题请改正数据。")
    others = tuple(row for row in project.explanations if row.digest != finding.digest)
    if not reason.strip():
        return others
    return (*others, Explanation(rule=finding.id, digest=finding.digest, finding=finding.sentence, reason=reason))
