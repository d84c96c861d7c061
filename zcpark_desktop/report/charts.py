"""What the figures of a document show: plain data, drawn by `figures`, carried by `blocks.Figure`.

Values are in the unit named beside them; words shown in a figure are worded by the caller, except for values that label
a mark directly, which `figures` writes with as few digits as tell them apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

FAR_BEYOND = Decimal("2.55")
"""Multiples of its limit at which a bar is longer than any figure shows."""


@dataclass(frozen=True, slots=True)
class Series:
    """One named series; None where there is no value, which is drawn as a gap and never as zero."""

    name: str
    values: Sequence[Decimal | None]


@dataclass(frozen=True, slots=True)
class StackedBars:
    """A bar per category (year), stacked from the series (energy kinds); the total is written above each bar."""

    categories: Sequence[str]
    series: Sequence[Series]
    unit: str


@dataclass(frozen=True, slots=True)
class Ring:
    """The structure of one whole: named parts, drawn as a ring with their shares beside it."""

    parts: Sequence[tuple[str, Decimal]]
    unit: str
    title: str = ""

    @property
    def total(self) -> Decimal:
        """The whole.

        Raises:
            ValueError: a part is negative.
        """
        if any(value < 0 for _, value in self.parts):
            raise ValueError("构成图的各部分不能为负数。")
        return sum((value for _, value in self.parts), Decimal(0))


@dataclass(frozen=True, slots=True)
class LineTrend:
    """Lines over categories (years): what was measured (`actual`), what is aimed at (`target`, dashed), limits."""

    categories: Sequence[str]
    actual: Sequence[Series]
    unit: str
    target: Sequence[Series] = ()
    limit: tuple[str, Decimal] | None = None


@dataclass(frozen=True, slots=True)
class GapRow:
    """One indicator against its limit; `value_text` and `limit_text` are the words shown, units included.

    `value` is None where it cannot be computed yet; `met` is None where there is no verdict.
    """

    name: str
    value: Decimal | None
    limit: Decimal
    higher_is_better: bool
    met: bool | None
    value_text: str
    limit_text: str

    @property
    def reached(self) -> Decimal | None:
        """The value in multiples of its limit, from zero; of a limit of nothing, any value is far beyond."""
        if self.value is None:
            return None
        if self.limit:
            return max(self.value / self.limit, Decimal(0))
        return Decimal(1) if self.value <= 0 else FAR_BEYOND


@dataclass(frozen=True, slots=True)
class GapBars:
    """Many indicators against their limits, each scaled to its own limit."""

    rows: Sequence[GapRow]


@dataclass(frozen=True, slots=True)
class Flow:
    """A flow from one named node to another, in the unit of its Sankey."""

    source: str
    target: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Sankey:
    """Flows between stages (sources, conversion, sectors); each stage lists its nodes from top to bottom."""

    stages: Sequence[Sequence[str]]
    flows: Sequence[Flow]
    unit: str
    stage_titles: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class GanttTask:
    """A task of the timetable; `mark` is a short text on its bar, such as the investment."""

    name: str
    start: date
    end: date
    group: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Gantt:
    """The timetable of projects, on an axis of years: the first and last given, or those that the tasks span."""

    tasks: Sequence[GanttTask]
    years: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class MapRing:
    """A closed line on a map: corners eastward and northward in metres, and their numbers."""

    corners: Sequence[tuple[Decimal, Decimal]]
    numbers: Sequence[str] = ()
    hole: bool = False


MarkKind = Literal["enterprise", "roof", "storage", "landmark"]


@dataclass(frozen=True, slots=True)
class MapMark:
    """A place on a map, in the same metres; only landmarks are named on it."""

    kind: MarkKind
    east: Decimal
    north: Decimal
    name: str = ""


@dataclass(frozen=True, slots=True)
class BoundaryMap:
    """The outline of the park, within the outline of its host where there is one, and what lies in it."""

    rings: Sequence[MapRing]
    host: Sequence[MapRing] = ()
    marks: Sequence[MapMark] = ()

    def extent(self) -> tuple[float, float, float, float] | None:
        """West, south, east and north of what is shown, in metres; None without corners.

        A host much larger than the park is cut off by the frame, so that the park can be seen.
        """
        own = _extent(self.rings)
        if own is None:
            return None
        whole = _extent((*self.rings, *self.host)) or own
        wide, tall = own[2] - own[0], own[3] - own[1]
        if whole[2] - whole[0] > LARGEST_HOST * wide or whole[3] - whole[1] > LARGEST_HOST * tall:
            whole = own
        margin = 0.08 * max(whole[2] - whole[0], whole[3] - whole[1], 1.0)
        return whole[0] - margin, whole[1] - margin, whole[2] + margin, whole[3] + margin


LARGEST_HOST = 3


def _extent(rings: Sequence[MapRing]) -> tuple[float, float, float, float] | None:
    corners = [corner for ring in rings for corner in ring.corners]
    if not corners:
        return None
    xs, ys = [float(x) for x, _ in corners], [float(y) for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


Chart = StackedBars | Ring | LineTrend | GapBars | Sankey | Gantt | BoundaryMap


MAP_LEGEND_MM = 12
"""Height of the legend below a map."""

WIDTH_MM = 156
"""Width of the text on a portrait page; all charts are as wide."""


def height_mm(chart: Chart) -> int:
    """Height of a chart, which grows with what it lists."""
    match chart:
        case StackedBars() | LineTrend():
            return 74
        case Ring():
            return max(58, 14 + 7 * len(chart.parts))
        case GapBars():
            return 18 + 9 * max(1, len(chart.rows))
        case Sankey():
            return max(64, 12 + 8 * max((len(stage) for stage in chart.stages), default=0))
        case Gantt():
            groups = len({task.group for task in chart.tasks if task.group})
            return 14 + 7 * max(1, len(chart.tasks)) + 6 * groups
        case BoundaryMap():
            extent = chart.extent()
            if extent is None:
                return 60
            shape = (extent[3] - extent[1]) / (extent[2] - extent[0])
            return MAP_LEGEND_MM + round(min(max(WIDTH_MM * shape, 70), 185))
