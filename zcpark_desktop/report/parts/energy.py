"""What energy the park is supplied with and uses: by kind, origin and use, over the years (910 annex 2, part 1.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, localcontext

from ... import wording
from ...evaluate.resolve import PRECISION
from ...facts import Gap
from ...project.years import Electricity, Heat
from ..blocks import Block, Figure, Paragraph, Ref, Run, Series, StackedBars, Table
from ..material import Material, numbers_of
from ..outline import Section
from ..phrases import clauses, listed, main_part, source_note, with_change
from .energy_flow import flow_figure
from .yearly import Quantity, yearly

Amounts = Mapping[str, Decimal]
_SUPPLY = (("purchased", "外购", "外购能源量"), ("own_production", "自供", "自供能源量"))
_USES = (("terminal_fuel", "用作燃料、动力的能源消费量"), ("conversion_input", "加工转换投入量"),
         ("conversion_output", "加工转换产出量"), ("recovered", "回收能"), ("feedstock", "用作原料、材料的能源量"))
_BOUGHT_POWER = ("grid_10k_kwh", "direct_green_10k_kwh", "traded_green_10k_kwh")
_OWN_POWER = ("own_pv_used_10k_kwh", "own_other_used_10k_kwh")
_BOUGHT_HEAT = ("purchased_fossil_gj", "purchased_nonfossil_gj")


def section(material: Material, title: str, narrative: str) -> Section:
    """Supply, consumption and the origin of power and heat, with totals at both values."""
    first = (*material.narrative(narrative), *_totals(material, material.told(narrative)))
    return Section(title, first, (_supply(material), _consumption(material), _power(material)),
                   gaps=material.gaps("energy_equivalent_tce", "energy_calorific_tce"),
                   address=f"years/{material.period.base_year}/energy")


# --------------------------------------------------------------------------- numbers


def amounts(material: Material, name: str, year: int) -> Amounts | None:
    """A number for each energy kind, by its id; None where data are lacking."""
    result = material.evaluation.result(name, year)
    return result if isinstance(result, Mapping) else None


def counts_feedstock(material: Material) -> bool:
    """Whether the convention chosen counts feedstock into the total."""
    return "with_feedstock" in material.evaluation.base.target("energy_equivalent_tce")


def by_kind(material: Material, year: int, coefficients: str = "equivalent_coefficients") -> Amounts | None:
    """The park's consumption of each kind in tce; its sum is the total of the year under the convention chosen."""
    net, factors = amounts(material, "net_consumption", year), amounts(material, coefficients, year)
    feedstock = amounts(material, "feedstock", year) if counts_feedstock(material) else {}
    if net is None or factors is None or feedstock is None:
        return None
    with localcontext(PRECISION):
        return {kind: (net.get(kind, Decimal(0)) + feedstock.get(kind, Decimal(0))) * factors[kind]
                for kind in {**net, **feedstock} if kind in factors}


def kind_name(material: Material, kind: str) -> str:
    """The name of an energy kind, its id where the rules do not know it."""
    known = material.rules.energy_types.get(kind)
    return known.name if known else kind


def _kind_unit(material: Material, kind: str) -> str:
    known = material.rules.energy_types.get(kind)
    return known.unit if known else ""


def _source(material: Material) -> str:
    records = [record for year in material.years if (record := material.record(year)) is not None]
    papers = material.evidence(key for record in records for row in record.energy for key in row.evidence)
    return "能源平衡表" + (f"；佐证材料{numbers_of(papers)}" if papers else "")


# --------------------------------------------------------------------------- totals


def _totals(material: Material, told: str) -> tuple[Block, ...]:
    years, base = material.years, material.period.base_year
    equivalent, calorific = material.numbers("energy_equivalent_tce"), material.numbers("energy_calorific_tce")
    text = clauses((with_change("综合能源消费量（等价值）", "吨标准煤", years, equivalent, 2, told),
                    with_change("综合能源消费量（当量值）", "吨标准煤", years, calorific, 2, told)))
    if equivalent[-1] is None and calorific[-1] is None:
        return ()
    feed = "含" if counts_feedstock(material) else "不含"
    first = f"{base}年，园区{text}" if text else ""
    blocks: list[Block] = [Paragraph((f"{first}综合能源消费量{feed}原料用能，电力等价值折标系数", *_power_rate(material), "。"))]
    structure = by_kind(material, base)
    if structure and any(value > 0 for value in structure.values()):
        blocks.append(Paragraph(_structure(material, structure) + _moved(material, structure)))
    return tuple(blocks)


def _power_rate(material: Material) -> tuple[Run | str, ...]:
    """The coal rate of the base year; a footnote says where it comes from and how well that is known."""
    from ...facts.coefficients import SOURCES

    sourced = SOURCES["equivalent_coefficients"](material.evaluation.base.view,
                                                 material.rules.energy_type("electricity"))
    if sourced is None:
        return ("未填写",)
    return f"取{wording.factor(sourced.value)}{sourced.unit}", source_note(sourced.source, sourced.certainty)


