"""The timetable of projects."""

from __future__ import annotations

from datetime import date
from typing import Any

from matplotlib.patches import Rectangle

from zcpark_desktop.report.chart_look import ACCENT, GREY, PALE
from zcpark_desktop.report.charts import Gantt
from zcpark_desktop.report.figures.canvas import SMALL, TEXT, Canvas, label, wrapped

_LEFT, _RIGHT, _TOP = 52.0, 153.0, 10.0


def draw(chart: Gantt, canvas: Canvas) -> None:
    """A bar per task on an axis of years; tasks under the heading of their group, in the order given.

    Raises:
        ValueError: a task ends before it starts.
    """
    if not chart.tasks:
        canvas.nothing()
        return
    for task in chart.tasks:
        if task.end < task.start:
            raise ValueError(f"项目“{task.name}”的结束时间早于开始时间，请更正。")
    first, final = chart.years or (min(t.start for t in chart.tasks).year, max(t.end for t in chart.tasks).year)
    last = final + 1
    axes = canvas.sheet()

    def place(day: date) -> float:
        start, end = date(first, 1, 1).toordinal(), date(last, 1, 1).toordinal()
        return _LEFT + (_RIGHT - _LEFT) * (day.toordinal() - start) / (end - start)

    step = max(1, (last - first) // 12)
    for year in range(first, last + 1):
        axes.plot((place(date(year, 1, 1)),) * 2, (_TOP - 2, canvas.height - 2), color=PALE, linewidth=0.6)
        if year < last and (year - first) % step == 0:
            middle = place(date(year, 7, 1))
            axes.text(
                middle, 5, f"{year}年" if last - first <= 9 else str(year), ha="center", va="center", fontsize=SMALL
            )
    y, group = _TOP, ""
    for task in chart.tasks:
        if task.group and task.group != group:
            group = task.group
            axes.text(2, y + 3, wrapped(group, 16, 1), va="center", fontsize=TEXT, color=ACCENT)
            axes.plot((2, _RIGHT), (y, y), color=PALE, linewidth=0.6)
            y += 6
        middle = y + 3.5
        axes.text(4, middle, wrapped(task.name, 16, 2), va="center", fontsize=SMALL, linespacing=1.05)
        start, end = place(task.start), place(task.end)
        width = max(end - start, 0.8)
        axes.add_patch(Rectangle((start, middle - 1.7), width, 3.4, facecolor=ACCENT, edgecolor="none", zorder=3))
        if task.mark:
            _mark(axes, label(task.mark), start, end, middle)
        y += 7


def _mark(axes: Any, text: str, start: float, end: float, y: float) -> None:
    """Inside the bar if it fits, else behind it, else before it."""
    width = len(text) * 2.7
    if width < end - start - 2:
        axes.text((start + end) / 2, y, text, ha="center", va="center", fontsize=SMALL, color="white", zorder=4)
    elif end + width + 1 < _RIGHT:
        axes.text(end + 1, y, text, va="center", fontsize=SMALL, color=GREY)
    else:
        axes.text(start - 1, y, text, ha="right", va="center", fontsize=SMALL, color=GREY)
