"""Equations given as text, set for a page: divisions as fractions, long lines broken before an operator."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..blocks import Fraction

Line = Sequence[str | Fraction]
WIDEST = 34.0
"""Width of a line in Chinese characters: the text is 156 mm wide, a character of an equation 12 pt."""

_SUMS = (" + ", " − ")


def _split(text: str, *marks: str) -> list[str]:
    """`text` cut at the marks outside parentheses; the marks are kept as pieces of their own."""
    pieces, depth, start = [], 0, 0
    for found in re.finditer("|".join(map(re.escape, (*marks, "(", ")"))), text):
        if depth == 0 and found[0] in marks:
            pieces += [text[start : found.start()], found[0]]
            start = found.end()
        else:
            depth += {"(": 1, ")": -1}.get(found[0], 0)
    return [*pieces, text[start:]]


def _bare(text: str) -> str:
    """`text` without the parentheses that the line of a fraction makes needless."""
    if text.startswith("(") and text.endswith(")") and len(_split(text[1:-1], ")")) == 1:
        return text[1:-1]
    return text


def _width(piece: str | Fraction) -> float:
    if isinstance(piece, Fraction):
        return max(_width(piece.numerator), _width(piece.denominator))
    return len(piece) - len(piece.encode("latin-1", "ignore")) / 2


def _terms(text: str) -> Iterator[str | Fraction]:
    """The terms of a sum with their signs, each as a fraction where it is one that fits on a line."""
    sign = ""
    for piece in _split(text, *_SUMS):
        if piece in _SUMS:
            sign = piece
            continue
        parts = _split(piece, " ÷ ")
        if len(parts) == 3 and len(_split(parts[2], " × ")) == 1:
            fraction = Fraction(_bare(parts[0]), _bare(parts[2]))
            if _width(fraction) <= WIDEST:
                yield from (sign, fraction) if sign else (fraction,)
                sign = ""
                continue
        factors = _split(piece, " × ", " ÷ ")
        yield sign + factors[0]
        yield from (f"{mark}{factor}" for mark, factor in zip(factors[1::2], factors[2::2], strict=True))
        sign = ""


def _parts(piece: str | Fraction) -> Iterator[str | Fraction]:
    """The piece, cut before operators inside its parentheses where it is wider than a line."""
    if isinstance(piece, Fraction) or _width(piece) <= WIDEST:
        yield piece
        return
    yield from re.split(r"(?<=.)(?= [+−×÷] )|(?<=, )", piece)


def _joined(line: list[str | Fraction]) -> Line:
    """Neighbouring texts as one."""
    made: list[str | Fraction] = []
    for piece in line:
        if made and isinstance(piece, str) and isinstance(made[-1], str):
            made[-1] += piece
        else:
            made.append(piece)
    return tuple(made)


def equation_lines(start: str, equation: str, end: str = "") -> tuple[Line, ...]:
    """The lines of “start equation end”; a line that would be too wide goes on below, operator first.

    Args:
        start: what stands before it, such as “A = ”.
        equation: text with “ + ”, “ − ”, “ × ”, “ ÷ ” and parentheses.
        end: what stands after it, such as “ = 12吨”.
    """
    lines: list[list[str | Fraction]] = [[start]]
    width = _width(start)
    pieces = [part for term in _terms(equation) for part in _parts(term)]
    for piece in (*pieces, *([end] if end else [])):
        if width + _width(piece) > WIDEST and lines[-1]:
            lines.append([])
            width = 0
        lines[-1].append(piece)
        width += _width(piece)
    return tuple(_joined(line) for line in lines)
