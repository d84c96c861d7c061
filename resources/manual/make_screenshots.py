"""Makes the pictures of the manual anew from the sample park: every page of the window, light and dark.

    python resources/manual/make_screenshots.py

Needs the program's dependencies and Pillow (which comes with matplotlib); no screen.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402
from PySide6.QtCore import QBuffer, QEventLoop, QSettings, QTimer  # noqa: E402
from PySide6.QtWidgets import QWidget  # noqa: E402

if TYPE_CHECKING:
    from zcpark_desktop.project import Project
    from zcpark_desktop.rules import Rules
    from zcpark_desktop.ui.window import MainWindow

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


def filled_in(project: Project, rules: Rules, folder: Path) -> Path:
    """A folder with the workbooks of three enterprises that answered, as the collecting page reads them."""
    from zcpark_desktop.excel.templates import enterprise_templates
    from zcpark_desktop.project import with_values
    from zcpark_desktop.storage.clock import now

    folder.mkdir()
    keys = [each.key for each in project.enterprises[:3]]
    year = project.period.base_year
    answered = with_values(project, [(f"enterprises/{key}/annual/{year}/output_10k_yuan", Decimal(20_000 + 1_500 * at))
                                     for at, key in enumerate(keys)])
    list(enterprise_templates(answered, rules, folder, now, keys))
    return folder


def prepare(window: MainWindow, step_id: str, page: QWidget, folder: Path) -> None:
    """Bring a page to where there is something to see of it."""
    session = window.session
    match step_id:
        case "boundary":
            window.workspace.jump("boundary/rings")
        case "collecting":
            page.read([filled_in(session.project, session.rules, folder)])
        case "findings":
            session.set_value("boundary/area_km2", Decimal(20))
            session.set_value(f"years/{session.project.period.base_year}/economy/gdp_10k_yuan", Decimal(9_559))
            wait(1500)


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
                page = window.workspace.open_step(step.id)
                prepare(window, step.id, page, Path(own) / f"{step.id}-{look}")
                wait(900)
                picture(window, IMAGES / f"{step.id}-{look}.png")
    os._exit(0)  # nothing is to be saved, and nothing asked


if __name__ == "__main__":
    main()
