"""Charts as PNG pictures: the only part of the program that draws with matplotlib, loaded when first needed.

`render` is the way in. All charts share one quiet look (`canvas`): one accent colour and greys, so that they also read
when printed in black and white; the same data give the same bytes.
"""

from __future__ import annotations

from zcpark_desktop.report.charts import (
    BoundaryMap,
    Chart,
    Gantt,
    GapBars,
    LineTrend,
    Ring,
    Sankey,
    StackedBars,
    height_mm,
)


class FontMissing(RuntimeError):
    """There is no Chinese font to draw with."""


_MOST_KEPT = 60
_drawn: dict[str, bytes] = {}  # application and plan show some of the same charts, and most stay from export to export


def render(chart: Chart) -> bytes:
    """A chart as a PNG of 200 dpi, as wide as the text of a portrait page; the same chart is drawn once.

    Raises:
        FontMissing: neither the program's own font nor one of the system has Chinese characters.
        ValueError: the data cannot be drawn as this kind of chart (a negative part, a flow backwards).
    """
    key = repr(chart)
    if key not in _drawn:
        if len(_drawn) >= _MOST_KEPT:
            _drawn.clear()
        _drawn[key] = _draw(chart)
    return _drawn[key]


def _draw(chart: Chart) -> bytes:
    from zcpark_desktop.report.figures.canvas import Canvas, fonts

    families = fonts()
    if not families:
        raise FontMissing("找不到中文字体，无法绘制图表：请重新安装本程序，或在系统中安装“微软雅黑”或“思源黑体”。")
    canvas = Canvas(height_mm(chart), families)
    match chart:
        case StackedBars():
            from zcpark_desktop.report.figures import bars

            return canvas.png(bars.draw, chart)
        case GapBars():
            from zcpark_desktop.report.figures import gaps

            return canvas.png(gaps.draw, chart)
        case LineTrend():
            from zcpark_desktop.report.figures import lines

            return canvas.png(lines.draw, chart)
        case Ring():
            from zcpark_desktop.report.figures import ring

            return canvas.png(ring.draw, chart)
        case Sankey():
            from zcpark_desktop.report.figures import sankey

            return canvas.png(sankey.draw, chart)
        case Gantt():
            from zcpark_desktop.report.figures import gantt

            return canvas.png(gantt.draw, chart)
        case BoundaryMap():
            from zcpark_desktop.report.figures import boundary_map

            return canvas.png(boundary_map.draw, chart)
