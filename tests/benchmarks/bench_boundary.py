"""How long a district's drawing of 50 MB takes to open and to read one layer of, against ezdxf reading it whole.

    python -m tests.benchmarks.bench_boundary

Baseline: `ezdxf.readfile` of the same file in the same run, and a bare read of its bytes. The boundary's own way cuts
the file at its entities, counts them by layer, and gives ezdxf only the layer that was chosen.
"""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ezdxf

from zcpark_desktop.boundary import SYSTEMS
from zcpark_desktop.boundary.checks import faults
from zcpark_desktop.boundary.reading import open_boundary
from zcpark_desktop.boundary.rings import PlainRing
from zcpark_desktop.boundary.systems import CGCS2000, moved
from zcpark_desktop.boundary.writing import FORMATS, written

ENTITIES = 200_000


def district(path: Path) -> None:
    """A drawing of parcels, roads, marks and notes, and the one line that is the boundary."""
    dice = random.Random(1)
    document = ezdxf.new("R2010", units=6)
    for name in ("地类图斑", "界址点", "线状地物", "注记", "园区边界"):
        document.layers.add(name)
    space = document.modelspace()
    for number in range(ENTITIES):
        x, y = 541_000 + dice.random() * 9_000, 3_497_000 + dice.random() * 9_000
        if number % 5 == 0:
            space.add_line((x, y), (x + 5, y + 3), dxfattribs={"layer": "线状地物"})
        elif number % 5 in (1, 2):
            space.add_lwpolyline([(x + n, y + n % 3) for n in range(6)], close=True, dxfattribs={"layer": "地类图斑"})
        elif number % 5 == 3:
            space.add_text(f"地块{number}", dxfattribs={"layer": "注记", "insert": (x, y), "height": 2})
        else:
            space.add_circle((x, y), 2, dxfattribs={"layer": "界址点"})
    corners = [(541_700, 3_496_700), (543_600, 3_496_700, 0, 0, 0.2), (543_600, 3_498_900), (541_700, 3_498_900)]
    space.add_lwpolyline(corners, close=True, dxfattribs={"layer": "园区边界"})
    document.saveas(path)


def timed(what: str, job: Callable[[], Any], of: float | None = None) -> tuple[float, Any]:
    """Do the job and tell how long it took, and as a multiple of `of`."""
    start = time.perf_counter()
    result = job()
    took = time.perf_counter() - start
    print(f"{what:<44}{took:8.2f} s" + (f"   {took / of:8.2f} of the baseline" if of else ""))
    return took, result


def main() -> None:
    """Measure, and tell."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "district.dxf"
        district(path)
        print(f"{ENTITIES + 1} entities, {os.path.getsize(path) / 1e6:.0f} MB")
        timed("bytes alone", path.read_bytes)
        base, _ = timed("baseline: ezdxf.readfile", lambda: ezdxf.readfile(path))
        told: list[float] = []
        _, opened = timed(
            "open, with all layers counted", lambda: open_boundary(path, progress=lambda s, _: told.append(s)), base
        )
        print(f"   progress was told {len(told)} times; layers: {'、'.join(layer.name for layer in opened.layers)}")
        _, read = timed("read the layer of the boundary", lambda: opened.read("园区边界"), base)
        print(f"   {read.corner_count} corners, {'；'.join(read.notes)}")
    ring = PlainRing("", False, read.rings[0].points)
    zone = next(system for system in SYSTEMS if system.id == "EPSG:4549")
    degrees = moved([ring], zone, CGCS2000)
    timed(f"check {len(ring.points)} corners", lambda: faults(degrees, CGCS2000.id))
    for suffix, name in FORMATS.items():
        timed(f"write them as {name}", lambda suffix=suffix: written(degrees, CGCS2000.id, f"a{suffix}", "算例"))


if __name__ == "__main__":
    main()
