"""Each table and figure of a chapter is referred to, in a sentence that reads well where it stands."""

from __future__ import annotations

import pytest

from tests.golden.dump import plain
from tests.unit.report.parks import SAMPLES, document
from zcpark_desktop.report import blocks as b
from zcpark_desktop.report.referring import with_references


def table(caption: str, bookmark: str | None = None) -> b.Table:
    return b.Table((b.Column("列"),), (("值",),), caption, bookmark)


def through(*blocks: b.Block) -> list[b.Block]:
    return list(with_references(b.Document("kind", "题", blocks)).blocks)


def said(*blocks: b.Block) -> list[str]:
    return [plain(block.content) for block in through(*blocks) if isinstance(block, b.Paragraph)]


def test_the_sentence_joins_the_paragraph_that_leads_to_the_table() -> None:
    assert said(b.Heading(1, "能源"), b.Paragraph("用电增长。"), table("用电量")) == ["用电增长。用电量见〔table.用电量〕。"]


def test_without_a_paragraph_it_stands_by_itself_before_the_table() -> None:
    made = through(b.Heading(1, "能源"), table("用电量"))
    assert [type(block).__name__ for block in made] == ["Heading", "Paragraph", "Table"]


def test_a_paragraph_that_opens_a_list_is_left_alone() -> None:
    assert said(b.Paragraph("有三项："), table("甲")) == ["有三项：", "甲见〔table.甲〕。"]


def test_what_the_text_refers_to_already_is_not_told_again() -> None:
    lead = b.Paragraph(("见", b.Ref("table.a"), "。"))
    assert said(lead, table("甲", "table.a")) == ["见〔table.a〕。"]


def test_up_to_three_are_told_in_clauses_and_more_are_listed() -> None:
    assert said(table("甲"), table("乙")) == ["甲见〔table.甲〕；乙见〔table.乙〕。"]
    many = [table(name) for name in ("甲、子", "乙", "丙", "丁")]
    assert said(*many) == ["甲及子、乙、丙和丁，分别见〔table.甲、子〕、〔table.乙〕、〔table.丙〕和〔table.丁〕。"]


@pytest.mark.parametrize(
    ("title", "caption", "sentence"),
    [("零碳工厂", "零碳工厂", "具体见"), ("式1　净消费量", "净消费量分品种计算", "分品种计算见"), ("能源", "能源（吨）", "能源（吨）见"),
     ("缺口", "缺口的数据", "缺口的数据见")],
)
def test_the_heading_is_not_said_again(title: str, caption: str, sentence: str) -> None:
    assert said(b.Heading(2, title), table(caption)) == [f"{sentence}〔table.{caption}〕。"]


def test_after_a_sentence_on_the_following_items_the_caption_is_not_repeated() -> None:
    assert said(b.Paragraph("下列材料不完整。"), table("不完整的材料")) == ["下列材料不完整，见〔table.不完整的材料〕。"]


def test_forms_and_attachments_are_left_as_they_are() -> None:
    assert said(b.Heading(1, "附件", numbered=False), table("甲"), b.Heading(1, "章"), table("乙")) == ["乙见〔table.乙〕。"]


def test_a_table_on_a_landscape_page_is_told_of_before_it() -> None:
    made = through(b.Paragraph("目标如下。"), b.Landscape((table("甲"), table("乙"))))
    assert [type(block).__name__ for block in made] == ["Paragraph", "Landscape"]
    assert plain(made[0].content) == "目标如下。甲见〔table.甲〕；乙见〔table.乙〕。"  # type: ignore[union-attr]


def test_on_a_landscape_page_without_text_before_it_the_sentence_stands_on_it() -> None:
    (page,) = through(b.Landscape((table("甲"),)))
    assert isinstance(page, b.Landscape)
    assert [type(block).__name__ for block in page.blocks] == ["Paragraph", "Table"]


def test_two_tables_of_one_caption_have_bookmarks_of_their_own() -> None:
    marks = [block.bookmark for block in through(table("甲"), table("甲")) if isinstance(block, b.Table)]
    assert marks == ["table.甲", "table.甲.2"]


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("kind", ["application", "plan", "calculation", "self_assessment"])
def test_every_captioned_table_and_figure_of_a_chapter_is_referred_to(kind: str, name: str) -> None:
    numbered, wanted, found = True, set(), set()
    for block in document(kind, name).walk():
        if isinstance(block, b.Heading) and block.level == 1:
            numbered = block.numbered
        elif isinstance(block, b.Table | b.Figure) and block.caption and numbered:
            wanted.add(block.bookmark)
        elif isinstance(block, b.Paragraph) and not isinstance(block.content, str):
            found |= {run.bookmark for run in block.content if isinstance(run, b.Ref)}
    assert wanted <= found
