"""The manual written as a file, and opened where it is to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from zcpark_desktop.manual import NAME, write_docx_manual, write_html_manual
from zcpark_desktop.storage.clock import now
from zcpark_desktop.storage.refusals import StorageError

from . import work

if TYPE_CHECKING:
    from .window import MainWindow


def write_manual(window: MainWindow) -> None:
    """Ask where, write a web page or a Word file by its suffix, and open it."""
    path = window.questions.manual_path(NAME)
    if path is None:
        return
    rules = window.session.rules
    word = path.suffix.lower() == ".docx"
    try:
        work.run(window, "正在生成使用手册", lambda _progress: write_docx_manual(path, rules, now()) if word
                 else write_html_manual(path, rules), can_cancel=False)
    except (StorageError, PermissionError) as error:  # the sentence of either says what to do
        window.questions.tell(str(error), "未能生成使用手册")
        return
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        window.questions.tell(f"使用手册已生成：“{path}”。", "使用手册")
