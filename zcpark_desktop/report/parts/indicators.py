"""Cells of indicator tables: values, units and limits of a row as every document shows them.

Exempt rows and unclaimed incentive rows stand in no table of indicators, but in the 免列说明 and the self-assessment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from ... import wording
from ...evaluate import HorizonName, HorizonResult, RowResult, SchemeResult, Verdict
from ...rules import IndicatorKind
from ..blocks import Cell


def mark_of(scheme: str, indicator: str, part: str) -> str:
    """The bookmark of one quantity of a row: “wuxi-2025.carbon_per_unit_energy.current”.

    Parts are `current`, `near_term`, `long_term` (values), `near_term_limit`, `long_term_limit`, `verdict` and `gap`.
    By it the finished document is read back.
    """
    return f"{scheme}.{indicator}.{part}"


_WORDS = re.compile("[\u4e00-\u9fff]{6}")
"""So many Chinese characters in a row are words, not a unit or a short verdict."""


def marked(scheme: SchemeResult, row: RowResult, part: str, shown: str | Cell) -> Cell:
    """The cell that shows this part of the row, with its bookmark; words do not stand at the right as numbers do."""
    cell = shown if isinstance(shown, Cell) else Cell(shown, align="left" if _WORDS.search(shown) else None)
    return replace(cell, bookmark=mark_of(scheme.scheme.id, row.row.indicator, part))


def addresses_of(rows: Iterable[RowResult]) -> tuple[str, ...]:
    """Where the window shows each row."""
    return tuple(f"indicators/{row.row.indicator}" for row in rows)


def value_of(row: RowResult, horizon: HorizonResult) -> str:
    """The value at a horizon as a table shows it; the verdict's word where there is none.

    Conditions are only met or not here: what they rest on stands in the table of conditions.
    """
    if row.indicator.kind is IndicatorKind.CONDITION:
        return {Verdict.MET: "符合", Verdict.NOT_MET: "不符合"}.get(horizon.verdict, wording.BLANK)
    shown = wording.row_value(row.row, row.indicator, horizon)
    if shown == wording.BLANK and horizon.verdict in (Verdict.NOT_APPLICABLE, Verdict.UNDEFINED):
        return wording.VERDICTS[horizon.verdict][1]
    return shown


def unit_of(row: RowResult) -> str:
    """The row's unit as a table shows it; a dash for rows that are judged in words."""
    return wording.unit(row.row.unit) or wording.BLANK


def limit_of(row: RowResult, horizon: HorizonName) -> str:
    """The demand at a horizon, with what a percentage is taken of."""
    limit = row.horizons[horizon].limit
    shown = wording.limit(limit)
    return f"{shown}（{limit.basis}）" if limit and limit.basis else shown


def limits_of(row: RowResult) -> list[str | Cell]:
    """Near- and long-term demand; one cell where they are the same words."""
    near, last = limit_of(row, HorizonName.NEAR_TERM), limit_of(row, HorizonName.LONG_TERM)
    if near == last and len(near) > 8:
        return [Cell(near, colspan=2, align="left")]
    return [near, last]
