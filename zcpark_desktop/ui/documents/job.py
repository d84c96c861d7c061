"""The export itself: document after document on a thread, each file whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from zcpark_desktop.report import KINDS, Documents, edited, export, file_name

from ..work import Cancelled, Progress

if TYPE_CHECKING:
    from zcpark_desktop.report.handwork import Edited


@dataclass
class Outcome:
    """How far an export got.

    Attributes:
        left: the kinds that are still to be written.
        written: kind → file.
        not_needed: kinds that this park has no need of.
        held: the kind whose file is open elsewhere, and the sentence that says so.
        cancelled: the user gave up.
        told: what became of files that were changed by hand.
        differs: what reading the files back found; None where they were not read.
    """

    left: list[str]
    written: dict[str, Path] = field(default_factory=dict)
    not_needed: list[str] = field(default_factory=list)
    held: tuple[str, str] | None = None
    cancelled: bool = False
    told: list[str] = field(default_factory=list)
    differs: list[str] | None = None


@dataclass(frozen=True)
class Order:
    """What is to be exported, as it was when the user asked for it.

    Attributes:
        documents: composed once, for looking for handwork, writing and reading back.
        suffixes: kind → what its file's name gets added.
        over: kind whose file was changed by hand → the ids of the sections that are to be kept.
    """

    documents: Documents
    folder: Path
    template: Path | None = None
    suffixes: Mapping[str, str] = field(default_factory=dict)
    over: Mapping[str, Sequence[str]] = field(default_factory=dict)


def write(order: Order, outcome: Outcome, progress: Progress) -> Outcome:
    """Write what is left, and note in `outcome` how far that got; a file in use ends it.

    Raises:
        UnusableTemplate, UnusablePicture, FontMissing: one sentence.
        OSError: the disk is full or not to be written.
    """
    from zcpark_desktop.report.docx_writer import FileInUse

    total = len(outcome.left) + len(outcome.written) + len(outcome.not_needed)
    while outcome.left:
        kind = outcome.left[0]
        try:
            progress.report((total - len(outcome.left)) / total, f"正在生成《{KINDS[kind]}》…")
            files = export(
                order.documents,
                order.folder,
                only=kind,
                template=order.template,
                suffixes=order.suffixes,
                over=order.over,
                along=(*outcome.written, *outcome.left),
                told=outcome.told.append,
            )
        except Cancelled:
            outcome.cancelled = True
            return outcome
        except FileInUse as error:
            outcome.held = (kind, str(error))
            return outcome
        outcome.left.pop(0)
        if files:
            outcome.written[kind] = files[0]
        else:
            outcome.not_needed.append(kind)
    return outcome


def edited_there(order: Order, kinds: Sequence[str], progress: Progress) -> dict[str, list[Edited]]:
    """Kind → the sections of its file in the folder that were changed by hand."""
    found: dict[str, list[Edited]] = {}
    for done, kind in enumerate(kinds):
        progress.report(done / len(kinds), f"正在比对已有的《{KINDS[kind]}》…")
        found |= edited(order.documents, order.folder, [kind])
    return found


def read_back(order: Order, outcome: Outcome, progress: Progress) -> Outcome:
    """Read the written files back, and note in `outcome` what differs from the project."""
    from zcpark_desktop.report.reading_back import UnreadableWordFile, read_back

    found: list[str] = []
    for done, (kind, path) in enumerate(outcome.written.items()):
        progress.report(done / len(outcome.written), f"正在回读核对《{KINDS[kind]}》…")
        try:
            found += [difference.sentence for difference in read_back([path], order.documents)]
        except (UnreadableWordFile, OSError) as error:
            found.append(str(error) if isinstance(error, UnreadableWordFile) else f"无法回读“{path.name}”；请重新导出。")
    outcome.differs = found
    return outcome


def existing(kinds: Sequence[str], folder: Path) -> list[str]:
    """The kinds whose files are in the folder already."""
    return [kind for kind in kinds if (folder / file_name(kind)).exists()]


def free_place(folder: Path) -> Path:
    """A name for a package beside the folder of the documents, of which neither folder nor archive is there yet."""
    name = folder.name.removesuffix("申报文件").strip() or folder.name
    number, place = 1, folder.with_name(f"{name} 申报包")
    while place.exists() or place.with_name(f"{place.name}.zip").exists():
        number += 1
        place = folder.with_name(f"{name} 申报包（{number}）")
    return place


def free_suffix(kind: str, folder: Path) -> str:
    """The first of （2）, （3） … with which the kind's file is not there yet."""
    number = 2
    while (folder / file_name(kind, f"（{number}）")).exists():
        number += 1
    return f"（{number}）"
