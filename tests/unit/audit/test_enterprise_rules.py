"""Each rule on enterprises notices what it should, and just does not notice the next best thing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.audit.parks import CODE_A, Pair, figure, noticed, park
from zcpark_desktop.audit.identity import check_sign
from zcpark_desktop.audit.registry import MOST

A, B, C = "enterprises/a/", "enterprises/b/", "enterprises/c/"

IDENTITY = [
    Pair("identity.code_form", {A + "credit_code": "9110000000000000A"}, {A + "credit_code": ""}, "有17位"),
    Pair(
        "identity.code_form",
        {A + "credit_code": "91100000000000000I"},
        {A + "credit_code": CODE_A},
        "不含I、O、S、V、Z",
    ),
    Pair(
        "identity.code_check",
        {A + "credit_code": "91100000000000000B"},
        {A + "credit_code": CODE_A},
        "末位应为A，现为B",
    ),
    Pair(
        "identity.code_missing", {C + "credit_code": " "}, {C + "credit_code": "", C + "counted_in": False}, "“企业c”"
    ),
    Pair("identity.name_missing", {A + "name": " "}, {A + "name": "甲"}, CODE_A),
    Pair("identity.industry_missing", {A + "industry_code": ""}, {C + "industry_code": ""}, "“企业a”"),
    Pair("identity.industry_code", {A + "industry_code": "9800"}, {A + "industry_code": "9700"}, "“9800”"),
    Pair("identity.industry_code", {A + "industry_code": "3"}, {A + "industry_code": "35"}),
    Pair(
        "identity.industry_section",
        {A + "industry_code": "C4400"},
        {A + "industry_code": "C4300"},
        "门类C为大类13至43，不含44",
    ),
    Pair(
        "identity.code_twice",
        {C + "credit_code": CODE_A},
        {C + "credit_code": ""},
        f"“企业c”与“企业a”的统一社会信用代码同为“{CODE_A}”",
    ),
    Pair("identity.name_twice", {B + "name": "企业a"}, {B + "name": "企业a", B + "credit_code": CODE_A}),
    # the outline ends at 120.46 east; 0.001 degrees are 95 m there, 0.0011 are 104 m
    Pair("identity.coordinates", {A + "longitude": "120.4611"}, {A + "longitude": "120.461"}, "之外104米"),
    Pair("identity.coordinates", {A + "latitude": "31.58909"}, {A + "latitude": "31.58911"}, "北纬31.58909度"),
    Pair(
        "identity.coordinates",
        {A + "longitude": 31, A + "latitude": "31.6"},
        {A + "longitude": 31, A + "inside": False},
    ),
    Pair(
        "identity.outside",
        {A + "longitude": "120.4588", A + "inside": False},
        {A + "longitude": "120.459", A + "inside": False},
        "之内114米",
    ),
]

FIGURES = [
    *(  # a five-hundredth is within half of a thousandth
        Pair(f"unit.enterprise.{name}", {figure("a", name): slipped}, {figure("a", name): near}, "疑为单位错用1,000倍")
        for name, slipped, near in (
            ("output_10k_yuan", "120", "120.01"),
            ("value_added_10k_yuan", "30", "30.01"),
            ("revenue_10k_yuan", "100", "100.01"),
            ("green_rnd_10k_yuan", "1.2", "1.201"),
            ("energy_calorific_tce", "2.6", "2.601"),
            ("energy_equivalent_tce", "4.4", "4.401"),
            ("electricity_10k_kwh", "1", "1.001"),
            ("emissions_tco2", "8", "8.001"),
        )
    ),
    Pair(
        "unit.enterprise.output_10k_yuan",
        {figure("a", "output_10k_yuan"): 120_000_000},
        {figure("a", "output_10k_yuan"): 120_000_001},
        "是上年的2,000倍，疑为单位错用1,000倍",
    ),
    Pair(
        "unit.enterprise.output_10k_yuan",
        {figure("a", "output_10k_yuan"): 300_000_000},
        {figure("a", "output_10k_yuan"): 299_999_999},
        "疑为单位错用10,000倍",
    ),
    Pair(
        "unit.enterprise.output_10k_yuan",
        {figure("a", "output_10k_yuan"): 3},
        {figure("a", "output_10k_yuan"): "2.99"},
        "疑为单位错用10,000倍",
    ),
    Pair(
        "jump.enterprise.output_10k_yuan",
        {figure("a", "output_10k_yuan"): 12000},
        {figure("a", "output_10k_yuan"): 12001},
        "仅为上年的1/5；",
    ),
    Pair(
        "jump.enterprise.energy_equivalent_tce",
        {figure("a", "energy_equivalent_tce"): 11000},
        {figure("a", "energy_equivalent_tce"): 10999},
        "是上年的5倍；",
    ),
    Pair(
        "jump.enterprise.electricity_10k_kwh",
        {figure("a", "electricity_10k_kwh"): 100},
        {figure("a", "electricity_10k_kwh"): 1},
    ),  # a fall to a five-hundredth is said to be a wrong unit
    Pair(
        "enterprise.value_added",
        {figure("a", "value_added_10k_yuan"): "60000.01"},
        {figure("a", "value_added_10k_yuan"): 60000},
        "增加值60,000.01万元，大于产值60,000万元",
    ),
    Pair(
        "enterprise.green_rnd",
        {figure("a", "green_rnd_10k_yuan"): "50000.01"},
        {figure("a", "green_rnd_10k_yuan"): 50000},
    ),
    Pair(
        "enterprise.two_views",
        {figure("a", "energy_calorific_tce"): "2200.01"},
        {figure("a", "energy_calorific_tce"): 2200},
    ),
    Pair(
        "enterprise.revenue", {figure("a", "revenue_10k_yuan"): 1_200_000}, {figure("a", "revenue_10k_yuan"): 1_199_999}
    ),
    Pair("enterprise.revenue", {figure("a", "revenue_10k_yuan"): 3000}, {figure("c", "revenue_10k_yuan"): 250}),
    # 2200 × 3.2 = 7040
    Pair(
        "enterprise.carbon_per_energy",
        {figure("a", "emissions_tco2"): "7040.01"},
        {figure("a", "emissions_tco2"): 7040},
    ),
    Pair(
        "enterprise.no_energy",
        {figure("a", "energy_equivalent_tce"): 0},
        {figure("a", "energy_equivalent_tce"): 0, figure("a", "output_10k_yuan"): 0},
        "产值60,000万元",
    ),
    # 900 tce and one percent: 909; 739.7 × 1.229 = 909.09, 739.6 × 1.229 = 908.97
    Pair(
        "enterprise.power_in_energy",
        {figure("b", "electricity_10k_kwh"): "739.7"},
        {figure("b", "electricity_10k_kwh"): "739.6"},
        "折909.09吨标准煤",
    ),
    Pair("complete.enterprise_figures", {B + "annual": []}, {C + "annual": []}, "“企业b”没有填写2025年"),
    Pair(
        "complete.enterprise_figures",
        {figure("b", "energy_equivalent_tce"): None},
        {figure("b", "energy_equivalent_tce", 2024): None},
    ),
]

SUMS = [  # each total and one percent
    Pair(
        "sum.output_10k_yuan",
        {figure("a", "output_10k_yuan"): "61000.01"},
        {figure("a", "output_10k_yuan"): 61000},
        "合计101,000.01万元，大于园区工业总产值100,000.00万元，相差1,000.01万元",
    ),
    Pair("sum.output_10k_yuan", {figure("b", "output_10k_yuan"): "41000.01"}, {figure("c", "output_10k_yuan"): 90000}),
    Pair(
        "sum.value_added_10k_yuan",
        {figure("a", "value_added_10k_yuan"): "15250.01"},
        {figure("a", "value_added_10k_yuan"): 15250},
    ),
    Pair(
        "sum.revenue_10k_yuan", {figure("a", "revenue_10k_yuan"): "51000.01"}, {figure("a", "revenue_10k_yuan"): 51000}
    ),
    Pair(
        "sum.revenue_10k_yuan",
        {figure("a", "revenue_10k_yuan"): "48999.99"},
        {figure("a", "revenue_10k_yuan"): 49000},
        "小于园区",
    ),
    Pair("sum.revenue_10k_yuan", {C + "counted_in": False}, {figure("a", "revenue_10k_yuan"): None}, "95,000.00"),
    Pair(
        "sum.green_rnd_10k_yuan",
        {figure("a", "green_rnd_10k_yuan"): "610.01"},
        {figure("a", "green_rnd_10k_yuan"): 610},
    ),
    # 1,000 of power: 1,010; the others use 450
    Pair(
        "sum.electricity_10k_kwh",
        {figure("a", "electricity_10k_kwh"): "560.01"},
        {figure("a", "electricity_10k_kwh"): 560},
    ),
    # 2,559 tce: 2,584.59; the others use 962
    Pair(
        "sum.energy_calorific_tce",
        {figure("a", "energy_calorific_tce"): "1622.6"},
        {figure("a", "energy_calorific_tce"): "1622.59"},
    ),
    # 4,354 tce: 4,397.54; the others use 1,752
    Pair(
        "sum.energy_equivalent_tce",
        {figure("a", "energy_equivalent_tce"): "2645.55"},
        {figure("a", "energy_equivalent_tce"): "2645.54"},
    ),
    # 8,738.94 t: 8,826.3294; the others emit 3,300
    Pair("sum.emissions_tco2", {figure("a", "emissions_tco2"): "5526.33"}, {figure("a", "emissions_tco2"): "5526.32"}),
]

PAIRS = [*IDENTITY, *FIGURES, *SUMS]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.rule)
def test_a_rule_notices_what_it_should_and_no_more(pair: Pair) -> None:
    pair.hold()


def industry(number: int, **last: Any) -> dict[str, Any]:
    """So many enterprises of one industry, all alike but the last."""
    alike = {
        "year": 2025,
        "output_10k_yuan": 1000,
        "energy_equivalent_tce": 100,
        "electricity_10k_kwh": 50,
        "value_added_10k_yuan": 250,
        "revenue_10k_yuan": 1000,
    }
    return {
        "enterprises": [
            {
                "id": str(place),
                "name": f"企业{place}",
                "industry_code": "3562",
                "annual": [{**alike, **(last if place == number else {})}],
            }
            for place in range(1, number + 1)
        ]
    }


OUTLIERS = [  # eight times the median is granted
    Pair(
        "outlier.energy",
        industry(8, energy_equivalent_tce=801),
        industry(8, energy_equivalent_tce=799),
        "0.8010吨标准煤/万元，同行业（中类356）中位数0.1000吨标准煤/万元，是其8.0倍",
    ),
    Pair("outlier.electricity", industry(8, electricity_10k_kwh=6), industry(8, electricity_10k_kwh=7), "仅为其1/8.3"),
    Pair("outlier.value_added", industry(8, value_added_10k_yuan=31), industry(8, value_added_10k_yuan=32)),
    Pair("outlier.revenue", industry(8, revenue_10k_yuan=8001), industry(7, revenue_10k_yuan=8001)),
]
PAIRS += OUTLIERS


@pytest.mark.parametrize("pair", OUTLIERS, ids=lambda pair: pair.rule)
def test_an_enterprise_far_off_its_industry_is_noticed(pair: Pair) -> None:
    pair.hold()


def test_in_an_industry_of_many_sizes_nobody_is_far_off() -> None:
    park_of = industry(9)
    for place, row in enumerate(park_of["enterprises"]):
        row["annual"][0]["energy_equivalent_tce"] = 10 * 3**place  # each three times the one before
    assert noticed("outlier.energy", park_of) == []


def test_many_faults_of_one_kind_are_said_in_few_sentences() -> None:
    many = {"enterprises": [{"id": str(place), "name": f"企业{place}"} for place in range(MOST + 5)]}
    found = noticed("identity.code_missing", many)
    assert len(found) == MOST + 1
    assert found[-1].sentence.startswith("另有5处同样的问题，如：企业“企业20”")
    assert len(found[-1].addresses) == 5


def test_the_check_sign_of_a_published_example_is_right() -> None:
    assert check_sign("91350100M000100Y4") == "3"  # the example that texts on GB 32100-2015 print


def test_sums_follow_a_change_of_one_enterprise_among_many() -> None:
    rows = [
        {
            "id": str(place),
            "name": f"企业{place}",
            "industry_code": "3562",
            "annual": [{"year": 2025, "output_10k_yuan": "400.01" if place == 249 else 400}],
        }
        for place in range(250)
    ]
    assert noticed("sum.output_10k_yuan", {"enterprises": rows}) == []
    rows[120]["annual"] = [{"year": 2025, "output_10k_yuan": 1400}]  # 101,000.01 of 101,000
    assert "合计101,000.01万元" in noticed("sum.output_10k_yuan", {"enterprises": rows})[0].sentence


def test_enterprises_left_out_of_the_list_do_not_stay_in_the_sums() -> None:
    assert noticed("sum.electricity_10k_kwh", {figure("a", "electricity_10k_kwh"): 600})
    left = [row.model_dump() for row in park().enterprises][1:]
    assert noticed("sum.electricity_10k_kwh", {"enterprises": left}) == []
