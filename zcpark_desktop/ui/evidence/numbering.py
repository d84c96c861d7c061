"""Numbers of evidence by indicator: “2-01” is the first paper for row 2, “0-01” one that proves no indicator alone.

Rows of the city's table have their bare number; an indicator that only a higher level uses has that level before it,
as in “国5-01”.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from zcpark_desktop.project.statements import Evidence
from zcpark_desktop.rules import Rules

GENERAL = "0"
LADDER = ("city", "province", "nation")
_NUMBER = re.compile(r"(.+)-(\d+)")


def codes(rules: Rules) -> dict[str, str]:
    """The short code of each indicator that a scheme uses: id → “2”, “省6”, “国5”."""
    found: dict[str, str] = {}
    for scheme in sorted(rules.schemes.values(), key=lambda each: LADDER.index(each.level.value)):
        mark = "" if scheme.level.value == "city" else scheme.level.label[0]
        for row in scheme.rows:
            found.setdefault(row.indicator, f"{mark}{row.number}")
    return found


def prefix(rules: Rules, indicators: Sequence[str]) -> str:
    """The part before the dash for evidence that proves `indicators`: the first one's code."""
    known = codes(rules)
    return next((known[indicator] for indicator in indicators if indicator in known), GENERAL)


def next_number(rules: Rules, taken: Iterable[str], indicators: Sequence[str]) -> str:
    """The number after the last one of that prefix; a number that was given up is not given again."""
    start = prefix(rules, indicators)
    matches = (_NUMBER.fullmatch(number.strip()) for number in taken)
    used = (int(found.group(2)) for found in matches if found and found.group(1) == start)
    return f"{start}-{max(used, default=0) + 1:02}"


def renumbered(rules: Rules, rows: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The rows in the order of their indicators, numbered without gaps; what cites them goes on doing so."""
    order = {code: at for at, code in enumerate([GENERAL, *codes(rules).values()])}
    result: list[Evidence] = []
    for row in sorted(rows, key=lambda each: order[prefix(rules, each.indicators)]):
        number = next_number(rules, (done.number for done in result), row.indicators)
        result.append(row if row.number == number else row.model_copy(update={"number": number}))
    return tuple(result)
