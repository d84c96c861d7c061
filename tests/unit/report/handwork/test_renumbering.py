"""Captions and references of carried sections get the numbers of their new places."""

from __future__ import annotations

import io
import re
from pathlib import Path

import docx
import pytest
from lxml import etree

from tests.docx_checks import structure_faults
from tests.unit.report.handwork.test_handwork import change, exported, fresh, in_a_cell, rewritten, text_of
from tests.unit.report.parks import clock, document, document_of, sample
from zcpark_desktop.project import with_value
from zcpark_desktop.report.docx_writer import write_docx
from zcpark_desktop.report.handwork import edited_sections, write_over
from zcpark_desktop.report.handwork.parts import WordParts
from zcpark_desktop.report.handwork.renumbering import renumber

__all__ = ["exported", "fresh"]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def codes(parts: WordParts) -> list[str]:
    return [" ".join((each.text or "").split()) for each in parts.body.iter(f"{W}instrText")]


def words(parts: WordParts) -> str:
    return "".join(each.text or "" if each.tag == f"{W}t" else "-"
                   for each in parts.body.iter(f"{W}t", f"{W}noBreakHyphen"))


@pytest.mark.parametrize("kind", ["application", "plan", "calculation", "self_assessment"])
def test_a_document_as_it_was_written_keeps_its_numbers(kind: str) -> None:
    written = io.BytesIO()
    write_docx(document(kind), written, clock=clock())
    before, after = WordParts(written.getvalue()), WordParts(written.getvalue())
    renumber(after)
    assert codes(after) == codes(before)
    assert words(after) == words(before)
    again = etree.tostring(after.body)
    renumber(after)
    assert etree.tostring(after.body) == again


def test_a_kept_section_counts_on_from_what_stands_before_it_now(exported: Path) -> None:
    assert "图1-2" in text_of(exported).replace("\u2011", "-")  # 图1-1 is the map of the boundary
    change(exported, in_a_cell)
    ids = [each.id for each in edited_sections(exported)]
    without_map = document_of(with_value(sample(), "boundary/rings", ()), "plan")
    write_over(without_map, exported, ids, clock=clock())
    told = text_of(exported).replace("\u2011", "-")
    assert "121,975.18" in told
    # First in the list of figures, then where they stand.
    assert re.findall(r"^图 ?(1-\d)", told, re.MULTILINE) == ["1-1", "1-2", "1-1", "1-2"]
    assert "图1-1" in told and "图1-3" not in told
    assert structure_faults(exported) == []


def test_a_section_that_libreoffice_saved_gets_the_codes_that_count_by_chapter(exported: Path, tmp_path: Path) -> None:
    change(exported, in_a_cell)
    exported.write_bytes(rewritten(exported, tmp_path).read_bytes())
    ids = [each.id for each in edited_sections(exported)]
    assert ids
    write_over(document("plan"), exported, ids, clock=clock())
    fresh_one = io.BytesIO()
    write_docx(document("plan"), fresh_one, clock=clock())
    wanted = [code for code in codes(WordParts(fresh_one.getvalue())) if code.startswith("SEQ")]
    assert [code for code in codes(WordParts(exported.read_bytes())) if code.startswith("SEQ")] == wanted


def test_a_page_break_that_libreoffice_moved_makes_no_blank_page(tmp_path: Path) -> None:
    path = tmp_path / "01 申报书.docx"
    write_docx(document("application"), path, clock=clock())
    breaks = docx.Document(str(path)).element.xpath('count(//w:br[@w:type="page"])')

    def last_words(opened: docx.document.Document) -> None:
        next(each for each in opened.paragraphs if each.text.startswith("附件2")
             and each.paragraph_format.page_break_before).insert_paragraph_before("本附件到此为止。")

    change(path, last_words)
    path.write_bytes(rewritten(path, tmp_path).read_bytes())
    assert docx.Document(str(path)).element.xpath('count(//w:br[@w:type="page"])') > breaks
    write_over(document("application"), path, [each.id for each in edited_sections(path)], clock=clock())
    assert "本附件到此为止。" in text_of(path)
    assert docx.Document(str(path)).element.xpath('count(//w:br[@w:type="page"])') == breaks


def test_a_caption_that_staff_made_in_word_is_counted_and_left_as_it_is() -> None:
    written = io.BytesIO()
    write_docx(document("plan"), written, clock=clock())
    opened = docx.Document(written)
    caption = next(each for each in opened.paragraphs if each.style is not None and each.style.name == "Caption"
                   and each.text.startswith("表") and "分品种" in each.text)
    mine = caption.insert_paragraph_before("表")
    for piece in ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
                  '<w:r><w:instrText>SEQ 表 \\* ARABIC</w:instrText></w:r>',
                  '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', "<w:r><w:t>9</w:t></w:r>",
                  '<w:r><w:fldChar w:fldCharType="end"/></w:r>'):
        mine._p.append(etree.fromstring(piece.replace("<w:r>", f'<w:r xmlns:w="{W[1:-1]}">', 1)))
    changed = io.BytesIO()
    opened.save(changed)
    parts = WordParts(changed.getvalue())
    renumber(parts)
    texts = ["".join(t.text or "-" for t in p.iter(f"{W}t", f"{W}noBreakHyphen")) for p in parts.body.iter(f"{W}p")]
    assert "表9" in texts
    assert any(text.startswith("表1-2　分品种") for text in texts)


