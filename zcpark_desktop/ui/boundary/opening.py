"""Files of coordinates, workbooks among them, opened for the import: layers first, then the rings of one."""

from __future__ import annotations

from pathlib import Path

from zcpark_desktop.boundary.reading import SUFFIXES, OpenedBoundary, Progress, open_boundary
from zcpark_desktop.excel.boundary_tables import WORKBOOKS, open_workbook

PASTED = "粘贴的坐标表"
READ = (*SUFFIXES, *WORKBOOKS)
FILTER = f"边界文件 ({' '.join(f'*{suffix}' for suffix in READ)});;所有文件 (*)"


def can_be_read(path: Path) -> bool:
    """Whether the name of a file is one of a kind that is read."""
    return path.suffix.lower() in READ


def open_source(source: Path | str, progress: Progress) -> OpenedBoundary:
    """A file, or pasted text, opened: its layers are known; those of a workbook are its sheets.

    Raises:
        BoundaryError: it is not readable.
    """
    if isinstance(source, Path) and source.suffix.lower() in WORKBOOKS:
        return open_workbook(source)
    return open_boundary(source, "" if isinstance(source, Path) else PASTED, progress)
