"""Tables have real widths, spans and repeated heads."""

from __future__ import annotations

import pytest
from lxml import etree

from zcpark_desktop.report import blocks as b
from zcpark_desktop.report.docx_writer.layout import fitted
from zcpark_desktop.report.docx_writer.styles import NAMESPACE, STYLES
from zcpark_desktop.report.docx_writer.tables import table
from zcpark_desktop.report.docx_writer.text import run

W = f"{{{NAMESPACE}}}"
IDS = {style.key: style.id for style in STYLES}
WIDTH = 8844


def content(words: b.Content, bold: bool, bookmark: str | None) -> str:
    assert isinstance(words, str)
    return run(words, "<w:b/>" if bold else "")


def made(block: b.Table) -> etree._Element:
    xml = table(block, IDS, fitted(block, WIDTH), content)
    return etree.fromstring(xml.replace(b"<w:tbl>", f'<w:tbl xmlns:w="{NAMESPACE}">'.encode(), 1))


def rows(root: etree._Element) -> list[etree._Element]:
    return root.findall(f"{W}tr")


def texts(row: etree._Element) -> list[str]:
    return ["".join(t.text or "" for t in cell.iter(f"{W}t")) for cell in row.findall(f"{W}tc")]


def columns(*titles: str) -> tuple[b.Column, ...]:
    return tuple(b.Column(title) for title in titles)


def test_grid_and_cells_have_the_width_of_the_text() -> None:
    root = made(b.Table((b.Column("甲", weight=1), b.Column("乙", weight=2.5)), (("1", "2"),)))
    grid = [int(c.get(f"{W}w")) for c in root.iter(f"{W}gridCol")]
    assert sum(grid) == WIDTH
    for row in rows(root):
        assert [int(c.get(f"{W}w")) for c in row.iter(f"{W}tcW")] == grid
    assert root.find(f"{W}tblPr/{W}tblLayout").get(f"{W}type") == "fixed"


def test_the_head_repeats_and_no_row_breaks() -> None:
    head, first, second = rows(made(b.Table(columns("甲"), (("1",), ("2",)))))
    assert head.find(f"{W}trPr/{W}tblHeader") is not None
    assert first.find(f"{W}trPr/{W}tblHeader") is None
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in (head, first, second))


@pytest.mark.parametrize(("number", "margin"), [(11, None), (12, "55")])
def test_a_crowded_table_has_narrow_margins_in_its_cells(number: int, margin: str | None) -> None:
    root = made(b.Table(columns(*"甲乙丙丁戊己庚辛壬癸子丑"[:number]), (("1",) * number,)))
    left = root.find(f"{W}tblPr/{W}tblCellMar/{W}left")
    assert (None if left is None else left.get(f"{W}w")) == margin


def test_a_row_of_more_than_a_quarter_page_may_break() -> None:
    _, row = rows(made(b.Table(columns("甲"), (("很长的文字" * 300,),))))
    assert row.find(f"{W}trPr") is None


def test_the_unit_stands_in_the_head() -> None:
    assert texts(rows(made(b.Table((b.Column("用电量", "万千瓦时"),), ())))[0]) == ["用电量（万千瓦时）"]


def test_grouped_columns_get_a_common_head() -> None:
    block = b.Table(
        (b.Column("指标"), b.Column("2024", group="现状"), b.Column("2025", group="现状"), b.Column("注")), ()
    )
    upper, lower = rows(made(block))
    assert texts(upper) == ["指标", "现状", "注"]
    assert texts(lower) == ["", "2024", "2025", ""]
    assert [c.get(f"{W}val") for c in upper.iter(f"{W}gridSpan")] == ["2"]
    assert [m.get(f"{W}val") for m in upper.iter(f"{W}vMerge")] == ["restart", "restart"]
    assert [m.get(f"{W}val") for m in lower.iter(f"{W}vMerge")] == ["continue", "continue"]


