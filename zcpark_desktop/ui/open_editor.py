"""The editor that stands open over a cell: it can be asked for what is in it before it is left."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex
from PySide6.QtWidgets import QStyledItemDelegate, QWidget


class EditingDelegate(QStyledItemDelegate):
    """A delegate that knows its open editor; whoever makes one notes it in `_editor`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._editor: QWidget | None = None

    def destroyEditor(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        """See QStyledItemDelegate."""
        if editor is self._editor:
            self._editor = None
        super().destroyEditor(editor, index)

    def commit(self) -> None:
        """Take what is still being typed, and leave the field open."""
        if self._editor is not None:
            self.commitData.emit(self._editor)
