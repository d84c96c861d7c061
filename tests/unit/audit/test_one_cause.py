"""One cause, one finding: what follows from a fault that is said is not said again."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from tests.unit.audit.parks import figure, more, of_year, park, rules
from tests.unit.audit.test_geometry_rules import CELL, WIDE, R, ring
from zcpark_desktop.audit import Finding, Severity, check
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
    rows = [{"energy": "peat"}, *({"energy": row.energy} for row in park().year(2025).energy)]  # type: ignore[union-attr]
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
