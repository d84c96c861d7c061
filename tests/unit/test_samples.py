"""The sample park is whole, closes its balances exactly, and cites only what is there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

import pytest
from pydantic import BaseModel

from zcpark_desktop import paths, rules
from zcpark_desktop.project import Project, dump_json, parse_json, year_mismatches
from zcpark_desktop.project.years import CONVERSIONS, SECTORS, EnergyRow, ParkYear

FOLDER = paths.resources() / "samples"
NAMES = ("sample", "nearly_empty")
ZERO = Decimal(0)
CREDIT_DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
ORGANISATION_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@cache
def park(name: str = "sample") -> Project:
    return parse_json((FOLDER / f"{name}.json").read_bytes())


def total(part: object, *names: str) -> Decimal:
    return sum((getattr(part, name) or ZERO for name in names), ZERO)


def supplied(record: ParkYear, row: EnergyRow) -> Decimal:
    """What comes in: bought, made, taken from stock, recovered."""
    made = total(row, "recovered", *(f"conversion_out_{kind}" for kind in CONVERSIONS))
    if row.energy == "electricity":
        origins = ("grid", "direct_green", "traded_green", "own_pv_used", "own_other_used")
        return made + total(record.electricity, *(f"{origin}_10k_kwh" for origin in origins))
    if row.energy == "heat":
        return made + total(record.heat, "purchased_fossil_gj", "purchased_nonfossil_gj")
    return made + total(row, "opening_stock", "purchased", "own_production")


def used(record: ParkYear, row: EnergyRow) -> Decimal:
    """What goes out: used, converted, lost, sent, put into stock."""
    inside = total(
        row,
        "losses",
        "feedstock",
        *(f"conversion_in_{kind}" for kind in CONVERSIONS),
        *(f"fuel_{sector}" for sector in SECTORS),
    )
    if row.energy == "electricity":
        return inside + total(record.electricity, "sent_out_10k_kwh")
    if row.energy == "heat":
        return inside + total(record.heat, "sent_fossil_gj", "sent_nonfossil_gj")
    return inside + total(row, "sent_out", "closing_stock")


def credit_check_digit(code: str) -> str:
    """The 18th digit of GB 32100-2015: weights are powers of 3, modulus 31."""
    weighed = sum(CREDIT_DIGITS.index(digit) * 3**place for place, digit in enumerate(code[:17]))
    return CREDIT_DIGITS[-weighed % 31]


def organisation_check_digit(code: str) -> str:
    """The last digit of the organisation's own code inside (GB 11714, places 9 to 17)."""
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    weighed = sum(
        weight * ORGANISATION_DIGITS.index(digit) for weight, digit in zip(weights, code[8:16], strict=True)
    )
    return {10: "X", 11: "0"}.get(11 - weighed % 11, str(11 - weighed % 11))


def cited(node: object) -> Iterator[str]:
    """Every evidence id that the project cites."""
    if isinstance(node, BaseModel):
        for name in type(node).model_fields:
            value = getattr(node, name)
            if name == "evidence" and not isinstance(node, Project):
                yield from value
            else:
                yield from cited(value)
    elif isinstance(node, tuple):
        for item in node:
            yield from cited(item)


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_what_the_program_itself_would_write(name: str) -> None:
    written = (FOLDER / f"{name}.json").read_text(encoding="utf-8")
    assert dump_json(park(name), indent=1, sparse=True) + "\n" == written
    assert park(name).project_id
    assert year_mismatches(park(name)) == []


@pytest.mark.parametrize("year", range(2022, 2031))
def test_every_balance_closes_exactly(year: int) -> None:
    record = park().year(year)
    assert record is not None and record.energy_blanks_are_zero
    assert {row.energy: supplied(record, row) - used(record, row) for row in record.energy} == {
        row.energy: ZERO for row in record.energy
    }


def test_stocks_are_carried_over_from_year_to_year() -> None:
    stocks = {record.year: {row.energy: row for row in record.energy} for record in park().years}
    for year in range(2023, 2031):
        for energy, row in stocks[year].items():
            if row.opening_stock is not None:
                assert (year, energy, row.opening_stock) == (year, energy, stocks[year - 1][energy].closing_stock)


def test_past_base_and_plan_years_are_there_with_eight_kinds_of_energy_or_more() -> None:
    assert [record.year for record in park().years] == list(range(2022, 2031))
    assert all(len(record.energy) >= 8 for record in park().years)
    assert {row.energy for record in park().years for row in record.energy} <= set(rules.load().energy_types)


def test_the_sample_is_as_large_as_a_real_park() -> None:
    least = {
        "enterprises": 120,
        "buildings": 25,
        "roofs": 30,
        "storages": 6,
        "demand_responses": 8,
        "platforms": 4,
        "products": 8,
        "devices": 30,
        "certificates": 4,
        "key_projects": 20,
        "actions": 8,
        "targets": 50,
        "coefficients": 1,
        "conventions": 2,
        "claims": 3,
        "evidence": 60,
        "narratives": 12,
    }
    assert {name: len(getattr(park(), name)) for name in least if len(getattr(park(), name)) < least[name]} == {}
    assert len(park().boundary.rings[0].points) >= 24


