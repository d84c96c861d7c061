"""The command line: what each command prints, and its exit code."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from zcpark_desktop import paths
from zcpark_desktop.cli import commands, main
from zcpark_desktop.project import dump_json, parse_json
from zcpark_desktop.storage.archive import open_project

SAMPLES = paths.resources() / "samples"
COMMANDS = ("new", "schema", "import", "dump", "info", "evaluate", "check", "export")

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command; its exit code, and what it wrote to standard output and standard error."""
    def call(*arguments: object) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        return code, *capsys.readouterr()

    return call


@pytest.fixture
def sample(tmp_path: Path, run: Run) -> Path:
    """The sample park in a project file."""
    path = tmp_path / "示例.zcpark"
    assert run("new", path, "--sample")[0] == 0
    return path


@pytest.fixture
def empty(tmp_path: Path, run: Run) -> Path:
    """A project in which nothing is filled in."""
    path = tmp_path / "新园区.zcpark"
    assert run("new", path)[0] == 0
    return path


def in_a_process(*arguments: object, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """The command as the system starts it."""
    command = [sys.executable, "-m", "zcpark_desktop", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, cwd=Path(__file__).parents[2], **options)


def is_one_sentence(text: str) -> bool:
    """One line of Chinese that ends as a sentence does."""
    return text.count("\n") == 1 and text.endswith("。\n") and re.search("[一-鿿]", text) is not None


# -- the commands ------------------------------------------------------------------------------------------------------


def test_a_new_project_is_named_after_its_file_and_has_its_years(empty: Path) -> None:
    project = open_project(empty).project
    assert project.title == "新园区"
    assert [year.year for year in project.years] == [2022, 2023, 2024, 2025, 2027, 2030]


def test_the_sample_comes_with_its_evidence(sample: Path) -> None:
    opened = open_project(sample)
    assert opened.project == parse_json((SAMPLES / "sample.json").read_bytes())
    assert opened.warnings == ()
    assert len(opened.manifest.evidence) == len(list((SAMPLES / "evidence").iterdir()))


@pytest.mark.parametrize("command", [["new"], ["import", SAMPLES / "nearly_empty.json", "-o"]])
def test_a_file_is_overwritten_only_by_force(empty: Path, run: Run, command: list[object]) -> None:
    before = empty.read_bytes()
    code, out, err = run(*command, empty)
    assert (code, out) == (2, "")
    assert is_one_sentence(err)
    assert "--force" in err
    assert empty.read_bytes() == before
    assert run(*command, empty, "--force")[0] == 0


def test_what_is_dumped_can_be_imported_and_is_the_same(sample: Path, run: Run, tmp_path: Path) -> None:
    _, dumped, _ = run("dump", sample)
    data = tmp_path / "data.json"
    data.write_text(dumped, encoding="utf-8")
    assert run("import", data, "-o", tmp_path / "b.zcpark")[0] == 0
    assert open_project(tmp_path / "b.zcpark").project == open_project(sample).project
    assert run("dump", tmp_path / "b.zcpark")[1] == dumped


def test_a_dump_shows_every_field(empty: Path, run: Run) -> None:
    plain = json.loads(run("dump", empty)[1])
    assert plain["period"]["base_year"] == 2025
    assert plain["years"][3]["electricity"]["grid_10k_kwh"] is None


def test_import_takes_the_evidence_that_lies_beside_the_data(run: Run, tmp_path: Path) -> None:
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "证书.pdf").write_bytes(b"%PDF")
    row = {"title": "证书", "file": {"name": "证书.pdf", "sha256": hashlib.sha256(b"%PDF").hexdigest(), "size": 4}}
    other = {"title": "批文", "file": {"name": "批文.pdf", "sha256": "0" * 64, "size": 4}}
    (tmp_path / "data.json").write_text(json.dumps({"evidence": [row, other]}), encoding="utf-8")
    code, out, _ = run("import", tmp_path / "data.json", "-o", tmp_path / "a.zcpark")
    assert code == 0
    assert "1份佐证材料没有文件" in out
    assert open_project(tmp_path / "a.zcpark").warnings == ("佐证材料“批文.pdf”的文件不在项目文件中；请在“佐证材料”中重新添加。",)


