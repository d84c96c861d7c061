"""Who applies: the basic-data tables that official forms ask for (reference: wuxi 5.1 and 5.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ... import wording
from ...facts import Gap
from ...project.basics import ApplicationKind, Basics, Boundary, Certifications, Contact
from ...project.years import Economy, ParkYear
from ..blocks import Block, Cell, Column, Paragraph, Table
from ..material import Material, numbers_of
from ..outline import Section
from ..phrases import clauses, listed, span, with_change, yes_no
from .boundary import map_figure
from .yearly import Quantity, yearly

_ECONOMY = ("gdp_10k_yuan", "industrial_output_10k_yuan", "industrial_value_added_current_10k_yuan",
            "industrial_value_added_constant_10k_yuan", "revenue_10k_yuan", "tax_10k_yuan", "green_rnd_10k_yuan",
            "employees",
            "enterprises", "above_scale_enterprises")
_ENERGY = (("energy_equivalent_tce", "综合能源消费量（等价值）", "吨标准煤", 2), ("energy_calorific_tce", "综合能源消费量（当量值）", "吨标准煤", 2),
           ("industrial_energy_calorific_tce", "工业综合能源消费量（当量值）", "吨标准煤", 2),
           ("terminal_energy_calorific_tce", "终端能源消费量（当量值）", "吨标准煤", 2),
           ("emissions_tco2", "二氧化碳排放量", "吨二氧化碳", 2), ("carbon_per_unit_energy", "单位能耗碳排放", "吨/吨标准煤", 3),
           ("carbon_per_value_added", "单位工业增加值二氧化碳排放量", "吨二氧化碳/万元", 3))


def section(material: Material) -> Section:
    """The form of basic data: park, contacts, years, certifications and honours."""
    fields = _fields(material)
    gaps = [gap for _, shown, gap in fields if shown == wording.BLANK and gap is not None]
    gaps += boundary_gaps(material.project.boundary)
    blocks: list[Block] = []
    if material.basics.name or material.basics.applicant:
        pairs = _pairs([(title, shown, gap.address if gap else "") for title, shown, gap in fields])
        blocks.append(Table(_form_columns(), pairs, "园区基本信息",
                            "table.basics", style="form"))
    for made, lacks in (_contacts(material.basics), _years(material), _certified(material.basics)):
        blocks += [made] if made else []
        gaps += lacks
    return Section("园区基本信息表", tuple(blocks), gaps=tuple(gaps), numbered=False, new_page=True,
                   address="basics")


def _form_columns() -> tuple[Column, ...]:
    return (Column(weight=2.2), Column(weight=3.2), Column(weight=2.2), Column(weight=3.2))


def _pairs(fields: list[tuple[str, str, str]]) -> tuple[tuple[str | Cell, ...], ...]:
    """Two fields a row; long ones have a row of their own."""
    rows: list[tuple[str | Cell, ...]] = []
    left: tuple[Cell, ...] = ()
    for title, shown, address in fields:
        label, value = Cell(title, label=True, address=address), Cell(shown, address=address)
        if len(shown) > 22:
            if left:
                rows.append((left[0], replace(left[1], colspan=3)))
                left = ()
            rows.append((label, replace(value, colspan=3)))
        elif left:
            rows.append((*left, label, value))
            left = ()
        else:
            left = (label, value)
    if left:
        rows.append((left[0], replace(left[1], colspan=3)))
    return tuple(rows)


def _title(name: str) -> str:
    return Basics.model_fields[name].title or name


def _fields(material: Material) -> list[tuple[str, str, Gap | None]]:
    """Title, text and gap of every field of the form that concerns this park."""
    basics, boundary, period = material.basics, material.project.boundary, material.period
    made: list[tuple[str, str, Gap | None]] = []

    def add(part: str, name: str, shown: str, title: str | None = None) -> None:
        label = title or _title(name)
        made.append((label, shown or wording.BLANK, Gap(f"{label}", f"{part}/{name}")))

    add("basics", "name", basics.name)
    add("basics", "applicant", basics.applicant)
    add("basics", "level_applied", basics.level_applied.label)
    add("basics", "application_kind", basics.application_kind.label if basics.application_kind else "")
    if basics.application_kind is ApplicationKind.PARK_IN_PARK:
        add("boundary", "host_park", boundary.host_park, "所在园区名称")
    add("basics", "rank", basics.rank.label if basics.rank else "")
    add("basics", "kind", basics.kind.label if basics.kind else "")
    add("basics", "established_on", wording.day(basics.established_on))
    add("basics", "approval_number", basics.approval_number)
    add("basics", "catalogue_listed", yes_no(basics.catalogue_listed), "是否列入开发区目录")
    if basics.catalogue_listed is not False:
        add("basics", "catalogue_code", basics.catalogue_code)
    if material.level != "city":
        add("basics", "in_city_list", yes_no(basics.in_city_list), "是否列入市级名单")
    add("boundary", "area_km2", _amount(boundary.area_km2, "平方公里"), "申报面积")
    if boundary.catalogue_area_km2 is not None:
        add("boundary", "catalogue_area_km2", _amount(boundary.catalogue_area_km2, "平方公里"), "目录核准面积")
    sides = four_sides(boundary)
    made.append(("四至边界", sides or wording.BLANK, None))
    add("basics", "managing_body", basics.managing_body)
    add("basics", "enterprise_count", _amount(basics.enterprise_count, "家"))
    add("basics", "leading_industries", basics.leading_industries)
    add("basics", "address", basics.address)
    add("basics", "postcode", basics.postcode)
    building = span(period.construction_start, period.construction_end)
    made.append(("建设期", building or wording.BLANK, Gap("建设期起始年、结束年", "period/construction_start")))
    made.append(("基准年", f"{period.base_year}年", None))
    return made


def _amount(value: Decimal | int | None, unit: str) -> str:
    return "" if value is None else f"{wording.entered(value)}{unit}"


def four_sides(boundary: Boundary) -> str:
    """“东至…，南至…，西至…，北至…”; empty unless all four are known."""
    sides = (("东至", boundary.east), ("南至", boundary.south), ("西至", boundary.west), ("北至", boundary.north))
    if not all(side.strip() for _, side in sides):
        return ""
    return "，".join(f"{word}{side.strip().removeprefix(word)}" for word, side in sides)


def boundary_gaps(boundary: Boundary) -> list[Gap]:
    """A gap for each side of the boundary that is blank."""
    names = {"east": "东至", "south": "南至", "west": "西至", "north": "北至"}
    return [Gap(f"四至边界：{word}", f"boundary/{name}") for name, word in names.items()
            if not getattr(boundary, name).strip()]


def _contacts(basics: Basics) -> tuple[Table | None, list[Gap]]:
    people = (("园区负责人", "head", basics.head), ("联系人", "contact", basics.contact))
    rows, gaps = [], []
    for name, info in Contact.model_fields.items():
        texts = [getattr(person, name) for _, _, person in people]
        if any(texts):
            rows.append((Cell(info.title or name, label=True), *(text or wording.BLANK for text in texts)))
        if name in ("name", "position", "phone"):
            gaps += [Gap(f"{title}的{info.title}", f"basics/{key}/{name}")
                     for (title, key, _), text in zip(people, texts, strict=True) if not text]
    columns = (Column("项目", align="center", weight=1.4), *(Column(title, weight=3) for title, _, _ in people))
    return (Table(columns, tuple(rows), "园区负责人和联系人") if rows else None), gaps


def _years(material: Material) -> tuple[Table | None, list[Gap]]:
    years = material.years
    rows, gaps = [], []
    records = [material.record(year) for year in years]
    for name in _ECONOMY:
        info = Economy.model_fields[name]
        values = [getattr(record.economy, name) if record else None for record in records]
        extra = info.json_schema_extra
        unit = str(extra.get("unit", "")) if isinstance(extra, dict) else ""
        rows.append(Quantity(info.title or name, unit, values,
                             addresses=[f"years/{year}/economy/{name}" for year in years]))
        if name not in ("industrial_value_added_constant_10k_yuan", "tax_10k_yuan"):
            gaps += [Gap(f"{year}年{info.title}", f"years/{year}/economy/{name}")
                     for year, value in zip(years, values, strict=True) if value is None]
    rows.insert(3, Quantity("工业增加值占地区生产总值比重", "%", _shares(records), percent=True))
    rows += [Quantity(title, unit, material.numbers(name), decimals) for name, title, unit, decimals in _ENERGY]
    prices = {record.economy.constant_price_year for record in records if record} - {None}
    note = f"不变价以{listed(f'{year}年' for year in sorted(filter(None, prices)))}为基期。" if prices else ""
    papers = material.evidence(key for record in records if record for key in record.economy.evidence)
    source = "园区统计" + (f"；佐证材料{numbers_of(papers)}" if papers else "") + "。能源和碳排放数据由本表以外的原始数据计算得出。"
    table = yearly(years, rows, "近三年及基准年经济、能源和碳排放数据", bookmark="table.years", note=note, source=source,
                   every_year=True)
    return table, gaps


def _shares(records: Sequence[ParkYear | None]) -> list[Decimal | None]:
    made: list[Decimal | None] = []
    for record in records:
        economy = record.economy if record else None
        part = economy and economy.industrial_value_added_current_10k_yuan
        whole = economy and economy.gdp_10k_yuan
        made.append(part / whole if isinstance(part, Decimal) and whole else None)
    return made


def _certified(basics: Basics) -> tuple[Table | None, list[Gap]]:
    rows: list[tuple[str | Cell, ...]] = []
    gaps: list[Gap] = []
    answers = {name: getattr(basics.certifications, name) for name in ("quality", "environment", "safety", "energy")}
    known = [(Certifications.model_fields[name].title or name, answer) for name, answer in answers.items()
             if answer is not None]
    if known:
        text = "；".join(f"{title}：{'已认证' if answer else '未认证'}" for title, answer in known)
        rows.append((Cell("体系认证", label=True), text))
    else:
        gaps.append(Gap("体系认证情况", "basics/certifications"))
    if basics.certifications.other:
        rows.append((Cell("其他体系认证", label=True), basics.certifications.other))
    if basics.honours:
        rows.append((Cell("荣誉称号", label=True), basics.honours))
    else:
        gaps.append(Gap("荣誉称号（没有的，可不填）", "basics/honours"))
    table = Table((Column(weight=2), Column(weight=8)), tuple(rows), "体系认证和荣誉", style="form") if rows else None
    return table, gaps


def situation(material: Material, narrative: str) -> tuple[tuple[Block, ...], tuple[Gap, ...]]:
    """Sentences on what the park is, where it lies and what it produced, after what staff wrote; the boundary's map.

    What the park is stands in the form too: it is told only where staff have not told it in their own words.
    """
    written = material.narrative(narrative)
    basics, boundary = material.basics, material.project.boundary
    first = []
    if basics.name:
        rank = f"园区级别为{basics.rank.label}" if basics.rank else ""
        kind = f"类型为{basics.kind.label}" if basics.kind else ""
        first.append("，".join(filter(None, (f"申报园区为{basics.name}", rank, kind))))
        if basics.established_on:
            first[-1] += f"，{basics.established_on.year}年设立"
        if basics.approval_number:
            first[-1] += f"（{basics.approval_number}）"
    if basics.application_kind is ApplicationKind.PARK_IN_PARK and boundary.host_park:
        first.append(f"以园中园方式申报，所在园区为{boundary.host_park}")
    elif basics.application_kind is ApplicationKind.WHOLE:
        first.append("以园区整体申报")
    if boundary.area_km2 is not None:
        first.append(f"申报面积{wording.entered(boundary.area_km2)}平方公里")
    sides = four_sides(boundary)
    if sides:
        first.append(f"四至边界为{sides}")
    if basics.managing_body:
        first.append(f"由{basics.managing_body}负责建设和运营")
    if basics.leading_industries:
        first.append(f"主导产业为{basics.leading_industries}")
    blocks: list[Block] = [*written]
    blocks += [Paragraph(line.strip(), address="boundary/location")
               for line in boundary.location.splitlines() if line.strip()]
    blocks += [Paragraph("；".join(first) + "。")] if first and not written else []
    blocks += [figure for figure in [map_figure(material)] if figure is not None]
    economy = _economy(material, material.told(narrative))
    blocks += [Paragraph(economy, address=f"years/{material.period.base_year}/economy")] if economy else []
    gaps = [] if boundary.location.strip() else [Gap("区位说明", "boundary/location")]
    return tuple(blocks), tuple(gaps + boundary_gaps(boundary))


def _economy(material: Material, told: str) -> str:
    years, made = material.years, []
    records = [material.record(year) for year in years]
    for name in ("gdp_10k_yuan", "industrial_output_10k_yuan", "industrial_value_added_current_10k_yuan",
                 "revenue_10k_yuan"):
        values = [getattr(record.economy, name) if record else None for record in records]
        made.append(with_change(Economy.model_fields[name].title or name, "万元", years, values, told=told))
    text = clauses(made)
    return f"{material.period.base_year}年，园区{text}" if text else ""
