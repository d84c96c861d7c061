"""Text becomes runs that Word opens and shows as it was meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from zcpark_desktop.report.docx_writer.equations import math, symbols
from zcpark_desktop.report.docx_writer.styles import NAMESPACE
from zcpark_desktop.report.docx_writer.text import chinese_number, clean, escape, field, run, width_in_halves

W = f"{{{NAMESPACE}}}"


def tree(xml: str) -> etree._Element:
    math_ns = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    return etree.fromstring(f'<root xmlns:w="{NAMESPACE}" xmlns:m="{math_ns}">{xml}</root>')


def shown(xml: str) -> str:
    return "".join(tree(xml).itertext())


def test_control_characters_pasted_from_elsewhere_vanish() -> None:
    assert clean("甲\x00乙\x07\ufffe丙\u200b\ufeff") == "甲乙丙"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x0b", "\x0c", "\u2028"])
def test_every_kind_of_line_end_is_a_line_break(end: str) -> None:
    made = tree(run(f"甲{end}乙"))
    assert len(made.findall(f".//{W}br")) == 1
    assert [t.text for t in made.iter(f"{W}t")] == ["甲", "乙"]


def test_markup_in_a_text_is_text() -> None:
    assert shown(run('SO2<35 & "b">c</w:t>')) == 'SO2<35 & "b">c</w:t>'
    assert escape('<"&>') == "&lt;&quot;&amp;&gt;"


@given(st.text())
def test_any_text_is_well_formed_and_keeps_its_words(text: str) -> None:
    assert shown(run(text)) == "".join(
        {**dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋", "0123456789+−", strict=True)),
         **dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+−", strict=True))}.get(c, c)
        for c in clean(text) if c not in "\n\t"
    )  # fmt: skip


def test_spaces_at_the_edges_are_kept() -> None:
    (t,) = tree(run(" 甲 ")).iter(f"{W}t")
    assert t.text == " 甲 "
    assert t.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"


@pytest.mark.parametrize("text", ["“零碳”", "破折——号", "≤0.2", "×100", "①", "25℃", "省略…", "·"])
def test_ambiguous_signs_are_taken_from_the_chinese_font(text: str) -> None:
    (fonts,) = tree(run(text)).iter(f"{W}rFonts")
    assert fonts.get(f"{W}hint") == "eastAsia"


def test_plain_numbers_need_no_hint() -> None:
    assert "rFonts" not in run("1234.5 kWh，万吨")


def test_subscripts_and_superscripts_are_real_ones() -> None:
    made = tree(run("CO₂ 10⁴m³"))
    raised = [(r.findtext(f"{W}t"), r.find(f"{W}rPr/{W}vertAlign").get(f"{W}val"))
              for r in made if r.find(f"{W}rPr/{W}vertAlign") is not None]  # fmt: skip
    assert raised == [("2", "subscript"), ("4", "superscript"), ("3", "superscript")]


def test_a_field_carries_its_result() -> None:
    made = tree(field("REF a \\h", "表1-2"))
    assert [c.get(f"{W}fldCharType") for c in made.iter(f"{W}fldChar")] == ["begin", "separate", "end"]
    assert made.findtext(f".//{W}instrText") == " REF a \\h "
    assert "".join(t.text or "" for t in made.iter(f"{W}t")) == "表1-2"


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (19, "十九"), (20, "二十"), (21, "二十一"), (99, "九十九")],
)
def test_chinese_numbers_are_those_of_word(number: int, words: str) -> None:
    assert chinese_number(number) == words


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("零碳", 4), ("CO2排放", 7), ("", 0), ("55%✓", 5)])
def test_a_chinese_character_is_as_wide_as_two_latin_ones(text: str, width: int) -> None:
    assert width_in_halves(text) == width


def test_braces_after_an_underscore_are_a_subscript() -> None:
    made = tree(symbols("E_{园区} = E_{能源}"))
    assert "".join(t.text or "" for t in made.iter(f"{W}t")) == "E园区 = E能源"
    assert len(made.findall(f".//{W}vertAlign")) == 2


def test_a_fraction_is_office_math() -> None:
    from zcpark_desktop.report.blocks import Fraction

    made = tree(math(("占比 = ", Fraction("清洁<能源", "C_{总}"))))
    math_ns = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
    assert [n.tag.removeprefix(math_ns) for n in made.find(f".//{math_ns}f")] == ["num", "den"]
    assert "".join(made.itertext()) == "占比 = 清洁<能源C总"
