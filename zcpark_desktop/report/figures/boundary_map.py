"""The boundary as a clean line drawing: point numbers, north arrow, scale bar, and what lies in it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

from matplotlib.patches import Polygon, Rectangle

from zcpark_desktop.report.chart_look import ACCENT, GREY, INK, PALE
from zcpark_desktop.report.charts import MAP_LEGEND_MM, BoundaryMap, MapMark, MapRing, MarkKind
from zcpark_desktop.report.figures.canvas import SMALL, TEXT, Canvas, label

_LONGEST_NUMBER, _LONGEST_NAME = 8, 12
_MOST_DOTS = 90
"""Corners that all get a dot; of more, only those with a number do."""
_LONGEST_BAR = 38.0
_WHITE = {"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.85}

_MARKS: dict[MarkKind, tuple[str, str, dict[str, Any]]] = {
    "enterprise": ("企业", "o", {"markersize": 2.2, "markerfacecolor": GREY, "markeredgecolor": "none"}),
    "roof": ("屋顶光伏", "s", {"markersize": 3.6, "markerfacecolor": "white", "markeredgecolor": INK}),
    "storage": ("储能", "^", {"markersize": 5.0, "markerfacecolor": INK, "markeredgecolor": INK}),
    "landmark": ("四至地物", "+", {"markersize": 6.0, "markeredgecolor": INK}),
}
"""Kind of mark -> its word in the legend, matplotlib's marker, its look."""

Place = tuple[float, float]


class _Sheet:
    """Metres of the map as millimetres of the figure."""

    def __init__(self, chart: BoundaryMap, canvas: Canvas) -> None:
        extent = chart.extent() or (0.0, 0.0, 1.0, 1.0)
        self.frame = (0.3, 0.3, canvas.width - 0.6, canvas.height - MAP_LEGEND_MM - 0.6)
        left, top, width, height = self.frame
        self.scale = min(width / (extent[2] - extent[0]), height / (extent[3] - extent[1]))
        self._west, self._north = (extent[0] + extent[2]) / 2, (extent[1] + extent[3]) / 2
        self.middle = (left + width / 2, top + height / 2)

    def place(self, east: float, north: float) -> Place:
        right, up = (east - self._west) * self.scale, (north - self._north) * self.scale
        return self.middle[0] + right, self.middle[1] - up

    def of_mark(self, mark: MapMark) -> Place:
        return self.place(float(mark.east), float(mark.north))

    def holds(self, place: Place) -> bool:
        left, top, width, height = self.frame
        return left < place[0] < left + width and top < place[1] < top + height

    def within(self, box: Box) -> Box:
        """The box, moved into the frame."""
        left, top, width, height = self.frame
        x = min(max(box.x, left + box.half_width), left + width - box.half_width)
        y = min(max(box.y, top + box.half_height), top + height - box.half_height)
        return Box(x, y, box.half_width, box.half_height)

    def line(self, ring: MapRing) -> list[Place]:
        return [self.place(float(x), float(y)) for x, y in ring.corners]


def draw(chart: BoundaryMap, canvas: Canvas) -> None:
    """The host dashed and pale, the park in the accent colour, holes dashed; north is up."""
    if not any(ring.corners for ring in chart.rings):
        canvas.nothing()
        return
    axes = canvas.sheet()
    sheet = _Sheet(chart, canvas)
    frame = Rectangle(sheet.frame[:2], sheet.frame[2], sheet.frame[3], facecolor="none", edgecolor=PALE, linewidth=0.8)
    axes.add_patch(frame)
    for ring in chart.host:
        _outline(axes, sheet.line(ring), frame, edgecolor=GREY, linewidth=1.0, linestyle=(0, (6, 2, 1, 2)))
    for ring in chart.rings:
        style: dict[str, Any] = {"linestyle": (0, (3, 2))} if ring.hole else {"facecolor": "#EEF5F2"}
        _outline(axes, sheet.line(ring), frame, **{"edgecolor": ACCENT, "linewidth": 1.4, "facecolor": "white"} | style)
    for kind, marks in groupby(chart.marks, attrgetter("kind")):
        _marks(axes, sheet, kind, marks, frame)
    dots = sum(len(ring.corners) for ring in chart.rings) <= _MOST_DOTS
    taken: list[Box] = []
    for ring in chart.rings:
        _numbers(axes, sheet.line(ring), ring, taken, dots=dots)
    for mark in chart.marks:
        if mark.kind == "landmark":
            _landmark(axes, sheet, mark, taken)
    _north_arrow(axes, sheet)
    _scale_bar(axes, sheet)
    _legend(axes, chart, sheet, canvas)


