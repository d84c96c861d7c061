"""A small park for tests of tables: what is sent out comes back filled in, with answers given in advance."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path

import openpyxl

from zcpark_desktop.audit import check
from zcpark_desktop.evaluate import evaluate, load_rules
from zcpark_desktop.excel.tables import write_table
from zcpark_desktop.project import Project
from zcpark_desktop.ui.all_pages import BESIDE, page_of
from zcpark_desktop.ui.collecting.asking import Asking
from zcpark_desktop.ui.session import Session

GDP = "years/{year}/economy/gdp_10k_yuan"
GDP_2025 = GDP.replace("{year}", "2025")
OUTPUT = "enterprises/a/annual/2025/output_10k_yuan"


def small_park() -> Project:
    """Two enterprises, one with an output, and a GDP."""
    return Project.model_validate({
        "project_id": "0123456789abcdef", "title": "望荻园区", "basics": {"name": "望荻园区"},
        "years": [{"year": 2025, "economy": {"gdp_10k_yuan": "100"}}],
        "enterprises": [
            {"id": "a", "name": "无锡甲机械有限公司", "annual": [{"year": 2025, "output_10k_yuan": "500"}]},
            {"id": "b", "name": "无锡乙电子有限公司"}],
    })


class Said(Asking):
    """Answers in advance, and remembers what was asked and told."""

    def __init__(self) -> None:
        self.answers: dict[str, object] = {"已导出": "cancel"}
        self.asked: list[str] = []
        self.told: list[str] = []

    def tell(self, sentence: str, title: str = "提示") -> None:
        self.told.append(sentence)

    def choose(self, title: str, sentence: str, answers: dict[str, str], default: str, *, danger: str = "") -> str:
        self.asked.append(sentence)
        answer = self.answers[title]
        if isinstance(answer, list):
            answer = answer.pop(0)
        assert answer in answers
        return str(answer)

    def tables(self) -> list[Path]:
        return self.answers["tables"]

    def folder(self, title: str, suggestion: str = "") -> Path | None:
        return self.answers["folder"]

    def path_out(self, title: str, suggestion: str, kinds: str) -> Path | None:
        answer = self.answers["path"]
        return answer.pop(0) if isinstance(answer, list) else answer


@cache
def _rules() -> object:
    return load_rules()


def bare(qtbot, project: Project, step_id: str):
    """A page of its own on a session of its own, shown without the window around it: both, page last."""
    session = Session(_rules(), evaluate, check)
    session.load(project)
    qtbot.waitUntil(lambda: session.evaluation is not None)
    step = next(step for step in BESIDE if step.id == step_id)
    page = page_of(step)(session, step)
    qtbot.addWidget(page)
    page.asking = Said()
    page.resize(1100, 700)
    page.show()
    return session, page


def clock() -> datetime:
    """A moment that stands still."""
    return datetime(2026, 1, 1)


def fill(path: Path, sheet: str, line: str, column: str, value: object) -> Path:
    """Put a value into the cell of a template that these keys name."""
    book = openpyxl.load_workbook(path)
    page = book[sheet]
    row = next(row for row in range(1, page.max_row + 1) if page.cell(row, 1).value == line)
    page.cell(row, next(c for c in range(1, 60) if str(page.cell(1, c).value) == column)).value = value
    book.save(path)
    return path


def economy_with(project: Project, folder: Path, name: str, **values: object) -> Path:
    """The table of economic data, sent back as `name` with GDP of these years (`y2025=…`)."""
    path = write_table(project, _rules(), "years/{year}/economy", folder / "out.xlsx", clock)
    for year, value in values.items():
        fill(path, "经济数据", GDP, year.removeprefix("y"), value)
    folder.joinpath(name).parent.mkdir(parents=True, exist_ok=True)
    return path.rename(folder / name)