def test_data_without_an_identity_get_one_that_stays_the_same(run: Run, tmp_path: Path) -> None:
    (tmp_path / "data.json").write_text('{"title": "甲"}', encoding="utf-8")
    ids = set()
    for name in ("a.zcpark", "b.zcpark"):
        run("import", tmp_path / "data.json", "-o", tmp_path / name)
        ids.add(open_project(tmp_path / name).project.project_id)
    assert len(ids) == 1
    assert re.fullmatch("[0-9a-f]{32}", ids.pop())


def test_the_schema_describes_what_import_takes(run: Run) -> None:
    schema = json.loads(run("schema")[1])
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["properties"]["basics"]["title"] == "基本信息"


def test_info_names_park_level_years_and_numbers(sample: Path, run: Run) -> None:
    project = open_project(sample).project
    _, out, _ = run("info", sample)
    for words in (project.title, project.basics.name, "市级", "基准年2025", f"{len(project.enterprises)}家", "文件格式：1"):
        assert words in out


def test_evaluate_prints_every_row_of_every_scheme(sample: Path, run: Run) -> None:
    code, out, _ = run("evaluate", sample, "--json")
    assert code == 0
    schemes = {scheme["id"]: scheme["rows"] for scheme in json.loads(out)["schemes"]}
    assert len(schemes["wuxi-2025"]) == 31
    assert len(schemes) >= 3


def test_evaluate_can_be_asked_for_one_scheme(sample: Path, run: Run) -> None:
    _, out, _ = run("evaluate", sample, "--scheme", "wuxi-2025", "--json")
    assert [scheme["id"] for scheme in json.loads(out)["schemes"]] == ["wuxi-2025"]


def test_an_unknown_scheme_is_refused_with_those_that_there_are(sample: Path, run: Run) -> None:
    code, _, err = run("evaluate", sample, "--scheme", "x")
    assert code == 2
    assert is_one_sentence(err)
    assert "wuxi-2025" in err


def test_evaluate_prints_a_table_for_people(sample: Path, run: Run) -> None:
    _, out, _ = run("evaluate", sample, "--scheme", "wuxi-2025")
    lines = out.splitlines()
    assert lines[0].endswith("（wuxi-2025）")
    assert len(lines) == 2 + 31
    assert all(re.search("[✓✗…○–?] ", line) for line in lines[2:])


