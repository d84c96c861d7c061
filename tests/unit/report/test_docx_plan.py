"""Headings and captions are numbered, references resolved, pages guessed."""

from __future__ import annotations

import pytest

from zcpark_desktop.report import blocks as b
from zcpark_desktop.report.docx_writer.layout import Fits, Pages, Sheet, column_widths, fitted
from zcpark_desktop.report.docx_writer.plan import BookmarkError, plan, with_turned_headings, word_name


def document(*blocks: b.Block) -> b.Document:
    return b.Document("kind", "题", blocks)


def table(caption: str = "表", bookmark: str | None = None) -> b.Table:
    return b.Table((b.Column("甲"),), (("1",),), caption=caption, bookmark=bookmark)


def labels(*blocks: b.Block) -> list[str]:
    return [entry.label for entry in plan(document(*blocks)).entries]


def test_headings_count_by_level_and_restart_below() -> None:
    levels = (1, 2, 2, 3, 4, 1, 2, 3)
    assert labels(*(b.Heading(level, "题") for level in levels)) == [
        "一、", "（一）", "（二）", "1.", "（1）", "二、", "（一）", "1.",
    ]  # fmt: skip


def test_a_third_level_straight_below_a_first_starts_at_one() -> None:
    assert labels(b.Heading(1, "甲"), b.Heading(3, "a"), b.Heading(1, "乙"), b.Heading(3, "b")) == [
        "一、",
        "1.",
        "二、",
        "1.",
    ]


def test_captions_count_by_chapter() -> None:
    figure = b.Figure(b.Picture(b""), "图")
    assert labels(b.Heading(1, "甲"), table(), table(), figure, b.Heading(1, "乙"), table(), figure) == [
        "一、", "表1-1", "表1-2", "图1-1", "二、", "表2-1", "图2-1",
    ]  # fmt: skip


def test_captions_in_an_attachment_count_on_their_own() -> None:
    attachment = b.Heading(1, "附件1", numbered=False)
    assert labels(b.Heading(1, "甲"), table(), attachment, table(), attachment, table())[-3:] == ["附表1", "", "附表2"]


def test_captions_without_chapters_count_through() -> None:
    assert labels(table(), b.Heading(2, "节"), table()) == ["表1", "（一）", "表2"]


def test_a_table_without_caption_is_not_counted() -> None:
    assert labels(table(""), table()) == ["表1"]


def test_a_reference_shows_the_label_or_the_heading() -> None:
    made = plan(document(b.Heading(1, "甲", bookmark="h"), table(bookmark="t")))
    assert made.target("h").shown == "甲"
    assert made.target("t").shown == "表1-1"


def test_a_reference_to_nothing_is_refused() -> None:
    with pytest.raises(BookmarkError, match="没有书签“缺”"):
        plan(document()).target("缺")


def test_a_bookmark_cannot_be_given_twice() -> None:
    with pytest.raises(BookmarkError, match="“t”在文档中出现两次"):
        plan(document(table(bookmark="t"), b.Heading(1, "甲", bookmark="t")))


def test_a_bookmark_of_a_table_without_caption_is_refused() -> None:
    with pytest.raises(BookmarkError, match="没有题注"):
        plan(document(table("", bookmark="t")))


@pytest.mark.parametrize("name", ["clean_share", "清洁能源占比"])
def test_a_legal_bookmark_keeps_its_name_in_word(name: str) -> None:
    assert word_name(name) == name


@pytest.mark.parametrize("name", ["a.b", "1a", "x" * 41, "带 空格"])
def test_an_illegal_bookmark_gets_a_legal_and_different_name(name: str) -> None:
    made = word_name(name)
    assert made.replace("_", "a").isalnum() and not made[0].isdigit() and len(made) <= 40
    assert made != word_name(name + "b")


def test_pages_are_numbered_from_the_body_on() -> None:
    made = plan(document(b.Cover(("题",)), b.Contents(), b.Heading(1, "甲"), b.PageBreak(), b.Heading(1, "乙")))
    assert [entry.page for entry in made.entries] == [1, 2]


def test_twenty_two_lines_fill_a_page() -> None:
    # 22 one-line paragraphs on page 1, the 23rd on page 2.
    pages = Pages(Fits())
    assert [pages.place(b.Paragraph("一行")) for _ in range(23)] == [1] * 22 + [2]


