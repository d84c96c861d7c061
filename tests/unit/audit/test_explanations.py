"""A word of the park settles a finding that needs one, as long as the finding's numbers stay the same."""

from __future__ import annotations

import pytest

from tests.unit.audit.parks import park, rules
from zcpark_desktop.audit import Finding, Severity, check, fallen, with_explanation
from zcpark_desktop.project import Project, dump_json, parse_json, with_value

AREA = "boundary/area_km2"


def finding(project: Project, id: str = "level.area") -> Finding:
    return next(each for each in check(project, rules()) if each.id == id)


def explained(reason: str = "  2024年经批准扩区。 ") -> Project:
    project = park({AREA: "4.01"})
    result: Project = with_value(project, "explanations", with_explanation(project, finding(project), reason))
    return result


def test_a_finding_is_open_until_it_is_explained() -> None:
    project = park({AREA: "4.01"})
    assert finding(project).explanation == "" and finding(project).is_open
    assert finding(explained()).explanation == "2024年经批准扩区。" and not finding(explained()).is_open


def test_an_explanation_holds_while_other_numbers_change() -> None:
    assert not finding(with_value(explained(), "years/2025/economy/tax_10k_yuan", 5001)).is_open


def test_an_explanation_falls_when_its_numbers_change() -> None:
    project = with_value(explained(), AREA, "4.02")
    assert finding(project).is_open
    assert [row.finding for row in fallen(project, check(project, rules()))] == [
        "申报面积4.01平方公里，大于目录核准面积4平方公里；请核对，或说明扩区依据。"
    ]


def test_an_explanation_comes_back_with_its_numbers() -> None:
    project = with_value(with_value(explained(), AREA, "4.02"), AREA, "4.01")
    assert not finding(project).is_open
    assert fallen(project, check(project, rules())) == []


def test_what_was_put_right_leaves_its_explanation_over() -> None:
    project = with_value(explained(), AREA, 4)
    assert [row.rule for row in fallen(project, check(project, rules()))] == ["level.area"]


def test_the_same_sentence_on_another_field_is_another_finding() -> None:
    one, other = (Finding("r", Severity.EXPLAIN, "同一句话；请核对。", (place,)) for place in ("a", "b"))
    assert one.digest != other.digest


def test_what_must_be_fixed_cannot_be_explained_away() -> None:
    project = park({"committed": False})
    wrong = finding(project, "level.commitment")
    with pytest.raises(ValueError, match="必须修改的问题请改正数据"):
        with_explanation(project, wrong, "正在办理")
    sneaked = {"rule": wrong.id, "digest": wrong.digest, "reason": "正在办理"}
    assert finding(with_value(project, "explanations", [sneaked]), "level.commitment").is_open


def test_a_second_explanation_takes_the_place_of_the_first_and_an_empty_one_takes_it_away() -> None:
    project = explained()
    second = with_explanation(project, finding(project), "已附批复。")
    assert [row.reason for row in second] == ["已附批复。"]
    assert with_explanation(project, finding(project), " ") == ()


def test_an_explanation_of_blanks_settles_nothing() -> None:
    project = park({AREA: "4.01"})
    row = {"rule": "level.area", "digest": finding(project).digest, "reason": " \n"}
    assert finding(with_value(project, "explanations", [row])).is_open


def test_explanations_are_kept_with_the_project() -> None:
    assert parse_json(dump_json(explained())).explanations == explained().explanations


def test_hints_need_no_word() -> None:
    hint = finding(park({"years/2025/electricity/maximum_load_at": "2019-01-01"}), "power.load_year")
    assert hint.severity is Severity.HINT and not hint.is_open