def test_a_table_without_titles_has_no_head() -> None:
    (row,) = rows(made(b.Table((b.Column(), b.Column()), (("名称", "值"),), style="form")))
    assert texts(row) == ["名称", "值"]


def test_a_cell_over_two_rows_and_columns_is_really_there_in_both() -> None:
    block = b.Table(columns("甲", "乙", "丙"), ((b.Cell("大", colspan=2, rowspan=2), "1"), ("2",), ("3", "4", "5")))
    _, first, second, third = rows(made(block))
    assert texts(first) == ["大", "1"] and texts(second) == ["", "2"] and texts(third) == ["3", "4", "5"]
    for row, merge in ((first, "restart"), (second, "continue")):
        cell = row.find(f"{W}tc/{W}tcPr")
        assert cell.find(f"{W}gridSpan").get(f"{W}val") == "2"
        assert cell.find(f"{W}vMerge").get(f"{W}val") == merge


@pytest.mark.parametrize(
    "bad",
    [
        (("1",),),
        (("1", "2", "3"),),
        ((b.Cell("a", colspan=3),),),
        ((b.Cell("a", rowspan=2), "1"), ("2", "3")),
        (("1", b.Cell("a", rowspan=2)),),
    ],
)
def test_rows_that_do_not_fit_the_columns_are_refused(bad: tuple[b.Row, ...]) -> None:
    with pytest.raises(ValueError, match=r"表“名”第 \d 行的单元格与 2 列的表头对不上"):
        made(b.Table(columns("甲", "乙"), bad, caption="名"))


def test_numbers_stand_right_and_labels_in_the_middle() -> None:
    block = b.Table((b.Column("项"), b.Column("值", align="right")), ((b.Cell("标", label=True), "1"),))
    row = rows(made(block))[1]
    paragraphs = [p.find(f"{W}pPr") for p in row.iter(f"{W}p")]
    assert paragraphs[0].find(f"{W}pStyle").get(f"{W}val") == IDS["table_head"]
    assert paragraphs[1].find(f"{W}jc").get(f"{W}val") == "right"


def test_a_small_table_stays_together_and_a_long_one_may_break() -> None:
    small = rows(made(b.Table(columns("甲"), tuple((str(i),) for i in range(4)))))[1:]
    long = rows(made(b.Table(columns("甲"), tuple((str(i),) for i in range(80)))))[1:]

    def kept(row: etree._Element) -> bool:
        return row.find(f".//{W}keepNext") is not None

    assert [kept(row) for row in small] == [True, True, True, False]
    # The last two stay together: no row stands alone under a head that is repeated.
    assert [kept(row) for row in long] == [False] * 78 + [True, False]


def test_the_last_row_stays_with_the_note_below() -> None:
    last = rows(made(b.Table(columns("甲"), tuple((str(i),) for i in range(80)), note="注")))[-1]
    assert last.find(f".//{W}keepNext") is not None


def test_a_three_line_table_has_no_upright_lines() -> None:
    root = made(b.Table(columns("甲"), (("1",),), style="three_line"))
    borders = root.find(f"{W}tblPr/{W}tblBorders")
    assert [line.tag.removeprefix(W) for line in borders] == ["top", "bottom"]
    assert rows(root)[0].find(f"{W}tc/{W}tcPr/{W}tcBorders/{W}bottom") is not None


def test_a_unit_that_does_not_fit_beside_its_title_goes_below() -> None:
    block = b.Table((b.Column("碳排放量", "吨二氧化碳", weight=1), b.Column("说明", weight=9)), ())
    head = rows(made(block))[0].find(f"{W}tc")
    assert [t.text for t in head.iter(f"{W}t")] == ["碳排放量", "（吨二氧化碳）"]
    assert head.find(f".//{W}br") is not None


def test_a_table_keeps_with_the_line_that_belongs_to_it() -> None:
    block = b.Table(columns("甲"), (("1",),))
    for noted in (True, False):
        xml = table(block, IDS, fitted(block, WIDTH), content, noted)
        assert (b"<w:keepNext/>" in xml) == noted
