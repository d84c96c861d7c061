"""Whole Word files: sound, reproducible, written whole or not at all."""

from __future__ import annotations

import io
import os
import re
import zipfile
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import docx
import pytest
from docx.shared import Mm, Pt
from lxml import etree

from tests.docx_checks import structure_faults, validate_docx
from tests.unit.report.demo import demo
from zcpark_desktop.report import blocks as b
from zcpark_desktop.report.docx_writer import BookmarkError, FileInUse, UnusablePicture, UnusableTemplate, write_docx
from zcpark_desktop.report.docx_writer.layout import Sheet
from zcpark_desktop.report.docx_writer.package import Package
from zcpark_desktop.report.docx_writer.plan import word_name
from zcpark_desktop.report.docx_writer.styles import NAMESPACE

W = f"{{{NAMESPACE}}}"
CLOCK = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.docx"
    write_docx(demo(rows=60), path, clock=CLOCK)
    return path


def written(*blocks: b.Block, template: Path | None = None) -> zipfile.ZipFile:
    buffer = io.BytesIO()
    write_docx(b.Document("kind", "题", blocks), buffer, clock=CLOCK, template=template)
    return zipfile.ZipFile(buffer)


def part(archive: zipfile.ZipFile, name: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(archive.read(name))


def words(element: etree._Element) -> str:
    firm = f"{W}noBreakHyphen"
    return "".join("-" if t.tag == firm else t.text or "" for t in element.iter(f"{W}t", firm))


def paragraphs(root: etree._Element) -> list[tuple[str, str]]:
    """Style and words of each paragraph."""
    return [
        (style.get(f"{W}val") if (style := p.find(f"{W}pPr/{W}pStyle")) is not None else "", words(p))
        for p in root.iter(f"{W}p")
    ]


def fields(root: etree._Element) -> list[str]:
    return [code.text.strip() for code in root.iter(f"{W}instrText")]


# --------------------------------------------------------------------------- the file


def test_a_document_with_every_block_is_valid(demo_file: Path) -> None:
    assert validate_docx(demo_file) == []


def test_the_same_document_and_clock_give_the_same_bytes() -> None:
    first, second = io.BytesIO(), io.BytesIO()
    write_docx(demo(rows=3), first, clock=CLOCK)
    write_docx(demo(rows=3), second, clock=CLOCK.astimezone(timezone(timedelta(hours=8))))
    assert first.getvalue() == second.getvalue()


def test_the_clock_is_in_the_properties_and_entries(demo_file: Path) -> None:
    properties = docx.Document(str(demo_file)).core_properties
    assert (properties.title, properties.author) == ("无锡某经济开发区零碳园区建设方案", "无锡某经济开发区管理委员会")
    assert properties.created == CLOCK == properties.modified
    with zipfile.ZipFile(demo_file) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 1, 5, 9, 30, 0)}


def test_progress_counts_blocks_to_the_end() -> None:
    seen = []
    write_docx(
        b.Document("kind", "题", (b.Paragraph("一"), b.Paragraph("二"))), io.BytesIO(), clock=CLOCK,
        progress=lambda done, total: seen.append((done, total)),
    )  # fmt: skip
    assert seen == [(1, 2), (2, 2)]


def test_a_cancelled_export_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"old")

    def cancel(done: int, total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        write_docx(b.Document("kind", "题", (b.Paragraph("一"),)), path, clock=CLOCK, progress=cancel)
    assert [p.name for p in tmp_path.iterdir()] == ["a.docx"] and path.read_bytes() == b"old"


def test_a_file_open_in_word_is_named_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(source: Path, target: Path) -> None:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(FileInUse, match=r"^无法写入“申报书\.docx”：.*Word 或 WPS.*$"):
        write_docx(b.Document("kind", "题", ()), tmp_path / "申报书.docx", clock=CLOCK)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_without_right_to_write_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, mode: str) -> None:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(FileInUse, match=r"^没有写入文件夹“.*”的权限.*。$"):
        write_docx(b.Document("kind", "题", ()), tmp_path / "a.docx", clock=CLOCK)


@pytest.mark.skipif(os.name == "nt", reason="Windows files have no mode")
def test_others_may_read_the_file_as_the_users_settings_say(tmp_path: Path) -> None:
    write_docx(b.Document("kind", "题", ()), tmp_path / "a.docx", clock=CLOCK)
    plain = tmp_path / "b.txt"
    plain.write_text("b", encoding="utf-8")
    assert (tmp_path / "a.docx").stat().st_mode == plain.stat().st_mode


