"""The four sides as they are written, held against each other and against places."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from zcpark_desktop.boundary.sides import Named, side_faults, things

NONE = {"east": "", "south": "", "west": "", "north": ""}
EXTREMES = (D("120.44"), D("31.59"), D("120.46"), D("31.61"))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("望澄大道西侧绿化带", ["望澄大道"]),
        ("新荻路和东荻河", ["新荻路", "东荻河"]),
        ("京杭运河东岸", ["京杭运河"]),
        ("锡东大道道路红线、荻南河", ["锡东大道", "荻南河"]),
        ("", []),
        ("路", []),
    ],
)
def test_things_are_found_without_the_words_for_their_edge(text: str, names: list[str]) -> None:
    assert things(text) == names


def test_sides_that_agree_are_left_alone() -> None:
    texts = {"east": "东环路", "south": "南外环路", "west": "西环路", "north": "北环路"}
    places = [Named("东环路", (D("120.461"), D("31.6"))), Named("北环路", (D("120.45"), D("31.612")))]
    assert side_faults(texts, EXTREMES, places) == []
    assert side_faults(NONE, EXTREMES, places) == side_faults(texts, None, places) == []


def test_east_and_west_written_the_wrong_way_round_are_noticed_by_the_places() -> None:
    texts = NONE | {"east": "望澄大道", "west": "锡东大道"}
    places = [Named("望澄大道", (D("120.4399"), D("31.6"))), Named("锡东大道", (D("120.4601"), D("31.6")))]
    found = side_faults(texts, EXTREMES, places)
    assert [fault.side for fault in found] == ["east", "west"]
    assert "“望澄大道”位于东经120.4399°，在边界中线（东经120.4500°）以西，不在园区东面" in found[0].sentence
    assert "以东，不在园区西面" in found[1].sentence


def test_north_and_south_too() -> None:
    found = side_faults(NONE | {"north": "荻南河"}, EXTREMES, [Named("荻南河", (D("120.45"), D("31.589")))])
    assert "以南，不在园区北面" in found[0].sentence


def test_one_road_around_a_corner_may_be_two_sides_but_not_two_opposite_ones() -> None:
    assert side_faults(NONE | {"east": "滨湖路", "south": "滨湖路"}, None, []) == []
    assert [fault.side for fault in side_faults(NONE | {"south": "滨湖路", "north": "滨湖路北侧"}, None, [])] == [
        "south"
    ]


@pytest.mark.parametrize(
    ("text", "count"), [("东经120.46°", 0), ("东经120°27′36″", 0), ("东经120.40°", 1), ("E120.30", 1), ("北纬31°", 0)]
)
def test_degrees_in_the_text_are_held_against_the_edge(text: str, count: int) -> None:
    assert len(side_faults(NONE | {"east": text}, EXTREMES, [])) == count


def test_short_names_and_names_not_in_the_text_are_not_compared() -> None:
    places = [Named("河", (D("120.44"), D("31.6"))), Named("其他公司", (D("120.44"), D("31.6")))]
    assert side_faults(NONE | {"east": "河与路"}, EXTREMES, places) == []
