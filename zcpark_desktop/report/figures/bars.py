"""Bars stacked by year."""

from __future__ import annotations

from decimal import Decimal
from itertools import cycle

from zcpark_desktop.report.chart_look import GREY, INK, LEAST_LABELLED, SHADES, number, text_on
from zcpark_desktop.report.charts import StackedBars
from zcpark_desktop.report.figures.canvas import SMALL, TEXT, Canvas, label


def draw(chart: StackedBars, canvas: Canvas) -> None:
    """A bar per category; its total above it only where every series has a value."""
    columns = list(zip(*(series.values for series in chart.series), strict=True))
    totals = [sum((value for value in column if value is not None), Decimal(0)) for column in columns]
    if not any(value is not None for column in columns for value in column):
        canvas.nothing()
        return
    axes = canvas.plot(top=13)
    highest = max(totals) or Decimal(1)
    bases = [0.0] * len(columns)
    handles = []
    for series, shade in zip(chart.series, cycle(SHADES), strict=False):
        heights = [float(value or 0) for value in series.values]
        handles.append(
            axes.bar(range(len(columns)), heights, 0.56, bottom=bases, color=shade, edgecolor="white", linewidth=0.5)
        )
        for at, value in enumerate(series.values):
            if value is not None and value > highest * LEAST_LABELLED:
                middle = bases[at] + heights[at] / 2
                axes.text(
                    at, middle, number(value, highest), ha="center", va="center", fontsize=SMALL, color=text_on(shade)
                )
        bases = [base + height for base, height in zip(bases, heights, strict=True)]
    for at, (column, total) in enumerate(zip(columns, totals, strict=True)):
        complete = all(value is not None for value in column)
        text = number(total, highest) if complete else "数据不全"
        axes.annotate(
            text,
            (at, float(total)),
            (0, 3),
            textcoords="offset points",
            ha="center",
            fontsize=TEXT,
            color=INK if complete else GREY,
        )
    axes.set_xticks(range(len(columns)), [label(category) for category in chart.categories])
    axes.set_ylim(0, float(highest) * 1.12)
    axes.set_xlim(-0.6, len(columns) - 0.4)
    canvas.unit(chart.unit)
    canvas.legend(handles, [series.name for series in chart.series])
