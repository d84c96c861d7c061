"""The order in which Tab goes through the window: as one reads, whenever the widgets were made.

Qt goes by age. A page is built on its first visit, later than the buttons below it and the panel beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QTabBar, QWidget

_BY_TAB = Qt.FocusPolicy.TabFocus.value  # a number: every `&` of two flags makes a new object


def stops(areas: Sequence[QWidget]) -> list[QWidget]:
    """The widgets inside `areas` at which Tab stops, area by area."""
    found = [widget for area in areas for widget in _inside(area)]
    # what holds fields scrolls to the one that has the focus, and shows no focus of its own
    return [each for each in found if not (isinstance(each, QScrollArea) and any(map(each.isAncestorOf, found)))]


def first_field(area: QWidget) -> QWidget | None:
    """Where typing begins in `area`: its first field or table, or else its first stop; None where it has none."""
    found = stops([area])
    fields = (each for each in found if not isinstance(each, (QAbstractButton, QTabBar)))
    return next(fields, found[0] if found else None)


def go(areas: Sequence[QWidget], now: QWidget | None, onwards: bool) -> bool:
    """Move the focus from `now` to the next stop, or the one before; False where `areas` end, or do not hold `now`."""
    order = stops(areas)
    if now not in order:
        return False
    at = order.index(now) + (1 if onwards else -1)
    if not 0 <= at < len(order):
        return False
    order[at].setFocus(Qt.FocusReason.TabFocusReason if onwards else Qt.FocusReason.BacktabFocusReason)
    return True


def _inside(area: QWidget) -> Iterator[QWidget]:
    # not along Qt's own chain: PySide takes whatever follows a widget there for that widget's child
    for each in (area, *area.findChildren(QWidget)):
        if (each.isVisible() and each.focusPolicy().value & _BY_TAB and each.isEnabled()
                and each.focusProxy() is None):
            yield each
