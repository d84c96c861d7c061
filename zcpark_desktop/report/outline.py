"""How a document hangs together: sections that vanish where they have nothing to say, and are named in one list.

A chapter returns a `Section`; `headed` turns sections into headings and blocks. A section without blocks of its own or
below it gets no heading, so that a heading always has content, and what it lacks is told by `lacking`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ..facts import Gap
from .blocks import Block, Contents, Figure, Heading, Landscape, ListOfFigures, ListOfTables, Paragraph, Table

HeadingLevel = Literal[1, 2, 3, 4]
_DEEPER: dict[HeadingLevel, HeadingLevel] = {1: 2, 2: 3, 3: 4, 4: 4}


@dataclass(frozen=True, slots=True)
class Section:
    """A titled piece of a document.

    Attributes:
        title: the heading, without its number.
        blocks: what stands under the heading, before the sections below.
        sections: the sections below.
        gaps: what this section would need and the park has not entered.
        numbered: False for forms and attachments.
        new_page: True where it begins a page.
        bookmark: for references to the heading.
        address: the field, list or step that the section mostly speaks of; its blocks take it on.
    """

    title: str
    blocks: Sequence[Block] = ()
    sections: Sequence[Section] = ()
    gaps: Sequence[Gap] = ()
    numbered: bool = True
    new_page: bool = False
    bookmark: str | None = None
    address: str = ""

    @property
    def is_written(self) -> bool:
        """Whether there is anything to read in it."""
        return bool(self.blocks) or any(section.is_written for section in self.sections)


def headed(sections: Iterable[Section], level: HeadingLevel = 1) -> Iterator[Block]:
    """Headings and blocks of the sections that are written, in order; `level` is that of their headings (1 to 4)."""
    for section in sections:
        if section.is_written:
            yield Heading(level, section.title, section.bookmark, section.numbered, section.new_page, section.address)
            yield from (_addressed(block, section.address) for block in section.blocks)
            yield from headed(section.sections, _DEEPER[level])


def _addressed(block: Block, address: str) -> Block:
    match block:
        case Paragraph() | Table() | Figure() if address and not block.address:
            return replace(block, address=address)
        case Landscape() if address:
            return replace(block, blocks=tuple(_addressed(inner, address) for inner in block.blocks))
    return block


def attached(sections: Iterable[Section]) -> tuple[Section, ...]:
    """The sections that are written, as attachments: on pages of their own, and numbered where there are several."""
    written = [section for section in sections if section.is_written]
    numbers = [""] if len(written) == 1 else [str(number) for number in range(1, len(written) + 1)]
    return tuple(replace(section, title=f"附件{number}　{section.title}", numbered=False, new_page=True)
                 for number, section in zip(numbers, written, strict=True))


def opening(blocks: Iterable[Block], depth: Literal[1, 2, 3] = 2) -> tuple[Block, ...]:
    """Contents, and the lists of tables and figures where there are any."""
    flat = [inner for block in blocks for inner in (block.blocks if isinstance(block, Landscape) else (block,))]
    made: list[Block] = [Contents(depth=depth)]
    if any(isinstance(each, Table) and each.caption for each in flat):
        made.append(ListOfTables())
    if any(isinstance(each, Figure) and each.caption for each in flat):
        made.append(ListOfFigures())
    return tuple(made)


def lacking(sections: Iterable[Section]) -> dict[Gap, tuple[str, ...]]:
    """What the sections lack, and the titles of those that ask for it, down to the second level.

    A section that is left out and names no gap of its own lacks its text.
    """
    found: dict[Gap, dict[str, None]] = {}
    for section in sections:
        for gap in section.gaps if section.gaps or section.is_written else _silent(section):
            found.setdefault(gap, {})[section.title] = None
        for part in section.sections:
            for gap in _below(part):
                found.setdefault(gap, {})[part.title] = None
    return {gap: tuple(titles) for gap, titles in found.items()}


def _below(section: Section) -> Iterator[Gap]:
    yield from section.gaps if section.gaps or section.is_written else _silent(section)
    for part in section.sections:
        yield from _below(part)


def _silent(section: Section) -> tuple[Gap, ...]:
    """The gap of a section that says nothing and has nothing below it: its text."""
    return () if section.sections else (Gap(f"“{section.title}”的文字说明", "narratives"),)
