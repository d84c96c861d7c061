"""The session as one page sees it: the same project, with signals that wait while the page is hidden.

Every page that was visited stays built. Were each of them told of every keystroke, a figure would cost the more the
more pages have been seen; and a page that is about to be deleted must hear nothing of the next project at all.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal

from .session import Change, Session


class PageSession(QObject):
    """Stands in for `session` in one page; everything but the signals, which `Pages` hands on, is the session's own.

    A page that is hidden hears of all that happened meanwhile once, as one change, when it is shown again. Only
    `committing` is never held back.
    """

    changed = Signal(Change)
    evaluated = Signal()
    checked = Signal()
    state_changed = Signal()
    committing = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._listens = True
        self._missed: _Missed | None = None
        self._waiting: dict[str, None] = {}

    def __getattr__(self, name: str) -> Any:
        """What the session has under that name: its project, its ways to change it."""
        return getattr(self._session, name)

    def listen(self, listens: bool) -> None:
        """Tell the page at once from now on, beginning with what it missed; or hold back, because it is hidden."""
        self._listens = listens
        if not listens:
            return
        missed, self._missed = self._missed, None
        waiting, self._waiting = self._waiting, {}
        if missed is not None:
            self.changed.emit(missed.as_one())
        for name in waiting:
            getattr(self, name).emit()

    def end(self) -> None:
        """Tell the page nothing any more; what it still changes on its way out changes no project."""
        self.blockSignals(True)
        self._session = Session()
        self.deleteLater()

    def hear_change(self, change: Change) -> None:
        """Tell the page that the project changed; or note it."""
        if self._listens:
            self.changed.emit(change)
        elif self._missed is None:
            self._missed = _Missed(change)
        else:
            self._missed.add(change)

    def hear(self, name: str) -> None:
        """Tell the page of the signal of that name, which carries nothing; or note it."""
        if self._listens or name == "committing":
            getattr(self, name).emit()
        else:
            self._waiting[name] = None


class _Missed:
    """Changes that become one; noting another costs the same, however many there are."""

    def __init__(self, first: Change) -> None:
        self._label, self._structural, self._whole = first.label, first.structural, not first.addresses
        self._addresses = dict.fromkeys(first.addresses)

    def add(self, change: Change) -> None:
        """Note one more."""
        self._label = change.label
        self._structural = self._structural or change.structural
        self._whole = self._whole or not change.addresses
        self._addresses.update(dict.fromkeys(change.addresses))

    def as_one(self) -> Change:
        """All of them; a whole project in place of another (no addresses) stays just that."""
        return Change(self._label, () if self._whole else tuple(self._addresses), self._structural)
