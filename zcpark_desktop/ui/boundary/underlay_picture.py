"""A scanned map as a picture beneath the outlines, placed by two points of it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap, QTransform

from zcpark_desktop.boundary import CGCS2000, BoundaryError
from zcpark_desktop.project.basics import Anchor, Underlay
from zcpark_desktop.project.statements import StoredFile
from zcpark_desktop.storage.evidence import EvidenceStore

from ..evidence.preview import sized_image
from .camera import Camera
from .plane import Plane

LONGEST_SIDE = 5000  # pixels of a picture that are kept; a plan scanned in A0 stays readable
SMALLEST_LEVEL = 256


@dataclass(frozen=True)
class Match:
    """A point of the picture, in its pixels from the left and from above, and the place where it lies."""

    picture: QPointF
    place: QPointF


def placing(one: Match, two: Match) -> QTransform | None:
    """The way from the picture's pixels to places: turned, enlarged and moved, never sheared.

    None where both points are the same in the picture or in the world.
    """
    across, up = two.picture.x() - one.picture.x(), -(two.picture.y() - one.picture.y())
    east, north = two.place.x() - one.place.x(), two.place.y() - one.place.y()
    length = across * across + up * up
    if not length or not (east or north):
        return None
    real, turn = (east * across + north * up) / length, (north * across - east * up) / length
    start = QTransform(real, turn, turn, -real, 0, 0)
    off = one.place - start.map(one.picture)
    return start * QTransform.fromTranslate(off.x(), off.y())


def match_of(anchor: Anchor, plane: Plane) -> Match | None:
    """A stored point on the plane; None where it is not complete, or the plane does not know degrees."""
    if None in (anchor.picture_x, anchor.picture_y, anchor.longitude, anchor.latitude):
        return None
    assert anchor.picture_x is not None and anchor.picture_y is not None
    assert anchor.longitude is not None and anchor.latitude is not None
    try:
        (place,) = plane.places([(anchor.longitude, anchor.latitude)], CGCS2000)
    except BoundaryError:
        return None
    return Match(QPointF(float(anchor.picture_x), float(anchor.picture_y)), place)


class Picture:
    """The pixels of a scanned map, at several sizes so that it is quick and smooth at any scale.

    Attributes:
        size: in the file, in pixels; points of the picture are counted in these.
    """

    def __init__(self, image: QImage, size: QSize) -> None:
        self.size = size
        self._levels = [QPixmap.fromImage(image)]
        while min(image.width(), image.height()) > 2 * SMALLEST_LEVEL:
            image = image.scaled(image.width() // 2, image.height() // 2, Qt.AspectRatioMode.IgnoreAspectRatio,
                                 Qt.TransformationMode.SmoothTransformation)
            self._levels.append(QPixmap.fromImage(image))

    @property
    def room(self) -> QRectF:
        """The rectangle of the picture in its own pixels."""
        return QRectF(0, 0, self.size.width(), self.size.height())

    def paint(self, painter: QPainter, camera: Camera, way: QTransform, opacity: float) -> None:
        """Paint the picture where `way` leads from its pixels to places."""
        whole = way * camera.transform
        shown = whole.map(QPointF(1, 0)) - whole.map(QPointF(0, 0))
        size = max((shown.x() ** 2 + shown.y() ** 2) ** 0.5 * self.size.width() * painter.device().devicePixelRatioF(),
                   1)
        level = next((level for level in reversed(self._levels) if level.width() >= size), self._levels[0])
        painter.save()
        painter.setOpacity(opacity)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setTransform(whole)
        painter.drawPixmap(self.room, level, QRectF(level.rect()))
        painter.restore()


def read_picture(store: EvidenceStore, file: StoredFile) -> Picture | None:
    """The picture in a file of the evidence; None where it is none that can be read.

    Raises:
        StorageError: the file is not kept here.
    """
    image, size = sized_image(store, file, LONGEST_SIDE)
    return None if image.isNull() else Picture(image, size)


def placed(underlay: Underlay, plane: Plane) -> QTransform | None:
    """Where the project's underlay lies on the plane; None where it is not placed."""
    one, two = match_of(underlay.first, plane), match_of(underlay.second, plane)
    return placing(one, two) if one is not None and two is not None else None
