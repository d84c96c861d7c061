"""Names for files that every system takes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zcpark_desktop.file_names import distinct, safe_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("能源平衡表", "能源平衡表"),
        ("2024/2025: “电”?", "2024_2025_ “电”_"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("Com1", "_Com1"),
        ("COM10", "COM10"),
        ("console", "console"),
        ("aux .pdf", "_aux .pdf"),
        (" . 表 . ", "表"),
        ("..", "未命名"),
        ("", "未命名"),
        ("第一行\n第二行\t", "第一行_第二行_"),
    ],
)
def test_a_name_is_made_safe(text: str, name: str) -> None:
    assert safe_name(text) == name


@given(st.text(max_size=200))
def test_no_text_gives_a_name_that_windows_refuses(text: str) -> None:
    name = safe_name(text, 40)
    assert 1 <= len(name) <= 41
    assert not re.search(r'[\\/:*?"<>|\x00-\x1f]', name)
    assert name == name.strip(" .")
    assert name.split(".")[0].rstrip().lower() not in {"con", "prn", "aux", "nul", "com1", "lpt9"}


def test_names_that_differ_in_case_only_are_told_apart() -> None:
    assert list(distinct(["表", "A", "a", "表", "表"])) == ["表", "A", "a(2)", "表(2)", "表(3)"]
