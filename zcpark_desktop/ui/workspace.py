"""The work on one project: steps on the left, the page in the middle, what it changes on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from zcpark_desktop.audit import Finding, Severity
from zcpark_desktop.forms.progress import Progress, progress
from zcpark_desktop.project import Address

from .all_pages import BESIDE, page_of, steps_with_pages
from .live import INDICATORS, concerns, step_at, touched
from .pages import PageFactory, Pages
from .session import Session
from .side_panel import SidePanel
from .steps import StepList, StepState
from .tab_order import go
from .theme import em

if TYPE_CHECKING:
    from .documents.preview import Preview

ROOM_FOR_SIDE = 76  # em; a narrower window shows the page without the panel on the right
STATES_AFTER_MS = 200  # the list of steps may wait until the typing pauses


class Workspace(QSplitter):
    """Shows the session's project; every part follows the session's signals."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self.steps = session, steps_with_pages()
        self.step_list = StepList(self.steps)
        self.pages = Pages(session, self.steps, BESIDE)
        for step in (*self.steps, *BESIDE):
            self.pages.register(step.id, page_of(step))
        self.side = SidePanel()
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for widget, stretch in ((self.step_list, 0), (self.pages, 1), (self.side, 0)):
            self.addWidget(widget)
            self.setStretchFactor(self.count() - 1, stretch)
        self.setSizes([em(16), em(58), em(22)])
        self._side_wanted = True
        self.preview: Preview | None = None
        self._share_done = 0.0
        self._finding_at: Finding | None = None
        self._states_soon = QTimer(self, singleShot=True, interval=STATES_AFTER_MS)
        self._states_soon.timeout.connect(self._show_states)
        self.step_list.chosen.connect(self.open_step)
        self.pages.shown.connect(self._on_page)
        self.side.jump.connect(self.jump)
        self.side.all_wanted.connect(lambda: self.open_step("findings"))
        self.pages.jump.connect(self.jump)
        self.side.indicator_chosen.connect(lambda number: self.jump(f"{INDICATORS}/{number}"))
        session.changed.connect(self._show_states_soon)
        session.evaluated.connect(self._show_touched)
        session.checked.connect(self._show_concerns)
        session.checked.connect(self._states_soon.start)

    def finding(self, digest: str) -> Finding | None:
        """The finding that an explanation with this digest would answer."""
        return next((each for each in self._session.findings if each.digest == digest), None)

    def register_page(self, step_id: str, factory: PageFactory) -> None:
        """Let `factory(session, step)` build the page of that step on its first visit, in place of the usual one.

        A page may have `focus_address(address)` for jumps, and `wants_side_panel = False` where it needs the room.
        """
        self.pages.register(step_id, factory)

    @property
    def share_done(self) -> float:
        """How much of the application is filled in, 0 to 1."""
        return self._share_done

    def begin(self) -> None:
        """Show the session's project from its first step on; the pages of the one before are gone."""
        self.pages.clear()
        self._show_states()
        self.open_step(self.steps[0].id)
        self.pages.focus_first_field()

    def renew(self) -> None:
        """Build the page on show anew, and the others when they are shown next: the rules are others."""
        current = self.pages.current
        self.pages.clear()
        self.open_step(current)

    def open_step(self, step_id: str) -> QWidget:
        """Show the page of that step."""
        return self.pages.show_step(step_id)

    def jump(self, address: Address) -> None:
        """Show the page on which `address` stands, with the caret there.

        Beside the addresses of the project, `indicators/…` leads to an indicator, by its id or its number in the scheme
        of the level applied for.
        """
        step_id = step_at(address)
        if not step_id:
            return
        page = self.open_step(step_id)
        focus = getattr(page, "focus_address", None)
        if focus is not None:
            focus(address)

    def go_to_finding(self, by: int) -> Finding | None:
        """Jump to the next finding (`by` 1) or the one before (-1), round and round; None where there is none."""
        found = [finding for finding in self._session.findings if finding.addresses]
        if not found:
            return None
        at = found.index(self._finding_at) + by if self._finding_at in found else (0 if by > 0 else -1)
        self._finding_at = found[at % len(found)]
        self.jump(self._finding_at.addresses[0])
        return self._finding_at

    def toggle_side(self) -> None:
        """Show or hide the panel on the right."""
        self._side_wanted = not self._side_wanted
        self._place_side()

    def toggle_preview(self) -> None:
        """Show the document beside the page, in place of the panel on the right, or put it away."""
        if self.preview is None:
            from .documents.preview import Preview

            self.preview = Preview(self._session)
            self.preview.jump.connect(self.jump)
            self.preview.hide()
            self.addWidget(self.preview)
            self.setStretchFactor(self.count() - 1, 1)
        showing = self.preview.isHidden()
        self.preview.setVisible(showing)
        self._place_side()
        if showing:
            steps, pages, side, *_ = self.sizes()
            room = pages + side
            self.setSizes([steps, room * 11 // 20, 0, room * 9 // 20])
            self.preview.follow(self.pages.current)

    def focusNextPrevChild(self, onwards: bool) -> bool:
        """Tab goes from the steps through the page to the ways on and back, and then to the panel beside it."""
        areas = [self.step_list, *self.pages.areas, self.side]
        if self.preview is not None:
            areas.append(self.preview)
        return go(areas, QApplication.focusWidget(), onwards) or super().focusNextPrevChild(onwards)

    def _on_page(self, step_id: str) -> None:
        self.step_list.select(step_id)
        self._place_side()
        self._show_live()
        if self.preview is not None:
            self.preview.follow(step_id)

    def _place_side(self) -> None:
        wanted = self._side_wanted and getattr(self.pages.page, "wants_side_panel", True)
        previewing = self.preview is not None and not self.preview.isHidden()
        self.side.setVisible(wanted and not previewing and self.width() >= em(ROOM_FOR_SIDE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give a narrow window's room to the page."""
        super().resizeEvent(event)
        self._place_side()

    def _show_states(self) -> None:
        total = Progress(0, 0)
        faulty = {step_at(finding.addresses[0]) for finding in self._session.findings
                  if finding.severity is Severity.MUST_FIX and finding.addresses}
        states = {}
        for step in self.steps:
            done = progress(self._session.project, step)
            total += done
            asks_nothing = not done.asked and step.id not in faulty
            states[step.id] = (StepState.NOTHING_ASKED if asks_nothing else
                               StepState.EMPTY if done.is_empty else StepState.FINDINGS if step.id in faulty else
                               StepState.COMPLETE if done.is_complete else StepState.IN_PROGRESS)
        self._share_done = total.filled / total.asked if total.asked else 0.0
        self.step_list.show_states(states, self._share_done)

    def _show_states_soon(self) -> None:
        self._states_soon.start()

    def _show_live(self) -> None:
        self._show_touched()
        self._show_concerns()

    def _show_touched(self) -> None:
        if self.isVisible() and self.pages.page is not None:
            self.side.show_touched(touched(self._session.evaluation, self.pages.current))

    def _show_concerns(self) -> None:
        # findings can speak of thousands of fields, and change only with the audit: not at every keystroke
        if self.isVisible() and self.pages.page is not None:
            self.side.show_concerns(*concerns(self._session.findings, self.pages.current))
