"""Text as WordprocessingML: cleaned, escaped, in runs, fields and bookmarks.

XML is built as strings, not as a tree: a table of thousands of rows is then written in two or three times what lxml
takes to serialise it. Every character of the user's text passes through `clean` and `escape`, so what is built is
always well-formed.
"""

from __future__ import annotations

import re
from functools import lru_cache

# Not allowed in XML 1.0, or invisible left-overs of copying (zero width, byte order mark).
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]")
# Line ends of Word (vertical tab), of old files (form feed, CR) and of Unicode.
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")

_LOWERED = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋", "0123456789+−", strict=True))
_RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+−", strict=True))

# Quotes, dashes, ≤, ×, ①, ℃ …: Word takes them from the Latin font unless the run carries an East Asian hint.
_AMBIGUOUS = "\xa1-\xb1\xb4-\xb8\xba-\xbf\xd7\xf7\u2010-\u2027\u2030-\u205e\u2100-\u2bff"
_HINTED = re.compile(f"[{_AMBIGUOUS}]")
# Anything that makes a text more than one plain run.
_SPECIAL = re.compile(
    rf"[&<>\x00-\x1f\x7f\x85\xb2\xb3\xb9{_AMBIGUOUS}\u200b\u2028-\u2029\u2060\u2070-\u208f"
    r"\ud800-\udfff\ufeff\ufffe\uffff]|^ | $|  "
)
FIRM = "\u2011"
"""The hyphen at which no line breaks, as in 表1-2; Word has an element for it."""
_SHOWN = str.maketrans(_LOWERED | _RAISED | {FIRM: "-"})
_PIECES = re.compile("(\n|\t|\u2011|[{}]+|[{}]+)".format("".join(_LOWERED), "".join(_RAISED)))


def clean(text: str) -> str:
    """The text without characters that XML cannot hold, its line ends all as newlines."""
    return _FORBIDDEN.sub("", _LINE_END.sub("\n", text))


def as_shown(text: str) -> str:
    """The characters as they stand in the file: cleaned, sub- and superscripts as the characters that are set low."""
    return clean(text).translate(_SHOWN)


def escape(text: str) -> str:
    """Cleaned text for element content or a double-quoted attribute."""
    return clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def run(text: str, properties: str = "") -> str:
    """One or more runs that show `text`.

    Newlines become line breaks, tabs tabs, ₂ and ³ real sub- and superscripts (the Chinese fonts lack the characters).

    Args:
        properties: content of the runs' w:rPr; must not start with w:rFonts when the text may need a hint.
    """
    if len(text) < 3 and not properties:
        return _short(text)  # ✓, — and 0 fill whole columns
    return _runs(text, properties)


@lru_cache(maxsize=2048)
def _short(text: str) -> str:
    return _runs(text, "")


def _runs(text: str, properties: str) -> str:
    if not _SPECIAL.search(text):
        if not text:
            return ""
        if properties:
            return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"
        return f"<w:r><w:t>{text}</w:t></w:r>"
    return "".join(_piece(piece, properties) for piece in _PIECES.split(clean(text)) if piece)


def _piece(piece: str, properties: str) -> str:
    if piece == "\n":
        return _run("<w:br/>", properties)
    if piece == "\t":
        return _run("<w:tab/>", properties)
    if piece == FIRM:
        return _run("<w:noBreakHyphen/>", properties)
    if piece[0] in _LOWERED:
        return _run(_t("".join(_LOWERED[c] for c in piece)), properties + '<w:vertAlign w:val="subscript"/>')
    if piece[0] in _RAISED:
        return _run(_t("".join(_RAISED[c] for c in piece)), properties + '<w:vertAlign w:val="superscript"/>')
    if _HINTED.search(piece):
        properties = hinted(properties)
    return _run(_t(piece), properties)


def hinted(properties: str) -> str:
    """Run properties with the hint that takes quotes and dashes from the Chinese font."""
    return '<w:rFonts w:hint="eastAsia"/>' + properties


def _run(content: str, properties: str) -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr>{content}</w:r>" if properties else f"<w:r>{content}</w:r>"


def _t(text: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<w:t xml:space="preserve">{text}</w:t>'


def field(instruction: str, shown: str, properties: str = "") -> str:
    """A field with the result that readers show until they renew it (WPS never renews by itself)."""
    return (
        _run('<w:fldChar w:fldCharType="begin"/>', properties)
        + _run(f'<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText>', properties)
        + _run('<w:fldChar w:fldCharType="separate"/>', properties)
        + run(shown, properties)
        + _run('<w:fldChar w:fldCharType="end"/>', properties)
    )


def paragraph(style: str, content: str, properties: str = "", first: str = "") -> str:
    """A paragraph; `first` are properties that the schema wants before the others (keepNext, pageBreakBefore)."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{first}{properties}</w:pPr>{content}</w:p>'


def width_in_halves(text: str) -> int:
    """Width in halves of a Chinese character: Latin 1, Chinese and signs such as ✓ 2."""
    return 2 * len(text) - len(text.encode("ascii", "ignore"))


_DIGITS = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """1 → 一, 12 → 十二, 30 → 三十: as Word's chineseCountingThousand, for 1 to 99."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")
