"""The six chapters of the application (910 annex 2)."""

from __future__ import annotations

from dataclasses import replace

from ...facts import Gap
from ..blocks import Block, Paragraph
from ..material import Material
from ..outline import Section
from ..parts import carbon, energy, identity, industry, projects, supply_plan, trend
from ..parts.goals import goal_blocks, goal_gaps
from ..parts.standing import current_gaps, standing
from ..phrases import span
from .plan_actions import actions
from .plan_stages import timetable


def body(material: Material) -> tuple[Section, ...]:
    """All six chapters."""
    return (_foundation(material), _feasibility(material), _goals(material), _tasks(material),
            projects.economy(material, "经济性分析", "application.5"), _safeguards(material))


def _foundation(material: Material) -> Section:
    blocks, gaps = identity.situation(material, "application.1.1")
    first = Section("园区基本情况", blocks, gaps=gaps, address="basics")
    return Section("建设基础", sections=(
        first, industry.section(material, "产业发展情况", "application.1.2"),
        energy.section(material, "能源供应及消费情况", "application.1.3"),
        carbon.section(material, "碳排放情况", "application.1.4")), new_page=True)


def _feasibility(material: Material) -> Section:
    return Section("可行性分析", sections=(
        trend.section(material, "能源消费与碳排放趋势", "application.2.1"), _reachability(material),
        supply_plan.section(material, "综合供能方案", "application.2.3")))


def _reachability(material: Material) -> Section:
    sections: list[Section] = []
    gaps: list[Gap] = []
    for scheme in material.applied:
        name = "" if scheme in material.city else scheme.scheme.short_title
        sections += [replace(each, title=name + each.title) for each in standing(material, scheme)]
        gaps += current_gaps(material, scheme)
    left = sum(1 for scheme in material.applied for row in scheme.rows if material.is_left_out(row))
    note = (Paragraph(f"另有{left}项指标因客观条件不具备，原因和佐证材料见《免列说明》，不列入本申报书的指标表。"),) if left else ()
    return Section("目标可达性分析", (*material.narrative("application.2.2"), *note), tuple(sections), gaps=tuple(gaps))


def _goals(material: Material) -> Section:
    period = material.period
    building = span(period.construction_start, period.construction_end)
    first: list[Block] = [*material.narrative("application.3")]
    gaps: list[Gap] = []
    near = material.city[0].scheme.near_term_year if material.city else None
    if "基准年" not in material.told("application.3"):  # staff have told of the years in their own words
        first.append(Paragraph(f"以{period.base_year}年为基准年{f'，建设期为{building}' if building else ''}，"
                               f"近期目标年为{near or period.near_term_year}年，远期目标年为{period.long_term_year}年。"))
    for scheme in material.applied:
        gaps += goal_gaps(material, scheme)
    first += goal_blocks(material, material.applied)
    return Section("建设目标", tuple(first), gaps=tuple(gaps))


def _tasks(material: Material) -> Section:
    table = Section("重点项目表", projects.project_table(material), gaps=projects.project_gaps(material),
                    address="key_projects")
    sections = (*projects.tasks(material), actions(material), table, timetable(material))
    return Section("重点任务", material.narrative("application.4"), sections)


def _safeguards(material: Material) -> Section:
    return Section("保障措施", material.narrative("application.6"))
