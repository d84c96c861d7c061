"""Flows of energy from stage to stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from zcpark_desktop.report.chart_look import ACCENT, GREY, INK, number
from zcpark_desktop.report.charts import Flow, Sankey
from zcpark_desktop.report.figures.canvas import SMALL, TEXT, Canvas, label, wrapped

_SIDE, _TOP, _BOTTOM = 34.0, 12.0, 3.0
_NODE_WIDTH = 3.2
_LEAST_SLOT = 4.6
"""Millimetres that even the thinnest node gets, for its label."""


@dataclass(slots=True)
class Node:
    """A node, or a place where a long flow passes a stage; `top` and `height` in millimetres once placed."""

    name: str
    stage: int
    passing: bool = False
    into: Decimal = Decimal(0)
    out: Decimal = Decimal(0)
    top: float = 0.0
    height: float = 0.0
    used_in: float = 0.0
    used_out: float = 0.0

    @property
    def value(self) -> Decimal:
        """What passes through, in the unit of the chart."""
        return max(self.into, self.out)


@dataclass(slots=True)
class Layout:
    """Nodes by stage, and flows between neighbouring stages."""

    stages: list[list[Node]] = field(default_factory=list)
    links: list[tuple[Node, Node, Decimal]] = field(default_factory=list)


def lay_out(chart: Sankey, height: float) -> Layout:
    """Places nodes in `height` millimetres; a flow that skips a stage passes it below the nodes there.

    Raises:
        ValueError: a flow is negative, goes backwards, or names no node.
    """
    nodes = {name: Node(name, i) for i, stage in enumerate(chart.stages) for name in stage}
    made = Layout([[nodes[name] for name in stage] for stage in chart.stages])
    for flow in chart.flows:
        _check(flow, nodes)
        if flow.value:
            _link(flow, nodes, made)
    for source, target, value in made.links:
        source.out += value
        target.into += value
    made.stages = [[node for node in stage if node.value] for stage in made.stages]
    _place(made, height)
    return made


def _check(flow: Flow, nodes: dict[str, Node]) -> None:
    for name in (flow.source, flow.target):
        if name not in nodes:
            raise ValueError(f"能流图中没有名为“{name}”的节点。")
    if flow.value < 0:
        raise ValueError(f"能流“{flow.source}→{flow.target}”不能为负数。")
    if nodes[flow.source].stage >= nodes[flow.target].stage:
        raise ValueError(f"能流“{flow.source}→{flow.target}”不能逆向。")


def _link(flow: Flow, nodes: dict[str, Node], made: Layout) -> None:
    at = nodes[flow.source]
    target = nodes[flow.target]
    for stage in range(at.stage + 1, target.stage):
        passage = Node("", stage, passing=True)
        made.stages[stage].append(passage)
        made.links.append((at, passage, flow.value))
        at = passage
    made.links.append((at, target, flow.value))


def _place(made: Layout, height: float) -> None:
    """One scale for all stages, small enough that the fullest fits with its gaps; stages are centred."""

    def room(stage: Sequence[Node], scale: float, gap: float) -> float:
        return sum(_slot(node, scale) for node in stage) + gap * (len(stage) - 1)

    stages = [stage for stage in made.stages if stage]
    if not stages:
        return
    gap = 2.5
    scale = min(height / float(sum((node.value for node in stage), Decimal(0))) for stage in stages)
    while any(room(stage, scale, gap) > height for stage in stages) and scale * 1e6 > 1e-3 * height:
        scale *= 0.97
    for stage in stages:
        y = (height - room(stage, scale, gap)) / 2
        for node in stage:
            node.height = float(node.value) * scale
            node.top = y + (_slot(node, scale) - node.height) / 2
            y += _slot(node, scale) + gap


def _slot(node: Node, scale: float) -> float:
    return max(float(node.value) * scale, 0.0 if node.passing else _LEAST_SLOT)


def draw(chart: Sankey, canvas: Canvas) -> None:
    """Nodes as bars, flows as bands whose width is their value."""
    layout = lay_out(chart, canvas.height - _TOP - _BOTTOM)
    if not layout.links:
        canvas.nothing()
        return
    axes = canvas.sheet()
    largest = max(node.value for stage in layout.stages for node in stage)
    steps = max(1, len(layout.stages) - 1)
    places = [_SIDE + (canvas.width - 2 * _SIDE - _NODE_WIDTH) * i / steps for i in range(len(layout.stages))]
    _bands(axes, layout, places)
    for i, stage in enumerate(layout.stages):
        for node in stage:
            if not node.passing:
                _node(axes, node, places[i], i, len(layout.stages), largest)
    for x, title in zip(places, chart.stage_titles, strict=False):
        axes.text(x + _NODE_WIDTH / 2, 8, label(title), ha="center", va="center", fontsize=SMALL, color=GREY)
    axes.text(2, 3, label(f"单位：{chart.unit}"), va="center", fontsize=SMALL, color=GREY)


def _bands(axes: Any, layout: Layout, places: Sequence[float]) -> None:
    # Bands leave and arrive in the order of their other ends: fewer of them cross.
    leaving = sorted(layout.links, key=lambda link: (link[0].stage, link[0].top, link[1].top))
    starts = {}
    for link in leaving:
        source, _, value = link
        starts[id(link)] = source.top + source.used_out
        source.used_out += float(value) / float(source.value) * source.height
    for link in sorted(layout.links, key=lambda link: (link[1].stage, link[1].top, link[0].top)):
        source, target, value = link
        thickness = float(value) / float(source.value) * source.height
        end = target.top + target.used_in
        target.used_in += thickness
        # A passage is as wide as a node: the band goes straight through it.
        left = places[source.stage] + (0 if source.passing else _NODE_WIDTH)
        _band(axes, left, places[target.stage], starts[id(link)], end, max(thickness, 0.25))


def _band(axes: Any, left: float, right: float, start: float, end: float, thickness: float) -> None:
    middle = (left + right) / 2
    start, end = start + _TOP, end + _TOP
    path = Path(
        [
            (left, start),
            (middle, start),
            (middle, end),
            (right, end),
            (right, end + thickness),
            (middle, end + thickness),
            (middle, start + thickness),
            (left, start + thickness),
            (left, start),
        ],
        [
            Path.MOVETO,
            Path.CURVE4,
            Path.CURVE4,
            Path.CURVE4,
            Path.LINETO,
            Path.CURVE4,
            Path.CURVE4,
            Path.CURVE4,
            Path.CLOSEPOLY,
        ],
    )
    axes.add_patch(PathPatch(path, facecolor=ACCENT, alpha=0.28, edgecolor="none"))


def _node(axes: Any, node: Node, x: float, stage: int, stages: int, largest: Decimal) -> None:
    y = node.top + _TOP
    axes.add_patch(Rectangle((x, y), _NODE_WIDTH, max(node.height, 0.4), facecolor=ACCENT, edgecolor="none"))
    middle = y + node.height / 2
    text = f"{wrapped(node.name, 9)} {number(node.value, largest)}"
    if stage == 0:
        axes.text(x - 1.2, middle, text, ha="right", va="center", fontsize=TEXT)
    elif stage == stages - 1:
        axes.text(x + _NODE_WIDTH + 1.2, middle, text, ha="left", va="center", fontsize=TEXT)
    else:
        box = {"facecolor": "white", "alpha": 0.75, "edgecolor": "none", "pad": 0.8}
        axes.text(x + _NODE_WIDTH + 1.2, middle, text, ha="left", va="center", fontsize=TEXT, color=INK, bbox=box)
