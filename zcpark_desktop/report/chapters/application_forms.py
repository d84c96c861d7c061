"""The forms around the application's chapters: conditions of application, and the corners of the boundary."""

from __future__ import annotations

from ...facts import Gap
from ..blocks import Block, Paragraph
from ..material import Material
from ..outline import Section
from ..parts.boundary import corner_blocks
from ..parts.comparison import conditions


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
    title = "园区边界拐点坐标"
    blocks = corner_blocks(material)
    if not blocks:
        return Section(title, gaps=(Gap(title, "boundary/rings"),))
    return Section(title, blocks, address="boundary/rings")