def test_an_empty_document_is_valid(tmp_path: Path) -> None:
    path = tmp_path / "empty.docx"
    write_docx(b.Document("kind", "题", ()), path, clock=CLOCK)
    assert validate_docx(path) == []


# --------------------------------------------------------------------------- page and styles


def test_the_page_is_that_of_the_standard(demo_file: Path) -> None:
    section = docx.Document(str(demo_file)).sections[-1]
    wanted = {"page_width": 210, "page_height": 297, "top_margin": 37, "bottom_margin": 35, "left_margin": 28,
              "right_margin": 26}  # fmt: skip
    for name, millimetres in wanted.items():
        assert abs(getattr(section, name) - Mm(millimetres)) < Mm(0.05), name


def test_twenty_two_lines_of_the_body_fill_the_page() -> None:
    archive = written(b.Paragraph("字"))
    (section,) = part(archive).iter(f"{W}sectPr")
    (normal,) = part(archive, "word/styles.xml").xpath("w:style[@w:styleId='Normal']", namespaces={"w": NAMESPACE})
    line = int(normal.find(f"{W}pPr/{W}spacing").get(f"{W}line"))
    assert normal.find(f"{W}pPr/{W}spacing").get(f"{W}lineRule") == "exact"
    margins = section.find(f"{W}pgMar")
    room = 16838 - int(margins.get(f"{W}top")) - int(margins.get(f"{W}bottom"))
    assert room // line == 22
    assert section.find(f"{W}docGrid").get(f"{W}linePitch") == str(line)


@pytest.mark.parametrize(
    ("name", "font", "half_points"),
    [
        ("Normal", "仿宋_GB2312", "32"),
        ("Title", "方正小标宋简体", "44"),
        ("heading 1", "黑体", None),
        ("heading 2", "楷体_GB2312", None),
        ("footer", "宋体", "28"),
        ("表格文字", "仿宋_GB2312", "21"),
    ],
)
def test_styles_name_the_fonts_of_the_standard(name: str, font: str, half_points: str | None) -> None:
    root = part(written(), "word/styles.xml")
    (style,) = (s for s in root.iter(f"{W}style") if s.find(f"{W}name").get(f"{W}val") == name)
    assert style.find(f"{W}rPr/{W}rFonts").get(f"{W}eastAsia") == font
    size = style.find(f"{W}rPr/{W}sz")
    assert (size.get(f"{W}val") if size is not None else None) == half_points


def test_no_style_takes_its_font_from_the_theme() -> None:
    assert b"Theme=" not in written().read("word/styles.xml")


def test_headings_are_numbered_by_real_levels() -> None:
    archive = written(b.Heading(1, "甲"), b.Heading(2, "乙"))
    styles = part(archive, "word/styles.xml")
    numbers = part(archive, "word/numbering.xml")
    forms = []
    for level in range(4):
        (style,) = (s for s in styles if s.find(f"{W}name") is not None and
                    s.find(f"{W}name").get(f"{W}val") == f"heading {level + 1}")  # fmt: skip
        number = style.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val")
        assert style.find(f"{W}pPr/{W}outlineLvl").get(f"{W}val") == str(level)
        (num,) = numbers.xpath(f"w:num[@w:numId='{number}']", namespaces={"w": NAMESPACE})
        abstract = num.find(f"{W}abstractNumId").get(f"{W}val")
        (lvl,) = numbers.xpath(
            f"w:abstractNum[@w:abstractNumId='{abstract}']/w:lvl[@w:ilvl='{level}']", namespaces={"w": NAMESPACE}
        )
        assert lvl.find(f"{W}pStyle").get(f"{W}val") == style.get(f"{W}styleId")
        forms.append((lvl.find(f"{W}numFmt").get(f"{W}val"), lvl.find(f"{W}lvlText").get(f"{W}val")))
    assert forms == [
        ("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"),
        ("decimal", "%3."), ("decimal", "（%4）"),
    ]  # fmt: skip


def test_word_does_not_ask_anything_at_opening() -> None:
    archive = written(b.Contents(), b.Heading(1, "甲"))
    assert b"updateFields" not in archive.read("word/settings.xml")
    assert b"w:dirty" not in archive.read("word/document.xml")


