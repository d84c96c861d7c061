"""Where things lie: enterprises, roofs and stores inside the boundary, and the four sides where the boundary ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, TypeVar

from ..boundary.ground import lonlat_rings, margins_m
from ..boundary.sides import SIDES, Named, side_faults
from ..evaluate import Evaluation
from ..project import Project
from ..project.basics import Boundary
from ..project.enterprises import Enterprise
from ..project.facilities import Roof, Storage
from ..project.remembering import remembered
from ..wording import distance
from .geometry import grounds
from .many import Fault, called, each_fault
from .registry import Noticed, Severity, rule

NEAR_M = Decimal(100)
"""Within it the maps of different offices, and the gate and the middle of one site, disagree."""

Placed = TypeVar("Placed", Enterprise, Roof, Storage)

_BOUNDARY = ("boundary/rings", "boundary/reference_system")


@remembered(most=4)
def _measure(boundary: Boundary) -> Callable[[Sequence[Any]], list[tuple[Any, Decimal]]]:
    """What measures the rows of a list against a boundary, each of them once."""
    park, _ = grounds(boundary)
    known: dict[int, tuple[Any, Decimal]] = {}  # by the identity of the row

    @remembered(most=4)
    def measured(rows: Sequence[Any]) -> list[tuple[Any, Decimal]]:
        if park is None:
            return []
        placed = [row for row in rows if row.longitude is not None and row.latitude is not None]
        fresh = [row for row in placed if known.get(id(row), (None,))[0] is not row]
        places = [(row.longitude, row.latitude) for row in fresh]
        known.update((id(row), (row, margin)) for row, margin in zip(fresh, margins_m(park, places), strict=True))
        return [known[id(row)] for row in placed]

    return measured


def _margins(boundary: Boundary, rows: Sequence[Placed]) -> list[tuple[Placed, Decimal]]:
    """How far each row that has a place lies outside the park, in metres; negative inside."""
    return _measure(boundary)(rows)


def _place_words(row: Enterprise | Roof | Storage) -> str:
    return f"东经{row.longitude}度、北纬{row.latitude}度"


@rule(
    "identity.coordinates",
    Severity.EXPLAIN,
    "界内企业的坐标在园区范围内",
    reads=("enterprises/*/longitude", "enterprises/*/latitude", "enterprises/*/inside", *_BOUNDARY),
)
def enterprises_lie_in_the_park(evaluation: Evaluation) -> Noticed:
    """An enterprise inside the boundary has coordinates no more than `NEAR_M` outside it."""
    project = evaluation.project
    found: list[Fault] = [
        (
            f"企业“{called(row)}”的坐标（{_place_words(row)}）在园区边界之外{distance(margin)}；"
            "请核对坐标和是否在界内，或说明原因。",
            f"enterprises/{row.key}/longitude",
        )
        for row, margin in _margins(project.boundary, project.enterprises)
        if margin > NEAR_M and row.inside
    ]
    yield from each_fault(found)


@rule(
    "identity.outside",
    Severity.EXPLAIN,
    "界外企业的坐标在园区范围外",
    reads=("enterprises/*/longitude", "enterprises/*/latitude", "enterprises/*/inside", *_BOUNDARY),
)
def enterprises_outside_lie_outside(evaluation: Evaluation) -> Noticed:
    """An enterprise that is said to be outside does not lie more than `NEAR_M` within the boundary."""
    project = evaluation.project
    found: list[Fault] = [
        (
            f"企业“{called(row)}”填写为不在界内，而坐标（{_place_words(row)}）在园区边界之内{distance(-margin)}；"
            "请核对坐标和是否在界内，或说明原因。",
            f"enterprises/{row.key}/inside",
        )
        for row, margin in _margins(project.boundary, project.enterprises)
        if row.inside is False and -margin > NEAR_M
    ]
    yield from each_fault(found)


def _sites(id: str, title: str, name: str, word: str, rows: Callable[[Project], Sequence[Any]]) -> None:
    @rule(id, Severity.EXPLAIN, title, reads=(f"{name}/*/longitude", f"{name}/*/latitude", *_BOUNDARY))
    def sites_lie_in_the_park(evaluation: Evaluation) -> Noticed:
        """What the park counts as its own lies no more than `NEAR_M` outside the boundary."""
        project = evaluation.project
        found: list[Fault] = [
            (
                f"{word}“{called(row)}”的坐标（{_place_words(row)}）在园区边界之外{distance(margin)}；"
                "请核对坐标，不在园区内的请删除该行，或说明原因。",
                f"{name}/{row.key}/longitude",
            )
            for row, margin in _margins(project.boundary, rows(project))
            if margin > NEAR_M
        ]
        yield from each_fault(found)


_sites("geometry.roofs", "屋顶光伏在园区范围内", "roofs", "屋顶光伏", lambda project: project.roofs)
_sites("geometry.storages", "储能在园区范围内", "storages", "储能", lambda project: project.storages)


@remembered(most=60_000)
def _named(row: Enterprise) -> Named | None:
    if row.longitude is None or row.latitude is None or not row.name.strip():
        return None
    return Named(row.name.strip(), (row.longitude, row.latitude))


@remembered(most=4)
def _all_named(enterprises: Sequence[Enterprise]) -> list[Named]:
    return [named for named in _named.each(enterprises) if named is not None]


@rule(
    "geometry.sides",
    Severity.EXPLAIN,
    "四至文字与边界的方位相符",
    reads=(
        *(f"boundary/{side}" for side in SIDES),
        *_BOUNDARY,
        "landmarks",
        "enterprises/*/name",
        "enterprises/*/longitude",
        "enterprises/*/latitude",
    ),
)
def the_four_sides_are_where_they_are_said_to_be(evaluation: Evaluation) -> Noticed:
    """No side names what lies on the other half of the park, as far as places are known; see `boundary.sides`."""
    project = evaluation.project
    texts = {side: getattr(project.boundary, side) for side in SIDES}
    if not any(text.strip() for text in texts.values()):
        return
    places = [
        Named(row.name, (row.longitude, row.latitude))
        for row in project.landmarks
        if row.longitude is not None and row.latitude is not None
    ]
    places += _all_named(project.enterprises)
    for fault in side_faults(texts, extremes_of(project.boundary), places):
        yield f"{fault.sentence.removesuffix('。')}，或说明原因。", (f"boundary/{fault.side}",)


@remembered(most=4)
def extremes_of(boundary: Boundary) -> tuple[Decimal, Decimal, Decimal, Decimal] | None:
    """West, south, east and north of the park in degrees; None without corners of a known reference system."""
    park, _ = grounds(boundary)
    if park is None:
        return None
    points = [point for ring in lonlat_rings(boundary.park_rings, boundary.reference_system) for point in ring.points]
    xs, ys = [point.x for point in points], [point.y for point in points]
    return min(xs), min(ys), max(xs), max(ys)
