"""What files would change, before anything changes: new, changed, refused, and what two sources say differently."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from zcpark_desktop.forms.edits import Edit, with_missing_years
from zcpark_desktop.project import Address, NoSuchAddress, Project, ProjectError, with_values
from zcpark_desktop.project.fields import Row

from .values import Values


@dataclass(frozen=True)
class Source:
    """A cell of a file."""

    file: str
    sheet: str
    cell: str

    def __str__(self) -> str:
        sheet = f"“{self.sheet}”" if self.sheet else ""
        return f"“{self.file}”{sheet}{self.cell}"


@dataclass(frozen=True)
class Change:
    """A value that a file has and the project has not.

    Attributes:
        place: the field as a reader says it.
        old, new: the values; `old_text` is empty for a field not filled in yet.
        row_is_new: the row that it stands in is new too.
    """

    address: Address
    place: str
    old: Any
    new: Any
    old_text: str
    new_text: str
    source: Source
    row_is_new: bool = False

    @property
    def is_new(self) -> bool:
        """Nothing is replaced."""
        return not self.old_text

    def __str__(self) -> str:
        before = f"{self.old_text} → " if self.old_text else ""
        return f"{self.place}：{before}{self.new_text}（{self.source}）"


@dataclass(frozen=True)
class Conflict:
    """A field for which files have different values, none of which the project has; the user decides.

    A file that merely repeats the project's value contradicts nobody: templates go out filled in.
    """

    address: Address
    place: str
    choices: tuple[Change, ...]

    def __str__(self) -> str:
        return f"{self.place}：" + "；".join(f"{each.new_text}（{each.source}）" for each in self.choices)


@dataclass(frozen=True)
class Refused:
    """A cell, sheet or file that is not taken, with a Chinese sentence."""

    source: Source
    sentence: str

    def __str__(self) -> str:
        return f"{self.source}：{self.sentence}"


@dataclass(frozen=True)
class Proposal:
    """What collecting some files into `project` comes to.

    Attributes:
        changes: values to put in, each with its one source.
        conflicts: fields to be decided first.
        refused: what cannot be taken.
        added: list → rows that are not there yet (blank; the values stand in `changes`).
        same: cells that agree with the project.
        notes: what was left aside, in Chinese sentences.
        files: how many files were read.
    """

    project: Project
    changes: tuple[Change, ...]
    conflicts: tuple[Conflict, ...]
    refused: tuple[Refused, ...]
    added: Mapping[Address, tuple[Row, ...]]
    same: int
    notes: tuple[str, ...]
    files: int

    @property
    def new(self) -> tuple[Change, ...]:
        """Values for fields not filled in yet."""
        return tuple(change for change in self.changes if change.is_new)

    @property
    def changed(self) -> tuple[Change, ...]:
        """Values in place of others."""
        return tuple(change for change in self.changes if not change.is_new)

    def summary(self) -> str:
        """The counts in one sentence."""
        return (f"读取{self.files}个文件：新增{len(self.new)}格，修改{len(self.changed)}格，相同{self.same}格，"
                f"未采用{len(self.refused)}处，来源冲突{len(self.conflicts)}处。")


def edits(proposal: Proposal, decisions: Mapping[Address, int] | None = None) -> list[Edit]:
    """The edits that accept `proposal`, to be made in one step.

    Args:
        decisions: for each conflict that was decided, which of its choices holds; fields left undecided stay as
            they are.
    """
    return _edits(proposal.project, _taken(proposal, decisions), proposal.added)


def _taken(proposal: Proposal, decisions: Mapping[Address, int] | None) -> list[Change]:
    decided = decisions or {}
    return [*proposal.changes, *(conflict.choices[decided[conflict.address]] for conflict in proposal.conflicts
                                 if conflict.address in decided)]


def sources(proposal: Proposal, decisions: Mapping[Address, int] | None = None) -> dict[Address, Source]:
    """The cell that each value of `edits` is read from; kept as the values' origins when they are accepted."""
    return {change.address: change.source for change in _taken(proposal, decisions)}


def _edits(project: Project, changes: Iterable[Change], added: Mapping[Address, tuple[Row, ...]]) -> list[Edit]:
    wanted = [(change.address, change.new) for change in changes]
    addresses = {address for address, _ in wanted}
    values = Values(project)
    lists: list[Edit] = []
    for list_address, rows in added.items():
        start = f"{list_address}/"
        keys = {address[len(start):].split("/", 1)[0] for address in addresses if address.startswith(start)}
        new = [row for row in rows if row.key in keys]
        if new:
            lists.append((list_address, (*values.list_rows(list_address).values(), *new)))
    return with_missing_years(project, wanted, lists)


def checked(proposal: Proposal) -> Proposal:
    """`proposal` without the changes that the project itself refuses (years out of order, and the like)."""
    kept: list[Change] = []
    refused: list[Refused] = []

    def try_all(changes: tuple[Change, ...]) -> None:
        try:
            with_values(proposal.project, _edits(proposal.project, [*kept, *changes], proposal.added))
        except (ProjectError, NoSuchAddress) as error:
            if len(changes) == 1:
                refused.append(Refused(changes[0].source, str(error)))
                return
            half = len(changes) // 2
            try_all(changes[:half])
            try_all(changes[half:])
        else:
            kept.extend(changes)

    if proposal.changes:
        try_all(proposal.changes)
    return replace(proposal, changes=tuple(kept), refused=(*proposal.refused, *refused)) if refused else proposal
