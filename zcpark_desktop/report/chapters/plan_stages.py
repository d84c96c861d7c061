"""Goals by stage, the timetable of projects, and who answers for what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from math import ceil

from ... import wording
from ...evaluate import HorizonName, RowResult, SchemeResult, Verdict
from ...facts import Gap
from ...project.plan import Action, Direction, KeyProject
from ...rules import IndicatorClass, IndicatorKind
from ..blocks import Block, Column, Figure, Gantt, GanttTask, Paragraph, Ref, Table
from ..material import Material
from ..outline import Section
from ..parts.goals import goal_blocks, goal_gaps
from ..phrases import listed, project_name, runs, some, span
from .plan_actions import COUNTED

_STAGES = ((HorizonName.NEAR_TERM, "近期"), (HorizonName.LONG_TERM, "远期"))
_MUST = (IndicatorClass.BINDING, IndicatorClass.CORE)


def goals(material: Material) -> Section:
    """The tables of goals, then what each stage reaches and finishes."""
    period = material.period
    building = span(period.construction_start, period.construction_end)
    blocks: list[Block] = [*material.narrative("plan.3")]
    gaps: list[Gap] = [] if building else [Gap("建设期起始年、结束年", "period/construction_start")]
    for scheme in material.applied:
        gaps += goal_gaps(material, scheme)
    tables = goal_blocks(material, material.applied)
    if tables and "基准年" not in material.told("plan.3"):
        blocks.append(Paragraph(f"以{period.base_year}年为基准年{f'，建设期为{building}' if building else ''}。"))
    return Section("建设目标", (*blocks, *tables), _stages(material), gaps=tuple(gaps))


def _stages(material: Material) -> tuple[Section, ...]:
    base, made = material.period.base_year, []
    first = base + 1
    for name, word in _STAGES:
        last = _year(material, name)
        years = range(first, last + 1)
        blocks = (*_reached(material, name), *_finished(material, years))
        gaps = () if blocks else (Gap(f"{last}年的规划目标，或在{span(first, last)}建成的重点项目", "targets"),)
        made.append(Section(f"{word}：{span(first, last)}", blocks, gaps=gaps))
        first = last + 1
    return tuple(made)


def _year(material: Material, name: HorizonName) -> int:
    """The year of a horizon as the city's scheme has it."""
    for scheme in material.city:
        if scheme.rows:
            return scheme.rows[0].horizons[name].year
    return material.period.near_term_year if name is HorizonName.NEAR_TERM else material.period.long_term_year


def _reached(material: Material, name: HorizonName) -> tuple[Block, ...]:
    """What the binding rows move to in the stage."""
    said = []
    for scheme in material.applied:
        moved = [text for row in material.listed(scheme, *_MUST) if (text := _moved(row, name))]
        if moved:
            label = listed(each.label for each in material.classes(scheme) if each in _MUST)
            said.append(
                Paragraph(f"到{_scheme_year(scheme, name)}年，{scheme.scheme.short_title}{label}：{'；'.join(moved)}。")
            )
    return tuple(said)


def _scheme_year(scheme: SchemeResult, name: HorizonName) -> int:
    return scheme.rows[0].horizons[name].year


def _moved(row: RowResult, name: HorizonName) -> str:
    """“单位能耗碳排放由1.941吨/吨标准煤降至0.99吨/吨标准煤，符合≤1的要求”; empty without a planned value.

    The long term starts from the near term's planned value, where there is one.
    """
    now, then = row.current, row.horizons[name]
    if then.value is None or row.indicator.kind in (IndicatorKind.LIST, IndicatorKind.CONDITION):
        return ""
    near = row.horizons[HorizonName.NEAR_TERM]
    if name is HorizonName.LONG_TERM and near.value is not None:
        now = near
    unit = wording.unit_after(row.row)
    aim = f"{wording.row_value(row.row, row.indicator, then)}{unit}"
    if now.value is None:
        text = f"达到{aim}"
    elif (start := f"{wording.row_value(row.row, row.indicator, now)}{unit}") == aim:
        text = f"保持{aim}"
    else:
        text = f"由{start}{'降至' if then.value < now.value else '提高至'}{aim}"
    limit, gap = wording.limit(then.limit), wording.gap(row.row, row.indicator, then)
    judged = {Verdict.MET: f"，符合{limit}的要求", Verdict.NOT_MET: f"，与{limit}的要求{gap}"}.get(then.verdict, "")
    return f"{row.row.name}{text}{judged}"


def _finished(material: Material, years: range) -> tuple[Block, ...]:
    made: list[Block] = []
    done = [row for row in material.project.key_projects if row.end_year in years]
    if done:
        made.append(
            Paragraph(
                f"本阶段建成重点项目{len(done)}个{_effects(done)}：{some(map(project_name, done))}。"
            )
        )
    acting = [row for row in material.project.actions if row.year in years and row.kind is not None]
    if acting:
        kinds = dict.fromkeys(row.kind for row in acting)
        told = "；".join(
            f"{kind.label}{sum(1 for row in acting if row.kind is kind)}{COUNTED[kind]}"
            f"（{some((_action_name(row) for row in acting if row.kind is kind), COUNTED[kind])}）"
            for kind in kinds
            if kind
        )
        made.append(Paragraph(f"本阶段建成的配套行动：{told}。"))
    return tuple(made)


