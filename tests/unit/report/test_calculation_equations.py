"""Equations on a page: fractions, and lines that go on below."""

from __future__ import annotations

import pytest

from zcpark_desktop.report.blocks import Fraction
from zcpark_desktop.report.chapters.calculation_equations import equation_lines


@pytest.mark.parametrize(
    ("equation", "pieces"),
    [
        ("A ÷ B", ("X = ", Fraction("A", "B"))),
        ("(A + B) ÷ (C + D)", ("X = ", Fraction("A + B", "C + D"))),
        ("1 − A ÷ B", ("X = 1 − ", Fraction("A", "B"))),
        ("A × 10 ÷ B", ("X = ", Fraction("A × 10", "B"))),
        ("A + (B − C) × D ÷ 100", ("X = A + ", Fraction("(B − C) × D", "100"))),
        ("(A × B) + (C × D)", ("X = (A × B) + (C × D)",)),
        ("min(A, B + C) − D", ("X = min(A, B + C) − D",)),
    ],
)
def test_a_division_becomes_a_fraction(equation: str, pieces: tuple[str | Fraction, ...]) -> None:
    assert equation_lines("X = ", equation) == (pieces,)


def test_parentheses_that_do_not_belong_together_are_kept() -> None:
    assert equation_lines("", "(A + B) × (C + D) ÷ E")[0][-1] == Fraction("(A + B) × (C + D)", "E")


def test_a_line_that_is_too_wide_goes_on_before_an_operator() -> None:
    lines = equation_lines("总量 = ", " + ".join(["加工转换投入量合计"] * 5), " = 5吨")
    assert len(lines) == 2
    assert str(lines[1][0]).startswith(" + ")
    assert "".join(str(piece) for line in lines for piece in line) == (
        "总量 = " + " + ".join(["加工转换投入量合计"] * 5) + " = 5吨"
    )


def test_what_stands_in_parentheses_is_broken_where_it_alone_is_too_wide() -> None:
    lines = equation_lines("X = ", f"min({'甲' * 20}, {'乙' * 20} + {'丙' * 20})")
    assert all(len(str(line[0])) <= 30 for line in lines)


def test_a_fraction_wider_than_a_line_is_written_in_a_row() -> None:
    lines = equation_lines("X = ", f"({'甲' * 20} + {'乙' * 20}) ÷ 丙")
    assert not any(isinstance(piece, Fraction) for line in lines for piece in line)
