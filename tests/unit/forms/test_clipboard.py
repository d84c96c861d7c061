"""Blocks of cells from and to Excel and WPS."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zcpark_desktop.forms.clipboard import block_of_html, block_of_text, html_of_block, text_of_block

EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body><!--StartFragment--><table border=0>
 <col width=64><tr height=19><td height=19 class=xl65>甲厂</td><td align=right x:num="1234.5678">1,234.57</td></tr>
 <tr><td>一车间<br style='mso-data-placement:same-cell;'>
  二车间</td><td>&nbsp;</td></tr></table><!--EndFragment--></body></html>"""


def test_line_breaks_stay_inside_their_cell_and_no_digit_is_lost():
    assert block_of_html(EXCEL) == [["甲厂", "1234.5678"], ["一车间\n二车间", ""]]


@pytest.mark.parametrize(("shown", "behind", "taken"), [
    ("1.23E+05", "123456.7", "123456.7"), ("(1,234.57)", "-1234.5678", "-1234.5678"),
    ("0.3", "0.30000000000000004", "0.3"), ("1,235", "1234.5678000000001", "1234.5678"), ("100", "1E2", "100"),
    ("9.13E+17", "913202141234567890", "9.13E+17"), ("###", "45000", "###"), ("12", "wrong", "12"), ("12", "nan", "12"),
])
def test_the_number_behind_what_is_shown_counts_with_the_digits_that_a_spreadsheet_keeps(shown, behind, taken):
    assert block_of_html(f'<table><tr><td x:num="{behind}">{shown}</td></tr></table>') == [[taken]]


def test_dates_and_percentages_are_taken_as_shown():
    html = '<table><tr><td sdval="45000">2023-03-15</td><td sdval="0.125">12.5%</td></tr></table>'
    assert block_of_html(html) == [["2023-03-15", "12.5%"]]


def test_merged_cells_hold_their_text_once_and_keep_their_place():
    html = ("<table><tr><td rowspan=2>A</td><td colspan=2>B</td></tr><tr><td>c</td><td>d</td></tr>"
            "<tr><td>e</td><td>f</td><td>g</td></tr></table>")
    assert block_of_html(html) == [["A", "B", ""], ["", "c", "d"], ["e", "f", "g"]]


def test_paragraphs_in_a_cell_are_lines():
    assert block_of_html("<table><tr><td><p>甲</p><p>乙</p></td></tr></table>") == [["甲\n乙"]]


def test_html_without_a_table_is_no_block():
    assert block_of_html("<p>文字</p>") is None


def test_only_the_first_table_is_read():
    assert block_of_html("<table><tr><td>1</td></tr></table><table><tr><td>2</td></tr></table>") == [["1"]]


def test_quoted_text_cells_hold_breaks_and_quotes():
    assert block_of_text('甲\t"一\n""二"""\r\n乙\t3\r\n') == [["甲", '一\n"二"'], ["乙", "3"]]


def test_a_quote_that_is_just_a_character_stays():
    assert block_of_text('"甲"厂\t1') == [['"甲"厂', "1"]]
    assert block_of_text('"未闭合\t1') == [['"未闭合', "1"]]


def test_blank_cells_and_short_lines_are_kept_in_place():
    assert block_of_text("1\t\t3\n\n4") == [["1", "", "3"], ["", "", ""], ["4", "", ""]]
    assert block_of_text("") == [[""]]


def test_long_digit_strings_are_marked_as_text():
    html = html_of_block([["913202001234567890", "12"]])
    assert html.count("mso-number-format") == 1


cells = st.text(alphabet="甲乙12 \"'\t\n<&;,.", max_size=8).map(str.strip)
def blocks_of(texts):
    return st.integers(1, 4).flatmap(
        lambda width: st.lists(st.lists(texts, min_size=width, max_size=width), min_size=1, max_size=4))


@given(blocks_of(cells))
def test_what_is_copied_as_text_is_pasted_the_same(block):
    assert block_of_text(text_of_block(block)) == block


@given(blocks_of(st.text(alphabet="甲乙1<&\"'.,\n", max_size=6).map(str.strip)))
def test_what_is_copied_as_html_is_pasted_the_same(block):
    assert block_of_html(html_of_block(block)) == block
