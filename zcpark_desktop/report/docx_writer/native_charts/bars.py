"""Stacked bars; their totals are a line without a line, whose numbers stand above the bars."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import cycle

from zcpark_desktop.report.chart_look import LEAST_LABELLED, SHADES, decimals, text_on
from zcpark_desktop.report.charts import StackedBars
from zcpark_desktop.report.docx_writer.native_charts import markup as m
from zcpark_desktop.report.docx_writer.native_charts.sheet import Column, Sheet, letter

TOTAL = "合计"
INCOMPLETE = "（数据不全）"


def chart(data: StackedBars) -> m.NativeChart | None:
    """A bar per category; a total only where every series has a value, which the category says otherwise."""
    columns = list(zip(*(series.values for series in data.series), strict=True))
    if not any(value is not None for column in columns for value in column):
        return None
    sheet = _sheet(data, columns)
    heights = [sum((value for value in column if value is not None), Decimal(0)) for column in columns]
    highest = max(heights)
    digits = decimals(highest)
    drawn = []
    for at, (series, shade) in enumerate(zip(data.series, cycle(SHADES), strict=False)):
        narrow = [i for i, value in enumerate(series.values) if value is None or value <= highest * LEAST_LABELLED]
        look = f'{m.filled(shade)}<c:invertIfNegative val="0"/>'
        drawn.append(m.series(sheet, at, at, look, m.labels(digits, "ctr", ink=text_on(shade), hidden=narrow)))
    total = len(data.series)
    sums = m.series(sheet, total, total, m.NO_LINE + m.marker("none", "", ""), m.labels(digits, "t", m.TEXT),
                    '<c:smooth val="0"/>')
    content = (
        '<c:barChart><c:barDir val="col"/><c:grouping val="stacked"/><c:varyColors val="0"/>'
        f'{"".join(drawn)}<c:gapWidth val="80"/><c:overlap val="100"/>{m.AXIS_IDS}</c:barChart>'
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{sums}<c:marker val="1"/>{m.AXIS_IDS}'
        f"</c:lineChart>{m.axes()}"
    )
    area = m.plot_area(m.place(0.08, 0.13, 0.9, 0.66, inner=True), content)
    return m.NativeChart(sheet, area, m.legend("b", hidden=[total]))


def _sheet(data: StackedBars, columns: Sequence[Sequence[Decimal | None]]) -> Sheet:
    whole = [all(value is not None for value in column) for column in columns]
    totals = [
        sum((value for value in column if value is not None), Decimal(0)) if complete else None
        for column, complete in zip(columns, whole, strict=True)
    ]
    last = letter(len(data.series))
    formulas = [
        f"=IF(COUNT(B{row}:{last}{row})=COLUMNS(B{row}:{last}{row}),SUM(B{row}:{last}{row}),NA())"
        for row in range(2, len(columns) + 2)
    ]
    told = zip(data.categories, whole, strict=True)
    categories = [name if complete else name + INCOMPLETE for name, complete in told]
    series = [Column(series.name, series.values) for series in data.series]
    return Sheet(m.unit(data.unit), categories, (*series, Column(TOTAL, totals, formulas)))
