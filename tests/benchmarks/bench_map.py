"""How fluid the boundary's map is with 5,000 corners, as a ratio to a bare QGraphicsView that shows one path of them.

    python -m tests.benchmarks.bench_map

Both are panned and zoomed by the same steps in turn. The map draws the area, dots, numbers, a thousand enterprises, the
scale bar and the north arrow beside the line; it keeps to 2.5 times the bare view, and to one frame of the screen.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from math import cos, pi, sin
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPointF, Qt  # noqa: E402
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF  # noqa: E402
from PySide6.QtWidgets import QGraphicsScene, QGraphicsView, QWidget  # noqa: E402

from zcpark_desktop.ui.app import make_application  # noqa: E402
from zcpark_desktop.ui.boundary.content import DrawnRing, Layer, MapContent, Mark  # noqa: E402
from zcpark_desktop.ui.boundary.map_view import MapView  # noqa: E402

CORNERS, ENTERPRISES, STEPS = 5000, 1000, 40
SIZE = (900, 700)
AIM, FRAME_MS = 2.5, 16.0


def outline() -> list[QPointF]:
    """A ragged ring of two kilometres across."""
    turns = [2 * pi * at / CORNERS for at in range(CORNERS)]
    radii = [1000 + 60 * sin(9 * turn) + 8 * sin(211 * turn) for turn in turns]
    return [QPointF(radius * cos(turn), radius * sin(turn)) for radius, turn in zip(radii, turns, strict=True)]


def bare(places: list[QPointF]) -> QGraphicsView:
    """A view of one path."""
    view = QGraphicsView()
    scene = QGraphicsScene(view)
    pen = QPen(QColor("#2563d9"), 1.5)
    pen.setCosmetic(True)
    scene.addPolygon(QPolygonF(places), pen, QColor(37, 99, 217, 34))
    view.setScene(scene)
    view.setRenderHint(QPainter.RenderHint.Antialiasing)
    view.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.resize(*SIZE)
    scene.setSceneRect(-5000, -5000, 10000, 10000)
    view.show()
    view.fitInView(-1070, -1070, 2140, 2140, Qt.AspectRatioMode.KeepAspectRatio)
    return view


def ours(places: list[QPointF]) -> MapView:
    """The map with the same ring and the park's enterprises."""
    rows = tuple(range(CORNERS))
    ring = DrawnRing("主园区", False, tuple(places), rows, tuple(f"J{row + 1}" for row in rows))
    marks = tuple(Mark(Layer.ABOVE_SCALE if at % 3 else Layer.ENTERPRISES, f"无锡试验有限公司{at}",
                       QPointF((at * 37) % 1700 - 850, (at * 91) % 1700 - 850), "") for at in range(ENTERPRISES))
    view = MapView()
    view.resize(*SIZE)
    view.show_content(MapContent((ring,), marks))
    view.show()
    return view


def frames(widget: QWidget, step: Callable[[int], None]) -> list[float]:
    """Seconds of the processor for each step and the picture after it."""
    found = []
    for at in range(STEPS):
        start = time.process_time()
        step(at)
        widget.repaint()
        found.append(time.process_time() - start)
    return found


def main() -> int:
    """Print the times and ratios; 1 where an aim is missed."""
    application = make_application()
    places = outline()
    view, plain = ours(places), bare(places)
    application.processEvents()

    def pan_bare(at: int) -> None:
        plain.translate(6 if at % 20 < 10 else -6, 4)

    missed = False
    for name, own, other in (
        ("pan", lambda at: view.look(view.camera.panned(QPointF(6 if at % 20 < 10 else -6, 4))), pan_bare),
        ("zoom", lambda at: view.zoom(1.12 if at % 40 < 20 else 1 / 1.12),
         lambda at: plain.scale(*[1.12 if at % 40 < 20 else 1 / 1.12] * 2)),
    ):
        times: list[list[float]] = [[], []]
        for _ in range(3):
            view.fit()
            times[0] += frames(view, own)
            times[1] += frames(plain.viewport(), other)
        middle, base = median(times[0]) * 1000, median(times[1]) * 1000
        slow = sorted(times[0])[int(len(times[0]) * 0.95)] * 1000
        print(f"  {name:<6}map {middle:>6.1f} ms, 95 % within {slow:>6.1f} ms; bare view {base:>6.1f} ms;"
              f" ratio {middle / base:.2f}")
        missed |= middle / base > AIM or middle > FRAME_MS
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
