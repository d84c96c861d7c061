"""Files and folders in the system's own programs."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def open_outside(path: Path | str) -> str:
    """Open a file or folder in the system's program; one Chinese sentence where that failed, otherwise empty."""
    if not os.path.exists(path):
        return f"找不到“{path}”，可能已被移动或改名；请核对位置后重试。"
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        return f"系统没有打开“{path}”的程序；请在文件管理器中打开。"
    return ""
