"""The clipboard, as grids use it."""

from __future__ import annotations

import atexit
from functools import cache

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from zcpark_desktop.forms.clipboard import Block, block_of_html, block_of_text, html_of_block, text_of_block


def put_block(block: Block) -> None:
    """Copy `block` as spreadsheets expect it: as an HTML table and as text with tabs."""
    put(text_of_block(block), html_of_block(block))


def put(text: str, html: str) -> None:
    """Copy `text` and, for programs that take it, `html`."""
    mime = QMimeData()
    mime.setText(text)
    if html:
        mime.setHtml(html)
    QGuiApplication.clipboard().setMimeData(mime)
    _hand_over_at_exit()
    _ours.append(mime)
    del _ours[:-1]


def block() -> Block | None:
    """The block on the clipboard, from the HTML flavour where there is a table in it; None for nothing to paste."""
    mime = QGuiApplication.clipboard().mimeData()
    found = block_of_html(mime.html()) if mime.hasHtml() else None
    if found is None and mime.hasText():
        found = block_of_text(mime.text())
    return None if found == [[""]] else found


_ours: list[QMimeData] = []  # what was copied last


@cache
def _hand_over_at_exit() -> None:
    # Qt asks for the data once more when it ends, and an object of Python's is gone by then: the program would crash.
    # Plain text is Qt's own object, and stays on the clipboard.
    atexit.register(_leave_text)


def _leave_text() -> None:
    if QGuiApplication.instance() is not None:
        clipboard = QGuiApplication.clipboard()
        if clipboard.mimeData() in _ours:  # not what another program copied since
            clipboard.setText(clipboard.text())
