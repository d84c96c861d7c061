"""A project changed step by step, for the tests of journal and recovery."""

from __future__ import annotations

from typing import Any

from zcpark_desktop.project import Project, with_value
from zcpark_desktop.storage.journal import Journal

TITLES = [("title", f"第{number}稿") for number in range(1, 6)]


def states_of(project: Project, edits: list[tuple[str, Any]]) -> list[Project]:
    """The project before and after each edit."""
    states = [project]
    for address, value in edits:
        states.append(with_value(states[-1], address, value))
    return states


def record(journal: Journal, states: list[Project]) -> None:
    """Note each change from a state to the next."""
    for before, after in zip(states, states[1:], strict=False):
        journal.step("修改", before, after)
