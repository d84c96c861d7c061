"""Power and heat: what physics and meters do not allow, and numbers without a source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ..evaluate import Evaluation
from ..project.years import ParkYear
from ..wording import entered, number, telling
from .registry import Noticed, Severity, rule

LEAST_LOAD = Decimal("0.1")
"""A mean load below a tenth of the maximum: one of the two has the wrong unit."""
COAL_RATE = (Decimal("0.25"), Decimal("0.4"))
"""kgce/kWh of power plants in any recent year (0.3024 in 2024, 0.3055 in 2020)."""
HEAT_FACTOR = (Decimal("0.05"), Decimal("0.2"))
"""tCO2/GJ of steam from gas (0.056 at no loss) to coal; the default is 0.11."""
PV_HOURS = (Decimal(400), Decimal(1500))
"""Full-load hours of roofs in a year; Jiangsu has about 1,100, the first year may be a part of one."""


def _loads(evaluation: Evaluation) -> Iterator[tuple[ParkYear, Decimal, Decimal]]:
    """(year's record, maximum load, mean load) in MW, where both are known."""
    for record in evaluation.project.years:
        daily, load = evaluation.number("mean_daily_electricity_mwh", record.year), record.electricity.maximum_load_mw
        if daily and load:
            yield record, load, daily / 24


LOAD_READS = ("years/*/electricity/maximum_load_mw", "years/*/energy")


@rule("power.load_too_small", Severity.MUST_FIX, "最大负荷不小于平均负荷", reads=LOAD_READS)
def the_maximum_is_no_less_than_the_mean(evaluation: Evaluation) -> Noticed:
    """No load lies above the maximum all year long."""
    for record, load, mean in _loads(evaluation):
        if load < mean:
            yield (
                f"{record.year}年最大用电负荷{entered(load)}兆瓦，小于由全年用电量得出的平均负荷{telling(mean, load)}兆瓦；"
                "请核对单位。",
                (f"years/{record.year}/electricity/maximum_load_mw",),
            )


@rule("power.load_too_large", Severity.EXPLAIN, "最大负荷与用电量相当", reads=LOAD_READS)
def the_maximum_fits_the_mean(evaluation: Evaluation) -> Noticed:
    """A park's mean load is more than a tenth of its maximum."""
    for record, load, mean in _loads(evaluation):
        if mean < load * LEAST_LOAD:
            yield (
                f"{record.year}年最大用电负荷{entered(load)}兆瓦，是平均负荷{number(mean)}兆瓦的"
                f"{telling(load / mean, 1 / LEAST_LOAD, decimals=1)}倍；"
                "请核对单位，或说明原因。",
                (f"years/{record.year}/electricity/maximum_load_mw",),
            )


@rule("power.load_year", Severity.HINT, "最大负荷出现在当年", reads=("years/*/electricity/maximum_load_at",))
def the_maximum_is_of_its_year(evaluation: Evaluation) -> Noticed:
    """The moment of the maximum load lies in the year that it is given for."""
    for record in evaluation.project.years:
        moment = record.electricity.maximum_load_at
        found = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", moment)
        if found and int(found[0]) != record.year:
            yield (
                f"{record.year}年最大负荷出现时刻填为“{moment[:40]}”，不在当年；请核对。",
                (f"years/{record.year}/electricity/maximum_load_at",),
            )


def _range_rule(id: str, group: str, name: str, title: str, unit: str, limits: tuple[Decimal, Decimal]) -> None:
    def notice(evaluation: Evaluation) -> Noticed:
        for record in evaluation.project.years:
            value = getattr(getattr(record, group), name)
            if value is not None and not limits[0] <= value <= limits[1]:
                yield (
                    f"{record.year}年{title}{entered(value)}{unit}，不在常见范围{limits[0]}—{limits[1]}{unit}内；"
                    "请核对单位，或说明依据。",
                    (f"years/{record.year}/{group}/{name}",),
                )

    rule(id, Severity.EXPLAIN, f"{title}在合理范围", reads=(f"years/*/{group}/{name}",))(notice)


_range_rule(
    "power.coal_rate", "electricity", "equivalent_kgce_per_kwh", "电力等价值折标煤系数", "千克标准煤/千瓦时", COAL_RATE
)
_range_rule(
    "heat.factor", "heat", "measured_factor_tco2_per_gj", "化石能源热力实测排放因子", "吨二氧化碳/吉焦", HEAT_FACTOR
)


def _source_rule(id: str, group: str, name: str, source: str, title: str, unit: str) -> None:
    def notice(evaluation: Evaluation) -> Noticed:
        for record in evaluation.project.years:
            value = getattr(getattr(record, group), name)
            if value is not None and not getattr(getattr(record, group), source).strip():
                yield (
                    f"{record.year}年{title}{entered(value)}{unit}没有注明来源；请补充，或说明依据。",
                    (f"years/{record.year}/{group}/{source}",),
                )

    rule(id, Severity.EXPLAIN, f"{title}有来源", reads=(f"years/*/{group}/{name}", f"years/*/{group}/{source}"))(notice)


_source_rule(
    "source.coal_rate",
    "electricity",
    "equivalent_kgce_per_kwh",
    "equivalent_source",
    "电力等价值折标煤系数",
    "千克标准煤/千瓦时",
)
_source_rule(
    "source.grid_nonfossil",
    "electricity",
    "grid_nonfossil_percent",
    "grid_nonfossil_source",
    "电网电量中非化石能源占比",
    "%",
)
_source_rule(
    "source.heat_factor",
    "heat",
    "measured_factor_tco2_per_gj",
    "measured_factor_source",
    "化石能源热力实测排放因子",
    "吨二氧化碳/吉焦",
)


@rule(
    "source.process_factor",
    Severity.EXPLAIN,
    "工业过程排放因子有来源",
    reads=("years/*/process/*/factor_tco2_per_unit", "years/*/process/*/factor_source"),
)
def process_factors_have_a_source(evaluation: Evaluation) -> Noticed:
    """A factor that the park enters itself says where it comes from (910 annex 4 part 3)."""
    for record in evaluation.project.years:
        for row in record.process:
            if row.factor_tco2_per_unit is not None and not row.factor_source.strip():
                known = evaluation.rules.process_factors.get(row.product)
                yield (
                    f"{record.year}年工业过程产品“{known.name if known else row.product or row.key}”的排放因子"
                    f"{entered(row.factor_tco2_per_unit)}没有注明来源；请补充，或说明依据。",
                    (f"years/{record.year}/process/{row.key}/factor_source",),
                )


@rule(
    "power.pv_hours",
    Severity.EXPLAIN,
    "光伏发电量与装机容量相当",
    reads=(
        "years/*/electricity/own_pv_used_10k_kwh",
        "years/*/electricity/own_pv_sold_10k_kwh",
        "roofs/*/capacity_kwp",
        "roofs/*/connected_in",
    ),
)
def pv_power_fits_the_roofs(evaluation: Evaluation) -> Noticed:
    """The roofs connected by the base year run between 400 and 1,500 hours."""
    year = evaluation.project.period.base_year
    record = evaluation.project.year(year)
    parts = (record.electricity.own_pv_used_10k_kwh, record.electricity.own_pv_sold_10k_kwh) if record else (None, None)
    capacity = sum(
        (
            row.capacity_kwp or Decimal(0)
            for row in evaluation.project.roofs
            if row.connected_in is not None and row.connected_in <= year
        ),
        Decimal(0),
    )
    if None in parts or not capacity:
        return
    power = sum((part for part in parts if part is not None), Decimal(0))
    hours = power * 10_000 / capacity
    if not PV_HOURS[0] <= hours <= PV_HOURS[1]:
        yield (
            f"{year}年自有光伏发电{entered(power)}万千瓦时，已并网屋顶光伏{number(capacity)}千瓦，折合"
            f"{telling(hours, *PV_HOURS, decimals=0)}小时，"
            f"不在常见范围{PV_HOURS[0]}—{PV_HOURS[1]:,}小时内；请核对电量和装机，有地面光伏的请说明。",
            (f"years/{year}/electricity/own_pv_used_10k_kwh", "roofs"),
        )


@rule(
    "power.green_sold_unstated",
    Severity.EXPLAIN,
    "自用绿电售出绿证的情况已说明",
    reads=(
        "years/*/electricity/own_pv_used_10k_kwh",
        "years/*/electricity/own_other_used_10k_kwh",
        "years/*/electricity/own_certificates_sold_10k_kwh",
    ),
)
def it_is_stated_whether_own_green_power_was_sold(evaluation: Evaluation) -> Noticed:
    """Own power whose certificates were sold counts as ordinary power; whether any were has to be stated.

    Of the base year it is said by complete.binding_rows.
    """
    for record in evaluation.project.years:
        power = record.electricity
        own = (power.own_pv_used_10k_kwh or Decimal(0)) + (power.own_other_used_10k_kwh or Decimal(0))
        if own and power.own_certificates_sold_10k_kwh is None and record.year < evaluation.project.period.base_year:
            yield (
                f"{record.year}年自有可再生能源自用{entered(own)}万千瓦时，没有填写其中已售出绿证的电量；请填写，没有售出的填0；不掌握的请说明。",
                (f"years/{record.year}/electricity/own_certificates_sold_10k_kwh",),
            )
