"""What a fact is: one named number (or one for each energy kind) of one year, taken from the project and the rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ..project import Project
from ..project.years import ParkYear
from ..rules import Rules


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is not filled in yet: what it is called, and where it is entered."""

    sentence: str
    address: str


@dataclass(frozen=True, slots=True)
class Missing:
    """No value, because of these gaps. Never zero, never a default."""

    gaps: tuple[Gap, ...]


FactValue = Decimal | Mapping[str, Decimal] | Missing


@dataclass(frozen=True, slots=True)
class View:
    """One year of a project, seen with the rules; `sets` names the set of fuel factors in use."""

    project: Project
    rules: Rules
    year: int
    fuel_set: str

    @property
    def record(self) -> ParkYear | None:
        """The year's record, or None where there is none."""
        return self.project.year(self.year)

    def address(self, below: str) -> str:
        """The address of something in this year's record."""
        return f"years/{self.year}/{below}"

    def gap(self, what: str, address: str) -> Gap:
        """A gap in this year's figures."""
        return Gap(f"{self.year}年{what}", address)


@dataclass(frozen=True, slots=True)
class Fact:
    """A named fact.

    Attributes:
        name: the id that formulas ask for.
        title: the Chinese term.
        unit: empty for a plain number.
        where: the address (with `{year}`) that the fact is read from, for the jump from a trace. A fact of a list
            beside the years reads no year's record, so that it is not read again when a figure of the year changes;
            those of `coefficients` may.
        read: takes it from a view.
    """

    name: str
    title: str
    unit: str
    where: str
    read: Callable[[View], FactValue]


FACTS: dict[str, Fact] = {}


def fact(title: str, *, unit: str, where: str) -> Callable[[Callable[[View], FactValue]], Callable[[View], FactValue]]:
    """Register the decorated function as the fact of its own name."""

    def register(function: Callable[[View], FactValue]) -> Callable[[View], FactValue]:
        add_fact(Fact(function.__name__, title, unit, where, function))
        return function

    return register


def add_fact(new: Fact) -> None:
    """Register `new` under its name.

    Raises:
        ValueError: the name is taken.
    """
    if new.name in FACTS:
        raise ValueError(f"fact {new.name} is defined twice")
    FACTS[new.name] = new
