"""The computed rows of the energy balance: difference, standard coal at both values, CO2 of final combustion."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from zcpark_desktop.facts.coefficients import Sourced, calorific, combustion, equivalent
from zcpark_desktop.facts.energy import CONVERSION_IN, CONVERSION_OUT, TERMINAL
from zcpark_desktop.facts.registry import View
from zcpark_desktop.project import Project
from zcpark_desktop.project.years import EnergyRow, ParkYear
from zcpark_desktop.rules import EnergyType, Nature, Rules

from .year_sheets import DIFFERENCE, EnergyFigure

FUEL_SET = "fuel_factor_set"


def _amount(year: ParkYear, row: EnergyRow, flows: tuple[str, ...]) -> Decimal | None:
    """The sum of `flows`; None while one is missing, unless the year's blanks are declared to be zero."""
    total = Decimal(0)
    for flow in flows:
        value = getattr(row, flow)
        if value is None and not year.energy_blanks_are_zero:
            return None
        total += value or Decimal(0)
    return total


def net_use(year: ParkYear, row: EnergyRow) -> Decimal | None:
    """Consumption of one kind in its own unit (GB/T 2589): final use, net conversion, losses, less recovery."""
    plus = _amount(year, row, (*TERMINAL, *CONVERSION_IN, "losses"))
    minus = _amount(year, row, (*CONVERSION_OUT, "recovered"))
    return None if plus is None or minus is None else plus - minus


def terminal_use(year: ParkYear, row: EnergyRow) -> Decimal | None:
    """Final use of one kind, in its own unit."""
    return _amount(year, row, TERMINAL)


def fuel_set_of(project: Project, rules: Rules) -> str:
    """The set of fuel factors that the project has chosen, or the default one."""
    for choice in project.conventions:
        if choice.convention == FUEL_SET and choice.choice in rules.fuel_sets:
            return choice.choice
    return rules.convention(FUEL_SET).default


def figures(project: Project, rules: Rules, year: int) -> tuple[EnergyFigure, ...]:
    """The computed rows for the balance of `year`."""
    view = View(project, rules, year, fuel_set_of(project, rules))

    def times(amount: Callable[[ParkYear, EnergyRow], Decimal | None],
              coefficient: Callable[[View, EnergyType], Sourced | None],
              takes: Callable[[EnergyType], bool] = lambda _: True) -> Callable[[ParkYear, EnergyRow], Decimal | None]:
        def figure(record: ParkYear, row: EnergyRow) -> Decimal | None:
            kind = rules.energy_types.get(row.energy)
            if kind is None:
                return None
            if not takes(kind):
                return Decimal(0)
            factor, quantity = coefficient(view, kind), amount(record, row)
            return None if factor is None or quantity is None else quantity * factor.value

        return figure

    return (
        DIFFERENCE,
        ("折标准煤（当量值）", "吨标准煤", times(net_use, calorific)),
        ("折标准煤（等价值）", "吨标准煤", times(net_use, equivalent)),
        ("终端燃烧排放", "吨二氧化碳", times(terminal_use, combustion, lambda kind: kind.nature in (Nature.FOSSIL, Nature.MIXED))),
    )
