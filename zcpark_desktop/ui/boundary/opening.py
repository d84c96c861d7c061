"""Files of coordinates, workbooks among them, opened for the import: layers first, then the rings of one."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from zcpark_desktop.boundary.reading import SUFFIXES, BoundaryError, OpenedBoundary, ReadBoundary, open_boundary
from zcpark_desktop.boundary.reading import read_rows as read_table
from zcpark_desktop.boundary.reading.shapes import LayerSummary, Progress

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".et")
READ = (*SUFFIXES, *WORKBOOKS)
FEWEST_ROWS = 3
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
        return _workbook(source)
    return open_boundary(source, progress=progress) if isinstance(source, Path) else open_boundary(source, "粘贴的坐标表")


def _workbook(path: Path) -> OpenedBoundary:
    from zcpark_desktop.excel.cells import UnreadableFile
    from zcpark_desktop.excel.reading import read_file

    try:
        cells = read_file(path)
    except UnreadableFile as error:
        raise BoundaryError(f"“{path.name}”：{error}") from None
    tables = {sheet.title: [[_text(cell) for cell in row] for row in sheet.rows] for sheet in cells.sheets}
    layers = []
    for title, rows in tables.items():
        count = sum(any(row) for row in rows)
        layers.append(LayerSummary(title, {"行": count}, usable=count >= FEWEST_ROWS))

    def reader(layer: str, _progress: Progress) -> ReadBoundary:
        return read_table(tables[layer], layer)

    return OpenedBoundary("工作簿", tuple(layers), reader)


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