def test_page_numbers_stand_at_the_outer_side_between_dashes() -> None:
    archive = written(b.Paragraph("字"))
    root = part(archive)
    relations = {r.get("Id"): r.get("Target") for r in part(archive, "word/_rels/document.xml.rels")}
    sides = {}
    for reference in root.iter(f"{W}footerReference"):
        rid = reference.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")
        footer = part(archive, f"word/{relations[rid]}")
        assert words(footer) == "— 1 —" and fields(footer) == ["PAGE"]
        sides[reference.get(f"{W}type")] = footer.find(f"{W}p/{W}pPr/{W}jc").get(f"{W}val")
    assert sides == {"default": "right", "even": "left"}
    assert part(archive, "word/settings.xml").find(f"{W}evenAndOddHeaders") is not None


# --------------------------------------------------------------------------- sections


def test_cover_front_body_and_landscape_are_sections() -> None:
    root = part(
        written(
            b.Cover(("题",)),
            b.Contents(),
            b.Heading(1, "甲"),
            b.Paragraph("文"),
            b.Landscape((b.Paragraph("横"),)),
            b.Paragraph("纵"),
        )
    )
    found = []
    for section in root.iter(f"{W}sectPr"):
        size, number = section.find(f"{W}pgSz"), section.find(f"{W}pgNumType")
        found.append(
            (
                len(section.findall(f"{W}footerReference")),
                size.get(f"{W}orient"),
                size.get(f"{W}w"),
                None if number is None else (number.get(f"{W}fmt"), number.get(f"{W}start")),
            )
        )
    assert found == [
        (0, None, "11906", (None, "1")),
        (2, None, "11906", ("upperRoman", "1")),
        (2, None, "11906", (None, "1")),
        (2, "landscape", "16838", None),
        (2, None, "11906", None),
    ]


def test_a_landscape_page_turns_its_margins_with_the_sheet() -> None:
    root = part(written(b.Landscape((b.Paragraph("横"),))))
    (margins,) = root.iter(f"{W}pgMar")
    # Turned anticlockwise: the upper edge is bound (28 mm), the left edge is the foot of the page (35 mm).
    assert [margins.get(f"{W}{side}") for side in ("top", "right", "bottom", "left")] == [
        "1588",
        "2098",
        "1474",
        "1984",
    ]


def test_tables_on_landscape_pages_use_their_width() -> None:
    root = part(written(b.Landscape((b.Table((b.Column("甲"),), (("1",),)),))))
    (width,) = root.iter(f"{W}tblW")
    assert width.get(f"{W}w") == str(16838 - 1984 - 2098)


def test_a_page_break_needs_no_empty_paragraph() -> None:
    root = part(written(b.Paragraph("一"), b.PageBreak(), b.Paragraph("二")))
    assert [text for _, text in paragraphs(root)] == ["一", "二"]
    (found,) = root.iter(f"{W}pageBreakBefore")
    assert words(found.getparent().getparent()) == "二"


def test_a_new_section_needs_no_page_break() -> None:
    root = part(
        written(b.Cover(("题",)), b.PageBreak(), b.Heading(1, "甲", new_page=True), b.PageBreak(), b.Paragraph("乙"))
    )
    assert [words(found.getparent().getparent()) for found in root.iter(f"{W}pageBreakBefore")] == ["乙"]


# --------------------------------------------------------------------------- text


def test_lines_that_the_user_typed_become_paragraphs() -> None:
    root = part(written(b.Paragraph("　　第一段。\n\n第二段。")))
    assert paragraphs(root) == [("Body", "第一段。"), ("Body", "第二段。")]


