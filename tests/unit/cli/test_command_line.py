"""The command line itself: help, refusals, encodings, broken pipes, and errors that nobody foresaw."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from zcpark_desktop import paths
from zcpark_desktop.cli import commands, main

from .conftest import Run, is_one_sentence

COMMANDS = ("new", "schema", "import", "dump", "info", "evaluate", "check", "export", "boundary", "verify",
            "package", "fill", "template", "collect", "workbook", "rules", "manual")
ROOT = Path(__file__).parents[3]


def in_a_process(*arguments: object, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """The command as the system starts it."""
    command = [sys.executable, "-m", "zcpark_desktop", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, cwd=ROOT, **options)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_in_chinese(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    out = capsys.readouterr().out
    assert ended.value.code == 0
    assert out.startswith(f"用法：zcpark {command}")
    assert not re.search("usage|positional|options:|show this", out)


def test_help_lists_exactly_these_commands(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    listed = re.findall(r"^    ([a-z]+) ", capsys.readouterr().out, re.MULTILINE)
    assert tuple(listed) == COMMANDS


@pytest.mark.parametrize(
    "arguments",
    [
        ["frobnicate"],
        ["new"],
        ["dump"],
        ["import", "a.json"],
        ["info", "a.zcpark", "b.zcpark"],
        ["check", "--jso", "a.zcpark"],
        ["evaluate", "a.zcpark", "--scheme"],
        ["--version-of-nothing"],
        ["new", "a.zcpark", "--force=x"],
        ["export", "a.zcpark"],
        ["a.zcpark", "b.zcpark"],
        [""],
    ],
)
def test_a_wrong_command_line_is_refused_in_one_chinese_sentence(run: Run, arguments: list[str]) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert is_one_sentence(err)
    assert not re.search("error|argument|invalid|required|unrecognized|usage", err)


@pytest.mark.parametrize(
    "arguments", [[], ["园区.zcpark"], ["园区.ZCPARK", "--exit-when-ready"], ["--exit-when-ready"]]
)
def test_without_a_command_the_window_opens(run: Run, arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from zcpark_desktop.ui import app

    opened: list[object] = []
    monkeypatch.setattr(app, "run", lambda given: opened.append(given) or 0)
    assert run(*arguments)[0] == 0
    assert opened == [arguments]


def test_help_loads_nothing_heavy() -> None:
    script = (
        "import sys; import zcpark_desktop.cli.parser as parser; parser.build_parser(); "
        "print([m for m in ('pydantic', 'PySide6', 'pandas', 'matplotlib', 'docx', 'openpyxl') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_commands_load_no_window_and_no_tables() -> None:
    script = (
        "import sys; import zcpark_desktop.cli.commands; "
        "print([m for m in ('PySide6', 'pandas', 'matplotlib', 'docx', 'openpyxl') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_output_is_utf_8_whatever_the_code_page(sample: Path) -> None:
    environment = {
        **os.environ,
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONIOENCODING": "gbk",
    }
    done = in_a_process("info", sample, env=environment)
    assert done.returncode == 0
    assert "园区名称：" in done.stdout.decode("utf-8")
    done = in_a_process("info", sample.with_name("没有.zcpark"), env=environment)
    assert done.returncode == 2
    assert "没有.zcpark" in done.stderr.decode("utf-8")


def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    command = [sys.executable, "-m", "zcpark_desktop", "schema"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_output_that_cannot_be_written_is_said_in_one_sentence() -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "zcpark_desktop", "schema"],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=ROOT,
        )
    assert done.returncode == 2
    assert is_one_sentence(done.stderr.decode("utf-8"))


def test_an_interrupted_command_exits_with_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "schema", interrupted)
    assert run("schema") == (130, "", "")


def test_an_unforeseen_error_is_one_sentence_and_a_log(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> int:
        raise ZeroDivisionError("first line\nsecond line")

    monkeypatch.setattr(commands, "schema", broken)
    code, out, err = run("schema")
    assert (code, out) == (2, "")
    assert is_one_sentence(err)
    assert "second line" not in err
    (log,) = (paths.user_data() / "logs").iterdir()
    assert str(log) in err
    assert "second line" in log.read_text(encoding="utf-8")


def test_an_unforeseen_error_without_a_place_for_the_log_is_still_one_sentence(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> int:
        raise ZeroDivisionError

    def nowhere() -> Path:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(commands, "schema", broken)
    monkeypatch.setattr(paths, "user_data", nowhere)
    code, _, err = run("schema")
    assert code == 2
    assert is_one_sentence(err)


def test_a_wrong_clock_is_said_so(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "noon")
    code, _, err = run("new", tmp_path / "a.zcpark")
    assert code == 2
    assert is_one_sentence(err)
    assert "SOURCE_DATE_EPOCH" in err


def test_the_module_can_be_run() -> None:
    assert in_a_process("schema").returncode == 0
