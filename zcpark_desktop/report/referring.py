"""Every table and figure is referred to: where a chapter names it nowhere, a sentence before it does.

A sentence joins the paragraph that leads to the tables, or makes one of its own where none does. Forms and attachments
(unnumbered headings) are left as they are: there the heading itself names what follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from .blocks import Block, Content, Document, Figure, Heading, Landscape, Paragraph, Ref, Run, Table

_MOST_NAMED = 3
"""So many captions are told in clauses of their own; more of them are listed, and their numbers after them."""


def with_references(document: Document) -> Document:
    """The document with a reference to each captioned table and figure, which all have a bookmark then."""
    pointed = {run.bookmark for content in _contents(document.blocks) for run in content if isinstance(run, Ref)}
    return replace(document, blocks=tuple(_Pointer(pointed).through(document.blocks)))


def _contents(blocks: Iterable[Block]) -> Iterator[Sequence[Run | str]]:
    for block in blocks:
        if isinstance(block, Landscape):
            yield from _contents(block.blocks)
        elif isinstance(block, Paragraph):
            yield _runs(block.content)
        elif isinstance(block, Table):
            yield from (_runs(cell.content) for cell in block.cells())


def _runs(content: Content) -> tuple[Run | str, ...]:
    return (content,) if isinstance(content, str) else tuple(content)


@dataclass(frozen=True, slots=True)
class _Turn:
    """Where landscape pages begin or end."""

    begins: bool


class _Pointer:
    """Walks the blocks, and tells of tables and figures in the paragraph before them."""

    def __init__(self, pointed: set[str]) -> None:
        self._pointed = pointed
        self._bookmarks: set[str] = set()
        self._title = ""
        self._numbered = True
        self._made: list[Block | _Turn] = []
        self._waiting: list[tuple[str, str]] = []  # what a caption is called in a sentence, and its bookmark
        self._first = 0  # where the first of them stands

    def through(self, blocks: Iterable[Block]) -> Iterator[Block]:
        for block in _flat(blocks):
            match block:
                case Table() | Figure():
                    self._made.append(self._marked(block) if block.caption else block)
                case _Turn():
                    self._made.append(block)
                case _:
                    self._tell()
                    self._made.append(block)
                    if isinstance(block, Heading):
                        self._title = block.text.rsplit("　", 1)[-1]
                        self._numbered = block.numbered if block.level == 1 else self._numbered
        self._tell()
        return _turned(self._made)

    def _marked(self, block: Table | Figure) -> Table | Figure:
        """The block with a bookmark; it waits to be told of, unless it is referred to already."""
        mark = block.bookmark or self._new_mark("table" if isinstance(block, Table) else "figure", block.caption)
        if self._numbered and mark not in self._pointed:
            if not self._waiting:
                self._first = len(self._made)
            self._waiting.append((self._called(block.caption), mark))
        return replace(block, bookmark=mark)

    def _new_mark(self, kind: str, caption: str) -> str:
        marks = (f"{kind}.{caption}{f'.{number}' if number > 1 else ''}" for number in count(1))
        mark = next(mark for mark in marks if mark not in self._bookmarks)
        self._bookmarks.add(mark)
        return mark

    def _called(self, caption: str) -> str:
        """The caption in a sentence under its heading, which need not be said again."""
        if caption == self._title:
            return "具体"
        rest = caption.removeprefix(self._title)
        return rest if len(rest) > 2 and rest[0] not in "（及的和与、" else caption

    def _tell(self) -> None:
        """Writes the sentence for what waits."""
        if not self._waiting:
            return
        waiting, self._waiting = self._waiting, []
        at = self._first - 1
        while at >= 0 and isinstance(self._made[at], Table | Figure | _Turn):
            at -= 1
        lead = self._made[at] if at >= 0 else None
        if isinstance(lead, Paragraph) and _words(lead).endswith("。") and lead.style == "body":
            if _words(lead).startswith("下列") and len(waiting) == 1 and isinstance(lead.content, str):
                self._made[at] = replace(lead, content=(f"{lead.content[:-1]}，见", Ref(waiting[0][1]), "。"))
            else:
                self._made[at] = replace(lead, content=(*_runs(lead.content), *_sentence(waiting)))
        else:
            self._made.insert(self._first, Paragraph(_sentence(waiting)))


def _words(paragraph: Paragraph) -> str:
    return "".join(run if isinstance(run, str) else getattr(run, "text", "") for run in _runs(paragraph.content))


def _flat(blocks: Iterable[Block]) -> Iterator[Block | _Turn]:
    for block in blocks:
        if isinstance(block, Landscape):
            yield from (_Turn(True), *block.blocks, _Turn(False))
        else:
            yield block


def _turned(blocks: Iterable[Block | _Turn]) -> Iterator[Block]:
    page: list[Block] | None = None
    for block in blocks:
        if isinstance(block, _Turn):
            if page is not None:
                yield Landscape(tuple(page))
            page = [] if block.begins else None
        elif page is None:
            yield block
        else:
            page.append(block)


def _sentence(found: Sequence[tuple[str, str]]) -> tuple[Run | str, ...]:
    """“甲见表1-1；乙见图1-1。”; for many “甲、乙、丙和丁分别见表1-1、表1-2、表1-3和表1-4。”."""
    if len(found) <= _MOST_NAMED:
        made: list[Run | str] = []
        for name, mark in found:
            made += [f"{'；' if made else ''}{name}见", Ref(mark)]
        return (*made, "。")
    names = [re.sub("[、，]", "及", name) for name, _ in found]
    made = [f"{'、'.join(names[:-1])}和{names[-1]}，分别见"]
    for at, (_, mark) in enumerate(found):
        made += ["" if not at else "和" if at == len(found) - 1 else "、", Ref(mark)]
    return (*(run for run in made if run != ""), "。")
