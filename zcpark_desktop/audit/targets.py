"""Targets: in the right unit, going forward, and in keeping with the plan years' own figures."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..evaluate import Evaluation, RowResult
from ..project.plan import Target
from ..rules import IndicatorKind
from ..wording import entered, number, telling, unit
from .registry import Noticed, Severity, rule
from .results import UNBOUNDED, is_impossible, rows_once

KEEPS = Decimal("0.05")
"""A target and the plan year's own figures agree within 5 %."""

READS = ("targets/*/indicator", "targets/*/year", "targets/*/value")


def _targets(evaluation: Evaluation) -> Iterator[tuple[RowResult, list[Target]]]:
    """Each indicator with its targets by year, those that have a year and a value."""
    found: dict[str, list[Target]] = {}
    for target in evaluation.project.targets:
        if target.year is not None and target.value is not None:
            found.setdefault(target.indicator, []).append(target)
    for row in rows_once(evaluation):
        if row.row.indicator in found:
            yield row, sorted(found[row.row.indicator], key=lambda target: target.year or 0)


def _upwards(row: RowResult) -> bool | None:
    """Whether more is better; None where the row prints no limit."""
    limit = row.current.limit
    return None if limit is None or limit.printed is None else limit.comparison == ">="


def _unit(row: RowResult) -> str:
    return "%" if row.row.unit == "%" else unit(row.row.unit)


def _said(row: RowResult, value: Decimal) -> str:
    return f"{entered(value)}{_unit(row)}"


@rule("target.incomplete", Severity.MUST_FIX, "规划目标有年份和数值", reads=READS)
def targets_are_complete(evaluation: Evaluation) -> Noticed:
    """A target has an indicator, a year and a value."""
    for target in evaluation.project.targets:
        missing = [what for what, value in (("年份", target.year), ("规划值", target.value)) if value is None]
        if missing:
            known = evaluation.rules.indicators.get(target.indicator)
            yield (
                f"规划目标“{known.name if known else target.indicator or '未选指标'}”缺少{'和'.join(missing)}；请补充，或删除该行。",
                (f"targets/{target.key}/{'year' if target.year is None else 'value'}",),
            )


@rule("target.backwards", Severity.EXPLAIN, "规划目标逐年向好", reads=READS)
def targets_go_forward(evaluation: Evaluation) -> Noticed:
    """No target is worse than the one of an earlier year."""
    for row, targets in _targets(evaluation):
        upwards = _upwards(row)
        for before, target in zip(targets, targets[1:], strict=False):
            assert before.value is not None and target.value is not None
            worse = target.value < before.value if upwards else target.value > before.value
            if upwards is not None and worse:
                yield (
                    f"“{row.indicator.name}”{target.year}年规划值{_said(row, target.value)}，不及{before.year}年的"
                    f"{_said(row, before.value)}；请核对，或说明原因。",
                    (f"targets/{target.key}/value", f"targets/{before.key}/value"),
                )


@rule("target.below_current", Severity.EXPLAIN, "规划目标不低于现状", reads=(*READS, "years"))
def targets_are_no_worse_than_now(evaluation: Evaluation) -> Noticed:
    """No target is worse than the present value."""
    for row, targets in _targets(evaluation):
        now, upwards = row.current.value, _upwards(row)
        if (
            now is None
            or upwards is None
            or row.indicator.kind is IndicatorKind.LIST
            or _measures_differ(row)
            or is_impossible(row)
        ):
            continue
        for target in targets:
            assert target.value is not None
            if _is_fraction(row, target):
                continue  # said by target.fraction
            if target.value < now if upwards else target.value > now:
                yield (
                    f"“{row.indicator.name}”{target.year}年规划值{_said(row, target.value)}，不及{row.current.year}年现状值"
                    f"{telling(now, target.value, decimals=row.indicator.decimals)}{_unit(row)}；请核对，或说明原因。",
                    (f"targets/{target.key}/value",),
                )


def _measures_differ(row: RowResult) -> bool:
    """Whether the row's horizons are measured in different ways (row 23: energy a day, then load)."""
    return len({result.measure for result in row.horizons.values()}) > 1


@rule("target.beyond_whole", Severity.MUST_FIX, "占比的规划值不大于100%", reads=READS)
def no_target_exceeds_the_whole(evaluation: Evaluation) -> Noticed:
    """No target for a share is more than 100 %."""
    for row, targets in _targets(evaluation):
        for target in targets:
            assert target.value is not None
            if row.row.unit == "%" and row.row.indicator not in UNBOUNDED and target.value > 100:
                yield (
                    f"“{row.indicator.name}”{target.year}年规划值{entered(target.value)}%，大于100%；请更正。",
                    (f"targets/{target.key}/value",),
                )


def _is_fraction(row: RowResult, target: Target) -> bool:
    now = row.current.value
    return row.row.unit == "%" and now is not None and now > 1 and target.value is not None and 0 < target.value <= 1


@rule("target.fraction", Severity.EXPLAIN, "占比的规划值以百分数填写", reads=(*READS, "years"))
def shares_are_entered_in_percent(evaluation: Evaluation) -> Noticed:
    """A target of 0.5 for a share of 20 % was meant as 50 %."""
    for row, targets in _targets(evaluation):
        now = row.current.value
        for target in targets:
            assert target.value is not None
            if _is_fraction(row, target) and now is not None:
                yield (
                    f"“{row.indicator.name}”{target.year}年规划值填为{entered(target.value)}，单位是%（现状为{number(now)}%），"
                    f"疑为小数；请改为{entered((target.value * 100).normalize())}，或说明原因。",
                    (f"targets/{target.key}/value",),
                )


@rule("target.plan_year", Severity.EXPLAIN, "规划目标与规划年数据相符", reads=(*READS, "years"))
def targets_keep_with_the_plan_years(evaluation: Evaluation) -> Noticed:
    """Where a plan year has its own energy balance, what is computed from it is within 5 % of the target."""
    for row, targets in _targets(evaluation):
        if row.row.indicator not in FROM_THE_BALANCE:
            continue
        for target in targets:
            record = evaluation.project.year(target.year or 0)
            measure = evaluation.rules.measure(row.row, "near_term")
            computed = (
                evaluation.number(measure, target.year) if record is not None and record.energy and measure else None
            )
            if computed is None or target.value is None:
                continue
            own = computed * 100 if row.row.unit == "%" else computed
            if abs(target.value - own) > KEEPS * abs(own) + ROUNDED:
                yield (
                    f"“{row.indicator.name}”{target.year}年规划值{_said(row, target.value)}，而由该年能源平衡表等得出"
                    f"{telling(own, target.value, decimals=row.indicator.decimals)}{_unit(row)}；请使两者一致，或说明原因。",
                    (f"targets/{target.key}/value", f"years/{target.year}/energy"),
                )


ROUNDED = Decimal("0.005")
"""Targets are rounded to two places."""
FROM_THE_BALANCE = (
    "carbon_per_unit_energy",
    "energy_per_value_added",
    "carbon_per_value_added",
    "nonfossil_energy_share",
    "renewable_share",
    "electrification_share",
    "clean_energy_share",
)
"""Indicators that follow from the energy balance, which plan years have too."""
