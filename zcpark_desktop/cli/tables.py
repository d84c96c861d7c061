"""The indicators as a table for a terminal, in which a Chinese character takes two columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from zcpark_desktop import wording
from zcpark_desktop.evaluate import Evaluation, HorizonName, RowResult

HEADS = ("序号", "指标", "单位", "现状", "近期目标", "现状评价", "近期评价", "远期评价")


def scheme_tables(evaluation: Evaluation, scheme: str | None) -> Iterator[str]:
    """The lines of the tables of all schemes, or of one: a title, the rows, and an empty line between two tables."""
    wanted = [scheme] if scheme is not None else list(evaluation.schemes)
    for position, key in enumerate(wanted):
        result = evaluation.schemes[key]
        if position:
            yield ""
        yield f"{result.scheme.title}（{key}）"
        yield from aligned([HEADS, *map(_cells, result.rows)])


def _cells(result: RowResult) -> tuple[str, ...]:
    row, horizons = result.row, result.horizons
    verdicts = [wording.verdict(horizons[name].verdict) for name in HorizonName]
    return (str(row.number), row.name, wording.unit(row.unit),
            wording.row_value(row, result.indicator, result.current), wording.limit(result.current.limit), *verdicts)


def aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The rows as lines, their columns one under the other."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for cells in rows:
        yield "  ".join(text + " " * (width - _width(text)) for text, width in zip(cells, widths, strict=True)).rstrip()


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "FW" else 1 for character in text)
