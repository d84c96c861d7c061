"""The program's icon in the formats that packages want, drawn from resources/icons/app.svg."""

from __future__ import annotations

import io
import os
from pathlib import Path

from .places import ROOT

DRAWING = ROOT / "resources" / "icons" / "app.svg"
SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)


def png(size: int) -> bytes:
    """The icon as a square PNG of `size` pixels."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(DRAWING)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def write_ico(path: Path) -> None:
    """Write the icon for Windows, drawn anew for each size."""
    from PIL import Image

    images = [Image.open(io.BytesIO(png(size))) for size in SIZES]
    images[-1].save(path, append_images=images[:-1], sizes=[(size, size) for size in SIZES])
