"""The project's boundary, enterprises and sites, placed on the map's plane."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from PySide6.QtCore import QPointF

from zcpark_desktop.boundary.rings import BoundaryError, PlainRing, Position
from zcpark_desktop.boundary.systems import CGCS2000
from zcpark_desktop.project import Project
from zcpark_desktop.project.basics import Boundary, Landmark, Ring, Whose
from zcpark_desktop.project.enterprises import Enterprise
from zcpark_desktop.project.facilities import Roof, Storage
from zcpark_desktop.project.remembering import remembered

from .content import DrawnRing, Layer, MapContent, Mark
from .plane import Plane, plane_of

Located = Landmark | Enterprise | Roof | Storage
LISTS = {"landmarks": "未命名地物", "enterprises": "未命名企业", "roofs": "未命名屋顶", "storages": "未命名储能"}
"""The lists whose rows have a place → what a row without a name is called."""
MOST_KEPT = 64  # rings whose places are remembered, so that a moved corner places one ring anew and not all


def plane_for(project: Project) -> Plane:
    """The plane of the project's map: of its corners, or of its marks where it has none yet."""
    plane = _plane_of_corners(project.boundary)
    return plane or plane_of("", [(longitude, latitude) for _, _, longitude, latitude, _ in _sites(project)])


@remembered(most=4)
def _plane_of_corners(boundary: Boundary) -> Plane | None:
    corners = [position for ring in boundary.rings for position in _complete(ring)]
    return plane_of(boundary.reference_system, corners) if corners else None


def _complete(ring: Ring | PlainRing) -> Iterator[Position]:
    return ((point.x, point.y) for point in ring.points if point.x is not None and point.y is not None)


Places = tuple[tuple[QPointF, ...], tuple[int, ...]]


@remembered(most=MOST_KEPT)
def _places_of(ring: Ring | PlainRing) -> dict[Plane, Places]:
    """What is known of a ring's places: plane → places and rows, filled as they are asked for."""
    del ring
    return {}


def _places(ring: Ring | PlainRing, plane: Plane) -> Places:
    known = _places_of(ring)
    if plane not in known:
        rows = [row for row, point in enumerate(ring.points) if point.x is not None and point.y is not None]
        points = list(_complete(ring))
        if len(points) > 1 and points[0] == points[-1]:
            rows.pop()
            points.pop()
        known[plane] = (tuple(plane.places(points)), tuple(rows))
    return known[plane]


def drawn(rings: Iterable[Ring | PlainRing], plane: Plane) -> tuple[DrawnRing, ...]:
    """The rings on the plane; what cannot be placed is left out of its ring."""
    found = []
    for ring in rings:
        try:
            places, rows = _places(ring, plane)
        except BoundaryError:
            places, rows = (), ()
        numbers = tuple(ring.points[row].number.strip() or str(row + 1) for row in rows)
        is_host = isinstance(ring, Ring) and ring.whose is Whose.HOST
        found.append(DrawnRing(ring.name, ring.hole, places, rows, numbers, is_host))
    return tuple(found)


Site = tuple[Layer, str, Decimal, Decimal, str]


def _sites(project: Project) -> Iterator[Site]:
    """What has a longitude and a latitude: layer, name, both, address."""
    for list_name, nameless in LISTS.items():
        rows: tuple[Located, ...] = getattr(project, list_name)
        for row in rows:
            if row.longitude is not None and row.latitude is not None:
                yield (_layer_of(row), row.name or nameless, row.longitude, row.latitude,
                       f"{list_name}/{row.key}/longitude")


def _layer_of(row: Located) -> Layer:
    if isinstance(row, Enterprise):
        return Layer.ABOVE_SCALE if row.above_scale else Layer.ENTERPRISES
    return Layer.PV if isinstance(row, Roof) else Layer.STORAGE if isinstance(row, Storage) else Layer.LANDMARKS


def marks(project: Project, plane: Plane) -> tuple[Mark, ...]:
    """The enterprises and sites on the plane; none where it cannot hold longitudes and latitudes."""
    sites = list(_sites(project))
    try:
        places = plane.places([(longitude, latitude) for _, _, longitude, latitude, _ in sites], CGCS2000)
    except BoundaryError:
        return ()
    return tuple(Mark(layer, name, place, address)
                 for (layer, name, _, _, address), place in zip(sites, places, strict=True))


def content_of(project: Project, plane: Plane) -> MapContent:
    """All that the map of the project shows."""
    return MapContent(drawn(project.boundary.rings, plane), marks(project, plane))
