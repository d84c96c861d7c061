"""Lines over the years: measured, aimed at, and the limit."""

from __future__ import annotations

from decimal import Decimal
from itertools import cycle
from typing import Any

from zcpark_desktop.report.chart_look import ACCENT, GREY, INK, number
from zcpark_desktop.report.charts import LineTrend, Series
from zcpark_desktop.report.figures.canvas import SMALL, Canvas, label

_LINES = (ACCENT, INK, GREY)
_MARKERS = ("o", "s", "^")


def draw(chart: LineTrend, canvas: Canvas) -> None:
    """Measured lines are full with filled marks, targets dashed with hollow ones: told apart without colour."""
    lines = [*chart.actual, *chart.target]
    values = [value for line in lines for value in line.values if value is not None]
    if not values:
        canvas.nothing()
        return
    shown = [*values, chart.limit[1]] if chart.limit else values
    highest, lowest = max(shown), min(shown)
    axes = canvas.plot(top=16, right=24 if chart.limit else 6)
    labelled: set[tuple[int, Decimal]] = set()
    handles = [
        _line(axes, line, colour, marker, highest, dash, labelled)
        for group, dash in ((chart.actual, "-"), (chart.target, "--"))
        for line, colour, marker in zip(group, cycle(_LINES), cycle(_MARKERS), strict=False)
    ]
    if chart.limit:
        name, limit = chart.limit
        axes.axhline(float(limit), color=INK, linewidth=0.8, linestyle=(0, (1, 2)))
        text = label(f"{name} {number(limit, highest)}")
        axes.annotate(
            text,
            (1, float(limit)),
            (3, 0),
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            va="center",
            fontsize=SMALL,
        )
    axes.set_xticks(range(len(chart.categories)), [label(category) for category in chart.categories])
    axes.set_xlim(-0.4, len(chart.categories) - 0.6)
    # From zero, unless all lines would lie flat at the top.
    spread = highest - lowest or abs(highest) or Decimal(1)
    floor = 0 if 0 <= lowest < highest * Decimal("0.6") else float(lowest - spread * Decimal("0.25"))
    axes.set_ylim(floor, float(highest + (highest - Decimal(floor)) * Decimal("0.12")))
    canvas.unit(chart.unit)
    canvas.legend(handles, [line.name for line in lines])


def _line(
    axes: Any, line: Series, colour: str, marker: str, highest: Decimal, dash: str, labelled: set[tuple[int, Decimal]]
) -> Any:
    points = [float("nan") if value is None else float(value) for value in line.values]
    face = colour if dash == "-" else "white"
    (handle,) = axes.plot(
        points,
        dash,
        color=colour,
        linewidth=1.5,
        marker=marker,
        markersize=4,
        markerfacecolor=face,
        markeredgecolor=colour,
    )
    before: Decimal | None = None
    for at, value in enumerate(line.values):
        if value is not None and (at, value) not in labelled:
            # Beside a line that falls, above one that rises: the number stays clear of it.
            falls = before is not None and value < before
            axes.annotate(
                number(value, highest),
                (at, float(value)),
                (3 if falls else 0, 5),
                textcoords="offset points",
                ha="left" if falls else "center",
                fontsize=SMALL,
                color=colour,
            )
            labelled.add((at, value))
        before = value
    return handle
