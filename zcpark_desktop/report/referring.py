"""Each table and figure is referred to in the text: the last sentence before it says where to look.

Chapters need not know the numbers of their tables. What no sentence refers to is named at the end of the paragraph that
leads to it; where a section begins with a table, a sentence is put before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .blocks import (
    Block,
    BulletList,
    Content,
    Document,
    Figure,
    Heading,
    Landscape,
    Link,
    NumberedList,
    Paragraph,
    Ref,
    Run,
    Table,
    Text,
)

_BELOW = re.compile("下[表图]")
_LEADING = ("body", "plain")
"""Styles of paragraphs that may refer to what stands below them."""


def with_references(document: Document) -> Document:
    """The document with a bookmark on every captioned table and figure, and a reference to each in the text."""
    return replace(document, blocks=_Referring(document).blocks)


class _Referring:
    def __init__(self, document: Document) -> None:
        blocks = list(document.walk())
        self._known = {run.bookmark for block in blocks for run in _runs(block) if isinstance(run, Ref | Link)}
        self._taken = {mark for block in blocks if (mark := getattr(block, "bookmark", None))}
        self._lead: _Lead | None = None
        made = self._with(document.blocks)
        self._close()
        self.blocks = tuple(made)

    def _with(self, blocks: Sequence[Block]) -> list[Block]:
        made: list[Block] = []
        for block in blocks:
            if isinstance(block, Landscape):
                block = replace(block, blocks=self._turned(block.blocks))
            elif isinstance(block, Heading):
                self._close()
            elif isinstance(block, Paragraph) and block.style in _LEADING:
                self._close()
                if not (isinstance(block.content, str) and "\n" in block.content):  # several paragraphs in one block
                    self._lead = _Lead(made, len(made), block)
            elif isinstance(block, Table | Figure) and block.caption:
                block = self._marked(block)
                self._refer(made, block)
            made.append(block)
        return made

    def _turned(self, blocks: Sequence[Block]) -> tuple[Block, ...]:
        """The blocks of a landscape page; a paragraph on it is finished with it, as its blocks are fixed then."""
        made = self._with(blocks)
        if self._lead is not None and self._lead.place is made:
            self._close()
        return tuple(made)

    def _marked(self, block: Table | Figure) -> Table | Figure:
        if block.bookmark:
            return block
        kind = "table" if isinstance(block, Table) else "figure"
        name = wanted = f"{kind}.{block.caption}"
        number = 1
        while name in self._taken:
            number += 1
            name = f"{wanted}.{number}"
        self._taken.add(name)
        return replace(block, bookmark=name)

    def _refer(self, made: list[Block], block: Table | Figure) -> None:
        assert block.bookmark is not None
        if block.bookmark in self._known:
            return
        if self._lead is None:
            self._lead = _Lead(made, len(made), None)
            made.append(Paragraph(""))
        self._lead.named.append((block.caption, block.bookmark))

    def _close(self) -> None:
        if self._lead is not None:
            self._lead.write()
        self._lead = None


class _Lead:
    """The paragraph that leads to tables and figures: where it stands, and which it has to name."""

    def __init__(self, place: list[Block], at: int, paragraph: Paragraph | None) -> None:
        self.place, self._at, self._paragraph = place, at, paragraph
        self.named: list[tuple[str, str]] = []

    def write(self) -> None:
        """Name them in the paragraph; nothing where there is nothing to name."""
        if not self.named:
            return
        if self._paragraph is None:
            told: list[Run | str] = []
            for position, (caption, bookmark) in enumerate(self.named):
                told += [f"{'；' if position else ''}{caption}见", Ref(bookmark)]
            self.place[self._at] = Paragraph((*told, "。"))
            return
        content = self._paragraph.content
        pieces = (content,) if isinstance(content, str) else tuple(content)
        self.place[self._at] = replace(self._paragraph, content=_extended(pieces, [mark for _, mark in self.named]))


def _extended(pieces: Sequence[Run | str], marks: Sequence[str]) -> tuple[Run | str, ...]:
    """“列于表1-1” for “列于下表”; “…。详见表1-1、图1-1。”; “…如下（见表1-1）：”; “…（见表1-1）” without an end."""
    refs: list[Run | str] = []
    for position, mark in enumerate(marks):
        refs += [*(["、"] if position else []), Ref(mark)]
    last = pieces[-1] if pieces else ""
    if isinstance(last, str) and (below := _BELOW.search(last)):
        return (*pieces[:-1], last[: below.start()], *refs, last[below.end() :])
    text = last.text if isinstance(last, Text) else last
    if isinstance(text, str) and text.rstrip().endswith(("。", "！", "？")):
        return (*pieces, "详见", *refs, "。")
    if isinstance(last, str) and last.rstrip().endswith("："):
        return (*pieces[:-1], last.rstrip()[:-1], "（见", *refs, "）：")
    return (*pieces, "（见", *refs, "）")


def _runs(block: Block) -> Iterator[Run | str]:
    contents: Sequence[Content] = ()
    if isinstance(block, Paragraph):
        contents = (block.content,)
    elif isinstance(block, BulletList | NumberedList):
        contents = block.items
    for content in contents:
        if not isinstance(content, str):
            yield from content
