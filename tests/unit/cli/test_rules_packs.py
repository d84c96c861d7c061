"""`rules`: packs made, looked into, taken and taken back from a terminal, and what that does to the other commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from zcpark_desktop import paths

from .conftest import Run, is_one_sentence

SCHEME = (paths.resources() / "rules/schemes/jiangsu-2024.toml").read_text(encoding="utf-8")
HEAD = 'id = "jiangsu"\ntitle = "江苏省指标更新"\ndate = 2026-03-01\nissuer = "省发展改革委"\nprogram = "0.1.0"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "src"
    (made / "schemes").mkdir(parents=True)
    (made / "pack.toml").write_text(HEAD, encoding="utf-8")
    tighter = SCHEME.replace("target = { limit = 0.35 }", "target = { limit = 0.15 }")
    (made / "schemes/jiangsu-2024.toml").write_text(tighter, encoding="utf-8")
    return made


@pytest.fixture
def pack(folder: Path, tmp_path: Path, run: Run) -> Path:
    file = tmp_path / "江苏 更新.zcrules"
    code, out, err = run("rules", "pack", folder, "-o", file)
    assert (code, err) == (0, "") and "校验值（SHA-256）" in out
    return file


def first_limit(run: Run, project: Path) -> object:
    code, out, _ = run("evaluate", project, "--scheme", "jiangsu-2024", "--json")
    assert code == 0
    return json.loads(out)["schemes"][0]["rows"][0]["horizons"]["current"]["limit"]


def test_showing_a_pack_tells_what_would_change_and_changes_nothing(run: Run, pack: Path, sample: Path) -> None:
    before = first_limit(run, sample)
    code, out, err = run("rules", "show", pack, "--project", sample)
    assert (code, err) == (0, "")
    assert "江苏省指标更新" in out and "替换现有的" in out
    assert out.count("≤0.35 → ≤0.15") == 3 and "✓ 达标 → ✗ 未达标" in out
    assert first_limit(run, sample) == before


def test_an_installed_pack_counts_until_it_is_removed(run: Run, pack: Path, sample: Path) -> None:
    before = first_limit(run, sample)
    assert run("rules", "install", pack)[0] == 0
    assert first_limit(run, sample) != before
    assert "在用" in run("rules", "list")[1]
    assert "该项目的各项指标没有变化" in run("rules", "show", pack, "--project", sample)[1]
    assert run("rules", "remove", "jiangsu")[0] == 0
    assert first_limit(run, sample) == before
    assert "停用" in run("rules", "list")[1]


def test_removing_what_is_not_there_is_refused_in_one_sentence(run: Run) -> None:
    code, out, err = run("rules", "remove", "jiangsu")
    assert (code, out) == (2, "") and is_one_sentence(err)


def test_a_folder_with_a_misspelt_rule_makes_no_pack(run: Run, folder: Path, tmp_path: Path) -> None:
    scheme = folder / "schemes/jiangsu-2024.toml"
    scheme.write_text(scheme.read_text(encoding="utf-8").replace("limit = 0.15", "limt = 0.15"), encoding="utf-8")
    code, _, err = run("rules", "pack", folder, "-o", tmp_path / "x.zcrules")
    assert code == 2 and is_one_sentence(err) and "未知字段“limt”" in err
    assert not (tmp_path / "x.zcrules").exists()


def test_a_template_that_is_no_word_document_is_refused(run: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "template.docx").write_bytes(b"no document")
    code, _, err = run("rules", "pack", folder, "-o", tmp_path / "x.zcrules")
    assert code == 2 and is_one_sentence(err) and "template.docx 不是可用的 Word 文档" in err


def test_the_template_of_a_pack_gives_documents_their_look(
    run: Run, folder: Path, tmp_path: Path, sample: Path
) -> None:
    import docx

    template = docx.Document()
    template.sections[0].page_width = docx.shared.Mm(182)
    template.save(str(folder / "template.docx"))
    file = tmp_path / "x.zcrules"
    assert run("rules", "pack", folder, "-o", file)[0] == 0
    assert run("rules", "install", file)[0] == 0
    run("export", sample, "--out", tmp_path / "out", "--only", "exemptions")
    (written,) = (tmp_path / "out").glob("*.docx")
    assert round(docx.Document(str(written)).sections[0].page_width.mm) == 182
