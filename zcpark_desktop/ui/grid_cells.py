"""What a cell of a grid can tell Qt beside its text: roles, flags, alignment."""

from __future__ import annotations

from PySide6.QtCore import Qt

from zcpark_desktop.project.declared import Declared, Kind

FieldRole = Qt.ItemDataRole.UserRole + 1  # what may be typed into the cell

RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
CENTRE = int(Qt.AlignmentFlag.AlignCenter)
CLOSED = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
OPEN = CLOSED | Qt.ItemFlag.ItemIsEditable


def alignment(field: Declared) -> int:
    """Numbers and years to the right, yes and no in the middle, words to the left; headings like their cells."""
    if field.is_numeric or field.kind is Kind.YEAR:
        return RIGHT
    return CENTRE if field.kind is Kind.YES_NO else LEFT
