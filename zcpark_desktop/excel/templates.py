"""Templates to fill in: the whole park, one office, or each enterprise, with what is known already."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from zcpark_desktop import __version__
from zcpark_desktop.file_names import distinct
from zcpark_desktop.forms.offers import Offers
from zcpark_desktop.forms.year_sheets import years_shown
from zcpark_desktop.project import Project, row_title
from zcpark_desktop.rules import Rules, digest

from .identity import Identity
from .layouts import Layout, enterprise_layouts, office_layouts, offices, park_layouts
from .writing import Book, file_name

Clock = Callable[[], datetime]

_GUIDE = (
    "白色单元格用于填写，表头、单位和说明受保护；请勿删除隐藏的第一行和第一列，程序据此识别内容。",
    "不清楚的留空；没有发生的填写0。空格不会改动已有数据。",
    "数字不带单位，按表中所列单位填写；代码和编号按文本填写。",
    "可以增加行、调整列的顺序、更改文件名；标为示例的一行不会导入。",
    "填好后原样发回，由园区汇总；收到的内容先核对再采用。",
)


class NoSuchOffice(ValueError):
    """No field has this office as its source; `str()` is one Chinese sentence."""


def measured_years(project: Project) -> tuple[int, ...]:
    """The years that enterprises have figures of: past years and base year, and others that hold some."""
    usual = {*project.period.past_years, project.period.base_year}
    held = {row.year for enterprise in project.enterprises for row in enterprise.annual}
    return tuple(sorted(usual | held))


def layouts_of(project: Project) -> tuple[Layout, ...]:
    """The sheets of the whole park's workbook."""
    return park_layouts(years_shown(project), measured_years(project))


def identity_of(project: Project, rules: Rules, template: str, office: str = "") -> Identity:
    """What a workbook of `project` says of itself."""
    schemes = "；".join(f"{name}@{digest(scheme)[:12]}" for name, scheme in rules.schemes.items())
    return Identity(template, program=__version__, schemes=schemes, project=project.project_id, office=office)


def _write(path: Path, project: Project, rules: Rules, clock: Clock, title: str, layouts: tuple[Layout, ...],
           identity: Identity) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    book = Book(path, project, Offers(project, rules), clock(), guided=True)
    book.guide((title, *_GUIDE))
    for layout in layouts:
        book.add(layout)
    book.close(identity)
    return path


def park_file(project: Project) -> str:
    """The name of the whole park's workbook."""
    return f"{file_name((_name(project), '数据采集表'))}.xlsx"


def office_file(project: Project, office: str) -> str:
    """The name of an office's workbook."""
    return f"{file_name((_name(project), '数据采集表', office.replace('/', '')))}.xlsx"


def enterprise_files(project: Project) -> dict[str, str]:
    """The name of each enterprise's workbook by the enterprise's key; no two are the same."""
    names = distinct(file_name((row_title(row), row.credit_code)) for row in project.enterprises)
    return {row.key: f"{name}.xlsx" for row, name in zip(project.enterprises, names, strict=True)}


def _name(project: Project) -> str:
    return project.basics.name or project.title


def park_template(project: Project, rules: Rules, folder: Path, clock: Clock) -> Path:
    """The workbook of the whole park, a sheet for each form; where it was written.

    Raises:
        OSError: it cannot be written.
    """
    return _write(folder / park_file(project), project, rules, clock, f"{_name(project)}数据采集表",
                  layouts_of(project), identity_of(project, rules, "park"))


def office_template(project: Project, rules: Rules, folder: Path, office: str, clock: Clock) -> Path:
    """The workbook of one office, with just the fields that it usually has.

    Raises:
        NoSuchOffice: no field has that office as its source.
        OSError: it cannot be written.
    """
    if office not in offices():
        raise NoSuchOffice(f"没有来源为“{office}”的数据；可选：{'、'.join(offices())}。")
    return _write(folder / office_file(project, office), project, rules, clock,
                  f"{_name(project)}数据采集表（{office}）", office_layouts(office, layouts_of(project)),
                  identity_of(project, rules, "office", office))


def enterprise_templates(project: Project, rules: Rules, folder: Path, clock: Clock,
                         keys: Collection[str] | None = None) -> Iterator[Path]:
    """One workbook for each enterprise of the list, written one by one as they are asked for.

    Args:
        keys: only the enterprises of these keys; None for all.

    Raises:
        OSError: one cannot be written.
    """
    years = measured_years(project)
    identity = identity_of(project, rules, "enterprise")
    names = enterprise_files(project)
    for row in project.enterprises:
        if keys is None or row.key in keys:
            yield _write(folder / names[row.key], project, rules, clock, f"{row_title(row)}数据采集表",
                         enterprise_layouts(f"enterprises/{row.key}", years),
                         replace(identity, enterprise=row.key))
