"""Makes XML of one Word file fit into another: styles by their names, lists, pictures, footnotes, references."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any

from lxml import etree

from .parts import FOOTNOTES, NUMBERING, STYLES, WordParts
from .sections import W

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PLAIN = re.compile(
    r"\{(?:http://schemas\.openxmlformats\.org/(?:wordprocessingml|drawingml|officeDocument)/"
    r"|http://www\.w3\.org/XML/1998/namespace|http://schemas\.microsoft\.com/office/drawing/2016/SVG"
    r"|urn:schemas-microsoft-com:(?:vml|office:office|office:word))"
)
"""Names that every version of Word reads; others (paragraph ids, effects) are left out."""
_COMMENTS = [
    f"{W}{name}"
    for name in ("commentRangeStart", "commentRangeEnd", "commentReference", "proofErr", "permStart", "permEnd")
]
_NAMED = {f"{W}pStyle": "paragraph", f"{W}rStyle": "character", f"{W}tblStyle": "table"}
_NO_NUMBERING = f'<w:numbering xmlns:w="{W[1:-1]}"/>'.encode()
_NUMBERING_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"


class Adapted:
    """Takes elements of the old file over into the new one; what they need is copied once."""

    def __init__(self, new: WordParts, old: WordParts) -> None:
        self._new, self._old = new, old
        self._styles: dict[str, str] = {}
        self._lists: dict[str, str] = {}
        self._relations: dict[str, str | None] = {}

    def adapt(self, elements: Sequence[Any]) -> None:
        """Change the elements in place."""
        for element in elements:
            self._simplify(element)
            for each in list(element.iter(*_NAMED)):
                self._style(each, _NAMED[each.tag])
            for each in list(element.iter(f"{W}numId")):
                if each.get(f"{W}val") not in (None, "0"):
                    each.set(f"{W}val", self._list(each.get(f"{W}val")))
            for each in list(element.iter(f"{W}footnoteReference")):
                self._footnote(each)
            for each in list(element.iter(etree.Element)):
                self._relate(each)

    # ---------------------------------------------------------------- what every Word reads

    def _simplify(self, element: Any) -> None:
        for each in list(element.iter(f"{_MC}AlternateContent")):
            choice = each.find(f"{_MC}Fallback")
            choice = each.find(f"{_MC}Choice") if choice is None or not len(choice) else choice
            for child in list(choice) if choice is not None else []:
                each.addprevious(child)
            each.getparent().remove(each)
        for each in list(element.iter(*_COMMENTS)):
            each.getparent().remove(each)
        for each in list(element.iter(etree.Element)):
            if not _PLAIN.match(each.tag) and each.getparent() is not None:
                each.getparent().remove(each)
                continue
            for name in [name for name in each.attrib if name.startswith("{") and not _PLAIN.match(name)]:
                del each.attrib[name]

    # ---------------------------------------------------------------- styles and lists

    def _style(self, use: Any, kind: str) -> None:
        made = self._styled(use.get(f"{W}val"), kind)
        if made is None:
            use.getparent().remove(use)
        else:
            use.set(f"{W}val", made)

    def _styled(self, style: str, kind: str) -> str | None:
        """The new file's id of the old one's style, which is copied where the new file has none of its name."""
        if style in self._styles:
            return self._styles[style]
        styles = self._old.root(STYLES).iter(f"{W}style")
        found = next((each for each in styles if each.get(f"{W}styleId") == style), None)
        if found is None:
            return None
        name = _name(found)
        mine = {(each.get(f"{W}type"), _name(each)): each.get(f"{W}styleId")
                for each in self._new.root(STYLES).iter(f"{W}style")}
        made = mine.get((kind, name))
        if made is None:
            made = style if style not in mine.values() else f"K{style}"
            self._styles[style] = made
            self._copy_style(found, made, kind)
        self._styles[style] = made
        return made

    def _copy_style(self, found: Any, made: str, kind: str) -> None:
        copy = deepcopy(found)
        self._simplify(copy)
        copy.set(f"{W}styleId", made)
        copy.attrib.pop(f"{W}default", None)
        for each in [*copy.iter(f"{W}next"), *copy.iter(f"{W}link"), *copy.iter(f"{W}numPr")]:
            each.getparent().remove(each)
        for based in copy.findall(f"{W}basedOn"):
            parent = self._styled(based.get(f"{W}val"), kind)
            if parent is None or parent == made:
                copy.remove(based)
            else:
                based.set(f"{W}val", parent)
        self._new.root(STYLES).append(copy)

    def _list(self, number: str) -> str:
        """The new file's number of a list of the old one, which is copied with its look."""
        if number in self._lists:
            return self._lists[number]
        if not self._new.has(NUMBERING):
            self._new.add_part(NUMBERING, _NO_NUMBERING, _NUMBERING_TYPE, "numbering")
        old = self._old.root(NUMBERING) if self._old.has(NUMBERING) else etree.fromstring(_NO_NUMBERING)
        mine = self._new.root(NUMBERING)
        found = next((each for each in old.iter(f"{W}num") if each.get(f"{W}numId") == number), None)
        abstract = None if found is None else _abstract(old, found)
        if found is None or abstract is None:
            self._lists[number] = "0"
            return "0"
        abstracts = mine.findall(f"{W}abstractNum")
        look, copy = deepcopy(abstract), deepcopy(found)
        for each in (look, copy):
            self._simplify(each)
        for each in [*look.iter(f"{W}pStyle"), *look.iter(f"{W}numStyleLink"), *look.iter(f"{W}styleLink"),
                     *look.iter(f"{W}lvlPicBulletId")]:
            each.getparent().remove(each)
        key = str(max((int(each.get(f"{W}abstractNumId")) for each in abstracts), default=0) + 1)
        made = str(max((int(each.get(f"{W}numId")) for each in mine.iter(f"{W}num")), default=0) + 1)
        look.set(f"{W}abstractNumId", key)
        copy.set(f"{W}numId", made)
        copy.find(f"{W}abstractNumId").set(f"{W}val", key)
        mine.insert(mine.index(abstracts[-1]) + 1 if abstracts else 0, look)
        numbers = mine.findall(f"{W}num")
        mine.insert(mine.index(numbers[-1]) + 1 if numbers else len(mine), copy)
        self._lists[number] = made
        return made

    # ---------------------------------------------------------------- parts and notes

    def _relate(self, element: Any) -> None:
        for name, value in list(element.attrib.items()):
            if name.startswith(_R) and value:
                if value not in self._relations:
                    self._relations[value] = self._new.take_relation(self._old, value)
                made = self._relations[value]
                if made is None:
                    del element.attrib[name]
                else:
                    element.set(name, made)

    def _footnote(self, reference: Any) -> None:
        number = reference.get(f"{W}id")
        found = None
        if self._old.has(FOOTNOTES) and self._new.has(FOOTNOTES):
            notes = self._old.root(FOOTNOTES).iter(f"{W}footnote")
            found = next((each for each in notes if each.get(f"{W}id") == number), None)
        if found is None:
            reference.getparent().remove(reference)
            return
        mine = self._new.root(FOOTNOTES)
        made = str(max((int(each.get(f"{W}id")) for each in mine.iter(f"{W}footnote")), default=0) + 1)
        copy = deepcopy(found)
        self._simplify(copy)
        for each in list(copy.iter(*_NAMED)):
            self._style(each, _NAMED[each.tag])
        copy.set(f"{W}id", made)
        mine.append(copy)
        reference.set(f"{W}id", made)


