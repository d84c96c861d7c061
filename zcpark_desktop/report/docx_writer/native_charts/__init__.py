"""Charts that Word itself draws, with their numbers in an embedded workbook that staff can edit.

`native` is the way in. Each chart is a sheet of data (`sheet`) and a drawing of it (`markup`): the drawing refers to
the sheet's cells and carries their values too, so that it is shown before the workbook is ever opened. A kind that Word
has no chart for, or a chart without a single value, is drawn as a picture instead.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from zcpark_desktop.report.charts import Chart, GapBars, LineTrend, Ring, StackedBars
from zcpark_desktop.report.docx_writer.native_charts import bars, gaps, lines, ring
from zcpark_desktop.report.docx_writer.native_charts.markup import NativeChart as NativeChart

_KINDS: dict[type, Callable[[Any], NativeChart | None]] = {
    StackedBars: bars.chart,
    LineTrend: lines.chart,
    Ring: ring.chart,
    GapBars: gaps.chart,
}


def native(chart: Chart) -> NativeChart | None:
    """The chart as Word draws it; None where it is to be drawn as a picture.

    Raises:
        ValueError: the data cannot be drawn as this kind of chart.
    """
    make = _KINDS.get(type(chart))
    return None if make is None else make(chart)
