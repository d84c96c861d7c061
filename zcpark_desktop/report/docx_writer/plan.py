"""What must be known before the first paragraph is written: numbers, labels and about which page each stands on.

Contents and references point forward, so the document is walked once to number it. Page numbers of the contents are an
estimate from the grid of 22 lines by 28 characters: fields that Word corrects when the contents are renewed (F9).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Set
from dataclasses import dataclass, field

from zcpark_desktop.report import blocks as b
from zcpark_desktop.report.docx_writer.layout import Fits, Pages, Sheet
from zcpark_desktop.report.docx_writer.text import chinese_number, clean


class BookmarkError(ValueError):
    """Two blocks carry the same bookmark, or a reference names one that no block carries."""


@dataclass(slots=True)
class Entry:
    """A heading or caption: its label (一、 or 表1-2), text, and the bookmark of its line in the contents."""

    kind: str
    label: str
    text: str
    mark: str
    level: int = 0
    chapter: int = 0
    page: int = 0


@dataclass(slots=True)
class Target:
    """What a reference to a bookmark shows, and the bookmark's name in Word."""

    name: str
    shown: str
    page: int


@dataclass(slots=True)
class Plan:
    """The numbered document: entries in reading order, and the targets of references."""

    entries: list[Entry] = field(default_factory=list)
    targets: dict[str, Target] = field(default_factory=dict)
    fits: Fits = field(default_factory=Fits)

    def target(self, bookmark: str) -> Target:
        """The target of a reference.

        Raises:
            BookmarkError: no block carries the bookmark.
        """
        try:
            return self.targets[bookmark]
        except KeyError:
            raise BookmarkError(f"文档中没有书签“{bookmark}”，无法引用。") from None

    def of_kind(self, kind: str) -> list[Entry]:
        """Entries of one kind: heading, 表 or 图 (unnumbered chapters' captions, 附表 and 附图, included)."""
        return [entry for entry in self.entries if entry.kind == kind]


def plan(document: b.Document, sheet: Sheet | None = None) -> Plan:
    """Numbers the headings and captions of a document and estimates their pages, those of GB/T 9704 or of the sheet.

    Raises:
        BookmarkError: two blocks carry the same bookmark.
    """
    made = Plan()
    counts = _Counts()
    pages = Pages(made.fits, sheet)
    body_starts = front_length(document.blocks)
    for index, block in enumerate(document.blocks):
        if index == body_starts:
            pages.restart()
        landscape = isinstance(block, b.Landscape)
        if landscape:
            pages.turn(True)
        for inner in block.blocks if isinstance(block, b.Landscape) else (block,):
            _number(inner, made, counts, pages)
        if landscape:
            pages.turn(False)
    return made


def with_turned_headings(blocks: Iterable[b.Block]) -> tuple[b.Block, ...]:
    """The blocks, what leads to a landscape page moved onto it: it would stand alone on a page.

    That is the sentence that refers to its tables, and headings straight before.
    """
    made: list[b.Block] = []
    for block in blocks:
        if isinstance(block, b.Landscape):
            leads: list[b.Block] = []
            marks = {each.bookmark for each in block.blocks if isinstance(each, b.Table | b.Figure)}
            if made and isinstance(made[-1], b.Paragraph) and _refers(made[-1].content, marks):
                leads.append(made.pop())
            while made and isinstance(made[-1], b.Heading):
                leads.insert(0, made.pop())
            block = b.Landscape((*leads, *block.blocks))
        made.append(block)
    return tuple(made)


def _refers(content: b.Content, marks: Set[str | None]) -> bool:
    return not isinstance(content, str) and any(isinstance(run, b.Ref) and run.bookmark in marks for run in content)


def front_length(blocks: Iterable[b.Block]) -> int:
    """How many blocks come before the body: those up to the last contents or list; else the cover; else none."""
    last = 0
    for index, block in enumerate(blocks, start=1):
        if isinstance(block, b.Contents | b.ListOfTables | b.ListOfFigures) or (
            index == 1 and isinstance(block, b.Cover)
        ):
            last = index
    return last


def _number(block: b.Block, made: Plan, counts: _Counts, pages: Pages) -> None:
    page = pages.place(block)
    match block:
        case b.Heading():
            label = counts.heading(block)
            entry = Entry(
                "heading", label, clean(block.text), f"_Toc{len(made.entries) + 1:06}", block.level, page=page
            )
            made.entries.append(entry)
            _aim(made, block.bookmark, entry.text, page)
        case b.Table() | b.Figure():
            if block.caption:
                kind = "表" if isinstance(block, b.Table) else "图"
                label, chapter = counts.caption(kind)
                mark = f"_Toc{len(made.entries) + 1:06}"
                made.entries.append(Entry(kind, label, clean(block.caption), mark, chapter=chapter, page=page))
                _aim(made, block.bookmark, label, page)
            elif block.bookmark:
                raise BookmarkError(f"书签“{block.bookmark}”所在的表或图没有题注，无法引用。")
            if isinstance(block, b.Table):
                for cell in block.cells():
                    _aim(made, cell.bookmark, plain(cell.content), page)
        case b.Paragraph():
            _aim(made, block.bookmark, plain(block.content), page)
        case b.Equation():
            _aim(made, block.bookmark, "公式", page)


def _aim(made: Plan, bookmark: str | None, shown: str, page: int) -> None:
    if bookmark is None:
        return
    if bookmark in made.targets:
        raise BookmarkError(f"书签“{bookmark}”在文档中出现两次，引用无法区分。")
    made.targets[bookmark] = Target(word_name(bookmark), shown, page)


def word_name(bookmark: str) -> str:
    """The bookmark as Word allows it: letters, digits and underscores, at most 40, no digit first; unique."""
    name = re.sub(r"\W", "_", bookmark)
    if name == bookmark and len(name) <= 40 and not name[0].isdigit():
        return name
    return f"z_{name[:28]}_{hashlib.sha256(bookmark.encode()).hexdigest()[:8]}"


def plain(content: b.Content) -> str:
    """The words of a content, without notes and references."""
    if isinstance(content, str):
        return content
    return "".join(
        run if isinstance(run, str) else run.text for run in content if isinstance(run, str | b.Text | b.Link)
    )


class _Counts:
    """Running numbers of headings and captions."""

    def __init__(self) -> None:
        self._levels = [0, 0, 0, 0]
        self._numbered = True
        self._captions: dict[str, int] = {}

    def heading(self, block: b.Heading) -> str:
        if not block.numbered:
            if block.level == 1:
                self._numbered = False
            return ""
        level = block.level - 1
        self._levels[level] += 1
        self._levels[level + 1 :] = [0] * (3 - level)
        if level == 0:
            self._numbered = True
            self._captions.pop("表", None)
            self._captions.pop("图", None)
        number = self._levels[level]
        return (f"{chinese_number(number)}、", f"（{chinese_number(number)}）", f"{number}.", f"（{number}）")[level]

    def caption(self, kind: str) -> tuple[str, int]:
        """The label of the next caption, and the chapter that it counts in (0: none)."""
        chapter = self._levels[0]
        if chapter and not self._numbered:
            kind, chapter = "附" + kind, 0
        number = self._captions[kind] = self._captions.get(kind, 0) + 1
        return (f"{kind}{chapter}-{number}" if chapter else f"{kind}{number}"), chapter
