"""The boundary as GeoJSON (RFC 7946): longitude and latitude, the outside counter-clockwise, holes clockwise."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from ..rings import Outline
from .parts import parts_of, turned


def geojson(rings: Sequence[Outline], system: str, title: str) -> bytes:
    """The boundary, a feature for each plot; the numbers of the corners are kept as the property `numbers`.

    Raises:
        BoundaryError: there is no complete outer ring, or the reference system of metres is not known.
    """
    features: list[dict[str, Any]] = []
    for part in parts_of(rings, system):
        lines = [turned(ring, counter_clockwise=not ring.hole) for ring in part.rings]
        features.append(
            {
                "type": "Feature",
                "properties": {
                    "name": part.outside.name or title,
                    "numbers": [[point.number for point in line] for line in lines],
                },
                "geometry": {
                    "type": "Polygon",
                    "coordinates": [[[float(p.x), float(p.y)] for p in (*line, line[0])] for line in lines],
                },
            }
        )
    data = {"type": "FeatureCollection", "name": title, "features": features}
    return json.dumps(data, ensure_ascii=False, indent=1).encode()
