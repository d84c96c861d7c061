"""“导出边界…”: the park's rings as a file for other programs, written whole or not at all."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from zcpark_desktop.boundary import BoundaryError
from zcpark_desktop.boundary.writing import FORMATS, written
from zcpark_desktop.project import Project
from zcpark_desktop.storage.disk import write_whole
from zcpark_desktop.storage.refusals import StorageError

from .. import work
from ..evidence.opening import safe_name
from ..recent import last_folder, use_folder

FILTERS = {f"{name} (*{suffix})": suffix for suffix, name in FORMATS.items()}


def ask_for_path(parent: QWidget, title: str) -> Path | None:
    """Where the user wants the file; the ending of the chosen kind is added where it is missing."""
    suggestion = Path(last_folder()) / safe_name(f"{title or '园区'}边界.geojson")
    name, kind = QFileDialog.getSaveFileName(parent, "导出边界", str(suggestion), ";;".join(FILTERS))
    if not name:
        return None
    path = Path(name)
    if path.suffix.lower() not in FORMATS:
        path = path.with_name(f"{path.name}{FILTERS.get(kind, '.geojson')}")
    use_folder(path)
    return path


def export(parent: QWidget, project: Project, path: Path) -> str:
    """Write the boundary beside the window; a sentence on what became of it."""
    boundary = project.boundary
    title = project.basics.name or project.title

    def job(progress: work.Progress) -> None:
        progress.report(0.0, f"正在写入 {path.name}")
        content = written(boundary.park_rings, boundary.reference_system, path.name, title)
        write_whole(path, lambda file: file.write(content), doing="导出")

    try:
        work.run(parent, "正在导出边界", job, can_cancel=False)
    except (BoundaryError, StorageError) as error:
        return f"✗ {error}"
    return f"已导出到“{path}”。"
