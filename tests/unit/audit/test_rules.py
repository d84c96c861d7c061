"""Each audit rule notices what it should, and just does not notice the next best thing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.cases.case import park
from tests.unit.evaluate.parks import rules
from zcpark_desktop.audit import AUDIT_RULES, Finding, Severity, check
from zcpark_desktop.project import value_at

YEAR = "years/2025/"
RESOURCES = YEAR + "resources/"
POWER = YEAR + "electricity/"
NATION = {"basics/level_applied": "nation"}
BASICS = {
    "basics/applicant": "算例园区管理委员会",
    "basics/managing_body": "算例园区管理委员会",
    "basics/head/name": "甲",
    "basics/contact/name": "乙",
    "basics/contact/phone": "0510",
}
TARGETS = [
    {"indicator": name, "year": year, "value": value}
    for name, near, long in (
        ("carbon_per_unit_energy", "1", "0.2"),
        ("energy_per_value_added", "0.35", "0.25"),
        ("carbon_per_value_added", "0.6", "0.1"),
        ("nonfossil_energy_share", "20", "80"),
    )
    for year, value in ((2027, near), (2030, long))
]
NO_FLAGS: dict[str, list[str]] = dict.fromkeys(
    (
        "diagnosed",
        "benchmark_reached",
        "footprint",
        "disclosed",
        "green_factory",
        "green_supply_chain",
        "verified",
        "cleaner_production",
        "on_platform",
    ),
    [],
)


def worse(number: int, value: str) -> list[dict[str, Any]]:
    """The targets with one of them changed."""
    return [{**row, "value": value} if place == number else row for place, row in enumerate(TARGETS)]


@dataclass(frozen=True)
class Pair:
    """A change of the cases' park that a rule notices, and one that it does not."""

    rule: str
    notices: dict[str, Any]
    lets_pass: dict[str, Any] = field(default_factory=dict)
    says: str = ""


