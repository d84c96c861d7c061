"""What all findings have in common, seen as the user sees them: all rules at once, on every case of every rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from pydantic import BaseModel

from tests.cases import case
from tests.unit.audit import test_enterprise_rules, test_geometry_rules, test_park_rules, test_plan_rules, test_rules
from tests.unit.audit.parks import park, rules
from zcpark_desktop.audit import Finding, Severity, check
from zcpark_desktop.project import ProjectError, with_value
from zcpark_desktop.project.fields import Row

CASES = [
    pytest.param(module, pair, id=f"{pair.rule}-{at}")
    for module in (test_enterprise_rules, test_geometry_rules, test_park_rules, test_plan_rules, test_rules)
    for at, pair in enumerate(module.PAIRS)
]


@cache
def _found(at: int) -> list[Finding]:
    module, pair = CASES[at].values
    return check((case.park if module is test_rules else park)(pair.notices), rules())


@pytest.mark.parametrize("at", range(len(CASES)), ids=[str(each.id) for each in CASES])
def test_all_rules_together_bear_each_case_and_speak_plainly(at: int) -> None:
    for finding in _found(at):
        assert finding.sentence.endswith("。") and "；请" in finding.sentence, finding
        assert "（）" not in finding.sentence and "None" not in finding.sentence, finding
        assert not re.search(r"(?:为|差|面积|产值|量)-\d", finding.sentence) or finding.id == "share.negative", finding
        assert finding.addresses and len(set(finding.addresses)) == len(finding.addresses), finding


@pytest.mark.parametrize("at", range(len(CASES)), ids=[str(each.id) for each in CASES])
def test_what_needs_a_word_says_so_and_what_must_be_fixed_does_not(at: int) -> None:
    for finding in _found(at):
        asks = "说明" in finding.sentence.rsplit("；请", 1)[-1]
        if finding.severity is Severity.EXPLAIN:
            assert asks, finding
        if finding.severity is Severity.MUST_FIX:
            assert "或说明" not in finding.sentence, finding


def _leaves(part: BaseModel, at: str) -> Iterator[str]:
    """The addresses of all figures of the small park's base year, first rows and single parts."""
    for name in type(part).model_fields:
        value = getattr(part, name)
        place = f"{at}/{name}".lstrip("/")
        if isinstance(value, BaseModel):
            yield from _leaves(value, place)
        elif isinstance(value, tuple):
            rows = [row for row in value if isinstance(row, Row)]
            for row in [row for row in rows if getattr(row, "year", 2025) == 2025][:1]:
                yield from _leaves(row, f"{place}/{row.key}")
        elif isinstance(value, Decimal | int) and not isinstance(value, bool) and name != "year":
            yield place


@pytest.mark.parametrize("value", [None, 0, Decimal("1e-12"), Decimal("1e12")], ids=["missing", "zero", "tiny", "huge"])
def test_no_missing_or_extreme_figure_stops_the_audit_or_makes_a_sentence_that_cannot_be_read(value: Any) -> None:
    tried = 0
    for place in list(_leaves(park(), ""))[::2]:
        try:
            project = with_value(park(), place, value)
        except (ProjectError, ValueError):
            continue
        tried += 1
        for finding in check(project, rules()):
            assert finding.sentence.endswith("。") and "；请" in finding.sentence and "E+" not in finding.sentence
    assert tried > 30
