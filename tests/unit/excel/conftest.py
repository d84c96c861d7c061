"""A small park, and the ways by which workbooks come about: our templates, openpyxl, and parts written by hand."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from zcpark_desktop.evaluate import load_rules
from zcpark_desktop.excel.collecting import collect
from zcpark_desktop.excel.proposal import Proposal
from zcpark_desktop.project import Project
from zcpark_desktop.rules import Rules

PROJECT_ID = "0123456789abcdef"
CODE = "91320214MA1X2Y3Z4P"

Collect = Callable[..., Proposal]
Listed = Callable[..., Path]


def clock() -> datetime:
    """A moment that stands still."""
    return datetime(2026, 1, 1)


@pytest.fixture(scope="session")
def rules() -> Rules:
    return load_rules(None)


@pytest.fixture
def park() -> Project:
    """Two enterprises, a balance with electricity, and a roof."""
    return Project.model_validate({
        "project_id": PROJECT_ID,
        "title": "望荻园区",
        "basics": {"name": "望荻园区"},
        "years": [
            {"year": 2025, "economy": {"gdp_10k_yuan": "1234567.89"},
             "energy": [{"energy": "electricity", "fuel_industry": "100"},
                        {"energy": "natural_gas", "purchased": "20.5"}]},
        ],
        "enterprises": [
            {"id": "a", "name": "无锡甲机械有限公司", "credit_code": CODE, "above_scale": True,
             "annual": [{"year": 2025, "output_10k_yuan": "500"}]},
            {"id": "b", "name": "无锡乙电子有限公司"},
        ],
        "roofs": [{"id": "1", "name": "一号厂房", "usable_m2": "8000"}],
        "evidence": [{"id": "e1", "number": "Z-01", "title": "统计报表"}],
    })


@pytest.fixture
def taken(park: Project, rules: Rules) -> Collect:
    """Collects files into the small park, or into another project."""

    def call(*paths: Path, into: Project | None = None, mappings: Sequence[Any] = ()) -> Proposal:
        return collect(into or park, rules, paths, mappings)

    return call


@pytest.fixture
def listed(tmp_path: Path) -> Listed:
    """Makes a workbook with one sheet: rows of cells from the first row on."""

    def call(rows: Sequence[Sequence[Any]], *, name: str = "清单.xlsx", title: str = "Sheet1",
             change: Callable[[Any], None] | None = None) -> Path:
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = title
        for row in rows:
            sheet.append(list(row))
        if change is not None:
            change(sheet)
        path = tmp_path / name
        book.save(path)
        return path

    return call


def rewritten(path: Path, changes: dict[str, Callable[[bytes], bytes]], more: dict[str, bytes] | None = None) -> Path:
    """The workbook with some of its parts changed, and others added."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    for name, change in changes.items():
        assert name in parts, sorted(parts)
        before = parts[name]
        parts[name] = change(before)
        assert parts[name] != before
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in {**parts, **(more or {})}.items():
            new.writestr(name, data)
    return path


def sentences(items: Sequence[object]) -> str:
    """The items as the user reads them."""
    return "\n".join(map(str, items))
