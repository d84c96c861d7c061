"""What numbers look like, and why."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from zcpark_desktop.boundary.guessing import guess, named_in, swap


def points(*pairs: tuple[object, object]) -> list[tuple[D, D]]:
    return [(D(str(x)), D(str(y))) for x, y in pairs]


DEGREES = points((120.44, 31.59), (120.46, 31.59), (120.46, 31.61))
PLAIN = points((541700, 3496700), (543600, 3496700), (543600, 3498900))
ZONE_40 = points((40541700, 3496700), (40543600, 3496700), (40543600, 3498900))


@pytest.mark.parametrize(
    ("read", "first", "words"),
    [
        (DEGREES, "EPSG:4490", "经纬度"),
        (ZONE_40, "EPSG:4528", "前两位40是3度带带号"),
        (points((21257000, 3500000)), "EPSG:4499", "前两位21是6度带带号"),
        (PLAIN, "EPSG:4549", "在无锡范围内"),
        (points((255000, 3500000)), "EPSG:4510", "中央子午线123°"),  # 6° zone 21: 2.6° west of 123°
    ],
)
def test_the_likeliest_system_comes_first_with_its_reason(read: list[tuple[D, D]], first: str, words: str) -> None:
    found = guess(read)
    assert found[0].system.id == first and not found[0].swapped
    assert words in found[0].reason and found[0].reason.endswith("。")
    again = guess(swap(read))
    assert again[0].system.id == first and again[0].swapped and "应对调" in again[0].reason


def test_the_older_datums_are_offered_after_the_present_one() -> None:
    assert [each.system.id for each in guess(ZONE_40)] == ["EPSG:4528", "EPSG:2364", "EPSG:2416"]
    assert [each.system.id for each in guess(DEGREES)] == ["EPSG:4490", "EPSG:4326"]


def test_one_slip_does_not_hide_the_system() -> None:
    assert guess([*DEGREES, *points((1204.4, 31.6))])[0].system.id == "EPSG:4490"
    assert guess([*ZONE_40, *points((4054170, 3496700))])[0].system.id == "EPSG:4528"


@pytest.mark.parametrize(
    "read", [[], points((0, 0), (100, 50)), points((5000, 8000)), points((-74.0, 40.7)), points((10**9, 10**9))]
)
def test_local_coordinates_look_like_nothing(read: list[tuple[D, D]]) -> None:
    assert guess(read) == ()


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("CGCS2000", "EPSG:4490"),
        ("国家2000大地坐标系", "EPSG:4490"),
        ("2000国家大地坐标系", "EPSG:4490"),
        ("WGS84", "EPSG:4326"),
        ("西安1980", "EPSG:4610"),
        ("1954北京坐标系", "EPSG:4214"),
        ("4528", "EPSG:4528"),
        ("epsg:4549", "EPSG:4549"),
        ("CGCS2000 3度带 中央子午线120度", None),
        ("无锡城建坐标系", None),
        ("WGS84/CGCS2000", None),
        ("", None),
    ],
)
def test_free_text_names_a_system_or_none(text: str, id_: str | None) -> None:
    found = named_in(text)
    assert (found.id if found else None) == id_
