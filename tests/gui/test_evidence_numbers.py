"""Numbers, citations and lacks of evidence, worked out by hand."""

from __future__ import annotations

import json

import pytest

from zcpark_desktop.evaluate import evaluate, load_rules
from zcpark_desktop.project import new_project, parse_json, with_values
from zcpark_desktop.project.declared import all_patterns, declared, pattern_of
from zcpark_desktop.project.statements import Evidence
from zcpark_desktop.ui.evidence.citing import Citations, Kept, without_citations
from zcpark_desktop.ui.evidence.lacking import lacking, of_enterprises
from zcpark_desktop.ui.evidence.numbering import codes, next_number, renumbered
from zcpark_desktop.ui.evidence.opening import opens, safe_name

RULES = load_rules()
CARBON, PV = "carbon_per_unit_energy", "rooftop_pv_share"  # rows 2 and 25 of the city's table
CLEAN = "clean_energy_share"  # row 2 of the nation's


def test_an_indicators_code_is_its_row_in_the_citys_table_or_its_level_and_row():
    known = codes(RULES)
    assert (known[CARBON], known[PV], known[CLEAN]) == ("2", "25", "国2")
    assert len(set(known.values())) == len(known)


@pytest.mark.parametrize(("taken", "indicators", "number"), [
    ((), (CARBON,), "2-01"),
    (("2-01", "2-03", "25-07"), (CARBON,), "2-04"),  # 2-02 was given up, and is not given again
    (("2-01",), (PV, CARBON), "25-01"),  # the first indicator counts
    (("0-09",), (), "0-10"),
    (("附件一", "2-x"), (CLEAN,), "国2-01"),
    (("2-99",), (CARBON,), "2-100"),
])
def test_the_next_number_follows_the_last_of_its_indicator(taken, indicators, number):
    assert next_number(RULES, taken, indicators) == number


def test_renumbering_orders_by_indicator_without_gaps_and_keeps_the_rows_ids():
    rows = (Evidence(id="a", number="25-04", indicators=(PV,)), Evidence(id="b", number="x"),
            Evidence(id="c", number="2-09", indicators=(CARBON,)), Evidence(id="d", indicators=(CLEAN,)),
            Evidence(id="e", number="2-02", indicators=(CARBON, PV)))
    assert [(row.id, row.number) for row in renumbered(RULES, rows)] == [
        ("b", "0-01"), ("c", "2-01"), ("e", "2-02"), ("a", "25-01"), ("d", "国2-01")]


def cited_project():
    return with_values(new_project(project_id="p"), [
        ("evidence", (Evidence(id="a", number="0-01"), Evidence(id="b", number="0-02"))),
        ("boundary/evidence", ("a",)),
        ("years/2025/economy/evidence", ("a", "b")),
        ("enterprises", ({"id": "1", "name": "甲厂", "green_factory": {"value": True, "evidence": ("b",)}},)),
    ])


def test_citations_are_found_wherever_a_list_of_evidence_is_declared():
    assert Citations().of(cited_project()) == {
        "a": ["boundary/evidence", "years/2025/economy/evidence"],
        "b": ["years/2025/economy/evidence", "enterprises/1/green_factory/evidence"]}


def test_citations_follow_the_project():
    citing, project = Citations(), cited_project()
    assert citing.of(project)["a"] == ["boundary/evidence", "years/2025/economy/evidence"]
    changed = with_values(project, [("boundary/evidence", ()), ("enterprises/1/footprint/evidence", ("a",))])
    assert citing.of(changed)["a"] == ["years/2025/economy/evidence", "enterprises/1/footprint/evidence"]
    assert citing.of(project)["a"] == ["boundary/evidence", "years/2025/economy/evidence"]


def test_every_declared_list_of_evidence_is_walked():
    """One citation in each list that the models declare, found one by one."""
    patterns = [pattern for pattern in all_patterns() if declared(pattern).offered_by == "evidence"]
    assert len(patterns) > 25
    for pattern in patterns:
        names = pattern.split("/")
        value: object = ("a",)
        for list_name, name in reversed(list(zip(names, names[1:], strict=False))):
            row_key = {"years": {"year": 2025}, "energy": {"energy": "coke"}}.get(list_name, {"id": "k"})
            value = ({**row_key, **value},) if name == "*" else {name: value}
        project = parse_json(json.dumps({names[0]: value}))
        (address,) = Citations().of(project)["a"]
        assert pattern_of(address) == pattern


def test_what_cites_a_removed_piece_keeps_its_other_pieces():
    assert without_citations(cited_project(), {"a"}) == [
        ("boundary/evidence", ()), ("years/2025/economy/evidence", ("b",))]


def test_what_is_stated_without_a_ground_is_listed_with_its_place():
    project = with_values(new_project(project_id="p"), [
        ("years/2025/economy/green_rnd_10k_yuan", "35"), ("years/2025/economy/revenue_10k_yuan", "1000"),
        ("exemptions", ({"scheme": "wuxi-2025", "indicator": "clean_freight_share", "reason": "无"},)),
        ("foundations/no_major_accident/value", True),
        ("coefficients", ({"energy": "coke"},)),
        ("enterprises", ({"id": "1", "name": "甲厂", "footprint": {"value": True}},
                         {"id": "2", "name": "乙厂", "footprint": {"value": True, "evidence": ("a",)}},
                         {"id": "3", "name": "丙厂", "footprint": {"value": True}, "counted_in": False},
                         {"id": "4", "name": "丁厂", "footprint": {"value": False}})),
        ("evidence", (Evidence(id="a", number="8-01", title="报告", indicators=("carbon_footprint_share",)),)),
    ])
    found = {group.title: [(lack.words, lack.address, lack.indicator) for lack in group.lacks]
             for group in lacking(evaluate(project, RULES), None, Kept(of_enterprises))}
    assert found["企业填报“开展碳足迹核算认证”，没有佐证材料"] == [("甲厂", "enterprises/1/footprint/evidence", "")]
    assert found["免列说明、加分申请没有佐证材料"] == [("无锡市第18项　货物清洁运输比例的免列说明", "exemptions/1", "")]
    assert found["园区的肯定陈述没有佐证材料"][0][1] == "foundations/no_major_accident/evidence"
    assert found["清单中的材料没有文件"] == [("8-01　报告", "evidence/a", "")]
    assert found["实测系数没有佐证材料"][0][1] == "coefficients/coke/evidence"
    indicators = [each[2] for each in found["指标有数值，没有对应的佐证材料"]]
    assert "green_rnd_intensity" in indicators and "carbon_footprint_share" not in indicators
    assert "clean_vehicle_share" not in indicators  # it has no value yet


@pytest.mark.parametrize("name", ["木马.exe", "a.pdf.bat", "x.lnk", "脚本.js", "没有后缀", "a.scr"])
def test_programs_and_scripts_that_came_with_a_project_are_never_started(name):
    assert not opens(name)


def test_documents_are_opened():
    assert opens("报告.PDF") and opens("台账.et") and opens("a.b.docx")


@pytest.mark.parametrize(("name", "safe"), [
    ("../../a.pdf", "_.._a.pdf"), ("a:b?.pdf", "a_b_.pdf"), ("", "材料"), ("C:\\x\\y.png", "C__x_y.png"),
])
def test_a_copys_name_never_leads_out_of_its_folder(name, safe):
    assert safe_name(name) == safe
