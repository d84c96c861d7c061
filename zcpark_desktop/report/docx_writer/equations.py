"""Equations: lines with fractions as Office Math, which can be edited; others as text, which every reader shows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zcpark_desktop.report import blocks as b
from zcpark_desktop.report.docx_writer.text import escape, run

_SUBSCRIPT = re.compile(r"([^\s_{}+\-−×÷=（）()]+)_\{([^{}]*)\}")
_UPRIGHT = (
    '<m:rPr><m:nor/></m:rPr><w:rPr><w:rFonts w:hint="eastAsia" w:ascii="Cambria Math" w:hAnsi="Cambria Math"/>'
    '<w:sz w:val="28"/></w:rPr>'
)


def symbols(text: str) -> str:
    """Runs of a text in which `E_{园区}` writes a subscript."""
    made, at = [], 0
    for found in _SUBSCRIPT.finditer(text):
        made.append(run(text[at : found.start()] + found[1]) + run(found[2], '<w:vertAlign w:val="subscript"/>'))
        at = found.end()
    made.append(run(text[at:]))
    return "".join(made)


def math(line: Sequence[str | b.Fraction]) -> str:
    """One line as m:oMathPara: upright text (most symbols are Chinese words), `E_{园区}` with a subscript, fractions."""
    made = "".join(_text(part) if isinstance(part, str) else _fraction(part) for part in line)
    return f"<m:oMathPara><m:oMath>{made}</m:oMath></m:oMathPara>"


def _fraction(part: b.Fraction) -> str:
    return f"<m:f><m:num>{_text(part.numerator)}</m:num><m:den>{_text(part.denominator)}</m:den></m:f>"


def _text(text: str) -> str:
    made, at = [], 0
    for found in _SUBSCRIPT.finditer(text):
        made.append(_run(text[at : found.start()]))
        made.append(f"<m:sSub><m:e>{_run(found[1])}</m:e><m:sub>{_run(found[2])}</m:sub></m:sSub>")
        at = found.end()
    made.append(_run(text[at:]))
    return "".join(made)


def _run(text: str) -> str:
    return f'<m:r>{_UPRIGHT}<m:t xml:space="preserve">{escape(text)}</m:t></m:r>' if text else ""
