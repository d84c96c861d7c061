"""Each command: what it does, what it prints, and its exit code."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from pathlib import Path

import pytest

from zcpark_desktop.project import dump_json, parse_json
from zcpark_desktop.storage.archive import open_project
from zcpark_desktop.storage.lock import Lock, acquire

from .conftest import SAMPLES, Run, is_one_sentence


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


def test_a_file_that_a_window_has_open_is_not_overwritten(empty: Path, run: Run) -> None:
    lock = acquire(empty)
    assert isinstance(lock, Lock)
    before = empty.read_bytes()
    code, _, err = run("new", empty, "--force")
    assert code == 2
    assert is_one_sentence(err)
    assert "请先在那里关闭它" in err
    assert empty.read_bytes() == before
    lock.release()
    assert run("new", empty, "--force")[0] == 0
    assert [path.name for path in empty.parent.iterdir()] == [empty.name]


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
    assert open_project(tmp_path / "a.zcpark").warnings == (
        "佐证材料“批文.pdf”的文件不在项目文件中；请在“佐证材料”中重新添加。",
    )


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
    for words in (
        project.title,
        project.basics.name,
        "市级",
        "基准年2025",
        f"{len(project.enterprises)}家",
        "文件格式：2",
    ):
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
    assert out.splitlines() == [str(document), "已回读核对1个文件：文字、表格和图与计算结果一致。"]
    with zipfile.ZipFile(document) as docx:
        assert "word/document.xml" in docx.namelist()


def test_export_is_the_same_to_the_byte_at_the_same_time(
    sample: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
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


def test_an_unknown_kind_of_document_is_refused_with_those_that_there_are(
    sample: Path, run: Run, tmp_path: Path
) -> None:
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


def test_dump_is_what_the_project_says_of_itself(sample: Path, run: Run) -> None:
    assert run("dump", sample)[1] == dump_json(open_project(sample).project) + "\n"
