"""The work of collecting that is done beside the window: which files there are, reading them, taking values in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from zcpark_desktop.excel.cells import SheetCells
from zcpark_desktop.excel.foreign import ColumnMapping, Guess
from zcpark_desktop.excel.proposal import Refused
from zcpark_desktop.project import Origin, Project, with_origins, with_values
from zcpark_desktop.rules import Rules
from zcpark_desktop.storage.kept import MAPPINGS, keep, kept

from ..work import Progress
from .decisions import Decisions


@dataclass(frozen=True)
class Collected:
    """What reading some files came to.

    Attributes:
        paths: what each file is called in the proposal → where it lies.
        decisions: what the files would change, and what is to be taken of it.
    """

    paths: dict[str, Path]
    decisions: Decisions


def tables_in(places: Iterable[Path]) -> list[Path]:
    """The files among `places`, and the tables in the folders among them, each once."""
    from zcpark_desktop.excel.collecting import files_in

    found: dict[Path, Path] = {}
    for place in places:
        for path in files_in(place) if place.is_dir() else [place]:
            found.setdefault(path.resolve(), path)
    return list(found.values())


def read(project: Project, rules: Rules, places: Sequence[Path], mappings: Sequence[ColumnMapping],
         earlier: Decisions | None, progress: Progress) -> Collected:
    """Read all tables, and hold them against `project`; `earlier` decisions about them stay.

    Raises:
        Cancelled: the user gave up.
    """
    from zcpark_desktop.excel.collecting import collect
    from zcpark_desktop.excel.reading import names_of

    progress.report(0, "正在查找表格…")
    paths = tables_in(places)

    def tell(number: int, path: Path) -> bool:
        progress.report(number / len(paths), f"正在读取第{number + 1}个，共{len(paths)}个：{path.name}")
        return False

    proposal = collect(project, rules, paths, mappings, tell)
    return Collected(dict(zip(names_of(paths), paths, strict=True)), Decisions(proposal, earlier))


def settled() -> tuple[ColumnMapping, ...]:
    """How foreign lists are read, as the user settled it before.

    Raises:
        StorageError, ValueError: what was kept cannot be read; one sentence.
    """
    from zcpark_desktop.excel.matching import mappings_from_json

    text = kept(MAPPINGS)
    return mappings_from_json(text) if text else ()


def remember(mapping: ColumnMapping) -> None:
    """Keep how a foreign list is read for next time.

    Raises:
        StorageError, ValueError: see `settled`; or it cannot be written.
    """
    from zcpark_desktop.excel.matching import mappings_to_json, with_mapping

    keep(MAPPINGS, mappings_to_json(with_mapping(settled(), mapping)))


def foreign_sheet(path: Path, title: str) -> tuple[SheetCells, str, Guess] | None:
    """The sheet, what it is called, and what it probably is; None where it names no columns.

    Raises:
        UnreadableFile: the file cannot be read any more.
    """
    from zcpark_desktop.excel.foreign import guess
    from zcpark_desktop.excel.reading import read_file

    sheet = next((each for each in read_file(path).sheets if each.title == title), None)
    guessed = guess(sheet) if sheet is not None else None
    return (sheet, f"“{path.name}”" + (f"“{title}”" if title else ""), guessed) if sheet and guessed else None


@dataclass(frozen=True)
class Accepted:
    """What came of taking values in.

    Attributes:
        project: with the values.
        values: how many there are.
        refused: what the project did not take after all, for it does not go together with what was left out.
    """

    project: Project
    values: int
    refused: tuple[Refused, ...]


def accept(decisions: Decisions, origin: Origin) -> Accepted:
    """The project with what was decided to be taken.

    Args:
        origin: who takes it in, and when; each value is given its cell.
    """
    from zcpark_desktop.excel.proposal import checked, edits, sources

    accepted = checked(decisions.accepted())
    before = accepted.project
    after = with_origins(before, with_values(before, edits(accepted)), origin, sources(accepted))
    return Accepted(after, len(accepted.changes), accepted.refused)
