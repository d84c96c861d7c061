"""The parts of an empty document after GB/T 9704: what Word files are made from when a park brings no template."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from functools import cache

from zcpark_desktop.report.docx_writer import styles as look
from zcpark_desktop.report.docx_writer.text import escape

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_W = f'xmlns:w="{look.NAMESPACE}" xmlns:r="{_OFFICE}/relationships"'
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"

_PARTS = {
    "styles": "styles",
    "settings": "settings",
    "fontTable": "fontTable",
    "footer1": "footer",
    "footer2": "footer",
    "footer3": "footer",
    "footer4": "footer",
    "footnotes": "footnotes",
    "theme": "theme",
}

LANDSCAPE_FOOTERS = {"footer1.xml": "footer3.xml", "footer2.xml": "footer4.xml"}
"""Footer of portrait pages → its twin on landscape pages (targets of relationships)."""

NO_FOOTNOTES = (
    f"{_DECLARATION}<w:footnotes {_W}>"
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
    "</w:footnotes>"
)
"""A footnotes part with the two separators that Word wants, and no note."""


@cache
def default_template() -> bytes:
    """An empty .docx with page set-up and page numbers, to which styles and lists are added; the same bytes each time.

    Its last section carries the portrait footers; the landscape ones are found by their part names.
    """
    parts = {
        "[Content_Types].xml": _template_types(),
        "_rels/.rels": _relationships(
            ("rId1", f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
            ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"/>',
        "word/document.xml": f"<w:document {_W}><w:body>{_section()}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relationships(
            *(
                (f"rId{i}", f"{_OFFICE}/relationships/{kind}", f"{name}.xml")
                for i, (name, kind) in enumerate(_PARTS.items(), start=1)
            )
        ),
        "word/styles.xml": _styles(),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _font_table(),
        "word/footer1.xml": _footer(_number_paragraph("right")),
        "word/footer2.xml": _footer(_number_paragraph("left")),
        "word/footer3.xml": _footer(_turned_number("right")),
        "word/footer4.xml": _footer(_turned_number("left")),
        "word/theme.xml": _theme(),
        "word/footnotes.xml": NO_FOOTNOTES.removeprefix(_DECLARATION),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), _DECLARATION + content)
    return buffer.getvalue()


def _template_types() -> str:
    overrides = {f"/word/{name}.xml": f"{_WORD_TYPE}.{kind}+xml" for name, kind in _PARTS.items()}
    overrides["/word/document.xml"] = f"{_WORD_TYPE}.document.main+xml"
    overrides["/word/theme.xml"] = "application/vnd.openxmlformats-officedocument.theme+xml"
    overrides["/docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    return content_types(overrides.items()).decode().removeprefix(_DECLARATION)


def content_types(parts: Iterable[tuple[str, str]]) -> bytes:
    """The list of a package's parts (name from “/”) and their types."""
    rows = "".join(f'<Override PartName="{escape(name)}" ContentType="{kind}"/>' for name, kind in parts)
    return (
        f'{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{rows}</Types>'
    ).encode()


def _relationships(*rows: tuple[str, str, str]) -> str:
    items = "".join(f'<Relationship Id="{i}" Type="{kind}" Target="{target}"/>' for i, kind, target in rows)
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{items}</Relationships>'


def _section() -> str:
    names = list(_PARTS)
    odd, even = names.index("footer1") + 1, names.index("footer2") + 1
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="rId{odd}"/>'
        f'<w:footerReference w:type="even" r:id="rId{even}"/>'
        f'<w:pgSz w:w="{look.PAGE_WIDTH}" w:h="{look.PAGE_HEIGHT}"/>'
        f'<w:pgMar w:top="{look.TOP}" w:right="{look.RIGHT}" w:bottom="{look.BOTTOM}" w:left="{look.LEFT}"'
        f' w:header="851" w:footer="{look.FOOTER}" w:gutter="0"/>'
        '<w:cols w:space="425"/>'
        f'<w:docGrid w:type="lines" w:linePitch="{look.LINE}"/></w:sectPr>'
    )


def _styles() -> str:
    """What holds for all text; the styles themselves are added as to any template."""
    return (
        f"<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>{look.fonts(look.FANGSONG)}{look.size('三号')}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults></w:styles>"
    )


