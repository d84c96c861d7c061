"""One cause, one finding: what a wrong figure brings about is not said while the figure itself is still in question."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from .registry import AUDIT_RULES, Finding, Severity

_YEAR = re.compile(r"(?:years|annual)/(\d{4})(?:/|$)")
_ENTERPRISE = re.compile(r"enterprises/([^/]+)/")
_BALANCED = re.compile(r"years/\d{4}/(?:energy|electricity|heat)(?:/|$)")
_FIGURES = re.compile(r"years/\*/|enterprises/\*/annual/")
"""Reads that name figures of a year; a rule that reads whole parts does not compare them."""

KEPT = ("unit", "coefficient", "complete", "evidence", "level", "certificate", "identity", "geometry")
"""Topics that no wrong figure brings about."""
FROM_ENERGY = ("result.", "target.", "project.savings", "project.reduction", "sum.e")
"""Rules that a wrong coefficient of an energy kind, or a balance that does not close, reaches."""


def without_consequences(findings: Iterable[Finding], base_year: int) -> list[Finding]:
    """The findings, without those that follow from another one that is still open.

    * A figure of a wrong unit (`unit.…`) breaks sums, ratios and comparisons of its year.
    * A figure that cannot be (must be fixed) differs from its like as well.
    * A balance that does not close makes shares beyond the whole.
    * A missing figure, which a row asks for, is missing in each text that quotes a result of it.

    They come up by themselves if they remain once the cause is settled. What is explained already always stays.
    """
    found = list(findings)
    causes = _Causes(found, base_year)
    return [each for each in found if not causes.bring_about(each)]


class _Causes:
    """What is in question, by the addresses that it speaks of."""

    def __init__(self, findings: list[Finding], base_year: int) -> None:
        must = [each for each in findings if each.severity is Severity.MUST_FIX and each.addresses]
        units = [each for each in findings if each.id.startswith("unit.") and each.is_open]
        self.slips = [address for each in units for address in each.addresses]
        self.wrong = {each.addresses[0] for each in must}
        self.unbalanced = any(
            each.id.startswith("balance.") and _balanced(each) and f"years/{base_year}/" in each.addresses[0]
            for each in must
        )
        self.lacking = {
            address for each in must if each.id == "complete.binding_rows" for address in each.addresses
        } | {f"{each.addresses[0]}/energy" for each in must if each.id == "balance.unknown_energy"}
        self.coefficient = any(each.id.startswith("coefficient.") and each.is_open for each in findings)
        self.base_year_slips = any(address.startswith(f"years/{base_year}/") for address in self.slips)

    def bring_about(self, finding: Finding) -> bool:
        """Whether the finding follows from one of them."""
        topic = finding.id.partition(".")[0]
        if finding.severity is Severity.MUST_FIX:
            if topic == "share":
                return self.unbalanced and _balanced(finding)
            quoted = finding.addresses[1:] if finding.id == "narrative.chip_missing" else ()
            return bool(quoted) and self.lacking.issuperset(quoted)
        if topic in KEPT or not finding.is_open or not finding.addresses:
            return False
        if finding.id.startswith(FROM_ENERGY) and (self.coefficient or self.unbalanced):
            return True
        if topic == "target" and self.base_year_slips:
            return True  # held against present values
        if not self.wrong.isdisjoint(finding.addresses):
            return True
        reads = _reads(finding.id, finding.addresses[0]) if self.slips else None
        return reads is not None and any(map(reads.fullmatch, self.slips))


def _balanced(finding: Finding) -> bool:
    return any(map(_BALANCED.match, finding.addresses))


@lru_cache(maxsize=4096)
def _reads(id: str, address: str) -> re.Pattern[str] | None:
    """The figures that a rule compares at an address: those of its year, and of its enterprise if it speaks of one."""
    year, enterprise = _YEAR.search(address), _ENTERPRISE.match(address)
    if year is None:
        return None
    patterns = [_filled(each, year[1], enterprise) for each in AUDIT_RULES[id].reads if _FIGURES.match(each)]
    return re.compile("|".join(patterns)) if patterns else None


def _filled(pattern: str, year: str, enterprise: re.Match[str] | None) -> str:
    filled = re.sub(r"(years|annual)/\*", rf"\1/{year}", pattern)
    who = re.escape(enterprise[1]) if enterprise else "[^/]+"
    return f"{filled.replace('enterprises/*', f'enterprises/{who}')}(?:/.+)?"
