"""Lines over the years: measured ones full, what is aimed at dashed, the limit dotted."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import cycle

from zcpark_desktop.report.chart_look import ACCENT, GREY, INK, WHITE, decimals
from zcpark_desktop.report.charts import LineTrend, Series
from zcpark_desktop.report.docx_writer.native_charts import markup as m
from zcpark_desktop.report.docx_writer.native_charts.sheet import Column, Sheet

_INKS = (ACCENT, INK, GREY)
_FULL, _HOLLOW = ("circle", "square", "triangle"), ("diamond", "square", "triangle")
_STEEP = Decimal("0.08")
"""A line that falls by more than this share of the range to its next point leaves room at the right of the number."""


def chart(data: LineTrend) -> m.NativeChart | None:
    """Full marks for what was measured, hollow ones for targets: told apart without colour."""
    drawn = [*data.actual, *data.target]
    values = [value for series in drawn for value in series.values if value is not None]
    if not values:
        return None
    length = len(data.categories)
    columns = [Column(series.name, series.values) for series in drawn]
    if data.limit:
        columns.append(Column(data.limit[0], [data.limit[1]] * length))
        values.append(data.limit[1])
    sheet = Sheet(m.unit(data.unit), data.categories, columns)
    digits = decimals(max(values))
    made: list[str] = []
    told = set[tuple[int, Decimal]]()
    steep = (max(values) - min(values)) * _STEEP
    for group, dash, marks in ((data.actual, "solid", _FULL), (data.target, "dash", _HOLLOW)):
        for series, ink, mark in zip(group, cycle(_INKS), cycle(marks), strict=False):
            at = len(made)
            look = m.line(ink, dash=dash) + m.marker(mark, ink if dash == "solid" else WHITE, ink)
            label = _labels(series, digits, ink, told, steep)
            made.append(m.series(sheet, at, at, look, label, '<c:smooth val="0"/>'))
    if data.limit:
        at = len(made)
        clear = _clearest(drawn, data.limit[1], length)
        label = m.labels(digits, "t", hidden=[point for point in range(length) if point != clear])
        look = m.line(INK, 12700, "sysDot") + m.marker("none", "", "")
        made.append(m.series(sheet, at, at, look, label, '<c:smooth val="0"/>'))
    zero = 0 <= min(values) < max(values) * Decimal("0.6")
    content = (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{"".join(made)}<c:marker val="1"/>'
        f"{m.AXIS_IDS}</c:lineChart>{m.axes(zero)}"
    )
    area = m.plot_area(m.place(0.08, 0.13, 0.9, 0.66, inner=True), content)
    return m.NativeChart(sheet, area, m.legend("b"))


def _labels(series: Series, digits: int, ink: str, told: set[tuple[int, Decimal]], steep: Decimal) -> str:
    """Above the points, at the right of those from which the line falls steeply; a number is not told twice."""
    points = [(at, value) for at, value in enumerate(series.values) if value is not None]
    twice = [at for at, value in points if (at, value) in told]
    told.update(points)
    following = zip(points, points[1:], strict=False)
    falling = [at for (at, value), (after, lower) in following if after == at + 1 and value - lower > steep]
    return m.labels(digits, "t", ink=ink, hidden=twice, moved=dict.fromkeys(falling, "r"), moved_ink=ink)


def _clearest(drawn: Sequence[Series], limit: Decimal, length: int) -> int:
    """The end of the limit's line that is farther from every other line, for its number."""

    def room(at: int) -> Decimal:
        near = [abs(value - limit) for series in drawn if (value := series.values[at]) is not None]
        return min(near, default=Decimal("Infinity"))

    return max((0, length - 1), key=room)
