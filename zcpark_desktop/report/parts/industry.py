"""What the park makes: leading industries and key enterprises, summed from the enterprise list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from heapq import nlargest
from operator import itemgetter

from ... import wording
from ...facts import Gap
from ...project.enterprises import Enterprise
from ..blocks import Block, Cell, Column, Paragraph, Ref, Table
from ..material import Material
from ..outline import Section
from ..phrases import listed
from .divisions import DIVISIONS

SHOWN = 10
"""How many industries and enterprises are listed by name."""

_FIGURES = {"output_10k_yuan": "产值", "energy_equivalent_tce": "综合能源消费量（等价值）"}
_COMPARED = ("output_10k_yuan", "energy_equivalent_tce", "emissions_tco2")


@dataclass
class _Industry:
    name: str
    members: list[Enterprise] = field(default_factory=list)
    output: Decimal | None = None
    energy: Decimal | None = None


def section(material: Material, title: str, narrative: str) -> Section:
    """Industries by output, and the enterprises that use most energy."""
    year = material.period.base_year
    members = material.members
    blocks: list[Block] = [*material.narrative(narrative)]
    if not members:
        return Section(title, tuple(blocks), gaps=(Gap("企业清单", "enterprises"),))
    blocks.append(Paragraph(_census(members)))
    industries, unfilled = _industries(members, year), _unfilled(members, year)
    if any(each.output for each in industries):
        blocks.append(Paragraph(_leading(industries, year)))
        blocks.append(_industry_table(industries, year, _blanks(unfilled)))
    ranked = _ranked(members, year)
    if ranked:
        blocks += _key_enterprises(material, ranked, year)
    blocks += _key_projects(material)
    return Section(title, tuple(blocks), gaps=_gaps(unfilled, year), address="enterprises")


def _figure(enterprise: Enterprise, year: int, name: str) -> Decimal | None:
    row = enterprise.in_year(year)
    value: Decimal | None = getattr(row, name) if row else None
    return value


def division(enterprise: Enterprise) -> str:
    """The name of the enterprise's division; its own industry's name where it has no code; else 未注明行业."""
    code = enterprise.industry_code.strip().lstrip("ABCDEFGHIJKLMNOPQRSTabcdefghijklmnopqrst")[:2]
    return DIVISIONS.get(code) or enterprise.industry.strip() or "未注明行业"


def _plus(left: Decimal | None, right: Decimal | None) -> Decimal | None:
    return left if right is None else right if left is None else left + right


def _industries(members: Sequence[Enterprise], year: int) -> list[_Industry]:
    found: dict[str, _Industry] = {}
    for enterprise in members:
        name = division(enterprise)
        industry = found.get(name) or found.setdefault(name, _Industry(name))
        industry.members.append(enterprise)
        if row := enterprise.in_year(year):
            industry.output = _plus(industry.output, row.output_10k_yuan)
            industry.energy = _plus(industry.energy, row.energy_equivalent_tce)
    return sorted(found.values(), key=lambda each: (-(each.output or 0), each.name))


def _census(members: Sequence[Enterprise]) -> str:
    scale = sum(1 for each in members if each.above_scale)
    industrial = sum(1 for each in members if each.is_industrial)
    unknown = sum(1 for each in members if each.above_scale is None)
    text = f"园区纳入统计的企业共{len(members)}家，其中工业企业{industrial}家、规上企业{scale}家"
    return text + (f"（另有{unknown}家未填是否规上）。" if unknown else "。")


def _total(values: list[Decimal | None]) -> Decimal:
    return sum((value for value in values if value is not None), Decimal(0))


def _leading(industries: list[_Industry], year: int) -> str:
    whole = _total([each.output for each in industries])
    named = [each for each in industries if each.output][:3]
    if len(industries) == 1:
        return f"{year}年，有产值的企业同属{named[0].name}。"
    parts = [f"{each.name}（{wording.percent(each.output / whole)}）" for each in named if each.output is not None]
    return f"{year}年，按企业产值排列，居前的行业为{listed(parts)}，括号内为占纳入统计企业产值的比重。"


def _share(part: Decimal | None, whole: Decimal) -> str:
    return wording.percent(part / whole if part is not None and whole else None)


def _industry_table(industries: list[_Industry], year: int, blanks: str) -> Table:
    output, energy = _total([each.output for each in industries]), _total([each.energy for each in industries])
    shown, rest = industries[:SHOWN], industries[SHOWN:]
    if rest:
        other = _Industry(f"其他{len(rest)}个行业", [member for each in rest for member in each.members])
        for each in rest:
            other.output, other.energy = _plus(other.output, each.output), _plus(other.energy, each.energy)
        shown = [*shown, other]
    rows: list[tuple[str | Cell, ...]] = [
        (each.name, str(len(each.members)), wording.number(each.output), _share(each.output, output),
         wording.number(each.energy),
         _share(each.energy, energy)) for each in shown]
    total = ("合计", str(sum(len(each.members) for each in industries)), wording.number(output), _share(output, output),
             wording.number(energy), _share(energy, energy))
    rows.append(tuple(Cell(text, bold=True) for text in total))
    columns = (Column("行业", weight=3.4), Column("企业数", "家", "right", 1.1), Column("产值", "万元", "right", 2),
               Column("占比", "", "right", 1.4), Column("综合能耗（等价值）", "吨标准煤", "right", 2), Column("占比", "", "right", 1.4))
    return Table(columns, tuple(rows), f"{year}年分行业企业产值和能源消费量", note=blanks,
                 source="企业清单（行业按GB/T 4754大类归并）", dense=True)


_Unfilled = list[tuple[str, list[Enterprise]]]
"""The titles of figures that enterprises have left blank, and those enterprises."""


def _blanks(unfilled: _Unfilled) -> str:
    made = [f"{len(blank)}家企业未填{title}，未计入" for title, blank in unfilled]
    return "；".join(made) + "。" if made else ""


def _unfilled(members: Sequence[Enterprise], year: int) -> _Unfilled:
    rows = [(each, each.in_year(year)) for each in members]
    found = ((title, [each for each, row in rows if row is None or getattr(row, name) is None])
             for name, title in _FIGURES.items())
    return [(title, blank) for title, blank in found if blank]


def _gaps(unfilled: _Unfilled, year: int) -> tuple[Gap, ...]:
    return tuple(Gap(f"{year}年{len(blank)}家企业的{title}（如“{blank[0].name or blank[0].key}”）",
                     f"enterprises/{blank[0].key}") for title, blank in unfilled)


def _ranked(members: Sequence[Enterprise], year: int) -> list[Enterprise]:
    sizes = [(_figure(each, year, "energy_equivalent_tce"), each) for each in members]
    return [each for _, each in nlargest(SHOWN, ((size, each) for size, each in sizes if size), key=itemgetter(0))]


def _key_enterprises(material: Material, ranked: list[Enterprise], year: int) -> tuple[Block, ...]:
    energy = _total([_figure(each, year, "energy_equivalent_tce") for each in ranked])
    park = material.evaluation.number("energy_equivalent_tce")
    share = f"，占园区综合能源消费量的{wording.percent(energy / park)}" if park and energy <= park else ""
    lead = f"{year}年，能源消费量居前的{len(ranked)}家企业合计消费{wording.number(energy)}吨标准煤（等价值）{share}。"
    columns = (Column("序号", align="center", weight=0.8), Column("企业名称", weight=3.6), Column("行业", weight=2.6),
               Column("产值", "万元", "right", 1.8), Column("综合能耗（等价值）", "吨标准煤", "right", 1.9),
               Column("碳排放", "吨二氧化碳", "right", 1.9))
    rows = tuple((str(position), each.name or wording.BLANK, each.industry or division(each),
                  *(wording.entered(_figure(each, year, name)) for name in _COMPARED))
                 for position, each in enumerate(ranked, 1))
    return Paragraph(lead), Table(columns, rows, f"{year}年重点用能企业", source="企业清单", dense=True,
                                   row_addresses=tuple(f"enterprises/{each.key}" for each in ranked))


def _key_projects(material: Material) -> tuple[Block, ...]:
    projects = material.project.key_projects
    if not projects:
        return ()
    known = [row.investment_10k_yuan for row in projects if row.investment_10k_yuan is not None]
    total = wording.entered(sum(known, Decimal(0)))
    money = f"，总投资{total}万元" if len(known) == len(projects) else f"，其中{len(known)}个已明确投资，合计{total}万元"
    return (Paragraph((f"园区在建和拟建零碳园区重点项目{len(projects)}个{money if known else ''}，见", Ref("table.projects"), "。")),)
