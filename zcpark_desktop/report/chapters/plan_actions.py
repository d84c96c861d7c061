"""配套行动: the four actions that go with the park in the city's plan (1+4)."""

from __future__ import annotations

from decimal import Decimal

from ... import wording
from ...facts import Gap
from ...project.plan import Action, ActionKind
from ..blocks import Block, Column, Paragraph, Table
from ..material import Material
from ..outline import Section
from ..phrases import listed

COUNTED = {
    ActionKind.FACTORY: "家",
    ActionKind.SOURCE_GRID_LOAD_STORAGE: "个",
    ActionKind.VIRTUAL_POWER_PLANT: "家",
    ActionKind.SERVICE: "家",
}
"""The word that each kind is counted with."""

_WITH_CAPACITY = (ActionKind.SOURCE_GRID_LOAD_STORAGE, ActionKind.VIRTUAL_POWER_PLANT)


def actions(material: Material) -> Section:
    """A section for each of the four kinds that the park plans."""
    sections, gaps = [], []
    for kind in ActionKind:
        rows = [row for row in material.project.actions if row.kind == kind]
        if rows:
            sections.append(Section(kind.label, _told(kind, rows)))
        elif not material.project.is_declared_empty("actions"):
            gaps.append(Gap(f"配套行动：{kind.label}（没有的，可不填）", "actions"))
        blank = [row for row in rows if row.capacity_mw is None] if kind in _WITH_CAPACITY else []
        gaps += [
            Gap(f"配套行动{wording.named(row, material.project.actions)}的可调能力或装机", f"actions/{row.key}/capacity_mw")
            for row in blank
        ]
    others = [row for row in material.project.actions if row.kind is None]
    gaps += [
        Gap(f"配套行动{wording.named(row, material.project.actions)}的类别", f"actions/{row.key}/kind") for row in others
    ]
    return Section("配套行动", sections=tuple(sections), gaps=tuple(gaps))


def _told(kind: ActionKind, rows: list[Action]) -> tuple[Block, ...]:
    by_year = {
        year: [row for row in rows if row.year == year] for year in sorted({row.year for row in rows if row.year})
    }
    when = listed(f"{year}年建成{len(members)}{COUNTED[kind]}" for year, members in by_year.items())
    text = f"安排{kind.label}{len(rows)}{COUNTED[kind]}"
    if len(by_year) == 1 and all(row.year for row in rows):
        text += f"，{'均于' if len(rows) > 1 else ''}{rows[0].year}年建成"
    elif when:
        text += f"，其中{when}"
    known = [row.capacity_mw for row in rows if row.capacity_mw is not None]
    if kind in _WITH_CAPACITY and known:
        scope = "" if len(known) == len(rows) else f"（{len(known)}{COUNTED[kind]}合计）"
        what = "可调能力" if kind is ActionKind.VIRTUAL_POWER_PLANT else "可调能力或装机"
        text += f"，{what}{wording.entered(sum(known, Decimal(0)))}兆瓦{scope}"
    capacity = (Column("可调能力或装机", "兆瓦", "right", 1.6),) if kind in _WITH_CAPACITY else ()
    columns = (
        Column("名称", weight=2.6),
        Column("建设单位", weight=2.6),
        Column("建设内容", weight=4.4),
        Column("建成年份", align="center", weight=1.3),
        *capacity,
        Column("进展", weight=1.8),
    )
    made = tuple(
        (
            row.name or wording.BLANK,
            row.owner or wording.BLANK,
            row.content.strip() or wording.BLANK,
            f"{row.year}年" if row.year else wording.BLANK,
            *((wording.entered(row.capacity_mw),) if capacity else ()),
            row.status or wording.BLANK,
        )
        for row in rows
    )
    return Paragraph(f"{text}。"), Table(columns, made, kind.label, dense=True)