def _effects(rows: Sequence[KeyProject]) -> str:
    """“，投资…万元，建成后年节能…吨标准煤、年降碳…吨二氧化碳”; of those that state it."""
    made = ""
    for name, word, unit in (
        ("investment_10k_yuan", "投资", "万元"),
        ("savings_tce", "年节能", "吨标准煤"),
        ("reduction_tco2", "年降碳", "吨二氧化碳"),
    ):
        known = [value for row in rows if (value := getattr(row, name)) is not None]
        if known and sum(known):
            scope = "" if len(known) == len(rows) else f"（{len(known)}个项目合计）"
            made += f"，{word}{wording.entered(sum(known, Decimal(0)))}{unit}{scope}"
    return made


# --------------------------------------------------------------------------- timetable

_MOST_BARS = 22
"""Projects that one figure of the timetable shows."""


def timetable(material: Material) -> Section:
    """A bar for each project with both years, and what begins and ends in each year."""
    rows = [
        row
        for row in material.project.key_projects
        if row.start_year is not None and row.end_year is not None and row.start_year <= row.end_year
    ]
    if not rows:
        return Section("进度安排", gaps=(Gap("重点项目的开工年份和建成年份", "key_projects"),))
    order = [*Direction, None]
    tasks = tuple(
        _task(row) for row in sorted(rows, key=lambda row: (order.index(row.direction), row.start_year, row.end_year))
    )
    left = len(material.project.key_projects) - len(rows)
    note = f"另有{left}个项目的开工年份或建成年份待补充，未画出。" if left else ""
    return Section("进度安排", (_years(material, rows), *_bars(tasks, note)))


def _bars(tasks: Sequence[GanttTask], note: str) -> Iterator[Figure]:
    """The timetable as a figure, or as several that each fit on a page."""
    parts = ceil(len(tasks) / _MOST_BARS)
    size = ceil(len(tasks) / parts)
    years = (min(task.start for task in tasks).year, max(task.end for task in tasks).year)
    for part in range(parts):
        more = f"（{part + 1}/{parts}）" if parts > 1 else ""
        mark = f"figure.timetable{f'.{part + 1}' if part else ''}"
        chart = Gantt(tasks[part * size : (part + 1) * size], years)
        yield Figure(chart, f"重点项目进度安排{more}", mark, note=note if part == parts - 1 else "")


def _task(row: KeyProject) -> GanttTask:
    assert row.start_year is not None and row.end_year is not None
    money = f"{wording.entered(row.investment_10k_yuan)}万元" if row.investment_10k_yuan is not None else ""
    return GanttTask(
        project_name(row),
        date(row.start_year, 1, 1),
        date(row.end_year, 12, 31),
        row.direction.label if row.direction else "其他任务",
        money,
    )


def _years(material: Material, rows: Sequence[KeyProject]) -> Table:
    acting = [row for row in material.project.actions if row.year is not None]
    years = sorted(
        {year for row in rows for year in (row.start_year, row.end_year) if year}
        | {row.year for row in acting if row.year}
    )
    columns = (
        Column("年份", align="center", weight=1.2),
        Column("开工项目", weight=4),
        Column("建成项目", weight=4),
        Column("建成的配套行动", weight=3.2),
    )
    made = tuple(
        (
            f"{year}年",
            _names(project_name(row) for row in rows if row.start_year == year),
            _names(project_name(row) for row in rows if row.end_year == year),
            _names(_action_name(row) for row in acting if row.year == year),
        )
        for year in years
    )
    return Table(columns, made, "分年度安排", dense=True)


def _action_name(row: Action) -> str:
    return row.name.strip() or "未命名行动"


def _names(names: Iterable[str]) -> str:
    return some(names, between="；") or wording.BLANK


def directions_without_projects(material: Material) -> tuple[Gap, ...]:
    """A gap for each of the plan's six directions that has no project; none where there are no projects at all."""
    used = {row.direction for row in material.project.key_projects}
    if not used:
        return ()
    return tuple(
        Gap(f"“{each.label}”方向的重点项目（不涉及的，可不填）", "key_projects")
        for each in Direction
        if each is not Direction.INNOVATION and each not in used
    )


# --------------------------------------------------------------------------- duties


def duties(material: Material) -> Section:
    """Which body answers for which targets and projects."""
    targets: dict[str, dict[int, None]] = {}
    for scheme in material.city:
        numbers = {row.row.indicator: row.row.number for row in material.listed(scheme)}
        for target in material.project.targets:
            if target.owner.strip() and target.indicator in numbers:
                targets.setdefault(target.owner.strip(), {})[numbers[target.indicator]] = None
    projects: dict[str, list[str]] = {}
    for row in material.project.key_projects:
        if row.owner.strip():
            projects.setdefault(row.owner.strip(), []).append(project_name(row))
    bodies = list(dict.fromkeys((*targets, *projects)))
    if not bodies:
        return Section("责任分工", gaps=(Gap("规划目标和重点项目的责任单位", "targets"),))
    columns = (
        Column("责任单位", weight=2.4),
        Column("负责的指标（序号）", weight=3),
        Column("负责的重点项目", weight=6),
    )
    rows = tuple(
        (
            body,
            f"第{runs(targets[body])}项" if body in targets else wording.BLANK,
            "；".join(projects.get(body, ())) or wording.BLANK,
        )
        for body in bodies
    )
    return Section(
        "责任分工",
        (
            Paragraph(("各指标和重点项目的责任单位见", Ref("table.duties"), "，序号为无锡市指标表的序号。")),
            Table(columns, rows, "责任分工", bookmark="table.duties", dense=True),
        ),
    )
