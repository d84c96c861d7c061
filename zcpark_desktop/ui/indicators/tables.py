"""What the tables of indicators show, worked out from the evaluation: groups of lines of cells.

A cell is one row of a scheme at one horizon: value, limit, gap, verdict and how far the value is from the limit.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from zcpark_desktop import wording
from zcpark_desktop.evaluate import Evaluation, HorizonName, HorizonResult, RowResult, SchemeResult, Verdict
from zcpark_desktop.rules import IndicatorKind, Scheme

from ..live import TONES
from .standing import Standing, evidence_for, standing


@dataclass(frozen=True)
class Bar:
    """A value against its limit.

    Attributes:
        ratio: value ÷ limit, 1 at the limit.
        upward: the limit is a floor (≥); otherwise a ceiling (≤).
        met: the value reaches the limit.
    """

    ratio: float
    upward: bool
    met: bool


@dataclass(frozen=True)
class Cell:
    """A row of a scheme at one horizon, as it is shown.

    Attributes:
        scheme: the scheme's id.
        raw: what an editor begins with; every digit of a planned value.
        gap: how far off, without the unit, which stands beside the indicator's name.
        editable: a planned value may be typed here.
        tip: everything in full.
    """

    scheme: str
    horizon: HorizonName
    verdict: Verdict
    value: str
    limit: str
    gap: str
    bar: Bar | None
    editable: bool
    raw: str
    tip: str

    @property
    def sign(self) -> str:
        """✓ ✗ … ○ –"""
        return wording.VERDICTS[self.verdict][0]

    @property
    def word(self) -> str:
        """The verdict."""
        return wording.VERDICTS[self.verdict][1]

    @property
    def tone(self) -> str:
        """What colour sign and word have: met, error, warning or quiet."""
        return TONES.get(self.verdict, "quiet")


@dataclass(frozen=True)
class Line:
    """An indicator: its number in the scheme (empty in the overview), its cells, and what stands beside them."""

    indicator: str
    number: str
    name: str
    unit: str
    cells: tuple[Cell | None, ...]
    evidence: int = 0
    standing: Standing | None = None

    def matches(self, text: str) -> bool:
        """Whether every word of `text` occurs in number or name."""
        inside = f"{self.number} {self.name}".lower()
        return all(word in inside for word in text.lower().split())


@dataclass(frozen=True)
class Group:
    """Lines under one heading: a class of a scheme, or a theme."""

    title: str
    lines: tuple[Line, ...]


def bar(result: HorizonResult, kind: IndicatorKind) -> Bar | None:
    """The value against its limit; None where there is nothing to draw."""
    if result.value is None or result.gap is None:
        return None
    if kind is IndicatorKind.LIST:
        return _bar(result.value, result.value + result.gap, True)
    if result.limit is None or result.limit.printed is None:
        return None
    return _bar(result.value, result.limit.printed, result.limit.comparison == ">=")


def _bar(value: Decimal, limit: Decimal, upward: bool) -> Bar | None:
    if limit <= 0 or value < 0:
        return None  # no distance that a length could show
    return Bar(float(value / limit), upward, value >= limit if upward else value <= limit)


def cell(scheme: Scheme, row: RowResult, horizon: HorizonName) -> Cell:
    """What is shown of the row at that horizon."""
    result, kind = row.horizons[horizon], row.indicator.kind
    value, limit = _value(row, result), wording.limit(result.limit)
    gap = wording.gap(row.row, row.indicator, result)
    sign, word = wording.VERDICTS[result.verdict]
    editable = horizon is not HorizonName.CURRENT and kind is not IndicatorKind.CONDITION
    named = "规划值" if editable else "数值"
    in_full = (wording.row_value(row.row, row.indicator, result), _unit_after(row))
    tip = [f"{scheme.short_title}第{row.row.number}项　{row.row.row_class.label}",
           f"{row.row.name}　{wording.HORIZONS[horizon]}（{result.year}年）", f"{named}：{''.join(in_full)}",
           f"要求：{limit}{_unit_after(row) if result.limit and result.limit.printed is not None else ''}",
           f"结论：{sign} {word}{f'，{gap}' if gap else ''}"]
    tip += [result.reason] if result.reason else []
    tip += [f"缺：{'、'.join(each.sentence for each in result.gaps[:5])}"] if result.gaps else []
    raw = format(result.value, "f") if result.planned and result.value is not None else ""
    return Cell(scheme.id, horizon, result.verdict, value, limit, _short(gap, wording.unit(row.row.unit)),
                bar(result, kind), editable, raw, "\n".join(tip))


def _short(gap: str, unit: str) -> str:
    """The gap without its unit, which stands under the indicator's name."""
    return gap.replace("优于目标", "优于").removesuffix("个百分点").removesuffix(unit)