def test_credit_codes_are_unique_codes_of_wuxi_with_valid_check_digits() -> None:
    codes = [row.credit_code for row in park().enterprises]
    assert len(set(codes)) == len(codes)
    for code in codes:
        assert len(code) == 18 and code[:2] == "91" and "320200" <= code[2:8] < "320300"
        assert code[16] == organisation_check_digit(code)
        assert code[17] == credit_check_digit(code)


def test_the_check_digits_of_the_standards_own_example_come_out() -> None:
    example = "91350100M000100Y43"
    assert (organisation_check_digit(example), credit_check_digit(example)) == ("4", "3")


def test_names_of_enterprises_are_unique() -> None:
    names = [row.name for row in park().enterprises]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("year", [2022, 2023, 2024, 2025])
def test_enterprises_add_up_to_the_park(year: int) -> None:
    record = park().year(year)
    assert record is not None
    rows = [
        (enterprise, annual)
        for enterprise in park().enterprises
        for annual in enterprise.annual
        if enterprise.counted_in and annual.year == year
    ]
    industrial = [annual for enterprise, annual in rows if enterprise.is_industrial]
    economy = record.economy
    assert sum(annual.value_added_10k_yuan for annual in industrial) == economy.industrial_value_added_current_10k_yuan
    assert sum(annual.output_10k_yuan for annual in industrial) == economy.industrial_output_10k_yuan
    assert sum(annual.revenue_10k_yuan for _, annual in rows) == economy.revenue_10k_yuan
    assert sum(annual.green_rnd_10k_yuan for _, annual in rows) == economy.green_rnd_10k_yuan
    power = next(row for row in record.energy if row.energy == "electricity")
    assert sum(annual.electricity_10k_kwh for annual in industrial) < power.fuel_industry
    assert economy.industrial_value_added_current_10k_yuan < economy.gdp_10k_yuan < economy.revenue_10k_yuan


def test_head_counts_agree_with_the_list_of_enterprises() -> None:
    inside = [row for row in park().enterprises if row.inside]
    above = [row for row in inside if row.above_scale and row.counted_in and row.is_industrial]
    economy = park().year(2025).economy
    assert park().basics.enterprise_count == economy.enterprises == len(inside)
    assert economy.above_scale_enterprises == len(above)


def test_every_cited_evidence_is_in_the_list_and_every_one_proves_something() -> None:
    known = {row.id for row in park().evidence}
    assert len({row.number for row in park().evidence}) == len(park().evidence)
    assert set(cited(park())) <= known
    loose = {row.id for row in park().evidence} - set(cited(park()))
    assert all(row.indicators or row.number.startswith("0-") for row in park().evidence if row.id in loose)


def test_every_owner_and_user_of_things_is_known() -> None:
    enterprises = {row.name for row in park().enterprises}
    bodies = {park().basics.applicant, "无锡望荻智造产业园开发建设有限公司"}
    owned = (*park().buildings, *park().roofs, *park().storages, *park().demand_responses, *park().platforms)
    assert {row.owner for row in owned} <= enterprises | bodies
    assert {row.enterprise for row in (*park().products, *park().devices)} <= enterprises


def test_indicators_schemes_and_conventions_are_known_to_the_rules() -> None:
    known = rules.load()
    statements = (*park().exemptions, *park().claims)
    assert {row.scheme for row in statements} <= set(known.schemes)
    named = {row.indicator for row in (*statements, *park().targets)}
    named |= {indicator for row in park().evidence for indicator in row.indicators}
    assert named <= set(known.indicators)
    for row in park().conventions:
        assert row.choice in {each.id for each in known.conventions[row.convention].alternatives} and row.note


def test_files_of_evidence_match_their_hashes_and_none_is_left_over() -> None:
    files = {row.file.name: row.file for row in park().evidence if row.file}
    lying = {path.name: path for path in (FOLDER / "evidence").iterdir()}
    assert set(files) == set(lying)
    assert {path.suffix for path in lying.values()} >= {".pdf", ".png", ".csv"}
    for name, path in lying.items():
        content = path.read_bytes()
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (files[name].sha256, files[name].size)
    assert sum(path.stat().st_size for path in lying.values()) < 200_000


def test_the_ring_encloses_the_stated_area() -> None:
    from pyproj import Geod

    points = park().boundary.rings[0].points
    area, _ = Geod(ellps="GRS80").polygon_area_perimeter(
        [float(point.x) for point in points], [float(point.y) for point in points]
    )
    assert abs(abs(area) / 1_000_000 - float(park().boundary.area_km2)) < 0.005


def test_the_nearly_empty_park_has_a_name_two_sides_and_a_few_numbers() -> None:
    project = park("nearly_empty")
    boundary = project.boundary
    assert project.basics.name and not project.enterprises
    assert sum(1 for side in (boundary.east, boundary.south, boundary.west, boundary.north) if side) == 2
    assert [record.year for record in project.years if record.energy] == [2025]
