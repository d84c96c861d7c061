"""Statements that need a ground: exemptions, flags, claims, evidence, conventions, years."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from ..evaluate import Evaluation, exemption_faults
from ..project import Project, year_mismatches
from ..project.addressing import described
from ..project.enterprises import Enterprise
from ..project.fields import Row
from ..project.remembering import remembered
from ..rules import IndicatorClass
from .many import called, each_fault
from .registry import Noticed, Severity, rule


@rule("statement.exemption", Severity.MUST_FIX, "免列说明成立", reads=("exemptions", "evidence"))
def exemptions_are_grounded(evaluation: Evaluation) -> Noticed:
    """An exemption names a reference (or guiding) row, a reason and evidence."""
    for row in evaluation.project.exemptions:
        for sentence in exemption_faults(evaluation.project, evaluation.rules, row):
            yield sentence, (f"exemptions/{row.key}",)


@rule("statement.claim", Severity.MUST_FIX, "申请加分的是激励性指标", reads=("claims/*/scheme", "claims/*/indicator"))
def claims_name_incentive_rows(evaluation: Evaluation) -> Noticed:
    """A claim names an incentive row of its scheme."""
    for row in evaluation.project.claims:
        scheme = evaluation.rules.schemes.get(row.scheme)
        found = scheme.row_of(row.indicator) if scheme else None
        if found is None or found.row_class is not IndicatorClass.INCENTIVE:
            known = evaluation.rules.indicators.get(row.indicator)
            name = found.name if found else known.name if known else row.indicator
            yield f"“{name}”不是激励性指标，不能申请加分；请删除该项申请。", (f"claims/{row.key}",)


@rule(
    "statement.convention",
    Severity.MUST_FIX,
    "口径选择在规则中",
    reads=("conventions/*/convention", "conventions/*/choice"),
)
def conventions_are_known(evaluation: Evaluation) -> Noticed:
    """Every choice names a convention and one of its alternatives."""
    for row in evaluation.project.conventions:
        if row.convention not in evaluation.base.choices:
            convention = evaluation.rules.conventions.get(row.convention)
            yield (
                f"口径“{convention.title}”选用的“{row.choice}”不在规则中，已按默认口径计算；请重新选择。"
                if convention
                else f"口径“{row.convention}”不在规则中，未参与计算；请删除该项选择。",
                (f"conventions/{row.key}",),
            )


@rule(
    "statement.convention_note",
    Severity.EXPLAIN,
    "改用其他口径须说明理由",
    reads=("conventions/*/choice", "conventions/*/note"),
)
def other_conventions_are_explained(evaluation: Evaluation) -> Noticed:
    """A choice other than the default has a note."""
    for row in evaluation.project.conventions:
        convention = evaluation.rules.conventions.get(row.convention)
        if convention and row.choice != convention.default and not row.note.strip():
            yield f"口径“{convention.title}”未采用默认选项，也没有填写理由；请说明。", (f"conventions/{row.key}/note",)


Uses = tuple[tuple[str, tuple[str, ...]], ...]


@remembered(most=60_000)
def _row_uses(row: Row) -> Uses:
    return evidence_uses(row)


def evidence_uses(part: BaseModel) -> Uses:
    """Each list of evidence ids within a part of the project, with its address from there."""
    found: list[tuple[str, tuple[str, ...]]] = []
    for name in type(part).model_fields:
        value = getattr(part, name)
        if name == "evidence" and value and isinstance(value[0], str):
            found.append((name, value))
        elif isinstance(value, BaseModel):
            found += [(f"{name}/{below}", cited) for below, cited in evidence_uses(value)]
        elif isinstance(value, tuple):
            for row in value:
                if isinstance(row, Row):
                    within = _row_uses(row) if isinstance(part, Project) else evidence_uses(row)
                    found += [(f"{name}/{row.key}/{below}", cited) for below, cited in within]
    return tuple(found)


@rule("statement.evidence_unknown", Severity.MUST_FIX, "引用的佐证材料在清单中", reads=("evidence",))
def cited_evidence_exists(evaluation: Evaluation) -> Noticed:
    """Every evidence id that is cited stands in the list of evidence."""
    known = {row.id for row in evaluation.project.evidence}
    if all(cited <= known for cited in _cited_by_part(evaluation.project)):
        return
    project = evaluation.project
    yield from each_fault(
        [
            (
                f"{described(project, address.rpartition('/')[0])}引用的佐证材料“{key}”不在佐证材料清单中；"
                "请重新关联，或取消引用。",
                address,
            )
            for address, cited in evidence_uses(project)
            for key in cited
            if key not in known
        ]
    )


@remembered(most=60_000)
def _cited(part: BaseModel) -> frozenset[str]:
    """All evidence ids that a part of the project cites."""
    return frozenset(key for _, cited in evidence_uses(part) for key in cited)


@remembered(most=40)
def _cited_in(rows: tuple[Row, ...]) -> frozenset[str]:
    return frozenset().union(*_cited.each(rows))


def _cited_by_part(project: Project) -> Iterator[frozenset[str]]:
    """What each part and each list of the project cites: no row is read again that did not change."""
    for name in type(project).model_fields:
        value = getattr(project, name)
        if isinstance(value, BaseModel):
            yield _cited(value)
        elif isinstance(value, tuple) and value and isinstance(value[0], Row):
            yield _cited_in(value)


FLAGS = (
    "diagnosed",
    "benchmark",
    "footprint",
    "disclosed",
    "green_factory",
    "green_supply_chain",
    "verified",
    "cleaner_production",
    "on_platform",
)


@remembered(most=60_000)
def _bare_flags(enterprise: Enterprise) -> tuple[str, ...]:
    """The statements of an enterprise counted in that count in a share, and that nothing proves."""
    if not enterprise.counted_in:
        return ()
    return tuple(
        name
        for name in FLAGS
        if getattr(enterprise, name).value in (True, "reached") and not getattr(enterprise, name).evidence
    )


@rule(
    "statement.flag_without_evidence",
    Severity.EXPLAIN,
    "企业的肯定陈述有佐证",
    reads=tuple(f"enterprises/*/{name}" for name in FLAGS),
)
def flags_are_proved(evaluation: Evaluation) -> Noticed:
    """A statement that counts in a share has evidence."""
    unproved: dict[str, list[Enterprise]] = {}
    rows = evaluation.project.enterprises
    for row, bare_names in zip(rows, _bare_flags.each(rows), strict=True):
        for name in bare_names:
            unproved.setdefault(name, []).append(row)
    for name in FLAGS:
        bare = unproved.get(name)
        if bare:
            title = type(bare[0]).model_fields[name].title
            yield (
                f"{len(bare)}家企业填报“{title}”而没有佐证材料，如“{called(bare[0])}”；请关联佐证，或说明原因。",
                tuple(f"enterprises/{row.key}/{name}/evidence" for row in bare),
            )


@remembered(most=4)
def _counted_in_from_outside(enterprises: tuple[Enterprise, ...]) -> list[Enterprise]:
    return [row for row in enterprises if row.counted_in and row.inside is False]


@rule(
    "statement.outside",
    Severity.MUST_FIX,
    "纳入统计的企业在界内",
    reads=("enterprises/*/inside", "enterprises/*/counted_in"),
)
def no_enterprise_outside_is_counted_in(evaluation: Evaluation) -> Noticed:
    """Shares and sums speak of the enterprises inside the boundary only."""
    outside = _counted_in_from_outside(evaluation.project.enterprises)
    if outside:
        yield (
            f"{len(outside)}家企业不在界内而纳入统计，如“{called(outside[0])}”；请改为不纳入统计，或核对位置。",
            tuple(f"enterprises/{row.key}/counted_in" for row in outside),
        )


@rule(
    "statement.years",
    Severity.MUST_FIX,
    "数据年份在项目年份内",
    reads=("period", "years/*/year", "enterprises/*/annual/*/year", "targets/*/year"),
)
def years_match(evaluation: Evaluation) -> Noticed:
    """No figure lies outside the project's years."""
    yield from each_fault(year_mismatches(evaluation.project))


