"""Which version of the rules a project was last saved under, and what has changed since."""

from __future__ import annotations

from zcpark_desktop.project import Project
from zcpark_desktop.project.statements import SchemeStamp
from zcpark_desktop.rules import Rules, digest, digest_of_factors

FACTORS = "factors"
"""Stands in a stamp for all that schemes share: energy kinds, factors and readings."""


def stamps_of(rules: Rules) -> tuple[SchemeStamp, ...]:
    """The stamp of each scheme as it is now, and one of what they share."""
    digests = {scheme.id: digest(scheme) for scheme in rules.schemes.values()}
    digests[FACTORS] = digest_of_factors(rules)
    return tuple(SchemeStamp(id=key, scheme=key, digest=value) for key, value in digests.items())


def changed_since(project: Project, rules: Rules) -> str:
    """One sentence naming the rules that differ from those the project was saved under; empty where none does."""
    now = {stamp.scheme: stamp.digest for stamp in stamps_of(rules)}
    changed = [f"“{rules.schemes[stamp.scheme].title}”" if stamp.scheme in rules.schemes else "能源品种、因子或口径"
               for stamp in project.schemes if stamp.scheme in now and stamp.digest != now[stamp.scheme]]
    gone = [stamp.scheme for stamp in project.schemes if stamp.scheme not in now]
    parts = [f"{'、'.join(changed)}自上次保存后有变化" if changed else "",
             f"本机没有指标体系“{'、'.join(gone)}”的规则文件" if gone else ""]
    found = "；".join(part for part in parts if part)
    return f"{found}；结论可能与上次不同，请在“指标与口径”中核对。" if found else ""
