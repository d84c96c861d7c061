"""免列说明: the rows that application and plan leave out, each with what is asked, why it cannot be done, and the proof."""

from __future__ import annotations

from ... import wording
from ...evaluate import HorizonName, RowResult, SchemeResult, exemption_faults
from ...project.statements import Evidence
from .. import blocks as b
from ..material import Material
from ..outline import Section, headed
from ..parts.annex import annex, annex_foot, annex_head


def document(material: Material) -> b.Document | None:
    """The document of a park; None where nothing is exempt."""
    if not material.exempt_indicators:
        return None
    title = "零碳园区建设指标免列说明"
    sections = [_scheme(material, scheme) for scheme in material.evaluation.schemes.values() if material.exempt(scheme)]
    sections.append(Section("待补充", _faults(material)))
    blocks = (*annex_head(material, title), *headed(sections), *annex_foot(material))
    return annex("exemptions", material, title, blocks)


def _scheme(material: Material, scheme: SchemeResult) -> Section:
    rows = material.exempt(scheme)
    number = f"（{scheme.scheme.number}）" if scheme.scheme.number else ""
    classes = "、".join(dict.fromkeys(row.row.row_class.label for row in rows))
    lead = (
        f"《{scheme.scheme.document}》{number}的{classes}中，下列{len(rows)}项因客观条件不具备，未列入申报书和建设方案，"
        "现说明原因并附佐证材料。"
    )
    sections = tuple(Section(f"第{row.row.number}项　{row.row.name}", (_form(material, row),)) for row in rows)
    return Section(scheme.scheme.title, (b.Paragraph(lead),), sections)


def _form(material: Material, row: RowResult) -> b.Table:
    assert row.exemption is not None
    papers = material.evidence(row.exemption.evidence)
    rows: list[tuple[str, b.Content]] = [
        ("指标类别", row.row.row_class.label),
        ("指标定义", row.indicator.definition),
        ("指标要求", _demand(row)),
        ("不具备条件的原因", row.exemption.reason.strip()),
        ("佐证材料", tuple(run for paper in papers for run in _quoted(paper))[:-1]),
    ]
    return b.Table(
        (b.Column(weight=2), b.Column(weight=8)),
        tuple((b.Cell(title, label=True), b.Cell(text)) for title, text in rows),
        style="form",
    )


def _quoted(paper: Evidence) -> tuple[b.Run | str, ...]:
    """“15-01 余热调查报告（某机构，2025年9月30日）”, of which any part may be blank, and the end of the line."""
    day = wording.day(paper.issued_on) if paper.issued_on else ""
    issued = "，".join(filter(None, (paper.issuer, day)))
    about = paper.title + (f"（{issued}）" if issued else "")
    if not paper.number:
        return about, "\n"
    return b.Link(paper.number, f"evidence.{paper.id}", kind="evidence"), f" {about}" if about else "", "\n"


def _demand(row: RowResult) -> str:
    near, long = row.horizons[HorizonName.NEAR_TERM], row.horizons[HorizonName.LONG_TERM]
    unit = wording.unit_after(row.row)
    if near.limit == long.limit:
        return f"{wording.limit(near.limit)}{unit}"
    return f"近期{wording.limit(near.limit)}{unit}，远期{wording.limit(long.limit)}{unit}"


def _faults(material: Material) -> tuple[b.Block, ...]:
    """Exemptions that were entered and do not count yet."""
    faults = [
        fault
        for each in material.project.exemptions
        for fault in exemption_faults(material.project, material.rules, each)
    ]
    if not faults:
        return ()
    return b.Paragraph("下列指标的免列说明尚不完整，仍列在申报书和建设方案中："), b.BulletList(faults)
