"""A slice of the fuzz run: sixty spoilt workbooks, the same ones each time."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.fuzz_workbooks import run


def test_spoilt_workbooks_never_crash_hang_or_change_anything_silently(tmp_path: Path) -> None:
    outcomes, wrong = run(60, 2026, tmp_path)
    assert wrong == []
    assert outcomes["refused"] and outcomes["with changes"] and outcomes["without changes"]
