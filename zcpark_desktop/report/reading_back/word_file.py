"""A Word file as a reader sees it: headings, paragraphs, captions, tables and figures, with bookmarks and references.

Reads what Word, WPS and LibreOffice write back as well as what this program wrote: fields show their last result,
tracked deletions are gone, insertions are there. Text is compared without spaces, which each program sets in its way.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from lxml import etree

from ..composing import KINDS

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_EMBED = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_TERMS = "{http://purl.org/dc/terms/}"
_CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_TEXTS = (f"{W}t", f"{_M}t")
_HYPHEN, _LINK = f"{W}noBreakHyphen", f"{W}hyperlink"
_FIELD_CHAR, _CODE, _SIMPLE_FIELD = f"{W}fldChar", f"{W}instrText", f"{W}fldSimple"
_BOOKMARK, _BOOKMARK_END = f"{W}bookmarkStart", f"{W}bookmarkEnd"
_LOOK, _HIDDEN = f"{W}rPr", f"{W}vanish"
_CELL_LOOK, _MERGED = f"{W}tcPr", f"{W}vMerge"
_UNREAD = (f"{W}pPr", _LOOK, f"{W}del", f"{W}moveFrom", _FALLBACK)
_HIDDEN_FIELDS = ("PAGEREF", "PAGE", "NUMPAGES", "TOC")
"""Fields whose results are no text of the document: page numbers, and the contents."""


class UnreadableWordFile(ValueError):
    """A file is no Word document; `str()` is one Chinese sentence."""


@dataclass(slots=True)
class Piece:
    """One paragraph, table or figure of the body.

    Attributes:
        kind: heading, text, caption, table or figure.
        text: its words without spaces; empty for tables.
        level: of a heading, 1 to 4.
        rows: of a table: the words of each cell, cells covered by the one above left out.
        label: of a caption: its first word, which is kind and number.
        relations: of a figure: the ids of its pictures or charts.
    """

    kind: str
    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()
    label: str = ""
    relations: tuple[str, ...] = ()


def squeezed(text: str) -> str:
    """The text without spaces of any kind."""
    return "".join(text.split())


@dataclass(slots=True)
class _Field:
    code: str = ""
    shows: bool = False

    @property
    def is_hidden(self) -> bool:
        name = self.code.split()[0].upper() if self.code.split() else ""
        return not self.shows or name in _HIDDEN_FIELDS or (name == "SEQ" and "\\h" in self.code)

    @property
    def target(self) -> str:
        found = re.match(r'\s*(?:REF|PAGEREF|NOTEREF|HYPERLINK\s+\\l)\s+"?([^\s"\\]+)', self.code)
        return found[1] if found else ""


def _within(element: Any, outer: str, inner: str) -> Any | None:
    """The element two steps below: a path would be looked up anew in each of many thousands of cells."""
    for each in element.iterchildren(outer):
        for found in each.iterchildren(inner):
            return found
    return None


def _vanishes(run: Any) -> bool:
    """Whether a run is hidden text, as the numbers of chapters are that tables count by."""
    vanish = _within(run, _LOOK, _HIDDEN)
    return vanish is not None and vanish.get(f"{W}val", "true") not in ("0", "false", "off")


@dataclass
class WordFile:
    """An opened Word file.

    Raises:
        UnreadableWordFile: it is no Word document, or damaged.
    """

    path: Path
    bookmarks: dict[str, str] = field(default_factory=dict)
    """Bookmark → the words in it."""
    targets: list[str] = field(default_factory=list)
    """The bookmarks that references and links lead to."""
    places: dict[str, int] = field(default_factory=dict)
    """Bookmark → the position of the piece that it begins in."""

    def __post_init__(self) -> None:
        try:
            with zipfile.ZipFile(self.path) as archive:
                self.parts = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
            self._body = etree.fromstring(self.parts["word/document.xml"]).find(f"{W}body")
            self._styles = self._style_names()
        except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
            raise UnreadableWordFile(
                f"“{self.path.name}”不是可用的 Word 文档（.docx），或已损坏；请重新导出。"
            ) from error
        self._fields: list[_Field] = []
        self._open: dict[str, str] = {}
        self._at = 0
        self._vanished = False
        self.pieces = tuple(self._pieces(self._body))

    # ---------------------------------------------------------------- properties

    @cached_property
    def _core(self) -> Any:
        content = self.parts.get("docProps/core.xml")
        return etree.fromstring(content) if content else etree.Element("none")

    @property
    def kind(self) -> str:
        """Which document of the package it is; empty for one that this program did not write.

        Its properties name it by its title; those of early files by its id.
        """
        said = self._core.findtext(f"{_CORE}category") or ""
        return next((kind for kind, title in KINDS.items() if title == said), said)

    @property
    def created(self) -> datetime | None:
        """When it was exported."""
        said = self._core.findtext(f"{_TERMS}created") or ""
        try:
            return datetime.fromisoformat(said.replace("Z", "+00:00")).astimezone(UTC)
        except ValueError:
            return None

    @cached_property
    def relations(self) -> dict[str, str]:
        """Relationship id of the body → name of the part, or the address outside."""
        return self.relations_of("word/document.xml")

    def relations_of(self, part: str) -> dict[str, str]:
        """The same for any part."""
        folder, name = posixpath.split(part)
        content = self.parts.get(posixpath.join(folder, "_rels", f"{name}.rels"))
        if content is None:
            return {}
        return {
            each.get("Id"): posixpath.normpath(posixpath.join("/", folder, each.get("Target"))).lstrip("/")
            for each in etree.fromstring(content)
        }

    @cached_property
    def footnotes(self) -> tuple[str, ...]:
        """The words of the footnotes in order."""
        content = self.parts.get("word/footnotes.xml")
        if content is None:
            return ()
        notes = [each for each in etree.fromstring(content) if each.get(f"{W}type") in (None, "normal")]
        return tuple(squeezed("".join(t.text or "" for t in note.iter(f"{W}t"))) for note in notes)

    # ---------------------------------------------------------------- the body

    def _style_names(self) -> dict[str, str]:
        root = etree.fromstring(self.parts["word/styles.xml"])
        return {
            style.get(f"{W}styleId"): name.get(f"{W}val", "").lower()
            for style in root.iter(f"{W}style")
            if (name := style.find(f"{W}name")) is not None
        }

    def _pieces(self, parent: Any) -> Iterator[Piece]:
        for child in parent:
            if child.tag == f"{W}p":
                piece = self._paragraph(child)
                if piece is not None:
                    yield piece
                    self._at += 1
            elif child.tag == f"{W}tbl":
                yield Piece("table", rows=tuple(self._rows(child)))
                self._at += 1
            elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
                yield from self._pieces(child)
            elif child.tag == _BOOKMARK:
                self._mark(child)

    def _paragraph(self, element: Any) -> Piece | None:
        drawings: list[str] = []
        style = element.find(f"{W}pPr/{W}pStyle")
        name = self._styles.get(style.get(f"{W}val"), "") if style is not None else ""
        words = self._words(element, drawings)
        text = squeezed(words)
        if name.startswith(("toc ", "toc heading", "table of figures")):
            return None
        if drawings:
            return Piece("figure", text, relations=tuple(drawings))
        if not text:
            return None
        heading = re.fullmatch(r"heading ([1-9])", name)
        if heading:
            return Piece("heading", text, int(heading[1]))
        if name == "caption":
            return Piece("caption", text, label=words.split()[0])
        return Piece("text", text)

    def _rows(self, table: Any) -> Iterator[tuple[str, ...]]:
        for row in table.iter(f"{W}tr"):
            cells = []
            for cell in row.iter(f"{W}tc"):
                merge = _within(cell, _CELL_LOOK, _MERGED)
                text = squeezed("".join(self._words(each, []) for each in cell.iter(f"{W}p")))
                if merge is None or merge.get(f"{W}val") == "restart":
                    cells.append(text)
            yield tuple(cells)

    def _words(self, element: Any, drawings: list[str]) -> str:
        said: list[str] = []
        self._read(element, said, drawings)
        return "".join(said)

    def _read(self, element: Any, said: list[str], drawings: list[str]) -> None:
        for child in element:
            tag = child.tag
            if tag in _TEXTS:
                self._say(child.text or "", said)
            elif tag == _HYPHEN:
                self._say("-", said)
            elif tag == _FIELD_CHAR:
                self._field(child.get(f"{W}fldCharType"))
            elif tag == _CODE:
                if self._fields:
                    self._fields[-1].code += child.text or ""
            elif tag == _SIMPLE_FIELD:
                self._fields.append(_Field(child.get(f"{W}instr", ""), shows=True))
                self._aim(self._fields[-1].target)
                self._read(child, said, drawings)
                self._fields.pop()
            elif tag == _BOOKMARK:
                self._open[child.get(f"{W}id")] = self._mark(child)
            elif tag == _BOOKMARK_END:
                self._open.pop(child.get(f"{W}id"), None)
            elif tag in (_EMBED, _CHART):
                relation = child.get(f"{_R}embed") or child.get(f"{_R}id")
                if relation:
                    drawings.append(relation)
                self._read(child, said, drawings)
            elif tag not in _UNREAD:
                if tag == _LINK:
                    self._aim(child.get(f"{W}anchor", ""))
                before, self._vanished = self._vanished, self._vanished or _vanishes(child)
                self._read(child, said, drawings)
                self._vanished = before

    def _mark(self, start: Any) -> str:
        name: str = start.get(f"{W}name")
        self.bookmarks.setdefault(name, "")
        self.places.setdefault(name, self._at)
        return name

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif self._fields and kind == "separate":
            self._fields[-1].shows = True
        elif self._fields and kind == "end":
            self._aim(self._fields.pop().target)

    def _aim(self, bookmark: str) -> None:
        if bookmark:
            self.targets.append(bookmark)

    def _say(self, text: str, said: list[str]) -> None:
        if text and not self._vanished and not any(each.is_hidden for each in self._fields):
            said.append(text)
            for name in self._open.values():
                self.bookmarks[name] += squeezed(text)
