"""What Word objects to although the schema allows it: dangling references, doubled ids, tables out of shape."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from lxml import etree

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "[Content_Types].xml"
NS = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}
W = f"{{{NS['w']}}}"
TEXT_ELEMENTS = {W + name for name in ("t", "delText", "instrText", "delInstrText")}


def structure_faults(path: Path | BinaryIO) -> list[str]:
    """List the faults of a Word file's structure.

    Returns:
        One sentence per fault, beginning with part and line.
    """
    with zipfile.ZipFile(path) as archive:
        doubled = [name for name, count in Counter(archive.namelist()).items() if count > 1]
        contents = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    faults = [f"{name}: stands in the package more than once" for name in doubled]
    roots = {}
    for name, content in contents.items():
        if name.endswith((".xml", ".rels")):
            try:
                roots[name] = etree.fromstring(content)
            except etree.XMLSyntaxError as error:
                faults.append(f"{name}: is not well-formed: {error}")
    document = WordFile(set(contents), roots)
    return faults + [fault for check in CHECKS for fault in check(document)]


@dataclass(frozen=True)
class WordFile:
    """An unzipped Word file: names of all parts, and the roots of those in XML."""

    names: set[str]
    roots: dict[str, etree._Element]

    @cached_property
    def stories(self) -> dict[str, etree._Element]:
        """The parts that hold text: the body, headers, footers, notes."""
        return {name: root for name, root in self.roots.items()
                if root.tag in {W + tag for tag in ("document", "hdr", "ftr", "footnotes", "endnotes", "comments")}}

    def found(self, query: str) -> Iterator[tuple[str, etree._Element]]:
        """All elements of the stories that an XPath finds, with the name of their part."""
        for name, root in self.stories.items():
            for element in root.xpath(query, namespaces=NS):
                yield name, element


def content_types(file: WordFile) -> Iterator[str]:
    """Every part has a content type, those of Word's own a special one, and every override names a part."""
    root = file.roots.get(TYPES)
    if root is None:
        yield f"{TYPES}: is missing"
        return
    extensions = {child.get("Extension").lower() for child in root if child.get("Extension")}
    overrides = {child.get("PartName").lstrip("/") for child in root if child.get("PartName")}
    for name in sorted(file.names - overrides - {TYPES}):
        if name.rsplit(".", 1)[-1].lower() not in extensions:
            yield f"{name}: has no content type"
        elif name.startswith("word/") and name.endswith(".xml"):
            yield f"{name}: has no content type of its own"
    for name in sorted(overrides - file.names):
        yield f"{TYPES}: names the missing part {name}"


def _relations_of(name: str) -> str:
    folder, file = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def relationships(file: WordFile) -> Iterator[str]:
    """Every internal relationship leads to a part; ids are unique within a part."""
    for name, root in file.roots.items():
        if not name.endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(name))
        for identifier, count in Counter(child.get("Id") for child in root).items():
            if count > 1:
                yield f"{name}: the id {identifier} is given {count} times"
        for child in root:
            target = child.get("Target")
            resolved = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            if child.get("TargetMode") != "External" and resolved not in file.names:
                yield f"{name}:{child.sourceline}: {child.get('Id')} leads to the missing part {resolved}"


def references(file: WordFile) -> Iterator[str]:
    """Every relationship id that a part uses is one of its own relationships."""
    for name, root in file.roots.items():
        if name.endswith(".rels") or name == TYPES:
            continue
        relations = file.roots.get(_relations_of(name))
        known = {child.get("Id") for child in relations} if relations is not None else set()
        for element in root.iter(etree.Element):
            for attribute, value in element.attrib.items():
                if attribute.startswith(f"{{{OFFICE}}}") and value not in known:
                    yield f"{name}:{element.sourceline}: the relationship {value} does not exist"


def _bookmark_names(file: WordFile) -> list[tuple[str, etree._Element]]:
    return list(file.found("//w:bookmarkStart"))


def bookmarks(file: WordFile) -> Iterator[str]:
    """Bookmark names and ids are unique, each is opened and closed once, and names keep to Word's 40 characters."""
    starts = _bookmark_names(file)
    for attribute in ("name", "id"):
        for value, count in Counter(element.get(W + attribute) for _, element in starts).items():
            if count > 1:
                yield f"the bookmark {attribute} {value} is given {count} times"
    opened = Counter((name, element.get(W + "id")) for name, element in starts)
    closed = Counter((name, element.get(W + "id")) for name, element in file.found("//w:bookmarkEnd"))
    for name, identifier in sorted(set(opened) ^ set(closed)):
        yield f"{name}: the bookmark with id {identifier} is not both opened and closed"
    for name, element in starts:
        label = element.get(W + "name", "")
        if len(label) > 40:
            yield f"{name}:{element.sourceline}: the bookmark name {label} is longer than 40 characters"


def cross_references(file: WordFile) -> Iterator[str]:
    """Fields and links that point into the document find their bookmark."""
    known = {element.get(W + "name") for _, element in _bookmark_names(file)}
    for name, element in file.found("//w:hyperlink[@w:anchor]"):
        if element.get(W + "anchor") not in known:
            yield f"{name}:{element.sourceline}: the link to {element.get(W + 'anchor')} has no bookmark"
    for name, line, code in _field_codes(file):
        target = re.match(r'\s*(?:REF|PAGEREF|NOTEREF|HYPERLINK\s+\\l)\s+"?([^\s"\\]+)', code)
        if target and target[1] not in known:
            yield f"{name}:{line}: the field {code.strip()} has no bookmark"


