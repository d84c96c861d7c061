"""What an audit rule is: a declared check with an id, a severity, and sentences with the numbers in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

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
        explanation: what the park says to it; empty while it is open.
    """

    id: str
    severity: Severity
    sentence: str
    addresses: tuple[str, ...] = ()
    explanation: str = ""

    @property
    def digest(self) -> str:
        """What tells this finding from all others; another number in it makes another finding."""
        return sha256("\n".join((self.id, self.sentence, *self.addresses)).encode()).hexdigest()[:24]

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to deal with it: correct it, or explain it."""
        return self.severity is not Severity.HINT and not self.explanation


Noticed = Iterator[tuple[str, tuple[str, ...]]]
"""Sentences with the addresses they speak of."""

Notice = Callable[[Evaluation], Noticed]


@dataclass(frozen=True, slots=True)
class AuditRule:
    """A declared rule.

    Attributes:
        id: `<topic>.<name>`.
        title: what holds where the rule notices nothing.
        reads: the fields that it reads, as patterns (`years/*/economy/gdp_10k_yuan`); a list or a part for all within.
        notice: finds the faults of one evaluation.
    """

    id: str
    severity: Severity
    title: str
    reads: tuple[str, ...]
    notice: Notice


AUDIT_RULES: dict[str, AuditRule] = {}

MOST = 20
"""So many faults of one kind are said one by one; what goes beyond is said in one sentence."""


def rule(id: str, severity: Severity, title: str, *, reads: tuple[str, ...] = ()) -> Callable[[Notice], Notice]:
    """Register the decorated generator as the audit rule `id`; of many faults it says `MOST`, and the rest together.

    Raises:
        ValueError: the id is taken.
    """

    def register(function: Notice) -> Notice:
        if id in AUDIT_RULES:
            raise ValueError(f"audit rule {id} is defined twice")
        AUDIT_RULES[id] = AuditRule(id, severity, title, reads, lambda evaluation: _at_most(function(evaluation)))
        return function

    return register


def _at_most(noticed: Noticed) -> Noticed:
    """What a rule notices, shortened: a wrong column must not bury everything else."""
    found = list(noticed)
    if len(found) <= MOST + 1:
        yield from found
        return
    yield from found[:MOST]
    rest = found[MOST:]
    yield (
        f"另有{len(rest)}处同样的问题，如：{rest[0][0]}",
        tuple(dict.fromkeys(address for _, places in rest for address in places)),
    )