def test_landscape_pages_stand_alone() -> None:
    made = plan(document(b.Heading(1, "甲"), b.Landscape((table(),)), b.Heading(1, "乙")))
    assert [entry.page for entry in made.entries] == [1, 2, 3]


def test_column_widths_add_up_exactly() -> None:
    assert column_widths((1, 1, 1), 100) == [33, 34, 33]
    assert sum(column_widths((1.3, 2.7, 3.1, 0.9), 8844)) == 8844


def test_a_column_without_width_is_refused() -> None:
    with pytest.raises(ValueError, match="列宽比例"):
        column_widths((1, 0), 100)


def test_a_longer_text_makes_a_higher_row() -> None:
    made = b.Table((b.Column("甲"), b.Column("乙")), (("短", "短"), ("短", "很长的文字" * 40), ("短", "三\n行\n字")))
    one, long, three = fitted(made, 8844)[1]
    assert one < three < long


def test_headings_before_a_landscape_page_go_onto_it() -> None:
    first, second, text = b.Heading(1, "章"), b.Heading(2, "节"), b.Paragraph("文")
    made = with_turned_headings((text, first, second, b.Landscape((table(),)), text))
    assert made == (text, b.Landscape((first, second, table())), text)


def test_the_sentence_that_leads_to_a_landscape_table_goes_onto_its_page() -> None:
    told, heading, other = b.Paragraph(("见", b.Ref("t"), "。")), b.Heading(2, "节"), b.Paragraph("正文")
    turned = b.Landscape((table(bookmark="t"),))
    assert with_turned_headings((other, heading, told, turned)) == (
        other,
        b.Landscape((heading, told, *turned.blocks)),
    )
    assert with_turned_headings((heading, other, turned)) == (heading, other, turned)
    elsewhere = b.Paragraph(("见", b.Ref("u"), "。"))
    assert with_turned_headings((elsewhere, turned)) == (elsewhere, turned)


def test_no_number_date_or_verdict_breaks_within_a_cell() -> None:
    columns = (b.Column("序号", weight=0.1), b.Column("说明", weight=9), b.Column("投资", align="right", weight=0.1),
               b.Column("日期", weight=0.1), b.Column("结果", weight=0.1))
    made = b.Table(columns, (("13", "很短", "376,632.90", "2026年11月20日", "✗ 未达标"),))
    widths, heights = fitted(made, 8000)
    # 五号 is 10.5 pt, half of a character 105 twips, margins 200. 10 digits and signs and one to spare; the date takes
    # 8 digits and 3 characters and one to spare; the verdict a sign of two, a space, 3 characters and one to spare.
    assert widths[2] >= 11 * 105 + 200 and widths[3] >= 15 * 105 + 200 and widths[4] >= 10 * 105 + 200
    assert widths[0] >= 4 * 105 + 200  # the title of two characters
    assert sum(widths) == 8000 and heights == [21 * 13.5 + 64]


def test_columns_share_what_there_is_where_not_even_numbers_have_room() -> None:
    made = b.Table(tuple(b.Column("数") for _ in range(4)), (("1,234,567.89",) * 4,))
    assert fitted(made, 2000)[0] == [500] * 4


def test_an_address_of_the_web_may_break() -> None:
    made = b.Table((b.Column("网址"), b.Column("说明")), (("https://www.example.com/" + "a" * 200, "很短"),))
    assert fitted(made, 6000)[0][0] < 24 * 105 + 1 + 200 + 6000 / 2


def test_pages_are_guessed_by_the_room_on_the_sheet() -> None:
    # 22 lines of 28 characters fill a page; half of the characters on a line, 22 lines again: the second is on page 3.
    text = b.Paragraph("字" * (28 * 22 - 2))
    blocks = (text, b.Heading(1, "章"))
    assert plan(document(*blocks)).entries[0].page == 2
    narrow = Sheet(upright=(4422, 12756))
    assert plan(document(*blocks), narrow).entries[0].page == 3
    small = Sheet(line=290, character=158)  # four times as much on a page
    assert plan(document(*blocks), small).entries[0].page == 1
