"""Where the base year's energy goes, from source to use, as a flow figure at 当量值."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from ...project.years import CONVERSIONS, SECTORS, EnergyRow, ParkYear
from ..blocks import Figure, Flow, Sankey
from ..material import Material

_CONVERSION_NAMES = {"thermal_power": "火力发电", "heating": "供热", "refining": "炼油及煤制油", "gas_making": "制气",
                     "other": "其他加工转换"}
_SECTOR_NAMES = {"agriculture": "农林牧渔业", "industry": "工业", "construction": "建筑业", "transport": "交通运输",
                 "services": "服务业",
                 "other": "公共机构等", "residential": "居民生活"}
_POWER = {"grid_10k_kwh": "网购电力", "direct_green_10k_kwh": "绿电直供", "traded_green_10k_kwh": "绿电交易",
          "own_pv_used_10k_kwh": "自有光伏", "own_other_used_10k_kwh": "其他可再生电力"}
_HEAT = {"purchased_fossil_gj": "化石热力", "purchased_nonfossil_gj": "非化石热力"}
_SENT = "送出园区"
_LOST = "转换和输送损失"
_FEEDSTOCK = "用作原料"
_RECOVERED = "回收能"


def flow_figure(material: Material) -> Figure | None:
    """The Sankey figure of the base year; None where the balance or its coefficients are not complete."""
    year = material.period.base_year
    record = material.record(year)
    coefficients = material.evaluation.result("calorific_coefficients", year)
    known = material.evaluation.number("energy_calorific_tce", year) is not None
    if record is None or not known or not isinstance(coefficients, Mapping):
        return None
    flows = _Flows(material, record, coefficients).collected()
    if not flows:
        return None
    used = {name for flow in flows for name in (flow.source, flow.target)}
    stages = tuple(stage for stage in (tuple(name for name in names if name in used)
                                       for names in _stages(material, record)) if stage)
    chart = Sankey(stages, tuple(flows), "吨标准煤")
    return Figure(chart, f"{year}年能源流向", "figure.flow", source="能源平衡表，按当量值折算",
                  note="送出与库存变动按净额计；能源在图中由左至右依次为来源、加工转换、二次能源和去向。")


def _carriers(record: ParkYear) -> set[str]:
    """Kinds that conversion makes or that are recovered, and power and heat."""
    made = {row.energy for row in record.energy
            if any(getattr(row, f"conversion_out_{kind}") for kind in CONVERSIONS) or row.recovered}
    return made | {"electricity", "heat"}


def _name(material: Material, kind: str) -> str:
    known = material.rules.energy_types.get(kind)
    return known.name if known else kind


def _stages(material: Material, record: ParkYear) -> tuple[tuple[str, ...], ...]:
    carriers = _carriers(record)
    sources = [_name(material, row.energy) for row in record.energy if row.energy not in carriers]
    bought = [f"外购{_name(material, kind)}" for kind in sorted(carriers - {"electricity", "heat"})]
    return (
        (*_POWER.values(), *sources, *bought, *_HEAT.values(), _RECOVERED),
        tuple(_CONVERSION_NAMES.values()),
        tuple(_name(material, row.energy) for row in record.energy if row.energy in carriers),
        (*_SECTOR_NAMES.values(), _FEEDSTOCK, _SENT, _LOST),
    )


class _Flows:
    """The flows of one year, each in tce."""

    def __init__(self, material: Material, record: ParkYear, coefficients: Mapping[str, Decimal]) -> None:
        self._material, self._record, self._coefficients = material, record, coefficients
        self._flows: dict[tuple[str, str], Decimal] = {}
        self._conversion: dict[str, Decimal] = dict.fromkeys(CONVERSIONS, Decimal(0))

    def collected(self) -> list[Flow]:
        carriers = _carriers(self._record)
        for row in self._record.energy:
            if row.energy in self._coefficients:
                self._row(row, row.energy in carriers)
        for kind, surplus in self._conversion.items():
            self._add(_CONVERSION_NAMES[kind], _LOST, surplus)
        return [Flow(source, target, value) for (source, target), value in self._flows.items() if value > 0]

    def _add(self, source: str, target: str, value: Decimal) -> None:
        self._flows[source, target] = self._flows.get((source, target), Decimal(0)) + value

    def _row(self, row: EnergyRow, is_carrier: bool) -> None:
        node, factor = _name(self._material, row.energy), self._coefficients[row.energy]

        def tce(value: Decimal | None) -> Decimal:
            return (value or Decimal(0)) * factor

        for kind in CONVERSIONS:
            taken, made = tce(getattr(row, f"conversion_in_{kind}")), tce(getattr(row, f"conversion_out_{kind}"))
            self._add(node, _CONVERSION_NAMES[kind], taken)
            self._add(_CONVERSION_NAMES[kind], node, made)
            self._conversion[kind] += taken - made
        for sector in SECTORS:
            self._add(node, _SECTOR_NAMES[sector], tce(getattr(row, f"fuel_{sector}")))
        self._add(node, _FEEDSTOCK, tce(row.feedstock))
        self._add(node, _LOST, tce(row.losses))
        if row.energy == "electricity":
            self._bought(self._record.electricity, _POWER, node, factor)
            self._add(node, _SENT, tce(self._record.electricity.sent_out_10k_kwh))
        elif row.energy == "heat":
            self._bought(self._record.heat, _HEAT, node, factor)
            self._add(node, _SENT, tce(self._record.heat.sent_fossil_gj) + tce(self._record.heat.sent_nonfossil_gj))
        else:
            self._add(node, _SENT, tce(row.sent_out))
            if is_carrier:
                self._add(f"外购{node}", node,
                          tce(row.purchased) + tce(row.own_production)
                          + tce(row.opening_stock) - tce(row.closing_stock))
        if is_carrier:
            self._add(_RECOVERED, node, tce(row.recovered))

    def _bought(self, part: object, names: Mapping[str, str], node: str, factor: Decimal) -> None:
        for name, title in names.items():
            self._add(title, node, (getattr(part, name) or Decimal(0)) * factor)
