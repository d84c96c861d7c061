"""The diagnostic zip that staff send to whoever helps them: logs, versions, settings; the project only if they wish."""

from __future__ import annotations

import getpass
import os
import platform
import re
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from .. import __version__, logs, paths
from ..licences import licences
from ..project import Project, dump_json
from . import disk
from .clock import Clock, now
from .refusals import refusal

ABOUT = """\
零碳园区申报 诊断包

内容：
  版本.txt    程序、Python、系统和各组成部分的版本
  设置.txt    窗口设置（不含文件位置和最近打开的项目）
  日志        程序运行日志和出错记录，其中的用户名和个人文件夹已替换
  项目.json   当前项目的数据（{project}）

请把本文件交给技术支持人员。
"""
SETTINGS = ("appearance", "window/")
"""Beginnings of the settings that say nothing of a person or a place."""


def write(path: Path, settings: Mapping[str, str], facts: Mapping[str, str], project: Project | None = None, *,
          clock: Clock = now) -> None:
    """Write the zip.

    Args:
        settings: all of the window's settings; those that name files are left out.
        facts: what else is known of the machine, title -> words.
        project: put in only when the user wants it.

    Raises:
        StorageError: it cannot be written.
    """
    moment = clock()
    entries = {
        "说明.txt": ABOUT.format(project="按您的选择放入" if project else "未放入"),
        "版本.txt": _lines(_versions() | {"时间": f"{moment:%Y-%m-%d %H:%M:%S}（UTC）"} | dict(facts)),
        "设置.txt": _lines({key: value for key, value in sorted(settings.items()) if key.startswith(SETTINGS)}),
    }
    try:
        for log in sorted(logs.folder().glob("*.log*")):
            entries[f"日志/{log.name}"] = without_person(log.read_text(encoding="utf-8", errors="replace"))
    except OSError as error:
        raise refusal("读取日志", error.filename or paths.APP_NAME, error) from error
    if project is not None:
        entries["项目.json"] = dump_json(project)

    def pack(file: BinaryIO) -> None:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in entries.items():
                archive.writestr(zipfile.ZipInfo(name, moment.timetuple()[:6]), text, zipfile.ZIP_DEFLATED)

    disk.write_whole(path, pack, doing="生成诊断包")


def without_person(text: str) -> str:
    """A log without the user's name and the place of the user's folder."""
    home, name = str(Path.home()), _user()
    for place in {home, home.replace("\\", "\\\\"), home.replace("\\", "/")}:
        if len(place) > 1:
            text = re.sub(re.escape(place), "~", text, flags=re.IGNORECASE)
    # what stands in a folder of users is a name, whoever's it is
    text = re.sub(r"(?i)([\\/](?:users|home)[\\/]+)[^\\/\s\"'”:]+", r"\1…", text)
    return re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "…", text) if len(name) > 2 and name != "root" else text


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _versions() -> dict[str, str]:
    found = {"程序": __version__, "打包": "是" if getattr(sys, "frozen", False) else "否",
             "Python": platform.python_version(), "系统": platform.platform(), "处理器": platform.machine(),
             "处理器数": str(os.cpu_count()), "编码": sys.getfilesystemencoding()}
    return found | dict(part.title.rpartition(" ")[::2] for part in licences() if " " in part.title)


def _lines(facts: Mapping[str, str]) -> str:
    return "".join(f"{title}：{words}\n" for title, words in facts.items())
