"""Workbooks with coordinates, opened as any other file of them: their sheets are the layers."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from zcpark_desktop.boundary.reading import (
    BoundaryError,
    LayerSummary,
    OpenedBoundary,
    Progress,
    ReadBoundary,
    read_rows,
)

from .cells import UnreadableFile
from .reading import read_file

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".et")
_FEWEST_ROWS = 3


def open_workbook(path: Path) -> OpenedBoundary:
    """A workbook, opened; sheets with fewer than three rows hold no boundary.

    Raises:
        BoundaryError: it is not readable.
    """
    try:
        cells = read_file(path)
    except UnreadableFile as error:
        raise BoundaryError(f"“{path.name}”：{error}") from None
    tables = {sheet.title: [[_text(cell) for cell in row] for row in sheet.rows] for sheet in cells.sheets}
    layers = []
    for title, rows in tables.items():
        count = sum(any(row) for row in rows)
        layers.append(LayerSummary(title, {"行": count}, usable=count >= _FEWEST_ROWS))

    def reader(layer: str, _progress: Progress) -> ReadBoundary:
        return read_rows(tables[layer], layer)

    return OpenedBoundary("工作簿", tuple(layers), reader)


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
