"""The Word file around the text: a template opened, our styles and parts added, the whole saved reproducibly.

python-docx knows the parts of a Word file and how they refer to each other. The text itself does not pass through it:
it is put into the saved file as bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote

import docx
from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.packuri import PACKAGE_URI, PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from zcpark_desktop.report.blocks import Document
from zcpark_desktop.report.composing import KINDS
from zcpark_desktop.report.docx_writer import styles as look
from zcpark_desktop.report.docx_writer.layout import SINGLE, Sheet
from zcpark_desktop.report.docx_writer.native_charts.markup import WORKBOOK, NativeChart
from zcpark_desktop.report.docx_writer.section_marks import listing
from zcpark_desktop.report.docx_writer.sections import Sections
from zcpark_desktop.report.docx_writer.template import NO_FOOTNOTES, content_types, default_template


class UnusableTemplate(ValueError):
    """A park's own template is no Word document."""


class UnusablePicture(ValueError):
    """A picture is of no kind that Word shows."""


def check_template(template: Path) -> None:
    """Whether documents can be made with a park's own template.

    Raises:
        UnusableTemplate: they cannot.
    """
    Package(template)


class Package:
    """A Word document to be filled: its styles and lists, parts to be added, its saving.

    Args:
        template: a park's own template; its styles (by name), page set-up, headers and footers are used, and what it
            lacks is added. None for the default look.

    Attributes:
        styles: key of a style → its id in this document.
        heading_number: the list that headings count in, where their style does not number them itself.
        no_number: the list of headings that show no number.
        sections: page set-up.

    Raises:
        UnusableTemplate: the template cannot be read.
    """

    def __init__(self, template: Path | None = None, beside: Mapping[str, str] | None = None) -> None:
        self._beside = beside or {}
        try:
            self._document = docx.Document(io.BytesIO(default_template()) if template is None else str(template))
        except (PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
            raise UnusableTemplate(f"模板“{template}”不是可用的 Word 文档（.docx），请另选一个模板。") from error
        self._part = self._document.part
        for relation in [rid for rid, found in self._part.rels.items() if found.reltype.endswith("/stylesWithEffects")]:
            del self._part.rels[relation]  # Word 2010's second copy of the styles, which ours would not be in
        self._numbering = self._numbering_root()
        self._abstract = self._highest("abstractNum", "abstractNumId")
        self._numbers = self._highest("num", "numId")
        first = self._numbers + 1
        self.styles, added = self._merge_styles(first)
        self._add_lists({key: self.styles[key] for key in added})
        self.heading_number = "" if self._headings_are_numbered() else str(first)
        self.sections = Sections(self._document.element.body.find(qn("w:sectPr")), self._part.rels)
        self._footnotes: list[str] = []

    # ---------------------------------------------------------------- styles and numbering

    def _merge_styles(self, heading_number: int) -> tuple[dict[str, str], list[str]]:
        """Key → style id; styles that the template lacks are added, and their keys returned too."""
        root = self._document.styles.element
        present = {
            (style.get(qn("w:type")), name.get(qn("w:val")).lower()): style.get(qn("w:styleId"))
            for style in root.iterchildren(qn("w:style"))
            if (name := style.find(qn("w:name"))) is not None
        }
        taken = set(present.values())
        ids: dict[str, str] = {}
        missing = []
        for style in look.STYLES:
            found = present.get((style.kind, style.name.lower()))
            if found is None:
                found = f"Z{style.id}" if style.id in taken else style.id
                missing.append(style)
            ids[style.key] = found
        for style in missing:
            xml = look.style_xml(style, ids, ids[style.key])
            root.append(parse_xml(xml.replace('<w:numId w:val="1"/>', f'<w:numId w:val="{heading_number}"/>')))
        return ids, [style.key for style in missing]

    def _numbering_root(self) -> Any:
        try:
            return self._part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element
        except KeyError:
            blob = f'<w:numbering xmlns:w="{look.NAMESPACE}"/>'.encode()
            package = self._part.package
            part = XmlPart.load(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, blob, package)
            self._part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
            return part.element

    def _highest(self, tag: str, attribute: str) -> int:
        found = [int(item.get(qn(f"w:{attribute}"))) for item in self._numbering.iterchildren(qn(f"w:{tag}"))]
        return max(found, default=0)

    def _add_lists(self, own: Mapping[str, str]) -> None:
        """Our lists: abstract numbers before all numbers, as the schema wants; levels are bound to our own headings."""
        first = self._numbering.find(qn("w:num"))
        at = len(self._numbering) if first is None else self._numbering.index(first)
        for i, xml in enumerate(look.abstract_numbers(own, self._abstract)):
            self._numbering.insert(at + i, parse_xml(xml))
        self.new_list("headings", restart=False)
        self.no_number = self.new_list("unnumbered", restart=False)

    def new_list(self, name: str, restart: bool = True) -> int:
        """A list of its own (`look.LISTS`), counting from 1; returns the number that its paragraphs carry."""
        self._numbers += 1
        start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>' if restart else ""
        xml = (
            f'<w:num xmlns:w="{look.NAMESPACE}" w:numId="{self._numbers}">'
            f'<w:abstractNumId w:val="{self._abstract + look.LISTS[name]}"/>{start}</w:num>'
        )
        nums = self._numbering.findall(qn("w:num"))
        at = self._numbering.index(nums[-1]) + 1 if nums else len(self._numbering)
        self._numbering.insert(at, parse_xml(xml))
        return self._numbers

    def _headings_are_numbered(self) -> bool:
        wanted = self.styles["heading_1"]
        styles = self._document.styles.element
        return any(
            style.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None
            for style in styles.iterchildren(qn("w:style"))
            if style.get(qn("w:styleId")) == wanted
        )

    @property
    def sheet(self) -> Sheet:
        """The room on the template's pages, and how its body text fills them."""
        half_points = int(self._of_body("rPr/w:sz", "val") or 20)
        line, rule = int(self._of_body("pPr/w:spacing", "line") or 240), self._of_body("pPr/w:spacing", "lineRule")
        if rule not in ("exact", "atLeast"):
            line = round(line / 240 * half_points * SINGLE)
        character = half_points * 10 + int(self._of_body("rPr/w:spacing", "val") or 0)
        upright, turned = ((self.sections.text_width(way), self.sections.text_height(way)) for way in (False, True))
        return Sheet(upright, turned, line, character)

    def _of_body(self, place: str, name: str) -> str | None:
        """An attribute as it holds for body text: of its style, of those that this one rests on, or of all text."""
        root = self._document.styles.element
        styles = {style.get(qn("w:styleId")): style for style in root.iterchildren(qn("w:style"))}
        at: str | None = self.styles["body"]
        while at in styles:
            style = styles.pop(at)
            for found in style.xpath(f"w:{place}"):
                if found.get(qn(f"w:{name}")) is not None:
                    return str(found.get(qn(f"w:{name}")))
            based = style.find(qn("w:basedOn"))
            at = None if based is None else based.get(qn("w:val"))
        defaults = root.xpath(f"w:docDefaults//w:{place}")
        value = defaults[0].get(qn(f"w:{name}")) if defaults else None
        return None if value is None else str(value)

    # ---------------------------------------------------------------- parts

    def add_footnote(self, content: str) -> int:
        """A footnote from the runs of its text; returns its number."""
        number = len(self._footnotes) + 1
        mark = f'<w:r><w:rPr><w:rStyle w:val="{self.styles["footnote_mark"]}"/></w:rPr><w:footnoteRef/></w:r>'
        style = f'<w:pPr><w:pStyle w:val="{self.styles["footnote_text"]}"/></w:pPr>'
        space = '<w:r><w:t xml:space="preserve"> </w:t></w:r>'
        self._footnotes.append(f'<w:footnote w:id="{number}"><w:p>{style}{mark}{space}{content}</w:p></w:footnote>')
        return number

    def add_picture(self, data: bytes) -> tuple[str, int, int]:
        """A picture (PNG, JPEG, GIF, BMP, TIFF): its relationship id, and its own width and height in EMU.

        Raises:
            UnusablePicture: the data is no such picture.
        """
        try:
            relation, image = self._part.get_or_add_image(io.BytesIO(data))
            return relation, int(image.width), int(image.height)
        except (UnrecognizedImageError, InvalidImageStreamError, UnexpectedEndOfFileError, ZeroDivisionError) as error:
            raise UnusablePicture("图片无法读取：请改用 PNG 或 JPEG 格式的图片。") from error

    def add_svg(self, data: bytes) -> str:
        """A drawing beside its bitmap; returns the relationship id."""
        package = self._part.package
        part = Part(package.next_partname("/word/media/drawing%d.svg"), "image/svg+xml", data, package)
        relation: str = self._part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
        return relation

    def add_link(self, kind: str, bookmark: str) -> str:
        """A link into the document of that kind, which lies beside this one; returns the relationship id.

        Empty where there is no such document: the words then stand without a link.
        """
        name = self._beside.get(kind)
        if name is None:
            return ""
        relation: str = self._part.relate_to(f"{quote(name)}#{bookmark}", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return relation

    def add_chart(self, chart: NativeChart, moment: datetime) -> str:
        """A chart with its workbook; returns the relationship id."""
        package = self._part.package
        sheet = package.next_partname("/word/embeddings/chart%d.xlsx")
        book = Part(sheet, CONTENT_TYPE.SML_SHEET, chart.sheet.workbook(moment), package)
        drawing = package.next_partname("/word/charts/chart%d.xml")
        part = Part(drawing, CONTENT_TYPE.DML_CHART, chart.part(), package)
        part.rels.add_relationship(RELATIONSHIP_TYPE.PACKAGE, book, WORKBOOK)
        relation: str = self._part.relate_to(part, RELATIONSHIP_TYPE.CHART)
        return relation

    def list_sections(self, ids: Sequence[str]) -> None:
        """Lists the sections in the file's properties, so that one that was taken out is missed later."""
        package = self._part.package
        part = Part(PackURI("/docProps/custom.xml"), CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, listing(ids), package)
        package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)

    # ---------------------------------------------------------------- saving

    def save(self, body: Iterable[bytes], document: Document, clock: datetime, target: BinaryIO) -> None:
        """Writes the file: the text within w:body, the properties of the document, all times those of the clock."""
        moment = clock.astimezone(UTC)
        properties = self._document.core_properties
        # 255 characters are the most that Word takes in a property.
        properties.title, properties.subject = document.title[:255], document.subject[:255]
        properties.author = properties.last_modified_by = document.author[:255]
        properties.category = KINDS.get(document.kind, document.kind)
        properties.created = properties.modified = moment.replace(tzinfo=None)
        properties.revision = 1
        properties.language = "zh-CN"
        text, footnotes = self._part.partname.membername, dict(self._footnotes_part())
        stamp = max(moment.timetuple()[:6], (1980, 1, 1, 0, 0, 0))
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self._entries():
                entry = zipfile.ZipInfo(name, stamp)
                packed = name.endswith((".png", ".jpg", ".jpeg", ".gif", ".xlsx"))
                entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
                entry.create_system = 0  # the same bytes on every system
                with archive.open(entry, "w") as file:
                    file.writelines(_text(body) if name == text else (footnotes.get(name) or data,))

    def _entries(self) -> Iterator[tuple[str, bytes]]:
        """Name and content of all entries; python-docx would compress them once more on the way."""
        package = self._part.package
        parts = list(package.iter_parts())
        yield "[Content_Types].xml", content_types((str(part.partname), part.content_type) for part in parts)
        yield PACKAGE_URI.rels_uri.membername, package.rels.xml
        for part in parts:
            part.before_marshal()
            yield part.partname.membername, part.blob
            if len(part.rels):
                yield part.partname.rels_uri.membername, part.rels.xml

    def _footnotes_part(self) -> Iterator[tuple[str, bytes]]:
        blob = NO_FOOTNOTES.replace("</w:footnotes>", f"{''.join(self._footnotes)}</w:footnotes>").encode()
        try:
            part = self._part.part_related_by(RELATIONSHIP_TYPE.FOOTNOTES)
        except KeyError:
            name = PackURI("/word/footnotes.xml")
            part = Part(name, CONTENT_TYPE.WML_FOOTNOTES, blob, self._part.package)
            self._part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        yield part.partname.membername, blob


def _text(body: Iterable[bytes]) -> Iterator[bytes]:
    """word/document.xml piece by piece: as a whole, the text of a large park is beyond what memory caches hold."""
    spaces = {
        "w": look.NAMESPACE,
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    }
    declared = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in spaces.items())
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    yield f"{head}<w:document{declared}><w:body>".encode()
    yield from body
    yield b"</w:body></w:document>"