def test_check_exits_with_1_when_something_must_be_fixed(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.zcpark"
    run("import", SAMPLES / "nearly_empty.json", "-o", path)
    code, out, err = run("check", path, "--json")
    findings = json.loads(out)["findings"]
    assert (code, err) == (1, "")
    assert {"must_fix"} <= {finding["severity"] for finding in findings} <= {"must_fix", "explain", "hint"}
    assert set(findings[0]) == {"id", "severity", "sentence", "fields"}
    code, out, _ = run("check", path)
    assert code == 1
    assert len(out.splitlines()) == len(findings) + 1


def test_check_exits_with_0_when_nothing_must_be_fixed(sample: Path, run: Run) -> None:
    code, out, _ = run("check", sample, "--json")
    assert code == 0
    assert [finding for finding in json.loads(out)["findings"] if finding["severity"] == "must_fix"] == []


def test_export_writes_the_documents_and_says_which(sample: Path, run: Run, tmp_path: Path) -> None:
    code, out, err = run("export", sample, "--out", tmp_path / "out", "--only", "evidence")
    assert (code, err) == (0, "")
    (document,) = (tmp_path / "out").iterdir()
    assert out.splitlines() == [str(document)]
    with zipfile.ZipFile(document) as docx:
        assert "word/document.xml" in docx.namelist()


def test_export_is_the_same_to_the_byte_at_the_same_time(sample: Path, run: Run, tmp_path: Path,
                                                        monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772366400")
    written = []
    for name in ("a", "b"):
        run("export", sample, "--out", tmp_path / name, "--only", "evidence")
        written.append([path.read_bytes() for path in (tmp_path / name).iterdir()])
    assert written[0] == written[1]


def test_export_does_its_work_and_exits_with_1_when_something_must_be_fixed(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.zcpark"
    run("import", SAMPLES / "nearly_empty.json", "-o", path)
    code, out, err = run("export", path, "--out", tmp_path / "out", "--only", "evidence")
    assert (code, err) == (1, "")
    assert "必须修改" in out


def test_an_unknown_kind_of_document_is_refused_with_those_that_there_are(sample: Path, run: Run, tmp_path: Path) -> None:
    code, _, err = run("export", sample, "--out", tmp_path / "out", "--only", "x")
    assert code == 2
    assert is_one_sentence(err)
    assert "申报书" in err


def test_rules_of_ones_own_are_read(sample: Path, run: Run, tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    (rules / "schemes").mkdir(parents=True)
    (rules / "schemes" / "mine.toml").write_text("id = 7", encoding="utf-8")
    code, _, err = run("evaluate", sample, "--rules", rules)
    assert code == 2
    assert is_one_sentence(err)
    assert "mine.toml" in err


# -- the command line itself -------------------------------------------------------------------------------------------


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


@pytest.mark.parametrize("arguments", [
    ["frobnicate"], ["new"], ["dump"], ["import", "a.json"], ["info", "a.zcpark", "b.zcpark"], ["check", "--jso", "a.zcpark"],
    ["evaluate", "a.zcpark", "--scheme"], ["--version-of-nothing"], ["new", "a.zcpark", "--force=x"], ["export", "a.zcpark"],
    ["a.zcpark", "b.zcpark"], [""],
])
def test_a_wrong_command_line_is_refused_in_one_chinese_sentence(run: Run, arguments: list[str]) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert is_one_sentence(err)
    assert not re.search("error|argument|invalid|required|unrecognized|usage", err)


@pytest.mark.parametrize("arguments", [[], ["园区.zcpark"], ["园区.ZCPARK", "--exit-when-ready"], ["--exit-when-ready"]])
def test_without_a_command_the_window_opens(run: Run, arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from zcpark_desktop.ui import app

    opened: list[object] = []
    monkeypatch.setattr(app, "run", lambda given: opened.append(given) or 0)
    assert run(*arguments)[0] == 0
    assert opened == [arguments]


def test_help_loads_nothing_heavy() -> None:
    script = ("import sys; import zcpark_desktop.cli as cli; cli.build_parser(); "
              "print([m for m in ('pydantic', 'PySide6', 'pandas', 'matplotlib', 'docx', 'openpyxl') if m in sys.modules])")
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_commands_load_no_window_and_no_tables() -> None:
    script = ("import sys; import zcpark_desktop.cli.commands; "
              "print([m for m in ('PySide6', 'pandas', 'matplotlib', 'docx', 'openpyxl') if m in sys.modules])")
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_output_is_utf_8_whatever_the_code_page(sample: Path) -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "gbk"}
    done = in_a_process("info", sample, env=environment)
    assert done.returncode == 0
    assert "园区名称：" in done.stdout.decode("utf-8")
    done = in_a_process("info", sample.with_name("没有.zcpark"), env=environment)
    assert done.returncode == 2
    assert "没有.zcpark" in done.stderr.decode("utf-8")


def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    command = [sys.executable, "-m", "zcpark_desktop", "schema"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=Path(__file__).parents[2]) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_output_that_cannot_be_written_is_said_in_one_sentence() -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run([sys.executable, "-m", "zcpark_desktop", "schema"], stdout=full, stderr=subprocess.PIPE,
                              cwd=Path(__file__).parents[2])
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
        run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
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


def test_dump_is_what_the_project_says_of_itself(sample: Path, run: Run) -> None:
    assert run("dump", sample)[1] == dump_json(open_project(sample).project) + "\n"


def test_the_module_can_be_run() -> None:
    assert in_a_process("schema").returncode == 0
