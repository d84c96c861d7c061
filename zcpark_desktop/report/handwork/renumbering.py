"""Numbers the captions of a file anew once sections of another were put into it.

A section that is carried over brings the numbers of its old place, and LibreOffice leaves out of a numbering field by
which chapter it counts and where it begins again: without this, a renewal in Word would give captions wrong numbers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from .parts import STYLES, WordParts
from .sections import W

_SEQUENCE = re.compile(r"\s*SEQ\s+(章|图|表)\b")
_REFERENCE = re.compile(r'\s*REF\s+"?([^\s"\\]+)')
_FIRM = "\u2011"


@dataclass
class _Field:
    """A field within a paragraph: its code and where that stands, its last piece, and the runs that show its result."""

    codes: list[Any] = field(default_factory=list)
    separate: Any = None
    shown: list[Any] = field(default_factory=list)

    @property
    def code(self) -> str:
        return "".join(each.text or "" for each in self.codes)

    def ask(self, code: str) -> None:
        """Change the code."""
        self.codes[0].text = f" {code} "
        for each in self.codes[1:]:
            each.text = ""

    def show(self, text: str) -> None:
        """Change the result, in the look of its first run."""
        if self.separate is None:
            return
        look = next((run.find(f"{W}rPr") for run in (*self.shown, self.separate)), None)
        for run in self.shown:
            run.getparent().remove(run)
        self.shown, after = [], self.separate
        for piece in filter(None, re.split(f"({_FIRM})", text)):
            run = etree.Element(f"{W}r")
            if look is not None:
                run.append(deepcopy(look))
            if piece == _FIRM:
                etree.SubElement(run, f"{W}noBreakHyphen")
            else:
                etree.SubElement(run, f"{W}t").text = piece
            after.addnext(run)
            self.shown.append(run)
            after = run


def renumber(parts: WordParts) -> None:
    """Give chapters, tables and figures the numbers of their places, and references those of what they name."""
    names = ((each, each.find(f"{W}name")) for each in parts.root(STYLES).iter(f"{W}style"))
    first = {
        style.get(f"{W}styleId")
        for style, name in names
        if name is not None and str(name.get(f"{W}val")).lower() == "heading 1"
    }
    labels: dict[str, str] = {}
    references: list[tuple[_Field, str]] = []
    chapter, apart, counts = 0, True, Counter[str]()
    for paragraph in parts.body.iter(f"{W}p"):
        fields = list(_fields(paragraph))
        sequences = [(found[1], each) for each in fields if (found := _SEQUENCE.match(each.code))]
        references += [(each, found[1]) for each in fields if (found := _REFERENCE.match(each.code))]
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val") in first:
            chapters = [each for kind, each in sequences if kind == "章"]
            if chapters or not apart:  # what stands apart (附件) counts on over its own headings
                counts.clear()
            apart, chapter = not chapters, chapter + bool(chapters)
            for each in chapters:
                each.ask("SEQ 章 \\h")
                each.show("")
        elif sequences:
            _number(sequences, chapter, apart, counts)
            labels |= _labels(paragraph)
    for each, name in references:
        if name in labels and labels[name] != _words(each.shown):
            each.show(labels[name])


def _number(sequences: list[tuple[str, _Field]], chapter: int, apart: bool, counts: Counter[str]) -> None:
    """Number one caption; one that staff made by themselves within a chapter is counted and left as it is."""
    own = apart or any(kind == "章" for kind, _ in sequences)
    for kind, each in sequences:
        if kind == "章":
            each.ask("SEQ 章 \\c")
            each.show(str(chapter))
            continue
        counts[kind] += 1
        if own:
            each.ask(f"SEQ {kind} \\* ARABIC" + (" \\r 1" if counts[kind] == 1 else ""))
            each.show(str(counts[kind]))


def _fields(paragraph: Any) -> Iterator[_Field]:
    """The fields that begin and end in a paragraph; of those within others, the inner ones first."""
    started: list[_Field] = []
    for run in list(paragraph.iter(f"{W}r")):
        mark, code = run.find(f"{W}fldChar"), run.find(f"{W}instrText")
        kind = None if mark is None else mark.get(f"{W}fldCharType")
        if kind == "begin":
            started.append(_Field())
        elif started and kind == "separate":
            started[-1].separate = run
        elif started and kind == "end":
            made = started.pop()
            if made.codes:
                yield made
        elif started and code is not None:
            started[-1].codes.append(code)
        elif started and started[-1].separate is not None:
            started[-1].shown.append(run)


def _labels(paragraph: Any) -> dict[str, str]:
    """Bookmark of a caption → the words that it holds."""
    open_marks: dict[str, tuple[str, list[Any]]] = {}
    made: dict[str, str] = {}
    for each in paragraph.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}r"):
        key = each.get(f"{W}id", "")
        if each.tag == f"{W}bookmarkStart":
            open_marks[key] = (each.get(f"{W}name", ""), [])
        elif each.tag == f"{W}bookmarkEnd":
            if key in open_marks:
                name, runs = open_marks.pop(key)
                made[name] = _words(runs)
        else:
            for _, runs in open_marks.values():
                runs.append(each)
    return made


def _words(runs: list[Any]) -> str:
    texts = (each for run in runs for each in run.iter(f"{W}t", f"{W}noBreakHyphen"))
    return "".join(_FIRM if each.tag == f"{W}noBreakHyphen" else each.text or "" for each in texts)
