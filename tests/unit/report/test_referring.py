"""Each table and figure is named in the text before it, by its number."""

from __future__ import annotations

import pytest

from tests.unit.report.parks import SAMPLES, clock, evaluation
from zcpark_desktop.report import KINDS, compose
from zcpark_desktop.report import blocks as b
from zcpark_desktop.report.referring import with_references


def table(caption: str, bookmark: str | None = None) -> b.Table:
    return b.Table((b.Column("年份"),), (("2025年",),), caption, bookmark)


def referred(*blocks: b.Block) -> list[b.Block]:
    return list(with_references(b.Document("plan", "方案", blocks)).blocks)


def said(block: b.Block) -> str:
    assert isinstance(block, b.Paragraph)
    if isinstance(block.content, str):
        return block.content
    return "".join(f"〔{run.bookmark}〕" if isinstance(run, b.Ref) else str(getattr(run, "text", run)) for run in block.content)


def test_the_paragraph_before_a_table_says_where_to_look() -> None:
    made = referred(b.Heading(1, "能源"), b.Paragraph("用电增长。"), table("电力", "table.power"), table("热力"))
    assert said(made[1]) == "用电增长。详见〔table.power〕、〔table.热力〕。"
    assert made[3].bookmark == "table.热力"


def test_a_section_that_begins_with_a_table_gets_a_sentence() -> None:
    made = referred(b.Heading(1, "能源"), b.Paragraph("用电增长。"), b.Heading(1, "清单"), table("电力"), table("热力"))
    assert said(made[1]) == "用电增长。"
    assert said(made[3]) == "电力见〔table.电力〕；热力见〔table.热力〕。"


@pytest.mark.parametrize(("before", "after"), [
    ("各项目标列于下表。", "各项目标列于〔table.电力〕。"),
    ("共两项：", "共两项（见〔table.电力〕）："),
    ("共两项", "共两项（见〔table.电力〕）"),
    ("真的吗？", "真的吗？详见〔table.电力〕。"),
])
def test_the_reference_goes_into_the_sentence(before: str, after: str) -> None:
    assert said(referred(b.Paragraph(before), table("电力"))[0]) == after


def test_a_table_that_the_text_names_already_is_not_named_again() -> None:
    lead = b.Paragraph(("见", b.Ref("table.power"), "。"))
    assert referred(lead, table("电力", "table.power"))[0] == lead


def test_tables_on_a_turned_page_are_named_before_it() -> None:
    made = referred(b.Paragraph("目标如下。"), b.Landscape((table("目标"), b.Paragraph("其余。"), table("其余"))))
    assert said(made[0]) == "目标如下。详见〔table.目标〕。"
    assert said(made[1].blocks[1]) == "其余。详见〔table.其余〕。"


def test_equal_captions_get_bookmarks_of_their_own() -> None:
    assert [block.bookmark for block in referred(b.Paragraph("两张。"), table("电力"), table("电力"))[1:]] == [
        "table.电力", "table.电力.2"]


def test_lines_that_become_paragraphs_of_their_own_are_left_alone() -> None:
    made = referred(b.Paragraph("第一行\n第二行"), table("电力"))
    assert [said(block) for block in made[:2]] == ["第一行\n第二行", "电力见〔table.电力〕。"]


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_table_and_figure_of_the_samples_is_referred_to(kind: str, name: str) -> None:
    made = compose(kind, evaluation(name), clock)
    for_reading = list(made.walk()) if made else []
    named = {run.bookmark for block in for_reading if isinstance(block, b.Paragraph) and not isinstance(block.content, str)
             for run in block.content if isinstance(run, b.Ref)}
    captioned = [block for block in for_reading if isinstance(block, b.Table | b.Figure) and block.caption]
    assert [block.caption for block in captioned if block.bookmark not in named] == []
