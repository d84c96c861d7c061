"""What files would change, before anything changes: new, changed, refused, and what two sources say differently."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from zcpark_desktop.forms.edits import Edit, with_missing_years
from zcpark_desktop.project import Address, NoSuchAddress, Project, ProjectError, with_values
from zcpark_desktop.project.declared import Declared, stands_alone
from zcpark_desktop.project.entry import Offered, shown
from zcpark_desktop.project.fields import Row

from .cells import cell_name
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


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a sheet, which its cells share.

    Attributes:
        place: the row as a reader says it.
        is_new: the project has no such row yet.
    """

    file: str
    sheet: str
    place: str
    is_new: bool


@dataclass(slots=True, eq=False)
class Change:
    """A value that a file has and the project has not. Put into words when asked: there may be hundreds of thousands.

    Attributes:
        line, row, column: where it was read, counted from zero.
        field, offered: what is declared of it, and what it may choose from.
        old, new: the values.
        texts: old and new as they are said, where the field's own way does not do.
        written: what the file has, with its unit, where that is not the field's own.
    """

    address: Address
    line: Line
    row: int
    column: int
    field: Declared
    offered: Offered
    old: Any
    new: Any
    texts: tuple[str, str] | None = None
    written: str = ""

    @property
    def place(self) -> str:
        """The field as a reader says it."""
        return f"{self.line.place} {self.field.title}" if self.line.place else self.field.title

    @property
    def source(self) -> Source:
        """The cell."""
        return Source(self.line.file, self.line.sheet, cell_name(self.row, self.column))

    @property
    def row_is_new(self) -> bool:
        """The row that it stands in is new too."""
        return self.line.is_new

    @property
    def is_new(self) -> bool:
        """Nothing is replaced."""
        return self.old is None or self.old == "" or self.old == ()

    @property
    def old_text(self) -> str:
        """The old value as it is read; empty for a field not filled in yet."""
        if self.is_new:
            return ""
        return self.texts[0] if self.texts else shown(self.old, self.field, self.offered)

    @property
    def new_text(self) -> str:
        """The new value as it is read."""
        return self.texts[1] if self.texts else shown(self.new, self.field, self.offered)

    def __str__(self) -> str:
        before = f"{self.old_text} → " if self.old_text else ""
        unit = f"{self.field.unit}，原表为{self.written}" if self.written else ""
        return f"{self.place}：{before}{self.new_text}{unit}（{self.source}）"


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
        """The counts in one sentence; what was converted, assumed or left aside is to be read before it is taken."""
        notes = f"；另有{len(self.notes)}条说明，请先查看" if self.notes else ""
        return (f"读取{self.files}个文件：新增{len(self.new)}格，修改{len(self.changed)}格，相同{self.same}格，"
                f"未采用{len(self.refused)}处，来源冲突{len(self.conflicts)}处{notes}。")


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
    """`proposal` without the changes that the project itself refuses (years out of order, and the like).

    A value that fits its own field, as each does by now, is refused only where others beside it have a say.
    """
    kept: list[Change] = []
    refused: list[Refused] = []

    def try_all(changes: Sequence[Change]) -> None:
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

    doubtful = [change for change in proposal.changes if not stands_alone(change.field.pattern)]
    if doubtful:
        try_all(doubtful)
    if not refused:
        return proposal
    gone = {id(change) for change in doubtful} - {id(change) for change in kept}
    return replace(proposal, changes=tuple(change for change in proposal.changes if id(change) not in gone),
                   refused=(*proposal.refused, *refused))