def _outline(axes: Any, line: Sequence[Place], frame: Any, **style: Any) -> None:
    patch = Polygon(line, closed=True, joinstyle="round", **{"facecolor": "none"} | style)
    axes.add_patch(patch)
    patch.set_clip_path(frame)


def _marks(axes: Any, sheet: _Sheet, kind: MarkKind, marks: Iterable[MapMark], frame: Any) -> None:
    """All marks of a kind as one drawn thing: thousands of enterprises would else take seconds."""
    xs, ys = zip(*map(sheet.of_mark, marks), strict=True)
    _, sign, look = _MARKS[kind]
    (drawn,) = axes.plot(xs, ys, sign, linestyle="none", markeredgewidth=0.7, **look)
    drawn.set_clip_path(frame)


@dataclass(frozen=True, slots=True)
class Box:
    """Where a text stands: its middle, half its width, half its height, in millimetres."""

    x: float
    y: float
    half_width: float
    half_height: float = 1.55

    def meets(self, other: Box) -> bool:
        """Whether the two overlap."""
        return (
            abs(self.x - other.x) < self.half_width + other.half_width
            and abs(self.y - other.y) < self.half_height + other.half_height
        )


def box_beside(place: Place, towards: Place, text: str, apart: float) -> Box:
    """The box of a text beside a place, in a direction of length 1, its edge `apart` from the place."""
    half = 0.3 + sum(1.4 if ord(character) > 0x2000 else 0.78 for character in text)
    # Pushed out until the box no longer covers the place, in whichever axis needs less.
    reach = min(
        (half + apart) / abs(towards[0]) if towards[0] else math.inf,
        (1.55 + apart) / abs(towards[1]) if towards[1] else math.inf,
    )
    return Box(place[0] + towards[0] * reach, place[1] + towards[1] * reach, half)


def shown_numbers(line: Sequence[Place], ring: MapRing, taken: list[Box]) -> list[tuple[int, Box]]:
    """Which corners of a line get their number, and where: as many as stand apart, evenly spread, the first among them.

    Args:
        line: the corners in millimetres.
        taken: where text stands already; the numbers that are shown are added.
    """
    step = 1 << max(len(line) - 1, 1).bit_length()
    order = [0]
    while step > 1:  # every 64th, then those halfway between, and so on
        order += range(step // 2, len(line), step)
        step //= 2
    shown = []
    for at in dict.fromkeys(order):
        text = ring.numbers[at][:_LONGEST_NUMBER] if at < len(ring.numbers) else ""
        box = box_beside(line[at], _outwards(line, at, ring.hole), text, 1.0)
        if not any(box.meets(other) for other in taken):
            taken.append(box)
            shown.append((at, box))
    return sorted(shown, key=lambda each: each[0])


def _numbers(axes: Any, line: Sequence[Place], ring: MapRing, taken: list[Box], *, dots: bool) -> None:
    shown = shown_numbers(line, ring, taken)
    dotted = [line[at] for at in (range(len(line)) if dots else (at for at, _ in shown))]
    axes.plot([x for x, _ in dotted], [y for _, y in dotted], "o", markersize=2.6, markerfacecolor="white",
              markeredgecolor=ACCENT, markeredgewidth=0.9)  # fmt: skip
    for at, box in shown:
        text = ring.numbers[at][:_LONGEST_NUMBER] if at < len(ring.numbers) else ""
        axes.text(box.x, box.y, label(text), ha="center", va="center", fontsize=SMALL - 0.5, color=INK)


def _landmark(axes: Any, sheet: _Sheet, mark: MapMark, taken: list[Box]) -> None:
    """The name of a landmark, away from the middle of the park, where no other text stands."""
    place = sheet.of_mark(mark)
    if not sheet.holds(place):
        return
    middle = sheet.middle
    far = math.dist(place, middle) or 1.0
    towards = ((place[0] - middle[0]) / far, (place[1] - middle[1]) / far)
    text = mark.name[:_LONGEST_NAME]
    boxes = [sheet.within(box_beside(place, towards, text, apart)) for apart in (1.6, 3.6, 5.6, 7.6)]
    box = next((each for each in boxes if not any(each.meets(other) for other in taken)), boxes[0])
    taken.append(box)
    axes.text(box.x, box.y, label(text), ha="center", va="center", fontsize=SMALL, color=INK, bbox=_WHITE)


def _outwards(line: Sequence[Place], at: int, hole: bool) -> Place:
    """The direction from a corner away from what its ring encloses, of length 1."""
    before, after = line[at - 1], line[(at + 1) % len(line)]
    along = (after[0] - before[0], after[1] - before[1])
    long = math.hypot(*along) or 1.0
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(line, [*line[1:], line[0]], strict=True))
    turn = 1.0 if (area > 0) != hole else -1.0
    return turn * along[1] / long, -turn * along[0] / long


