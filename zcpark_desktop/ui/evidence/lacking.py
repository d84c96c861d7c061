"""What should be proved and is not, each with the place where it is mended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from zcpark_desktop.audit.completeness import applied_schemes
from zcpark_desktop.audit.statements import FLAGS
from zcpark_desktop.evaluate import Evaluation, Verdict
from zcpark_desktop.project import Address
from zcpark_desktop.project.declared import declared
from zcpark_desktop.project.enterprises import Enterprise
from zcpark_desktop.storage.evidence import EvidenceStore

from .citing import Kept


@dataclass(frozen=True)
class Lack:
    """Something unproved: what it is, and either the address to jump to or the indicator that needs a paper."""

    words: str
    address: Address = ""
    indicator: str = ""


@dataclass(frozen=True)
class LackGroup:
    """Lacks of one sort, and what to do about them."""

    title: str
    lacks: tuple[Lack, ...]


NOT_COUNTED = (Verdict.EXEMPT, Verdict.NOT_CLAIMED, Verdict.NOT_APPLICABLE, Verdict.MISSING)


def of_enterprises(enterprises: Sequence[Enterprise]) -> list[LackGroup]:
    """The statements of enterprises that are unproved, statement by statement."""
    groups = []
    for name in FLAGS:
        title = declared(f"enterprises/*/{name}/value").title
        statement = attrgetter(name)
        groups.append(LackGroup(f"企业填报“{title}”，没有佐证材料", tuple(
            Lack(row.name or f"第{row.key}行", f"enterprises/{row.key}/{name}/evidence") for row in enterprises
            if not (made := statement(row)).evidence and made.value in (True, "reached") and row.counted_in)))
    return groups


def lacking(evaluation: Evaluation, store: EvidenceStore | None, enterprises: Kept[list[LackGroup]]) -> list[LackGroup]:
    """All that lacks evidence, sort by sort; sorts without any are left out.

    Args:
        enterprises: `of_enterprises`, which keeps its result while no enterprise changes.
    """
    project, kinds = evaluation.project, evaluation.rules.energy_types
    groups = [
        LackGroup("指标有数值，没有对应的佐证材料", tuple(_indicators(evaluation))),
        LackGroup("免列说明、加分申请没有佐证材料", tuple(_statements(evaluation))),
        LackGroup("园区的肯定陈述没有佐证材料", tuple(
            Lack(declared(f"foundations/{name}/value").title, f"foundations/{name}/evidence")
            for name in ("accounting", "no_major_accident")
            if getattr(project.foundations, name).value and not getattr(project.foundations, name).evidence)),
        LackGroup("实测系数没有佐证材料", tuple(
            Lack(f"{kinds[row.energy].name if row.energy in kinds else row.energy}的实测系数",
                 f"coefficients/{row.key}/evidence") for row in project.coefficients if not row.evidence)),
    ]
    groups += enterprises.of(project.enterprises)
    groups.append(LackGroup("清单中的材料没有文件", tuple(
        Lack(f"{row.number}　{row.title}".strip("　") or f"第{row.key}行", f"evidence/{row.key}")
        for row in project.evidence if row.file is None or not row.file.sha256)))
    groups.append(LackGroup("文件不在项目中，请重新添加", tuple(
        Lack(f"{row.number}　{row.file.name}", f"evidence/{row.key}") for row in project.evidence
        if store is not None and row.file is not None and row.file.sha256 and row.file.sha256 not in store)))
    return [group for group in groups if group.lacks]


def _indicators(evaluation: Evaluation) -> Iterator[Lack]:
    filed = {indicator for row in evaluation.project.evidence for indicator in row.indicators}
    seen: set[str] = set()
    for scheme in applied_schemes(evaluation):
        for row in scheme.rows:
            indicator = row.row.indicator
            if indicator in filed or indicator in seen or row.current.verdict in NOT_COUNTED:
                continue
            seen.add(indicator)
            yield Lack(f"{scheme.scheme.short_title}第{row.row.number}项　{row.row.name}", indicator=indicator)


def _statements(evaluation: Evaluation) -> Iterator[Lack]:
    for word, part, rows in (("免列说明", "exemptions", evaluation.project.exemptions),
                             ("加分申请", "claims", evaluation.project.claims)):
        for row in rows:
            if row.evidence:
                continue
            scheme = evaluation.rules.schemes.get(row.scheme)
            found = scheme.row_of(row.indicator) if scheme is not None else None
            name = f"{scheme.short_title}第{found.number}项　{found.name}" if scheme and found else row.indicator
            yield Lack(f"{name}的{word}", f"{part}/{row.key}")
