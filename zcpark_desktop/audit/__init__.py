"""The audit: what a careful official would ask, found before the official does."""

from __future__ import annotations

from ..evaluate import Evaluation, evaluate
from ..project import Project
from ..rules import Rules
from . import (
    balances,
    completeness,
    narrative,
    statements,
)
from .explanations import explained, fallen, with_explanation
from .registry import AUDIT_RULES, AuditRule, Finding, Severity

__all__ = [
    "AUDIT_RULES",
    "AuditRule",
    "Finding",
    "Severity",
    "balances",
    "check",
    "completeness",
    "explained",
    "fallen",
    "narrative",
    "statements",
    "with_explanation",
]


def check(project: Project, rules: Rules, evaluation: Evaluation | None = None) -> list[Finding]:
    """Everything that the audit notices, what must be fixed first, what is explained with its explanation."""
    evaluation = evaluation or evaluate(project, rules)
    found = [
        Finding(each.id, each.severity, sentence, addresses)
        for each in AUDIT_RULES.values()
        for sentence, addresses in each.notice(evaluation)
    ]
    return sorted(explained(project, found), key=lambda finding: list(Severity).index(finding.severity))
