"""What an import would bring: the rings that were read, in the system that is being confirmed, and what they make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from zcpark_desktop.boundary import BoundaryError, PlainRing, ReferenceSystem, area_km2, corners, to_lonlat
from zcpark_desktop.boundary.checks import FaultKind, faults
from zcpark_desktop.boundary.guessing import WUXI, centre, inside_box
from zcpark_desktop.boundary.reading import ReadBoundary
from zcpark_desktop.boundary.rings import Position
from zcpark_desktop.forms.boundary_edits import RINGS, SYSTEM, Way, ring_edits
from zcpark_desktop.project import Address, Project

RING_FIELDS = ("name", "hole", "whose", "points")


@dataclass(frozen=True)
class Proposal:
    """What was read, and how the user wants it understood.

    Attributes:
        name: of the file or the pasted table.
        system: the system that the numbers are said to be of; None while nobody knows.
        swapped: the first number of each corner is the northward one.
    """

    name: str
    read: ReadBoundary
    system: ReferenceSystem | None
    swapped: bool

    @property
    def rings(self) -> tuple[PlainRing, ...]:
        """The rings, x eastward and y northward."""
        return self.read.settled(swapped=self.swapped)

    @property
    def reason(self) -> str:
        """Why this system; empty where the user chose one for which nothing speaks."""
        if self.system is not None and self.system == self.read.system:
            return "文件中注明了坐标系。"
        return next((guess.reason for guess in self.read.guesses if guess.system == self.system), "")

    def understood(self, system: ReferenceSystem | None, *, swapped: bool) -> Proposal:
        """The same, understood otherwise."""
        return replace(self, system=system, swapped=swapped)

    def middle(self) -> Position:
        """Longitude and latitude of the middle.

        Raises:
            BoundaryError: the numbers cannot be of this system, or none was chosen.
        """
        if self.system is None:
            raise BoundaryError("坐标系没有确定；请查阅资料说明后选择。")
        return to_lonlat([centre([point for ring in self.rings for point in corners(ring.points)])], self.system)[0]

    def is_in_the_city(self) -> bool:
        """Whether the middle lies in Wuxi.

        Raises:
            BoundaryError: see `middle`.
        """
        return inside_box(self.middle(), WUXI)

    def area_km2(self) -> Decimal | None:
        """The area in km²; None where no ring is complete.

        Raises:
            BoundaryError: the numbers cannot be of this system.
        """
        return area_km2(self.rings, self.system.id if self.system is not None else "")

    def faults(self) -> list[str]:
        """What the checks find wrong with the rings themselves; they can be taken in nevertheless, and mended then."""
        if self.system is None:
            return []
        told = (FaultKind.SYSTEM, FaultKind.PLACE)  # the system is asked about, and judged by the middle
        return [fault.sentence for fault in faults(self.rings, self.system.id) if fault.kind not in told]

    def edits(self, project: Project, way: Way) -> list[tuple[Address, object]]:
        """The changes that take the rings into the project.

        Raises:
            BoundaryError: the numbers cannot be of this system, or cannot be brought into the project's.
        """
        assert self.system is not None  # `middle` was asked first
        return ring_edits(project, self.rings, self.system, way)


def first_understanding(name: str, read: ReadBoundary) -> Proposal:
    """What was read, as the file or its numbers say."""
    guessed = read.guesses[0].system if read.guesses else None
    return Proposal(name, read, read.system or guessed, read.swapped)


@dataclass(frozen=True)
class FromFile:
    """The file that a ring was read from, as the project keeps origins (see `project.origins.ReadFrom`)."""

    file: str
    sheet: str = ""
    cell: str = ""


def read_from(file: str, project: Project, edits: Sequence[tuple[Address, Any]]) -> dict[Address, FromFile]:
    """Where the rings that `edits` add to the project's, and their system, come from, by address."""
    source = FromFile(file)
    found = {SYSTEM: source}
    there = {ring.key for ring in project.boundary.rings}
    for address, value in edits:
        if address == RINGS:
            found |= {f"{RINGS}/{ring.key}/{name}": source
                      for ring in value if ring.key not in there for name in RING_FIELDS}
    return found
