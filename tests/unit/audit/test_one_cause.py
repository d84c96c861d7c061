"""One cause, one finding: what follows from a fault that is said is not said again."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from tests.unit.audit.parks import figure, more, of_year, park, rules
from tests.unit.audit.test_geometry_rules import CELL, WIDE, R, ring
from zcpark_desktop.audit import Finding, Severity, check, fallen, with_explanation
from zcpark_desktop.project import new_project, with_value

USUAL = {finding.digest for finding in check(park(), rules())}


def new_in(changes: dict[str, Any]) -> list[Finding]:
    return [each for each in check(park(changes), rules()) if each.digest not in USUAL]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({of_year("resources/solid_waste_utilized_t"): 501}, "balance.part_exceeds_whole"),
        ({of_year("economy/enterprises"): 4}, "economy.enterprises_listed"),
        ({figure("a", "energy_equivalent_tce"): 0}, "enterprise.no_energy"),
        ({"certificates/g/used_for": 2022}, "certificate.generated_later"),
        ({"period/construction_start": 2031}, "period.construction"),
        ({"targets/near/value": "0.85"}, "target.fraction"),
        ({"boundary/west": ""}, "complete.basics"),
        ({R: [ring((CELL[0], CELL[2], CELL[1], CELL[3]))]}, "geometry.crossing"),
        ({R: [ring(), ring(WIDE, "2", hole=True)]}, "geometry.hole"),
        (more("claims", {"id": "2", "indicator": "water_reuse_share"}), "statement.claim"),
    ],
)
def test_what_follows_from_a_fault_is_not_said_again(changes: dict[str, Any], said: str) -> None:
    assert [each.id for each in new_in(changes)] == [said]


def test_an_energy_kind_that_is_not_known_is_said_once_and_not_by_each_row_that_needs_it() -> None:
    rows = [{"energy": "peat"}, {"energy": "natural_gas"}, {"energy": "electricity"}]
    assert [each.id for each in new_in({of_year("energy"): rows}) if "peat" in each.sentence] == [
        "balance.unknown_energy"
    ]


def test_rows_that_lack_the_same_are_named_together() -> None:
    found = [each.sentence for each in check(new_project(), rules()) if each.addresses == ("enterprises",)]
    assert found == ["无锡市第6、7、8、9、10、11项没有现状值：缺少企业清单；请补充数据，或说明不适用并附佐证。"]


@pytest.mark.parametrize(("level", "most"), [("city", 24), ("province", 29), ("nation", 33)])
def test_a_new_project_is_told_what_to_fill_in_without_noise(level: str, most: int) -> None:
    found = check(with_value(new_project(), "basics/level_applied", level), rules())
    assert len(found) <= most
    assert {each.id.split(".")[0] for each in found} == {"complete", "level"}
    places = Counter(each.addresses[0] for each in found if each.severity is Severity.MUST_FIX)
    assert places["boundary/west"] == places["basics/name"] == 1


@pytest.mark.parametrize("name", ["grid_10k_kwh", "own_certificates_sold_10k_kwh"])
def test_one_missing_figure_is_said_once_for_all_rows_of_all_schemes(name: str) -> None:
    project = park({of_year(f"electricity/{name}"): None, "basics/level_applied": "nation"})
    (found,) = [each for each in check(project, rules()) if of_year(f"electricity/{name}") in each.addresses]
    assert found.sentence.startswith("无锡市第2、4、5项，国家第1项缺少数据：2025年")


def test_a_condition_that_fails_for_two_schemes_is_said_once_with_the_number() -> None:
    found = [each for each in new_in({"basics/level_applied": "nation"}) if "能源消费规模" in each.sentence]
    assert [(each.severity, each.sentence) for each in found] == [
        (
            Severity.EXPLAIN,
            "无锡市、国家申报条件“能源消费规模”不满足：年综合能源消费量（等价值）低于200,000吨标准煤（2025年为4,354.00吨标准煤）；"
            "请核对，或调整申报级别，或说明情况。",
        )
    ]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({figure("a", "output_10k_yuan"): 120}, ["unit.enterprise.output_10k_yuan"]),
        ({figure("a", "output_10k_yuan"): 120_000_000}, ["unit.enterprise.output_10k_yuan"]),
        ({figure("a", "energy_equivalent_tce"): "4.4"}, ["unit.enterprise.energy_equivalent_tce"]),
        ({of_year("energy/natural_gas/fuel_industry"): "0.2"}, ["balance.energy", "unit.energy"]),
        # what cannot be has to be corrected whatever the unit
        ({of_year("economy/tax_10k_yuan"): "100000.01"}, ["economy.tax_10k_yuan"]),
        ({of_year("economy/gdp_10k_yuan"): 240}, ["unit.economy"]),
        # another enterprise, and another year, keep their own
        (
            {figure("a", "output_10k_yuan"): 120, figure("b", "value_added_10k_yuan"): "40000.01"},
            ["enterprise.value_added", "sum.value_added_10k_yuan", "unit.enterprise.output_10k_yuan"],
        ),
        (
            {
                figure("a", "output_10k_yuan", 2023): 60_000,
                figure("a", "output_10k_yuan"): 120,
                figure("a", "value_added_10k_yuan", 2023): "60000.01",
            },
            ["enterprise.value_added", "sum.value_added_10k_yuan", "unit.enterprise.output_10k_yuan"],
        ),
    ],
)
def test_a_wrong_unit_is_said_and_not_what_it_brings_about(changes: dict[str, Any], said: list[str]) -> None:
    if figure("a", "output_10k_yuan", 2023) in changes:
        annual = [row.model_dump() for row in park().enterprises[0].annual]
        changes = {"enterprises/a/annual": [{**annual[0], "year": 2023}, *annual]} | changes
    topics = ("unit.", "jump.", "enterprise.", "economy.", "outlier.", "sum.", "result.", "balance.")
    assert sorted(each.id for each in new_in(changes) if each.id.startswith(topics)) == said


def test_what_a_wrong_unit_brought_about_comes_up_once_the_unit_is_explained_and_keeps_its_own_word() -> None:
    project = park({figure("a", "output_10k_yuan"): 120})
    (unit,) = [each for each in check(project, rules()) if each.id == "unit.enterprise.output_10k_yuan"]
    settled = with_value(project, "explanations", with_explanation(project, unit, "2025年停产检修。"))
    ids = {each.id for each in check(settled, rules()) if each.is_open}
    assert {"enterprise.value_added", "enterprise.revenue"} <= ids
    (ratio,) = [each for each in check(settled, rules()) if each.id == "enterprise.value_added"]
    both = with_value(settled, "explanations", with_explanation(settled, ratio, "含往年订单。"))
    again = with_value(both, "explanations", [row for row in both.explanations if row.rule == ratio.id])
    assert fallen(again, check(again, rules())) == []  # the unit is open once more, and the other word still holds


def test_a_figure_that_stands_alone_is_said_once_and_not_on_its_way_back_too() -> None:
    found = new_in({of_year("economy/gdp_10k_yuan", 2024): 120_000_000})
    assert [each.addresses[0] for each in found if each.id == "unit.economy"] == [of_year("economy/gdp_10k_yuan", 2024)]
    peak = {"enterprises/a/annual": _annual(60_000, 400_000, 60_000)}
    assert [each.addresses[0] for each in new_in(peak) if each.id.startswith("jump.")] == [
        figure("a", "output_10k_yuan", 2024)
    ]
    stays = {"enterprises/a/annual": _annual(60_000, 400_000, 4_000)}
    assert len([each for each in new_in(stays) if each.id.startswith("jump.")]) == 2


def _annual(*outputs: int) -> list[dict[str, Any]]:
    (row, *_) = [each.model_dump() for each in park().enterprises[0].annual]
    return [
        {**row, "year": year, "output_10k_yuan": output}
        for year, output in zip((2023, 2024, 2025), outputs, strict=True)
    ]


@pytest.mark.parametrize(
    ("changes", "said", "not_said"),
    [
        # ten times the green power: the balance does not close, and shares and targets follow
        ({of_year("electricity/direct_green_10k_kwh"): 9000}, "balance.energy", ("share.", "target.")),
        ({of_year("electricity/own_certificates_sold_10k_kwh"): 4000}, "balance.sold_certificates", ("share.",)),
        (
            {"coefficients/natural_gas/calorific_tce_per_unit": 13300},
            "coefficient.far_from_reference",
            ("result.", "target.", "sum."),
        ),
        ({of_year("resources/reused_water_10k_m3"): 400_000}, "unit.resources", ("target.", "result.")),
        ({"roofs/r/covered_m2": 2_000_000}, "balance.part_exceeds_whole", ("roof.", "target.")),
        (
            {
                of_year("electricity/grid_10k_kwh"): None,
                "narratives": [
                    {"section": "application.1.4", "body": "单位能耗碳排放{单位能耗碳排放}，{2025年二氧化碳排放量}。"}
                ],
            },
            "complete.binding_rows",
            ("narrative.chip_missing",),
        ),
    ],
)
def test_a_wrong_figure_is_said_and_not_what_it_reaches(
    changes: dict[str, Any], said: str, not_said: tuple[str, ...]
) -> None:
    found = {each.id for each in new_in(changes)}
    assert said in found
    assert [id for id in found if id.startswith(not_said)] == []


@pytest.mark.parametrize(("number_of", "said"), [(21, 21), (22, 21)])
def test_a_long_list_of_one_kind_is_said_in_few_sentences_whatever_the_rule(number_of: int, said: int) -> None:
    papers = [{"id": str(place), "number": f"9-{place}"} for place in range(number_of)]
    found = [each for each in new_in(more("evidence", *papers)) if each.id == "evidence.title"]
    assert len(found) == said
    assert ("另有2处同样的问题" in found[-1].sentence) == (number_of > said)


def test_sums_over_a_list_that_is_known_to_be_incomplete_are_not_said_to_fall_short() -> None:
    one = {"enterprises": [row.model_dump() for row in park().enterprises][:1]}
    assert [each.id for each in new_in(one) if each.id.startswith(("sum.", "economy."))] == [
        "economy.enterprises_listed",
        "economy.above_scale_listed",
    ]
    stated = one | {of_year("economy/enterprises", year): 1 for year in (2023, 2024, 2025)}
    assert {each.id for each in new_in(stated) if each.id.startswith("sum.")} == {
        "sum.revenue_10k_yuan",
        "sum.green_rnd_10k_yuan",
    }


def test_certificates_of_one_year_that_the_project_does_not_have_are_said_together() -> None:
    rows = [{"id": str(at), "number": f"X{at}", "pieces": 1, "used_for": 2026, "evidence": ["p"]} for at in range(3)]
    (found,) = new_in(more("certificates", *rows))
    assert found.sentence.startswith("绿证“X0”等3条绿证用于2026年，而项目没有该年数据")
    assert len(found.addresses) == 3
