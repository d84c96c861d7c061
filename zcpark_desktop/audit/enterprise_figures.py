"""The enterprises' yearly figures: what cannot be, wrong units, and jumps from one year to the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ..evaluate import Evaluation
from ..project.enterprises import Enterprise, EnterpriseYear
from ..project.remembering import remembered
from ..wording import entered, telling
from .comparing import both, goes_back, jumps, slip
from .many import Fault, called, each_fault, enterprise_rule
from .registry import Noticed, Severity, rule

JUMP = 5
"""An enterprise may double or treble in a year; five times as much has a reason that an official will ask for."""
MOST_CARBON = Decimal("3.2")
"""tCO2 per tce at 等价值 that no common fuel or power exceeds (coke 2.94, fossil power 2.75)."""
FARTHEST = 20
"""Times by which turnover and output differ before one of them has the wrong unit."""

FIGURES = {
    name: (info.title or name, str(info.json_schema_extra["unit"]))
    for name, info in EnterpriseYear.model_fields.items()
    if isinstance(info.json_schema_extra, dict) and "unit" in info.json_schema_extra
}
"""Title and unit of each yearly figure."""


@remembered(most=8)
def _pairs(enterprise: Enterprise) -> list[tuple[EnterpriseYear | None, EnterpriseYear, EnterpriseYear]]:
    """Each year's figures with those of the year before, and of the one before that where there are any."""
    by_year = {row.year: row for row in enterprise.annual}
    return [
        (by_year.get(year - 2), by_year[year - 1], row) for year, row in sorted(by_year.items()) if year - 1 in by_year
    ]


def _changes(enterprise: Enterprise, name: str) -> Iterator[tuple[int, Decimal | int | None, Decimal | int | None]]:
    """Year, figure before and figure; one that stands alone, and goes back the year after, is told once."""
    for first, before, row in _pairs(enterprise):
        old, new = getattr(before, name), getattr(row, name)
        if first is None or not goes_back(getattr(first, name), old, new):
            yield row.year, old, new


def _unit_rule(name: str) -> None:
    title, unit = FIGURES[name]

    def slips(enterprise: Enterprise) -> Iterator[Fault]:
        for year, old, new in _changes(enterprise, name):
            factor = slip(old, new)
            if factor is not None and old is not None and new is not None:
                yield (
                    f"企业“{called(enterprise)}”{both(year, title, unit, old, new)}，疑为单位错用{factor:,}倍；"
                    "请核对单位和小数点，或说明原因。",
                    f"annual/{year}/{name}",
                )

    enterprise_rule(
        f"unit.enterprise.{name}", Severity.EXPLAIN, f"企业{title}各年单位一致", reads=(f"annual/*/{name}",)
    )(slips)


for _name in FIGURES:
    _unit_rule(_name)


def _jump_rule(name: str) -> None:
    title, unit = FIGURES[name]

    def leaps(enterprise: Enterprise) -> Iterator[Fault]:
        for year, old, new in _changes(enterprise, name):
            if jumps(old, new, JUMP) and slip(old, new) is None and old is not None and new is not None:
                yield (
                    f"企业“{called(enterprise)}”{both(year, title, unit, old, new)}；请核对，或说明原因。",
                    f"annual/{year}/{name}",
                )

    enterprise_rule(
        f"jump.enterprise.{name}", Severity.EXPLAIN, f"企业{title}各年变化平稳", reads=(f"annual/*/{name}",)
    )(leaps)


for _name in ("output_10k_yuan", "energy_equivalent_tce", "electricity_10k_kwh"):
    _jump_rule(_name)


def _exceeds(id: str, severity: Severity, part: str, whole: str, then: str) -> None:
    titles = FIGURES[part][0], FIGURES[whole][0]
    unit = FIGURES[part][1]

    def exceeds(enterprise: Enterprise) -> Iterator[Fault]:
        for row in enterprise.annual:
            amount, limit = getattr(row, part), getattr(row, whole)
            if limit == 0 and whole == "energy_equivalent_tce" and row.output_10k_yuan:
                continue  # said by enterprise.no_energy
            if amount is not None and limit is not None and amount > limit:
                yield (
                    f"企业“{called(enterprise)}”{row.year}年{titles[0]}{entered(amount)}{unit}，大于{titles[1]}"
                    f"{entered(limit)}{unit}；请{then}。",
                    f"annual/{row.year}/{part}",
                )

    enterprise_rule(id, severity, f"企业{titles[0]}不大于{titles[1]}", reads=(f"annual/*/{part}", f"annual/*/{whole}"))(
        exceeds
    )


_exceeds("enterprise.value_added", Severity.EXPLAIN, "value_added_10k_yuan", "output_10k_yuan", "核对，或说明原因")
_exceeds(
    "enterprise.green_rnd",
    Severity.EXPLAIN,  # who develops and does not sell yet spends more than it earns
    "green_rnd_10k_yuan",
    "revenue_10k_yuan",
    "核对单位，尚在研发期的企业请说明",
)
_exceeds(
    "enterprise.two_views",
    Severity.EXPLAIN,
    "energy_calorific_tce",
    "energy_equivalent_tce",
    "核对是否填反，外供电力的企业请说明",
)


