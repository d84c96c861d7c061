"""The checks on Word files find the faults that they are for; each fault is sown into a sound file."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml

from tests.docx_checks import pdf_pages, schema_faults, structure_faults, validate_docx

BODY, STYLES, SETTINGS = "word/document.xml", "word/styles.xml", "word/settings.xml"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
FIELD = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> RE</w:instrText></w:r>'
    '<w:r><w:instrText xml:space="preserve">F _Ref1 \\h </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>表 1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """A Word file with a heading, a bookmark, a field that refers to it, and a table with merged cells."""
    document = docx.Document()
    for relation in list(document.part.rels.values()):
        if relation.reltype.endswith("/stylesWithEffects"):  # a leftover of Word 2010 in python-docx's own template
            document.part.drop_rel(relation.rId)
    heading = document.add_heading("能源消费", level=1)
    heading._p.append(parse_xml(f'<w:bookmarkStart {W} w:id="1" w:name="_Ref1"/>'))
    heading._p.append(parse_xml(f'<w:bookmarkEnd {W} w:id="1"/>'))
    table = document.add_table(rows=3, cols=3, style="Table Grid")
    table.cell(0, 0).merge(table.cell(0, 1)).text = "能源"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "电力"
    document.element.body.insert(1, parse_xml(FIELD.replace("<w:p>", f"<w:p {W}>", 1)))
    path = tmp_path / "sound.docx"
    document.save(path)
    return path


def spoil(sound: Path, part: str, pattern: str, replacement: str) -> Path:
    """Copy the sound file with one place of one part replaced."""
    spoilt = sound.with_name("spoilt.docx")
    with zipfile.ZipFile(sound) as source, zipfile.ZipFile(spoilt, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                text, count = re.subn(pattern, replacement, content.decode(), count=1)
                assert count == 1, f"{pattern} does not occur in {part}"
                content = text.encode()
            target.writestr(name, content)
    return spoilt


def test_a_sound_file_has_no_faults(sound: Path) -> None:
    assert validate_docx(sound) == []


@pytest.mark.parametrize(
    ("part", "pattern", "replacement", "expected"),
    [
        (BODY, r"<w:tblW [^>]*/>", '<w:tblW w:type="auto" w:w="wide"/>', "'w'"),
        (BODY, r"<w:tblLook", '<w:jc w:val="middle"/><w:tblLook', "'middle'"),
        (BODY, r"<w:r>", "<w:tale/><w:r>", "'tale'"),
        (BODY, r"<w:r>", "<w:r><w:rPr><w:b/><w:rFonts w:ascii='Arial'/></w:rPr></w:r><w:r>", "'rFonts'"),
        (BODY, r"<w:tcPr>", '<w:tcPr><w:vAlign w:val="center"/>', "'tcW'"),
        (BODY, r'<w:bookmarkStart w:id="1"', "<w:bookmarkStart", "'id'"),
        (BODY, r'<w:pStyle w:val="Heading1"/>', '<w:pStyle w:val="Missing"/>', "'Missing'"),
        (BODY, r"<w:pgSz [^>]*/>", '<w:pgSz w:w="11906" w:h="-1"/>', "'h'"),
        (STYLES, r'<w:name w:val="heading 1"/>', '<w:basedOn w:val="Normal"/><w:name w:val="heading 1"/>', "'name'"),
        (SETTINGS, r"<w:zoom", '<w:updateFields w:val="true"/><w:zoom', "'zoom'"),
    ],
)
def test_a_breach_of_the_schema_is_found(sound: Path, part: str, pattern: str, replacement: str, expected: str) -> None:
    faults = schema_faults(spoil(sound, part, pattern, replacement))
    assert any(fault.startswith(part) and expected in fault for fault in faults), faults


def test_a_fault_names_its_line(sound: Path) -> None:
    spoilt = spoil(sound, BODY, r"<w:tbl>", "\n\n<w:tbl><w:tale/>")
    with zipfile.ZipFile(spoilt) as package:
        before = package.read(BODY).decode().split("<w:tale/>")[0]
    assert any(fault.startswith(f"{BODY}:{before.count(chr(10)) + 1} ") for fault in schema_faults(spoilt))


@pytest.mark.parametrize(
    ("part", "pattern", "replacement", "expected"),
    [
        ("[Content_Types].xml", r'<Override PartName="/word/styles.xml"[^>]*/>', "", "no content type of its own"),
        ("[Content_Types].xml", r'PartName="/word/styles.xml"', 'PartName="/word/gone.xml"', "word/gone.xml"),
        ("[Content_Types].xml", r'<Default Extension="xml"[^>]*/>', "", "item1.xml: has no content type"),
        ("word/_rels/document.xml.rels", r'Target="styles.xml"', 'Target="style.xml"', "missing part word/style.xml"),
        ("word/_rels/document.xml.rels", r'Id="rId\d+"', 'Id="rId2"', "given 2 times"),
        (BODY, r"<w:r>", '<w:hyperlink xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
         'r:id="rId99"><w:r/></w:hyperlink><w:r>', "rId99 does not exist"),
        (BODY, r"<w:bookmarkEnd[^>]*/>", '<w:bookmarkEnd w:id="1"/><w:bookmarkStart w:id="2" w:name="_Ref1"/>'
         '<w:bookmarkEnd w:id="2"/>', "bookmark name _Ref1 is given 2 times"),
        (BODY, r"<w:bookmarkEnd[^>]*/>", '<w:bookmarkEnd w:id="1"/><w:bookmarkStart w:id="1" w:name="_Ref2"/>',
         "bookmark id 1 is given 2 times"),
        (BODY, r"<w:bookmarkEnd[^>]*/>", "", "not both opened and closed"),
        (BODY, r'w:name="_Ref1"', 'w:name="_Ref2"', "has no bookmark"),
        (BODY, r"<w:r>", '<w:hyperlink w:anchor="nowhere"><w:r/></w:hyperlink><w:r>', "link to nowhere"),
        (BODY, r"<w:r>", '<w:fldSimple w:instr=" PAGEREF _Toc9 \\\\h "/><w:r>', "_Toc9"),
        (BODY, r'<w:fldChar w:fldCharType="end"/>', "", "have no end"),
        (BODY, r'<w:fldChar w:fldCharType="begin"/>', "", "wrong place"),
        (BODY, r"<w:gridCol [^>]*/>", "", "fills 3 of its table's 2 columns"),
        (BODY, r'<w:gridSpan w:val="2"/>', '<w:gridSpan w:val="3"/>', "fills 4 of its table's 3 columns"),
        (BODY, r'<w:vMerge w:val="restart"/>', "", "was not begun above"),
        (BODY, r"</w:p></w:tc>", "</w:p><w:tbl><w:tblPr/><w:tblGrid/></w:tbl></w:tc>", "not end with a paragraph"),
        (BODY, r"<w:r>", "能耗<w:r>", "holds text of its own"),
        (BODY, r"<w:pPr>", '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="99"/></w:numPr>', "numbering 99"),
        (BODY, r"</w:body>", "", "not well-formed"),
    ],
)  # fmt: skip
def test_a_fault_of_structure_is_found(sound: Path, part: str, pattern: str, replacement: str, expected: str) -> None:
    faults = structure_faults(spoil(sound, part, pattern, replacement))
    assert any(expected in fault for fault in faults), faults


def test_two_drawings_with_one_id_are_found(sound: Path) -> None:
    drawing = (
        '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        '<wp:docPr id="7" name="图"/></wp:inline></w:drawing></w:r>'
    )
    faults = structure_faults(spoil(sound, BODY, r"<w:r>", drawing + drawing + "<w:r>"))
    assert "the drawing id 7 is given 2 times" in faults


def test_a_file_is_rendered_page_by_page(sound: Path, tmp_path: Path) -> None:
    document = docx.Document(str(sound))
    document.add_page_break()
    document.add_paragraph("第二页")
    document.save(str(sound))
    pages = pdf_pages(sound, tmp_path)
    assert [page.name for page in pages] == ["sound-1.png", "sound-2.png"]
    assert all(page.read_bytes().startswith(b"\x89PNG") for page in pages)
