"""Numbers typed beside an indicator's name are those of the data; others are noticed."""

from __future__ import annotations

import pytest

from tests.unit.audit.parks import Pair, noticed


def text(body: str) -> dict[str, object]:
    return {"narratives": [{"section": "application.3", "body": body}]}


# 400 of 500 is 80 %; the targets are 85 and 90; the city demands 85 and 90, the nation 80
PAIRS = [
    Pair(
        "narrative.typed_number",
        text("工业用水重复利用率为79.9%。"),
        text("工业用水重复利用率为80.0%。"),
        "“工业用水重复利用率为79.9”",
    ),
    Pair("narrative.typed_number", text("2030年工业用水重复利用率达到91%"), text("2030年工业用水重复利用率达到90%")),
    # 8,738.94 t by 4,354 tce: 2.00711
    Pair("narrative.typed_number", text("单位能耗碳排放下降至2.02吨"), text("单位能耗碳排放下降至2.01吨")),
]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.rule)
def test_a_number_beside_an_indicator_is_one_of_its_values(pair: Pair) -> None:
    pair.hold()


@pytest.mark.parametrize(
    "body",
    [
        "工业用水重复利用率比2022年提高3.4个百分点。",
        "工业用水重复利用率在2027年前逐年提高。",
        "工业用水重复利用率列第14项。",
        "工业用水重复利用率尚未达标，需要投资7,246万元。",
        "工业用水重复利用率。园区有3家企业。",
    ],
)
def test_other_numbers_in_the_clause_are_left_alone(body: str) -> None:
    assert noticed("narrative.typed_number", text(body)) == []


def test_a_year_between_name_and_number_is_passed_over() -> None:
    assert noticed("narrative.typed_number", text("工业用水重复利用率2027年达到85%")) == []
    assert noticed("narrative.typed_number", text("工业用水重复利用率2027年达到86%"))
