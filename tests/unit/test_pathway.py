"""The economics of key projects and the years to come, worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cases.case import park
from tests.unit.evaluate.parks import evaluated
from zcpark_desktop.pathway import Economics, economics, internal_rate, total_economics, trend
from zcpark_desktop.project import ProjectError, with_value
from zcpark_desktop.project.plan import KeyProject


def key_project(**given: Any) -> KeyProject:
    return KeyProject.model_validate(
        {"investment_10k_yuan": 1000, "income_10k_yuan": 300, "running_cost_10k_yuan": 50, "lifetime_years": 5} | given
    )


def found(**given: Any) -> Economics:
    result = economics(key_project(**given))
    assert result is not None
    return result


NEAR = Decimal("1e-10")


def test_payback_is_the_outlay_by_the_yearly_net_income() -> None:
    result = found()
    assert (result.investment, result.net_income) == (1000, 250)  # 300 − 50
    assert result.payback_years == 4  # 1000 ÷ 250


@pytest.mark.parametrize(
    ("flows", "rate"),
    [
        # −100 + 110 ÷ 1.1 = 0
        (["-100", "110"], "0.1"),
        # 60x + 60x² = 100 gives x = (√69 − 3) ÷ 6, and the rate is 1 ÷ x − 1
        (["-100", "60", "60"], "0.130662386291807"),
        # −1000 + 400 ÷ 1.25 + 500 ÷ 1.5625 + 703.125 ÷ 1.953125 = −1000 + 320 + 320 + 360
        (["-1000", "400", "500", "703.125"], "0.25"),
        # the income gives back the outlay and no more
        (["-100", "50", "50"], "0"),
        # −100 + 80 ÷ 0.8 = 0: a fifth is lost
        (["-100", "80"], "-0.2"),
    ],
)
def test_the_rate_of_return_makes_the_flows_worth_nothing(flows: list[str], rate: str) -> None:
    result = internal_rate([Decimal(flow) for flow in flows])
    assert result is not None
    assert abs(result - Decimal(rate)) < NEAR


def test_five_years_of_250_for_1000_return_7_93_percent() -> None:
    rate = found().irr
    assert rate is not None
    # 1 ÷ 1.0793 + … + 1 ÷ 1.0793⁵ = 3.9998 > 4 at 7.93 %, < 4 at 7.94 %
    assert Decimal("0.0793") < rate < Decimal("0.0794")


def test_without_net_income_there_is_neither_payback_nor_rate() -> None:
    for income in (50, 40, 0):
        result = found(income_10k_yuan=income)
        assert result.net_income == income - 50
        assert result.payback_years is None
        assert result.irr is None


def test_a_project_that_costs_nothing_pays_back_at_once_and_has_no_rate() -> None:
    result = found(investment_10k_yuan=0)
    assert (result.payback_years, result.irr) == (0, None)


@pytest.mark.parametrize("name", ["investment_10k_yuan", "income_10k_yuan", "running_cost_10k_yuan"])
def test_money_that_is_not_filled_in_is_no_zero(name: str) -> None:
    assert economics(key_project(**{name: None})) is None


def test_without_a_lifetime_there_is_a_payback_but_no_rate() -> None:
    result = found(lifetime_years=None)
    assert (result.payback_years, result.irr) == (4, None)


def test_a_rate_beyond_1000_percent_is_not_told() -> None:
    assert internal_rate([Decimal(-1), Decimal(100)]) is None


@pytest.mark.parametrize("years", [0, -1, 101, 10**9])
def test_a_lifetime_is_one_to_a_hundred_years(years: int) -> None:
    project = park({"add": {"key_projects": [{"id": "p"}]}})
    with pytest.raises(ProjectError, match="运营年限：不能"):
        with_value(project, "key_projects/p/lifetime_years", years)


def test_an_endless_income_returns_its_share_of_the_outlay_nearly() -> None:
    rate = found(lifetime_years=100, investment_10k_yuan=1000, income_10k_yuan=150).irr
    assert rate is not None
    assert Decimal("0.0999") < rate < Decimal("0.1")  # 100 ÷ 1000, were it for ever


@given(st.integers(1, 10**6), st.integers(1, 40), st.decimals(0, 2, places=3))
def test_the_rate_is_the_one_that_the_flows_were_made_with(outlay: int, years: int, rate: Decimal) -> None:
    growth = 1 + rate
    income = outlay / sum(1 / growth**year for year in range(1, years + 1))
    result = internal_rate([Decimal(-outlay), *[income] * years])
    assert result is not None
    assert abs(result - rate) < Decimal("1e-9")


def with_projects(*rows: dict[str, Any]) -> Any:
    whole = [{"id": str(number), **row} for number, row in enumerate(rows)]
    return park({"add": {"key_projects": whole}})


FIRST = {"investment_10k_yuan": 1000, "income_10k_yuan": 700, "running_cost_10k_yuan": 100, "lifetime_years": 2}
SECOND = {"investment_10k_yuan": 500, "income_10k_yuan": 250, "running_cost_10k_yuan": 50, "lifetime_years": 3}
NO_MONEY = {"investment_10k_yuan": 900}


def test_projects_together_add_up_year_by_year() -> None:
    total, complete = total_economics(with_projects(FIRST, SECOND, NO_MONEY))
    assert complete == 2
    assert total is not None
    assert (total.investment, total.net_income) == (1500, 800)  # 600 + 200
    assert total.payback_years == Decimal("1.875")  # 1500 ÷ 800
    # −1500, 600 + 200, 600 + 200, 200
    assert total.irr == internal_rate([Decimal(-1500), Decimal(800), Decimal(800), Decimal(200)])


def test_without_complete_figures_there_is_no_total() -> None:
    assert total_economics(with_projects(NO_MONEY)) == (None, 0)
    assert total_economics(with_projects({**FIRST, "lifetime_years": None})) == (None, 0)
    assert total_economics(park()) == (None, 0)


def test_a_total_without_income_never_pays_back() -> None:
    total, complete = total_economics(with_projects({**FIRST, "income_10k_yuan": 0}))
    assert complete == 1
    assert total is not None
    assert (total.net_income, total.payback_years, total.irr) == (-100, None, None)


ENERGY, EMISSIONS = Decimal("219288.1"), Decimal("371941.9955")  # see tests/cases/wuxi-2025/carbon_per_unit_energy.toml


def years(*rows: dict[str, Any]) -> dict[int, Any]:
    return {each.year: each for each in trend(evaluated(with_projects(*rows)))}


def test_the_trend_runs_from_three_years_back_to_the_long_term() -> None:
    assert list(years()) == list(range(2022, 2031))


def test_the_base_year_is_computed_and_past_years_without_data_are_blank() -> None:
    found = years()
    assert (found[2025].energy_tce, found[2025].emissions_tco2, found[2025].projected) == (ENERGY, EMISSIONS, False)
    assert (found[2024].energy_tce, found[2024].emissions_tco2, found[2024].projected) == (None, None, False)


def test_a_project_counts_from_the_year_after_it_is_finished() -> None:
    found = years(
        {"end_year": 2026, "savings_tce": 1000, "reduction_tco2": 3000},
        {"end_year": 2028, "savings_tce": 500},
        {"savings_tce": 70, "reduction_tco2": 70},  # no year: counts nowhere
    )
    assert (found[2026].energy_tce, found[2026].emissions_tco2) == (ENERGY, EMISSIONS)
    assert (found[2027].energy_tce, found[2027].emissions_tco2) == (ENERGY - 1000, EMISSIONS - 3000)
    assert (found[2028].energy_tce, found[2028].emissions_tco2) == (ENERGY - 1000, EMISSIONS - 3000)
    assert (found[2029].energy_tce, found[2029].emissions_tco2) == (ENERGY - 1500, EMISSIONS - 3000)
    assert all(found[year].projected for year in range(2026, 2031))


def own_figures(year: int) -> dict[str, Any]:
    """A plan year in which industry uses 10 × 10,000 kWh from the grid, and nothing else."""
    return {
        "year": year, "energy_blanks_are_zero": True,
        "electricity": {"grid_10k_kwh": 10, "own_certificates_sold_10k_kwh": 0, "sent_out_10k_kwh": 0},
        "energy": [{"energy": "electricity", "fuel_industry": 10}],
        "heat": {"purchased_fossil_gj": 0, "sent_fossil_gj": 0},
        "process": [{"id": "1", "product": "lime", "output": 0}],
    }


def test_years_after_a_plan_year_are_projected_from_it_and_not_from_the_base_year() -> None:
    projects = [{"id": "1", "end_year": 2026, "savings_tce": 7, "reduction_tco2": 70},  # in the figures of 2027
                {"id": "2", "end_year": 2027, "savings_tce": 5, "reduction_tco2": 50},
                {"id": "3", "end_year": 2028, "savings_tce": 1, "reduction_tco2": 10}]
    project = park({"add": {"years": [own_figures(2027)]}, "set": {"key_projects": projects}})
    found = {each.year: each for each in trend(evaluated(project))}
    # 2027 itself: 10 × 3.024 = 30.24 tce; 10 × 10 × 0.8325 = 83.25 t
    assert (found[2026].energy_tce, found[2026].projected) == (ENERGY, True)
    assert [(found[year].energy_tce, found[year].emissions_tco2) for year in range(2027, 2031)] == [
        (Decimal("30.24"), Decimal("83.25")), (Decimal("25.24"), Decimal("33.25")),
        (Decimal("24.24"), Decimal("23.25")), (Decimal("24.24"), Decimal("23.25"))]


@pytest.mark.parametrize(("end", "saved"), [(2024, 0), (2025, 1000)])
def test_a_project_finished_before_the_base_year_is_in_its_figures_already(end: int, saved: int) -> None:
    assert years({"end_year": end, "savings_tce": 1000})[2026].energy_tce == ENERGY - saved


def test_a_plan_year_with_its_own_figures_is_not_projected() -> None:
    project = park({"add": {"years": [own_figures(2030)]}})
    found = {each.year: each for each in trend(evaluated(project))}[2030]
    # 10 × 3.024; 10 × 10 × 0.8325
    assert (found.energy_tce, found.emissions_tco2, found.projected) == (Decimal("30.24"), Decimal("83.25"), False)


def test_without_a_base_year_nothing_is_projected() -> None:
    found = {each.year: each for each in trend(evaluated(park({"set": {"years/2025/energy": []}})))}
    assert found[2030].energy_tce is None and found[2030].emissions_tco2 is None
