"""The forms around the application's chapters: conditions of application, and the corners of the boundary."""

from __future__ import annotations

from ... import wording
from ...facts import Gap
from ..blocks import Block, Column, Paragraph, Table
from ..material import Material
from ..outline import Section
from ..parts.comparison import conditions

_MOST_POINTS = 300


def qualification(material: Material) -> Section:
    """Whether the park meets the conditions of the level that it applies for."""
    table, gaps = conditions(material, material.applied)
    blocks: list[Block] = [table] if table else []
    if material.level != "city" and material.basics.in_city_list is False:
        blocks.append(Paragraph("园区尚未纳入市级零碳园区培育建设名单；按无锡市行动方案，原则上不得申报省级、国家级零碳园区。"))
    note = material.project.foundations.accounting_note.strip()
    blocks += [Paragraph(line.strip()) for line in note.splitlines() if line.strip()]
    return Section("申报条件符合情况", tuple(blocks), gaps=gaps, numbered=False, address="basics/catalogue_listed")


def boundary_points(material: Material) -> Section:
    """The corners of the boundary, ring by ring."""
    boundary = material.project.boundary
    title = "园区边界拐点坐标"
    rings = [ring for ring in boundary.rings if ring.points]
    if not rings:
        return Section(title, gaps=(Gap("园区边界拐点坐标", "boundary/rings"),))
    count = sum(len(ring.points) for ring in rings)
    lead = Paragraph(f"园区边界由{len(rings)}个闭合环、{count}个拐点确定，坐标系为{boundary.reference_system}。")
    if count > _MOST_POINTS:
        return Section(title, (lead, Paragraph("拐点较多，坐标以电子文件另附。")), address="boundary/rings")
    columns = (Column("地块", weight=2.4), Column("点号", align="center", weight=1),
               Column("经度或横坐标Y", align="right", weight=2.4),
               Column("纬度或纵坐标X", align="right", weight=2.4))
    rows = tuple((f"{ring.name or ring.key}{'（扣除）' if ring.hole else ''}", point.number or str(position),
                  wording.entered(point.x),
                  wording.entered(point.y)) for ring in rings for position, point in enumerate(ring.points, 1))
    return Section(title, (lead, Table(columns, rows, "边界拐点坐标", dense=True)), address="boundary/rings")
