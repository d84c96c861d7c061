"""A small park for tests of tables: what is sent out comes back filled in, with answers given in advance."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import openpyxl

from zcpark_desktop.excel.templates import office_template, park_template
from zcpark_desktop.project import Project
from zcpark_desktop.ui.collecting.asking import Asking

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


def park_file_with(project: Project, rules: object, folder: Path, name: str, **values: object) -> Path:
    """The park's template, sent back as `name` with GDP of these years (`y2025=…`)."""
    path = park_template(project, rules, folder / "out", clock)
    for year, value in values.items():
        fill(path, "经济数据", GDP, year.removeprefix("y"), value)
    folder.joinpath(name).parent.mkdir(parents=True, exist_ok=True)
    return path.rename(folder / name)


def office_file_with(project: Project, rules: object, folder: Path, office: str, name: str, value: object) -> Path:
    """An office's template, sent back as `name` with another GDP of 2025."""
    path = fill(office_template(project, rules, folder / "out", office, clock), "经济数据", GDP, "2025", value)
    return path.rename(folder / name)
