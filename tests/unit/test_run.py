"""`run.py` sets up once, takes up what was interrupted, and says in a sentence what it cannot do."""

from __future__ import annotations

import importlib.util
import json
import os
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "run.py"


class Machine:
    """Stands for the programs that `run.py` calls: remembers the calls, and answers with the status set for a word."""

    def __init__(self, run: ModuleType) -> None:
        self.run = run
        self.calls: list[list[str]] = []
        self.failing: str | None = None

    def call(self, command: list[str], **_: object) -> int:
        self.calls.append(command)
        if self.failing and self.failing in command:
            return 1
        if "venv" in command:
            self.run.PYTHON.parent.mkdir(parents=True, exist_ok=True)
            self.run.PYTHON.touch()
            self.run.STAMP.unlink(missing_ok=True)
        return 0

    def said(self, *words: str) -> list[list[str]]:
        """The calls that contain all the words."""
        return [call for call in self.calls if set(words) <= set(call)]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """run.py as a module whose project folder is an empty one with locks."""
    spec = importlib.util.spec_from_file_location("run", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "PYTHON", tmp_path / ".venv/bin/python")
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv/ready.json")
    monkeypatch.setattr(module, "OUT", tmp_path / "out")
    (tmp_path / "locks").mkdir()
    for purpose in ("run", "test"):
        (tmp_path / f"locks/{purpose}.txt").write_text("pydantic==2.14.3\n", encoding="utf-8")
    return module


