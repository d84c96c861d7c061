"""Rows that have no present value: said once for all rows that lack the same, and not where another rule says it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..evaluate import Evaluation, HorizonResult, RowResult, SchemeResult, Verdict, trace
from ..facts.registry import Gap
from .completeness import MUST, SIDES, applied_schemes, missing_conditions, states_conditions
from .registry import Noticed, Severity, rule

SHOWN = 3
"""So many of the lacking figures are named; the others are counted."""
NAMED = 2
"""So many rows are called by name; more of them by their numbers."""


@dataclass(frozen=True, slots=True)
class _Lack:
    """Rows that all lack the same: figures, or else a result, for a reason."""

    rows: list[tuple[SchemeResult, RowResult]]
    gaps: tuple[Gap, ...]
    reason: str

    @property
    def whose(self) -> str:
        """“无锡市第2项、国家第1项“单位能耗碳排放””, or “无锡市第6、7、8项，江苏省第3项” where the rows are others."""
        if len({row.row.indicator for _, row in self.rows}) == 1:
            numbered = "、".join(f"{scheme.scheme.short_title}第{row.row.number}项" for scheme, row in self.rows)
            return f"{numbered}“{self.rows[0][1].row.name}”"
        if len(self.rows) <= NAMED:
            return "、".join(
                f"{scheme.scheme.short_title}第{row.row.number}项“{row.row.name}”" for scheme, row in self.rows
            )
        numbers: dict[str, list[str]] = {}
        for scheme, row in self.rows:
            numbers.setdefault(scheme.scheme.short_title, []).append(str(row.row.number))
        return "，".join(f"{scheme}第{'、'.join(rows)}项" for scheme, rows in numbers.items())

    @property
    def what(self) -> str:
        """The lacking figures, the first by name."""
        more = f"等{len(self.gaps)}项" if len(self.gaps) > SHOWN else ""
        return "、".join(gap.sentence for gap in self.gaps[:SHOWN]) + more

    def places(self, evaluation: Evaluation) -> tuple[str, ...]:
        """Where the lacking figures are entered, or those of a division that has no result."""
        found = [gap.address for gap in self.gaps] or _divided(evaluation, self.rows[0][1].current)
        return tuple(dict.fromkeys(found))


def _said_elsewhere(evaluation: Evaluation) -> set[str]:
    """The addresses that other rules name: sides of the boundary, and energy kinds that are not known."""
    unknown = {
        f"years/{record.year}/energy/{row.key}/energy"
        for record in evaluation.project.years
        for row in record.energy
        if row.energy not in evaluation.rules.energy_types
    }
    return {*SIDES, *unknown}


def _rows(evaluation: Evaluation, *, must: bool) -> Iterator[tuple[SchemeResult, RowResult]]:
    for scheme in applied_schemes(evaluation):
        for row in scheme.rows:
            if (row.row.row_class in MUST) is must:
                yield scheme, row


def _lacks(evaluation: Evaluation, *, must: bool, but: set[str]) -> list[_Lack]:
    """What rows lack beside the addresses `but`, and what has no result."""
    found: dict[object, _Lack] = {}
    for scheme, row in _rows(evaluation, must=must):
        now = row.current
        gaps = tuple(gap for gap in now.gaps if gap.address not in but)
        undefined = now.verdict is Verdict.UNDEFINED and now.value is None
        if not undefined and (now.verdict is not Verdict.MISSING or not gaps):
            continue
        # “甲”的分母为零: whose it is stands in front
        reason = "" if gaps else now.reason.rstrip("。").removeprefix(f"“{row.indicator.name}”的")
        exempt = row.row.row_class in scheme.scheme.exemptable_classes
        key = (gaps, exempt) if gaps else (_divided(evaluation, now), reason, exempt)
        found.setdefault(key, _Lack([], gaps, reason)).rows.append((scheme, row))
    return list(found.values())


def _divided(evaluation: Evaluation, result: HorizonResult) -> tuple[str, ...]:
    """Where the numbers of a division that has no result are entered."""
    steps = trace(evaluation, result.measure, result.year)
    entered = tuple(each.address for step in steps[-1:] for each in step.inputs if each.address)
    return entered or (f"years/{result.year}/energy",)


@rule("complete.binding_rows", Severity.MUST_FIX, "约束性指标有现状值", reads=("years", "boundary"))
def binding_rows_have_values(evaluation: Evaluation) -> Noticed:
    """Every binding row of the schemes up to the level applied for has a current value."""
    conditions = {gap.address for _, result in missing_conditions(evaluation) for gap in result.gaps}
    for lack in _lacks(evaluation, must=True, but=_said_elsewhere(evaluation)):
        if lack.gaps:
            if any(states_conditions(*each) for each in lack.rows) and all(
                gap.address in conditions for gap in lack.gaps
            ):
                continue  # said by complete.conditions
            yield f"{lack.whose}缺少数据：{lack.what}；请补充。", lack.places(evaluation)
        else:
            yield f"{lack.whose}没有现状值：{lack.reason}；请核对数据。", lack.places(evaluation)


@rule(
    "complete.reference_rows",
    Severity.EXPLAIN,
    "重要参考指标有现状值或免列说明",
    reads=("years", "enterprises", "exemptions", "claims"),
)
def reference_rows_have_values(evaluation: Evaluation) -> Noticed:
    """Every reference row has a current value, or is exempted with a reason and evidence."""
    binding = {gap.address for _, row in _rows(evaluation, must=True) for gap in row.current.gaps}
    for lack in _lacks(evaluation, must=False, but=_said_elsewhere(evaluation) | binding):
        scheme, row = lack.rows[0]
        why = f"缺少{lack.what}" if lack.gaps else lack.reason
        exempt = row.row.row_class in scheme.scheme.exemptable_classes
        yield (
            f"{lack.whose}没有现状值：{why}；请补充数据，"
            + ("或说明不适用并附佐证。" if exempt else "或撤回加分申请，或说明原因。"),
            lack.places(evaluation),
        )
