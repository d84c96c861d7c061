"""Live numbers in a text: `{指标.2.现状}` stands for the value as it is now.

A chip is a name in braces, made of words with full stops between; braces and stops may be full-width. Which names there
are is declared by the families of `park_chips`, `yearly_chips` and `indicator_chips`; `GRAMMAR` lists them all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from ..evaluate import Evaluation
from ..facts import Gap
from . import indicator_chips, park_chips, yearly_chips
from .reading import Family

FAMILIES: dict[str, Family] = {
    family.head: family for family in (*park_chips.FAMILIES, *yearly_chips.FAMILIES, *indicator_chips.FAMILIES)
}
GRAMMAR: tuple[str, ...] = tuple(family.grammar for family in FAMILIES.values())
"""How the names of all chips go, a line each."""

IN_BRACES = re.compile(r"[{｛]([^{}｛｝\n]{1,80})[}｝]")
MISSING = "【待补充：{}】"
"""What a document shows in place of a chip that has no value."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A chip and what it says now.

    Attributes:
        name: what stands between the braces, in its usual form (`指标.2.现状`).
        group: the heading that the list of chips puts it under.
        title: what it stands for.
        text: the value as a sentence reads it; None where there is none.
        gaps: what is not filled in, for a value that is missing.
        reason: why there is no value although nothing is lacking.
        left_out: the indicator does not stand in the application.
    """

    name: str
    group: str
    title: str
    text: str | None
    gaps: tuple[Gap, ...] = ()
    reason: str = ""
    left_out: bool = False

    @property
    def source(self) -> str:
        """The chip as a text holds it."""
        return f"{{{self.name}}}"

    @property
    def shown(self) -> str:
        """The value, or what a document shows in its place."""
        return MISSING.format(self.title) if self.text is None else self.text


@dataclass(frozen=True, slots=True)
class Resolved:
    """A text with its chips said.

    Attributes:
        text: the text to print; missing values are marked, unknown chips stand as they were typed.
        chips: the chips that are known, in order, each once.
        unknown: what was typed in braces and names no chip.
    """

    text: str
    chips: tuple[Chip, ...]
    unknown: tuple[str, ...]

    @property
    def missing(self) -> tuple[Chip, ...]:
        """The chips without a value."""
        return tuple(chip for chip in self.chips if chip.text is None)


def usual_name(typed: str) -> str:
    """The name as it is stored: half-width, without spaces."""
    return "".join(unicodedata.normalize("NFKC", typed).split())


def read_chip(typed: str, evaluation: Evaluation) -> Chip | None:
    """The chip that is called so (without braces); None where there is none of that name."""
    name = usual_name(typed)
    head, *words = name.split(".")
    family = FAMILIES.get(head)
    reading = family.read(evaluation, tuple(words)) if family else None
    if family is None or reading is None:
        return None
    return Chip(name, family.group, reading.title, reading.text, reading.gaps, reading.reason, reading.left_out)


def resolve(text: str, evaluation: Evaluation) -> Resolved:
    """The text as it is to be printed, with the chips in it.

    Whoever prints the text, shows it or checks it asks here, so that all say the same.
    """
    found: dict[str, Chip] = {}
    unknown: dict[str, None] = {}

    def say(match: re.Match[str]) -> str:
        chip = found.get(usual_name(match[1])) or read_chip(match[1], evaluation)
        if chip is None:
            unknown[match[0]] = None
            return match[0]
        found[chip.name] = chip
        return chip.shown

    said = IN_BRACES.sub(say, text)
    return Resolved(said, tuple(found.values()), tuple(unknown))


def chips(evaluation: Evaluation) -> Iterator[Chip]:
    """Every chip that the list offers, in the order of its groups; those left out of the application are not."""
    for family in FAMILIES.values():
        for name in family.offered(evaluation):
            chip = read_chip(f"{family.head}.{name}", evaluation)
            assert chip is not None, f"{family.head}.{name} is offered and not read"
            if not chip.left_out:
                yield chip
