"""Whatever a command is given: a result, or exit code 2 with one sentence; never a traceback."""

from __future__ import annotations

import json
import random
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from zcpark_desktop import paths
from zcpark_desktop.cli import main

SAMPLE = paths.resources() / "samples" / "sample.json"


@pytest.fixture
def refused(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Runs a command that has to be refused; the sentence."""

    def call(*arguments: object) -> str:
        code = main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert (code, out) == (2, "")
        assert re.fullmatch(r"[^\n]*[一-鿿][^\n]*。\n", err), err
        assert "程序内部出错" not in err
        return err

    return call


@pytest.fixture
def saved(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A project file with nothing wrong."""
    path = tmp_path / "园区.zcpark"
    assert main(["new", str(path)]) == 0
    capsys.readouterr()
    return path


DATA: dict[str, tuple[bytes | str, str]] = {
    "unknown key": ('{"basics": {"nmae": "甲"}}', "“nmae”"),
    "text for a number": ('{"years": [{"year": 2025, "economy": {"gdp_10k_yuan": "很多"}}]}', "应为数字"),
    "true for a number": ('{"years": [{"year": 2025, "economy": {"gdp_10k_yuan": true}}]}', "应为数字"),
    "a negative quantity": ('{"years": [{"year": 2025, "economy": {"gdp_10k_yuan": -1}}]}', "不能为负数"),
    "a number beyond all bounds": ('{"years": [{"year": 2025, "economy": {"gdp_10k_yuan": 1e99}}]}', "数字过大"),
    "NaN": ('{"years": [{"year": 2025, "economy": {"gdp_10k_yuan": NaN}}]}', "NaN"),
    "a year outside of the project's": ('{"years": [{"year": 2001}]}', "2001年"),
    "a target of another year": ('{"targets": [{"indicator": "x", "year": 2050}]}', "2050"),
    "an enterprise's year without the park's": (
        '{"years": [{"year": 2025}], "enterprises": [{"name": "甲", "annual": [{"year": 2024}]}]}',
        "2024年",
    ),
    "years in the wrong order": (
        '{"period": {"base_year": 2028, "near_term_year": 2027, "long_term_year": 2030}}',
        "依次",
    ),
    "the same year twice": ('{"years": [{"year": 2025}, {"year": 2025}]}', "重复"),
    "a billion enterprises": ('{"basics": {"enterprise_count": 1000000000}}', "不能大于10000000"),
    "a billion vehicles": ('{"years": [{"year": 2025, "vehicles": [{"number": 1000000000}]}]}', "不能大于"),
    "more rows than a table may have": ('{"buildings": [' + "{}," * 100_000 + "{}]}", "最多100000行"),
    "an unknown energy": ('{"years": [{"year": 2025, "energy": [{"energy": "magic"}]}]}', "magic"),
    "an unknown choice": ('{"basics": {"level_applied": "planet"}}', "应为下列之一"),
    "a date that is none": ('{"basics": {"established_on": "2025-02-30"}}', "应为日期"),
    "a field twice": ('{"title": "甲", "title": "乙"}', "写了两次"),
    "a text with a line break in the message": (
        '{"years": [{"year": 2025, "heat": {"supplier": 7, "\\n": 1}}]}',
        "供热单位",
    ),
    "no object": ("[]", "最外层"),
    "no JSON": ("{", "不合JSON格式"),
    "nothing": ("", "不合JSON格式"),
    "another encoding": ('{"title": "甲"}'.encode("gbk"), "UTF-8"),
    "deep nesting": ("[" * 100_000, "嵌套过深"),
    "a number of a million digits": ('{"title": ' + "1" * 1_000_000 + "}", "位数过多"),
    "random bytes": (random.Random(7).randbytes(1000), "UTF-8"),
}


@pytest.mark.parametrize(("content", "said"), DATA.values(), ids=DATA.keys())
def test_data_that_are_no_project_are_not_imported(
    tmp_path: Path, refused: Callable[..., str], content: bytes | str, said: str
) -> None:
    data = tmp_path / "data.json"
    data.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert said in refused("import", data, "-o", tmp_path / "a.zcpark")
    assert not (tmp_path / "a.zcpark").exists()


@pytest.mark.parametrize("command", ["dump", "info", "evaluate", "check", "export"])
def test_every_command_refuses_what_is_no_project_file(
    tmp_path: Path, refused: Callable[..., str], command: str
) -> None:
    out = ["--out", tmp_path / "out"] if command == "export" else []
    (tmp_path / "text.zcpark").write_text("no zip", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "zip.zcpark", "w") as archive:
        archive.writestr("readme.txt", "a zip that is no project")
    for name, said in (
        ("text.zcpark", "不是零碳园区项目文件"),
        ("zip.zcpark", "缺少 manifest.json"),
        (".", "文件夹"),
        ("gone.zcpark", "不存在"),
    ):
        assert said in refused(command, tmp_path / name, *out)
    assert not (tmp_path / "out").exists()


def test_a_zip_that_would_write_elsewhere_is_refused(saved: Path, refused: Callable[..., str]) -> None:
    with zipfile.ZipFile(saved, "a") as archive:
        archive.writestr("../../evil.txt", "x")
    assert "为安全起见未打开" in refused("info", saved)
    assert list(saved.parent.parent.rglob("evil.txt")) == []


def test_a_zip_bomb_is_refused(saved: Path, refused: Callable[..., str]) -> None:
    with zipfile.ZipFile(saved) as archive:
        manifest = archive.read("manifest.json")
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", manifest)
        archive.writestr("project.json", b" " * (100 * 1024**2))
    assert saved.stat().st_size < 200_000
    assert "压缩比异常" in refused("info", saved)


def test_a_directory_of_a_billion_entries_is_refused(saved: Path, refused: Callable[..., str]) -> None:
    content = bytearray(saved.read_bytes())
    struct.pack_into("<HHL", content, len(content) - 14, 0xFFFF, 0xFFFF, 0xFFFFFFF0)
    saved.write_bytes(content)
    assert "条目过多" in refused("info", saved)


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["new", "{folder}/gone/a.zcpark"], "不存在"),
        (["new", "{folder}", "--force"], "文件夹"),
        (["import", "{folder}/gone.json", "-o", "{folder}/a.zcpark"], "不存在"),
        (["export", "{saved}", "--out", "{saved}"], "文件夹"),
        (["evaluate", "{saved}", "--rules", "{folder}/gone"], "规则"),
        (["new", "{folder}/" + "长" * 300 + ".zcpark"], "文件名过长"),
    ],
)
def test_places_that_cannot_be_used_are_named(
    tmp_path: Path, saved: Path, refused: Callable[..., str], command: list[str], said: str
) -> None:
    assert said in refused(*(word.format(folder=tmp_path, saved=saved) for word in command))


VALUES: list[Any] = [
    None,
    True,
    -1,
    0,
    10**30,
    1.5,
    "",
    "x",
    "١٢٣",
    "\n",
    "1e5",
    [],
    {},
    [None],
    [[]],
    {"a": 1},
    "9" * 5000,
]


def _places(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [path, *(place for key, below in inside for place in _places(below, (*path, key)))]


def test_the_sample_with_any_value_in_any_place_is_imported_or_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    places = [place for place in _places(json.loads(text)) if place]
    chance = random.Random(2025)
    codes = set()
    for number in range(60):
        data = json.loads(text)
        *steps, last = chance.choice(places)
        node = data
        for step in steps:
            node = node[step]
        node[last] = chance.choice(VALUES)
        file = tmp_path / "data.json"
        file.write_text(json.dumps(data), encoding="utf-8")
        code = main(["import", str(file), "-o", str(tmp_path / f"{number}.zcpark")])
        _, err = capsys.readouterr()
        assert code in (0, 2), (steps, last, node[last])
        assert "程序内部出错" not in err
        assert err.count("\n") == (1 if code else 0)
        codes.add(code)
    assert codes == {0, 2}
