"""Random parks whose data are consistent: sources equal uses, and no part exceeds its whole."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any

from hypothesis import strategies as st

from tests.cases.case import park
from zcpark_desktop.evaluate import Evaluation, HorizonName, evaluate, load_rules
from zcpark_desktop.project import Project, with_value
from zcpark_desktop.rules import Rules

NAMES = ("wuxi-2025", "jiangsu-2024", "national-2025")


@cache
def rules() -> Rules:
    """The shipped rules, loaded once."""
    return load_rules()


def evaluated(project: Project) -> Evaluation:
    """The project, evaluated by the shipped rules."""
    return evaluate(project, rules())


def values(evaluation: Evaluation) -> dict[tuple[str, str, str], tuple[Any, ...]]:
    """(scheme, indicator, horizon) -> verdict, value, gap and what is lacking."""
    return {
        (scheme, row.row.indicator, horizon.value): (result.verdict, result.value, result.gap, result.gaps)
        for scheme, found in evaluation.schemes.items()
        for row in found.rows
        for horizon, result in row.horizons.items()
    }


def current(evaluation: Evaluation, indicator: str, scheme: str = "wuxi-2025") -> Decimal | None:
    """The present value of an indicator."""
    row = evaluation.schemes[scheme].row_of(indicator)
    assert row is not None
    return row.horizons[HorizonName.CURRENT].value


def amounts(largest: int = 10**6) -> st.SearchStrategy[Decimal]:
    """Quantities with two places, zero among them."""
    return st.one_of(st.just(Decimal(0)), st.decimals(0, largest, places=2))


@st.composite
def parts(draw: st.DrawFn, whole: Decimal, count: int) -> list[Decimal]:
    """`count` amounts that add up to `whole`."""
    left, found = whole, []
    for _ in range(count - 1):
        share = draw(st.decimals(0, 1, places=2))
        found.append(share * left)
        left -= found[-1]
    return [*found, left]


@st.composite
def consistent_parks(draw: st.DrawFn) -> Project:
    """A park of random size and mix of energy; its lists are those of the cases' park."""
    power = draw(st.decimals(1, 10**6, places=2))
    grid, direct, traded, pv, other = draw(parts(power, 5))
    industry, transport, services, residential, losses = draw(parts(power, 5))
    heat_in, heat_green, boiler = draw(amounts()), draw(amounts()), draw(amounts())
    heat_industry, heat_services, heat_losses = draw(parts(heat_in + heat_green + boiler, 3))
    gas, lng, biogas = draw(amounts()), draw(amounts()), draw(amounts())
    waste, prior = draw(amounts()), draw(amounts())
    year = "years/2025/"
    changes: dict[str, Any] = {
        year + "energy": [
            {
                "energy": "electricity", "fuel_industry": industry, "fuel_transport": transport,
                "fuel_services": services, "fuel_residential": residential, "losses": losses,
            },
            {
                "energy": "heat", "fuel_industry": heat_industry, "fuel_services": heat_services,
                "losses": heat_losses, "conversion_out_heating": boiler,
            },
            # a boiler of 90 % at 389.31 GJ in 10,000 m3; a tonne of LNG gives 1300 m3
            {
                "energy": "natural_gas", "fuel_industry": gas, "conversion_in_heating": boiler / Decimal("350.379"),
                "conversion_out_other": lng * Decimal("0.13"),
            },
            {"energy": "lng", "conversion_in_other": lng},
            {"energy": "coke", "fuel_industry": draw(amounts())},
            {"energy": "diesel", "fuel_transport": draw(amounts())},
            {"energy": "biogas", "fuel_industry": biogas},
        ],
        year + "electricity/grid_10k_kwh": grid,
        year + "electricity/direct_green_10k_kwh": direct,
        year + "electricity/traded_green_10k_kwh": traded,
        year + "electricity/own_pv_used_10k_kwh": pv,
        year + "electricity/own_other_used_10k_kwh": other,
        year + "electricity/own_certificates_sold_10k_kwh": (pv + other) * draw(st.decimals(0, 1, places=2)),
        year + "heat/purchased_fossil_gj": heat_in,
        year + "heat/purchased_nonfossil_gj": heat_green,
        year + "heat/sent_fossil_gj": Decimal(0),
        year + "resources/solid_waste_generated_t": waste,
        year + "resources/prior_stock_utilized_t": prior,
        year + "resources/solid_waste_utilized_t": (waste + prior) * draw(st.decimals(0, 1, places=2)),
        "certificates/a/pieces": draw(st.integers(0, 10**6)),
    }
    project = park()
    for address, value in changes.items():
        project = with_value(project, address, _short(value))
    return project


def _short(value: Any) -> Any:
    """Numbers with no more places than a project can hold."""
    if isinstance(value, Decimal):
        return value.quantize(Decimal("1e-9")) if value.as_tuple().exponent < -9 else value
    if isinstance(value, list):
        return [{name: _short(each) for name, each in row.items()} for row in value]
    return value
