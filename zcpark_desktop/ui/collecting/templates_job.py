"""Which tables to be filled in are wanted, what each office's holds, and the writing of them beside the window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from zcpark_desktop.excel.layouts import Corners, FieldsDown, Layout, office_layouts, offices
from zcpark_desktop.excel.templates import (
    enterprise_files,
    enterprise_templates,
    layouts_of,
    office_file,
    office_template,
    park_file,
    park_template,
)
from zcpark_desktop.project import Project
from zcpark_desktop.rules import Rules
from zcpark_desktop.storage.clock import now
from zcpark_desktop.storage.refusals import refusal

from ..work import Progress


@dataclass(frozen=True)
class Wanted:
    """What is to be written: the park's table, those of some offices, those of some enterprises (by key)."""

    park: bool = False
    offices: tuple[str, ...] = ()
    enterprises: frozenset[str] = frozenset()

    @property
    def count(self) -> int:
        """How many workbooks that are."""
        return self.park + len(self.offices) + len(self.enterprises)


def held_by_offices(project: Project) -> dict[str, str]:
    """Each office, and what it is asked for: sheets with the number of questions."""
    layouts = layouts_of(project)
    return {office: "、".join(_described(layout) for layout in office_layouts(office, layouts)) for office in offices()}


def _described(layout: Layout) -> str:
    if isinstance(layout, Corners):
        return layout.title
    count = len(layout.lines if isinstance(layout, FieldsDown) else layout.paths)
    return f"{layout.title}（{count}{'项' if isinstance(layout, FieldsDown) else '列'}）"


def names_of(project: Project, wanted: Wanted) -> list[str]:
    """The file names of what is wanted."""
    own = enterprise_files(project)
    return [*([park_file(project)] if wanted.park else []), *(office_file(project, each) for each in wanted.offices),
            *(name for key, name in own.items() if key in wanted.enterprises)]


def write(project: Project, rules: Rules, wanted: Wanted, folder: Path, written: list[Path],
          progress: Progress) -> None:
    """Write what is wanted into `folder`, each file noted in `written` when it is there.

    Raises:
        Cancelled: the user gave up; what was written stays.
        StorageError: a file cannot be written; one sentence.
    """
    files = _files(project, rules, wanted, folder)
    while True:
        progress.report(len(written) / wanted.count, f"已生成{len(written)}个，共{wanted.count}个")
        try:
            path = next(files, None)
        except OSError as error:
            raise refusal("写入", error.filename or folder, error) from error
        if path is None:
            return
        written.append(path)


def _files(project: Project, rules: Rules, wanted: Wanted, folder: Path) -> Iterator[Path]:
    if wanted.park:
        yield park_template(project, rules, folder, now)
    for office in wanted.offices:
        yield office_template(project, rules, folder, office, now)
    if wanted.enterprises:
        yield from enterprise_templates(project, rules, folder, now, wanted.enterprises)