def _name(style: Any) -> str:
    name = style.find(f"{W}name")
    return "" if name is None else str(name.get(f"{W}val", "")).lower()


def _abstract(numbering: Any, number: Any) -> Any | None:
    key = number.find(f"{W}abstractNumId").get(f"{W}val")
    return next((each for each in numbering.iter(f"{W}abstractNum") if each.get(f"{W}abstractNumId") == key), None)


# --------------------------------------------------------------------------- references


def unlink_dead_references(body: Any) -> None:
    """Fields and links whose bookmark is gone become plain text: Word would print an error when it renews them."""
    known = {each.get(f"{W}name") for each in body.iter(f"{W}bookmarkStart")}
    for link in list(body.iter(f"{W}hyperlink")):
        if link.get(f"{W}anchor") and link.get(f"{W}anchor") not in known:
            for child in list(link):
                link.addprevious(child)
            link.getparent().remove(link)
    for runs, code in _fields(body):
        target = re.match(r'\s*(?:REF|PAGEREF|NOTEREF)\s+"?([^\s"\\]+)', code)
        if target and target[1] not in known:
            for run in runs:
                run.getparent().remove(run)


def _fields(body: Any) -> Iterator[tuple[list[Any], str]]:
    """Each field's runs without those of its result, and its code."""
    open_fields: list[tuple[list[Any], list[str], bool]] = []
    for run in list(body.iter(f"{W}r")):
        char, code = run.find(f"{W}fldChar"), run.find(f"{W}instrText")
        kind = None if char is None else char.get(f"{W}fldCharType")
        if kind == "begin":
            open_fields.append(([run], [], False))
        elif not open_fields:
            continue
        elif kind == "separate":
            runs, codes, _ = open_fields[-1]
            runs.append(run)
            open_fields[-1] = (runs, codes, True)
        elif kind == "end":
            runs, codes, _ = open_fields.pop()
            yield [*runs, run], "".join(codes)
        elif code is not None:
            open_fields[-1][0].append(run)
            open_fields[-1][1].append(code.text or "")
