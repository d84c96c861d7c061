"""Each rule on targets, projects, facilities, evidence and the level notices what it should, and no more."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.audit.parks import BASE, Pair, more, noticed, of_year, with_year

PROJECT = "key_projects/k/"
PROVINCE, NATION, CITY = ({"basics/level_applied": level} for level in ("province", "nation", "city"))


def target(indicator: str, *values: tuple[int, str]) -> dict[str, Any]:
    return {"targets": [{"indicator": indicator, "year": year, "value": value} for year, value in values]}


def planned(value: str) -> dict[str, Any]:
    """2027 with figures of its own, and a target beside them."""
    return {**with_year(2027), **target("carbon_per_unit_energy", (2027, value))}


TARGETS = [
    Pair("target.incomplete", {"targets/near/value": None}, {"targets/near/value": 0}, "缺少规划值"),
    Pair("target.incomplete", {"targets/near/year": None}, {}, "缺少年份"),
    Pair(
        "target.backwards",
        {"targets/far/value": "84.99"},
        {"targets/far/value": 85},
        "2030年规划值84.99%，不及2027年的85%",
    ),
    Pair(
        "target.backwards",
        target("carbon_per_unit_energy", (2027, "0.5"), (2030, "0.51")),
        target("carbon_per_unit_energy", (2027, "0.5"), (2030, "0.5")),
    ),
    # 400 of 500 is 80 %; 8,738.94 / 4,354 = 2.00711…
    Pair("target.below_current", {"targets/near/value": "79.99"}, {"targets/near/value": 80}, "不及2025年现状值80.0"),
    Pair(
        "target.below_current",
        target("carbon_per_unit_energy", (2027, "2.0072")),
        target("carbon_per_unit_energy", (2027, "2.0071")),
    ),
    Pair("target.beyond_whole", {"targets/far/value": "100.01"}, {"targets/far/value": 100}),
    Pair("target.beyond_whole", target("rooftop_pv_share", (2030, "101")), target("storage_share", (2030, "101"))),
    Pair("target.fraction", {"targets/near/value": "0.85"}, {"targets/near/value": "1.01"}, "请改为85，"),
    # without certificates 800 × 8.325 + 2,162.19 = 8,822.19 t by 4,354 tce: 2.02622…; 5 % and 0.005 more: 2.1325…
    Pair("target.plan_year", planned("2.14"), planned("2.13"), "得出2.026吨/吨标准煤"),
    Pair("target.plan_year", planned("1.91"), planned("1.93")),
]

PROJECTS = [
    Pair("period.construction", {"period/construction_start": 2031}, {"period/construction_start": 2030}),
    Pair("period.targets", {"period/construction_end": 2029}, {"period/construction_end": 2030}),
    Pair(
        "project.incomplete",
        {PROJECT + "content": "", PROJECT + "investment_10k_yuan": None},
        {PROJECT + "funding": ""},
        "缺少建设内容、投资规模；",
    ),
    Pair("project.years", {PROJECT + "start_year": 2028}, {PROJECT + "start_year": 2027}),
    Pair(
        "project.outside_period",
        {PROJECT + "start_year": 2025},
        {PROJECT + "start_year": None},
        "2025—2027年，超出建设期2026—2030年",
    ),
    Pair("project.outside_period", {PROJECT + "end_year": 2031}, {PROJECT + "end_year": 2030}),
    Pair(
        "project.twice",
        more("key_projects", {"id": "2", "name": "光伏"}),
        more("key_projects", {"id": "2", "name": "光伏二期"}),
    ),
    Pair("project.never_pays", {PROJECT + "income_10k_yuan": 50}, {PROJECT + "income_10k_yuan": "50.01"}),
    Pair(
        "project.pays_at_once",
        {PROJECT + "income_10k_yuan": 1050},
        {PROJECT + "income_10k_yuan": "1049.99"},
        "年净收益1,000万元",
    ),
    # 1,000 at 150 − 50 a year come back in ten years
    Pair(
        "project.pays_late",
        {PROJECT + "lifetime_years": 9},
        {PROJECT + "lifetime_years": 10},
        "静态回收期10.0年，长于运营年限9年",
    ),
    Pair("project.lifetime", {PROJECT + "lifetime_years": 51}, {PROJECT + "lifetime_years": 50}),
    Pair("project.savings_tce", {PROJECT + "savings_tce": "4354.01"}, {PROJECT + "savings_tce": 4354}),
    Pair("project.reduction_tco2", {PROJECT + "reduction_tco2": "8738.95"}, {PROJECT + "reduction_tco2": "8738.94"}),
    Pair("action.year", {"actions/1/year": 2031}, {"actions/1/year": 2030}),
]

BUILDING, PLATFORM, PRODUCT = "buildings/h/", "platforms/l/", "products/q/"

FACILITIES = [
    Pair("roof.capacity", {"roofs/r/capacity_kwp": 601}, {"roofs/r/capacity_kwp": 600}, "折合0.301千瓦/平方米"),
    Pair("roof.capacity", {"roofs/r/capacity_kwp": 99}, {"roofs/r/capacity_kwp": 100}),
    Pair("storage.hours", {"storages/s/energy_mwh": "24.1"}, {"storages/s/energy_mwh": 24}, "折合24.10小时"),
    Pair("storage.hours", {"storages/s/energy_mwh": "0.19"}, {"storages/s/energy_mwh": "0.2"}),
    Pair(
        "response.hours",
        {"demand_responses/d/energy_mwh_per_day": "2.41"},
        {"demand_responses/d/energy_mwh_per_day": "2.4"},
    ),
    Pair("response.exceeds_load", {"demand_responses/d/power_mw": "2.01"}, {"demand_responses/d/power_mw": 2}),
    Pair(
        "building.proof",
        {BUILDING + "evidence": []},
        {BUILDING + "evidence": [], BUILDING + "stars": "one"},
        "填报二星",
    ),
    Pair(
        "building.proof",
        {BUILDING + "evidence": [], BUILDING + "stars": None, BUILDING + "low_energy": "near_zero"},
        {BUILDING + "evidence": [], BUILDING + "completed_in": 2026},
        "填报近零能耗",
    ),
    Pair(
        "platform.approval",
        {PLATFORM + "approval_number": ""},
        {PLATFORM + "approval_number": "", PLATFORM + "level": "municipal"},
    ),
    Pair("product.levels", {PRODUCT + "level_2": 9}, {PRODUCT + "level_2": 10}, "为1级10、2级9、3级14，"),
    Pair(
        "product.above_limit",
        {PRODUCT + "unit_energy": "14.01"},
        {PRODUCT + "unit_energy": 14},
        "高于3级限额（限定值）14",
    ),
    Pair(
        "product.far_below_limit",
        {PRODUCT + "unit_energy": "1.99"},
        {PRODUCT + "unit_energy": 2},
        "不到1级限额10的五分之一",
    ),
    Pair("product.standard", {PRODUCT + "standard": ""}, {PRODUCT + "standard": "", PRODUCT + "has_standard": False}),
]

PAPERS = [
    Pair(
        "evidence.number_twice",
        more("evidence", {"id": "2", "number": " 0-01", "title": "另一份"}),
        more("evidence", {"id": "2", "number": "0-02", "title": "另一份"}),
        "“统计表”和“另一份”的编号同为“0-01”",
    ),
    Pair("evidence.title", {"evidence/p/title": " "}, {}, "“0-01”没有填写名称"),
    Pair(
        "evidence.dated_early",
        {"evidence/p/issued_on": "2024-12-31"},
        {"evidence/p/issued_on": "2025-01-01"},
        "2024年12月",
    ),
    Pair(
        "evidence.dated_early",
        {"evidence/p/issued_on": "2024-12-31"},
        {"evidence/p/issued_on": "2024-12-31", "evidence/p/kind": "certificate"},
    ),
    Pair(
        "evidence.binding_rows",
        {"evidence/p/indicators": BASE["evidence"][0]["indicators"][:-1]},
        {},
        "第5项“非化石能源消费占比”",
    ),
    Pair(
        "evidence.base_year",
        {of_year("heat/evidence"): []},
        {of_year("heat/evidence", 2024): []},
        "“热力来源”填写了4项",
    ),
    Pair(
        "evidence.base_year_rows",
        {"years/2025/vehicles/1/evidence": []},
        {"years/2024/vehicles/1/evidence": []},
        "有1行",
    ),
    Pair(
        "evidence.base_year_rows",
        {"years/2025/energy/natural_gas/evidence": []},
        {"years/2025/energy": [{"energy": "coke"}, *BASE["years"][2]["energy"]]},  # a row without figures
        "2025年能源平衡表有1行没有佐证材料，如“天然气”",
    ),
    Pair("evidence.claims", {"claims/1/evidence": []}, {"claims": []}, "“园区内储能容量”"),
]

LEVELS = [
    Pair(
        "level.past_years",
        {**PROVINCE, of_year("energy", 2023): []},
        {**CITY, of_year("energy", 2023): []},
        "缺少2023年",
    ),
    Pair("level.past_years", {**NATION, "years": BASE["years"][1:]}, NATION, "缺少2023年"),
    Pair("level.base_year", {**NATION, "period/base_year": 2024}, {**PROVINCE, "period/base_year": 2024}),
    Pair(
        "level.building_period",
        {**PROVINCE, "period/construction_end": None},
        {**CITY, "period/construction_end": None},
        "建设期，结束年未填写",
    ),
    Pair("level.key_projects", {"key_projects": []}, {"key_projects": [], "targets": []}, "2个规划目标"),
    Pair(
        "level.host_park", {"boundary/host_park": " "}, {"boundary/host_park": "", "basics/application_kind": "whole"}
    ),
    Pair(
        "level.application_kind", {**NATION, "basics/application_kind": None}, {**CITY, "basics/application_kind": None}
    ),
    Pair(
        "level.catalogue_code",
        {"basics/catalogue_code": ""},
        {"basics/catalogue_code": "", "basics/catalogue_listed": False},
    ),
    Pair("level.area", {"boundary/area_km2": "4.01"}, {"boundary/area_km2": 4}),
    Pair(
        "level.boundary_proof",
        {"boundary/evidence": []},
        {"boundary/evidence": [], "boundary/east": "", "boundary/south": "", "boundary/west": "", "boundary/north": ""},
    ),
    Pair(
        "level.accounting",
        {"foundations/accounting/evidence": []},
        {"foundations/accounting/evidence": [], "foundations/accounting/value": False},
    ),
    Pair(
        "level.no_major_accident",
        {"foundations/no_major_accident/evidence": []},
        {"foundations/no_major_accident/evidence": [], "foundations/no_major_accident/value": None},
    ),
    Pair("level.commitment", {"committed": False}, {"committed": True}),
    Pair("level.commitment", {"committed": None}, {}),
]

PAIRS = [*TARGETS, *PROJECTS, *FACILITIES, *PAPERS, *LEVELS]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.rule)
def test_a_rule_notices_what_it_should_and_no_more(pair: Pair) -> None:
    pair.hold()


def test_a_target_on_another_measure_than_today_is_not_held_against_it() -> None:
    # row 23 counts energy a day in the near term and load in the long term
    assert noticed("target.below_current", target("demand_response_share", (2030, "0.1"))) == []
