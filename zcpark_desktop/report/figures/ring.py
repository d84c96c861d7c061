"""The structure of a whole as a ring, with a small table beside it."""

from __future__ import annotations

from itertools import cycle

from matplotlib.patches import Circle, Rectangle, Wedge

from zcpark_desktop import wording
from zcpark_desktop.report.chart_look import GREY, SHADES, number
from zcpark_desktop.report.charts import Ring
from zcpark_desktop.report.figures.canvas import SMALL, TEXT, Canvas, label, wrapped


def draw(chart: Ring, canvas: Canvas) -> None:
    """A ring clockwise from the top in the order given.

    Raises:
        ValueError: a part is negative.
    """
    total = chart.total
    if not total:
        canvas.nothing()
        return
    axes = canvas.sheet()
    axes.set_aspect("equal")
    outer = min(25.0, canvas.height / 2 - 3)
    x, y = 42.0, canvas.height / 2
    angle = -90.0
    largest = max(value for _, value in chart.parts)
    row = min(7.0, (canvas.height - 6) / len(chart.parts))
    top = y - row * len(chart.parts) / 2 + row / 2
    for at, ((name, value), shade) in enumerate(zip(chart.parts, cycle(SHADES), strict=False)):
        turn = float(value / total) * 360
        axes.add_patch(
            Wedge(
                (x, y),
                outer,
                angle,
                angle + turn,
                width=outer * 0.36,
                facecolor=shade,
                edgecolor="white",
                linewidth=0.8,
            )
        )
        angle += turn
        line = top + at * row
        axes.add_patch(Rectangle((84, line - 1.4), 2.8, 2.8, facecolor=shade, edgecolor=GREY, linewidth=0.3))
        axes.text(89, line, label(name), va="center", fontsize=TEXT)
        axes.text(138, line, number(value, largest), va="center", ha="right", fontsize=TEXT)
        axes.text(152, line, wording.percent(value / total, 1), va="center", ha="right", fontsize=TEXT)
    axes.add_patch(Circle((x, y), outer * 0.6, facecolor="white", edgecolor="none"))
    axes.text(x, y - 1, number(total, total), ha="center", va="center", fontsize=TEXT + 5)
    axes.text(x, y + 5, label(chart.unit), ha="center", va="center", fontsize=SMALL - 0.5, color=GREY)
    if chart.title:
        axes.text(x, y - 7, wrapped(chart.title, 9), ha="center", va="center", fontsize=SMALL, color=GREY)
