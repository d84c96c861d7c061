"""The one quiet look of all figures, native or drawn: an accent, greys, and how many digits a label has.

Neighbouring shades differ in lightness, so that they stay apart in black and white.
"""

from __future__ import annotations

from decimal import Decimal

from .. import wording

ACCENT = "#1F6F5C"
INK = "#2B302E"
GREY = "#8A918E"
PALE = "#DDE2E0"
SHADES = ("#1F6F5C", "#A8CFC4", "#5A625F", "#D3D9D6", "#5FA08F", "#2B302E", "#B5BCB9", "#3F8573", "#E9EDEB", "#7B8380")
WHITE = "#FFFFFF"

LEAST_LABELLED = Decimal("0.075")
"""A piece of a stacked bar lower than this share of the highest bar has no room for its number."""


def text_on(shade: str) -> str:
    """The colour of text on a shade: white on dark ones, ink on light ones."""
    red, green, blue = (int(shade[i : i + 2], 16) for i in (1, 3, 5))
    return WHITE if 0.3 * red + 0.59 * green + 0.11 * blue < 140 else INK


def decimals(largest: Decimal) -> int:
    """Decimals of a figure's labels: about four digits for the largest of its values, and as many for the others."""
    size = abs(largest)
    return 0 if size >= 1000 else 1 if size >= 10 else 2 if size >= 1 else 3


def number(value: Decimal, largest: Decimal) -> str:
    """A value as a label of a figure whose largest value is `largest`."""
    return wording.number(value, decimals(largest))
