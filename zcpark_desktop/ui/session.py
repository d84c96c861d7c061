"""The session: the one door through which the project changes.

Views read `session.project`, an immutable snapshot that background work may keep, and ask the session for every change.
A step of undo holds the two snapshots around it; since they share all untouched rows, unlimited undo costs little.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from zcpark_desktop.project import (
    Address,
    How,
    NoSuchAddress,
    Origin,
    Project,
    ProjectError,
    described,
    new_project,
    value_at,
    with_origins,
)
from zcpark_desktop.project.edits import with_values
from zcpark_desktop.project.origins import ReadFrom
from zcpark_desktop.storage.clock import Clock, now
from zcpark_desktop.storage.lock import account_name

CHECK_AFTER_MS = 250  # the audit may wait until the typing pauses; the indicators may not
LOOK_AGAIN_MS = 15  # between two looks whether the audit is done
_CHECKS = ThreadPoolExecutor(1, thread_name_prefix="audit")  # a large park takes longer than a keystroke may

Edit = tuple[Address, Any]


@dataclass(frozen=True)
class Change:
    """What a step changed.

    Attributes:
        label: the step's name as 撤销 and 重做 show it.
        addresses: the fields and lists that changed; empty when the whole project was replaced.
        structural: rows came, went or moved, so that lists have to be read again.
    """

    label: str
    addresses: tuple[Address, ...]
    structural: bool


@dataclass(frozen=True)
class _Step:
    change: Change
    before: Project
    after: Project
    focus: object | None


class Recorder(Protocol):
    """What the session tells about each step, so that a crash loses nothing (the journal implements it)."""

    def step(self, label: str, before: Project, after: Project) -> None:
        """A step was applied, undone or done again, which made `after` of `before`."""


class Session(QObject):
    """One open project with its history and its evaluation.

    Args:
        rules: the rules that the project is evaluated with.
        evaluate: (project, rules) → Evaluation; fast, called after changes and never while typing blocks.
        check: (project, rules, evaluation, wanted) → findings; called when changes pause, on a thread; it may stop
            as soon as `wanted()` says no.
        who: in whose name values are entered; the account's where none is given.
        clock: tells when.

    Signals:
        opening: another project is about to take this one's place.
    """

    changed = Signal(Change)
    evaluated = Signal()
    checked = Signal()
    state_changed = Signal()
    committing = Signal()
    opening = Signal()
    _evaluate_soon = Signal()  # queued: after this event, and still before what it changed is painted

    def __init__(self, rules: Any = None, evaluate: Callable[[Project, Any], Any] | None = None,
                 check: Callable[[Project, Any, Any, Callable[[], bool]], Sequence[Any]] | None = None,
                 parent: QObject | None = None, *, who: str | None = None, clock: Clock = now) -> None:
        super().__init__(parent)
        self._who, self._clock = account_name() if who is None else who, clock
        self._rules, self._evaluate, self._check = rules, evaluate, check
        self.recorder: Recorder | None = None
        self.evidence: Any = None
        self._evaluation_due = False
        self._evaluate_soon.connect(self._evaluate_now, Qt.ConnectionType.QueuedConnection)
        self._check_soon = QTimer(self, singleShot=True, interval=CHECK_AFTER_MS)
        self._check_soon.timeout.connect(self._check_now)
        self._look_again = QTimer(self, interval=LOOK_AGAIN_MS)
        self._look_again.timeout.connect(self._take_findings)
        self._checking: Future[Sequence[Any]] | None = None
        self._overtaken = Event()  # set when the project has changed since the audit that runs was begun
        self._project = new_project()
        self._saved: Project | None = self._project
        self._steps: list[_Step] = []
        self._done = 0
        self._path: Path | None = None
        self._read_only = False
        self._evaluation: Any = None
        self._findings: tuple[Any, ...] = ()

    # -- what is so ------------------------------------------------------------------------------------------------

    @property
    def project(self) -> Project:
        """The project as it is now; never changes, a change makes another one."""
        return self._project

    @property
    def rules(self) -> Any:
        """The rules in use."""
        return self._rules

    @property
    def evaluation(self) -> Any:
        """The evaluation of the project; None until it has been computed once."""
        return self._evaluation

    @property
    def findings(self) -> tuple[Any, ...]:
        """What the audit noticed, most serious first."""
        return self._findings

    @property
    def path(self) -> Path | None:
        """The project's file; None for a project never saved."""
        return self._path

    @property
    def dirty(self) -> bool:
        """Whether the project differs from its file."""
        return self._project is not self._saved

    @property
    def read_only(self) -> bool:
        """Whether changes are refused (opened for reading only)."""
        return self._read_only

    @property
    def undo_label(self) -> str | None:
        """The step that `undo` would take back; None when there is none."""
        return self._steps[self._done - 1].change.label if self._done else None

    @property
    def redo_label(self) -> str | None:
        """The step that `redo` would do again; None when there is none."""
        return self._steps[self._done].change.label if self._done < len(self._steps) else None

    # -- opening and saving ----------------------------------------------------------------------------------------

    def load(self, project: Project, path: Path | None = None, *, evidence: Any = None, read_only: bool = False,
             saved: bool = True) -> None:
        """Work on `project` from now on, with a new history.

        Args:
            saved: the file holds exactly this project; False after a recovery or an import.
        """
        self.opening.emit()
        self._steps, self._done = [], 0
        self._project, self._path, self._read_only = project, path, read_only
        self._saved = project if saved else None
        self.evidence = evidence
        self._evaluation, self._findings = None, ()
        self._tell(Change("打开", (), True))

    def saved_as(self, project: Project, path: Path) -> None:
        """Note that `path` now holds `project` (a snapshot; changes made meanwhile stay unsaved)."""
        self._saved, self._path, self._read_only = project, path, False
        self.state_changed.emit()

    def commit(self) -> None:
        """Take what is still in the focused field (before saving, evaluating, leaving a page)."""
        self.committing.emit()

    def take_rules(self, rules: Any) -> None:
        """Evaluate with other rules from now on; the project itself stays as it is."""
        self._rules = rules
        self._evaluate_when_idle()

    # -- changing --------------------------------------------------------------------------------------------------

    def apply(self, label: str, edits: Iterable[Edit], *, structural: bool = False,
              focus: object | None = None, how: How = How.TYPED,
              sources: Mapping[Address, ReadFrom] | None = None) -> bool:
        """Make all `edits` as one step of undo, or none of them.

        Args:
            label: the step's name, as in “粘贴 12 格”.
            structural: rows come, go or move.
            focus: what the editor puts here stands for one stay in one field; steps with the same `focus` that follow
                each other become one.
            how: the way in which the values come in; kept as their origin, with the user's name and the time.
            sources: the cells of files that imported values were read from (see `excel.proposal.sources`).

        Returns:
            Whether anything changed.

        Raises:
            ProjectError: one sentence; a value does not fit, a row is gone, or the project is read-only.
        """
        if self._read_only:
            raise ProjectError("项目以只读方式打开，不能修改；请先“另存为”再编辑。")
        edits = list(edits)
        try:
            after = with_values(self._project, edits)
        except NoSuchAddress as error:
            raise ProjectError(str(error)) from None
        if after != self._project:  # entering what is there already is no change, nor a new origin
            after = with_origins(self._project, after, self.origin(how), sources)
        addresses = tuple(dict.fromkeys(address for address, _ in edits))
        return self._do(Change(label, addresses, structural), after, focus)

    def origin(self, how: How) -> Origin:
        """The origin of what comes in now."""
        return Origin(how, self._clock().replace(second=0, microsecond=0), self._who)

    def set_value(self, address: Address, value: Any, *, label: str | None = None, focus: object | None = None) -> bool:
        """Put `value` at `address` (see `apply`)."""
        return self.apply(label or f"修改“{described(self._project, address)}”", [(address, value)], focus=focus)

    def set_rows(self, list_address: Address, rows: Sequence[Any], label: str) -> bool:
        """Put `rows` (rows or plain data) in place of the list (see `apply`)."""
        return self.apply(label, [(list_address, tuple(rows))], structural=True)

    def add_row(self, list_address: Address, row: Any, *, label: str | None = None, at: int | None = None) -> str:
        """Add `row` (a row or plain data) at position `at`, or at the end; its key (see `apply`)."""
        rows = self._rows(list_address)
        at = len(rows) if at is None else at
        before = {kept.key for kept in rows}
        label = label or f"在“{described(self._project, list_address)}”中添加一行"
        self.set_rows(list_address, (*rows[:at], row, *rows[at:]), label)
        return next(added.key for added in self._rows(list_address) if added.key not in before)

    def remove_rows(self, list_address: Address, keys: Iterable[str], *, label: str | None = None) -> bool:
        """Remove the rows named by `keys` (see `apply`)."""
        gone = set(keys)
        rows = self._rows(list_address)
        kept = [row for row in rows if row.key not in gone]
        name = described(self._project, list_address)
        return self.set_rows(list_address, kept, label or f"删除“{name}”中的{len(rows) - len(kept)}行")

    def replace(self, project: Project, label: str) -> bool:
        """Put another project in this one's place, as one step of undo (import, restored version)."""
        if self._read_only:
            raise ProjectError("项目以只读方式打开，不能修改；请先“另存为”再编辑。")
        return self._do(Change(label, (), True), project, None)

    def undo(self) -> None:
        """Take back the last step; nothing when there is none."""
        if self._done and not self._read_only:
            self._done -= 1
            step = self._steps[self._done]
            self._go(step.after, step.before, step.change)

    def redo(self) -> None:
        """Do again the step last taken back; nothing when there is none."""
        if self._done < len(self._steps) and not self._read_only:
            step = self._steps[self._done]
            self._done += 1
            self._go(step.before, step.after, step.change)

    # -- inside ----------------------------------------------------------------------------------------------------

    def _rows(self, list_address: Address) -> tuple[Any, ...]:
        try:
            rows: tuple[Any, ...] = value_at(self._project, list_address)
        except NoSuchAddress as error:
            raise ProjectError(str(error)) from None
        return rows

    def _do(self, change: Change, after: Project, focus: object | None) -> bool:
        before = self._project
        if after == before:
            return False
        del self._steps[self._done:]
        last = self._steps[-1] if self._steps else None
        merged = (focus is not None and last is not None and last.focus is focus and last.after is not self._saved
                  and last.change.addresses == change.addresses)
        if merged and last is not None:
            self._steps[-1] = _Step(change, last.before, after, focus)
        else:
            self._steps.append(_Step(change, before, after, focus))
        self._done = len(self._steps)
        self._go(before, after, change)
        return True

    def _go(self, before: Project, after: Project, change: Change) -> None:
        self._project = after
        if self.recorder is not None:
            self.recorder.step(change.label, before, after)
        self._tell(change)

    def _tell(self, change: Change) -> None:
        self._overtaken.set()
        self.changed.emit(change)
        self.state_changed.emit()
        self._evaluate_when_idle()

    def _evaluate_when_idle(self) -> None:
        if self._evaluate is not None and not self._evaluation_due:
            self._evaluation_due = True
            self._evaluate_soon.emit()

    def _evaluate_now(self) -> None:
        assert self._evaluate is not None
        self._evaluation_due = False
        self._evaluation = self._evaluate(self._project, self._rules)
        self.evaluated.emit()
        if self._check is not None:
            self._check_soon.start()

    def _check_now(self) -> None:
        assert self._check is not None
        if self._checking is None:
            self._overtaken = overtaken = Event()
            # threads take turns, so that an audit nobody wants any more would slow down whoever types; it must not hold
            # the session, which would die on the audit's thread if the window let it go meanwhile
            self._checking = _CHECKS.submit(self._check, self._project, self._rules, self._evaluation,
                                            lambda: not overtaken.is_set())
        self._look_again.start()

    def _take_findings(self) -> None:
        # asked for, not told: a session that is gone meanwhile is no harm to the thread
        if self._checking is None or not self._checking.done():
            return
        self._look_again.stop()
        done, self._checking = self._checking, None
        if self._overtaken.is_set():
            self._check_soon.start()
            return
        self._findings = tuple(done.result())
        self.checked.emit()

