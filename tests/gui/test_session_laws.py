"""Laws of the session: whatever is edited, undone and redone, project and journal equal their model."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from zcpark_desktop.project import Project, dump_json, new_project, with_value
from zcpark_desktop.project.origins import NO_ORIGINS
from zcpark_desktop.storage.changes import changed, changes
from zcpark_desktop.ui.session import Session

FIELDS = ("years/2025/economy/gdp_10k_yuan", "years/2024/electricity/grid_10k_kwh", "boundary/area_km2")
NAMES = st.text("甲乙丙丁", min_size=1, max_size=3)
NUMBERS = st.none() | st.decimals(min_value=0, max_value=10**6, places=2)


def content(project: Project) -> Project:
    """The project without the origins of its values, of which the model knows nothing."""
    return project.model_copy(update={"origins": NO_ORIGINS})


class Replayed:
    """Keeps a second project up to date from the journal's changes alone."""

    def __init__(self, project: Project) -> None:
        self.project = project

    def step(self, label: str, before: Project, after: Project) -> None:
        assert label
        self.project = changed(self.project, changes(before, after))


class SessionMachine(RuleBasedStateMachine):
    """The model: the list of states that were, and where in it the project stands."""

    @initialize()
    def begin(self) -> None:
        self.session = Session()
        project = new_project("", "p")
        self.session.load(project)
        self.states: list[Project] = [project]
        self.at = 0
        self.saved = project
        self.session.recorder = self.replayed = Replayed(project)

    def expect(self, project: Project) -> None:
        if project != self.states[self.at]:
            self.states[self.at + 1:] = [project]
            self.at += 1

    @rule(address=st.sampled_from(FIELDS), value=NUMBERS)
    def set_a_number(self, address: str, value: Decimal | None) -> None:
        self.session.set_value(address, value)
        self.expect(with_value(self.states[self.at], address, value))

    @rule(values=st.dictionaries(st.sampled_from(FIELDS), NUMBERS, min_size=1))
    def paste(self, values: dict[str, Decimal | None]) -> None:
        self.session.apply("粘贴", list(values.items()))
        project = self.states[self.at]
        for address, value in values.items():
            project = with_value(project, address, value)
        self.expect(project)

    @rule(name=NAMES, at=st.integers(0, 3))
    def add_a_row(self, name: str, at: int) -> None:
        rows = self.states[self.at].enterprises
        at = min(at, len(rows))
        key = self.session.add_row("enterprises", {"name": name}, at=at)
        added = next(row for row in self.session.project.enterprises if row.key == key)
        assert added.name == name
        self.expect(with_value(self.states[self.at], "enterprises", (*rows[:at], added, *rows[at:])))

    @precondition(lambda self: self.states[self.at].enterprises)
    @rule(data=st.data())
    def remove_a_row(self, data: st.DataObject) -> None:
        rows = self.states[self.at].enterprises
        gone = data.draw(st.sampled_from(rows))
        self.session.remove_rows("enterprises", [gone.key])
        self.expect(with_value(self.states[self.at], "enterprises", tuple(row for row in rows if row is not gone)))

    @precondition(lambda self: self.states[self.at].enterprises)
    @rule(data=st.data(), name=NAMES)
    def rename_a_row(self, data: st.DataObject, name: str) -> None:
        key = data.draw(st.sampled_from(self.states[self.at].enterprises)).key
        self.session.set_value(f"enterprises/{key}/name", name)
        self.expect(with_value(self.states[self.at], f"enterprises/{key}/name", name))

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
        from pathlib import Path

        self.session.saved_as(self.session.project, Path("a.zcpark"))
        self.saved = self.states[self.at]

    @invariant()
    def the_project_equals_its_model(self) -> None:
        assert content(self.session.project) == self.states[self.at]
        assert dump_json(content(self.session.project)) == dump_json(self.states[self.at])

    @invariant()
    def the_journal_tells_the_same_project(self) -> None:
        assert dump_json(self.replayed.project) == dump_json(self.session.project)

    @invariant()
    def it_is_clean_only_where_it_equals_what_was_saved(self) -> None:
        if not self.session.dirty:
            assert content(self.session.project) == self.saved

    @invariant()
    def undo_and_redo_are_offered_where_they_can_be_done(self) -> None:
        assert (self.session.undo_label is not None) == (self.at > 0)
        assert (self.session.redo_label is not None) == (self.at < len(self.states) - 1)


TestSessionMachine = SessionMachine.TestCase