def _north_arrow(axes: Any, sheet: _Sheet) -> None:
    x, y = sheet.frame[0] + sheet.frame[2] - 8, sheet.frame[1] + 9
    for side, colour in ((-2.2, INK), (2.2, "white")):
        half = ((x, y - 5), (x + side, y + 4), (x, y + 2.2))
        axes.add_patch(Polygon(half, facecolor=colour, edgecolor=INK, linewidth=0.6))
    axes.text(x, y + 6.6, "北", ha="center", va="center", fontsize=TEXT, color=INK, bbox=_WHITE)


def bar_metres(scale: float) -> int:
    """The length of the scale bar: 1, 2 or 5 times a power of ten, as long as there is room for.

    Args:
        scale: millimetres of the figure a metre.
    """
    room = _LONGEST_BAR / scale
    power = 10 ** max(math.floor(math.log10(room)), 0)
    return max(int(times * power) for times in (1, 2, 5) if times == 1 or times * power <= room)


def _scale_bar(axes: Any, sheet: _Sheet) -> None:
    metres = bar_metres(sheet.scale)
    length = metres * sheet.scale
    left, bottom = sheet.frame[0] + 5, sheet.frame[1] + sheet.frame[3] - 4
    axes.add_patch(Rectangle((left - 2.5, bottom - 5.2), length + 12, 7.4, facecolor="white", alpha=0.85, linewidth=0))
    for part, colour in ((0, INK), (1, "white")):
        start = left + part * length / 2
        axes.add_patch(Rectangle((start, bottom - 1), length / 2, 1.2, facecolor=colour, edgecolor=INK, linewidth=0.6))
    kilometres = metres >= 1000
    words = f"{metres // 1000} 公里" if kilometres else f"{metres} 米"
    axes.text(left, bottom - 3.1, "0", ha="center", va="center", fontsize=SMALL, color=INK)
    axes.text(left + length, bottom - 3.1, words, ha="center", va="center", fontsize=SMALL, color=INK)


def _legend(axes: Any, chart: BoundaryMap, sheet: _Sheet, canvas: Canvas) -> None:
    x, y = 2.0, canvas.height - MAP_LEGEND_MM / 2
    for words, sign, look in _entries(chart, sheet):
        if sign == "-":
            axes.plot((x, x + 8), (y, y), **look)
            x += 9.5
        else:
            axes.plot((x + 1.5,), (y,), sign, markeredgewidth=0.7, **look)
            x += 4
        axes.text(x, y, words, ha="left", va="center", fontsize=SMALL, color=INK)
        x += 2.75 * len(words) + 5


def _entries(chart: BoundaryMap, sheet: _Sheet) -> Iterator[tuple[str, str, dict[str, Any]]]:
    yield "申报园区边界", "-", {"color": ACCENT, "linewidth": 1.4}
    if any(ring.hole for ring in chart.rings):
        yield "扣除的内环", "-", {"color": ACCENT, "linewidth": 1.4, "linestyle": (0, (3, 2))}
    if chart.host:
        yield "所在园区边界", "-", {"color": GREY, "linewidth": 1.0, "linestyle": (0, (6, 2, 1, 2))}
    there = {mark.kind for mark in chart.marks if sheet.holds(sheet.of_mark(mark))}
    for kind, entry in _MARKS.items():
        if kind in there:
            yield entry
