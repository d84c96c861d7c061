"""Projects and years to come: what key projects cost and bring, and where energy and emissions go with them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, localcontext

from .evaluate import Evaluation
from .evaluate.resolve import PRECISION
from .project import Project
from .project.plan import KeyProject
from .project.remembering import remembered


@dataclass(frozen=True, slots=True)
class Economics:
    """The economics of one or more projects, 10,000 yuan.

    Attributes:
        payback_years: investment by yearly net income (static); None where there is no net income.
        irr: internal rate of return as a fraction; None where the flows never change sign or data are lacking.
    """

    investment: Decimal
    net_income: Decimal
    payback_years: Decimal | None
    irr: Decimal | None


def _present_value(rate: Decimal, flows: list[Decimal]) -> Decimal:
    growth = 1 + rate
    total, weight = Decimal(0), Decimal(1)
    for flow in flows:
        total += flow / weight
        weight *= growth
    return total


def internal_rate(flows: list[Decimal]) -> Decimal | None:
    """The rate at which the flows (one a year, the first now) are worth nothing; None where there is none below 1000 %.

    For an outlay followed by income, the present value falls with the rate, so halving the interval finds it.
    """
    with localcontext(PRECISION):
        low, high = Decimal("-0.99"), Decimal(10)
        if _present_value(low, flows) <= 0 or _present_value(high, flows) >= 0:
            return None
        while high - low > Decimal("1e-12"):
            middle = (low + high) / 2
            low, high = (middle, high) if _present_value(middle, flows) > 0 else (low, middle)
        return (low + high) / 2


@remembered(most=2000)
def economics(project: KeyProject) -> Economics | None:
    """Payback and rate of return of one project; None where money or running cost is not filled in."""
    if project.investment_10k_yuan is None or project.income_10k_yuan is None or project.running_cost_10k_yuan is None:
        return None
    net = project.income_10k_yuan - project.running_cost_10k_yuan
    with localcontext(PRECISION):
        payback = project.investment_10k_yuan / net if net > 0 else None
    rate = None
    if project.lifetime_years and project.investment_10k_yuan > 0:
        rate = internal_rate([-project.investment_10k_yuan, *[net] * project.lifetime_years])
    return Economics(project.investment_10k_yuan, net, payback, rate)


def total_economics(project: Project) -> tuple[Economics | None, int]:
    """The economics of all projects with complete figures together, and how many those are.

    Each project's outlay stands in year 0, its net income in each year of its life.
    """
    complete = [
        (row, found) for row in project.key_projects if (found := economics(row)) is not None and row.lifetime_years
    ]
    if not complete:
        return None, 0
    investment = sum((found.investment for _, found in complete), Decimal(0))
    net = sum((found.net_income for _, found in complete), Decimal(0))
    longest = max(row.lifetime_years or 0 for row, _ in complete)
    flows = [-investment] + [
        sum((found.net_income for row, found in complete if (row.lifetime_years or 0) >= year), Decimal(0))
        for year in range(1, longest + 1)
    ]
    with localcontext(PRECISION):
        payback = investment / net if net > 0 else None
    return Economics(investment, net, payback, internal_rate(flows) if investment > 0 else None), len(complete)


@dataclass(frozen=True, slots=True)
class TrendYear:
    """Energy (等价值, tce) and CO2 (t) of a year; `projected` where they follow from an earlier year and the projects."""

    year: int
    energy_tce: Decimal | None
    emissions_tco2: Decimal | None
    projected: bool


def trend(evaluation: Evaluation) -> tuple[TrendYear, ...]:
    """Past years and the base year as computed; later years from plan figures where entered, projected otherwise.

    A projection starts from the last year before that has figures of its own (the base year, or a plan year), takes its
    output as it is, and subtracts what each key project saves from the year after it is finished; one finished before
    the start is in its figures. No growth is assumed.
    """
    project = evaluation.project
    period = project.period
    years: list[TrendYear] = []
    start = period.base_year
    start_energy = evaluation.number("energy_equivalent_tce")
    start_emissions = evaluation.number("emissions_tco2")
    for year in range(period.base_year - 3, period.long_term_year + 1):
        energy = evaluation.number("energy_equivalent_tce", year)
        emissions = evaluation.number("emissions_tco2", year)
        projected = year > period.base_year and (energy is None or emissions is None)
        if projected:
            done = [row for row in project.key_projects if row.end_year is not None and start <= row.end_year < year]
            saved = sum((row.savings_tce or Decimal(0) for row in done), Decimal(0))
            reduced = sum((row.reduction_tco2 or Decimal(0) for row in done), Decimal(0))
            energy = None if start_energy is None else start_energy - saved
            emissions = None if start_emissions is None else start_emissions - reduced
        elif year > period.base_year:
            start, start_energy, start_emissions = year, energy, emissions
        years.append(TrendYear(year, energy, emissions, projected))
    return tuple(years)
