"""The boundary as geometry: sound rings, the right reference system, areas that agree, the host park."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from ..boundary import BoundaryError, area_km2, find_system
from ..boundary.checks import Fault, FaultKind, faults
from ..boundary.ground import Ground, ground_of, outside_km2
from ..evaluate import Evaluation
from ..project.basics import ApplicationKind, Boundary, Ring
from ..project.remembering import remembered
from ..wording import entered, number, percent
from .registry import Notice, Noticed, Severity, rule

AREA_SHARE = Decimal("0.01")
"""Areas that differ by more than this share are not the same."""
LEAST_OUTSIDE_KM2 = Decimal("0.0001")
"""A hundred square metres: corners of one line from two documents differ by so much."""

_RINGS = ("boundary/rings", "boundary/reference_system")


@remembered(most=4)
def faults_of(boundary: Boundary) -> tuple[tuple[tuple[Ring, ...], Fault], ...]:
    """What is wrong with the park's rings, and with its host's: the rings that each fault counts in, and the fault."""
    return tuple(
        (rings, fault)
        for rings in (boundary.park_rings, boundary.host_rings)
        for fault in faults(rings, boundary.reference_system)
    )


@remembered(most=4)
def _faults(boundary: Boundary) -> dict[FaultKind, list[tuple[str, tuple[str, ...]]]]:
    """What is wrong with the park's rings and with its host's, by kind."""
    found: dict[FaultKind, list[tuple[str, tuple[str, ...]]]] = {}
    for rings, fault in faults_of(boundary):
        place = f"boundary/rings/{rings[fault.ring].key}/points"
        if fault.kind is FaultKind.SYSTEM:
            place = "boundary/reference_system"
        sentences = found.setdefault(fault.kind, [])
        sentence = fault.sentence
        if fault.kind is FaultKind.PLACE:  # a park may lie elsewhere: the one fault that may be right
            sentence = f"{sentence.removesuffix('。')}，或说明原因。"
        if (sentence, (place,)) not in sentences:  # both parks have the same reference system
            sentences.append((sentence, (place,)))
    return found


def _of(*kinds: FaultKind) -> Notice:
    def notice(evaluation: Evaluation) -> Noticed:
        for kind in kinds:
            yield from _faults(evaluation.project.boundary).get(kind, ())

    return notice


def _fault_rule(id: str, severity: Severity, title: str, *kinds: FaultKind) -> None:
    register: Callable[[Notice], Notice] = rule(id, severity, title, reads=_RINGS)
    register(_of(*kinds))


_fault_rule("geometry.corners", Severity.MUST_FIX, "每个地块有三个以上完整的拐点", FaultKind.INCOMPLETE, FaultKind.FEW)
_fault_rule("geometry.double", Severity.MUST_FIX, "拐点不重复", FaultKind.DOUBLE)
_fault_rule("geometry.crossing", Severity.MUST_FIX, "边界不自身相交", FaultKind.CROSSING)
_fault_rule("geometry.hole", Severity.MUST_FIX, "扣除的内环在地块之内", FaultKind.HOLE)
_fault_rule("geometry.overlap", Severity.MUST_FIX, "地块不重叠", FaultKind.OVERLAP)
_fault_rule("geometry.system", Severity.MUST_FIX, "坐标系与拐点坐标相符", FaultKind.SYSTEM)
_fault_rule("geometry.place", Severity.EXPLAIN, "边界在无锡范围内", FaultKind.PLACE)


@rule("geometry.accuracy", Severity.EXPLAIN, "坐标系能准确换算到CGCS2000", reads=_RINGS)
def the_reference_system_is_accurate(evaluation: Evaluation) -> Noticed:
    """Beijing 54 and Xi'an 80 have no public way to CGCS2000."""
    boundary = evaluation.project.boundary
    system = find_system(boundary.reference_system)
    if system is not None and system.is_old and any(ring.points for ring in boundary.rings):
        yield (
            f"拐点坐标为{system.title}：{system.warning.removesuffix('。')}，或说明原因。",
            ("boundary/reference_system",),
        )


_UNSOUND = (FaultKind.SYSTEM, FaultKind.INCOMPLETE, FaultKind.CROSSING, FaultKind.HOLE)
"""Faults with which the corners enclose no certain ground: they are said, and nothing that would follow from them."""