@pytest.fixture
def machine(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """A machine that lacks nothing, and has no display."""
    machine = Machine(run)
    monkeypatch.setattr(run.sys, "platform", "linux")
    monkeypatch.setattr(run.subprocess, "call", machine.call)
    monkeypatch.setattr(run, "missing_libraries", list)
    monkeypatch.setattr(run, "has_chinese_font", lambda: True)
    monkeypatch.setattr(run.shutil, "which", lambda program: f"/usr/bin/{program}")
    monkeypatch.setattr(run, "has_display", lambda: False)
    return machine


def test_the_dependencies_are_installed_with_their_hashes(run: ModuleType, machine: Machine) -> None:
    run.prepare_python(["run", "test"])
    (pip,) = machine.said("pip")
    assert "--require-hashes" in pip
    assert [pip[at + 1] for at, word in enumerate(pip) if word == "-r"] == [
        str(run.ROOT / "locks/run.txt"),
        str(run.ROOT / "locks/test.txt"),
    ]


def test_a_second_call_does_nothing(run: ModuleType, machine: Machine) -> None:
    run.prepare_python(["run"])
    machine.calls.clear()
    run.prepare_python(["run"])
    assert machine.calls == []


def test_what_the_tests_need_is_added_to_what_is_there(run: ModuleType, machine: Machine) -> None:
    run.prepare_python(["run"])
    machine.calls.clear()
    run.prepare_python(["run", "test"])
    assert not machine.said("venv")
    assert machine.said("pip")


def test_starting_the_program_after_the_tests_installs_nothing(run: ModuleType, machine: Machine) -> None:
    run.prepare_python(["run", "test"])
    machine.calls.clear()
    run.prepare_python(["run"])
    assert machine.calls == []


def test_a_changed_lock_is_installed(run: ModuleType, machine: Machine) -> None:
    run.prepare_python(["run"])
    machine.calls.clear()
    (run.ROOT / "locks/run.txt").write_text("pydantic==2.14.4\n", encoding="utf-8")
    run.prepare_python(["run"])
    assert machine.said("pip")


def test_another_python_gets_an_environment_of_its_own(run: ModuleType, machine: Machine) -> None:
    run.prepare_python(["run"])
    stamp = json.loads(run.STAMP.read_text(encoding="utf-8"))
    run.STAMP.write_text(json.dumps(stamp | {"python": "3.11.0 /usr"}), encoding="utf-8")
    machine.calls.clear()
    run.prepare_python(["run"])
    assert machine.said("venv", "--clear")


def test_an_interrupted_installation_is_done_anew(run: ModuleType, machine: Machine) -> None:
    machine.failing = "pip"
    with pytest.raises(run.SetupError, match="依赖软件安装失败"):
        run.prepare_python(["run"])
    assert not run.STAMP.exists()
    machine.failing = None
    machine.calls.clear()
    run.prepare_python(["run"])
    assert machine.said("venv", "--clear") and machine.said("pip")


def test_a_broken_stamp_counts_as_none(run: ModuleType, machine: Machine) -> None:
    run.prepare_python(["run"])
    run.STAMP.write_text('{"python": ', encoding="utf-8")
    machine.calls.clear()
    run.prepare_python(["run"])
    assert machine.said("venv", "--clear")


def test_without_a_display_the_sample_is_exported(
    run: ModuleType, machine: Machine, capsys: pytest.CaptureFixture
) -> None:
    assert run.main([]) == 0
    sample, documents = str(run.OUT / "sample.zcpark"), str(run.OUT / "documents")
    assert [call[2:] for call in machine.said("zcpark_desktop")] == [
        ["zcpark_desktop", "new", sample, "--sample"],
        ["zcpark_desktop", "export", sample, "--out", documents],
    ]
    assert documents in capsys.readouterr().out


def test_a_sample_that_was_edited_is_not_made_anew(run: ModuleType, machine: Machine) -> None:
    run.OUT.mkdir()
    (run.OUT / "sample.zcpark").touch()
    assert run.main([]) == 0
    assert not machine.said("new") and machine.said("export")


@pytest.mark.parametrize("word", ["new", "export"])
def test_a_failed_export_is_the_exit_status(run: ModuleType, machine: Machine, word: str) -> None:
    machine.failing = word
    assert run.main([]) == 1


def test_with_a_display_the_window_opens(run: ModuleType, machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "has_display", lambda: True)
    assert run.main([]) == 0
    assert [call[1:] for call in machine.said("zcpark_desktop")] == [["-m", "zcpark_desktop"]]


def test_arguments_of_the_tests_reach_pytest(run: ModuleType, machine: Machine) -> None:
    assert run.main(["test", "tests/unit", "-k", "energy"]) == 0
    assert machine.calls[-1][1:] == ["-m", "pytest", "tests/unit", "-k", "energy"]


def test_the_status_of_the_tests_is_that_of_pytest(run: ModuleType, machine: Machine) -> None:
    machine.failing = "pytest"
    assert run.main(["test"]) == 1


class TestSystemPackages:
    def test_missing_ones_are_installed(
        self, run: ModuleType, machine: Machine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(run, "missing_libraries", lambda: ["libegl1"])
        monkeypatch.setattr(run.shutil, "which", lambda name: None if name == "soffice" else f"/usr/bin/{name}")
        monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
        run.prepare_system(window=True, tests=True)
        (install,) = machine.said("install")
        assert install[-3:] == ["libegl1", "libreoffice-writer-nogui", "libreoffice-calc-nogui"]
        assert install[0] == "apt-get"

    def test_a_user_asks_through_sudo(self, run: ModuleType, machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
        run.install_packages(["libegl1"])
        assert all(call[0] == "sudo" for call in machine.calls)

    @pytest.mark.parametrize("program", ["apt-get", "sudo"])
    def test_where_they_cannot_be_installed_a_sentence_says_which(
        self,
        run: ModuleType,
        machine: Machine,
        monkeypatch: pytest.MonkeyPatch,
        program: str,
        capsys: pytest.CaptureFixture,
    ) -> None:
        monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
        monkeypatch.setattr(run, "has_chinese_font", lambda: False)
        monkeypatch.setattr(run.shutil, "which", lambda name: None if name == program else f"/usr/bin/{name}")
        assert run.main([]) == 1
        said = capsys.readouterr().err
        assert "请由管理员执行“apt-get install fonts-noto-cjk”" in said
        assert "apt-get install fonts-noto-cjk" in said.splitlines()[1]
        assert machine.calls == []

    def test_a_failing_apt_is_reported(
        self, run: ModuleType, machine: Machine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
        machine.failing = "install"
        with pytest.raises(run.SetupError, match="缺少系统软件包"):
            run.install_packages(["libegl1"])


def test_an_unknown_command_shows_the_usage(run: ModuleType, machine: Machine, capsys: pytest.CaptureFixture) -> None:
    assert run.main(["tests"]) == 2
    assert "python3 run.py test" in capsys.readouterr().out
    assert machine.calls == []


def test_an_old_python_is_told_so(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.setattr(run.sys, "version_info", (3, 10, 12))
    assert run.main([]) == 2
    assert "需要 Python 3.11" in capsys.readouterr().err
