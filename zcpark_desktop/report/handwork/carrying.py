"""Carries sections of an old file into a new one as they are: their XML, with styles, lists, pictures and charts.

What cannot be carried without harm is not: the section stays as the new export has it, and the sentence says why.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from .adapting import Adapted, unlink_dead_references
from .parts import WordParts
from .renumbering import renumber
from .sections import Section, W, sections_of

_BEFORE_NUMBERING = [f"{W}{name}" for name in (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")]  # fmt: skip


class CannotCarry(ValueError):
    """A section cannot be carried over; `str()` says why, as part of a Chinese sentence."""


def carry(new: WordParts, old: WordParts, ids: Sequence[str]) -> dict[str, str]:
    """Put the old file's sections in the place of the new one's; for each that stays as it is new, why."""
    adapted = Adapted(new, old)
    refused: dict[str, str] = {}
    for each in ids:
        mine, yours = _section(new, each), _section(old, each)
        try:
            if mine is None:
                raise CannotCarry("新文件中已没有这一节")
            _replace(mine, yours, adapted)
        except CannotCarry as error:
            refused[each] = str(error)
    unlink_dead_references(new.body)
    renumber(new)
    return refused


def _section(parts: WordParts, wanted: str) -> Section | None:
    return next((section for section in sections_of(parts.body) if section.id == wanted), None)


def _replace(mine: Section, yours: Section | None, adapted: Adapted) -> None:
    """Put the elements of one section in the place of another's; nothing for one that was taken out."""
    made = [] if yours is None else [deepcopy(each) for each in yours.elements]
    pages = _page_ends(mine.elements)
    if len(pages) != len(_page_ends(made)):
        raise CannotCarry("其中的分节（横向页面）与新文件不同")
    if any(True for each in made for _ in each.iter(f"{W}endnoteReference", f"{W}altChunk", f"{W}object")):
        raise CannotCarry("其中有尾注、嵌入的对象或文档")
    _clear(made)
    adapted.adapt(made)
    _use_pages_and_number(mine, made, pages)
    body = mine.elements[0].getparent()
    _leave_page_to(mine.elements[-1].getnext(), made)
    at = body.index(mine.elements[0])
    for each in mine.elements:
        body.remove(each)
    _settle_bookmarks(body, made)
    _settle_drawings(body, made)
    for offset, each in enumerate(made):
        body.insert(at + offset, each)


def _page_ends(elements: Sequence[Any]) -> list[Any]:
    return [end for each in elements for end in each.iter(f"{W}sectPr")]


def _heading(elements: Sequence[Any]) -> Any | None:
    return next((each for each in elements if each.tag == f"{W}p"), None)


def _clear(made: Sequence[Any]) -> None:
    """Take out what is the new file's: page set-up, and the heading's number, which would count from one again."""
    for end in _page_ends(made):
        for child in list(end):
            end.remove(child)
    head = _heading(made)
    number = None if head is None else head.find(f"{W}pPr/{W}numPr")
    if number is not None:
        number.getparent().remove(number)


def _use_pages_and_number(mine: Section, made: Sequence[Any], pages: Sequence[Any]) -> None:
    for end, page in zip(_page_ends(made), pages, strict=True):
        end.getparent().replace(end, deepcopy(page))
    head, due = _heading(made), _heading(mine.elements)
    number = None if due is None else due.find(f"{W}pPr/{W}numPr")
    settings = None if head is None else head.find(f"{W}pPr")
    if number is not None and settings is not None:
        before = sum(1 for child in settings if child.tag in _BEFORE_NUMBERING)
        settings.insert(before, deepcopy(number))


def _leave_page_to(following: Any | None, made: Sequence[Any]) -> None:
    """Take a page break off the end where what follows breaks the page by itself: a blank page would come between.

    LibreOffice saves the break before a heading as one at the end of the paragraph above.
    """
    if following is None or following.find(f"{W}pPr/{W}pageBreakBefore") is None or not made:
        return
    for run in reversed(list(made[-1].iter(f"{W}r"))):
        pieces = [each for each in run if each.tag != f"{W}rPr"]
        if any(each.tag != f"{W}br" or each.get(f"{W}type") != "page" for each in pieces):
            return
        run.getparent().remove(run)


def _settle_bookmarks(body: Any, made: Sequence[Any]) -> None:
    """Numbers that are free; no bookmark that the rest of the document has, or that crosses the section's ends."""
    taken = {each.get(f"{W}name") for each in body.iter(f"{W}bookmarkStart")}
    numbers = [int(each.get(f"{W}id", "0")) for each in body.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")]
    free = max(numbers, default=0) + 1
    starts = {each.get(f"{W}id"): each for element in made for each in element.iter(f"{W}bookmarkStart")}
    ends = {each.get(f"{W}id"): each for element in made for each in element.iter(f"{W}bookmarkEnd")}
    for key in dict.fromkeys((*starts, *ends)):
        start, end = starts.get(key), ends.get(key)
        if start is None or end is None or start.get(f"{W}name") in taken:
            for each in (start, end):
                if each is not None and each.getparent() is not None:
                    each.getparent().remove(each)
        else:
            start.set(f"{W}id", str(free))
            end.set(f"{W}id", str(free))
            free += 1


def _settle_drawings(body: Any, made: Sequence[Any]) -> None:
    free = max((int(each.get("id", "0")) for each in body.iter("{*}docPr")), default=0) + 1
    for element in made:
        for each in element.iter("{*}docPr"):
            each.set("id", str(free))
            free += 1
