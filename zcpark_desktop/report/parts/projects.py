"""Key projects: tasks by direction, the national table of seven fields, and what they cost and bring."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ... import wording
from ...facts import Gap
from ...pathway import economics, total_economics
from ...project.plan import Direction, KeyProject
from ..blocks import Block, Cell, Column, Figure, Landscape, NumberedList, Paragraph, Ref, Ring, Table
from ..material import Material
from ..outline import Section
from ..phrases import listed, project_name, span
from .indicators import unit_of, value_of

_SEVEN = (("name", "项目名称"), ("builder", "建设主体"), ("content", "建设内容"), ("investment_10k_yuan", "投资规模"),
          ("start_year", "建设周期"),
          ("schedule", "实施计划"), ("significance", "对零碳园区建设的意义"))

_ECONOMICS = (("investment_10k_yuan", "投资规模"), ("income_10k_yuan", "年收益"), ("running_cost_10k_yuan", "年运维成本"),
              ("lifetime_years", "运营年限"), ("funding", "资金来源"))


# --------------------------------------------------------------------------- tasks


def tasks(material: Material) -> tuple[Section, ...]:
    """A section for each direction that has projects: these, and the indicators that they serve."""
    made = []
    for direction in (*Direction, None):
        rows = [row for row in material.project.key_projects if row.direction == direction]
        if rows:
            blocks: list[Block] = [Paragraph(f"安排重点项目{len(rows)}个{_sums(rows)}："),
                                   NumberedList(tuple(_item(row) for row in rows))]
            if len(rows) == 1:
                blocks = [Paragraph(f"安排重点项目1个，为{_item(rows[0])}")]
            table = direction_table(material, direction) if direction else None
            made.append(Section(direction.label if direction else "其他任务", (*blocks, *([table] if table else []))))
    return tuple(made)


def direction_table(material: Material, direction: Direction) -> Table | None:
    """The indicators that a scheme puts under the direction, with current value and planned ones."""
    categories = {row.row.indicator for scheme in material.evaluation.schemes.values() for row in scheme.rows
                  if row.row.category == direction.label}
    rows, years = [], ["现状", "近期", "远期"]
    for scheme in material.city:
        for row in material.listed(scheme):
            values = [value_of(row, each) for each in row.horizons.values()]
            if row.row.indicator in categories and any(value != wording.BLANK for value in values):
                years = [f"{each.year}年" for each in row.horizons.values()]
                rows.append((row.row.name, unit_of(row), *values))
    if not rows:
        return None
    columns = (Column("指标", weight=4.4), Column("单位", align="center", weight=2),
               *(Column(year, align="right", weight=1.6) for year in years))
    return Table(columns, tuple(rows), f"{direction.label}对应指标和目标", dense=True)


def _sum(projects: Sequence[KeyProject], name: str) -> tuple[Decimal, int]:
    values = [getattr(row, name) for row in projects if getattr(row, name) is not None]
    return sum(values, Decimal(0)), len(values)


def _sums(projects: Sequence[KeyProject]) -> str:
    """“，总投资…万元，建成后年节能…”; says how many projects stand behind a sum that not all of them state."""
    made = ""
    for name, word, unit in (("investment_10k_yuan", "总投资", "万元"), ("savings_tce", "建成后年节能", "吨标准煤"),
                             ("reduction_tco2", "年降碳", "吨二氧化碳")):
        total, known = _sum(projects, name)
        if known and total:
            made += f"，{word}{wording.entered(total)}{unit}" + ("" if known == len(projects) else f"（{known}个项目合计）")
    return made


def _item(row: KeyProject) -> str:
    money = f"投资{wording.entered(row.investment_10k_yuan)}万元" if row.investment_10k_yuan is not None else ""
    about = listed(filter(None, (row.builder, span(row.start_year, row.end_year), money)))
    effects = [f"{word}{wording.entered(value)}{unit}" for word, value, unit in
               (("年节能", row.savings_tce, "吨标准煤"), ("年降碳", row.reduction_tco2, "吨二氧化碳")) if value]
    content = row.content.strip().rstrip("。；")
    text = f"{project_name(row)}{f'（{about}）' if about else ''}"
    text += f"：{content}" if content else ""
    return text + (f"。预计{'、'.join(effects)}" if effects else "") + "。"


# --------------------------------------------------------------------------- the national table


def project_table(material: Material) -> tuple[Block, ...]:
    """The table of seven fields on landscape pages, after a sentence that counts them; empty without projects."""
    projects = material.project.key_projects
    if not projects:
        return ()
    columns = (Column("序号", align="center", weight=0.7), Column("项目名称", weight=2.4), Column("建设主体", weight=2),
               Column("建设内容", weight=4.4), Column("投资规模", "万元", "right", 1.7),
               Column("建设周期", align="center", weight=1.5),
               Column("实施计划", weight=3.2), Column("对零碳园区建设的意义", weight=3.4))
    rows: list[tuple[str | Cell, ...]] = [
        (str(position), *(text or wording.BLANK for text in (
            row.name, row.builder, row.content.strip(), wording.entered(row.investment_10k_yuan),
            span(row.start_year, row.end_year),
            row.schedule.strip(), row.significance.strip()))) for position, row in enumerate(projects, 1)]
    total, known = _sum(projects, "investment_10k_yuan")
    if known:
        rows.append((Cell("合计", bold=True, colspan=4, align="center"), Cell(wording.entered(total), bold=True),
                     Cell("" if known == len(projects) else f"{known}个已明确投资的项目合计", colspan=3)))
    lead = Paragraph((f"零碳园区重点项目共{len(projects)}个{_sums(projects)}，见", Ref("table.projects"), "。"))
    return lead, Landscape((Table(columns, tuple(rows), "重点项目表", bookmark="table.projects", dense=True,
                                     row_addresses=_addresses(projects)),))


def _addresses(projects: Sequence[KeyProject]) -> tuple[str, ...]:
    return tuple(f"key_projects/{row.key}" for row in projects)


def project_gaps(material: Material) -> tuple[Gap, ...]:
    """One gap for each field of the table that projects lack."""
    projects = material.project.key_projects
    if not projects:
        return (Gap("重点项目清单", "key_projects"),)
    return field_gaps(projects, (*_SEVEN, ("direction", "任务方向")))


def field_gaps(projects: Sequence[KeyProject], fields: Sequence[tuple[str, str]]) -> tuple[Gap, ...]:
    """For each field (name and title) that projects have left blank: how many, and one for example."""
    made = []
    for name, title in fields:
        blank = [row for row in projects if getattr(row, name) in (None, "")]
        if blank:
            first = blank[0]
            made.append(Gap(f"{len(blank)}个重点项目的{title}（如{wording.named(first, projects)}）",
                            f"key_projects/{first.key}/{name}"))
    return tuple(made)


# --------------------------------------------------------------------------- economics


def economy(material: Material, title: str, narrative: str) -> Section:
    """Payback and rate of return, what the investment is made of, where the income comes from, who pays."""
    projects = material.project.key_projects
    blocks: list[Block] = [*material.narrative(narrative), *_whole(material)]
    table = _economics_table(projects)
    blocks += [each for each in (table, _direction_table(projects), _investment_ring(projects)) if each]
    blocks += _funding(projects)
    gaps = field_gaps(projects, _ECONOMICS) if projects else (Gap("重点项目清单", "key_projects"),)
    return Section(title, tuple(blocks), gaps=gaps, address="key_projects")


def _years(value: Decimal | None) -> str:
    return wording.BLANK if value is None else f"{wording.number(value)}年"


def _whole(material: Material) -> tuple[Block, ...]:
    found, count = total_economics(material.project)
    if found is None:
        return ()
    scope = "全部" if count == len(material.project.key_projects) else "投资、收益、运维成本和运营年限齐全的"
    payback = "年净收益不为正，静态回收期无法计算" if found.payback_years is None else f"静态投资回收期{_years(found.payback_years)}"
    rate = "内部收益率无法计算" if found.irr is None else f"内部收益率{wording.percent(found.irr)}"
    money = f"总投资{wording.entered(found.investment)}万元，年净收益{wording.entered(found.net_income)}万元"
    counted = f"{scope}{count}个重点项目" if len(material.project.key_projects) > 1 else "重点项目"
    return (Paragraph(f"{counted}{money}，{payback}，{rate}（税前，不计残值，投资计在期初）。"),)


def _economics_table(projects: Sequence[KeyProject]) -> Table | None:
    rows = []
    for position, row in enumerate(projects, 1):
        found = economics(row)
        values = (row.investment_10k_yuan, row.income_10k_yuan, row.running_cost_10k_yuan)
        if any(value is not None for value in values):
            rows.append((str(position), row.name or wording.BLANK, *(wording.entered(value) for value in values),
                         wording.entered(found.net_income) if found else wording.BLANK,
                         _years(found.payback_years if found else None),
                         wording.percent(found.irr if found else None)))
    if not rows:
        return None
    columns = (Column("序号", align="center", weight=0.8), Column("项目名称", weight=3.4), Column("投资", "万元", "right", 1.4),
               Column("年收益", "万元", "right", 1.4), Column("年运维成本", "万元", "right", 1.4),
               Column("年净收益", "万元", "right", 1.4),
               Column("回收期", align="right", weight=1.4), Column("内部收益率", align="right", weight=1.4))
    return Table(columns, tuple(rows), "重点项目经济性", source="重点项目清单", dense=True)


def _direction_table(projects: Sequence[KeyProject]) -> Table | None:
    rows: list[tuple[str | Cell, ...]] = []
    whole, known = _sum(projects, "investment_10k_yuan")
    if not known or not whole:
        return None
    income, _ = _sum(projects, "income_10k_yuan")
    for direction in (*Direction, None):
        group = [row for row in projects if row.direction == direction]
        if group:
            money, gain, cost = (_sum(group, name)
                                 for name in ("investment_10k_yuan", "income_10k_yuan", "running_cost_10k_yuan"))
            rows.append((direction.label if direction else "未注明方向", str(len(group)), _known(money),
                         wording.percent(money[0] / whole),
                         _known(gain), wording.percent(gain[0] / income if gain[1] and income else None), _known(cost)))
    columns = (Column("任务方向", weight=2.6), Column("项目数", "个", "right", 1), Column("投资", "万元", "right", 1.7),
               Column("占比", "", "right", 1.2),
               Column("年收益", "万元", "right", 1.6), Column("占比", "", "right", 1.2), Column("年运维成本", "万元", "right", 1.6))
    return Table(columns, tuple(rows), "投资、收益和成本构成", source="重点项目清单", dense=True)


def _known(sum_and_count: tuple[Decimal, int]) -> str:
    return wording.entered(sum_and_count[0]) if sum_and_count[1] else wording.BLANK


def _investment_ring(projects: Sequence[KeyProject]) -> Figure | None:
    parts = []
    for direction in Direction:
        total, _ = _sum([row for row in projects if row.direction == direction], "investment_10k_yuan")
        if total:
            parts.append((direction.label, total))
    return Figure(Ring(tuple(parts), "万元", "总投资"), "重点项目投资构成") if len(parts) > 1 else None


def _funding(projects: Sequence[KeyProject]) -> tuple[Block, ...]:
    known = [row for row in projects if row.funding.strip()]
    if not known:
        return ()
    columns = (Column("项目名称", weight=4), Column("投资", "万元", "right", 1.5), Column("资金来源", weight=4),
               Column("前置手续", weight=4))
    rows = tuple((row.name or wording.BLANK, wording.entered(row.investment_10k_yuan), row.funding.strip(),
                  row.permits.strip() or wording.BLANK) for row in known)
    return (Table(columns, rows, "重点项目资金来源和前置手续", dense=True, row_addresses=_addresses(known)),)