def test_contents_list_headings_with_page_numbers() -> None:
    root = part(written(b.Contents(), b.Heading(1, "甲"), b.Heading(2, "乙"), b.Heading(1, "丙", new_page=True)))
    lines = [line for line in paragraphs(root) if line[0].startswith("Toc") and line[0] != "TocHeading"]
    assert lines == [("Toc1", "一、甲1"), ("Toc2", "（一）乙1"), ("Toc1", "二、丙2")]
    assert fields(root)[0] == 'TOC \\o "1-3" \\h \\z \\u'
    marks = {mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")}
    assert {code.split()[1] for code in fields(root) if code.startswith("PAGEREF")} <= marks


def test_captions_are_fields_that_references_show() -> None:
    table = b.Table((b.Column("甲"),), (("1",),), caption="名", bookmark="clean_share")
    root = part(written(b.Heading(1, "章"), table, b.Paragraph(("见", b.Ref("clean_share"), "。"))))
    assert paragraphs(root)[1] == ("Caption", "表1-1　名")
    assert paragraphs(root)[-1] == ("Body", "见表1-1。")
    assert [code for code in fields(root) if code != "SEQ 章 \\h"] == [
        "SEQ 章 \\c", "SEQ 表 \\* ARABIC \\r 1", "REF clean_share \\h",
    ]  # fmt: skip
    (start,) = root.xpath("//w:bookmarkStart[@w:name='clean_share']", namespaces={"w": NAMESPACE})
    marked = ""
    for sibling in start.itersiblings():
        if sibling.tag == f"{W}bookmarkEnd":
            break
        marked += words(sibling)
    assert marked == "表1-1"


def test_a_caption_stays_with_its_table() -> None:
    root = part(written(b.Table((b.Column("甲"),), (("1",),), caption="名")))
    (caption,) = (p for p in root.iter(f"{W}p") if words(p) == "表1　名")
    assert caption.find(f"{W}pPr/{W}keepNext") is not None


def test_a_reference_without_target_is_refused() -> None:
    with pytest.raises(BookmarkError):
        written(b.Paragraph((b.Ref("缺"),)))


def test_footnotes_are_real_ones() -> None:
    archive = written(b.Paragraph(("甲", b.Note("注一"), "乙", b.Note("注二"))))
    references = [r.get(f"{W}id") for r in part(archive).iter(f"{W}footnoteReference")]
    notes = {n.get(f"{W}id"): words(n).strip() for n in part(archive, "word/footnotes.xml")}
    assert [notes[reference] for reference in references] == ["注一", "注二"]


def test_each_numbered_list_starts_again() -> None:
    archive = written(b.NumberedList(("甲",)), b.NumberedList(("乙",)))
    used = [n.get(f"{W}val") for n in part(archive).iter(f"{W}numId")]
    assert len(set(used)) == 2
    for number in used:
        (num,) = part(archive, "word/numbering.xml").xpath(f"w:num[@w:numId='{number}']", namespaces={"w": NAMESPACE})
        assert num.find(f".//{W}startOverride").get(f"{W}val") == "1"


def test_tables_never_touch() -> None:
    table = b.Table((b.Column("甲"),), (("1",),))
    body = part(written(table, table)).find(f"{W}body")
    tags = [child.tag.removeprefix(W) for child in body]
    assert "tbl" in tags and not re.search("tbl,tbl", ",".join(tags))


SMALL_TABLE = b.Table((b.Column("甲"),), (("1",),))


@pytest.mark.parametrize(
    ("blocks", "styles"),
    [
        ((SMALL_TABLE,), ["SectionEnd"]),
        ((SMALL_TABLE, b.Paragraph("文")), ["Gap", "Body"]),
        ((SMALL_TABLE, b.PageBreak(), b.Paragraph("文")), ["SectionEnd", "Body"]),
        ((b.Landscape((SMALL_TABLE,)), b.Paragraph("文")), ["SectionEnd", "Body"]),
    ],
)
def test_a_table_that_fills_its_page_has_no_blank_one_behind(blocks: tuple[b.Block, ...], styles: list[str]) -> None:
    body = part(written(*blocks)).find(f"{W}body")
    table = body.find(f"{W}tbl")
    after = [each.find(f"{W}pPr/{W}pStyle").get(f"{W}val") for each in table.itersiblings(f"{W}p")]
    assert after == styles


def test_notes_and_sources_say_what_they_are() -> None:
    root = part(written(b.Table((b.Column("甲"),), (("1",),), note="口径。", source="统计台账。")))
    assert [line for line in paragraphs(root) if line[0] in ("Note", "Source")] == [
        ("Note", "注：口径。"), ("Source", "数据来源：统计台账。"),
    ]  # fmt: skip


def test_a_picture_that_is_none_is_refused_in_one_sentence() -> None:
    with pytest.raises(UnusablePicture, match=r"^图片无法读取：.*。$"):
        written(b.Figure(b.Picture(b"not a picture"), "图"))


# --------------------------------------------------------------------------- templates


def test_a_parks_own_template_keeps_its_styles_and_margins(tmp_path: Path) -> None:
    own = docx.Document()  # python-docx's own look: other margins, blue headings, no 表格文字
    own.sections[0].left_margin = Mm(40)
    own.sections[0].header.paragraphs[0].text = "某园区"
    own.add_paragraph("模板里的说明文字")
    own.save(str(tmp_path / "own.docx"))
    result = tmp_path / "result.docx"
    write_docx(demo(rows=3), result, clock=CLOCK, template=tmp_path / "own.docx")
    assert validate_docx(result) == []
    made = docx.Document(str(result))
    assert abs(made.sections[-1].left_margin - Mm(40)) < Mm(0.05)
    assert made.sections[-1].header.paragraphs[0].text == "某园区"
    assert "模板里的说明文字" not in [p.text for p in made.paragraphs]
    names = [style.name for style in made.styles]
    assert names.count("Heading 1") == 1 and names.count("表格文字") == 1
    heading = next(p for p in made.paragraphs if p.text == "建设基础")
    assert heading.style.name == "Heading 1" and heading._p.pPr.numPr is not None


def test_a_template_that_is_no_word_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "bad.docx").write_bytes(b"PK\x03\x04nonsense")
    for name in ("bad.docx", "missing.docx"):
        with pytest.raises(UnusableTemplate, match=rf"^模板“.*{name}”不是可用的 Word 文档.*。$"):
            write_docx(b.Document("kind", "题", ()), io.BytesIO(), clock=CLOCK, template=tmp_path / name)


