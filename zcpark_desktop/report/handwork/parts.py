"""A Word file as its parts, and parts copied from one file to another with everything that they refer to."""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import Any

from lxml import etree

DOCUMENT, STYLES, NUMBERING = "word/document.xml", "word/styles.xml", "word/numbering.xml"
FOOTNOTES = "word/footnotes.xml"
_TYPES = "[Content_Types].xml"
_T = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_P = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class WordParts:
    """The parts of a Word file, to be read and changed.

    Raises:
        zipfile.BadZipFile, KeyError, etree.XMLSyntaxError: it is no Word file.
    """

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self._entries = archive.infolist()
            self.parts = {entry.filename: archive.read(entry) for entry in self._entries}
        self._roots: dict[str, Any] = {}
        self.body = self.root(DOCUMENT).find("{*}body")
        self._types = self.root(_TYPES)

    def root(self, part: str) -> Any:
        """The root of an XML part; changes to it are saved."""
        if part not in self._roots:
            self._roots[part] = etree.fromstring(self.parts[part])
        return self._roots[part]

    def has(self, part: str) -> bool:
        """Whether there is such a part."""
        return part in self.parts

    def saved(self) -> bytes:
        """The file, in the order and with the times that it had; new parts last, with the time of the first."""
        for part, root in self._roots.items():
            self.parts[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        stamps = {entry.filename: entry.date_time for entry in self._entries}
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.parts.items():
                entry = zipfile.ZipInfo(name, stamps.get(name, self._entries[0].date_time))
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.create_system = 0  # the same bytes on every system
                archive.writestr(entry, content)
        return made.getvalue()

    # ---------------------------------------------------------------- relationships

    def relation(self, part: str, relation: str) -> Any | None:
        """The w:Relationship of a part with that id."""
        name = _relations_of(part)
        if name not in self.parts:
            return None
        return next((each for each in self.root(name) if each.get("Id") == relation), None)

    def take_relation(self, source: WordParts, relation: str) -> str | None:
        """A relationship of the other file's text as one of this one's, its part copied; its id, None for a dead one.

        Args:
            source: the other file.
            relation: the id there.
        """
        found = source.relation(DOCUMENT, relation)
        if found is None:
            return None
        if found.get("TargetMode") == "External":
            return self._relate(DOCUMENT, found.get("Type"), found.get("Target"), external=True)
        name = _resolved(DOCUMENT, found.get("Target"))
        if name not in source.parts:
            return None
        copied = self._take_part(source, name, {})
        return self._relate(DOCUMENT, found.get("Type"), posixpath.relpath(copied, "word"))

    def _take_part(self, source: WordParts, name: str, taken: dict[str, str]) -> str:
        """Copy a part and all that it refers to; its name here."""
        if name in taken:
            return taken[name]
        stem, ending = posixpath.splitext(name)
        number = 1
        while f"{stem}_kept{number}{ending}" in self.parts:
            number += 1
        made = taken[name] = f"{stem}_kept{number}{ending}"
        self.parts[made] = source.parts[name]
        self._type(made, source.type_of(name))
        relations = _relations_of(name)
        if relations in source.parts:
            root = etree.fromstring(source.parts[relations])
            for each in root:
                target = _resolved(name, each.get("Target"))
                if each.get("TargetMode") != "External" and target in source.parts:
                    other = self._take_part(source, target, taken)
                    each.set("Target", posixpath.relpath(other, posixpath.dirname(made)))
            self.parts[_relations_of(made)] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
        return made

    def _relate(self, part: str, kind: str, target: str, *, external: bool = False) -> str:
        root = self.root(_relations_of(part))
        taken = {each.get("Id") for each in root}
        number = len(taken) + 1
        while f"rId{number}" in taken:
            number += 1
        made = etree.SubElement(root, f"{_P}Relationship", Id=f"rId{number}", Type=kind, Target=target)
        if external:
            made.set("TargetMode", "External")
        return f"rId{number}"

    # ---------------------------------------------------------------- content types

    def type_of(self, part: str) -> str:
        """The content type of a part."""
        for each in self._types.iter(f"{_T}Override"):
            if each.get("PartName") == f"/{part}":
                return str(each.get("ContentType"))
        ending = posixpath.splitext(part)[1].lstrip(".").lower()
        found = (each for each in self._types.iter(f"{_T}Default") if each.get("Extension", "").lower() == ending)
        return next((str(each.get("ContentType")) for each in found), "application/octet-stream")

    def _type(self, part: str, kind: str) -> None:
        if self.type_of(part) != kind:
            etree.SubElement(self._types, f"{_T}Override", PartName=f"/{part}", ContentType=kind)

    def add_part(self, part: str, content: bytes, kind: str, relation: str) -> None:
        """A new part that the text refers to.

        Args:
            kind: its content type.
            relation: the last word of the relationship's type, as in `numbering`.
        """
        self.parts[part] = content
        self._type(part, kind)
        self._relate(DOCUMENT, f"{_OFFICE}/{relation}", posixpath.relpath(part, "word"))


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _resolved(part: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