def _structure(material: Material, kinds: Amounts) -> str:
    whole = sum(kinds.values(), Decimal(0))
    leading = sorted(((kind, value) for kind, value in kinds.items() if value > 0), key=lambda each: -each[1])[:4]
    if len(leading) == 1:
        return f"按等价值计，{material.period.base_year}年消费的品种为{kind_name(material, leading[0][0])}。"
    parts = listed(f"{kind_name(material, kind)}（{wording.percent(value / whole)}）" for kind, value in leading)
    return f"按等价值计，{material.period.base_year}年消费量居前的品种为{parts}，括号内为占综合能源消费量的比重。"


def _moved(material: Material, kinds: Amounts) -> str:
    """Which kind makes most of the change since the year before; empty where that year is not complete."""
    before = by_kind(material, material.years[-2]) if len(material.years) > 1 else None
    if not before:
        return ""
    old, new = ({kind_name(material, kind): value for kind, value in each.items()} for each in (before, kinds))
    told = main_part(old, new, "吨标准煤")
    return f"与{material.years[-2]}年相比，{told}" if told else ""


def totals_table(material: Material) -> Table | None:
    """Consumption of each kind in tce at 等价值 over the years, with both totals."""
    years = material.years
    per_year = [by_kind(material, year) for year in years]
    kinds = list(dict.fromkeys(kind for each in per_year if each for kind, value in each.items() if value))
    rows = [Quantity(kind_name(material, kind), "", [each.get(kind, Decimal(0)) if each else None for each in per_year],
                     2)
            for kind in kinds]
    negative = any(value < 0 for each in per_year if each for value in each.values())
    other = "without" if counts_feedstock(material) else "with"
    words = "不含" if counts_feedstock(material) else "含"
    rows += [
        Quantity("合计（等价值）", "", material.numbers("energy_equivalent_tce"), 2, bold=True),
        Quantity("合计（当量值）", "", material.numbers("energy_calorific_tce"), 2, bold=True),
        Quantity(f"合计（等价值，{words}原料用能）", "", material.numbers(f"energy_equivalent_{other}_feedstock_tce"), 2),
    ]
    return yearly(years, rows, "分品种综合能源消费量（吨标准煤）", bookmark="table.energy", first="品种",
                  note="各品种按等价值折算，加工转换产出抵减同品种的消费量" + ("；净供出的品种为负值。" if negative else "。"),
                  source=f"{_source(material)}；折标准煤系数见《指标计算过程》")


def structure_figure(material: Material) -> Figure | None:
    """Bars of the consumption by group of kinds (coal, oil, gas, power, heat, renewable, other)."""
    years = [year for year in material.years if by_kind(material, year)]
    if not years:
        return None
    groups: dict[str, list[Decimal]] = {}
    negative = False
    for position, year in enumerate(years):
        for kind, value in (by_kind(material, year) or {}).items():
            known = material.rules.energy_types.get(kind)
            groups.setdefault(known.group if known else "其他", [Decimal(0)] * len(years))[position] += value
    for values in groups.values():
        negative = negative or any(value < 0 for value in values)
    series = tuple(Series(group, tuple(max(value, Decimal(0)) / 10000 for value in values))
                   for group, values in groups.items() if any(value > 0 for value in values))
    chart = StackedBars(tuple(f"{year}年" for year in years), series, "万吨标准煤")
    return Figure(chart, "综合能源消费量及构成（等价值）", "figure.energy", source=_source(material),
                  note="净供出的品种未画出。" if negative else "")


# --------------------------------------------------------------------------- supply


def _row_amounts(material: Material, year: int, names: Sequence[str]) -> dict[str, Decimal | None]:
    record = material.record(year)
    if record is None:
        return {}
    blank = _blank(material, year)
    made: dict[str, Decimal | None] = {}
    for row in record.energy:
        if row.energy not in ("electricity", "heat"):
            values = [getattr(row, name) for name in names]
            known = [value for value in values if value is not None]
            made[row.energy] = sum(known, Decimal(0)) if known else blank
    return made


def _blank(material: Material, year: int) -> Decimal | None:
    """What a blank of a year's balance says: nothing used where the balance is declared complete and not empty."""
    record = material.record(year)
    return Decimal(0) if record and record.energy and record.energy_blanks_are_zero else None


def _sum(part: Electricity | Heat | None, names: Sequence[str]) -> Decimal | None:
    values = [getattr(part, name) for name in names] if part else []
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None


def _supplied(material: Material, flow: str, year: int) -> dict[str, Decimal | None]:
    record = material.record(year)
    made = _row_amounts(material, year, (flow,))
    power = _BOUGHT_POWER if flow == "purchased" else _OWN_POWER
    made["electricity"] = _sum(record.electricity if record else None, power)
    if flow == "purchased":
        made["heat"] = _sum(record.heat if record else None, _BOUGHT_HEAT)
    return made


