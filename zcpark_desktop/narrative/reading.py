"""What a chip says: a worded value, or what stands in its way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..evaluate import Evaluation
from ..facts import Gap


@dataclass(frozen=True, slots=True)
class Reading:
    """A chip's answer at this moment.

    Attributes:
        title: what the chip stands for, as the list of chips and messages call it.
        text: the value as it reads in a sentence, with its unit; None where there is none.
        gaps: what is not filled in yet.
        reason: why there is no value although nothing is lacking.
        left_out: the indicator does not stand in the application (exempt, or an incentive that is not claimed).
    """

    title: str
    text: str | None
    gaps: tuple[Gap, ...] = ()
    reason: str = ""
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class Family:
    """Chips that begin with the same word.

    Attributes:
        head: the first word of the chip's name.
        group: the heading in the list of chips.
        grammar: how the name goes on, for the manual.
        read: (evaluation, words after the head) → what the chip says; None where there is no such chip.
        offered: the names, without the head, that the list offers.
    """

    head: str
    group: str
    grammar: str
    read: Callable[[Evaluation, tuple[str, ...]], Reading | None]
    offered: Callable[[Evaluation], Iterator[str]]