def _is_sound(boundary: Boundary) -> bool:
    return not any(_faults(boundary).get(kind) for kind in _UNSOUND)


@remembered(most=4)
def measured_areas(boundary: Boundary) -> tuple[Decimal | None, Decimal | None]:
    """The areas within the park's corners and within its host's, in km²; None where they cannot be measured."""
    if not _is_sound(boundary) or _faults(boundary).get(FaultKind.OVERLAP):
        return None, None
    try:
        return (
            area_km2(boundary.park_rings, boundary.reference_system),
            area_km2(boundary.host_rings, boundary.reference_system),
        )
    except BoundaryError:
        return None, None


def _apart(measured: Decimal | None, stated: Decimal | None) -> Decimal | None:
    """By which share of what is stated the two differ, where that is more than `AREA_SHARE`."""
    if measured is None or stated is None or stated <= 0:
        return None
    share = abs(measured - stated) / stated
    return share if share > AREA_SHARE else None


@rule("geometry.area", Severity.EXPLAIN, "申报面积与拐点围成的面积相符", reads=("boundary/area_km2", *_RINGS))
def the_declared_area_is_that_of_the_corners(evaluation: Evaluation) -> Noticed:
    """The declared area is within one per cent of the one on the ellipsoid."""
    boundary = evaluation.project.boundary
    measured, _ = measured_areas(boundary)
    share = _apart(measured, boundary.area_km2)
    if share is not None:
        yield (
            f"拐点围成的面积为{number(measured, 4)}平方公里，申报面积为{entered(boundary.area_km2)}平方公里，"
            f"相差{percent(share)}（超过1%）；请核对拐点坐标和申报面积，或说明原因。",
            ("boundary/area_km2", "boundary/rings"),
        )


@rule(
    "geometry.catalogue_area",
    Severity.EXPLAIN,
    "目录核准面积与拐点围成的面积相符",
    reads=("boundary/catalogue_area_km2", "basics/application_kind", *_RINGS),
)
def the_catalogue_area_is_that_of_the_corners(evaluation: Evaluation) -> Noticed:
    """What the catalogue approved is the whole park: the one that applies, or the host of a park within a park."""
    project = evaluation.project
    boundary = project.boundary
    own, host = measured_areas(boundary)
    within = project.basics.application_kind is ApplicationKind.PARK_IN_PARK
    measured = host if within else own
    share = _apart(measured, boundary.catalogue_area_km2)
    if share is not None:
        whose = "所在园区" if within else ""
        yield (
            f"{whose}拐点围成的面积为{number(measured, 4)}平方公里，目录核准面积为{entered(boundary.catalogue_area_km2)}"
            f"平方公里，相差{percent(share)}（超过1%）；请核对，或说明扩区、调区等原因。",
            ("boundary/catalogue_area_km2", "boundary/rings"),
        )


@remembered(most=4)
def grounds(boundary: Boundary) -> tuple[Ground | None, Ground | None]:
    """The park and its host as shapes on the ground; None where there is no shape, or no knowing where it is."""
    if not _is_sound(boundary):
        return None, None
    try:
        return (
            ground_of(boundary.park_rings, boundary.reference_system),
            ground_of(boundary.host_rings, boundary.reference_system),
        )
    except BoundaryError:
        return None, None


@rule("geometry.host", Severity.EXPLAIN, "园中园在所在园区边界之内", reads=("basics/application_kind", *_RINGS))
def a_park_within_a_park_lies_within_it(evaluation: Evaluation) -> Noticed:
    """A park within a park lies inside its host."""
    project = evaluation.project
    park, host = grounds(project.boundary)
    if project.basics.application_kind is not ApplicationKind.PARK_IN_PARK or park is None or host is None:
        return
    try:
        outside = outside_km2(park, host)
    except BoundaryError as error:
        yield str(error), ("boundary/rings",)
        return
    if outside > LEAST_OUTSIDE_KM2:
        yield (
            f"申报园区有{number(outside, 4)}平方公里在所在园区边界之外；请核对两者的拐点坐标，或说明原因。",
            ("boundary/rings",),
        )
