"""What the side panel says of a step: the indicators that its fields enter, and the findings on it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import get_origin

from zcpark_desktop import wording
from zcpark_desktop.audit import Finding, Severity
from zcpark_desktop.evaluate import Evaluation, HorizonName, RowResult, Verdict
from zcpark_desktop.facts import FACTS
from zcpark_desktop.forms import step_of
from zcpark_desktop.formulas import FORMULAS
from zcpark_desktop.project import NoSuchAddress, Project

from .side_panel import Concern, Touched

SEVERITIES = {Severity.MUST_FIX: ("✗", "error"), Severity.EXPLAIN: ("?", "warning"), Severity.HINT: ("i", "quiet")}
TONES = {Verdict.MET: "met", Verdict.NOT_MET: "error", Verdict.UNDEFINED: "warning"}
LISTS = {"product_energy_level": "products", "new_device_grade": "devices", "existing_device_grade": "devices"}
INDICATORS = "indicators"
WHOLE_YEAR = "years/{year}"  # how many days it has: no step's own matter


def concerns(findings: Sequence[Finding], step_id: str) -> tuple[list[Concern], int]:
    """The findings on a step, and how many there are on others."""
    here: list[Concern] = []
    for finding in findings:
        address = next((each for each in finding.addresses if step_at(each) == step_id), None)
        if address is not None:
            here.append(_concern(finding, address))
    return here, len(findings) - len(here)


def _concern(finding: Finding, address: str) -> Concern:
    if finding.explanation:
        return Concern("✓", "已说明", "quiet", finding.sentence, address, finding.digest, finding.explanation)
    sign, tone = SEVERITIES[finding.severity]
    digest = finding.digest if finding.severity is Severity.EXPLAIN else ""
    return Concern(sign, finding.severity.label, tone, finding.sentence, address, digest)


def touched(evaluation: Evaluation | None, step_id: str) -> list[Touched]:
    """The indicators that the fields of a step enter, as the scheme of the level applied for sees them.

    On the page of targets these are the near-term values that fall short; on all others the present ones.
    """
    if evaluation is None:
        return []
    scheme = evaluation.at_level(evaluation.project.basics.level_applied.value)
    if scheme is None:
        return []
    if step_id == step_at("targets"):
        near = HorizonName.NEAR_TERM
        return [_touched(row, near) for row in scheme.rows
                if row.horizons[near].verdict in (Verdict.NOT_MET, Verdict.MISSING, Verdict.UNDEFINED)]
    bindings = tuple(sorted(evaluation.base.bindings.items()))
    return [_touched(row, HorizonName.CURRENT) for row in scheme.rows if step_id in _steps_behind(row, bindings)]


def _touched(row: RowResult, horizon: HorizonName) -> Touched:
    result = row.horizons[horizon]
    sign, word = wording.VERDICTS[result.verdict]
    if result.gaps:
        more = f"等{len(result.gaps)}项" if len(result.gaps) > 1 else ""
        gap = f"缺：{result.gaps[0].sentence}{more}"
    else:
        gap = result.reason or wording.gap(row.row, row.indicator, result)
    unit = "" if result.value is None else wording.unit_after(row.row)
    value = f"{wording.row_value(row.row, row.indicator, result)} {unit}".strip()
    return Touched(str(row.row.number), row.row.name, value, sign, word, TONES.get(result.verdict, "quiet"), gap)


def _steps_behind(row: RowResult, bindings: tuple[tuple[str, str], ...]) -> frozenset[str]:
    if row.row.indicator in LISTS:
        return frozenset({step_at(LISTS[row.row.indicator])})
    measure = row.current.measure
    if not measure:
        return frozenset({step_at("boundary/east"), step_at("basics/catalogue_listed")})
    return _steps_of_measure(measure, bindings)


@lru_cache(maxsize=2048)
def _steps_of_measure(measure: str, bindings: tuple[tuple[str, str], ...]) -> frozenset[str]:
    """The steps on which the facts stand that `measure` rests on, under the conventions' bindings."""
    bound, seen, steps = dict(bindings), set(), set()
    open_names = [measure]
    while open_names:
        name = open_names.pop()
        while name in bound:
            name = bound[name]
        if name in seen:
            continue
        seen.add(name)
        if name in FORMULAS:
            open_names += FORMULAS[name].parameters
        elif name in FACTS and FACTS[name].where != WHOLE_YEAR:
            steps.add(step_at(FACTS[name].where))
    return frozenset(steps)


_LISTS = frozenset(name for name, info in Project.model_fields.items() if get_origin(info.annotation) is tuple)


def step_at(address: str) -> str:
    """The id of the step on which the address stands; empty where no step shows it.

    Beside the addresses of the project, `indicators/…` names an indicator, by its id or number.
    """
    head, _, rest = address.partition("/")
    if head == INDICATORS and rest:
        return INDICATORS
    # a finding may speak of thousands of enterprises: which one makes no difference to the step
    return _step_of_any(f"{head}/*/{rest.partition('/')[2]}".rstrip("/") if rest and head in _LISTS else address)


@lru_cache(maxsize=4096)
def _step_of_any(address: str) -> str:
    try:
        return step_of(address)
    except NoSuchAddress:
        return ""
