"""综合供能方案: resources in the park, and what supply is planned from them (910 annex 2, part 2.3)."""

from __future__ import annotations

from decimal import Decimal

from ... import wording
from ...facts import Gap
from ...project.plan import Direction
from ..blocks import Block, Column, Paragraph, Table
from ..material import Material
from ..outline import Section
from ..phrases import listed, project_name, span

_MOST_TOLD = 8
"""So many projects are named in a sentence; the others stand in the table of projects."""


def section(material: Material, title: str, narrative: str) -> Section:
    """Roofs, storage and flexible load that there are, and the supply projects."""
    blocks: list[Block] = [*material.narrative(narrative), *_roofs(material), *_stores(material), *_responses(material)]
    projects = [row for row in material.project.key_projects if row.direction == Direction.SUPPLY]
    if projects:
        ranked = sorted(projects, key=lambda row: -(row.investment_10k_yuan or Decimal(0)))[:_MOST_TOLD]
        told = listed(project_name(row) + (f"（{about}）" if (about := span(row.start_year, row.end_year)) else "")
                      for row in (projects if len(projects) <= _MOST_TOLD else ranked))
        lead = "" if len(projects) <= _MOST_TOLD else f"，投资较大的{_MOST_TOLD}个为"
        blocks.append(Paragraph(f"能源供给方面安排重点项目{len(projects)}个{lead or '：'}{told}。"))
    gaps = [] if material.narrative(narrative) else [Gap("综合供能方案的文字说明（需求测算、保障措施）", "narratives")]
    for name, word in (("roofs", "屋顶光伏清单"), ("storages", "储能清单"), ("demand_responses", "需求响应清单")):
        if not getattr(material.project, name) and name not in material.project.declared_empty:
            gaps.append(Gap(f"{word}（没有的，请勾选“本园区没有”）", name))
    return Section(title, tuple(blocks), gaps=tuple(gaps), address="roofs")


def _roofs(material: Material) -> tuple[Block, ...]:
    usable = material.evaluation.number("usable_roof_m2")
    covered = material.evaluation.number("covered_roof_m2")
    if usable is None or covered is None or not usable:
        return ()
    rows = material.project.roofs
    capacity = [row.capacity_kwp for row in rows if row.capacity_kwp is not None and row.connected_in is not None
                and row.connected_in <= material.period.base_year]
    power = f"，装机容量{wording.entered(sum(capacity, Decimal(0)))}千瓦" if capacity else ""
    rest = f"，尚有{wording.entered(usable - covered)}平方米可以利用" if usable > covered else ""
    share = wording.percent(covered / usable)
    return (Paragraph(f"园区可利用屋顶面积{wording.entered(usable)}平方米，截至{material.period.base_year}年底已覆盖光伏"
                      f"{wording.entered(covered)}平方米，覆盖率{share}{power}{rest}。"),)


def _stores(material: Material) -> tuple[Block, ...]:
    rows = material.project.storages
    if not rows:
        return ()
    columns = (Column("储能名称", weight=3), Column("所属单位", weight=3), Column("类型", weight=2),
               Column("功率", "兆瓦", "right", 1.3),
               Column("容量", "兆瓦时", "right", 1.3), Column("投运年份", align="center", weight=1.3))
    made = tuple((*(text or wording.BLANK for text in (row.name, row.owner, row.kind)), wording.entered(row.power_mw),
                  wording.entered(row.energy_mwh),
                  f"{row.connected_in}年" if row.connected_in else wording.BLANK) for row in rows)
    known = material.evaluation.number("storage_mwh")
    told = f"，其中{material.period.base_year}年底前投运的合计{wording.entered(known)}兆瓦时" if known is not None else ""
    return Paragraph(f"园区已建和规划储能{len(rows)}处{told}。"), Table(columns, made, "储能设施", dense=True)


def _responses(material: Material) -> tuple[Block, ...]:
    rows = material.project.demand_responses
    if not rows:
        return ()
    columns = (Column("资源名称", weight=3), Column("所属单位", weight=3), Column("类型", weight=2),
               Column("功率", "兆瓦", "right", 1.3),
               Column("日电量", "兆瓦时", "right", 1.3), Column("具备年份", align="center", weight=1.3))
    made = tuple((*(text or wording.BLANK for text in (row.name, row.owner, row.kind)), wording.entered(row.power_mw),
                  wording.entered(row.energy_mwh_per_day),
                  f"{row.available_from}年" if row.available_from else wording.BLANK) for row in rows)
    power = material.evaluation.number("demand_response_mw")
    told = f"，{material.period.base_year}年底前可响应功率合计{wording.entered(power)}兆瓦" if power is not None else ""
    return Paragraph(f"园区可参与需求响应的资源{len(rows)}项{told}。"), Table(columns, made, "需求响应资源", dense=True)
