"""The audit: what a careful official would ask, found before the official does."""

from __future__ import annotations

from collections.abc import Callable

from ..evaluate import Evaluation, evaluate
from ..project import Project
from ..rules import Rules
from . import (
    balances,
    certificates,
    coefficients,
    completeness,
    economy,
    enterprise_figures,
    enterprise_sums,
    facilities,
    geometry,
    identity,
    lacking,
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
from .one_cause import without_consequences
from .registry import AUDIT_RULES, AuditRule, Finding, Severity

__all__ = [
    "AUDIT_RULES",
    "AuditRule",
    "Finding",
    "Severity",
    "balances",
    "certificates",
    "check",
    "coefficients",
    "completeness",
    "economy",
    "enterprise_figures",
    "enterprise_sums",
    "explained",
    "facilities",
    "fallen",
    "geometry",
    "identity",
    "lacking",
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


def check(
    project: Project, rules: Rules, evaluation: Evaluation | None = None, wanted: Callable[[], bool] = lambda: True
) -> list[Finding]:
    """Everything that the audit notices, what must be fixed first, what is explained with its explanation.

    Args:
        wanted: asked before each rule; where it says no, because the project has changed meanwhile, the audit ends
            with what it has.
    """
    evaluation = evaluation or evaluate(project, rules)
    found = []
    for each in AUDIT_RULES.values():
        if not wanted():
            break
        found += [Finding(each.id, each.severity, sentence, places) for sentence, places in each.notice(evaluation)]
    found = without_consequences(explained(project, found), project.period.base_year)
    return sorted(found, key=lambda finding: list(Severity).index(finding.severity))
