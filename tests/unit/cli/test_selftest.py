"""`--selftest` passes where the program works, and fails where one part does not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from zcpark_desktop.cli import main, selftest

from .conftest import Run, is_one_sentence

ROOT = Path(__file__).parents[3]


def test_a_working_program_passes_and_leaves_report_documents_and_pictures(tmp_path: Path) -> None:
    folder = tmp_path / "自检 报告"
    environment = {name: value for name, value in os.environ.items() if name != "DISPLAY"}
    done = subprocess.run([sys.executable, "-m", "zcpark_desktop", "--selftest", str(folder)], cwd=ROOT,
                          env=environment, capture_output=True, text=True, encoding="utf-8", timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    report = (folder / selftest.REPORT).read_text(encoding="utf-8")
    assert report == done.stdout
    assert [line.split("：")[0] for line in report.splitlines() if line.startswith("通过")] == [
        f"通过  {title}" for title in selftest.CHECKS]
    assert report.endswith("自检通过。\n")
    assert len(list((folder / "文件").glob("*.docx"))) == 6
    assert len(list((folder / "窗口").glob("*.png"))) >= 14  # the start page and a page for each step
    assert not list(Path(os.environ["XDG_DATA_HOME"]).rglob("journal*")), "work is left that nobody did"


def test_a_check_that_fails_is_told_and_the_others_still_run(tmp_path: Path, run: Run,
                                                             monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: Path) -> str:
        raise FileNotFoundError("缺少 resources 文件夹")

    monkeypatch.setattr(selftest, "CHECKS", {"规则": broken, "指标": selftest.CHECKS["指标"]})
    code, said, _ = run("--selftest", tmp_path)
    assert code == 1
    assert "失败  规则：缺少 resources 文件夹" in said and "Traceback" in said
    assert "通过  指标" in said
    assert said.endswith("自检未通过。\n")


def test_a_sample_without_a_met_row_is_no_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from zcpark_desktop.project import new_project

    monkeypatch.setattr(selftest, "_sample", new_project)
    monkeypatch.setattr(selftest, "CHECKS", {"指标": selftest.CHECKS["指标"]})
    assert main(["--selftest", str(tmp_path)]) == 1


@pytest.mark.parametrize("folders", [[], ["一", "二"]])
def test_one_folder_must_be_named(run: Run, folders: list[str]) -> None:
    code, _, said = run("--selftest", *folders)
    assert code == 2 and is_one_sentence(said) and "文件夹" in said