def _settings() -> str:
    # No w:updateFields and no dirty fields: Word would greet the reader with a question at each opening, and the
    # contents and references are written out already.
    return (
        f'<w:settings {_W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="640"/><w:evenAndOddHeaders/>'
        '<w:drawingGridVerticalSpacing w:val="290"/><w:characterSpacingControl w:val="compressPunctuation"/>'
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        "<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>"
        "<w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:useFELayout/>"
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        "</w:compat>"
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def _theme() -> str:
    """Colours and fonts for what readers add by hand; our styles name their fonts themselves."""
    names = ("dk1", "lt1", "dk2", "lt2", *(f"accent{i}" for i in range(1, 7)), "hlink", "folHlink")
    values = (
        "000000",
        "FFFFFF",
        "333333",
        "EEF1F0",
        "1F6F5C",
        "8A8F8D",
        "B4B8B6",
        "5B605E",
        "2F8F78",
        "D9DCDB",
        "000000",
        "000000",
    )
    colours = "".join(f'<a:{n}><a:srgbClr val="{v}"/></a:{n}>' for n, v in zip(names, values, strict=True))
    fonts = "".join(
        f'<a:{name}Font><a:latin typeface="{look.LATIN}"/><a:ea typeface="{chinese}"/><a:cs typeface=""/>'
        f"</a:{name}Font>"
        for name, chinese in (("major", look.HEI), ("minor", look.FANGSONG))
    )
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>' * 3
    line = '<a:ln w="9525"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln>' * 3
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="GB/T 9704"><a:themeElements>'
        f'<a:clrScheme name="GB/T 9704">{colours}</a:clrScheme><a:fontScheme name="GB/T 9704">{fonts}</a:fontScheme>'
        f'<a:fmtScheme name="GB/T 9704"><a:fillStyleLst>{fill}</a:fillStyleLst><a:lnStyleLst>{line}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effect}</a:effectStyleLst><a:bgFillStyleLst>{fill}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )


def _font_table() -> str:
    rows = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in look.ALTERNATIVES.items()
    )
    return f'<w:fonts {_W}>{rows}<w:font w:name="{look.LATIN}"><w:charset w:val="00"/></w:font></w:fonts>'


def _page_number() -> str:
    """— 1 — with the digits in 宋体 (clause 7.5)."""
    dash = '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t>—</w:t></w:r>'
    space = '<w:r><w:t xml:space="preserve"> </w:t></w:r>'
    page = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return dash + space + page + space + dash


def _number_paragraph(side: str) -> str:
    """Odd pages at the right, even ones at the left, one character in."""
    indent = f'<w:ind w:{side}Chars="100" w:{side}="280"/>'
    return f'<w:p><w:pPr><w:pStyle w:val="Footer"/>{indent}<w:jc w:val="{side}"/></w:pPr>{_page_number()}</w:p>'


def _turned_number(side: str) -> str:
    """The number of a landscape page, where it stands on the portrait pages once the sheet is turned (clause 8).

    The sheet is turned anticlockwise to stand upright among the others: its left edge becomes the foot of the page. The
    number is a floating one-cell table there, written downwards.
    """
    height = look.TEXT_WIDTH
    cell = (
        '<w:tbl><w:tblPr><w:tblpPr w:vertAnchor="page" w:horzAnchor="page"'
        f' w:tblpX="{look.FOOTER}" w:tblpY="{look.LEFT}"/><w:tblOverlap w:val="never"/><w:tblW w:w="420" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
        '</w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="420"/></w:tblGrid>'
        f'<w:tr><w:trPr><w:trHeight w:val="{height}" w:hRule="exact"/></w:trPr><w:tc><w:tcPr>'
        '<w:tcW w:w="420" w:type="dxa"/><w:textDirection w:val="tbRl"/><w:vAlign w:val="center"/></w:tcPr>'
        f"{_number_paragraph(side)}</w:tc></w:tr></w:tbl>"
    )
    return cell + '<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr></w:p>'


def _footer(content: str) -> str:
    return f"<w:ftr {_W}>{content}</w:ftr>"
