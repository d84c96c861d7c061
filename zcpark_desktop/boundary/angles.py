"""Longitudes and latitudes as people write them: decimal degrees, and degrees, minutes and seconds in many habits."""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

_MARKS = str.maketrans({"º": "°", "˚": "°", "’": "'", "‘": "'", "′": "'", "`": "'", "”": '"', "“": '"', "″": '"',
                        "−": "-", "–": "-", "—": "-", "：": ":"})  # fmt: skip
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,2})?")
_PARTS = re.compile(
    r"""(\d{1,3})\s*[°度d:\s-]\s*(\d{1,2}(?:\.\d*)?)\s*"""
    r"""(?:['分m:\s-]\s*(?:(\d{1,2}(?:\.\d*)?)\s*(?:"|''|秒|s)?)?)?"""
)
_DEGREES = re.compile(r"(\d{1,3}(?:\.\d*)?)\s*[°度]")
_PACKED = re.compile(r"(\d{2,3})(\d{2})(\d{2}(?:\.\d*)?)")
_STEP = Decimal("1e-12")
"""Degrees from minutes and seconds are kept to a ten-millionth of a metre."""
_SIDES = {"东经": 1, "西经": -1, "北纬": 1, "南纬": -1, "E": 1, "W": -1, "N": 1, "S": -1}


def _without_side(text: str) -> tuple[str, int]:
    for word, sign in _SIDES.items():
        if text.startswith(word):
            return text.removeprefix(word).lstrip(" :"), sign
        if text.endswith(word) and len(word) == 1:
            return text.removesuffix(word).rstrip(), sign
    return text, 1


def folded(text: str) -> str:
    """`text` with full-width signs made plain and the many marks for degrees, minutes and seconds made one."""
    # The second sign first: NFKC takes ″ apart into two minute signs.
    text = text.replace("″", '"').replace("‴", '"')
    return unicodedata.normalize("NFKC", text.translate(_MARKS)).translate(_MARKS).strip(" \t\r\n\ufeff\u200b,;，；")


def parse_coordinate(text: str) -> Decimal | None:
    """A coordinate as a number: metres and decimal degrees as they are, 度分秒 as degrees; None where it is neither.

    `120°18′30.5″`, `120-18-30.5`, `120 18 30.5`, `120度18分30.5秒` and `东经120.3084°` are read. A packed 1201830.5 is
    a plain number here, since it may be metres; `unpacked` reads it where all numbers of a table are such.
    """
    plain, sign = _without_side(folded(text))
    number = plain.replace(",", "")
    if _NUMBER.fullmatch(number):
        value = Decimal(number)
        return sign * value if abs(value) < Decimal(10) ** 15 else None
    degrees = _DEGREES.fullmatch(plain)
    if degrees:
        return sign * Decimal(degrees[1])
    parts = _PARTS.fullmatch(plain)
    return None if parts is None else _joined(sign, parts[1], parts[2], parts[3] or "0")


def unpacked(value: Decimal) -> Decimal | None:
    """The degrees of a packed DDDMMSS.s number such as 1201830.5; None where it cannot be one."""
    match = _PACKED.fullmatch(f"{abs(value):f}")
    return None if match is None else _joined(-1 if value < 0 else 1, *match.groups())


def _joined(sign: int, degrees: str, minutes: str, seconds: str) -> Decimal | None:
    whole, first, second = Decimal(degrees), Decimal(minutes), Decimal(seconds)
    if whole > 180 or first >= 60 or second >= 60 or ("." in minutes and second):
        return None
    return (sign * (whole + first / 60 + second / 3600)).quantize(_STEP)


def degrees_minutes_seconds(degrees: Decimal, decimals: int = 4) -> str:
    """Decimal degrees as 120°18′30.5000″, the seconds rounded half up; four decimals are about three millimetres."""
    step = Decimal(1).scaleb(-decimals)
    total = (abs(degrees) * 3600).quantize(step, ROUND_HALF_UP)
    minutes, seconds = divmod(total, 60)
    whole, minutes = divmod(minutes, 60)
    sign = "-" if degrees < 0 and total else ""
    return f"{sign}{whole:f}°{minutes:02f}′{seconds:0{decimals + 3 if decimals else 2}.{decimals}f}″"