def test_the_hyphen_of_a_caption_does_not_break() -> None:
    table = b.Table((b.Column("甲"),), (("1",),), caption="名", bookmark="t")
    root = part(written(b.Heading(1, "章"), table, b.Paragraph(("见", b.Ref("t"), "。"))))
    assert len(list(root.iter(f"{W}noBreakHyphen"))) == 2  # caption and reference


@pytest.mark.parametrize("style", ["note", "signature"])
def test_the_line_below_a_table_stays_with_it(style: b.ParagraphStyle) -> None:
    table = b.Table((b.Column("甲"),), (("1",),))
    root = part(written(table, b.Paragraph("依据：某标准。", style)))
    gap = next(p for p in root.iter(f"{W}p") if p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "Gap")
    assert gap.find(f"{W}pPr/{W}keepNext") is not None


def test_a_number_of_a_paper_links_into_the_list_that_lies_beside() -> None:
    told = b.Document("kind", "题", (b.Paragraph((b.Link("2-01", "evidence.a", kind="evidence"),)),))
    for beside, targets in (({"evidence": "05 清单.docx"}, ["05%20%E6%B8%85%E5%8D%95.docx#evidence_a"]), ({}, [])):
        buffer = io.BytesIO()
        write_docx(told, buffer, clock=CLOCK, beside=beside)
        archive = zipfile.ZipFile(buffer)
        relations = part(archive, "word/_rels/document.xml.rels")
        found = [each for each in relations if each.get("TargetMode") == "External"]
        assert [each.get("Target").replace(word_name("evidence.a"), "evidence_a") for each in found] == targets
        links = list(part(archive).iter(f"{W}hyperlink"))
        assert len(links) == len(targets) and "2-01" in words(part(archive))
        assert structure_faults(buffer) == []


def test_the_sheet_of_a_template_is_read_from_its_page_and_its_body_text(tmp_path: Path) -> None:
    assert Package().sheet == Sheet(character=315)  # 16 pt less a quarter of a point
    own = docx.Document()
    own.sections[0].page_width, own.sections[0].page_height = Mm(210), Mm(297)
    own.sections[0].left_margin = own.sections[0].right_margin = Mm(30)
    own.sections[0].top_margin = own.sections[0].bottom_margin = Mm(25)
    own.styles["Normal"].font.size = Pt(12)
    own.styles["Normal"].paragraph_format.line_spacing = Pt(20)
    own.save(str(tmp_path / "own.docx"))
    found = Package(tmp_path / "own.docx").sheet
    # 150 x 247 mm; 20 pt a line, 12 pt a character; 1 mm is 56.7 twips
    assert [round(length / 56.693) for length in found.upright] == [150, 247]
    assert (found.line, found.character) == (400, 240) and found.turned[0] == found.upright[1]
