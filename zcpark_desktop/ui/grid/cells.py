"""What a cell of a grid can tell Qt beside its text: roles, flags, alignment."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt

from zcpark_desktop.forms.sheet import Tone
from zcpark_desktop.project.declared import Declared, Kind

FieldRole = Qt.ItemDataRole.UserRole + 1  # what may be typed into the cell

RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
CENTRE = int(Qt.AlignmentFlag.AlignCenter)
CLOSED = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
OPEN = CLOSED | Qt.ItemFlag.ItemIsEditable


class Face(NamedTuple):
    """What there is to paint of a cell, apart from its size and the colours.

    Attributes:
        text: on one line.
        is_wrong: it does not fit the cell, or tells of a mistake.
        alignment: of the text, as Qt counts it.
        is_open: it may be typed in.
    """

    text: str
    tone: Tone
    is_wrong: bool
    alignment: int
    is_open: bool


def alignment(field: Declared) -> int:
    """Numbers and years to the right, yes and no in the middle, words to the left; headings like their cells."""
    if field.is_numeric or field.kind is Kind.YEAR:
        return RIGHT
    return CENTRE if field.kind is Kind.YES_NO else LEFT
