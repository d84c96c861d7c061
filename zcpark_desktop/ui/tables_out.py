"""Tables of the project as workbooks: one grid, or the whole calculation as live formulas."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from zcpark_desktop.project import Address

from .files_out import AskingWhere, hand_out
from .session import Session


def export_table(session: Session, parent: QWidget, asking: AskingWhere, address: Address, title: str) -> Path | None:
    """Write the grid of the list, or part of the years, at `address` (see `excel.tables.write_table`).

    Returns:
        Where it was written; None when the user gave up.
    """
    session.commit()
    project, rules = session.project, session.rules

    def write(path: Path) -> None:
        from zcpark_desktop.excel.tables import write_table
        from zcpark_desktop.storage.clock import now

        write_table(project, rules, address, path, now)

    return hand_out(parent, asking, f"导出“{title}”", _file_name(project, title), write)


def export_workbook(session: Session, parent: QWidget, asking: AskingWhere) -> Path | None:
    """Write 计算底稿: every indicator as live formulas over the data.

    Returns:
        Where it was written; None when the user gave up.
    """
    session.commit()
    project, rules = session.project, session.rules

    def write(path: Path) -> None:
        from zcpark_desktop.evaluate import evaluate
        from zcpark_desktop.excel.live_workbook import write_live_workbook
        from zcpark_desktop.storage.clock import now

        write_live_workbook(evaluate(project, rules), path, now)

    return hand_out(parent, asking, "导出计算底稿", _file_name(project, "计算底稿"), write)


def _file_name(project: Any, title: str) -> str:
    from zcpark_desktop.excel.writing import file_name

    return f"{file_name((project.basics.name or project.title, title))}.xlsx"
