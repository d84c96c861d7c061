"""The middle of the window: the page of the step on show, its title, and the way on and back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from . import icons, theme
from .page_session import PageSession
from .session import Change, Session
from .tab_order import first_field
from .theme import LARGE, SMALL, TIGHT, WIDE, space

PageFactory = Callable[[Any, Any], QWidget]  # of a session (a page's own, see `PageSession`) and a step


class Pages(QWidget):
    """The pages of all steps, and those beside them; each is built when it is first shown.

    Args:
        steps: the steps in order.
        beside: pages that stand outside this order; from them one goes back to where one came from.
    """

    shown = Signal(str)
    jump = Signal(str)

    def __init__(self, session: Session, steps: Sequence[Any], beside: Sequence[Any] = (),
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session, self._steps, self._beside = session, list(steps), list(beside)
        self._factories: dict[str, PageFactory] = {}
        self._built: dict[str, QWidget] = {}
        self._sessions: dict[str, PageSession] = {}
        self._current = self._left = self._steps[0].id
        self._title = QLabel()
        self._title.setFont(theme.sized(1.6, bold=True))
        self._hint = QLabel(wordWrap=True)
        self._hint.setProperty("role", "quiet")
        self.head = QHBoxLayout()
        titles = QVBoxLayout()
        titles.setSpacing(space(TIGHT))
        titles.addWidget(self._title)
        titles.addWidget(self._hint)
        self.head.setContentsMargins(space(WIDE), space(LARGE), space(WIDE), space(SMALL))
        self.head.addLayout(titles, 1)
        self._stack = QStackedWidget()
        self.back, self.on = _way("上一步", "previous", True), _way("下一步", "next", False)
        self.back.clicked.connect(lambda: self.move(-1))
        self.on.clicked.connect(lambda: self.move(1))
        self._foot = foot = QWidget()
        foot.setProperty("role", "footer")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        ways = QHBoxLayout(foot)
        ways.setContentsMargins(space(WIDE), space(SMALL), space(WIDE), space(SMALL))
        ways.addWidget(self.back)
        ways.addStretch()
        ways.addWidget(self.on)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self.head)
        layout.addWidget(self._stack, 1)
        layout.addWidget(foot)
        session.opening.connect(self.clear)
        session.changed.connect(self._hand_on_change)
        session.state_changed.connect(self._hand_on_state)
        session.evaluated.connect(self._hand_on_evaluation)
        session.checked.connect(self._hand_on_findings)
        session.committing.connect(self._hand_on_committing)

    def register(self, step_id: str, factory: PageFactory) -> None:
        """Let `factory(session, step)` build the page of that step."""
        self._factories[step_id] = factory

    @property
    def current(self) -> str:
        """The id of the step on show."""
        return self._current

    @property
    def step(self) -> Any:
        """The step on show, or what stands beside the steps."""
        return self._step(self._current)

    def _step(self, step_id: str) -> Any:
        return next(step for step in (*self._steps, *self._beside) if step.id == step_id)

    @property
    def page(self) -> QWidget | None:
        """The page on show; None before the first."""
        return self._built.get(self._current)

    def show_step(self, step_id: str) -> QWidget:
        """Show the page of that step, built on the first visit; what is still in a field is taken first."""
        self._session.commit()
        step = self._step(step_id)
        page = self._built.get(step_id)
        if page is None:
            own = self._sessions[step_id] = PageSession(self._session, self)
            page = self._built[step_id] = self._factories[step_id](own, step)
            self._stack.addWidget(_Frame(page))
            if hasattr(page, "jump"):
                page.jump.connect(self.jump)
        if self.step in self._steps:
            self._left = self._current
        self._current = step_id
        for each, own in self._sessions.items():
            own.listen(each == step_id)
        self._stack.setCurrentIndex(list(self._built).index(step_id))
        self._title.setText(step.title)
        self._hint.setText(step.hint)
        self.back.setText("上一步" if step in self._steps else "返回")
        for button, by in ((self.back, -1), (self.on, 1)):
            other = self._towards(by)
            button.setVisible(other is not None)
            if other is not None:
                button.setToolTip(other.title)
                button.setAccessibleDescription(other.title)
        self.shown.emit(step_id)
        return page

    def _hand_on_change(self, change: Change) -> None:
        for own in list(self._sessions.values()):
            own.hear_change(change)

    # bound methods, and no lambdas: Qt ends such a connection together with this widget
    def _hand_on_state(self) -> None:
        self._hand_on("state_changed")

    def _hand_on_evaluation(self) -> None:
        self._hand_on("evaluated")

    def _hand_on_findings(self) -> None:
        self._hand_on("checked")

    def _hand_on_committing(self) -> None:
        self._hand_on("committing")

    def _hand_on(self, name: str) -> None:
        for own in list(self._sessions.values()):
            own.hear(name)

    def move(self, by: int) -> None:
        """Go to the step `by` places on; stays where there is none. Beside the steps, back leads where one was."""
        other = self._towards(by)
        if other is not None:
            self.show_step(other.id)
            self.focus_first_field()

    @property
    def areas(self) -> tuple[QWidget, ...]:
        """The page on show and what stands below it, as Tab goes through them."""
        return (self._foot,) if self.page is None else (self.page, self._foot)

    @property
    def unstored(self) -> dict[str, tuple[str, ...]]:
        """The steps on whose pages texts stand that do not fit and are not stored, each with sentences that say so."""
        said = {step_id: tuple(getattr(page, "findings", ())) for step_id, page in self._built.items()}
        return {step_id: sentences for step_id, sentences in said.items() if sentences}

    def focus_first_field(self) -> None:
        """Let whoever went on begin to type."""
        if self.page is not None and (field := first_field(self.page)) is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _towards(self, by: int) -> Any:
        if self.step not in self._steps:
            return self._step(self._left) if by < 0 else None
        position = self._steps.index(self.step) + by
        return self._steps[position] if 0 <= position < len(self._steps) else None

    def clear(self) -> None:
        """Throw all pages away (another project is opened); from now on they hear of nothing."""
        for step_id, page in self._built.items():
            frame = self._stack.widget(0)
            self._stack.removeWidget(frame)
            page.hide()  # a cell being typed is left, and taken, while its project is still there
            self._sessions.pop(step_id).end()
            frame.deleteLater()
        self._built.clear()


class _Frame(QScrollArea):
    """Around a page: where the window is smaller than the page can be, it scrolls, and the window may be so small."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(widgetResizable=True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        room = QSplitter(childrenCollapsible=False)  # itself as low as the page can be, not as high as it would like
        room.addWidget(page)
        self.setWidget(room)
        room.setAutoFillBackground(False)


def _way(words: str, icon: str, icon_first: bool) -> QPushButton:
    button = QPushButton(words)
    icons.put(button, icon)
    if not icon_first:
        button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    return button
