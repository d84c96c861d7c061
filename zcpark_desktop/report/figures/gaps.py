"""Many indicators against their limits, each scaled so that all limits stand on one line."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from matplotlib.patches import Rectangle

from zcpark_desktop.report.chart_look import ACCENT, GREY, INK, PALE
from zcpark_desktop.report.charts import GapBars, GapRow
from zcpark_desktop.report.figures.canvas import SMALL, TEXT, Canvas, label, wrapped

_NAME, _BAR, _LIMIT, _VALUE, _WANTED, _VERDICT = 44.0, 46.0, 73.0, 92.0, 115.0, 154.0
"""Right edge of names; left edge of bars; the common limit; columns of value, limit and verdict."""

_LONGEST = Decimal("1.55")
"""Bars stop here, in multiples of the limit, with an arrow."""


def draw(chart: GapBars, canvas: Canvas) -> None:
    """Met rows have a filled bar, unmet ones a hatched bar, and each says so in words."""
    if not chart.rows:
        canvas.nothing()
        return
    axes = canvas.sheet()
    for x, text, side in (
        (_VALUE, "现状", "left"),
        (_WANTED, "要求", "left"),
        (_VERDICT, "判定", "right"),
        (_LIMIT, "要求值", "center"),
    ):
        axes.text(x, 5, text, ha=side, va="center", fontsize=SMALL, color=GREY)
    for at, row in enumerate(chart.rows):
        y = 12 + 9.0 * at
        axes.plot((2, 154), (y + 4.5, y + 4.5), color=PALE, linewidth=0.5)
        axes.text(_NAME, y, wrapped(row.name, 15), ha="right", va="center", fontsize=SMALL, linespacing=1.05)
        _bar(axes, row, y)
        axes.text(_VALUE, y, wrapped(row.value_text, 8), va="center", fontsize=SMALL, linespacing=1.05)
        axes.text(_WANTED, y, wrapped(row.limit_text, 8), va="center", fontsize=SMALL, linespacing=1.05, color=GREY)
        verdict = {True: "● 达标", False: "○ 未达标", None: "—"}[row.met]
        axes.text(_VERDICT, y, verdict, ha="right", va="center", fontsize=SMALL, color=ACCENT if row.met else INK)
    axes.plot((_LIMIT, _LIMIT), (7.5, 8 + 9.0 * len(chart.rows)), color=INK, linewidth=0.9)


def _bar(axes: Any, row: GapRow, y: float) -> None:
    reached = row.reached
    if reached is None:
        axes.text(_BAR + 1, y, "缺数据", va="center", fontsize=SMALL, color=GREY)
        return
    width = (_LIMIT - _BAR) * float(min(reached, _LONGEST))
    style: dict[str, Any] = {"facecolor": ACCENT} if row.met else {"facecolor": "white", "hatch": "////"}
    axes.add_patch(Rectangle((_BAR, y - 1.7), width, 3.4, edgecolor=ACCENT if row.met else INK, linewidth=0.6, **style))
    if reached > _LONGEST:
        axes.text(_BAR + width + 0.6, y, label("»"), va="center", fontsize=TEXT)
