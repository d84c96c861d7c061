"""Rules that look at one row at a time: each row is read once, and again only when it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ..evaluate import Evaluation
from ..project.enterprises import Enterprise
from ..project.fields import Row
from ..project.remembering import remembered
from .registry import Noticed, Severity, rule

Fault = tuple[str, str]
"""A sentence, and the address it speaks of."""

OneEnterprise = Callable[[Enterprise], Iterator[Fault]]

_CHECKS: dict[str, OneEnterprise] = {}


def called(row: Row) -> str:
    """A row by its name, or else by its credit code, or “未命名-3” by its key."""
    return getattr(row, "name", "").strip() or getattr(row, "credit_code", "").strip() or f"未命名-{row.key}"


def each_fault(faults: Iterable[Fault]) -> Noticed:
    """Each fault as a rule notices it."""
    for sentence, address in faults:
        yield sentence, (address,)


def enterprise_rule(
    id: str, severity: Severity, title: str, *, reads: Iterable[str]
) -> Callable[[OneEnterprise], OneEnterprise]:
    """Register the decorated generator, which yields sentences and addresses below one enterprise, as rule `id`."""

    def register(function: OneEnterprise) -> OneEnterprise:
        def notice(evaluation: Evaluation) -> Noticed:
            yield from each_fault(_by_rule(evaluation.project.enterprises).get(id, ()))

        rule(id, severity, title, reads=tuple(f"enterprises/*/{name}" for name in reads))(notice)
        _CHECKS[id] = function
        return function

    return register


@remembered(most=60_000)
def _faults(enterprise: Enterprise) -> tuple[tuple[str, Fault], ...]:
    """What all rules find at one enterprise, with their ids."""
    place = f"enterprises/{enterprise.key}/"
    return tuple(
        (id, (sentence, place + below)) for id, check in _CHECKS.items() for sentence, below in check(enterprise)
    )


@remembered(most=4)
def _by_rule(enterprises: tuple[Enterprise, ...]) -> dict[str, list[Fault]]:
    found: dict[str, list[Fault]] = {}
    for faults in filter(None, _faults.each(enterprises)):
        for id, fault in faults:
            found.setdefault(id, []).append(fault)
    return found
