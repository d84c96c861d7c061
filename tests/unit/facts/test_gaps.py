"""What is lacking is told in one short sentence that names the thing and the place."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cases.case import park
from tests.unit.evaluate.parks import rules
from zcpark_desktop.facts import FACTS, Missing, View

ENERGY = "years/2025/energy"


def gaps(name: str, case: dict[str, Any]) -> list[tuple[str, str]]:
    """The sentences and addresses of what a fact lacks."""
    result = FACTS[name].read(View(park(case), rules(), 2025, "guide_24_sectors"))
    assert isinstance(result, Missing)
    return [(gap.sentence, gap.address) for gap in result.gaps]


@pytest.mark.parametrize(
    ("filled", "cells"),
    [
        (("agriculture", "construction", "transport", "services", "other"), "居民生活终端消费"),
        (("agriculture", "construction", "transport", "services"), "公共机构及其他终端消费、居民生活终端消费"),
        (("agriculture", "construction", "transport"),
         "批发零售、住宿餐饮和其他服务业终端消费、公共机构及其他终端消费等3格"),
    ],
)
def test_two_blank_cells_are_named_and_more_are_counted(filled: tuple[str, ...], cells: str) -> None:
    row = {"energy": "coke", **{f"fuel_{sector}": 0 for sector in filled}}
    case = {"set": {f"{ENERGY}_blanks_are_zero": False, ENERGY: [row]}}
    ((sentence, address),) = gaps("other_sectors_fuel", case)
    assert sentence == f"2025年能源平衡表 焦炭：{cells}"
    first = {5: "fuel_residential", 4: "fuel_other", 3: "fuel_services"}[len(filled)]
    assert address == f"{ENERGY}/coke/{first}"


def test_a_row_without_a_kind_is_asked_for_its_kind() -> None:
    assert gaps("losses", {"set": {ENERGY: [{"id": "1"}]}}) == [
        ("2025年能源平衡表中“未选品种”不是已知的能源品种", f"{ENERGY}/1/energy")]


def test_a_thing_is_called_by_its_name_and_by_its_key_without_one() -> None:
    blank = {"blank": ["storages/first/energy_mwh", "storages/second/energy_mwh"],
             "set": {"storages/first/name": "东区储能"}}
    assert gaps("storage_mwh", blank) == [
        ("储能“东区储能”的额定容量", "storages/first/energy_mwh"),
        ("储能“second”的额定容量", "storages/second/energy_mwh"),
    ]


def test_enterprises_that_did_not_answer_are_counted_and_one_is_named() -> None:
    blank = {"blank": ["enterprises/03/diagnosed/value", "enterprises/07/diagnosed/value"],
             "set": {"enterprises/03/name": ""}}
    assert gaps("diagnosed_all_enterprises", blank) == [
        ("2家企业未填“参与“智改数转网联”诊断”，如“03”", "enterprises/03/diagnosed/value")]


def test_facts_of_enterprises_have_titles_that_say_base_and_statement() -> None:
    assert FACTS["counted_industrial_enterprises"].title == "纳入统计的规上工业企业数"
    assert FACTS["verified_above_scale_enterprises"].title == "纳入统计的规上企业中开展碳排放核查的企业数"


def test_a_part_is_called_without_its_of_which_in_a_sentence() -> None:
    place = "years/2025/resources/prior_stock_utilized_t"
    assert gaps("prior_stock_utilized_t", {"blank": [place]}) == [("2025年综合利用往年贮存量", place)]
