"""What an audit rule is: a declared check with an id, a severity, and sentences with the numbers in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from ..evaluate import Evaluation


class Severity(StrEnum):
    """How a finding has to be dealt with."""

    MUST_FIX = "must_fix"
    EXPLAIN = "explain"
    HINT = "hint"

    @property
    def label(self) -> str:
        """The severity as staff know it."""
        return {"must_fix": "必须修改", "explain": "需说明", "hint": "提示"}[self]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that the audit noticed.

    Attributes:
        id: the rule's id.
        sentence: what is wrong, where, and what to do, with the numbers.
        addresses: the fields that it read, the one to jump to first.
    """

    id: str
    severity: Severity
    sentence: str
    addresses: tuple[str, ...] = ()


Noticed = Iterator[tuple[str, tuple[str, ...]]]
"""Sentences with the addresses they speak of."""


@dataclass(frozen=True, slots=True)
class AuditRule:
    """A declared rule."""

    id: str
    severity: Severity
    title: str
    notice: Callable[[Evaluation], Noticed]


AUDIT_RULES: dict[str, AuditRule] = {}


def rule(
    id: str, severity: Severity, title: str
) -> Callable[[Callable[[Evaluation], Noticed]], Callable[[Evaluation], Noticed]]:
    """Register the decorated generator as the audit rule `id`."""

    def register(function: Callable[[Evaluation], Noticed]) -> Callable[[Evaluation], Noticed]:
        if id in AUDIT_RULES:
            raise ValueError(f"audit rule {id} is defined twice")
        AUDIT_RULES[id] = AuditRule(id, severity, title, function)
        return function

    return register