@enterprise_rule(
    "enterprise.revenue",
    Severity.EXPLAIN,
    "企业营业收入与产值相当",
    reads=("annual/*/revenue_10k_yuan", "annual/*/output_10k_yuan"),
)
def turnover_is_near_output(enterprise: Enterprise) -> Iterator[Fault]:
    """Turnover and output of an industrial enterprise differ by less than twenty times; more is a wrong unit."""
    for row in enterprise.annual if enterprise.is_industrial else ():
        if jumps(row.output_10k_yuan, row.revenue_10k_yuan, FARTHEST):
            yield (
                f"企业“{called(enterprise)}”{row.year}年营业收入{entered(row.revenue_10k_yuan)}万元，产值"
                f"{entered(row.output_10k_yuan)}万元，相差{FARTHEST}倍以上；请核对单位，或说明原因。",
                f"annual/{row.year}/revenue_10k_yuan",
            )


@enterprise_rule(
    "enterprise.carbon_per_energy",
    Severity.EXPLAIN,
    "企业单位能耗碳排放在合理范围",
    reads=("annual/*/emissions_tco2", "annual/*/energy_equivalent_tce"),
)
def carbon_fits_the_energy(enterprise: Enterprise) -> Iterator[Fault]:
    """No common fuel or power gives more than 3.2 tCO2 per tce; beyond it, process emissions or a wrong unit."""
    for row in enterprise.annual:
        carbon, energy = row.emissions_tco2, row.energy_equivalent_tce
        if carbon is not None and energy and carbon > energy * MOST_CARBON:
            yield (
                f"企业“{called(enterprise)}”{row.year}年二氧化碳排放量{entered(carbon)}吨，综合能源消费量（等价值）"
                f"{entered(energy)}吨标准煤，每吨标准煤排放{telling(carbon / energy, MOST_CARBON)}吨，超出燃料和电力的常见上限{MOST_CARBON}吨；"
                "请核对单位，有过程排放的请说明。",
                f"annual/{row.year}/emissions_tco2",
            )


@enterprise_rule(
    "enterprise.no_energy",
    Severity.EXPLAIN,
    "有产值的企业有能源消费",
    reads=("annual/*/output_10k_yuan", "annual/*/energy_equivalent_tce"),
)
def production_takes_energy(enterprise: Enterprise) -> Iterator[Fault]:
    """An enterprise that produces uses energy: a zero stands for something that is not known."""
    for row in enterprise.annual:
        if row.output_10k_yuan and row.energy_equivalent_tce == 0:
            yield (
                f"企业“{called(enterprise)}”{row.year}年产值{entered(row.output_10k_yuan)}万元，而综合能源消费量（等价值）为0；"
                "请核对，或说明原因。",
                f"annual/{row.year}/energy_equivalent_tce",
            )


@remembered(most=60_000)
def _power_share(enterprise: Enterprise) -> tuple[Decimal, EnterpriseYear] | None:
    """The highest ratio of power to energy (10,000 kWh per tce at 当量值) with its year."""
    found = [
        (row.electricity_10k_kwh / row.energy_calorific_tce, row)
        for row in enterprise.annual
        if row.electricity_10k_kwh and row.energy_calorific_tce
    ]
    return max(found, key=lambda each: each[0], default=None)


ROUNDING = Decimal("1.01")
"""Small enterprises report whole tonnes: one percent more is rounding."""


@rule(
    "enterprise.power_in_energy",
    Severity.EXPLAIN,
    "企业用电量不大于综合能源消费量",
    reads=("enterprises/*/annual/*/electricity_10k_kwh", "enterprises/*/annual/*/energy_calorific_tce"),
)
def power_is_part_of_energy(evaluation: Evaluation) -> Noticed:
    """Power used, at 当量值, is part of the energy used; only who sends energy out can show less."""
    coefficient = evaluation.number("electricity_calorific_coefficient")
    if not coefficient:
        return
    most = ROUNDING / coefficient
    found = []
    enterprises = evaluation.project.enterprises
    for enterprise, share in zip(enterprises, _power_share.each(enterprises), strict=True):
        if share is not None and share[0] > most:
            row = share[1]
            assert row.electricity_10k_kwh is not None and row.energy_calorific_tce is not None
            found.append(
                (
                    f"企业“{called(enterprise)}”{row.year}年用电量{entered(row.electricity_10k_kwh)}万千瓦时，折"
                    f"{telling(row.electricity_10k_kwh * coefficient, row.energy_calorific_tce)}吨标准煤，大于综合能源消费量（当量值）"
                    f"{entered(row.energy_calorific_tce)}吨标准煤；请核对单位，外供能源的企业请说明。",
                    f"enterprises/{enterprise.key}/annual/{row.year}/electricity_10k_kwh",
                )
            )
    yield from each_fault(found)


@rule(
    "complete.enterprise_figures",
    Severity.EXPLAIN,
    "规上企业有基准年能耗",
    reads=("enterprises/*/annual/*/energy_equivalent_tce", "enterprises/*/above_scale", "enterprises/*/counted_in"),
)
def enterprises_above_scale_have_figures(evaluation: Evaluation) -> Noticed:
    """Every enterprise above scale that is counted in has its energy of the base year."""
    year = evaluation.project.period.base_year
    yield from each_fault(
        [
            (
                f"规上企业“{called(row)}”没有填写{year}年综合能源消费量（等价值）；请补充，或说明原因。",
                f"enterprises/{row.key}/annual",
            )
            for row, years in _with_energy(evaluation.project.enterprises)
            if year not in years
        ]
    )


@remembered(most=4)
def _with_energy(enterprises: Sequence[Enterprise]) -> list[tuple[Enterprise, frozenset[int]]]:
    """The enterprises above scale that are counted in, with the years whose energy they state."""
    return [(row, _years_with_energy(row)) for row in enterprises if row.above_scale and row.counted_in]


@remembered(most=60_000)
def _years_with_energy(enterprise: Enterprise) -> frozenset[int]:
    return frozenset(row.year for row in enterprise.annual if row.energy_equivalent_tce is not None)
