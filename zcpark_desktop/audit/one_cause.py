"""One cause, one finding: what a wrong figure brings about is not said while the figure itself is still in question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from .registry import AUDIT_RULES, Finding, Severity

_YEAR = re.compile(r"(?:years|annual)/(\d{4})(?:/|$)")
_ENTERPRISE = re.compile(r"enterprises/([^/]+)/")


def without_consequences(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, without those that follow from another one that is still open.

    A figure of a wrong unit (`unit.…`) breaks sums, ratios and comparisons of its year, and one that cannot be (must be
    fixed) mostly jumps from the year before. Those come up by themselves if they remain once that one is settled. What
    must be fixed, and what is explained already, always stays.
    """
    found = list(findings)
    slips = [address for each in found if each.id.startswith("unit.") and each.is_open for address in each.addresses]
    wrong = {address for each in found if each.severity is Severity.MUST_FIX for address in each.addresses}
    if not slips and not wrong:
        return found
    return [each for each in found if not _follows(each, slips, wrong)]


def _follows(finding: Finding, slips: Sequence[str], wrong: set[str]) -> bool:
    if finding.severity is not Severity.EXPLAIN or not finding.is_open or not finding.addresses:
        return False
    topic = finding.id.partition(".")[0]
    if topic == "unit":
        return False
    if topic == "jump" and finding.addresses[0] in wrong:
        return True
    reads = _reads(finding.id, finding.addresses[0])
    return reads is not None and any(map(reads.fullmatch, slips))


@lru_cache(maxsize=4096)
def _reads(id: str, address: str) -> re.Pattern[str] | None:
    """The figures that a rule compares at an address: those of its year, and of its enterprise if it speaks of one."""
    year, enterprise = _YEAR.search(address), _ENTERPRISE.match(address)
    if year is None:
        return None
    patterns = [_filled(each, year[1], enterprise) for each in AUDIT_RULES[id].reads if _FIGURES.match(each)]
    return re.compile("|".join(patterns)) if patterns else None


_FIGURES = re.compile(r"years/\*/|enterprises/\*/annual/")
"""Reads that name figures of a year; a rule that reads whole parts does not compare them."""


def _filled(pattern: str, year: str, enterprise: re.Match[str] | None) -> str:
    filled = re.sub(r"(years|annual)/\*", rf"\1/{year}", pattern)
    who = re.escape(enterprise[1]) if enterprise else "[^/]+"
    return f"{filled.replace('enterprises/*', f'enterprises/{who}')}(?:/.+)?"
