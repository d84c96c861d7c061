"""Makes the pictures of the manual anew from the sample park: every page of the window, light and dark.

    python resources/manual/make_screenshots.py

Needs the program's dependencies and Pillow (which comes with matplotlib); no screen.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402
from PySide6.QtCore import QBuffer, QEventLoop, QSettings, QTimer  # noqa: E402
from PySide6.QtWidgets import QWidget  # noqa: E402

SIZE = (1280, 800)
COLOURS = 96  # flat colours: a palette makes a page a tenth of its size
IMAGES = Path(__file__).parent / "images"


def wait(milliseconds: int) -> None:
    """Let the window work for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def picture(widget: QWidget, path: Path) -> None:
    """Save what `widget` looks like as a small PNG."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    widget.grab().save(buffer, "PNG")
    image = Image.open(io.BytesIO(buffer.data().data())).convert("RGB")
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


def main() -> None:
    """Open the sample in the real window and take every page, light and dark."""
    from zcpark_desktop.audit import check
    from zcpark_desktop.evaluate import evaluate, load_rules
    from zcpark_desktop.ui import theme
    from zcpark_desktop.ui.all_pages import BESIDE
    from zcpark_desktop.ui.app import make_application
    from zcpark_desktop.ui.session import Session
    from zcpark_desktop.ui.window import MainWindow

    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as own:
        os.environ["XDG_DATA_HOME"] = os.environ["LOCALAPPDATA"] = own
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, own)
        make_application()
        window = MainWindow()
        window.resize(*SIZE)
        window.show()
        window.furnish(Session(load_rules(), evaluate, check, window))
        for look in ("light", "dark"):
            theme.choose(look)
            wait(300)
            window.show_start()
            picture(window, IMAGES / f"start-{look}.png")
            window.files.open_sample()
            wait(2000)
            for step in (*window.workspace.steps, *BESIDE):
                window.workspace.open_step(step.id)
                wait(700)
                picture(window, IMAGES / f"{step.id}-{look}.png")
    os._exit(0)  # nothing is to be saved, and nothing asked


if __name__ == "__main__":
    main()
