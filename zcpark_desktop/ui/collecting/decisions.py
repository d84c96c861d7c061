"""What the user decides about a proposal: which values are taken, and which source holds where two differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum

from zcpark_desktop.excel.proposal import Change, Proposal, Source


class Sort(Enum):
    """What a line is: word, and the sign before it."""

    NEW = "新增", "＋"
    CHANGED = "修改", "→"
    CONFLICT = "来源冲突", "⇄"
    REFUSED = "未采用", "✗"
    NOTE = "说明", "i"

    @property
    def word(self) -> str:
        """The sort in a word."""
        return self.value[0]

    @property
    def sign(self) -> str:
        """The sort in a sign."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the preview.

    Attributes:
        place: the field as a reader says it; the sentence of what is not taken.
        change: the value that is offered; None where there is nothing to take.
    """

    sort: Sort
    place: str
    source: Source
    change: Change | None = None

    @property
    def address(self) -> str:
        """The field; empty for what is not taken."""
        return self.change.address if self.change is not None else ""

    @property
    def texts(self) -> tuple[str, str, str, str, str]:
        """Place, old and new value, file, sheet with cell."""
        change, source = self.change, self.source
        return (self.place, change.old_text if change else "", change.new_text if change else "", source.file,
                f"{source.sheet} {source.cell}".strip())


@dataclass
class Counted:
    """What one file brings."""

    offered: int = 0
    taken: int = 0
    refused: int = 0


class Decisions:
    """The lines of a proposal, and what is decided about each.

    Every change is taken until the user leaves it out; a conflict is open, and its field stays as it is, until one of
    its lines is chosen.

    Args:
        earlier: decisions about the same files, to be held on to where they still make sense.
    """

    def __init__(self, proposal: Proposal, earlier: Decisions | None = None) -> None:
        self.proposal = proposal
        self.lines: list[Line] = []
        for change in (*proposal.new, *proposal.changed):
            self.lines.append(Line(Sort.NEW if change.is_new else Sort.CHANGED, change.place, change.source, change))
        for conflict in proposal.conflicts:
            self.lines += [Line(Sort.CONFLICT, each.place, each.source, each) for each in conflict.choices]
        self.lines += [Line(Sort.REFUSED, each.sentence, each.source) for each in proposal.refused]
        self.lines += [Line(Sort.NOTE, each, Source("", "", "")) for each in proposal.notes]
        self._taken = {at for at, line in enumerate(self.lines) if line.sort in (Sort.NEW, Sort.CHANGED)}
        self._rivals: dict[str, list[int]] = {}
        for at, line in enumerate(self.lines):
            if line.sort is Sort.CONFLICT:
                self._rivals.setdefault(line.address, []).append(at)
        self.files: dict[str, Counted] = {}
        for at, line in enumerate(self.lines):
            if line.source.file:
                count = self.files.setdefault(line.source.file, Counted())
                count.offered += line.change is not None
                count.taken += at in self._taken
                count.refused += line.sort is Sort.REFUSED
        if earlier is not None:
            self._hold_on_to(earlier)

    def _hold_on_to(self, earlier: Decisions) -> None:
        decided = {_key(line): at in earlier._taken for at, line in enumerate(earlier.lines) if line.change is not None}
        self.take((at for at, line in enumerate(self.lines) if decided.get(_key(line)) is True), True)
        self.take((at for at, line in enumerate(self.lines) if decided.get(_key(line)) is False), False)

    # -- what is so ------------------------------------------------------------------------------------------------

    def is_taken(self, at: int) -> bool:
        """Whether the value of the line is taken."""
        return at in self._taken

    @property
    def taken(self) -> int:
        """How many values are taken."""
        return len(self._taken)

    @property
    def open_conflicts(self) -> int:
        """How many fields have two sources, and no choice yet."""
        return sum(not any(at in self._taken for at in rivals) for rivals in self._rivals.values())

    def counts(self) -> Counter[Sort]:
        """How many lines there are of each sort; a conflict counts once."""
        counts = Counter(line.sort for line in self.lines)
        if self._rivals:
            counts[Sort.CONFLICT] = len(self._rivals)
        return counts

    def rivals(self, at: int) -> list[int]:
        """The lines that speak of the same field as the conflicting line, itself among them; none for others."""
        line = self.lines[at]
        return self._rivals[line.address] if line.sort is Sort.CONFLICT else []

    # -- deciding --------------------------------------------------------------------------------------------------

    def take(self, lines: Iterable[int], on: bool) -> None:
        """Take the values of the lines, or leave them out; of a conflict's lines the last one holds."""
        for at in lines:
            if self.lines[at].change is None:
                continue
            if on:
                for rival in self.rivals(at):
                    self._set(rival, False)
            self._set(at, on)

    def take_file(self, file: str, on: bool) -> None:
        """Take all that the file brings, or nothing of it; conflicts are decided only by `prefer`."""
        self.take((at for at, line in enumerate(self.lines) if line.source.file == file
                   and not (on and line.sort is Sort.CONFLICT)), on)

    def prefer(self, file: str) -> int:
        """Let the file decide every conflict in which it has a say; how many those are."""
        lines = [at for rivals in self._rivals.values() for at in rivals if self.lines[at].source.file == file]
        self.take(lines, True)
        return len({self.lines[at].address for at in lines})

    def _set(self, at: int, on: bool) -> None:
        if (at in self._taken) != on:
            (self._taken.add if on else self._taken.discard)(at)
            self.files[self.lines[at].source.file].taken += 1 if on else -1

    # -- what comes of it ------------------------------------------------------------------------------------------

    def accepted(self) -> Proposal:
        """The proposal with just what is taken; nothing in it is open."""
        taken = tuple(line.change for at in sorted(self._taken) if (line := self.lines[at]).change is not None)
        return replace(self.proposal, changes=taken, conflicts=(), refused=(), notes=())

    def files_taken(self) -> int:
        """How many files something is taken of."""
        return sum(count.taken > 0 for count in self.files.values())

    def refused_rows(self) -> list[tuple[str, str, str, str]]:
        """What is not taken: file, sheet, cell, sentence."""
        return [(line.source.file, line.source.sheet, line.source.cell, line.place)
                for line in self.lines if line.sort is Sort.REFUSED]


def _key(line: Line) -> tuple[str, Source, str]:
    return line.address, line.source, line.change.new_text if line.change else ""
