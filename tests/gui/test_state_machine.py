"""Laws of the window's grid and session together: whatever is typed, pasted, moved, undone, saved and reopened in any
order, the project equals a plain list of rows kept beside it, and the grid shows just that."""

from __future__ import annotations

import shutil
import tempfile
from decimal import Decimal
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from PySide6.QtCore import QCoreApplication, QEvent

from zcpark_desktop.forms import Table, step
from zcpark_desktop.forms.offers import Offers
from zcpark_desktop.forms.rows_sheet import RowsSheet
from zcpark_desktop.project import new_project
from zcpark_desktop.rules import load as load_rules
from zcpark_desktop.storage import archive
from zcpark_desktop.storage.journal import Journal
from zcpark_desktop.storage.recovery import recoverable, resume
from zcpark_desktop.ui.app import make_application
from zcpark_desktop.ui.grid.box import GridBox
from zcpark_desktop.ui.recording import Recording
from zcpark_desktop.ui.session import Session

TABLE = next(item for item in step("facilities").items if isinstance(item, Table))
COLUMNS = ("name", "owner", "usable_m2", "covered_m2")
Rows = tuple[tuple[str, str, Decimal | None, Decimal | None], ...]
BLANK = ("", "", None, None)

words = st.text("甲乙丙", max_size=3)
numbers = st.none() | st.decimals(min_value=0, max_value=10**6, places=2)
lines = st.tuples(words, words, numbers, numbers)
places = st.integers(0, 6)


def as_text(value: str | Decimal | None) -> str:
    """A value as staff type it, and as spreadsheets copy it."""
    return "" if value is None else value if isinstance(value, str) else f"{value:,}"


