"""建设方案: what is there, what is aimed at by stage, what is done along the plan's directions, and who answers for it.

It is shorter than the application on the park itself, and says more about stages, accompanying actions and duties.
"""

from __future__ import annotations

from ... import wording
from ..blocks import Block, Cover, Document, Paragraph
from ..material import Material
from ..outline import Section, attached, headed, opening
from ..parts import carbon, energy, identity, projects, trend
from ..parts.pending import pending
from ..parts.standing import current_gaps, standing
from ..phrases import clauses, span, with_change
from .plan_actions import actions
from .plan_stages import directions_without_projects, duties, goals, timetable


def document(material: Material) -> Document:
    """The whole plan."""
    chapters = (
        _foundation(material),
        _feasibility(material),
        goals(material),
        _tasks(material),
        projects.economy(material, "经济性分析", "plan.5"),
        _safeguards(material),
    )
    quoted = material.narrative_gaps("plan")
    asked = (*chapters, *([Section("文稿", gaps=quoted)] if quoted else []))
    pages: tuple[Block, ...] = (*headed(chapters), *headed(attached((pending(asked),))))
    blocks = (_cover(material), *opening(pages), *pages)
    basics = material.basics
    return Document(
        "plan", f"{basics.name}零碳园区建设方案", blocks, subject=basics.name, author=basics.applicant
    )


def _cover(material: Material) -> Cover:
    basics, period = material.basics, material.period
    fields = (
        ("建设单位", basics.managing_body or basics.applicant),
        ("申报级别", basics.level_applied.label),
        ("建设期", span(period.construction_start, period.construction_end)),
    )
    title = (*([basics.name] if basics.name else []), "零碳园区建设方案")
    return Cover(
        title,
        tuple((label, text) for label, text in fields if text),
        wording.day(material.today).rsplit("月", 1)[0] + "月",
    )


def _foundation(material: Material) -> Section:
    blocks, gaps = identity.situation(material, "plan.1")
    first = Section("园区概况", blocks, gaps=gaps, address="basics")
    return Section("建设基础", sections=(first, _energy_and_carbon(material)), new_page=True)


def _energy_and_carbon(material: Material) -> Section:
    """Totals over the years; the details stand in the application."""
    years = material.years
    told = clauses(
        (
            with_change("综合能源消费量（等价值）", "吨标准煤", years, material.numbers("energy_equivalent_tce"), 2),
            with_change("二氧化碳排放量", "吨", years, material.numbers("emissions_tco2"), 2),
            with_change("单位能耗碳排放", "吨/吨标准煤", years, material.numbers("carbon_per_unit_energy"), 3),
        )
    )
    blocks: list[Block] = (
        [Paragraph(f"{material.period.base_year}年，园区{told}分品种和分来源的数据见申报书。")] if told else []
    )
    made = (
        energy.totals_table(material),
        energy.structure_figure(material),
        carbon.inventory(material),
        carbon.parts_figure(material),
    )
    blocks += [each for each in made if each]
    return Section("能源消费和碳排放", tuple(blocks), gaps=material.gaps("energy_equivalent_tce", "emissions_tco2"))


def _feasibility(material: Material) -> Section:
    sections = [trend.section(material, "能源消费与碳排放趋势", "plan.2")]
    for scheme in material.applied:
        name = "现状与目标的差距" if scheme in material.city else f"现状与{scheme.scheme.short_title}目标的差距"
        left = len(material.exempt(scheme))
        note = (Paragraph(f"另有{left}项指标免列，原因和佐证材料见《免列说明》。"),) if left else ()
        sections.append(
            Section(name, note, standing(material, scheme), gaps=current_gaps(material, scheme))
        )
    return Section("可行性与趋势", sections=tuple(sections))


def _tasks(material: Material) -> Section:
    table = Section("重点项目", projects.project_table(material), gaps=projects.project_gaps(material),
                    address="key_projects")
    return Section(
        "重点任务",
        material.narrative("plan.4"),
        (*projects.tasks(material), actions(material), table, timetable(material)),
        gaps=directions_without_projects(material),
    )


def _safeguards(material: Material) -> Section:
    written = material.narrative("plan.6")
    return Section("保障措施", sections=(Section("实施保障", written), duties(material)))
