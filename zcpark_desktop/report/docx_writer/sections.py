"""Page set-up of the parts of a document: cover, front matter, body; upright and landscape."""

from __future__ import annotations

from copy import deepcopy
from typing import Any, Literal

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from zcpark_desktop.report.docx_writer import styles as look
from zcpark_desktop.report.docx_writer.template import LANDSCAPE_FOOTERS

SectionPart = Literal["cover", "front", "body"]

_AFTER_PAGE_NUMBER = [
    qn(f"w:{name}")
    for name in ("cols", "formProt", "vAlign", "noEndnote", "titlePg", "textDirection", "bidi", "rtlGutter", "docGrid")
]


class Sections:
    """Makes section properties from those of the template.

    Args:
        section: the template's last w:sectPr, if it has one.
        relations: relationships of the document, by id, to find footers by.
    """

    def __init__(self, section: Any, relations: Any) -> None:
        self._section = parse_xml(f'<w:sectPr xmlns:w="{look.NAMESPACE}"/>') if section is None else deepcopy(section)
        self._relations = relations
        self._geometries = (self._geometry(False), self._geometry(True))  # of pages upright and turned

    def text_width(self, landscape: bool) -> int:
        """Twips between the margins."""
        size, margins = self._geometries[landscape]
        return size[0] - margins["left"] - margins["right"]

    def text_height(self, landscape: bool) -> int:
        """Twips between the upper and the lower margin."""
        size, margins = self._geometries[landscape]
        return size[1] - margins["top"] - margins["bottom"]

    def _geometry(self, landscape: bool) -> tuple[tuple[int, int], dict[str, int]]:
        size, margin = self._section.find(qn("w:pgSz")), self._section.find(qn("w:pgMar"))
        width, height = look.PAGE_WIDTH, look.PAGE_HEIGHT
        if size is not None:
            width, height = int(size.get(qn("w:w"))), int(size.get(qn("w:h")))
        top, right, bottom, left = look.TOP, look.RIGHT, look.BOTTOM, look.LEFT
        if margin is not None:
            top, right, bottom, left = (int(margin.get(qn(f"w:{n}"))) for n in ("top", "right", "bottom", "left"))
        if landscape:
            # The sheet is turned anticlockwise to be bound: its upper edge becomes the binding side.
            return (height, width), {"top": left, "right": top, "bottom": right, "left": bottom}
        return (width, height), {"top": top, "right": right, "bottom": bottom, "left": left}

    def properties(self, part: SectionPart, landscape: bool, first: bool) -> str:
        """The w:sectPr of a section; `first` of its part of the document, so that page numbers start there."""
        section = deepcopy(self._section)
        size, margins = self._geometries[landscape]
        for name in ("headerReference", "footerReference") if part == "cover" else ():
            for reference in section.findall(qn(f"w:{name}")):
                section.remove(reference)
        if landscape:
            self._turn_footers(section)
        self._set(section, "pgSz", {"w": str(size[0]), "h": str(size[1])})
        page_size = section.find(qn("w:pgSz"))
        page_size.attrib.pop(qn("w:code"), None)
        if landscape:
            page_size.set(qn("w:orient"), "landscape")
        margin = {name: str(value) for name, value in margins.items()}
        old = section.find(qn("w:pgMar"))
        for name in ("header", "footer", "gutter"):
            margin[name] = (old.get(qn(f"w:{name}")) if old is not None else None) or "0"
        if landscape:
            margin["footer"] = "567"
        self._set(section, "pgMar", margin)
        numbers = ({"fmt": "upperRoman"} if part == "front" else {}) | ({"start": "1"} if first else {})
        for old in section.findall(qn("w:pgNumType")):
            section.remove(old)
        if numbers:
            self._set(section, "pgNumType", numbers)
        text: str = etree.tostring(section, encoding="unicode")
        return text

    def _set(self, section: Any, name: str, values: dict[str, str]) -> None:
        element = section.find(qn(f"w:{name}"))
        if element is None:
            element = etree.Element(qn(f"w:{name}"))
            later = [child for child in section if child.tag in _AFTER_PAGE_NUMBER]
            section.insert(section.index(later[0]) if later else len(section), element)
        for key, value in values.items():
            element.set(qn(f"w:{key}"), value)

    def _turn_footers(self, section: Any) -> None:
        """Our own footers have twins for landscape pages; a park's footers stay as they are."""
        relations = {relation.target_ref: rid for rid, relation in self._relations.items()}
        for reference in section.findall(qn("w:footerReference")):
            target = self._relations[reference.get(qn("r:id"))].target_ref
            if LANDSCAPE_FOOTERS.get(target) in relations:
                reference.set(qn("r:id"), relations[LANDSCAPE_FOOTERS[target]])
