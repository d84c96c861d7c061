"""The sections of a Word file by their marks, and which of them are no longer as they were exported."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from ..docx_writer.section_marks import MARK, START, digest_of, listed

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_RENEWED = ("REF", "PAGEREF", "NOTEREF", "SEQ", "TOC", "PAGE", "NUMPAGES", "STYLEREF")
"""Fields that programs renew by themselves: their results are no words of the section."""


@dataclass(frozen=True)
class Edited:
    """A section that was changed by hand: its id, its heading now, and whether it was taken out altogether."""

    id: str
    title: str
    removed: bool = False


@dataclass
class Section:
    """A section of a Word file: the elements of the body from its heading to the next one's."""

    id: str
    exported: str
    elements: list[Any]

    @property
    def title(self) -> str:
        """The heading's words."""
        if self.elements[0].tag == f"{W}bookmarkStart":
            return START
        return words_of([self.elements[0]]).strip()

    @property
    def is_edited(self) -> bool:
        """Whether its words are others than those that were exported."""
        return digest_of(words_of(self.elements)) != self.exported


def sections_of(body: Any) -> list[Section]:
    """The sections of a w:body in order; what stands before the first mark belongs to none."""
    made: list[Section] = []
    for child in body:
        if child.tag == f"{W}sectPr":
            continue
        mark = _mark_in(child)
        if mark is not None and mark[1] not in {section.id for section in made}:
            made.append(Section(mark[1], mark[2], []))
        if made:
            made[-1].elements.append(child)
    return made


def _mark_in(element: Any) -> re.Match[str] | None:
    for start in element.iter(f"{W}bookmarkStart"):
        found = MARK.fullmatch(start.get(f"{W}name", ""))
        if found:
            return found
    return None


def words_of(elements: list[Any]) -> str:
    """The words in elements, without those of fields that programs renew, of deletions and of doubles."""
    reader = _Reader()
    for element in elements:
        reader.read(element)
    return "".join(reader.said)


class _Reader:
    def __init__(self) -> None:
        self.said: list[str] = []
        self._fields: list[str] = []

    def read(self, element: Any) -> None:
        for child in element:
            tag = child.tag
            if tag in (f"{W}t", f"{_M}t"):
                self._say(child.text or "")
            elif tag == f"{W}noBreakHyphen":
                self._say("-")
            elif tag == f"{W}fldChar":
                self._turn(child.get(f"{W}fldCharType"))
            elif tag == f"{W}instrText" and self._fields:
                self._fields[-1] += child.text or ""
            elif tag == f"{W}fldSimple":
                self._fields.append(child.get(f"{W}instr", ""))
                self.read(child)
                self._fields.pop()
            elif tag not in (f"{W}pPr", f"{W}rPr", f"{W}del", f"{W}moveFrom", _FALLBACK):
                self.read(child)

    def _say(self, text: str) -> None:
        if not any(_is_renewed(code) for code in self._fields):
            self.said.append(text)

    def _turn(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append("")
        elif kind == "end" and self._fields:
            self._fields.pop()


def _is_renewed(code: str) -> bool:
    words = code.split()
    return not words or words[0].upper() in _RENEWED


def edited_sections(path: Path, titles: Mapping[str, str] | None = None) -> list[Edited]:
    """The sections of an exported file that were changed by hand since, in order; none of a file of other origin.

    Args:
        path: the file, as Word, WPS or LibreOffice left it.
        titles: headings by id, for sections that were taken out; those of them that are not in it are not told.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            body = etree.fromstring(archive.read("word/document.xml")).find(f"{W}body")
            custom = archive.read("docProps/custom.xml") if "docProps/custom.xml" in archive.namelist() else b""
    except (OSError, zipfile.BadZipFile, KeyError, etree.XMLSyntaxError):
        return []
    found = sections_of(body)
    known = titles or {}
    made = [Edited(each.id, each.title or known.get(each.id, START)) for each in found if each.is_edited]
    there = {section.id for section in found}
    gone = [each for each in listed(custom.decode("utf-8", "replace")) if each not in there and each in known]
    return made + [Edited(each, known[each], removed=True) for each in gone]
