"""How far a step has been filled in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from zcpark_desktop.project import Project, value_at
from zcpark_desktop.project.declared import Kind, declared

from .structure import Ask, Balance, Outline, Step, Table, Yearly


@dataclass(frozen=True)
class Progress:
    """How many of the asked answers are given; a step that asks nothing is neither empty nor complete."""

    filled: int
    asked: int

    def __add__(self, other: Progress) -> Progress:
        return Progress(self.filled + other.filled, self.asked + other.asked)

    @property
    def is_empty(self) -> bool:
        """Nothing has been answered."""
        return self.filled == 0

    @property
    def is_complete(self) -> bool:
        """Everything that is not optional has been answered."""
        return 0 < self.asked == self.filled


def is_filled(value: Any) -> bool:
    """Whether an answer is there; no and zero are answers."""
    return value is not None and value != "" and value != ()


def _count(values: list[Any]) -> Progress:
    return Progress(sum(is_filled(value) for value in values), len(values))


def _asked_years(project: Project) -> tuple[int, ...]:
    return (*project.period.past_years, project.period.base_year)


def _of_ask(project: Project, ask: Ask) -> Progress:
    field = declared(ask.address)
    starts_filled = not field.can_be_missing and field.kind in (Kind.CHOICE, Kind.YEAR, Kind.YES_NO)
    if ask.optional or starts_filled or not ask.when(project) or "{year}" in ask.address:
        return Progress(0, 0)
    return _count([value_at(project, ask.address)])


def _of_yearly(project: Project, yearly: Yearly) -> Progress:
    part = yearly.address.rsplit("/", 1)[1]
    names = [name for name in yearly.fields if name not in yearly.optional_fields]
    records = [project.year(year) for year in _asked_years(project)]
    return _count([None if record is None else getattr(getattr(record, part), name)
                   for record in records for name in names])


def _of_list(project: Project, address: str) -> Progress:
    """One answer for a list (for each year, where it stands in a year): that it has rows, or that the park has none."""
    name = address.rsplit("/", 1)[-1]
    if name in project.declared_empty:
        return Progress(1, 1)
    if "{year}" not in address:
        return _count([value_at(project, address)])
    records = [project.year(year) for year in _asked_years(project)]
    return _count([() if record is None else getattr(record, name) for record in records])


def progress(project: Project, step: Step) -> Progress:
    """How many answers of `step` are given, of those that it asks this park for.

    A list counts as one answer (rows there, or none); its cells are the audit's business.
    """
    total = Progress(0, 0)
    for item in step.items:
        if isinstance(item, Ask):
            total += _of_ask(project, item)
        elif isinstance(item, Yearly):
            total += _of_yearly(project, item)
        elif isinstance(item, Balance) or (isinstance(item, Table) and not item.optional):
            total += _of_list(project, item.address)
        elif isinstance(item, Outline):
            total += _count([next((ring for ring in project.boundary.park_rings if len(ring.points) >= 3), None)])
    for address in step.covers:
        if address in ("evidence", "narratives"):
            total += _of_list(project, address)
    return total