PAIRS = [
    # 500,000 GJ come in: 0.1 % of that, 500 GJ, may be lacking and no more
    Pair(
        "balance.energy_difference",
        {"set": {YEAR + "energy/heat/losses": "9499.99"}},
        {"set": {YEAR + "energy/heat/losses": "9500"}},
        "支出499,499.99吉焦，收入多500.01吉焦（0.10%）",
    ),
    # 500,500.5 GJ are used: 500.5005 GJ may be too many
    Pair(
        "balance.energy_difference",
        {"set": {YEAR + "energy/heat/losses": "10501"}},
        {"set": {YEAR + "energy/heat/losses": "10500.5"}},
        "收入少501.00吉焦",
    ),
    Pair(
        "balance.energy_difference",
        {"set": {POWER + "grid_10k_kwh": "29900"}},
        {"set": {POWER + "grid_10k_kwh": "29950"}},
        "电力来源表，或说明平衡差额",
    ),
    Pair(
        "balance.energy_difference",
        {"set": {YEAR + "energy/diesel/closing_stock": 3}},
        {"set": {YEAR + "energy/diesel/closing_stock": 3, YEAR + "energy/diesel/opening_stock": 2}},
        "柴油",
    ),
    # 1 % of 500,000 GJ is 5,000; 505,050.51 GJ used are 5,050.51 too many, and 1 % of them is 5,050.5051
    Pair(
        "balance.energy",
        {"set": {YEAR + "energy/heat/losses": "4999.99"}},
        {"set": {YEAR + "energy/heat/losses": "5000"}},
        "收入多5,000.01吉焦",
    ),
    Pair(
        "balance.energy",
        {"set": {YEAR + "energy/heat/losses": "15050.51"}},
        {"set": {YEAR + "energy/heat/losses": "15050.50"}},
        "收入少5,050.51吉焦",
    ),
    Pair(
        "balance.energy",
        {"set": {POWER + "grid_10k_kwh": "29499.99"}},
        {"set": {POWER + "grid_10k_kwh": "29500"}},
        "电力来源表",
    ),
    Pair(
        "balance.energy",
        {"set": {YEAR + "energy/diesel/closing_stock": 21}},
        {"set": {YEAR + "energy/diesel/closing_stock": 20}},
        "柴油",
    ),
    Pair(
        "balance.energy",
        {"remove": [YEAR + "energy/heat"]},
        {"remove": [YEAR + "energy/heat"], "set": {YEAR + "heat": {}}},
        "热力收入330,000.00吉焦、支出0.00吉焦",
    ),
    Pair(
        "balance.energy",
        {"set": {YEAR + "energy": [{"energy": "heat"}]}},
        {
            "set": {
                YEAR + "energy": [{"energy": "heat"}],
                YEAR + "energy_blanks_are_zero": False,
                YEAR + "electricity": {},
            }
        },
        "热力",
    ),
    Pair(
        "balance.unknown_energy",
        {"add": {YEAR + "energy": [{"energy": "peat"}]}},
        {"add": {YEAR + "energy": [{"energy": "lpg"}]}},
        "“peat”",
    ),
    # 170,000 GJ × 0.03412 = 5800.4 tce come out; 436.13 × 13.3 = 5800.529 tce, 436.12 × 13.3 = 5800.396 tce
    Pair(
        "balance.conversion_efficiency",
        {"set": {YEAR + "energy/natural_gas/conversion_in_heating": "436.12"}},
        {"set": {YEAR + "energy/natural_gas/conversion_in_heating": "436.13"}},
        "供热产出5,800.40吨标准煤",
    ),
    Pair(
        "balance.sold_certificates",
        {"set": {POWER + "own_certificates_sold_10k_kwh": "8000.01"}},
        {"set": {POWER + "own_certificates_sold_10k_kwh": 8000}},
        "8,000.01万千瓦时",
    ),
    Pair(
        "balance.certificates_exceed",
        {"set": {"certificates/a/pieces": 305001}},
        {"set": {"certificates/a/pieces": 305000}},
        "31,000.10万千瓦时",
    ),
    Pair(
        "balance.certificate_twice",
        {"add": {"certificates": [{"number": " GEC-A ", "pieces": 1, "used_for": 2025}]}},
        {"add": {"certificates": [{"number": "GEC-a", "pieces": 1, "used_for": 2025}]}},
        "GEC-A",
    ),
    Pair(
        "balance.part_exceeds_whole",
        {"set": {RESOURCES + "solid_waste_utilized_t": "51000.01"}},
        {"set": {RESOURCES + "solid_waste_utilized_t": 51000}},
        "51,000.01",
    ),
    Pair(
        "balance.part_exceeds_whole",
        {"set": {RESOURCES + "prior_stock_utilized_t": "49470.01"}},
        {"set": {RESOURCES + "prior_stock_utilized_t": "49470"}},
    ),
    Pair(
        "balance.part_exceeds_whole",
        {"set": {RESOURCES + "waste_heat_recovered_gj": "100000.01"}},
        {"set": {RESOURCES + "waste_heat_recovered_gj": 100000}},
    ),
    Pair(
        "balance.part_exceeds_whole",
        {"set": {RESOURCES + "waste_cold_recovered_gj": "20000.01"}},
        {"set": {RESOURCES + "waste_cold_recovered_gj": 20000}},
    ),
    Pair(
        "balance.part_exceeds_whole",
        {"set": {RESOURCES + "waste_pressure_recovered_gj": "30000.01"}},
        {"set": {RESOURCES + "waste_pressure_recovered_gj": 30000}},
    ),
    Pair(
        "balance.part_exceeds_whole",
        {"set": {YEAR + "economy/green_rnd_10k_yuan": "2000000.01"}},
        {"set": {YEAR + "economy/green_rnd_10k_yuan": 2000000}},
    ),
    Pair(
        "balance.part_exceeds_whole",
        {"set": {"roofs/east/covered_m2": "600000.01"}},
        {"set": {"roofs/east/covered_m2": 600000}},
        "600,000.01平方米，大于可利用面积600,000平方米",
    ),
    Pair("complete.basics", {"set": BASICS | {"basics/head/name": " "}}, {"set": BASICS}, "园区负责人姓名"),
    Pair(
        "complete.basics",
        {"set": BASICS | {"basics/contact/phone": ""}},
        {"set": BASICS | {"basics/contact/phone": "", "basics/contact/mobile": "138"}},
        "联系人电话",
    ),
    Pair("complete.basics", {"set": BASICS | {"boundary/west": ""}}, {"set": BASICS}, "西至"),
    Pair(
        "complete.binding_rows",
        {"blank": [YEAR + "heat/purchased_fossil_gj"]},
        {
            "blank": [YEAR + "heat/purchased_nonfossil_gj"],
            "conventions": {},
            "set": {YEAR + "heat/purchased_nonfossil_gj": 0},
        },
        "第2项“单位能耗碳排放”、无锡市第4项“单位工业增加值二氧化碳排放量”缺少数据",
    ),
    Pair("complete.binding_rows", {"set": {YEAR + "energy": []}}, {}, "2025年能源平衡表"),
    Pair(
        "complete.binding_rows",
        {"set": {YEAR + "economy/industrial_value_added_current_10k_yuan": -1}},
        {},
        "第4项“单位工业增加值二氧化碳排放量”没有现状值：分母为零或为负",
    ),
    Pair("complete.binding_rows", {"set": {YEAR + "energy": [{"energy": "electricity"}]}}, {}, "分母为零"),
    Pair("complete.reference_rows", {"blank": [RESOURCES + "fresh_water_10k_m3"]}, {}, "或说明不适用并附佐证"),
    Pair(
        "complete.reference_rows", {"set": {"storages": []}}, {"set": {"storages": [], "claims": []}}, "或撤回加分申请"
    ),
    Pair(
        "complete.reference_rows",
        {"set": {RESOURCES + "waste_heat_recoverable_gj": 0}},
        {
            "set": {
                RESOURCES + "waste_heat_recoverable_gj": 0,
                "exemptions": [{"indicator": "waste_heat_recovery_share", "reason": "没有余热", "evidence": ["proof"]}],
            }
        },
        "分母为零",
    ),
    Pair(
        "complete.binding_targets",
        {"set": {"targets": worse(0, "1.000001")}},
        {"set": {"targets": TARGETS}},
        "2027年规划值未达到要求（还差0.000001吨/吨标准煤）",
    ),
    Pair(
        "complete.binding_targets",
        {"set": {"targets": worse(7, "79.99")}},
        {"set": {"targets": TARGETS}},
        "2030年规划值未达到要求（还差0.01个百分点）",
    ),
    Pair(
        "complete.binding_targets",
        {"set": {"targets": TARGETS[1:]}},
        {"set": {"targets": TARGETS}},
        "“单位能耗碳排放”没有2027年规划值",
    ),
    Pair(
        "complete.conditions",
        {"set": NATION | {"foundations/accounting/value": False}},
        {"set": NATION},
        "不具备统计、核算、计量、监测基础",
    ),
    Pair(
        "complete.conditions",
        {"set": NATION, "blank": ["foundations/no_major_accident/value"]},
        {"set": NATION},
        "尚未说明",
    ),
    Pair(
        "complete.conditions_in_principle",
        {"set": {"basics/level_applied": "province", "basics/catalogue_listed": False}},
        {"set": {"basics/catalogue_listed": False}},
        "无锡市、江苏省申报条件“列入开发区目录”不满足：未列入《中国开发区审核公告目录》",
    ),
    Pair("complete.city_list", {"set": NATION | {"basics/in_city_list": False}}, {"set": NATION}, "未列入市级"),
    Pair(
        "complete.city_list",
        {"set": {"basics/level_applied": "province"}, "blank": ["basics/in_city_list"]},
        {"blank": ["basics/in_city_list"]},
        "未填写是否列入市级",
    ),
    # half of 50,000 by direct supply
    Pair(
        "complete.direct_supply",
        {"set": NATION | {POWER + "direct_green_10k_kwh": "24999.99"}},
        {"set": NATION | {POWER + "direct_green_10k_kwh": 25000}},
        "占49.99998%",
    ),
    Pair("complete.direct_supply", {"set": NATION}, {}, "占10.00%"),
    Pair(
        "statement.exemption",
        {"set": {"exemptions": [{"indicator": "water_reuse_share", "reason": "没有工业用水", "evidence": []}]}},
        {"set": {"exemptions": [{"indicator": "water_reuse_share", "reason": "没有工业用水", "evidence": ["proof"]}]}},
        "缺少佐证材料",
    ),
    Pair(
        "statement.exemption",
        {"set": {"exemptions": [{"indicator": "carbon_per_unit_energy", "reason": "难", "evidence": ["proof"]}]}},
        {},
        "约束性指标，不得免列",
    ),
    Pair(
        "statement.exemption",
        {
            "set": {
                "exemptions": [
                    {
                        "scheme": "national-2025",
                        "indicator": "carbon_per_unit_energy",
                        "reason": "难",
                        "evidence": ["proof"],
                    }
                ]
            }
        },
        {
            "set": {
                "exemptions": [
                    {
                        "scheme": "national-2025",
                        "indicator": "clean_energy_share",
                        "reason": "难",
                        "evidence": ["proof"],
                    }
                ]
            }
        },
        "核心指标，不得免列",
    ),
    Pair(
        "statement.exemption",
        {"set": {"exemptions": [{"indicator": "clean_energy_share", "reason": "难", "evidence": ["proof"]}]}},
        {},
        "不在评价体系",
    ),
    Pair("statement.claim", {"add": {"claims": [{"indicator": "water_reuse_share"}]}}, {}, "不是激励性指标"),
    Pair("statement.claim", {"add": {"claims": [{"scheme": "national-2025", "indicator": "ccus_scale"}]}}, {}),
    Pair(
        "statement.convention",
        {"conventions": {"feedstock": "both"}},
        {"conventions": {"feedstock": "with_feedstock"}},
        "“both”不在规则中",
    ),
    Pair("statement.convention", {"conventions": {"weather": "fair"}}, {}),
    Pair(
        "statement.convention_note",
        {"set": {"conventions": [{"convention": "feedstock", "choice": "with_feedstock", "note": " "}]}},
        {"set": {"conventions": [{"convention": "feedstock", "choice": "without_feedstock"}]}},
        "没有填写理由",
    ),
    Pair(
        "statement.evidence_unknown",
        {"set": {YEAR + "economy/evidence": ["proof", "gone"]}},
        {"set": {YEAR + "economy/evidence": ["proof"]}},
        "“gone”",
    ),
    Pair(
        "statement.evidence_unknown",
        {"set": {"enterprises/01/diagnosed/evidence": ["gone"]}},
        {"set": {"enterprises/01/diagnosed/evidence": ["proof"]}},
    ),
    Pair(
        "statement.flag_without_evidence",
        {"statements": NO_FLAGS | {"verified": ["20"]}},
        {"statements": NO_FLAGS | {"verified": ["20"]}, "set": {"enterprises/20/verified/evidence": ["proof"]}},
        "1家企业填报“开展碳排放核查”而没有佐证材料，如“企业20”",
    ),
    Pair(
        "statement.flag_without_evidence",
        {"statements": NO_FLAGS | {"benchmark_reached": ["20"]}},
        {"statements": NO_FLAGS | {"benchmark_no_value": ["20"]}},
        "能效达到行业标杆",
    ),
    Pair(
        "statement.outside",
        {"set": {"enterprises/20/inside": False}},
        {"set": {"enterprises/20/inside": False, "enterprises/20/counted_in": False}},
        "1家企业不在界内而纳入统计",
    ),
    Pair("statement.years", {"add": {"years": [{"year": 2021}]}}, {"add": {"years": [{"year": 2022}]}}, "2021年"),
    Pair("statement.years", {"add": {"years": [{"year": 2031}]}}, {"add": {"years": [{"year": 2030}]}}, "2031年"),
    Pair(
        "statement.years",
        {"set": {"enterprises/01/annual": [{"year": 2024}]}},
        {"set": {"enterprises/01/annual": [{"year": 2024}]}, "add": {"years": [{"year": 2024}]}},
        "企业01",
    ),
    Pair(
        "statement.years",
        {"set": {"targets": [{"indicator": "ccus_scale", "year": 2031, "value": 1}]}},
        {"set": {"targets": [{"indicator": "ccus_scale", "year": 2030, "value": 1}]}},
    ),
    Pair(
        "statement.target_unknown",
        {"set": {"targets": [{"indicator": "happiness", "year": 2030, "value": 1}]}},
        {"set": {"targets": [{"indicator": "clean_energy_share", "year": 2030, "value": 1}]}},
        "happiness",
    ),
    Pair(
        "statement.target_twice",
        {"set": {"targets": [*TARGETS, TARGETS[0]]}},
        {"set": {"targets": TARGETS}},
        "“单位能耗碳排放”在2027年有两个规划值",
    ),
]


