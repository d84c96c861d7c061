"""The geometry of the park's boundary: reference systems, areas, checks, and files of coordinates in and out.

Rings are plain: corners of decimal numbers, without the project around them.
"""

from .area import Measured, area_km2, measured_on, ring_area_km2
from .rings import BoundaryError, Corner, Outline, PlainRing, Position, Vertex, are_degrees, corners, plain
from .systems import CGCS2000, SYSTEMS, ReferenceSystem, find_system, from_lonlat, likely_systems, system, to_lonlat

__all__ = [
    "CGCS2000",
    "SYSTEMS",
    "BoundaryError",
    "Corner",
    "Measured",
    "Outline",
    "PlainRing",
    "Position",
    "ReferenceSystem",
    "Vertex",
    "are_degrees",
    "area_km2",
    "corners",
    "find_system",
    "from_lonlat",
    "likely_systems",
    "measured_on",
    "plain",
    "ring_area_km2",
    "system",
    "to_lonlat",
]
