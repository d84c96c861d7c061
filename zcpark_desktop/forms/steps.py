"""All steps in order, and which step a value of the project stands on."""

from __future__ import annotations

from functools import cache

from zcpark_desktop.project import Address, NoSuchAddress
from zcpark_desktop.project.declared import pattern_of

from . import energy_steps, list_steps, park_steps, plan_steps
from .structure import Step

STEPS: tuple[Step, ...] = (*park_steps.STEPS, *energy_steps.STEPS, *list_steps.STEPS, *plan_steps.STEPS)

NOT_ASKED = {
    "project_id": "由程序生成，用户不填写",
    "declared_empty": "在各表下方勾选“本园区没有”",
    "years/*/year": "由年份页签给出",
    "enterprises/*/annual/*/year": "由年份页签给出",
    "explanations/*/rule": "对审核问题填写说明时由程序记录",
    "explanations/*/digest": "对审核问题填写说明时由程序记录",
    "explanations/*/finding": "对审核问题填写说明时由程序记录",
    "explanations/*/reason": "在审核问题列表中填写",
    "schemes/*/scheme": "保存时由程序记录所用规则的版本",
    "schemes/*/digest": "保存时由程序记录所用规则的版本",
}
"""Fields that no form asks for, each with the reason."""


@cache
def _step_by_pattern() -> dict[str, str]:
    return {pattern: step.id for step in STEPS for pattern in step.patterns()}


def step(step_id: str) -> Step:
    """The step called `step_id`.

    Raises:
        KeyError: there is none of that id.
    """
    for found in STEPS:
        if found.id == step_id:
            return found
    raise KeyError(step_id)


def step_of(address: Address) -> str:
    """The id of the step on which `address` stands: a field, or a list, row or part that the step shows.

    Raises:
        NoSuchAddress: no step shows it.
    """
    pattern = pattern_of(address)
    found = _step_by_pattern().get(pattern)
    if found is not None:
        return found
    for each in STEPS:
        if any(pattern == start or pattern.startswith(f"{start}/") for start in each.covers):
            return each.id
    for asked, step_id in _step_by_pattern().items():
        if asked.startswith(f"{pattern}/") or pattern.startswith(f"{asked}/"):
            return step_id
    raise NoSuchAddress(f"没有显示“{address}”的页面。")