def noticed(case: dict[str, Any], rule: str) -> list[Finding]:
    return [finding for finding in check(park(case), rules()) if finding.id == rule]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.rule)
def test_a_rule_notices_what_it_should(pair: Pair) -> None:
    found = noticed(pair.notices, pair.rule)
    assert any(pair.says in finding.sentence for finding in found), found
    for finding in found:
        assert finding.severity is AUDIT_RULES[pair.rule].severity
        assert finding.sentence.endswith(("。", "；")) and "；请" in finding.sentence
        assert finding.addresses


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.rule)
def test_a_rule_lets_the_next_best_thing_pass(pair: Pair) -> None:
    says = pair.says if pair.rule in ("complete.reference_rows", "complete.binding_rows", "complete.basics") else ""
    assert [each for each in noticed(pair.lets_pass, pair.rule) if says in each.sentence] == []


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.rule)
def test_a_finding_leads_to_places_that_exist(pair: Pair) -> None:
    for finding in noticed(pair.notices, pair.rule):
        for address in finding.addresses:
            value_at(park(pair.notices), address)


def test_what_must_be_fixed_stands_first() -> None:
    found = [finding.severity for finding in check(park(), rules())]
    assert found == sorted(found, key=list(Severity).index)
    assert Severity.MUST_FIX in found and Severity.EXPLAIN in found


def test_the_cases_park_closes_its_balances() -> None:
    assert [finding for finding in check(park(), rules()) if finding.id.startswith("balance.")] == []


def test_the_nations_core_row_is_asked_for_only_of_parks_that_apply_to_the_nation() -> None:
    blank = [YEAR + "electricity/grid_10k_kwh"]
    assert not [each for each in noticed({"blank": blank}, "complete.binding_rows") if "国家" in each.sentence]
    nation = noticed({"blank": blank, "set": NATION}, "complete.binding_rows")
    assert [each for each in nation if "国家第1项" in each.sentence]