def _value(row: RowResult, result: HorizonResult) -> str:
    if row.indicator.kind is IndicatorKind.LIST and result.value is not None:
        if result.planned:
            return f"{wording.entered(result.value)}%"
        return f"{wording.number(result.value, 0)}/{wording.number(result.value + (result.gap or 0), 0)}项"
    if row.indicator.kind is IndicatorKind.CONDITION:
        return ""
    return wording.row_value(row.row, row.indicator, result)


def _unit_after(row: RowResult) -> str:
    unit = wording.unit_after(row.row)
    return f" {unit}" if unit else ""


def shown_unit(row: RowResult) -> str:
    """The unit as it stands under the name; empty for answers in words."""
    return wording.unit(row.row.unit)


def scheme_groups(evaluation: Evaluation, scheme: SchemeResult) -> list[Group]:
    """The rows of a scheme, class by class, at all horizons."""
    found: dict[str, list[Line]] = {}
    for row in scheme.rows:
        cells = tuple(cell(scheme.scheme, row, horizon) for horizon in HorizonName)
        found.setdefault(row.row.row_class.label, []).append(Line(
            row.row.indicator, str(row.row.number), row.row.name, shown_unit(row), cells,
            len(evidence_for(evaluation, row.row.indicator)), standing(evaluation, scheme, row)))
    return [Group(title, tuple(lines)) for title, lines in found.items()]


def overview_groups(evaluation: Evaluation, horizon: HorizonName) -> list[Group]:
    """Every indicator with its row in each scheme, theme by theme."""
    schemes = list(evaluation.schemes.values())
    first: dict[str, RowResult] = {}
    for scheme in schemes:
        for row in scheme.rows:
            first.setdefault(row.row.indicator, row)
    themes: dict[str, list[Line]] = {}
    for indicator, row in first.items():
        rows = [(scheme, scheme.row_of(indicator)) for scheme in schemes]
        cells = tuple(cell(scheme.scheme, each, horizon) if each else None for scheme, each in rows)
        themes.setdefault(row.indicator.theme, []).append(
            Line(indicator, "", row.indicator.name, shown_unit(row), cells, len(evidence_for(evaluation, indicator))))
    return [Group(title, tuple(lines)) for title, lines in themes.items()]


def filtered(groups: Iterable[Group], text: str, verdict: Verdict | None, column: int | None) -> list[Group]:
    """The lines that match `text` and have `verdict` (None for any) in the cell `column` (None for any cell)."""
    def wanted(line: Line) -> bool:
        cells = line.cells if column is None else line.cells[column:column + 1]
        has = verdict is None or any(each is not None and each.verdict is verdict for each in cells)
        return has and line.matches(text)

    kept = [Group(group.title, tuple(line for line in group.lines if wanted(line))) for group in groups]
    return [group for group in kept if group.lines]


def counts(groups: Iterable[Group], column: int | None) -> dict[Verdict, int]:
    """How many lines have which verdict in the cell `column` (None: in any cell), in the order of the verdicts."""
    found = dict.fromkeys(Verdict, 0)
    for group in groups:
        for line in group.lines:
            cells = line.cells if column is None else line.cells[column:column + 1]
            for verdict in {each.verdict for each in cells if each is not None}:
                found[verdict] += 1
    return found
