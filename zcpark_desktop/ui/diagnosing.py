"""The diagnostic zip from the window, and the word about a crash that the start before this one ended in."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QSettings, qVersion
from PySide6.QtGui import QGuiApplication

from zcpark_desktop import __version__, logs
from zcpark_desktop.storage import diagnostics
from zcpark_desktop.storage.refusals import StorageError

if TYPE_CHECKING:
    from .window import MainWindow


def diagnose(window: MainWindow) -> None:
    """Ask where the diagnostic zip is wanted, and write it there."""
    has_project = window.has_project
    chosen = window.questions.diagnostics(f"诊断包 {datetime.now():%Y-%m-%d %H%M}.zip", has_project=has_project)
    if chosen is None:
        return
    path, with_project = chosen
    settings = QSettings()
    try:
        diagnostics.write(path, {key: str(settings.value(key)) for key in settings.allKeys()}, _facts(),
                          window.session.project if with_project else None)
    except StorageError as error:
        window.questions.tell(str(error), "未能生成诊断包")
        return
    window.questions.tell(f"诊断包已生成：“{path}”。", "生成诊断包")


def tell_of_crashes(window: MainWindow) -> None:
    """Say once that the program crashed, and offer the diagnostic zip."""
    try:
        logs.logger().info("started %s", __version__)
        crashes = logs.take_crashes()
    except OSError:
        return
    if crashes and window.questions.choose(
            "上次没有正常退出", "程序上次运行时意外中断，原因已记入日志。如果反复出现，请生成诊断包交给技术支持人员。",
            {"diagnose": "生成诊断包…", "cancel": "知道了"}, "cancel") == "diagnose":
        diagnose(window)


def _facts() -> dict[str, str]:
    screens = (f"{screen.size().width()}×{screen.size().height()}，缩放{screen.devicePixelRatio():g}"
               for screen in QGuiApplication.screens())
    return {"Qt": qVersion(), "窗口平台": QGuiApplication.platformName(), "语言": QLocale.system().name(),
            "屏幕": "；".join(screens)}
