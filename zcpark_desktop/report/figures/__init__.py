"""Charts as pictures: the only part of the program that draws with matplotlib, loaded when first needed.

`render` gives a bitmap for the window, `vector` a drawing that stays sharp in print. All charts share one quiet look
(`chart_look`): one accent colour and greys, so that they also read when printed in black and white; the same data give
the same bytes. A new kind of chart is a line in `_DRAWERS`, and a module with a function `draw`.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from zcpark_desktop.project.remembering import remembered
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

if TYPE_CHECKING:
    from zcpark_desktop.report.figures.canvas import Canvas

_DRAWERS: dict[type, str] = {
    StackedBars: "bars",
    GapBars: "gaps",
    LineTrend: "lines",
    Ring: "ring",
    Sankey: "sankey",
    Gantt: "gantt",
    BoundaryMap: "boundary_map",
}
"""Kind of chart -> the module whose `draw` draws it on a canvas."""


class FontMissing(RuntimeError):
    """There is no Chinese font to draw with."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart as SVG, its text as outlines, and as PNG for programs that show no SVG."""

    svg: bytes
    png: bytes


_MOST_KEPT = 60
# Application and plan show some of the same charts, and most stay from export to export.
_bitmaps: dict[str, bytes] = {}
_drawings: dict[str, Drawing] = {}
_Made = TypeVar("_Made")


def render(chart: Chart) -> bytes:
    """A chart as a PNG of 200 dpi, as wide as the text of a portrait page; the same chart is drawn once.

    Raises:
        FontMissing: neither the program's own font nor one of the system has Chinese characters.
        ValueError: the data cannot be drawn as this kind of chart (a negative part, a flow backwards).
    """
    return _kept(_bitmaps, chart, lambda canvas: canvas.png())


def vector(chart: Chart) -> Drawing:
    """A chart as a drawing of the same size, with its bitmap; raises as `render`."""
    return _kept(_drawings, chart, lambda canvas: Drawing(canvas.svg(), canvas.png()))


def forget() -> None:
    """Draws every chart anew from here on."""
    _bitmaps.clear()
    _drawings.clear()


def _kept(made: dict[str, _Made], chart: Chart, save: Callable[[Canvas], _Made]) -> _Made:
    key = _told(chart)
    if key not in made:
        if len(made) >= _MOST_KEPT:
            made.clear()
        made[key] = save(_drawn(chart))
    return made[key]


@remembered(most=_MOST_KEPT)
def _told(chart: Chart) -> str:
    """All that is drawn: what tells charts apart."""
    return repr(chart)


def _drawn(chart: Chart) -> Canvas:
    from zcpark_desktop.report.figures.canvas import Canvas, fonts

    families = fonts()
    if not families:
        raise FontMissing("找不到中文字体，无法绘制图表：请重新安装本程序，或在系统中安装“微软雅黑”或“思源黑体”。")
    canvas = Canvas(height_mm(chart), families)
    canvas.draw(importlib.import_module(f"{__package__}.{_DRAWERS[type(chart)]}").draw, chart)
    return canvas
