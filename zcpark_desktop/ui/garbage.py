"""Where and when Python's garbage collector runs: in the window's thread, once a second, and not through a whole park.

Left to itself it runs in whichever thread happens to make an object. A closed dialog is often a ring of references;
found on the audit's thread it would be deleted there, and Qt ends a program whose widgets die on another thread.

A large park is a third of a million objects that stay as long as it is open. The collector would walk through all of
them every few hundred entries, and the window would stand still for a quarter of a second each time.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_EVERY_MS = 1000
SET_ASIDE_AFTER_MS = 1500  # the pages of the project before have been thrown away by then


class Collector(QObject):
    """Takes the collector's place as long as the program runs; made in the window's thread."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._look = QTimer(self, interval=LOOK_EVERY_MS)
        self._look.timeout.connect(collect_due)
        self._look.start()
        self._soon = QTimer(self, singleShot=True, interval=SET_ASIDE_AFTER_MS)
        self._soon.timeout.connect(set_aside)

    def after_opening(self) -> None:
        """A project was opened: what it is made of is set aside when the window has come to rest."""
        self._soon.start()


def collect_due() -> None:
    """Collect the generations whose turn it is by Python's own counts."""
    due = [generation for generation, (made, enough) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
           if made > enough]
    if due:
        gc.collect(max(due))


def set_aside() -> None:
    """Collect what is garbage now, and look at the rest no more; what was set aside before is looked at once again."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
