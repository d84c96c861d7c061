"""The diagnostic zip holds logs, versions and settings; nothing of a person, and of the project only what was asked."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from zcpark_desktop import __version__, logs
from zcpark_desktop.project import new_project
from zcpark_desktop.storage import diagnostics
from zcpark_desktop.storage.refusals import StorageError

SETTINGS = {"appearance": "dark", "window/geometry": "x", "recent": '["C:/张三/园区.zcpark"]', "folder": "C:/张三",
            "export/template": "D:/张三/模板.docx"}  # fmt: skip


def read(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_it_holds_versions_settings_and_logs_but_no_project(tmp_path: Path) -> None:
    (logs.folder() / logs.LOG).write_text("出错了", encoding="utf-8")
    diagnostics.write(tmp_path / "包.zip", SETTINGS, {"Qt": "6.11"})
    entries = read(tmp_path / "包.zip")
    assert set(entries) == {"说明.txt", "版本.txt", "设置.txt", "日志/zcpark.log"}
    assert f"程序：{__version__}" in entries["版本.txt"] and "Qt：6.11" in entries["版本.txt"]
    assert "pydantic：" in entries["版本.txt"]
    assert entries["设置.txt"] == "appearance：dark\nwindow/geometry：x\n"
    assert "张三" not in "".join(entries.values())


def test_the_project_is_put_in_when_it_is_wanted(tmp_path: Path) -> None:
    diagnostics.write(tmp_path / "包.zip", {}, {}, new_project("锡东园区"))
    assert "锡东园区" in read(tmp_path / "包.zip")["项目.json"]


@pytest.mark.parametrize("line", [
    'File "C:\\Users\\zhangsan\\AppData\\Local\\zcpark\\a.py", line 3',
    "无法打开“C:/Users/张三/桌面/园区.zcpark”",
    'File "' + '/'.join(('', 'home', 'zhangsan', 'zcpark', 'a.py')) + '", line 3',
])  # fmt: skip
def test_a_log_loses_the_names_of_users(line: str) -> None:
    without = diagnostics.without_person(line)
    assert "zhangsan" not in without and "张三" not in without
    assert "a.py" in without or "园区.zcpark" in without


def test_the_users_own_folder_and_name_are_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: Path("/data/lisi"))
    monkeypatch.setattr(diagnostics, "_user", lambda: "lisi")
    assert diagnostics.without_person("/data/lisi/x of lisi, not lisiX") == "~/x of …, not lisiX"


def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="无法生成诊断包“.*”：.*。"):
        diagnostics.write(tmp_path / "nowhere" / "包.zip", {}, {})