def _kinds_table(material: Material, per_year: Sequence[Mapping[str, Decimal | None] | None], caption: str,
                 note: str = "") -> Table | None:
    # A kind that a complete balance does not list was not used that year.
    blanks = [_blank(material, year) for year in material.years]
    kinds = list(dict.fromkeys(kind for each in per_year if each for kind, value in each.items() if value))
    rows = [Quantity(kind_name(material, kind), _kind_unit(material, kind),
                     [None if each is None else each.get(kind, blank)
                      for each, blank in zip(per_year, blanks, strict=True)])
            for kind in kinds]
    return yearly(material.years, rows, caption, first="品种", note=note, source=_source(material))


def _supply(material: Material) -> Section:
    blocks: list[Block] = []
    notes = {"purchased": "电力为网购、绿电直供和绿电交易电量之和，热力为受入热力。",
             "own_production": "电力为自有光伏等可再生能源的自用电量；加工转换产出的电力、热力见加工转换产出量。"}
    for flow, word, caption in _SUPPLY:
        per_year = [_supplied(material, flow, year) for year in material.years]
        table = _kinds_table(material, per_year, caption, notes[flow])
        kinds = listed(kind_name(material, kind) for kind, value in per_year[-1].items() if value)
        blocks += [Paragraph(f"{material.period.base_year}年，{word}的能源品种为{kinds}。")] if kinds else []
        blocks += [table] if table else []
    gaps = tuple(Gap(f"{year}年能源平衡表", f"years/{year}/energy") for year in material.years
                 if not (record := material.record(year)) or not record.energy)
    return Section("能源供应", tuple(blocks), gaps=gaps, address=f"years/{material.period.base_year}/energy")


# --------------------------------------------------------------------------- consumption


def _consumption(material: Material) -> Section:
    blocks: list[Block] = []
    figure, total, flow = structure_figure(material), totals_table(material), flow_figure(material)
    blocks += [each for each in (total, figure) if each]
    for name, caption in _USES:
        table = _kinds_table(material, [amounts(material, name, year) for year in material.years], caption)
        blocks += [table] if table else []
    if flow:
        blocks += [Paragraph((f"{material.period.base_year}年的能源流向见", Ref("figure.flow"), "，按当量值计。")), flow]
    return Section("能源消费", tuple(blocks), gaps=material.gaps("terminal_fuel", "conversion_input", "feedstock"),
                   address=f"years/{material.period.base_year}/energy")


# --------------------------------------------------------------------------- power and heat


def _power(material: Material) -> Section:
    records = [material.record(year) for year in material.years]
    rows: list[Quantity] = []
    for part, model in (("electricity", Electricity), ("heat", Heat)):
        for name, info in model.model_fields.items():
            extra = info.json_schema_extra
            unit = str(extra.get("unit", "")) if isinstance(extra, dict) else ""
            if unit in ("万千瓦时", "兆瓦", "吉焦"):
                rows.append(Quantity(info.title or name, unit,
                                     [getattr(getattr(r, part), name) if r else None for r in records],
                                     addresses=[f"years/{year}/{part}/{name}" for year in material.years]))
    rows.append(Quantity("绿证折电量（不含随绿电交易取得的）", "万千瓦时", material.numbers("certificates_10k_kwh")))
    rows.append(Quantity("全年用电量", "万千瓦时", material.numbers("electricity_consumption_10k_kwh")))
    rows = [row for row in rows if any(row.values)]
    papers = material.evidence(key for record in records if record
                               for key in (*record.electricity.evidence, *record.heat.evidence))
    table = yearly(material.years, rows, "电力和热力来源",
                   source="电力来源、热力来源表" + (f"；佐证材料{numbers_of(papers)}" if papers else ""))
    blocks: list[Block] = [Paragraph(text) for text in [_green(material)] if text]
    return Section("电力和热力来源", (*blocks, *([table] if table else [])),
                   gaps=material.gaps("electricity_consumption_10k_kwh", "ordinary_electricity_10k_kwh",
                                      "purchased_fossil_gj"),
                   address=f"years/{material.period.base_year}/electricity")


def _green(material: Material) -> str:
    base = material.period.base_year
    total = material.evaluation.number("electricity_consumption_10k_kwh")
    green = material.evaluation.number("nonfossil_electricity_with_certificates_10k_kwh")
    if not total or green is None:
        return ""
    if not green:
        return f"{base}年，园区用电量{wording.entered(total)}万千瓦时，没有使用非化石电力。"
    direct = material.evaluation.number("direct_green_share")
    told = f"；绿电直供占用电量的{wording.percent(direct)}" if direct else ""
    return (f"{base}年，园区用电量{wording.entered(total)}万千瓦时，其中非化石电量（含绿证）{wording.entered(green)}万千瓦时，"
            f"占{wording.percent(green / total)}{told}。")
