"""The boundary as a DXF drawing (R2010) in metres of its CGCS2000 3° zone."""

from __future__ import annotations

import io
from collections.abc import Sequence

from ..guessing import centre
from ..rings import Outline
from ..systems import CGCS2000, moved, three_degree_zone
from .parts import parts_of

OUTSIDE, HOLES, CORNERS, NUMBERS = "园区边界", "扣除内环", "拐点", "点号"
_METRES = 6
_TEXT_SHARE = 0.008
"""Height of the numbers, as a share of the drawing's larger side."""


def dxf(rings: Sequence[Outline], system: str, _title: str) -> bytes:
    """Closed polylines on layers of their own, a point and a number at each corner.

    The easting has no zone number, as in drawings of a town.

    Raises:
        BoundaryError: there is no complete outer ring, or the reference system of metres is not known.
    """
    import ezdxf  # slow to import; only drawings need it

    parts = parts_of(rings, system)
    every = [(point.x, point.y) for part in parts for point in part.outside.points]
    zone = three_degree_zone(centre(every)[0])
    flat = moved([ring for part in parts for ring in part.rings], CGCS2000, zone)
    document = ezdxf.new("R2010", units=_METRES)
    for name, color in ((OUTSIDE, 1), (HOLES, 6), (CORNERS, 3), (NUMBERS, 7)):
        document.layers.add(name, color=color)
    xs = [point.x for ring in flat for point in ring.points]
    ys = [point.y for ring in flat for point in ring.points]
    height = float(max(max(xs) - min(xs), max(ys) - min(ys))) * _TEXT_SHARE or 1.0
    space = document.modelspace()
    for ring in flat:
        places = [(float(point.x), float(point.y)) for point in ring.points]
        space.add_lwpolyline(places, close=True, dxfattribs={"layer": HOLES if ring.hole else OUTSIDE})
        for point, place in zip(ring.points, places, strict=True):
            space.add_point(place, dxfattribs={"layer": CORNERS})
            space.add_text(
                point.number, height=height, dxfattribs={"layer": NUMBERS, "insert": (place[0] + height / 2, place[1])}
            )
    text = io.StringIO()
    document.write(text)
    return text.getvalue().encode(document.output_encoding, "dxfreplace")
