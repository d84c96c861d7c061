"""A slice of the fuzz run: sixty spoilt workbooks, the same ones each time."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.benchmarks.fuzz_workbooks import run, silent, small_park
from zcpark_desktop.excel.cells import FileCells, SheetCells
from zcpark_desktop.excel.proposal import Change, Line, Proposal
from zcpark_desktop.project.declared import declared


def test_spoilt_workbooks_never_crash_hang_or_change_anything_silently(tmp_path: Path) -> None:
    outcomes, wrong = run(60, 2026, tmp_path)
    assert wrong == []
    assert outcomes["refused"] and outcomes["with changes"] and outcomes["without changes"]


@pytest.mark.parametrize(("row", "column", "is_silent"), [(0, 0, False), (0, 1, True), (0, 2, True), (5, 0, True)])
def test_a_silent_change_would_be_noticed(row: int, column: int, is_silent: bool) -> None:
    place = "years/2025/economy/tax_10k_yuan"
    change = Change(place, Line("a.xlsx", "表", "", False), row, column, declared(place), {}, None, Decimal("12.5"))
    file = FileCells("a.xlsx", (SheetCells("表", [["12.5 ", 7, 12.5]], troubles={(0, 2): "合并"}),))
    found = Proposal(small_park(), (change,), (), (), {}, 0, (), 1)
    assert bool(list(silent(found, file))) is is_silent
