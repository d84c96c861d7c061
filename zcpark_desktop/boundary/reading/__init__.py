"""Boundaries from files and pasted text: coordinate tables, GeoJSON, KML, Shapefiles and DXF drawings."""

from ..rings import BoundaryError
from .opening import SUFFIXES, open_boundary, read_boundary, read_rows
from .shapes import LayerNeeded, LayerSummary, OpenedBoundary, Progress, ReadBoundary

__all__ = [
    "SUFFIXES",
    "BoundaryError",
    "LayerNeeded",
    "LayerSummary",
    "OpenedBoundary",
    "Progress",
    "ReadBoundary",
    "open_boundary",
    "read_boundary",
    "read_rows",
]
