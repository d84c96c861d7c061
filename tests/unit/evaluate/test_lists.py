"""Rows that are judged item by item, and choices and statements that point nowhere."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.cases.case import park
from zcpark_desktop.evaluate import HorizonName, HorizonResult, Verdict, exemption_faults

from .parks import evaluated, rules


def judged(case: dict[str, Any], horizon: str = "current") -> HorizonResult:
    evaluation = evaluated(park(case, indicator="product_energy_level"))
    return evaluation.schemes["wuxi-2025"].row_of("product_energy_level").horizons[HorizonName(horizon)]


def short(count: int) -> dict[str, Any]:
    """So many products that exceed their limit, beside the one that keeps it."""
    return {"add": {"products": [
        {"id": f"x{number}", "name": f"产品{number}", "has_standard": True, "unit_energy": 2, "level_2": 1}
        for number in range(1, count + 1)
    ]}}


def test_three_shortfalls_are_named_and_more_are_hinted_at() -> None:
    assert judged(short(3)).text == "4项中1项达到；未达到：产品1、产品2、产品3"
    assert judged(short(4)).text == "5项中1项达到；未达到：产品1、产品2、产品3等"


def test_the_gap_of_a_list_is_how_many_items_fall_short() -> None:
    assert judged(short(3)).gap == 3
    assert judged({}).gap == 0


def test_the_gap_of_a_plan_for_a_list_is_what_lacks_to_a_hundred_percent() -> None:
    result = judged({"targets": {2027: Decimal("97.5")}}, "near_term")
    assert (result.gap, result.verdict) == (Decimal("2.5"), Verdict.NOT_MET)
    assert judged({"targets": {2027: 100}}, "near_term").gap == 0


def test_a_product_without_a_name_is_called_by_its_row() -> None:
    unnamed = {"set": {"products/glass/name": "", "products/glass/unit_energy": 111}}
    assert judged(unnamed).text.endswith("未达到：第glass行")
    (gap,) = judged({"set": {"products/glass/name": ""}, "blank": ["products/glass/level_2"]}).gaps
    assert gap.sentence == "产品“第glass行”的2级限额"


def test_a_device_without_a_name_is_called_by_its_row() -> None:
    case = {"set": {"devices/old_pump/name": ""}, "blank": ["devices/old_pump/grade"]}
    (gap,) = evaluated(park(case)).schemes["wuxi-2025"].row_of("existing_device_grade").current.gaps
    assert gap.sentence == "设备“第old_pump行”的能效等级"


def test_an_exemption_of_a_scheme_that_there_is_not_has_one_fault_and_does_no_harm() -> None:
    project = park({"exempt": {"reason": "无", "evidence": ["proof"]}}, "moon-2030", "water_reuse_share")
    (sentence,) = exemption_faults(project, rules(), project.exemptions[0])
    assert sentence == "免列说明所指的指标“water_reuse_share”不在评价体系“moon-2030”中；请重新选择指标。"
    assert evaluated(project).schemes["wuxi-2025"].row_of("water_reuse_share").current.verdict is Verdict.MET


def test_a_choice_that_the_rules_do_not_know_leaves_the_default() -> None:
    odd = {"feedstock": "both", "weather": "fair", "fuel_factor_set": "mine", "nonfossil_scope": "guide_24_sectors"}
    assert evaluated(park({"conventions": odd})).number("carbon_per_unit_energy") == evaluated(park()).number(
        "carbon_per_unit_energy")
    assert evaluated(park({"conventions": odd})).base.choices == {}


def test_a_year_that_no_row_asked_for_can_be_read() -> None:
    case = {"set": {"years/2025/year": 2025}}
    evaluation = evaluated(park(case))
    assert evaluation.number("days_of_year", 2023) == 365
    assert evaluation.number("emissions_tco2", 2023) is None
