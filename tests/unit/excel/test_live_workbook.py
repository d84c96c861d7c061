"""The workbook that computes itself gives what the engine gives: a second, independent calculation."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from zcpark_desktop import paths
from zcpark_desktop.evaluate import Evaluation, HorizonName, evaluate
from zcpark_desktop.excel.live_equations import SPELLED_OUT, cell_formula
from zcpark_desktop.excel.live_workbook import write_live_workbook
from zcpark_desktop.formulas import FORMULAS
from zcpark_desktop.project import Project, new_project, parse_json
from zcpark_desktop.rules import Rules

from .conftest import clock
from .recalculation import recalculated

SAMPLE = paths.resources() / "samples" / "sample.json"
PRECISION = 1e-9


def differences(book: Any, evaluation: Evaluation) -> list[str]:
    """Where the workbook's numbers are not the engine's."""
    found = []

    def compare(place: str, expected: object, got: object) -> None:
        if isinstance(expected, Decimal):
            limit = PRECISION * max(1.0, abs(float(expected)))
            if not isinstance(got, (int, float)) or abs(got - float(expected)) > limit:
                found.append(f"{place}: {got} instead of {expected}")
        elif isinstance(got, (int, float)):
            found.append(f"{place}: {got} instead of nothing")

    for page, first in (("计算", 5), ("数据", 4), ("分品种", 4)):
        for row in book[page].iter_rows(min_row=2):
            name, _, key = row[0].value.partition(":")
            for column, year in enumerate(sorted(evaluation.resolvers), start=first):
                expected: object = evaluation.result(name, year)
                if page == "分品种":
                    expected = expected.get(key) if isinstance(expected, Mapping) else None
                compare(f"{page} {name} {key} {year}", expected, row[column].value)
    rows = iter(book["指标"].iter_rows(min_row=2, values_only=True))
    for scheme in evaluation.schemes.values():
        for result in scheme.rows:
            row = next(rows)
            assert row[0] == f"{scheme.scheme.id}:{result.row.number}"
            for position, name in enumerate(HorizonName):
                horizon = result.horizons[name]
                assert row[4 + 4 * position] == horizon.year
                compare(f"指标 {row[0]} {name}", horizon.value, row[5 + 4 * position])
    return found


def verdicts(book: Any) -> list[Any]:
    """The verdicts of all rows and horizons."""
    return [row[column] for row in book["指标"].iter_rows(min_row=2, values_only=True) for column in (7, 11, 15)]


def test_the_sample_recomputed_by_libreoffice_equals_the_engine(rules: Rules, tmp_path: Path) -> None:
    evaluation = evaluate(parse_json(SAMPLE.read_bytes()), rules)
    path = write_live_workbook(evaluation, tmp_path / "计算底稿.xlsx", clock)
    [book] = recalculated([path], tmp_path)
    assert differences(book, evaluation) == []
    assert verdicts(book) == verdicts(openpyxl.load_workbook(path, data_only=True))
    # worked out by hand in the cases of the indicators: row 16 of the city, 2025
    row = next(row for row in book["指标"].iter_rows(values_only=True) if row[0] == "wuxi-2025:16")
    assert row[5] == pytest.approx(59.72195739930246)


def random_park(rules: Rules, seed: int) -> Project:
    """The sample, smaller, with other numbers, answers and conventions; complete enough that most rows have values."""
    chance = random.Random(seed)
    data: dict[str, Any] = json.loads(SAMPLE.read_text(encoding="utf-8"))
    for name in ("enterprises", "buildings", "roofs", "devices", "storages", "platforms", "products", "certificates"):
        rows = data.get(name, [])
        data[name] = chance.sample(rows, min(len(rows), chance.randint(1, 12)))
    if chance.random() < 0.3:
        data["declared_empty"] = ["storages", "platforms"]
        data["storages"] = data["platforms"] = []
    for enterprise in data["enterprises"]:
        enterprise["counted_in"] = chance.random() < 0.8
        enterprise["above_scale"] = chance.random() < 0.7
        for flag in ("diagnosed", "footprint", "disclosed", "green_factory", "green_supply_chain", "verified",
                     "cleaner_production", "on_platform"):
            enterprise[flag] = {"value": chance.random() < 0.5}
        enterprise["benchmark"] = {"value": chance.choice(["reached", "not_reached", "no_value"])}
    for building in data["buildings"]:
        building["is_new"] = chance.random() < 0.6
        building["stars"] = chance.choice(["none", "basic", "one", "two", "three"])
        building["low_energy"] = chance.choice(["none", "ultra_low", "near_zero", "zero"])
    data["years"] = [year for year in data["years"] if year.get("year", 2025) in (2025, 2027)]
    for enterprise in data["enterprises"]:
        enterprise["annual"] = [year for year in enterprise.get("annual", []) if year.get("year", 2025) == 2025]
    data["key_projects"] = []
    for year in data["years"]:
        for part in ("economy", "electricity", "heat", "resources", "freight"):
            _vary(year.get(part, {}), chance)
        for row in year.get("energy", []):
            _vary(row, chance)
        year["energy_blanks_are_zero"] = True
        year["vehicles"] = chance.sample(year.get("vehicles", []), min(4, len(year.get("vehicles", []))))
    data["conventions"] = []
    for convention in rules.conventions.values():
        choices = list(rules.fuel_sets) if convention.alternatives_from else [one.id for one in convention.alternatives]
        data["conventions"].append({"convention": convention.id, "choice": chance.choice(choices)})
    data["targets"] = chance.sample(data["targets"], len(data["targets"]) // 2)
    data["exemptions"] = []
    return parse_json(json.dumps(data))


def _vary(values: dict[str, Any], chance: random.Random) -> None:
    for name, value in values.items():
        if name.endswith(("percent", "kwh_per_kwh", "kgce_per_kwh", "tco2_per_gj", "year")):
            continue
        try:
            number = Decimal(value)
        except (ArithmeticError, TypeError, ValueError):
            continue
        values[name] = 0 if chance.random() < 0.1 else str((number * Decimal(chance.randint(1, 4000)) / 1000).quantize(
            Decimal("0.001"))) if "." in str(value) or not isinstance(value, int) else value


def test_fifty_random_parks_recomputed_by_libreoffice_equal_the_engine(rules: Rules, tmp_path: Path) -> None:
    evaluations = [evaluate(random_park(rules, seed), rules) for seed in range(50)]
    files = [write_live_workbook(evaluation, tmp_path / f"{number}.xlsx", clock)
             for number, evaluation in enumerate(evaluations)]
    found: list[str] = []
    with_values = 0
    for number, (book, evaluation) in enumerate(zip(recalculated(files, tmp_path), evaluations, strict=True)):
        found += [f"park {number}: {each}" for each in differences(book, evaluation)]
        rows = [row for scheme in evaluation.schemes.values() for row in scheme.rows]
        with_values += sum(row.current.value is not None for row in rows)
    assert found == []
    assert with_values > 50 * 40  # of 57 rows


def test_a_park_without_data_has_a_workbook_that_says_so(rules: Rules, tmp_path: Path) -> None:
    path = write_live_workbook(evaluate(new_project("空"), rules), tmp_path / "底稿.xlsx", clock)
    book = openpyxl.load_workbook(path)
    row = next(row for row in book["计算"].iter_rows(values_only=True) if row[0] == "carbon_per_unit_energy")
    assert set(row[5:]) == {"数据未填全"}


def test_indicator_cells_are_formulas(rules: Rules, tmp_path: Path) -> None:
    path = write_live_workbook(evaluate(parse_json(SAMPLE.read_bytes()), rules), tmp_path / "底稿.xlsx", clock)
    book = openpyxl.load_workbook(path)
    row = next(row for row in book["指标"].iter_rows() if row[0].value == "wuxi-2025:5")
    assert row[5].data_type == "f" and row[5].value.startswith("='计算'!") and row[5].value.endswith("*100")
    assert row[7].value.startswith("=IF(")
    facts = {row[0].value: row for row in book["数据"].iter_rows()}
    assert facts["counted_industrial_enterprises"][7].value.startswith("=COUNTIFS('企业'!$B$2:$B$149,")
    assert openpyxl.load_workbook(path, data_only=True)["指标"]["F6"].value == pytest.approx(18.760989646, abs=1e-9)


@pytest.mark.parametrize("name", FORMULAS)
def test_every_equation_can_be_written_as_a_cell(name: str) -> None:
    parameters: set[str] = set()

    def cell(each: str) -> str:
        parameters.add(each)
        return "A1"

    assert cell_formula(FORMULAS[name], cell, cell).startswith("=")
    assert parameters == set(FORMULAS[name].parameters)


def test_equations_become_formulas() -> None:
    written = cell_formula(FORMULAS["conversion_tco2"], lambda name: f"<{name}>", lambda name: f"[{name}]")
    assert written == ("=SUMPRODUCT([fossil_conversion_input],[carbon_factors]) "
                       "- SUMPRODUCT([fossil_conversion_output],[carbon_factors])")
    assert set(SPELLED_OUT) <= set(FORMULAS)