@rule("statement.target_unknown", Severity.MUST_FIX, "规划目标的指标在评价体系中", reads=("targets/*/indicator",))
def targets_name_indicators(evaluation: Evaluation) -> Noticed:
    """Every target names an indicator that some scheme uses."""
    used = {row.row.indicator for scheme in evaluation.schemes.values() for row in scheme.rows}
    for row in evaluation.project.targets:
        if row.indicator not in used:
            yield (
                f"规划目标中的指标“{row.indicator or '未选'}”不在任何评价体系中；请重新选择。",
                (f"targets/{row.key}/indicator",),
            )


@rule(
    "statement.target_twice",
    Severity.MUST_FIX,
    "一个指标一年只有一个规划值",
    reads=("targets/*/indicator", "targets/*/year"),
)
def no_target_stands_twice(evaluation: Evaluation) -> Noticed:
    """An indicator has one target in a year."""
    seen = set()
    for row in evaluation.project.targets:
        key = (row.indicator, row.year)
        if key in seen:
            name = (
                evaluation.rules.indicators[row.indicator].name
                if row.indicator in evaluation.rules.indicators
                else row.indicator
            )
            yield f"“{name}”在{row.year}年有两个规划值；请只保留一个。", (f"targets/{row.key}/year",)
        seen.add(key)
