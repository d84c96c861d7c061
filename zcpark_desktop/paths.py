"""Where the program's own files and the user's files lie."""

from __future__ import annotations

from pathlib import Path

APP_NAME = "zcpark_desktop"


def resources() -> Path:
    """The folder of rules, templates, icons, samples and the manual.

    Beside the package in a checkout and in the frozen program, inside it in a wheel.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    package = Path(__file__).resolve().parent
    for folder in (package / "_resources", package.parent / "resources"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError("程序文件不完整：缺少 resources 文件夹，请重新安装。")


def user_data() -> Path:
    """The user's local data folder (journals, versions, own rules); made on demand."""
    import platformdirs

    return Path(platformdirs.user_data_dir(APP_NAME, appauthor=False, ensure_exists=True))


def user_rules() -> Path | None:
    """The folder of the user's own rule files beside the shipped ones; None where there is none."""
    folder = user_data() / "rules"
    return folder if folder.is_dir() else None