def _field_codes(file: WordFile) -> Iterator[tuple[str, int, str]]:
    """The instruction of every field, simple or complex, even where it is cut into several runs."""
    for name, element in file.found("//w:fldSimple"):
        yield name, element.sourceline, element.get(W + "instr", "")
    for name, root in file.stories.items():
        open_fields: list[list[str]] = []
        for element in root.iter(W + "fldChar", W + "instrText"):
            kind = element.get(W + "fldCharType")
            if kind == "begin":
                open_fields.append([])
            elif kind == "end" and open_fields:
                yield name, element.sourceline, "".join(open_fields.pop())
            elif element.tag == W + "instrText" and open_fields:
                open_fields[-1].append(element.text or "")


def fields(file: WordFile) -> Iterator[str]:
    """The parts of a complex field come in the order begin, separate, end, within one story."""
    for name, root in file.stories.items():
        states: list[str] = []
        for element in root.iter(W + "fldChar"):
            kind = element.get(W + "fldCharType")
            if kind == "begin":
                states.append("begin")
            elif not states or (kind == "separate" and states[-1] != "begin"):
                yield f"{name}:{element.sourceline}: a field has {kind} in the wrong place"
            elif kind == "separate":
                states[-1] = "separate"
            else:
                states.pop()
        if states:
            yield f"{name}: {len(states)} field(s) have no end"


def drawing_ids(file: WordFile) -> Iterator[str]:
    """Drawings have unique ids."""
    for value, count in Counter(element.get("id") for _, element in file.found("//wp:docPr")).items():
        if count > 1:
            yield f"the drawing id {value} is given {count} times"


def numbering(file: WordFile) -> Iterator[str]:
    """Every numbering that a paragraph or style uses is defined, and each definition has its abstract one."""
    root = file.roots.get("word/numbering.xml")
    known = set(root.xpath("w:num/@w:numId", namespaces=NS)) if root is not None else set()
    styles = file.roots.get("word/styles.xml")
    used = list(file.found("//w:numPr/w:numId"))
    if styles is not None:
        used += [("word/styles.xml", element) for element in styles.xpath("//w:numPr/w:numId", namespaces=NS)]
    for name, element in used:
        if element.get(W + "val") not in known | {"0"}:  # 0 takes a numbering away
            yield f"{name}:{element.sourceline}: the numbering {element.get(W + 'val')} is not defined"
    if root is not None:
        abstract = set(root.xpath("w:abstractNum/@w:abstractNumId", namespaces=NS))
        for element in root.xpath("w:num/w:abstractNumId", namespaces=NS):
            if element.get(W + "val") not in abstract:
                yield f"word/numbering.xml:{element.sourceline}: its abstract numbering is not defined"


def tables(file: WordFile) -> Iterator[str]:
    """Each row fills the table's grid, and a cell that continues a vertical merge stands below one of its width."""
    for name, table in file.found("//w:tbl"):
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        above: dict[int, int] = {}  # first column -> span of the cells in the row above that a merge may go on from
        for row in table.findall(f"{W}tr"):
            position = _number(row, "w:trPr/w:gridBefore/@w:val", 0)
            merged: dict[int, int] = {}
            for cell in row.findall(f"{W}tc"):
                span = _number(cell, "w:tcPr/w:gridSpan/@w:val", 1)
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                if merge is not None:
                    if merge.get(W + "val") != "restart" and above.get(position) != span:
                        yield f"{name}:{cell.sourceline}: a cell continues a vertical merge that was not begun above it"
                    merged[position] = span
                position += span
            position += _number(row, "w:trPr/w:gridAfter/@w:val", 0)
            if position != columns:
                yield f"{name}:{row.sourceline}: a row fills {position} of its table's {columns} columns"
            above = merged


def _number(element: etree._Element, query: str, default: int) -> int:
    values = element.xpath(query, namespaces=NS)
    return int(values[0]) if values else default


def cells(file: WordFile) -> Iterator[str]:
    """Each cell ends with a paragraph; Word calls the file damaged otherwise."""
    for name, cell in file.found("//w:tc"):
        if len(cell) == 0 or cell[-1].tag != W + "p":
            yield f"{name}:{cell.sourceline}: a table cell does not end with a paragraph"


def stray_text(file: WordFile) -> Iterator[str]:
    """Text stands only in the elements that hold text."""
    for name, root in file.stories.items():
        for element in root.iter(f"{W}*"):
            pieces = [child.tail for child in element]
            if element.tag not in TEXT_ELEMENTS:
                pieces.append(element.text)
            if any(piece and piece.strip() for piece in pieces):
                yield f"{name}:{element.sourceline}: {etree.QName(element).localname} holds text of its own"


CHECKS = (
    content_types,
    relationships,
    references,
    bookmarks,
    cross_references,
    drawing_ids,
    numbering,
    fields,
    tables,
    cells,
    stray_text,
)
