"""Files of coordinates dropped on a page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from .opening import can_be_read


def dropped_file(event: QDropEvent) -> Path | None:
    """The one file of coordinates that is dragged; None for anything else."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and can_be_read(paths[0]) else None


class FileDrop(QObject):
    """Lets `page` take files of coordinates, and hands each to `take`."""

    def __init__(self, page: QWidget, take: Callable[[Path], object]) -> None:
        super().__init__(page)
        self._take = take
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what can be read; leave the rest to the window."""
        if isinstance(event, (QDragEnterEvent, QDropEvent)) and event.type() in (
                QEvent.Type.DragEnter, QEvent.Type.Drop):
            path = dropped_file(event)
            if path is None:
                event.ignore()
                return True
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                # the window that the file came from waits until the drop is done
                QTimer.singleShot(0, self, lambda: self._take(path))
            return True
        return super().eventFilter(watched, event)
