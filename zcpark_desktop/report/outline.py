"""How a document hangs together: sections that vanish where they have nothing to say, and are named in one list.

A chapter returns a `Section`; `headed` turns sections into headings and blocks. A section without blocks of its own or
below it gets no heading, so that a heading always has content, and what it lacks stands in the list “待补充”.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..facts import Gap
from .blocks import Block, Column, Heading, Paragraph, Table

PENDING = "待补充内容"
_YEAR = re.compile(r"(\d{4})年(.+)")


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
    """

    title: str
    blocks: Sequence[Block] = ()
    sections: Sequence[Section] = ()
    gaps: Sequence[Gap] = ()
    numbered: bool = True
    new_page: bool = False
    bookmark: str | None = None

    @property
    def is_written(self) -> bool:
        """Whether there is anything to read in it."""
        return bool(self.blocks) or any(section.is_written for section in self.sections)


def headed(sections: Iterable[Section], level: int = 1) -> Iterator[Block]:
    """Headings and blocks of the sections that are written, in order; `level` is that of their headings (1 to 4)."""
    for section in sections:
        if section.is_written:
            yield Heading(level, section.title, section.bookmark, section.numbered, section.new_page)  # type: ignore[arg-type]
            yield from section.blocks
            yield from headed(section.sections, level + 1)


def lacking(sections: Iterable[Section]) -> dict[Gap, tuple[str, ...]]:
    """What the sections lack, and the titles of those that ask for it.

    A section that is left out and names no gap of its own lacks its text.
    """
    found: dict[Gap, list[str]] = {}
    for section in sections:
        gaps = tuple(section.gaps)
        below = lacking(section.sections)
        if not section.is_written and not gaps and not below:
            gaps = (Gap(f"“{section.title}”的文字说明", "narratives"),)
        for gap in gaps:
            found.setdefault(gap, []).append(section.title)
        for gap, titles in below.items():
            found.setdefault(gap, []).extend(titles)
    return {gap: tuple(dict.fromkeys(titles)) for gap, titles in found.items()}


def pending(sections: Iterable[Section], title: str = "附件　" + PENDING) -> Section:
    """The one list of what is still to be entered; not written where nothing is."""
    rows = [(str(position), what, "；".join(titles))
            for position, (what, titles) in enumerate(_merged(lacking(sections)).items(), 1)]
    if not rows:
        return Section(title, numbered=False, new_page=True)
    columns = (Column("序号", align="center", weight=0.8), Column("待补充内容", weight=6), Column("用于", weight=4))
    lead = Paragraph(f"以下{len(rows)}项尚未填写，正文中与之有关的内容暂未列出；补充后重新导出即可。")
    return Section(title, (lead, Table(columns, rows, caption=PENDING, dense=True)), numbered=False, new_page=True)


def _merged(gaps: dict[Gap, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The gaps as sentences, those that differ by their year only in one: “2022年、2023年能源平衡表”."""
    years: dict[str, list[str]] = {}
    titles: dict[str, list[str]] = {}
    for gap, places in gaps.items():
        match = _YEAR.fullmatch(gap.sentence)
        what = match[2] if match else gap.sentence
        years.setdefault(what, [])
        if match and match[1] not in years[what]:
            years[what].append(match[1])
        titles.setdefault(what, []).extend(places)
    return {"、".join(f"{year}年" for year in sorted(years[what])) + what: tuple(dict.fromkeys(places))
            for what, places in titles.items()}
