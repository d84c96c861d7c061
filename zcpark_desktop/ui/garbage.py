"""When Python's garbage collector looks through everything: soon after a project was opened, and not while one types.

A large park is a third of a million objects that stay as long as it is open. The collector would walk through all of
them every few hundred entries, and the window would stand still for a quarter of a second each time.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

SET_ASIDE_AFTER_MS = 1500  # the pages of the project before have been thrown away by then


class GarbageAside(QObject):
    """Has the collector leave alone what is there once a project has been opened."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._soon = QTimer(self, singleShot=True, interval=SET_ASIDE_AFTER_MS)
        self._soon.timeout.connect(set_aside)

    def after_opening(self) -> None:
        """A project was opened: what it is made of is set aside when the window has come to rest."""
        self._soon.start()


def set_aside() -> None:
    """Collect what is garbage now, and look at the rest no more; what was set aside before is looked at once again."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