class GridMachine(RuleBasedStateMachine):
    """The model: the rows as they were after each step, where in that list the project stands, and what is saved."""

    @initialize()
    def begin(self) -> None:
        make_application()
        self.folder = Path(tempfile.mkdtemp())
        self.session = Session(load_rules())
        self.states: list[Rows] = [()]
        self.at = 0
        self.saved: Rows | None = None
        self.recording: Recording | None = None
        self._work_on(new_project("", "p"))

    def _work_on(self, project, path: Path | None = None, journal: Journal | None = None) -> None:
        if self.recording is not None:
            self.session.recorder = None
            self.recording.close()
            self.box.deleteLater()
        self.session.load(project, path, saved=journal is None)
        journal = journal or Journal.start(project, path, root=self.folder / "sessions")
        self.recording = self.session.recorder = Recording(journal)
        offers = Offers(project, self.session.rules)
        self.box = GridBox(self.session, lambda: RowsSheet(self.session.project, TABLE, offers), "屋顶", TABLE)

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.session.recorder = None
            self.recording.close()
            self.box.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            shutil.rmtree(self.folder)

    @property
    def rows(self) -> Rows:
        return self.states[self.at]

    def expect(self, rows: Rows) -> None:
        if rows != self.rows:
            self.states[self.at + 1:] = [rows]
            self.at += 1

    def column(self, name: str) -> int:
        return self.box.model.sheet.column_of(name)

    # -- what staff do ---------------------------------------------------------------------------------------------

    @rule(row=places, column=st.integers(0, 3), line=lines)
    def type_into_a_cell(self, row, column, line) -> None:
        row = min(row, len(self.rows))  # the blank row adds one
        text = as_text(line[column])
        model = self.box.model
        assert model.setData(model.index(row, self.column(COLUMNS[column])), text)
        if row == len(self.rows) and not text:
            return
        rows = [list(each) for each in self.rows] + ([list(BLANK)] if row == len(self.rows) else [])
        rows[row][column] = line[column]
        self.expect(tuple(map(tuple, rows)))

    @rule(row=places, column=st.integers(0, 3))
    def type_what_is_no_number(self, row, column) -> None:
        model = self.box.model
        index = model.index(min(row, len(self.rows)), self.column("usable_m2"))
        model.setData(index, "很多")
        assert index.data() == "很多" and self.box.findings
        model.forget_invalid([index.row()], [index.column()])

    @rule(row=places, block=st.lists(lines, min_size=1, max_size=3))
    def paste_a_block(self, row, block) -> None:
        row = min(row, len(self.rows))
        self.box.view.put_caret(self.box.model.index(row, self.column(COLUMNS[0])))
        self.box.actions_.put([[as_text(value) for value in line] for line in block])
        rows = list(self.rows)
        written = [at for at, line in enumerate(block) if row + at < len(rows) or any(map(as_text, line))]
        rows += [BLANK] * max((row + at + 1 - len(rows) for at in written), default=0)
        for at in written:
            rows[row + at] = block[at]
        self.expect(tuple(rows))

    @precondition(lambda self: self.rows)
    @rule(data=st.data())
    def insert_a_row(self, data) -> None:
        row = data.draw(st.integers(0, len(self.rows) - 1))
        self.box.view.put_caret(self.box.model.index(row, 0))
        self.box.actions_.do("insert")
        self.expect((*self.rows[:row], BLANK, *self.rows[row:]))

    @precondition(lambda self: self.rows)
    @rule(data=st.data())
    def remove_rows(self, data) -> None:
        first = data.draw(st.integers(0, len(self.rows) - 1))
        number = data.draw(st.integers(1, len(self.rows) - first))
        self.box.view.select_block(first, 0, number, 1)
        self.box.actions_.do("remove")
        self.expect((*self.rows[:first], *self.rows[first + number:]))

    @precondition(lambda self: len(self.rows) > 1)
    @rule(data=st.data())
    def move_a_row_down(self, data) -> None:
        row = data.draw(st.integers(0, len(self.rows) - 2))
        self.box.view.put_caret(self.box.model.index(row, 0))
        self.box.actions_.do("move_down")
        rows = list(self.rows)
        rows[row:row + 2] = rows[row + 1], rows[row]
        moved = tuple(rows)
        # two equal rows changed places: a step all the same, since each has its own name for the program
        self.states[self.at + 1:] = [moved]
        self.at += 1

    @precondition(lambda self: self.rows)
    @rule(data=st.data())
    def clear_a_column(self, data) -> None:
        column = data.draw(st.integers(0, 3))
        self.box.view.select_block(0, self.column(COLUMNS[column]), len(self.rows), 1)
        self.box.actions_.do("clear")
        self.expect(tuple((*line[:column], BLANK[column], *line[column + 1:]) for line in self.rows))

    @rule()
    def undo(self) -> None:
        self.session.undo()
        self.at = max(0, self.at - 1)

    @rule()
    def redo(self) -> None:
        self.session.redo()
        self.at = min(len(self.states) - 1, self.at + 1)

    @rule()
    def save(self) -> None:
        path = self.folder / "a.zcpark"
        archive.save(self.session.project, path)
        self.session.saved_as(self.session.project, path)
        self.recording.saved(self.session.project, path)
        self.saved = self.rows

    @precondition(lambda self: self.saved is not None)
    @rule()
    def reopen(self) -> None:
        self.states, self.at = [self.saved], 0
        opened = archive.open_project(self.folder / "a.zcpark")
        self._work_on(opened.project, self.folder / "a.zcpark")

    @precondition(lambda self: self.session.dirty)
    @rule()
    def crash_and_recover(self) -> None:
        self.session.recorder = None
        self.recording.close(keep=True)
        self.recording = None
        self.box.deleteLater()
        (left,) = recoverable(self.folder / "sessions")
        resumed = resume(left)
        self.states, self.at = [self.rows], 0
        self._work_on(resumed.project, resumed.path, resumed.journal)

    # -- what holds at any time ------------------------------------------------------------------------------------

    @invariant()
    def the_project_equals_its_model(self) -> None:
        found = tuple(tuple(getattr(row, name) for name in COLUMNS) for row in self.session.project.roofs)
        assert found == self.rows

    @invariant()
    def the_grid_shows_the_project(self) -> None:
        model = self.box.model
        assert model.rowCount() == len(self.rows) + 1
        for row, line in enumerate(self.rows):
            for name, value in zip(COLUMNS, line, strict=True):
                assert model.index(row, self.column(name)).data() == as_text(value)

    @invariant()
    def what_equals_the_file_is_clean(self) -> None:
        if not self.session.dirty and self.saved is not None:
            assert self.rows == self.saved

    @invariant()
    def undo_and_redo_are_offered_where_they_can_be_done(self) -> None:
        assert (self.session.undo_label is not None) == (self.at > 0)
        assert (self.session.redo_label is not None) == (self.at < len(self.states) - 1)


TestGridMachine = GridMachine.TestCase
TestGridMachine.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
