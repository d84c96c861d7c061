"""The four sides as they are written, held against where things lie.

What a text alone allows: opposite sides that name the same thing, a ring road named after the opposite direction, and
degrees written in the text. What needs a place: a named thing whose place is known lies on the other half of the park.
Roads and rivers of which no place is known cannot be checked, and are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from .angles import folded, parse_coordinate
from .rings import Position

SIDES = ("east", "south", "west", "north")
TITLES = {"east": "东至", "south": "南至", "west": "西至", "north": "北至"}
_LETTERS = {"east": "东", "south": "南", "west": "西", "north": "北"}
_OPPOSITE = {"east": "west", "west": "east", "south": "north", "north": "south"}
_SPLIT = re.compile(r"[、，,；;及和与/]|以及")
_AFTER = re.compile(r"(东|南|西|北)?(侧|边|岸|沿|面)?(绿化带|围墙|红线|用地界线|道路红线|河岸|驳岸|中心线)?$")
_DEGREES = re.compile(r"(东经|北纬|E|N)\s*([\d.]+\s*[°度]?(?:\s*\d+\s*['′分])?(?:\s*[\d.]+\s*[\"″秒])?)")
SHORTEST_NAME = 3
NEAR_DEGREES = Decimal("0.02")
"""About two kilometres: degrees in a text are rounded."""


@dataclass(frozen=True, slots=True)
class Named:
    """A thing whose place is known: its name, and longitude and latitude in degrees."""

    name: str
    place: Position


@dataclass(frozen=True, slots=True)
class SideFault:
    """A side whose text does not agree: which side, and a sentence."""

    side: str
    sentence: str


def things(text: str) -> list[str]:
    """The things that the text of a side names: “望澄大道西侧绿化带、荻南河” names 望澄大道 and 荻南河."""
    found = []
    for part in _SPLIT.split(folded(text)):
        name = _AFTER.sub("", part.strip()).strip()
        if len(name) >= 2:
            found.append(name)
    return found


def side_faults(
    texts: dict[str, str], extremes: tuple[Decimal, Decimal, Decimal, Decimal] | None, places: Sequence[Named]
) -> list[SideFault]:
    """What does not agree.

    Args:
        texts: side → text.
        extremes: west, south, east and north of the boundary in degrees; None without one.
        places: the things whose place is known.
    """
    found = [*_same_on_both(texts), *_ring_roads(texts)]
    if extremes is not None:
        found += _written_degrees(texts, extremes)
        found += _known_places(texts, extremes, places)
    return found


def _same_on_both(texts: dict[str, str]) -> Iterator[SideFault]:
    for side, other in (("east", "west"), ("south", "north")):
        both = [name for name in things(texts[side]) if name in things(texts[other])]
        if both:
            yield SideFault(
                side, f"“{TITLES[side]}”和“{TITLES[other]}”都写了“{both[0]}”，相对的两面不会是同一个地物；请核对。"
            )


def _ring_roads(texts: dict[str, str]) -> Iterator[SideFault]:
    for side in SIDES:
        against = _LETTERS[_OPPOSITE[side]]
        for name in things(texts[side]):
            if re.search(f"{against}(外|内)?环(路|线|道|大道)", name) and _LETTERS[side] not in name:
                yield SideFault(
                    side,
                    f"“{TITLES[side]}”写的是“{name}”，按名称应在{against}面；请核对是否与“{TITLES[_OPPOSITE[side]]}”写反。",
                )


def _edge(side: str, extremes: tuple[Decimal, Decimal, Decimal, Decimal]) -> Decimal:
    west, south, east, north = extremes
    return {"east": east, "south": south, "west": west, "north": north}[side]


def _written_degrees(texts: dict[str, str], extremes: tuple[Decimal, Decimal, Decimal, Decimal]) -> Iterator[SideFault]:
    for side in SIDES:
        for word, number in _DEGREES.findall(folded(texts[side])):
            value = parse_coordinate(number)
            along = word in ("东经", "E")
            if value is None or along != (side in ("east", "west")):
                continue
            edge = _edge(side, extremes)
            if abs(value - edge) > NEAR_DEGREES:
                yield SideFault(
                    side,
                    f"“{TITLES[side]}”写的{word}{value:.4f}°，与边界最{_LETTERS[side]}端的{edge:.4f}°不符；请核对文字或拐点坐标。",
                )


# asked for again after each change, of thousands of enterprises whose names stay
_name = lru_cache(maxsize=2**15)(folded)


def _known_places(
    texts: dict[str, str], extremes: tuple[Decimal, Decimal, Decimal, Decimal], places: Sequence[Named]
) -> Iterator[SideFault]:
    west, south, east, north = extremes
    written = {side: folded(texts[side]) for side in SIDES}
    anywhere = "\n".join(written.values())  # of thousands of names, few are written at all
    named = [(name, each) for each in places
             if (name := _name(each.name)) in anywhere and len(name) >= SHORTEST_NAME]
    for side in SIDES:
        for name, each in named:
            if name not in written[side]:
                continue
            along = side in ("east", "west")
            value, middle = (each.place[0], (west + east) / 2) if along else (each.place[1], (south + north) / 2)
            if (value < middle) if side in ("east", "north") else (value > middle):
                word, axis = ("东经", "西东") if along else ("北纬", "南北")
                lies = axis[0] if value < middle else axis[1]
                yield SideFault(
                    side,
                    f"“{TITLES[side]}”写的“{name}”位于{word}{value:.4f}°，在边界中线（{word}{middle:.4f}°）以{lies}，"
                    f"不在园区{_LETTERS[side]}面；请核对四至文字、拐点坐标和该地物的位置。",
                )
