"""The audit: what a careful official would ask, found before the official does."""

from __future__ import annotations

from ..evaluate import Evaluation, evaluate
from ..project import Project
from ..rules import Rules
from . import (
    balances,
    certificates,
    completeness,
    economy,
    enterprise_figures,
    enterprise_sums,
    facilities,
    geometry,
    identity,
    levels,
    narrative,
    papers,
    places,
    power_and_heat,
    projects,
    results,
    statements,
    targets,
    typed_numbers,
    yearly,
)
from .explanations import explained, fallen, with_explanation
from .registry import AUDIT_RULES, AuditRule, Finding, Severity

__all__ = [
    "AUDIT_RULES",
    "AuditRule",
    "Finding",
    "Severity",
    "balances",
    "certificates",
    "check",
    "completeness",
    "economy",
    "enterprise_figures",
    "enterprise_sums",
    "explained",
    "facilities",
    "fallen",
    "geometry",
    "identity",
    "levels",
    "narrative",
    "papers",
    "places",
    "power_and_heat",
    "projects",
    "results",
    "statements",
    "targets",
    "typed_numbers",
    "with_explanation",
    "yearly",
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
