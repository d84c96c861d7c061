"""佐证材料清单: the papers by number, and what still has to be proved."""

from __future__ import annotations

from ... import wording
from ...evaluate import RowResult, Verdict
from ...project.enterprises import Enterprise
from ...project.statements import Evidence
from ...rules import IndicatorClass
from .. import blocks as b
from ..material import Material, number_of, numbers_of
from ..outline import Section, headed
from ..parts.annex import annex, annex_head
from ..phrases import runs
from ..proofs import citations, natural, papers_of
from .calculation_lists import STATEMENTS, says_yes

_EXEMPT = "免列说明"
_NAMED = 5
"""How many enterprises are named in a row."""


def document(material: Material) -> b.Document:
    """The document of a park."""
    title = "零碳园区申报佐证材料清单"
    papers, lacking = _papers(material), _lacking(material)
    sections = [
        Section("佐证材料", (b.Paragraph(_count(material)), *([papers] if papers else []))),
        Section("尚缺佐证", lacking),
    ]
    return annex("evidence", material, title, (b.Landscape((*annex_head(material, title), *headed(sections))),))


def _count(material: Material) -> str:
    papers = material.project.evidence
    if not papers:
        return "尚未登记佐证材料。"
    with_file = sum(1 for paper in papers if paper.file)
    attached = (
        "均附电子文件"
        if with_file == len(papers)
        else f"其中{with_file}份附有电子文件"
        if with_file
        else "均未附电子文件"
    )
    return f"共{len(papers)}份，{attached}，按编号排列。"


def _papers(material: Material) -> b.Table | None:
    if not material.project.evidence:
        return None
    cited = citations(material.project)
    exempting = {key for each in material.project.exemptions for key in each.evidence}
    columns = (
        b.Column("序号", align="center", weight=0.8),
        b.Column("编号", align="center", weight=1.2),
        b.Column("名称", weight=4.4),
        b.Column("类别", align="center", weight=1.7),
        b.Column("证明的指标或事项", weight=3.4),
        b.Column("出具单位", weight=3),
        b.Column("日期", align="center", weight=2.4),
        b.Column("文件", weight=2.6),
        b.Column("备注", weight=2.4),
    )
    rows = []
    papers = sorted(material.project.evidence, key=lambda each: natural(number_of(each)))
    for position, paper in enumerate(papers, 1):
        proves = _proves(material, paper, cited.get(paper.id, ()), paper.id in exempting)
        rows.append(
            (
                str(position),
                b.Cell(paper.number or "待编号", bookmark=f"evidence.{paper.id}"),
                paper.title or wording.BLANK,
                paper.kind.label if paper.kind else wording.BLANK,
                proves,
                paper.issuer or wording.BLANK,
                wording.day(paper.issued_on),
                paper.file.name if paper.file else wording.BLANK,
                paper.note or wording.BLANK,
            )
        )
    return b.Table(columns, rows, "佐证材料清单", "table.evidence", dense=True,
                   row_addresses=[f"evidence/{paper.key}" for paper in papers])


def _proves(material: Material, paper: Evidence, tables: tuple[str, ...], exempting: bool) -> str:
    """The rows that the paper names; the tables that quote it where it names none; exempt rows only as such."""
    named: dict[str, list[int]] = {}
    seen: set[str] = set()
    for scheme in material.evaluation.schemes.values():
        for row in scheme.rows:
            key = row.row.indicator
            if key in paper.indicators and not material.is_left_out(row) and key not in seen:
                named.setdefault(scheme.scheme.short_title, []).append(row.row.number)
                seen.add(key)
    shown = [f"{title}第{runs(numbers)}项" for title, numbers in named.items()]
    if exempting or not material.exempt_indicators.isdisjoint(paper.indicators):
        shown.append(_EXEMPT)
    return "；".join(shown or tables) or wording.BLANK


# --------------------------------------------------------------------------- what is lacking


def _lacking(material: Material) -> tuple[b.Block, ...]:
    return *_rows_without_papers(material), *_statements_without_papers(material), *_incomplete_papers(material)


def _rows_without_papers(material: Material) -> tuple[b.Block, ...]:
    """The rows held against the park that no paper proves, with what usually does."""
    rows = [
        (f"{scheme.scheme.short_title}第{row.row.number}项", row.row.name, "；".join(row.indicator.proofs))
        for scheme in material.applied
        for row in scheme.rows
        if _unproved(material, row)
    ]
    columns = (
        b.Column("指标", align="center", weight=2),
        b.Column("名称", weight=4),
        b.Column("通常需要的佐证材料", weight=6),
    )
    lead = b.Paragraph(f"下列{len(rows)}项指标已列入自评，尚未关联佐证材料。")
    return (lead, b.Table(columns, rows, "尚缺佐证的指标", dense=True)) if rows else ()


def _unproved(material: Material, row: RowResult) -> bool:
    """Whether the row is held against the park and no paper names it; values that are missing want data first."""
    if material.is_left_out(row):
        return False
    if row.row.row_class is IndicatorClass.INCENTIVE and row.claim is None:
        return False
    return row.current.verdict is not Verdict.NOT_APPLICABLE and not papers_of(material, row)


def _statements_without_papers(material: Material) -> tuple[b.Block, ...]:
    """For each statement of the enterprises: how many affirm it, and who of them without a paper."""
    schemes = material.evaluation.schemes.values()
    shown = {row.row.indicator for scheme in schemes for row in scheme.rows if not material.is_left_out(row)}
    rows = []
    for field, _, indicator in STATEMENTS:
        stated = zip(material.members, material.statements(field), strict=True)
        yes = [(each, said.evidence) for each, said in stated if says_yes(said.value)]
        bare = [each for each, papers in yes if not material.is_proved(papers)]
        if bare and indicator in shown:
            names = "、".join(each.name or each.key for each in bare[:_NAMED])
            more = f"等{len(bare)}家" if len(bare) > _NAMED else ""
            title = Enterprise.model_fields[field].title or field
            rows.append((title, str(len(yes)), str(len(bare)), names + more))
    columns = (
        b.Column("声明事项", weight=3),
        b.Column("为“是”的企业", "家", "right", 1.6),
        b.Column("未关联佐证", "家", "right", 1.4),
        b.Column("涉及企业", weight=6),
    )
    lead = b.Paragraph("企业清单中下列声明事项尚未全部关联佐证材料。")
    return (lead, b.Table(columns, rows, "尚缺佐证的企业声明事项", dense=True)) if rows else ()


def _incomplete_papers(material: Material) -> tuple[b.Block, ...]:
    """For each field of the register: the papers that lack it."""
    fields = {
        "number": "编号",
        "title": "名称",
        "kind": "类别",
        "issuer": "出具单位",
        "issued_on": "日期",
        "file": "文件",
    }
    rows = []
    for name, title in fields.items():
        papers = [paper for paper in material.project.evidence if not getattr(paper, name)]
        if papers:
            numbers = numbers_of(sorted(papers, key=lambda each: natural(number_of(each))))
            rows.append((title, str(len(papers)), numbers))
    columns = (
        b.Column("尚缺", align="center", weight=1.5),
        b.Column("份数", align="center", weight=1),
        b.Column("材料编号", weight=9.5),
    )
    lead = b.Paragraph("下列材料的登记信息不完整。")
    return (lead, b.Table(columns, rows, "登记不完整的佐证材料", dense=True)) if rows else ()
