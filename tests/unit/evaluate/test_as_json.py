"""The evaluation as plain data."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from tests.cases.case import park
from zcpark_desktop.evaluate import as_json, convention_text
from zcpark_desktop.rules import RulesError

from .parks import NAMES, evaluated


def row(number: int, case: dict[str, Any] | None = None, indicator: str = "") -> dict[str, Any]:
    (scheme,) = as_json(evaluated(park(case, indicator=indicator)), "wuxi-2025")["schemes"]
    found: dict[str, Any] = scheme["rows"][number - 1]
    return found


def test_all_schemes_stand_in_the_order_of_the_ladder_and_survive_json() -> None:
    data = as_json(evaluated(park()))
    assert [scheme["id"] for scheme in data["schemes"]] == list(NAMES)
    assert json.loads(json.dumps(data, ensure_ascii=False)) == data


def test_a_scheme_that_there_is_not_is_refused_with_a_sentence() -> None:
    with pytest.raises(RulesError, match="没有编号为“moon”的评价体系"):
        as_json(evaluated(park()), "moon")


def test_numbers_are_text_with_all_digits_in_the_unit_of_the_row() -> None:
    current = row(5)["horizons"]["current"]
    # 65924.3 ÷ 219288.1 × 100, see tests/cases/wuxi-2025/nonfossil_energy_share.toml
    assert current["value"].startswith("30.0628716286")
    assert len(current["value"]) > 30
    assert (current["limit"], current["comparison"], current["verdict"]) == ("20", ">=", "met")
    assert Decimal(current["gap"]) == 20 - Decimal(current["value"]) or current["gap"].startswith("-10.0628716286")


def test_what_is_missing_is_named_with_its_place() -> None:
    current = row(14, {"blank": ["years/2025/resources/fresh_water_10k_m3"]})["horizons"]["current"]
    assert current["value"] is None and current["gap"] is None
    assert current["missing"] == ["2025年工业新水量"]
    assert current["missing_fields"] == ["years/2025/resources/fresh_water_10k_m3"]


def test_a_target_is_marked_as_planned() -> None:
    near = row(5, {"targets": {2027: Decimal("25.0")}}, "nonfossil_energy_share")["horizons"]["near_term"]
    assert (near["value"], near["planned"], near["year"]) == ("25.0", True, 2027)


def test_a_list_row_tells_its_finding_and_its_demand_in_words() -> None:
    current = row(29)["horizons"]["current"]
    assert (current["value"], current["text"], current["limit"]) == (
        "1", "1项中1项达到", "达到或优于二级能耗限额标准")


def test_an_exemption_and_a_claim_are_told() -> None:
    assert row(28)["claimed"] is True
    exempted = row(14, {"exempt": {"reason": "没有工业用水", "evidence": ["proof"]}}, "water_reuse_share")
    assert (exempted["exemption"], exempted["claimed"]) == ("没有工业用水", False)
    assert exempted["horizons"]["current"]["verdict"] == "exempt"


def test_the_readings_of_a_row_are_told_in_words() -> None:
    evaluation = evaluated(park({"conventions": {"clean_freight_scope": "with_china6"}}))
    freight = evaluation.schemes["wuxi-2025"].row_of("clean_freight_share")
    assert freight is not None
    assert convention_text(evaluation, freight) == "计为清洁运输的方式：含国六货车"
    water = evaluation.schemes["wuxi-2025"].row_of("water_reuse_share")
    assert water is not None
    assert convention_text(evaluation, water) == ""


def test_conditions_beside_the_table_are_told_with_verdict_and_finding() -> None:
    (nation,) = as_json(evaluated(park()), "national-2025")["schemes"]
    found = {each["id"]: (each["verdict"], each["finding"]) for each in nation["conditions"]}
    assert found["energy_floor"] == ("met", "年综合能源消费量（等价值）不低于200,000吨标准煤")
    assert found["body"][0] == found["area"][0] == found["foundation"][0] == found["no_accident"][0] == "met"


def test_a_step_tells_equation_clause_inputs_and_lines() -> None:
    steps = {step["name"]: step for step in row(2)["steps"]}
    fuel = steps["fuel_combustion_tco2"]
    assert fuel["equation"] == "Σ 化石能源终端消费量 × 燃料燃烧排放因子"
    assert fuel["reference"] == "ndrc_910:annex4"
    assert fuel["columns"] == ["化石能源终端消费量", "燃料燃烧排放因子"]
    assert [(line["label"], line["cells"]) for line in fuel["lines"]] == [
        ("天然气", ["3500", "21.6219"]), ("柴油", ["2000", "3.1451"])]
    assert Decimal(fuel["value"]) == Decimal("81966.85")
    (factor,) = [each for each in steps["power_tco2"]["inputs"] if each["kind"] == "factor"]
    assert (factor["name"], factor["value"], factor["certainty"]) == ("power_fossil_910", "0.8325", "official")
    assert factor["source"]
