"""Equations as Office Math, so that fractions and subscripts look as they do in print and can be edited."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zcpark_desktop.report import blocks as b
from zcpark_desktop.report.docx_writer.text import escape

_SUBSCRIPT = re.compile(r"([^\s_{}+\-−×÷=（）()]+)_\{([^{}]*)\}")
_UPRIGHT = (
    '<m:rPr><m:nor/></m:rPr><w:rPr><w:rFonts w:hint="eastAsia" w:ascii="Cambria Math" w:hAnsi="Cambria Math"/>'
    '<w:sz w:val="24"/></w:rPr>'
)


def math(line: str | Sequence[str | b.Fraction]) -> str:
    """One line as m:oMathPara: upright text (most symbols are Chinese words), `E_{园区}` with a subscript, fractions."""
    parts = [line] if isinstance(line, str) else line
    made = "".join(_text(part) if isinstance(part, str) else _fraction(part) for part in parts)
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
